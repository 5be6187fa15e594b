"""The workbook while it is being written: its sheets, its formats, and the one safe way into a cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from cpreport.dates import long_date
from cpreport.language import Language
from cpreport.wording import shorten
from cpreport.words import say
from cpreport.workbook.complexscript import with_complex_script
from cpreport.workbook.looks import properties
from cpreport.workbook.measure import face_of
from cpreport.workbook.safe import LARGEST_NUMBER, cell_text, sheet_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format

    from cpreport.campaign import Unit
    from cpreport.returned import Returned
    from cpreport.summary import Row, Summary

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MOST_LINKS = 65_530  # on a sheet, Excel's limit
_LONGEST_LINK = 2_000
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar has a day that never was
_A4 = 9
_EDGE = {"margin": 0.25, "scale_with_doc": False}
_PORTRAIT = 120  # units of width that an upright A4 page still holds at a readable size


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens a file: its address relative to the workbook, and the words shown."""

    address: str
    words: str


Cell = str | int | float | date | Link | None


class Book:
    """An Excel workbook in memory, in the campaign's language and font."""

    def __init__(self, summary: Summary, archive: Callable[[Returned], str]) -> None:
        self.summary = summary
        self.form = summary.form
        self.language = summary.form.language
        self.face = face_of(summary.form)
        self.sheets: dict[str, Sheet] = {}
        self._archive = archive
        self._bytes = BytesIO()
        self._formats: dict[tuple[str, ...], Format] = {}
        self.raw = Workbook(self._bytes, _OPTIONS)
        # The day it speaks of and not the clock: the same summary gives the same bytes.
        created = datetime.combine(summary.as_of, time(), UTC).replace(tzinfo=None)
        self.raw.set_properties({"title": cell_text(self.form.title, self.language), "created": created})

    def say(self, key: str, /, **values: object) -> str:
        """The words of one entry, in the campaign's language."""
        return say(key, self.language, **values)

    def long_date(self, day: date) -> str:
        """A date written out with the form's era and digits."""
        return long_date(day, self.language, self.form.digits)

    def group(self, unit: Unit) -> str:
        """The group of a unit as the sheets show it."""
        return unit.group or self.say("workbook.no-group")

    def status(self, row: Row) -> str:
        """Where a unit stands, in words."""
        return status_words(row, self.language)

    def original(self, returned: Returned | None) -> Link | None:
        """The link to the archived original of a return."""
        return Link(self._archive(returned), self.say("workbook.open")) if returned else None

    def style(self, *looks: str) -> Format:
        """The format that looks all these ways."""
        if looks not in self._formats:
            self._formats[looks] = self.raw.add_format(properties(looks, self.face, self.language))
        return self._formats[looks]

    def sheet(self, key: str, name: str = "") -> Sheet:
        """A new sheet, named by the catalogue's `sheet.<key>` unless a name is given."""
        taken = {sheet.name.casefold() for sheet in self.sheets.values()}
        # A question called like one of the program's own sheets must not take its name.
        taken |= {self.say(f"sheet.{own}").casefold() for own in OWN_SHEETS} if name else set()
        self.sheets[key] = Sheet(self, sheet_name(name or self.say(f"sheet.{key}"), taken))
        return self.sheets[key]

    def day(self, moment: datetime) -> date:
        """The day of a moment where the campaign is."""
        return moment.astimezone(self._zone).date()

    @cached_property
    def _zone(self) -> ZoneInfo | None:
        default = "Asia/Bangkok" if self.language is Language.THAI else ""
        name = self.form.timezone or default
        return ZoneInfo(name) if name else None

    def close(self) -> bytes:
        """Ends the workbook and gives its bytes."""
        self.raw.close()
        return with_complex_script(self._bytes.getvalue())


OWN_SHEETS = (
    *("overview", "groups", "specified", "texts", "values", "missing", "exempt"),
    *("decisions", "findings", "set_aside", "units", "tidy"),
)


def status_words(row: Row, language: Language) -> str:
    """Where a unit stands; an exempt unit that returned all the same is told apart, for it does not count."""
    status = "exempt_returned" if row.unit.exempt and row.returned else row.status.value
    return say(f"workbook.status.{status}", language)


class Sheet:
    """One sheet; every text goes in as text, whatever it begins with."""

    def __init__(self, book: Book, name: str) -> None:
        self.book = book
        self.name = name
        self.raw = book.raw.add_worksheet(name)
        self._links = 0
        self._set_page()

    def put(self, row: int, column: int, value: Cell, *looks: str) -> None:
        """Writes one value by its type: text, number, date, link, or nothing."""
        style = self.book.style(*looks)
        if isinstance(value, Link):
            self._put_link(row, column, value, *looks)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            _done(self.raw.write_datetime(row, column, value, self.book.style(*looks, "date")))
        elif is_countable(value):
            _done(self.raw.write_number(row, column, value, style))
        else:
            text = cell_text(_as_text(value), self.book.language)
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

    def height(self, row: int, points: float) -> None:
        """Sets the height of a row."""
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

    def _put_link(self, row: int, column: int, link: Link, *looks: str) -> None:
        # What cannot be a hyperlink is still there to be read.
        self._links += 1
        if self._links > _MOST_LINKS or "#" in link.address or len(link.address) > _LONGEST_LINK:
            self.put(row, column, link.address, *looks)
            return
        style = self.book.style(*looks, "link")
        _done(self.raw.write_url(row, column, f"external:{link.address}", style, link.words))

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


def is_countable(value: object) -> bool:
    """Whether Excel can hold the value as a number without losing digits."""
    return isinstance(value, int | float) and isfinite(value) and abs(value) < LARGEST_NUMBER


def _as_text(value: str | float | date | None) -> str:
    # Not str() for whole numbers, which refuses thousands of digits.
    return "" if value is None else format(Decimal(value), "f") if isinstance(value, int) else str(value)


def _in_header(text: str, limit: int) -> str:
    return cell_text(shorten(text, limit), Language.ENGLISH).replace('"', "'").replace("&", "&&")


def _blank(sheet: Sheet, row: int, column: int, style: Format) -> int:
    code: int = sheet.raw.write_blank(row, column, None, style)
    return code


def _done(code: int | None) -> None:
    # XlsxWriter reports what it could not write by a number that nobody looks at.
    if code:
        raise ValueError(code)
