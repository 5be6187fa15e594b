"""Which cells of a row belong to a choice, where somebody has put the choices side by side into a table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cpreport.readers.marks import Family, judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.readers.items import Item
    from cpreport.readers.locate import Location
    from cpreport.readers.view import Line


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells around a choice's label, by the indexes of their lines.

    Attributes:
        left: Those before it.
        right: Those behind it.
        shared: Those that may as well be another choice's.
    """

    left: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()


def cells_of(location: Location, item: Item) -> Cells:
    """The cells of an item's row that are its own.

    Between two labels of one row stands the box of the left or of the right one: only where every label has exactly
    one box on the same side can that be told.
    """
    line = location.found[item].line
    row = location.row(line)
    labels = [index for index in row if index in location.owner]
    if len(labels) <= 1:
        return Cells(tuple(index for index in row if index < line), tuple(index for index in row if index > line))
    gaps = _gaps(row, labels)
    boxed = [any(_has_box(location.view.lines[index]) for index in gap) for gap in gaps]
    own = labels.index(line)
    if all(boxed[:-1]) and not boxed[-1]:
        return Cells(left=gaps[own], right=gaps[-1] if own == len(labels) - 1 else ())
    if all(boxed[1:]) and not boxed[0]:
        return Cells(left=gaps[0] if own == 0 else (), right=gaps[own + 1])
    return Cells(shared=(*gaps[own], *gaps[own + 1]))


def _gaps(row: Sequence[int], labels: Sequence[int]) -> list[tuple[int, ...]]:
    """The cells before the first label, between each two, and behind the last."""
    ends = [row[0] - 1, *labels, row[-1] + 1]
    return [tuple(range(start + 1, end)) for start, end in pairwise(ends)]


def _has_box(line: Line) -> bool:
    judged = judge(line.text)
    return bool(line.controls) or (judged is not None and judged.family is Family.BOX)
