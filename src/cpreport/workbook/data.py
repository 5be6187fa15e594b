"""The data sheet: every answer on a line of its own, as an Excel table that pivots are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.tidy import tidy_length, tidy_places, tidy_units
from cpreport.workbook.body import BodyRow
from cpreport.workbook.cells import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.workbook.body import Style
    from cpreport.workbook.book import Book

MOST_ROWS = 200_000
_WIDTHS = {"unit": 14, "name": 36, "group": 16, "question": 18, "choice": 16, "value": 30, "status": 16}
_WIDTHS |= {"question_label": 40, "choice_label": 80}
_COLUMNS = tuple(_WIDTHS)
_LOOKS = ("plain", "left", "one-line")


class DataSheet:
    """The data sheet; other sheets count on it."""

    def __init__(self, book: Book, beside: str) -> None:
        self.sheet = book.sheet("tidy")
        self.rows = tidy_length(book.summary)
        self._book = book
        self._beside = beside

    @property
    def holds_all(self) -> bool:
        """Whether it has the answers, or says where they are because they are too many."""
        return self.rows <= MOST_ROWS

    def write(self) -> None:
        """Fills the sheet as an Excel table, or names the file beside the workbook that has the rows."""
        if self.holds_all:
            self._write_table()
            return
        sheet = self.sheet
        sheet.title(sheet.name, self._book.say("workbook.tidy.too-many", rows=f"{self.rows:,}"))
        body = sheet.begin_body(2)
        link = Link(self._beside, self._beside)
        body.fill([BodyRow(self._book.face.height(1), (link,), (body.style("plain"),))])

    def count(self, question: str, choice: str) -> str:
        """The formula that counts the units which ticked a choice; units that do not count are left out."""
        return self._count(question, choice, f"*({self._column('value')}=1)")

    def count_units(self, status: str = "") -> str:
        """The formula that counts the units which returned, or those of one status.

        Each of them has the first answer of the form once.
        """
        also = f'*({self._column("status")}="{status}")' if status else ""
        question, choice, *_ = tidy_places(self._book.form)[0]
        return self._count(question, choice, also)

    def _count(self, question: str, choice: str, also: str = "") -> str:
        # Not COUNTIFS, which takes 01 and 1.0 for the same name.
        exempt = self._book.say("workbook.status.exempt_returned")
        return (
            f'SUMPRODUCT(EXACT({self._column("question")},"{question}")*EXACT({self._column("choice")},"{choice}")'
            f'{also}*({self._column("status")}<>"{exempt}"))'
        )

    def _column(self, name: str) -> str:
        return self.sheet.range(1, _COLUMNS.index(name), max(self.rows, 1))

    def _write_table(self) -> None:
        sheet, book = self.sheet, self._book
        for column, (name, width) in enumerate(_WIDTHS.items()):
            sheet.width(column, width)
            sheet.put(0, column, book.say(f"tidy.{name}"), "head", "one-line")
        look = book.style("head", "one-line")
        headers = [{"header": book.say(f"tidy.{name}"), "header_format": look} for name in _COLUMNS]
        table = {"name": "answers", "columns": headers, "style": "Table Style Light 1"}
        sheet.raw.add_table(0, 0, max(self.rows, 1), len(_COLUMNS) - 1, table)
        sheet.raw.set_default_row(book.face.height(1))
        sheet.raw.freeze_panes(1, 0)
        sheet.raw.repeat_rows(0)
        if self.rows:
            body = sheet.begin_body(1)
            body.fill(_rows(book, [body.style(*_LOOKS)] * len(_COLUMNS)))


def _rows(book: Book, styles: list[Style]) -> Iterator[BodyRow]:
    places = tidy_places(book.form)
    for row, values in tidy_units(book.summary):
        unit, status = row.unit, book.status(row)
        for (question, choice, *labels), value in zip(places, values, strict=True):
            yield BodyRow(0, (unit.id, unit.name, unit.group, question, choice, value, status, *labels), styles)
