"""The workbook while it is being written: its sheets, its formats, its words."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook

from cpreport.dates import long_date
from cpreport.language import Language
from cpreport.summary import Status
from cpreport.words import say
from cpreport.workbook.cells import Link
from cpreport.workbook.finish import finish
from cpreport.workbook.looks import properties
from cpreport.workbook.measure import face_of
from cpreport.workbook.safe import cell_text, sheet_name
from cpreport.workbook.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

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


class Book:
    """An Excel workbook in memory, in the campaign's language and font."""

    def __init__(self, summary: Summary, archive: Callable[[Returned], str]) -> None:
        self.summary = summary
        self.form = summary.form
        self.language = summary.form.language
        self.face = face_of(summary.form)
        self.sheets: dict[str, Sheet] = {}
        self._archive = archive
        self._no_group = self.say("workbook.no-group")
        self._open = self.say("workbook.open")
        self._statuses = {word: self.say(f"workbook.status.{word}") for word in (*Status, "exempt_returned")}
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
        """A date written out with the form's era, in the digits that the numbers of a workbook have."""
        return long_date(day, self.language)

    def group(self, unit: Unit) -> str:
        """The group of a unit as the sheets show it."""
        return unit.group or self._no_group

    def status(self, row: Row) -> str:
        """Where a unit stands; an exempt unit that returned all the same is told apart, for it does not count."""
        return self._statuses["exempt_returned" if row.unit.exempt and row.returned else row.status.value]

    def original(self, returned: Returned | None) -> Link | None:
        """The link to the archived original of a return."""
        return Link(self._archive(returned), self._open) if returned else None

    @cached_property
    def name_width(self) -> float:
        """The width of a column with the names of units."""
        return self.face.fitting((row.unit.name for row in self.summary.rows), 24, 44)

    @cached_property
    def group_width(self) -> float:
        """The width of a column with the groups of units."""
        return self.face.fitting({self.group(row.unit) for row in self.summary.rows}, 12, 26)

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
        bodies = {number: sheet.body for number, sheet in enumerate(self.sheets.values(), start=1) if sheet.body}
        return finish(self._bytes.getvalue(), bodies, self.language)


OWN_SHEETS = (
    *("overview", "groups", "specified", "texts", "values", "missing", "exempt"),
    *("decisions", "findings", "set_aside", "units", "tidy"),
)
