"""The many rows of a sheet, written as Excel's own XML while the workbook is being closed.

XlsxWriter keeps every cell in memory until then. What is written here never exists as a whole: rows are made, turned
into XML and packed one after the other, so that a workbook of thirty thousand units costs hardly more memory than
one of a hundred.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from cpreport.tidy import is_countable
from cpreport.workbook.cells import EPOCH, FIRST_DAY, Cell, Link, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from cpreport.workbook.book import Book
    from cpreport.workbook.strings import Strings

_MOST_LINKS: Final = 65_530  # on a sheet, Excel's limit
_STYLE: Final = re.compile(r' s="(\d+)"')


class Style(NamedTuple):
    """The looks of a cell, as places in the body's palette: of a text or number, of a date, of a link."""

    plain: int
    date: int
    link: int


class BodyRow(NamedTuple):
    """One row: its height in points (0: the sheet's), its values from the first column on, and as many styles."""

    height: float
    cells: Sequence[Cell]
    styles: Sequence[Style]


class Body:
    """The rows of one sheet below its headings.

    While the sheet is made, one row of blank cells stands in for them: XlsxWriter numbers the formats of those
    cells, and the numbers are read from what it wrote.
    """

    def __init__(self, book: Book, raw: Worksheet, first: int) -> None:
        self.first = first
        self.links: list[tuple[str, str]] = []
        self._book = book
        self._raw = raw
        self._palette: dict[tuple[str, ...], int] = {}
        self._rows: Iterable[BodyRow | None] = ()

    def style(self, *looks: str) -> Style:
        """The style that looks all these ways; every one that the rows need is asked for before they are made."""
        return Style(self._place(looks), self._place((*looks, "date")), self._place((*looks, "link")))

    def fill(self, rows: Iterable[BodyRow | None]) -> None:
        """Says where the rows come from; None leaves a row free."""
        self._rows = rows

    @property
    def stand_in(self) -> str:
        """How the row begins that stands in for the body."""
        return f'<row r="{self.first + 1}" '

    def xml(self, stand_in: str, strings: Strings) -> Iterator[str]:
        """The rows as XML.

        Args:
            stand_in: The row that XlsxWriter wrote in their place.
            strings: The workbook's texts.
        """
        write = _Encoder(_STYLE.findall(stand_in), strings, self.links)
        for number, row in enumerate(self._rows, start=self.first + 1):
            if row is not None:
                yield write.row(number, row)

    def _place(self, looks: tuple[str, ...]) -> int:
        if looks not in self._palette:
            self._palette[looks] = place = len(self._palette)
            self._raw.write_blank(self.first, place, None, self._book.style(*looks))
        return self._palette[looks]


class _Encoder:
    """Turns rows into XML."""

    def __init__(self, formats: Sequence[str], strings: Strings, links: list[tuple[str, str]]) -> None:
        self._formats = formats
        self._strings = strings
        self._links = links
        self._letters: list[str] = []

    def row(self, number: int, row: BodyRow) -> str:
        """One row; its number counts from 1."""
        for place in range(len(self._letters), len(row.cells)):
            self._letters.append(xl_col_to_name(place))
        formats, strings = self._formats, self._strings
        cells = [
            f'<c r="{letter}{number}" s="{formats[style.plain]}" t="s"><v>{strings[value]}</v></c>'
            if type(value) is str and value
            else self._other(f"{letter}{number}", value, style)
            for letter, value, style in zip(self._letters, row.cells, row.styles, strict=False)
        ]
        height = f' ht="{row.height:g}" customHeight="1"' if row.height else ""
        return f'<row r="{number}"{height}>{"".join(cells)}</row>'

    def _other(self, cell: str, value: Cell, style: Style) -> str:
        if value is None:
            return f'<c r="{cell}" s="{self._formats[style.plain]}"/>'
        if isinstance(value, Link):
            return self._link(cell, value, style)
        if isinstance(value, date) and value >= FIRST_DAY:
            return f'<c r="{cell}" s="{self._formats[style.date]}"><v>{(value - EPOCH).days}</v></c>'
        if is_countable(value):
            return f'<c r="{cell}" s="{self._formats[style.plain]}"><v>{value!r}</v></c>'
        return self._text(cell, as_text(value), style.plain)

    def _link(self, cell: str, link: Link, style: Style) -> str:
        # What cannot be a hyperlink is still there to be read.
        if not link.opens or len(self._links) >= _MOST_LINKS:
            return self._text(cell, link.address, style.plain)
        self._links.append((cell, link.address))
        return self._text(cell, link.words, style.link)

    def _text(self, cell: str, text: str, style: int) -> str:
        if not text:
            return f'<c r="{cell}" s="{self._formats[style]}"/>'
        return f'<c r="{cell}" s="{self._formats[style]}" t="s"><v>{self._strings[text]}</v></c>'
