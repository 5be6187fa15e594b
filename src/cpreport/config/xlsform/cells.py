"""Cells of a row as the values that a form.yaml would have held."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cpreport.config.yaml_tree import Entry, Mapping, Scalar
from cpreport.form import QuestionType
from cpreport.xlsform import LINES

if TYPE_CHECKING:
    from cpreport.config.xlsform.report import SheetReport
    from cpreport.config.xlsform.sheets import Row
    from cpreport.config.xlsform.types import Kind

_YES: Final = frozenset({"yes", "true", "true()"})
_NO: Final = frozenset({"", "no", "false", "false()"})
_ROWS: Final = re.compile(r"rows\s*=\s*([0-9]{1,3})", re.IGNORECASE)
_SEVERAL: Final = "4"
"""Lines of a text that is to have several and does not say how many."""


def filled(number: int, **texts: str) -> Mapping:
    """A mapping of the texts that are not empty, all of them standing in one row."""
    # Not plain: in a spreadsheet, null and ~ are texts.
    entries = (Entry(key, number, Scalar(text, False, number)) for key, text in texts.items() if text)
    return Mapping(tuple(entries), number)


def flag(row: Row, report: SheetReport) -> str:
    """`true` where an answer is required; what would have to be computed is refused."""
    written = row.text("required")
    if written.casefold() not in _YES | _NO:
        report.refuse(row, "required", value=written)
    return "true" if written.casefold() in _YES else ""


def lines_of(row: Row, kind: Kind, report: SheetReport) -> str:
    """How many lines a text has; empty for one, and for what is no text."""
    written, parameters = row.text(LINES), row.text("parameters")
    rows = _ROWS.fullmatch(parameters)
    if parameters and not (rows and kind.type is QuestionType.TEXT):
        report.refuse(row, "column", value="parameters")
    if written:
        return written
    several = kind.type is QuestionType.TEXT and "multiline" in row.text("appearance").split()
    return rows[1] if rows else _SEVERAL if several else ""
