"""A sheet that is a list: title, heading row, one line a thing, filters, frozen headings, heights that fit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from cpreport.workbook.body import BodyRow
from cpreport.workbook.cells import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cpreport.workbook.body import Style
    from cpreport.workbook.book import Book
    from cpreport.workbook.cells import Cell
    from cpreport.workbook.sheet import Sheet

HEAD = 2
FIRST = 3
MOST_LINES: Final = 1_000_000
"""Excel ends at 1,048,576 rows; longer lists than this are cut and say so."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and how its cells look beyond the ordinary."""

    heading: str
    width: float
    looks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells; a muted one is grey, because it does not count or needs nothing."""

    cells: tuple[Cell, ...]
    muted: bool = False


def write_listing(
    sheet: Sheet, columns: Sequence[Column], things: Sequence[_T], line: Callable[[_T], Line], note: str = ""
) -> None:
    """Fills a sheet with a list; an empty list says that there is nothing.

    Args:
        sheet: The sheet, still empty.
        columns: Its columns.
        things: What is listed.
        line: How one of them is shown.
        note: What stands under the title.
    """
    if len(things) > MOST_LINES:
        note = sheet.book.say("workbook.too-long", shown=f"{MOST_LINES:,}", all=f"{len(things):,}")
    sheet.title(sheet.name, note)
    write_headings(sheet, HEAD, columns)
    if things:
        body = sheet.begin_body(FIRST)
        styles = [[body.style("cell", *column.looks, *tone) for column in columns] for tone in ((), ("muted",))]
        body.fill(_rows(sheet.book, columns, map(line, islice(things, MOST_LINES)), styles))
    else:
        sheet.put(FIRST, 0, sheet.book.say("workbook.none"), "plain", "note")
    finish_list(sheet, HEAD, columns, min(len(things), MOST_LINES))


def write_headings(sheet: Sheet, row: int, columns: Sequence[Column]) -> None:
    """Writes the heading row and sets the widths."""
    for place, column in enumerate(columns):
        sheet.width(place, column.width)
        sheet.put(row, place, column.heading, "head")
    face = sheet.book.face
    sheet.height(row, face.height(max((face.lines(c.heading, c.width) for c in columns), default=1)) + 4)


def finish_list(sheet: Sheet, head: int, columns: Sequence[Column], lines: int) -> None:
    """Freezes the headings and the first column, repeats them on paper and puts filters on them."""
    sheet.raw.freeze_panes(head + 1, 1)
    sheet.raw.repeat_rows(head)
    sheet.turn_if_narrow(sum(column.width for column in columns))
    if lines:
        sheet.raw.autofilter(head, 0, head + lines, len(columns) - 1)


def _rows(
    book: Book, columns: Sequence[Column], lines: Iterable[Line], styles: Sequence[Sequence[Style]]
) -> Iterator[BodyRow]:
    widths = [column.width for column in columns]
    for line in lines:
        yield BodyRow(_height(book, widths, line.cells), line.cells, styles[line.muted])


def _height(book: Book, widths: Sequence[float], cells: Sequence[Cell]) -> float:
    """As high as the longest text needs."""
    lines = 1
    for value, width in zip(cells, widths, strict=True):
        if isinstance(value, str):
            lines = max(lines, book.face.lines(value, width))
        elif isinstance(value, Link):
            lines = max(lines, book.face.lines(value.words, width))
    return book.face.height(lines)
