"""The lines of rows that were seen before: a row says the same wherever the rest of its sheet is the same.

That putting together what the rows give one by one gives what `Sheet` gives of all rests on:

- Nothing but a merged area, a drawing, a note or a control reaches from one row into another. Rows that an area joins
  are read together, as one strip; a sheet that refers to anything else is left to `Sheet`.
- A row has cells of its own alone, and stands behind those with lower numbers.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from cpreport.readers.view import Line
from cpreport.readers.xlsx_grid import cell_name, position
from cpreport.readers.xlsx_sheet import Sheet, SheetPart, Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.readers.xlsx_frame import Frame
    from cpreport.readers.xlsx_grid import Area
    from cpreport.readers.xlsx_rows import Row
    from cpreport.readers.xlsx_values import Value

    Joined = tuple[Row, ...]
    Place = tuple[int, int]

_MOST_REMEMBERED: Final = 1_000_000  # characters in the rows with one frame
_USUAL_WORK: Final = 20_000  # far less than what `Sheet` refuses


class Strips:
    """The strips of sheets with the same frame and names.

    Args:
        frame: What stands around the rows.
        named: Cells that have a line even where they are empty.
    """

    def __init__(self, frame: Frame, named: frozenset[str]) -> None:
        tall = sorted((area.top, area.bottom) for area in frame.merges.values() if area.bottom > area.top)
        self._areas = len(tall)
        self._starts, self._ends = _joined(tall)
        self._frame = frame
        self._merges: dict[int, dict[Place, Area]] = {}
        for corner, area in frame.merges.items():
            self._merges.setdefault(self._first(area.top), {})[corner] = area
        self._count = len(named)
        self._named: dict[int, set[str]] = {}
        for cell in named:
            if place := position(cell):
                self._named.setdefault(self._first(place[0]), set()).add(cell)
        self._known: dict[Joined, Strip] = {}
        self._size = 0

    def of(self, source: SheetPart) -> list[Strip] | None:
        """The strips of a sheet from top to bottom; None where it must be read as a whole."""
        numbers = [row.number for row in source.rows]
        if any(below <= above for above, below in pairwise(numbers)):
            return None
        found: list[Strip] = []
        for joined in self._together(source.rows):
            strip = self._known.get(joined) or self._fill(joined) or self._learn(replace(source, rows=joined))
            if strip is None:
                return None
            found.append(strip)
        work = sum(strip.work for strip in found) + self._areas * len(source.rows)
        is_whole = sum(len(strip.named) for strip in found) == self._count
        return found if is_whole and work <= _USUAL_WORK else None

    def _together(self, rows: Sequence[Row]) -> list[Joined]:
        if not self._starts:
            return [(row,) for row in rows]
        return [tuple(group) for _, group in groupby(rows, lambda row: self._first(row.number))]

    def _first(self, row: int) -> int:
        """The first row of the strip that a row belongs to."""
        place = bisect_right(self._starts, row) - 1
        return self._starts[place] if place >= 0 and row <= self._ends[place] else row

    def _learn(self, source: SheetPart) -> Strip | None:
        rows = tuple(source.rows)
        if any(cell.place[0] != row.number for row in rows for cell in row.cells):
            return None
        first = self._first(rows[0].number)
        named = self._named.get(first, set())
        frame = replace(self._frame, merges=self._merges.get(first, {}))
        return self._remember(rows, Sheet(replace(source, frame=frame), named).strip(named))

    def _fill(self, rows: Joined) -> Strip | None:
        """The strip of rows that are like others but for their texts, if those are known."""
        strip = self._known.get(tuple([row.model or row for row in rows]))
        if strip is None:
            return None
        values = {cell_name(*cell.place): cell.value for row in rows if row.model for cell in row.cells}
        lines = [_said(line, values[line.where]) if line.where in values else line for line in strip.lines]
        return self._remember(rows, strip._replace(lines=tuple(lines)))

    def _remember(self, rows: Joined, strip: Strip) -> Strip:
        self._size += sum([row.length for row in rows])
        if self._size > _MOST_REMEMBERED:
            self._known.clear()
            self._size = 0
        self._known[rows] = strip
        return strip


def _said(line: Line, value: Value) -> Line:
    """The line of a cell with another text in it."""
    if line.text == value.text:
        return line
    return Line(
        value.text,
        line.row,
        emphasised=value.underlined,
        struck=value.struck,
        sheet=line.sheet,
        where=line.where,
        oddities=line.oddities,
    )


def known_strips(source: SheetPart, named: frozenset[str]) -> list[Strip] | None:
    """The strips of a sheet from top to bottom; None where it must be read as a whole.

    Args:
        source: Where it stands; the same rows are the same objects.
        named: Cells that have a line even where they are empty.
    """
    return None if source.relationships() else _strips(source.frame, source.number, named).of(source)


@lru_cache(maxsize=8)
def _strips(frame: Frame, number: int, named: frozenset[str]) -> Strips:
    """The strips of sheets with the same frame, names, and place among the sheets, which their lines tell."""
    return Strips(frame, named)


def _joined(tall: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Where the stretches of rows that areas join begin and end, from top to bottom."""
    starts: list[int] = []
    ends: list[int] = []
    for top, bottom in tall:
        if ends and top <= ends[-1]:
            ends[-1] = max(ends[-1], bottom)
        else:
            starts.append(top)
            ends.append(bottom)
    return starts, ends
