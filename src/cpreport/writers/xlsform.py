"""The form as an XLSForm, for ODK and KoboToolbox: a workbook with the sheets survey, choices and settings.

Everything is written as text, so that `0012` stays what it is in every spreadsheet program.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from cpreport import xlsform
from cpreport.errors import CampaignError, Problem
from cpreport.form import QuestionType
from cpreport.words import say
from cpreport.xlsform import CHOICES, LANGUAGE_NAMES, LINES, OWN_SETTINGS, SETTINGS, SURVEY, own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpreport.form import Form, Question

# The same form gives the same file, whatever the clock says.
_CREATED: Final = datetime(2010, 1, 1, tzinfo=UTC)
_LONGEST_CELL: Final = 32_767
_RESERVED: Final = "meta"
_TYPES: Final = ("type", "name", "label", "hint", "required", "relevant", "appearance", "parameters", LINES)
_WIDTHS: Final = {"label": 60, "hint": 40, "relevant": 30, "type": 28, "name": 24}
_FILE: Final = "templates/form.yaml"


def write_xlsform(form: Form) -> bytes:
    """Writes the form as an XLSForm.

    Raises:
        CampaignError: A name or a text means something else in XLSForm; all of them are named.
    """
    problems = list(_problems(form))
    if problems:
        raise CampaignError(*problems)
    language = f"::{LANGUAGE_NAMES[form.language]}"
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"title": form.title, "created": _CREATED})
    _sheet(book, SURVEY, _TYPES, _survey(form), language)
    _sheet(book, CHOICES, ("list_name", "name", "label"), _choices(form), language)
    settings = _settings(form)
    _sheet(book, SETTINGS, tuple(settings), [settings])
    book.close()
    return stream.getvalue()


def _survey(form: Form) -> Iterator[Mapping[str, str]]:
    for question in form.questions:
        if question.type is QuestionType.SIGNATURE:
            yield from _signature(question, form)
        else:
            yield _row(question)
        yield from _specify(question)


def _row(question: Question) -> dict[str, str]:
    kind = f"{question.type} {question.name}" if question.is_select else str(question.type)
    row = {"type": kind, "name": question.name, "label": question.label, "hint": question.hint}
    if question.required:
        row["required"] = "yes"
    if question.is_long:
        row |= {"appearance": "multiline", LINES: str(question.lines)}
    return row


def _specify(question: Question) -> Iterator[dict[str, str]]:
    for choice in question.choices:
        if choice.specify:
            asked = {"type": "text", "name": question.specify_key(choice), "label": choice.label}
            yield asked | {"required": "yes", "relevant": xlsform.condition(question.name, choice.name)}


def _signature(question: Question, form: Form) -> Iterator[dict[str, str]]:
    group = {"name": question.name, "label": question.label, "appearance": "field-list"}
    yield {"type": "begin_group"} | group
    picture = {"hint": question.hint, "appearance": xlsform.SIGNATURE, "parameters": "max-pixels=1024"}
    if question.required:
        picture["required"] = "yes"
    for kind, name, more in (
        ("image", xlsform.SIGNED, picture),
        ("text", xlsform.SIGNER, {}),
        ("date", xlsform.SIGNED_ON, {}),
    ):
        yield {"type": kind, "name": name, "label": say(f"xlsform.{name}", form.language)} | more
    yield {"type": "end_group"}


def _choices(form: Form) -> Iterator[dict[str, str]]:
    for question in form.questions:
        for choice in question.choices:
            yield {"list_name": question.name, "name": choice.name, "label": choice.label}


def _settings(form: Form) -> dict[str, str]:
    known = {"form_title": form.title, "form_id": form.form_id, "version": form.version}
    ours = {own(name): str(getattr(form, name) or "") for name in OWN_SETTINGS}
    return known | {"default_language": LANGUAGE_NAMES[form.language]} | ours


def _sheet(
    book: Workbook, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]], language: str = ""
) -> None:
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _WIDTHS.get(column, 18), text)
        sheet.write_string(0, number, column + language if column in {"label", "hint"} else column, heading)
    for line, row in enumerate(rows, start=1):
        for number, column in enumerate(columns):
            if row.get(column):
                sheet.write_string(line, number, row[column], text)
    sheet.freeze_panes(1, 0)


def _problems(form: Form) -> Iterator[Problem]:
    for question in form.questions:
        if question.name == _RESERVED:
            yield Problem("problem.xlsform.reserved", {"value": question.name}, _FILE, field=question.name)
        texts = {f"{question.name}.label": question.label, f"{question.name}.hint": question.hint}
        texts |= {f"{question.name}.{choice.name}": choice.label for choice in question.choices}
        for place, text in texts.items():
            if xlsform.refers(text):
                yield Problem("problem.xlsform.reference", {}, _FILE, field=place)
            if len(text) > _LONGEST_CELL:
                yield Problem("problem.xlsform.long", {"longest": str(_LONGEST_CELL)}, _FILE, field=place)


def notices(form: Form) -> tuple[Problem, ...]:
    """What other programs will not keep as it is."""
    texts = {"settings.title": form.title}
    texts |= {q.name: q.label + q.hint + "".join(choice.label for choice in q.choices) for q in form.questions}
    return tuple(
        Problem("warning.xlsform-space", {}, _FILE, field=name) for name, text in texts.items() if "\u00a0" in text
    )
