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
    from cpreport.readers.locate import Found, Location
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
    if key is None:
        return judged(location, item, found, where, bullet)
    if key not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        _known[key] = judged(location, item, found, where, bullet)
    return _known[key]


def judged(location: Location, item: Item, found: Found, where: str, bullet: Judgement | None) -> Verdict:
    """The same, passed anew."""
    look = look_at(location, item, found, bullet)
    box, family = judge_box(look, found, where, is_grid=location.view.is_grid)
    return Verdict(box, family, look.reworded or bool(look.stray and judge(look.stray) is None))


def _all_that_counts(
    location: Location, item: Item, found: Found, where: str, bullet: Judgement | None
) -> tuple[Any, ...] | None:
    """All that the verdict depends on, where the label is whole and no other stands beside it; else None."""
    lines, row = location.view.lines, location.row(found.line)
    label = lines[found.line].text
    is_usual = len(row) <= _MOST_CELLS and sum(len(lines[index].text) for index in row) <= _LONGEST
    if not is_usual or not cut_item(label, item.label, item.number):
        return None
    if len(row) > 1 and any(index in location.owner for index in row if index != found.line):
        return None
    looks = tuple(_look(location, item, index) for index in row)
    field = location.span(item.specify) if item.specify else None
    own = _within(field[0], row) if field else None
    return (location.form, item, location.view.is_grid, found.layer, where, bullet, found.line - row[0], own, looks)


def _look(location: Location, item: Item, index: int) -> tuple[Any, ...]:
    line = location.view.lines[index]
    return (line.text, line.controls, line.emphasised, line.struck, location.boxes_of_others(item, index))


def _within(span: Span, row: Sequence[int]) -> Span | None:
    """A span counted from the first line of a row; None where it begins elsewhere."""
    first = row[0]
    return Span(span.first - first, span.start, span.last - first, span.end) if span.first in row else None
