"""Filling an Excel form: choosing from the lists and typing into the cells that are not locked, saved by openpyxl."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from cpreport.filler import matching
from cpreport.filler.entries import Entry, How, Sign, Specify, Tick, Write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

_TICKED = "\u2611"
_TEXT_FORMAT = "@"
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?P<fraction>\.[0-9]+)?")

_Row = list[Cell]


def fill_xlsx(data: bytes, entries: Iterable[Entry]) -> bytes:
    """Fills in an Excel form.

    Args:
        data: The form as issued.
        entries: What the respondent does, in this order; a box is chosen from its list or typed over.

    Returns:
        The workbook as openpyxl saves it.

    Raises:
        LookupError: Naming what does not stand on the form.
        ValueError: If a mark is to be typed where the cells are locked.
    """
    book = load_workbook(BytesIO(data))
    page = _Page([row for sheet in book.worksheets if _is_form(sheet) for row in _rows(sheet)])
    for entry in entries:
        page.fill(entry)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


class _Page:
    """The rows of a form from top to bottom; of merged cells only the one that holds the text."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows = rows

    def fill(self, entry: Entry) -> None:
        match entry:
            case Tick():
                self._tick(entry)
            case Specify():
                label = self._choice(entry.section, entry.item)
                _type(_after(label, self._row(label)), entry.text)
            case Write():
                self._write(entry)
            case Sign():
                self._sign(entry)

    def _section(self, words: str) -> Sequence[_Row]:
        """The heading's row and everything up to the next heading."""
        # A heading begins at the left margin, where a choice has its box.
        lines = [(_printed(row[0]), index) for index, row in enumerate(self._rows) if _is_locked(row[0])]
        start = matching.the_one(lines, matching.heading(words), f"section {words!r}")
        ends = [index for line, index in lines if index > start and matching.is_heading(line)]
        return self._rows[start : ends[0] if ends else None]

    def _choice(self, section: str, item: str) -> Cell:
        """The cell of a choice's label."""
        wanted = re.compile(re.escape(matching.tidy(item)) + "(?P<rest>)")
        lines = ((_printed(cell), cell) for row in self._section(section) for cell in row if _is_locked(cell))
        return matching.the_one(lines, wanted, f"item {item!r} in section {section!r}")

    def _row(self, cell: Cell) -> _Row:
        return next(row for row in self._rows if cell in row)

    def _tick(self, entry: Tick) -> None:
        if entry.how not in {How.CONTROL, How.REPLACE}:
            raise ValueError(f"{entry.how} on an Excel form, where only boxes and answers can be changed")
        label = self._choice(entry.section, entry.item)
        before = [cell for cell in self._row(label) if cell.column < label.column and not _is_locked(cell)]
        if not before:
            raise LookupError(f"box of item {entry.item!r}: not on the form")
        before[0].value = _TICKED if entry.how is How.CONTROL else entry.mark

    def _write(self, entry: Write) -> None:
        open_cells = [cell for row in self._section(entry.section) for cell in row if not _is_locked(cell)]
        if not open_cells:
            raise LookupError(f"place to write in section {entry.section!r}: not on the form")
        _type(open_cells[0], entry.text)

    def _sign(self, entry: Sign) -> None:
        cells = ((cell, row) for row in self._rows for cell in row if _is_locked(cell))
        for beginnings, text in (
            (matching.SIGNED, entry.signed),
            (matching.OPENING, entry.name),
            (matching.SIGNED_ON, entry.date),
        ):
            # One iterator for all three: each line is looked for below the one before.
            found = next(((cell, row) for cell, row in cells if _printed(cell).casefold().startswith(beginnings)), None)
            if found is None:
                raise LookupError(f"signature line {beginnings[0]!r}: not on the form")
            if text:
                _type(_after(*found), text)


def _is_form(sheet: Worksheet) -> bool:
    return any(not _is_locked(cell) for row in _rows(sheet) for cell in row)


def _rows(sheet: Worksheet) -> Iterator[_Row]:
    for row in sheet.iter_rows():
        if cells := [cell for cell in row if isinstance(cell, Cell)]:
            yield cells


def _is_locked(cell: Cell) -> bool:
    return bool(cell.protection.locked)


def _printed(cell: Cell) -> str:
    return matching.tidy(str(cell.value or ""))


def _after(label: Cell, row: _Row) -> Cell:
    found = next((cell for cell in row if cell.column > label.column and not _is_locked(cell)), None)
    if found is None:
        raise LookupError(f"place to write after {_printed(label)!r}: not on the form")
    return found


def _type(cell: Cell, text: str) -> None:
    """What Excel makes of a typed text: a number where the cell is not for text, else text even after `=`."""
    number = _NUMBER.fullmatch(text)
    if number and cell.number_format != _TEXT_FORMAT:
        cell.value = float(text) if number["fraction"] else int(text)
        return
    cell.value = text
    # openpyxl takes some texts for formulas and error values.
    cell.data_type = "s"
