"""In which language an XLSForm's labels are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpreport.config.xlsform.sheets import Column
from cpreport.xlsform import SETTINGS, language_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpreport.config.xlsform.report import SheetReport
    from cpreport.config.xlsform.sheets import Row, Sheets
    from cpreport.language import Language

_READ: Final = frozenset({"label", "hint"})


@dataclass(frozen=True, slots=True)
class Voice:
    """The columns that are read.

    Attributes:
        column: The language as their headings name it; empty for columns that name none.
        unnamed: Whether columns that name none are in the same language.
        language: The language that was asked for or that the columns are in; None where neither is told.
    """

    column: str
    unnamed: bool
    language: Language | None

    def text(self, row: Row, name: str) -> str:
        """A text of a row in this language; empty where there is none."""
        said = row.cells.get(Column(name, self.column), "")
        return said or (row.text(name) if self.unnamed else "")

    def others(self, rows: Iterable[Row]) -> list[str]:
        """The further languages in which something is said; an empty one for columns that name none."""
        found = dict.fromkeys(column.language for row in rows for column in row.cells if column.name in _READ)
        return [name for name in found if name != self.column and (name or not self.unnamed)]


def choose_voice(sheets: Sheets, wanted: Language | None, report: SheetReport) -> Voice:
    """Chooses the language: the one asked for, else the form's default, else the only one there is.

    Args:
        sheets: The XLSForm.
        wanted: What the officer asked for, if anything.
        report: Gets what is ambiguous; the form is then read in the first language, to find what else is wrong.
    """
    rows = (*sheets.survey, *sheets.choices)
    present = list(dict.fromkeys(column.language for row in rows for column in row.cells if column.name in _READ))
    default = sheets.settings.text("default_language")
    column = _column(present, default, wanted)
    if column is None:
        known = ", ".join(name or "label" for name in present)
        report.add("xlsform.languages", sheets.settings.number, SETTINGS, known=known)
        column = present[0]
    return Voice(column, column in {"", default}, wanted or language_of(column or default))


def _column(present: list[str], default: str, wanted: Language | None) -> str | None:
    """The language to read, as its columns name it; None where it cannot be told."""
    if len(present) <= 1:
        return present[0] if present else ""
    fitting = [name for name in present if wanted and language_of(name or default) is wanted]
    if len(fitting) == 1:
        return fitting[0]
    if wanted is None or fitting:
        return _default(present, default, fitting or present)
    return "" if "" in present and not default else None


def _default(present: list[str], default: str, among: list[str]) -> str | None:
    if default in among:
        return default
    # Columns that name no language are in the default one.
    return "" if default and "" in present and default not in present and "" in among else None
