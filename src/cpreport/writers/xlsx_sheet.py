"""The sheet of an Excel form: its columns, its look, and rows that are as high as their text needs.

Excel never fits the height of merged cells, and files written by a program are often shown as they are: every height
is therefore estimated here from what can be seen of a text.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from cpreport.language import Language
from cpreport.thai import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xlsxwriter.workbook import Workbook

    from cpreport.form import Form


class Column(IntEnum):
    """The columns from left to right; few and wide, because forms are read on phones too."""

    BOX = 0
    NUMBER = 1
    LABEL = 2
    ANSWER = 3
    MARGIN = 4


class Style(StrEnum):
    """What a cell is, and so how it looks."""

    TITLE = "title"
    LABEL = "label"
    UNIT = "unit"
    HEADING = "heading"
    TEXT = "text"
    CAPTION = "caption"
    CLOSING = "closing"
    HINT = "hint"
    SMALL = "small"
    BOX = "box"
    NUMBER = "number"
    TEXT_ANSWER = "text-answer"
    ANSWER = "answer"
    SIGNATURE = "signature"
    SIGNED_ON = "signed-on"
    AREA = "area"


class Typeface(NamedTuple):
    """A font and its size in points."""

    font: str
    size: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a row.

    Attributes:
        style: What it is.
        first: Its first column.
        last: Its last column; cells from first to last become one.
        text: What stands in it.
        name: The workbook's name for it.
        measured: What to measure where the text is a slot.
        validation: What Excel offers and says here, as XlsxWriter words it.
    """

    style: Style
    first: Column = Column.BOX
    last: Column = Column.ANSWER
    text: str = ""
    name: str = ""
    measured: str = ""
    validation: Mapping[str, object] | None = None


# Pixels of 1/96 inch; up to ANSWER they fill an A4 page between its margins.
_WIDTHS: Final = {Column.BOX: 36, Column.NUMBER: 56, Column.LABEL: 222, Column.ANSWER: 370, Column.MARGIN: 14}
_PADDING: Final = 8
_SIDE_MARGIN, _TOP_MARGIN, _BOTTOM_MARGIN, _FOOTER_MARGIN = 0.5, 0.5, 0.6, 0.3  # inches
_A4: Final = 9
_PAGE_HEIGHT: Final = (11.69 - _TOP_MARGIN - _BOTTOM_MARGIN) * 72
_FULL_PAGE: Final = 0.96 * _PAGE_HEIGHT  # some room for rows that come out higher
# A form that is a little too long for one page is printed a little smaller, down to four fifths.
_ONE_PAGE: Final = 1.25 * _PAGE_HEIGHT

_DOTTED: Final = 4
_THIN: Final = 1
_GREY: Final = "#595959"
# No Thai font has the boxes. Where this one is missing, every system finds another that does.
_BOX_FONT: Final = "Segoe UI Symbol"
_TEXT_FORMAT: Final = "@"  # keeps `=1+1` and `0012` as they are typed

_LINE: Final = {"bottom": _DOTTED, "locked": False, "text_wrap": True}
_LOOKS: Final[dict[Style, dict[str, object]]] = {
    Style.TITLE: {"bold": True, "align": "center", "text_wrap": True},
    Style.LABEL: {"bold": True, "valign": "bottom"},
    # A name of any length keeps to its one line: the rows are the same for all units.
    Style.UNIT: {"bold": True, "bottom": _DOTTED, "shrink": True, "valign": "bottom"},
    Style.HEADING: {"bold": True, "valign": "bottom", "text_wrap": True},
    Style.TEXT: {"text_wrap": True},
    Style.CAPTION: {"align": "right", "indent": 1, "valign": "bottom"},
    Style.CLOSING: {"valign": "bottom"},
    Style.HINT: {"font_color": _GREY, "text_wrap": True},
    Style.SMALL: {"font_color": _GREY, "valign": "bottom"},
    Style.BOX: {"font_name": _BOX_FONT, "align": "center", "locked": False},
    Style.NUMBER: {"align": "right", "indent": 1},
    Style.TEXT_ANSWER: _LINE | {"num_format": _TEXT_FORMAT, "align": "left", "valign": "bottom"},
    Style.ANSWER: _LINE | {"align": "left", "valign": "bottom"},
    Style.SIGNATURE: _LINE | {"num_format": _TEXT_FORMAT, "align": "center", "valign": "bottom"},
    Style.SIGNED_ON: _LINE | {"align": "center", "valign": "bottom"},
    Style.AREA: {
        "num_format": _TEXT_FORMAT,
        "border": _THIN,
        "valign": "top",
        "text_wrap": True,
        "locked": False,
    },
}
_SCALES: Final = {Style.TITLE: 1.125, Style.HINT: 0.875, Style.SMALL: 0.7}
_BOX_SIZE: Final = 14
# Points more than the text needs.
_ROOM: Final = {
    Style.TITLE: 6,
    Style.LABEL: 4,
    Style.HEADING: 5,
    Style.TEXT: 2,
    Style.HINT: 2,
    Style.SMALL: 6,
    Style.SIGNATURE: 8,
    Style.SIGNED_ON: 8,
}
_GROWING: Final = {Style.TEXT_ANSWER, Style.ANSWER}

# Of the em: the height of a line, and how wide a letter is on average (measured on Thai and English forms; Thai
# text fonts are drawn small on their em).
_LINE_HEIGHT: Final = 1.34
_COMPACT_LETTER, _LETTER, _BOLD_LETTER = 0.37, 0.52, 1.05
_COMPACT_FONTS: Final = ("TH ", "Angsana", "Browallia", "Cordia")
# A line that is broken between words is not quite full.
_FILLED: Final = 0.93


def typeface(form: Form) -> Typeface:
    """The form's font, and the size in which an office would type with it."""
    if form.language is Language.THAI:
        return Typeface(form.font or "TH SarabunPSK", 16)
    return Typeface(form.font or "Calibri", 11)


class FormSheet:
    """A sheet that is written row by row, from the top."""

    def __init__(self, workbook: Workbook, name: str, face: Typeface) -> None:
        self._workbook = workbook
        self._sheet = workbook.add_worksheet(name)
        self._name = quote_sheetname(name)
        self._face = face
        self._formats = {style: workbook.add_format(self._look(style)) for style in Style}
        self._next = 0
        self._heights: list[float] = []
        self._kept: set[int] = set()
        self._growing: list[int] = []
        for column, width in _WIDTHS.items():
            self._sheet.set_column_pixels(column, column, width)

    @property
    def growing(self) -> frozenset[int]:
        """The rows, counted from 1, that may grow with what is typed into them."""
        return frozenset(self._growing)

    def add_row(self, *cells: Cell, keep: bool = False) -> None:
        """Writes one row, as high as its longest text; with `keep` no page ends after it."""
        row, self._next = self._next, self._next + 1
        lines = max(self._lines(cell) for cell in cells)
        self._set_height(row, max(self._needed(cell.style, lines) for cell in cells), keep=keep)
        for cell in cells:
            self._write(cell, row, row)
        # LibreOffice fits such a row anew when it opens the file, and overlooks merged cells: labels of
        # several lines would be cut off.
        if lines == 1 and any(cell.style in _GROWING for cell in cells):
            self._growing.append(row + 1)

    def add_area(self, name: str, lines: int) -> None:
        """Writes a box for a long answer over the full width, of so many lines."""
        first, self._next = self._next, self._next + lines
        for row in range(first, self._next):
            self._set_height(row, self._needed(Style.AREA, 1), keep=row < self._next - 1)
        self._write(Cell(Style.AREA, name=name), first, self._next - 1)

    def finish(self, footer: str) -> None:
        """Sets page, print area and protection, once all rows stand."""
        sheet = self._sheet
        sheet.set_paper(_A4)
        sheet.set_portrait()
        sheet.set_margins(_SIDE_MARGIN, _SIDE_MARGIN, _TOP_MARGIN, _BOTTOM_MARGIN)
        sheet.set_footer(f"&L&8{footer.replace('&', '&&')}", {"margin": _FOOTER_MARGIN})
        sheet.print_area(0, Column.BOX, self._next - 1, Column.MARGIN)
        sheet.repeat_rows(0)
        one_page = sum(self._heights) <= _ONE_PAGE
        sheet.fit_to_pages(1, 1 if one_page else 0)
        sheet.set_h_pagebreaks([] if one_page else self._breaks())
        sheet.hide_gridlines(2)
        # Numbers such as 1.3 stand there as text; Excel would mark each with a green corner.
        corners = f"{xl_rowcol_to_cell(0, Column.BOX)}:{xl_rowcol_to_cell(self._next - 1, Column.MARGIN)}"
        sheet.ignore_errors({"number_stored_as_text": corners})
        # Rows may be made higher, as far as an answer needs it.
        sheet.protect("", {"format_rows": True, "format_columns": True})

    def _set_height(self, row: int, height: float, *, keep: bool) -> None:
        self._sheet.set_row(row, height)
        self._heights.append(height)
        if keep:
            self._kept.add(row)

    def _breaks(self) -> list[int]:
        """The rows above which a page ends, so that what belongs together stays together."""
        breaks, used, start = [], 0.0, 0
        for row in range(self._next):
            if row in self._kept:
                continue
            block = sum(self._heights[start : row + 1])
            if used + block > _FULL_PAGE:
                breaks.append(start)
                used = self._heights[0]  # the title stands on every page
            used, start = used + block, row + 1
        return breaks

    def _look(self, style: Style) -> dict[str, object]:
        plain = {"font_name": self._face.font, "font_size": self._size(style), "valign": "vcenter"}
        return plain | _LOOKS[style]

    def _size(self, style: Style) -> int:
        if style is Style.BOX:
            return _BOX_SIZE
        return round(self._face.size * _SCALES.get(style, 1))

    def _needed(self, style: Style, lines: int) -> float:
        return round(self._size(style) * _LINE_HEIGHT * lines + 1.5 + _ROOM.get(style, 0), 2)

    def _lines(self, cell: Cell) -> int:
        if "text_wrap" not in _LOOKS[cell.style]:
            return 1
        room = sum(_WIDTHS[Column(column)] for column in range(cell.first, cell.last + 1)) - _PADDING
        text = cell.measured or cell.text
        return sum(_broken(width, room) for width in self._widths(text, cell.style))

    def _widths(self, text: str, style: Style) -> Iterator[float]:
        """Yields the estimated width of each paragraph, in pixels; there is always one."""
        letter = _COMPACT_LETTER if self._face.font.startswith(_COMPACT_FONTS) else _LETTER
        if "bold" in _LOOKS[style]:
            letter *= _BOLD_LETTER
        for paragraph in text.splitlines() or [""]:
            yield _letters(paragraph) * letter * self._size(style) * 96 / 72

    def _write(self, cell: Cell, first_row: int, last_row: int) -> None:
        look = self._formats[cell.style]
        if (first_row, cell.first) != (last_row, cell.last):
            self._sheet.merge_range(first_row, cell.first, last_row, cell.last, "", look)
        if cell.text:
            # Never `write`, which would take some texts for formulas and links.
            self._sheet.write_string(first_row, cell.first, cell.text, look)
        else:
            self._sheet.write_blank(first_row, cell.first, None, look)
        if cell.name:
            place = xl_rowcol_to_cell(first_row, cell.first, row_abs=True, col_abs=True)
            self._workbook.define_name(cell.name, f"={self._name}!{place}")
        if cell.validation:
            options: dict[str, Any] = dict(cell.validation)
            self._sheet.data_validation(first_row, cell.first, first_row, cell.first, options)


def _letters(text: str) -> float:
    return sum(_letter(unicodedata.category(letter)) for letter in visible(text))


def _letter(category: str) -> float:
    if category == "Mn":  # Thai vowels and tone marks stand above and below other letters
        return 0
    return 0.5 if category[0] in "PZ" else 1  # punctuation and spaces are narrow


def _broken(width: float, room: int) -> int:
    return 1 if width <= room else math.ceil(width / (room * _FILLED))
