"""A sheet that is a list: title, heading row, one line a thing, filters, frozen headings, heights that fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.workbook.book import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpreport.workbook.book import Book, Cell, Sheet

HEAD = 2
FIRST = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and how its cells look beyond the ordinary."""

    heading: str
    width: float
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells, and how all of them look beyond the ordinary."""

    cells: tuple[Cell, ...]
    looks: tuple[str, ...] = ()


def write_listing(sheet: Sheet, columns: Sequence[Column], lines: Sequence[Line], note: str = "") -> None:
    """Fills a sheet with a list; an empty list says that there is nothing."""
    sheet.title(sheet.name, note)
    write_headings(sheet, HEAD, columns)
    for row, line in enumerate(lines, start=FIRST):
        write_line(sheet, row, columns, line)
    if not lines:
        sheet.put(FIRST, 0, sheet.book.say("workbook.none"), "plain", "note")
    finish_list(sheet, HEAD, columns, len(lines))


def write_headings(sheet: Sheet, row: int, columns: Sequence[Column]) -> None:
    """Writes the heading row and sets the widths."""
    for place, column in enumerate(columns):
        sheet.width(place, column.width)
        sheet.put(row, place, column.heading, "head")
    face = sheet.book.face
    sheet.height(row, face.height(max((face.lines(c.heading, c.width) for c in columns), default=1)) + 4)


def write_line(sheet: Sheet, row: int, columns: Sequence[Column], line: Line) -> None:
    """Writes one row, as high as its longest text needs."""
    for place, (column, value) in enumerate(zip(columns, line.cells, strict=True)):
        sheet.put(row, place, value, "cell", *column.looks, *line.looks)
    sheet.height(row, sheet.book.face.height(_lines(sheet.book, columns, line.cells)))


def finish_list(sheet: Sheet, head: int, columns: Sequence[Column], lines: int) -> None:
    """Freezes the headings and the first column, repeats them on paper and puts filters on them."""
    sheet.raw.freeze_panes(head + 1, 1)
    sheet.raw.repeat_rows(head)
    sheet.turn_if_narrow(sum(column.width for column in columns))
    if lines:
        sheet.raw.autofilter(head, 0, head + lines, len(columns) - 1)


def _lines(book: Book, columns: Sequence[Column], cells: Iterable[Cell]) -> int:
    texts = (
        (value.words if isinstance(value, Link) else value, column.width)
        for column, value in zip(columns, cells, strict=True)
        if isinstance(value, Link | str)
    )
    return max((book.face.lines(text, width) for text, width in texts), default=1)
