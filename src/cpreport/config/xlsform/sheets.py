"""The sheets of an XLSForm as rows of texts, read by pyxform, the library that ODK itself reads them with."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cpreport.config.report import Report
from cpreport.config.workbooks import DAMAGE
from cpreport.config.yaml_tree import check_characters
from cpreport.errors import CampaignError, Problem
from cpreport.xlsform import CHOICES, PREFIX, SETTINGS, SURVEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".csv", ".md")

_UNREAD: Final = ("external_choices", "entities", "osm")
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d{2}-\d{2}) 00:00:00")
# Columns that may say in which language they are, and other names of columns, in pyxform's table of aliases too.
_SPOKEN: Final = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"}) | frozenset(
    {"image", "big-image", "audio", "video"}
)
_ALIASES: Final = {
    "caption": "label", "command": "type", "tag": "name", "value": "name", "relevance": "relevant",
    "calculate": "calculation", "readonly": "read_only", "requiredmsg": "required_message",
    "constraining_message": "constraint_message", "set_form_title": "form_title", "title": "form_title",
    "set_form_id": "form_id", "id_string": "form_id",
}  # fmt: skip
_FAMILIES: Final = ("bind", "body", "control", "media")


class Column(NamedTuple):
    """What a heading says: `label::English (en)` is the column `label` in a language."""

    name: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty, and its number on its sheet."""

    sheet: str
    number: int
    cells: Mapping[Column, str]

    def text(self, name: str) -> str:
        """The text of a column that has no language; empty where there is none."""
        return self.cells.get(Column(name), "")


@dataclass(frozen=True, slots=True)
class Sheets:
    """The three sheets that a form stands on; only one row of the settings counts."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: Row


class _Pyxform(NamedTuple):
    read: Callable[..., Any]
    convert: Callable[..., Any]
    error: type[Exception]


def read_sheets(data: bytes, suffix: str, report: Report) -> Sheets:
    """Reads an XLSForm without asking what it means.

    Args:
        data: The file.
        suffix: What kind of file it is, one of `SUFFIXES`.
        report: Gets what is wrong with it.

    Raises:
        CampaignError: It cannot be read, or pyxform is not installed.
    """
    pyxform = _pyxform()
    definition: Any = None
    try:
        definition = _quietly(pyxform.read, _plain(data, suffix), suffix)
    except (pyxform.error, *DAMAGE) as error:
        report.add("xlsform.damaged", detail=_one_line(error))
    report.stop()
    for name in _UNREAD:
        if getattr(definition, name):
            report.add("xlsform.sheet", value=name)
    survey, choices, settings = (_rows(name, getattr(definition, name), report) for name in (SURVEY, CHOICES, SETTINGS))
    for row in settings[1:]:
        report.problems.append(Problem("problem.xlsform.second-settings", {}, f"{report.file}:{SETTINGS}", row.number))
    return Sheets(survey, choices, settings[0] if settings else Row(SETTINGS, 2, {}))


def check_valid(data: bytes, suffix: str, report: Report) -> None:
    """Has pyxform itself convert the form, and notes why it would not.

    Raises:
        CampaignError: It would not.
    """
    pyxform = _pyxform()
    try:
        _quietly(pyxform.convert, _plain(data, suffix), suffix)
    except (pyxform.error, *DAMAGE) as error:
        report.add("xlsform.invalid", detail=_one_line(error))
    report.stop()


def _pyxform() -> _Pyxform:
    try:
        # Half a second, and only who asks for it has it.
        from pyxform.errors import PyXFormError
        from pyxform.xls2json_backends import get_xlsform
        from pyxform.xls2xform import convert
    except ImportError as error:
        raise CampaignError(Problem("problem.xlsform.not-installed", {})) from error
    return _Pyxform(get_xlsform, convert, PyXFormError)


def _quietly(function: Callable[..., Any], data: bytes, suffix: str) -> object:
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return function(data, file_type=suffix)


def _plain(data: bytes, suffix: str) -> bytes:
    # pyxform takes a byte order mark for a part of the first word.
    return data.removeprefix(b"\xef\xbb\xbf") if suffix in {".csv", ".md"} else data


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _rows(sheet: str, rows: Iterable[Mapping[str, object]] | None, report: Report) -> tuple[Row, ...]:
    here = Report(f"{report.file}:{sheet}")
    found = []
    for number, cells in enumerate(rows or (), start=2):
        texts = {column_of(heading): text for heading, cell in cells.items() if heading and (text := _text(cell))}
        check_characters(" ".join(" ".join(texts.values()).split("\n")), here, number)
        if texts:
            found.append(Row(sheet, number, texts))
    report.problems += here.problems
    return tuple(found)


def _text(cell: object) -> str:
    text = "" if cell is None else str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    # A date that a spreadsheet program took for one.
    day = _MIDNIGHT.fullmatch(text)
    return day[1] if day else text


def column_of(heading: str) -> Column:
    """What a heading says, however it is written.

    Example:
        >>> column_of("Label : English (en)")
        Column(name='label', language='English (en)')
    """
    if heading.casefold().startswith(PREFIX):
        return Column(heading.strip().casefold())
    parts = [part.strip() for part in re.split(r"::?", heading)]
    if len(parts) > 1 and parts[0].casefold() in _FAMILIES:
        parts = parts[1:]
    word = parts[0].casefold().replace(" ", "_")
    name = _ALIASES.get(word, word)
    if name in _SPOKEN and len(parts) == 2:
        return Column(name, parts[1])
    return Column("::".join([name, *parts[1:]]))
