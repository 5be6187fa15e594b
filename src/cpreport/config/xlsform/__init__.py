"""An XLSForm -> the form, by the rules of form.yaml.

What a printed form cannot do is refused by row and name; what says nothing on paper is left out, and told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.config.fields import Fields
from cpreport.config.form import read_form
from cpreport.config.xlsform.cells import filled
from cpreport.config.xlsform.choices import read_lists
from cpreport.config.xlsform.columns import sort_out
from cpreport.config.xlsform.report import SheetReport
from cpreport.config.xlsform.sheets import SUFFIXES, check_valid, read_sheets
from cpreport.config.xlsform.survey import Survey
from cpreport.config.xlsform.voice import choose_voice
from cpreport.config.yaml_tree import Entry, Mapping
from cpreport.errors import CampaignError, Problem
from cpreport.language import Language
from cpreport.xlsform import CHOICES, OWN_SETTINGS, SETTINGS, SURVEY, own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as MappingOf
    from datetime import date
    from pathlib import PurePath

    from cpreport.config.xlsform.sheets import Row, Sheets
    from cpreport.config.xlsform.voice import Voice
    from cpreport.form import Form

    Due = MappingOf[Language, date]

__all__ = ["SUFFIXES", "Imported", "read_xlsform"]


@dataclass(frozen=True, slots=True)
class Imported:
    """The form, and what of the XLSForm it does without."""

    form: Form
    left_out: tuple[Problem, ...]


def read_xlsform(data: bytes, path: PurePath, wanted: Language | None, due: Due) -> Imported:
    """Reads an XLSForm.

    Args:
        data: The file.
        path: Where it stands; its name is for messages, and the form's id where the file gives none.
        wanted: The language to read, if the officer asked for one.
        due: When forms in a language are due, where the file does not say.

    Raises:
        CampaignError: With everything that is wrong or that a form of ours cannot do.
    """
    report = SheetReport(path.name)
    sheets = read_sheets(data, path.suffix.lower(), report)
    voice = choose_voice(sheets, wanted, report)
    rows = tuple(_enabled(sheets.survey, report))
    sort_out((*rows, *sheets.choices, sheets.settings), report)
    lists = read_lists(sheets.choices, voice, report)
    survey = Survey(lists, voice, report)
    settings = _settings(sheets.settings, voice, path.stem, due)
    document = Mapping((Entry("settings", 1, settings), Entry("questions", 1, survey.questions(rows))), 1)
    try:
        form = read_form(Fields(document, "", report), report, None)
    except CampaignError as error:
        raise CampaignError(*sorted(error.problems, key=_reading_order)) from None
    check_valid(data, path.suffix.lower(), report)
    _leave_out(sheets, survey, report)
    return Imported(form, report.notices())


def _enabled(rows: Iterable[Row], report: SheetReport) -> Iterator[Row]:
    for row in rows:
        if row.text("disabled").casefold() in {"yes", "true", "true()"}:
            report.leave_out(row, "disabled")
        else:
            yield row


def _settings(row: Row, voice: Voice, stem: str, due: Due) -> Mapping:
    # As pyxform has it: the file's name is the id where there is none, and the id the title.
    form_id = row.text("form_id") or stem
    language = voice.language or row.text(own("language")) or Language.THAI
    known = {
        "form_id": form_id,
        "version": row.text("version") or "1",
        "title": row.text("form_title") or form_id,
        "language": language,
    }
    ours = {name: row.text(own(name)) for name in OWN_SETTINGS}
    if not ours["due"] and language in list(Language):
        ours["due"] = due[Language(language)].isoformat()
    return filled(row.number, **known, **ours)


def _leave_out(sheets: Sheets, survey: Survey, report: SheetReport) -> None:
    """Notes what the form as a whole does without."""
    if not sheets.settings.text(own("due")):
        report.leave_out(sheets.settings, "due")
    for language in survey.voice.others((*sheets.survey, *sheets.choices)):
        file = f"{report.file}:{SURVEY}"
        report.left_out.append(Problem("warning.xlsform-language", {"value": language or "label"}, file))
    for name, rows in survey.lists.rows.items():
        if name not in survey.lists_used:
            report.leave_out(rows[0], "list", value=name)


def _reading_order(problem: Problem) -> tuple[int, int]:
    sheet = problem.file.rpartition(":")[2]
    order = (SURVEY, CHOICES, SETTINGS)
    return (order.index(sheet) if sheet in order else len(order), problem.line)
