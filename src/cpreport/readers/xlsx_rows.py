"""The rows of a sheet: what each says by itself, wherever else it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cpreport.ooxml import s
from cpreport.readers.xlsx_grid import points, position, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from cpreport.readers.xlsx_values import Book, Value

    Place = tuple[int, int]

_MOST_CELLS = 50_000  # of a sheet


class Shown(NamedTuple):
    """A cell that says something: its row and column, what it shows, and its colour (empty for none)."""

    place: tuple[int, int]
    value: Value
    fill: str


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a sheet; it equals only itself, so that asking for it costs nothing.

    Attributes:
        number: It counts from 1.
        height: The row that it says it is and its height in points; None where it does not say both.
        is_hidden: Whether it is not shown.
        cells: Those that say something, in the order of the file.
        count: How many cells there are.
        length: How many characters they show together.
        model: The row that it is like but for texts; None where it was read by itself.
    """

    number: int
    height: tuple[int, float] | None
    is_hidden: bool
    cells: tuple[Shown, ...]
    count: int
    length: int
    model: Row | None = None


def rows(sheet: _Element, book: Book) -> Iterator[Row]:
    """The rows of a sheet's XML; of the cells only so many as any form has.

    Raises:
        XmlError: The cells of all sheets together are too many, or show too much.
    """
    number = count = 0
    for element in sheet.iter(s("row")):
        own = element.get("r", "")
        number = int(own) if own.isdecimal() and len(own) <= 7 else number + 1
        row = read_row(element, number, book, _MOST_CELLS - count)
        count += row.count
        yield row


def read_row(element: _Element, number: int, book: Book, most: int) -> Row:
    """What one row says; of its cells at most so many."""
    cells: list[Shown] = []
    count = length = 0
    for place, cell in _placed(element, number):
        if count >= most:
            break
        style = book.style(cell)
        value = book.value(cell, style)
        count += 1
        length += len(value.text)
        if value.text or style.fill:
            cells.append(Shown(place, value, style.fill))
    own, height = element.get("r", ""), element.get("ht", "")
    stated = (whole(own), points(height)) if own.isdecimal() and height else None
    return Row(number, stated, element.get("hidden") in {"1", "true"} or height == "0", tuple(cells), count, length)


def _placed(row: _Element, number: int) -> Iterator[tuple[Place, _Element]]:
    """The cells with their places, which a program may leave out where they follow one another."""
    column = 0
    for cell in row.iter(s("c")):
        place = position(cell.get("r", ""))
        column = place[1] if place else column + 1
        yield (place[0] if place else number, column), cell
