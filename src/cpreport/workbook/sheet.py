"""One sheet of the workbook: the one safe way into its cells, its page, and the rows it may have below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from cpreport.language import Language
from cpreport.tidy import is_countable
from cpreport.wording import shorten
from cpreport.workbook.body import Body
from cpreport.workbook.cells import FIRST_DAY, Cell, Link, as_text
from cpreport.workbook.safe import cell_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from cpreport.workbook.book import Book

_A4: Final = 9
_EDGE: Final = {"margin": 0.25, "scale_with_doc": False}
_PORTRAIT: Final = 120  # units of width that an upright A4 page still holds at a readable size


class Sheet:
    """One sheet; every text goes in as text, whatever it begins with."""

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self.name = name
        self.raw = book.raw.add_worksheet(name)
        self.body: Body | None = None
        self.heights: dict[int, float] = {}
        self._set_page()

    def put(self, row: int, column: int, value: Cell, *looks: str) -> None:
        """Writes one value by its type: text, number, date, or nothing."""
        style = self.book.style(*looks)
        if isinstance(value, date) and value >= FIRST_DAY:
            _done(self.raw.write_datetime(row, column, value, self.book.style(*looks, "date")))
        elif is_countable(value):
            _done(self.raw.write_number(row, column, value, style))
        else:
            shown = value.words if isinstance(value, Link) else as_text(value)
            text = cell_text(shown, self.book.language)
            _done(self.raw.write_string(row, column, text, style) if text else _blank(self, row, column, style))

    def formula(self, row: int, column: int, formula: str, value: Cell, *looks: str) -> None:
        """Writes a formula with the value that it has now."""
        _done(self.raw.write_formula(row, column, f"={formula}", self.book.style(*looks), value))

    def merge(self, row: int, column: int, last_row: int, last_column: int, value: Cell, *looks: str) -> None:
        """Writes one value across several cells."""
        if (row, column) != (last_row, last_column):
            _done(self.raw.merge_range(row, column, last_row, last_column, "", self.book.style(*looks)))
        self.put(row, column, value, *looks)

    def jump(self, row: int, column: int, to: Sheet, words: str, *looks: str) -> None:
        """Writes words that lead to another sheet of the workbook."""
        target = f"internal:{to.quoted}!A1"
        _done(self.raw.write_url(row, column, target, self.book.style(*looks), cell_text(words, self.book.language)))

    def begin_body(self, first: int) -> Body:
        """The sheet's rows from here on, which nothing else may write to."""
        self.body = Body(self.book, self.raw, first)
        return self.body

    def height(self, row: int, points: float) -> None:
        """Sets the height of a row."""
        self.heights[row] = points
        _done(self.raw.set_row(row, points))

    def width(self, column: int, units: float, last: int | None = None) -> None:
        """Sets the width of one column, or of those up to `last`."""
        _done(self.raw.set_column(column, column if last is None else last, units))

    @property
    def quoted(self) -> str:
        """The name as formulas have it."""
        return "'" + self.name.replace("'", "''") + "'"

    def cell(self, row: int, column: int) -> str:
        """A cell's address in formulas, from any sheet."""
        return f"{self.quoted}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def range(self, row: int, column: int, last_row: int, last_column: int | None = None) -> str:
        """The address of a range in formulas, from any sheet; of one column unless told otherwise."""
        return f"{self.quoted}!{xl_range_abs(row, column, last_row, column if last_column is None else last_column)}"

    def turn_if_narrow(self, units: float) -> None:
        """Prints the sheet upright when its columns are no wider together than such a page."""
        if units <= _PORTRAIT:
            self.raw.set_portrait()

    def title(self, words: str, note: str = "") -> None:
        """Writes the sheet's title and a note under it, in the first two rows."""
        self.put(0, 0, words, "title")
        self.height(0, self.book.face.height(1) + 10)
        self.put(1, 0, note or self.book.form.title, "note")
        self.height(1, self.book.face.height(1))

    def _set_page(self) -> None:
        self.raw.set_paper(_A4)
        self.raw.set_landscape()
        self.raw.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.raw.fit_to_pages(1, 0)
        self.raw.hide_gridlines(2)
        book = self.book
        # The size stands before the font's name: digits of the text would be read into it.
        font = f'&{book.face.size - 2}&"{_in_header(book.face.name, 40)},Regular"'
        page = book.say("workbook.page", page="&P", pages="&N")
        day = _in_header(book.long_date(book.summary.as_of), 40)
        self.raw.set_header(f"&L{font}{_in_header(book.form.title, 70)}&R{font}&A", _EDGE)
        self.raw.set_footer(f"&L{font}{day}&C{font}{page}", _EDGE)


def _in_header(text: str, limit: int) -> str:
    return cell_text(shorten(text, limit), Language.ENGLISH).replace('"', "'").replace("&", "&&")


def _blank(sheet: Sheet, row: int, column: int, style: Format) -> int:
    code: int = sheet.raw.write_blank(row, column, None, style)
    return code


def _done(code: int | None) -> None:
    # XlsxWriter reports what it could not write by a number that nobody looks at.
    if code:
        raise ValueError(code)
