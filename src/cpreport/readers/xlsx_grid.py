"""Where things lie on a sheet: cells, ranges of cells, what is anchored over them; rows and columns count from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, s
from cpreport.readers.remembered import by_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from cpreport.readers.xlsx_rows import Row

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_USUAL_HEIGHT = 15.0  # points
_EMU_A_POINT = 12_700
_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"

    def touches(self, other: Area) -> bool:
        """Whether two areas have a cell in common."""
        in_rows = self.top <= other.bottom and other.top <= self.bottom
        return in_rows and self.left <= other.right and other.left <= self.right


@dataclass(frozen=True, slots=True)
class Heights:
    """The heights of a sheet's rows, in points."""

    usual: float = _USUAL_HEIGHT
    own: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: _Element, rows: Iterable[Row]) -> Heights:
        """The heights that a sheet's XML and its rows state."""
        look = sheet.find(s("sheetFormatPr"))
        usual = look.get("defaultRowHeight", "") if look is not None else ""
        return cls(points(usual) or _USUAL_HEIGHT, dict(row.height for row in rows if row.height))

    def __getitem__(self, row: int) -> float:
        return self.own.get(row, self.usual)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a control, a shape or a picture lies over.

    Attributes:
        area: From the cell of its upper left corner to that of its lower right one.
        start: How far below its first row's top it begins, in points.
        end: How far below its last row's top it ends, in points; None where the file does not say.
    """

    area: Area
    start: float = 0.0
    end: float | None = None

    def parts(self, heights: Heights) -> dict[int, float]:
        """How many points of it lie in each row; of one that is endless, only its first row is told."""
        first, last = self.area.top, self.area.bottom
        if self.end is None or last - first > _MOST_ROWS:
            return {first: heights[first]}
        if last == first:
            return {first: max(self.end - self.start, 0.0)}
        parts = {row: heights[row] for row in range(first, last)}
        parts[first] = max(parts[first] - self.start, 0.0)
        parts[last] = max(min(self.end, heights[last]), 0.0)
        return parts


def corner(element: _Element) -> tuple[int, int, float]:
    """The row and column of one end of a drawing's anchor, and how far below the row's top it is, in points."""
    column, row, offset = (whole(element.findtext(f"{{{NS['xdr']}}}{name}")) for name in ("col", "row", "rowOff"))
    return row + 1, column + 1, offset / _EMU_A_POINT


def whole(text: str | None) -> int:
    """A whole number of a drawing; 0 where it is none or too large to be one."""
    return int(text) if text and text.strip().isdecimal() and len(text) < 12 else 0


@by_text
def position(cell: str) -> tuple[int, int] | None:
    """The row and column of a cell's name; None where it is none."""
    found = _CELL.fullmatch(cell)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


@by_text
def area_of(reference: str) -> Area | None:
    """The area that `B7` or `$A$5:$C$7` names; None where it names none."""
    first, _, last = reference.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    return Area(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


@lru_cache(maxsize=4096)
def cell_name(row: int, column: int) -> str:
    """The name of a cell.

    Example:
        >>> cell_name(7, 28)
        'AB7'
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def points(text: str) -> float:
    """A height of the format, in points; 0 where it is none."""
    try:
        return max(float(text), 0.0)
    except ValueError:
        return 0.0
