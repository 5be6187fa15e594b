"""The verdict on one choice; on a line that says the same in thousands of returns it is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cpreport.readers.boxes import judge_box, look_at
from cpreport.readers.labels import cut_item
from cpreport.readers.marks import Family, Judgement, judge
from cpreport.readers.view import Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from cpreport.readers.items import Item
    from cpreport.readers.layout import Found
    from cpreport.readers.locate import Location
    from cpreport.reading import Box

_LONGEST: Final = 400  # characters of a line and those beside it
_MOST_CELLS: Final = 6
_MOST: Final = 4096


class Verdict(NamedTuple):
    """What is said of a choice.

    Attributes:
        box: Its box.
        family: The family of what was written there by hand.
        is_reworded: Whether its words are not those that were printed.
    """

    box: Box
    family: Family
    is_reworded: bool


_known: dict[Hashable, Verdict] = {}


def verdict(location: Location, item: Item, found: Found, where: str, bullet: Judgement | None) -> Verdict:
    """What is said of a choice.

    Args:
        location: Where the items of the form stand.
        item: The choice.
        found: Where it stands.
        where: What to call that place.
        bullet: Its list bullet, where that is a mark.
    """
    key = _all_that_counts(location, item, found, where, bullet)
    known = _known.get(key)
    if known is None:
        known = judged(location, item, found, where, bullet)
        if key is not None and cut_item(location.view.lines[found.line].text, item.label, item.number):
            if len(_known) >= _MOST:
                _known.clear()
            _known[key] = known
    return known


def judged(location: Location, item: Item, found: Found, where: str, bullet: Judgement | None) -> Verdict:
    """The same, passed anew."""
    look = look_at(location, item, found, bullet)
    box, family = judge_box(look, found, where, is_grid=location.view.is_grid)
    return Verdict(box, family, look.reworded or bool(look.stray and judge(look.stray) is None))


def _all_that_counts(
    location: Location, item: Item, found: Found, where: str, bullet: Judgement | None
) -> tuple[Any, ...] | None:
    """All that the verdict depends on where the label is whole; None where another stands beside it."""
    view, row = location.view, location.row(found.line)
    beside = view.lines[row[0] : row[-1] + 1]
    if len(row) > _MOST_CELLS or sum([len(line.text) for line in beside]) > _LONGEST:
        return None
    if len(row) > 1 and sum([index in location.owner for index in row]) > 1:
        return None
    # The cells of a sheet are the same lines in every return; a paragraph stands in another place in each.
    looks = beside if view.is_grid else tuple([_look(location, item, index) for index in row])
    field = location.span(item.specify) if item.specify else None
    own = _within(field[0], row) if field else None
    return (item, view.is_grid, found.layer, where, bullet, found.line - row[0], own, looks)


def _look(location: Location, item: Item, index: int) -> tuple[Any, ...]:
    line = location.view.lines[index]
    return (line.text, line.controls, line.emphasised, line.struck, location.boxes_of_others(item, index))


def _within(span: Span, row: Sequence[int]) -> Span | None:
    """A span counted from the first line of a row; None where it begins elsewhere."""
    first = row[0]
    return Span(span.first - first, span.start, span.last - first, span.end) if span.first in row else None
