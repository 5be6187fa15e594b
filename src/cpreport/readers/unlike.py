"""Marks that are sure by themselves and doubtful beside the others of the same form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cpreport.readers.marks import Family, without_box_signs
from cpreport.reading import Box, Mark
from cpreport.thai import arabic_digits

if TYPE_CHECKING:
    from cpreport.readers.items import Item
    from cpreport.readers.locate import Location

_DIGIT: Final = re.compile("[0-9๐-๙]")
_NUMBER: Final = re.compile("[0-9๐-๙]{1,6}")
_AROUND: Final = " ()[]."


def distrusted(location: Location, boxes: dict[str, tuple[Box, Family]]) -> dict[str, Box]:
    """The boxes, those of them uncertain that say something else than yes where the others are heeded.

    - Where others were ticked with ✓, / or a click, a typed x may mean no.
    - Where another choice of the question has a 2 or more, a 1 is a rank.
    """
    families = {family for _, family in boxes.values()}
    mixed = Family.TICK in families and Family.CROSS in families
    numbers = _numbers(location, boxes)
    if not (mixed or numbers):
        return {name: box for name, (box, _) in boxes.items()}
    ranked = {item.question for item, number in numbers if number > 1}
    first = {item.place for item, number in numbers if number == 1 and item.question in ranked}
    return {
        name: replace(box, mark=Mark.UNCERTAIN, visible=Mark.TICKED)
        if box.mark is Mark.TICKED and (name in first or (mixed and family is Family.CROSS))
        else box
        for name, (box, family) in boxes.items()
    }


def _numbers(location: Location, boxes: dict[str, tuple[Box, Family]]) -> list[tuple[Item, int]]:
    """The choices that have a number for a mark."""
    if not any(_DIGIT.search(box.read) for box, _ in boxes.values()):
        return []
    marked = ((item, boxes[item.place][0].read) for item in location.items if item.place in boxes)
    found = ((item, without_box_signs(read).strip(_AROUND)) for item, read in marked if _DIGIT.search(read))
    return [(item, int(arabic_digits(number))) for item, number in found if _NUMBER.fullmatch(number)]
