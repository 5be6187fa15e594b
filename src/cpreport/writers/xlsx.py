"""The Excel form: one sheet with a list of ticks for each box, laid out once and filled in for each unit."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from xlsxwriter import Workbook

from cpreport import places, printed
from cpreport.compiling import compile_package, slot
from cpreport.form import QuestionType
from cpreport.markup import escape
from cpreport.package import Package
from cpreport.words import say
from cpreport.writers.prepared import Prepared
from cpreport.writers.slots import INSTRUCTION, UNIT_CODE, UNIT_NAME, UNIT_STAMP, unit_values
from cpreport.writers.xlsx_sheet import Cell, Column, FormSheet, Style, typeface

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpreport.campaign import Campaign, Unit
    from cpreport.compiling import CompiledPackage
    from cpreport.form import Choice, Form, Question

# The same form gives the same file, whatever the clock says.
_CREATED: Final = datetime(2010, 1, 1, tzinfo=UTC)
_CORE: Final = "docProps/core.xml"
_SHEET: Final = "xl/worksheets/sheet1.xml"
_ROW: Final = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')
_NUMBERS: Final = {QuestionType.INTEGER: "integer", QuestionType.DECIMAL: "decimal"}
_LARGEST: Final = 10**15  # Excel keeps 15 digits


def compile_xlsx(form: Form) -> CompiledPackage:
    """Lays the form out once, with slots for what differs from unit to unit.

    Args:
        form: What is asked.

    Returns:
        The workbook; render it with `xlsx_values`.
    """
    stream = BytesIO()
    workbook = Workbook(stream, {"in_memory": True})
    growing = _lay_out(workbook, form)
    workbook.close()
    package = Package.open(stream.getvalue())
    parts = {name: package.read(name) for name in package.names}
    parts[_CORE] = _identified(parts[_CORE])
    parts[_SHEET] = _let_grow(parts[_SHEET], growing)
    return compile_package(parts)


def xlsx_values(campaign: Campaign, unit: Unit, secret: bytes) -> dict[str, str]:
    """The XML-escaped text of every slot of the Excel form, for one unit.

    Args:
        campaign: The campaign the form belongs to.
        unit: Whom the form is for.
        secret: The campaign's secret, for the stamp.
    """
    instruction = printed.instruction_xlsx(campaign.form, campaign.due(unit))
    return unit_values(campaign, unit, secret) | {INSTRUCTION: escape(instruction)}


class XlsxWriter:
    """Writes the Excel form of one campaign."""

    def __init__(self, campaign: Campaign, secret: bytes) -> None:
        """Lays the form out once; the secret is for the stamps."""
        self._campaign = campaign
        self._secret = secret
        self._package = compile_xlsx(campaign.form)

    def render(self, unit: Unit) -> bytes:
        """The unit's workbook."""
        return self.finish(unit, self.prepare(unit), self._secret)

    def prepare(self, unit: Unit) -> Prepared:
        """Nothing but the workbook that all units share: it has no memo."""
        del unit
        return Prepared()

    def finish(self, unit: Unit, prepared: Prepared, secret: bytes) -> bytes:
        """The workbook of a unit; the secret is for its stamp."""
        del prepared
        return self._package.render(xlsx_values(self._campaign, unit, secret))


def _lay_out(workbook: Workbook, form: Form) -> frozenset[int]:
    """Writes the whole workbook and returns the rows that may grow."""
    workbook.set_properties({"title": form.title, "subject": slot(UNIT_NAME), "created": _CREATED})
    workbook.set_custom_property(places.PROPERTY, slot(UNIT_STAMP), "text")
    sheet = FormSheet(workbook, say("form.sheet", form.language), typeface(form))
    _write_head(sheet, form)
    for question in form.questions:
        _write_question(sheet, form, question)
    _write_code(sheet, form)
    sheet.finish(f"{printed.code_label(form)} {slot(UNIT_CODE)}")
    return sheet.growing


def _identified(core: bytes) -> bytes:
    identifier = f"<dc:identifier>{slot(UNIT_STAMP)}</dc:identifier></cp:coreProperties>"
    return core.replace(b"</cp:coreProperties>", identifier.encode())


def _let_grow(sheet: bytes, growing: frozenset[int]) -> bytes:
    # Excel keeps a row at a height that was set; without this attribute it grows with a long answer.
    return _ROW.sub(lambda row: row[1] if int(row[2]) in growing else row[0], sheet)


def _write_head(sheet: FormSheet, form: Form) -> None:
    sheet.add_row(Cell(Style.TITLE, text=form.title))
    sheet.add_row(
        Cell(Style.LABEL, last=Column.NUMBER, text=printed.unit_label(form)),
        Cell(Style.UNIT, first=Column.LABEL, text=slot(UNIT_NAME), name=places.UNIT),
    )
    instruction = printed.instruction_xlsx(form, form.due)
    sheet.add_row(Cell(Style.HINT, text=slot(INSTRUCTION), measured=instruction))


def _write_code(sheet: FormSheet, form: Form) -> None:
    sheet.add_row(
        Cell(Style.SMALL, last=Column.NUMBER, text=printed.code_label(form)),
        Cell(Style.SMALL, first=Column.LABEL, text=slot(UNIT_CODE), name=places.CODE),
    )


def _write_question(sheet: FormSheet, form: Form, question: Question) -> None:
    if question.type is QuestionType.NOTE:
        sheet.add_row(Cell(Style.TEXT, text=question.label), keep=bool(question.hint))
    elif question.is_value and not question.is_long:
        _write_value(sheet, form, question)
    else:
        _write_heading(sheet, form, question)
    _write_hint(sheet, question)
    if question.is_long:
        sheet.add_area(places.value(question.name), question.lines)
    elif question.type is QuestionType.SIGNATURE:
        _write_signature(sheet, form, question)
    for choice in question.choices:
        sheet.add_row(*_choice_cells(form, question, choice))


def _write_heading(sheet: FormSheet, form: Form, question: Question) -> None:
    if heading := printed.heading(form, question):
        sheet.add_row(Cell(Style.HEADING, text=heading), keep=True)


def _write_hint(sheet: FormSheet, question: Question) -> None:
    if question.hint:
        answered_below = question.is_select or question.is_long or question.type is QuestionType.SIGNATURE
        sheet.add_row(Cell(Style.HINT, text=question.hint), keep=answered_below)


def _write_value(sheet: FormSheet, form: Form, question: Question) -> None:
    # One cell, not several made one: only such a cell grows with its text.
    is_text = question.type is QuestionType.TEXT
    sheet.add_row(
        Cell(Style.HEADING, last=Column.LABEL, text=printed.heading(form, question)),
        Cell(
            Style.TEXT_ANSWER if is_text else Style.ANSWER,
            first=Column.ANSWER,
            name=places.value(question.name),
            validation=None if is_text else _advice(form, question.type),
        ),
        keep=bool(question.hint),
    )


def _advice(form: Form, kind: QuestionType) -> Mapping[str, object]:
    """What Excel says at a number or a date. It never refuses: what people write is read and checked anyway."""
    words = say(f"form.xlsx.{kind}", form.language)
    if kind not in _NUMBERS:
        return {"validate": "any", "input_message": words}
    return {
        "validate": _NUMBERS[kind],
        "criteria": "between",
        "minimum": -_LARGEST,
        "maximum": _LARGEST,
        "input_message": words,
        "error_message": words,
        "error_type": "information",
    }


def _choice_cells(form: Form, question: Question, choice: Choice) -> Iterator[Cell]:
    yield Cell(
        Style.BOX,
        last=Column.BOX,
        text=printed.BOX_EMPTY,
        name=places.box(question.name, choice.name),
        validation={
            "validate": "list",
            "source": [printed.BOX_EMPTY, printed.BOX_TICKED],
            "error_message": say("form.xlsx.box", form.language),
        },
    )
    number = printed.choice_number(form, question, choice)
    yield Cell(Style.NUMBER, first=Column.NUMBER, last=Column.NUMBER, text=number)
    label_end = Column.LABEL if choice.specify else Column.ANSWER
    yield Cell(Style.TEXT, first=Column.LABEL, last=label_end, text=choice.label)
    if choice.specify:
        name = places.specify(question.name, choice.name)
        yield Cell(Style.TEXT_ANSWER, first=Column.ANSWER, name=name)


def _write_signature(sheet: FormSheet, form: Form, question: Question) -> None:
    words = printed.signature_words(form)
    lines = (
        (words.signed, places.Role.SIGNED, Style.SIGNATURE, ""),
        (words.opening, places.Role.SIGNER, Style.SIGNATURE, words.closing),
        (words.date, places.Role.SIGNED_ON, Style.SIGNED_ON, ""),
    )
    for opening, role, style, closing in lines:
        cells = [
            Cell(Style.CAPTION, first=Column.LABEL, last=Column.LABEL, text=opening),
            Cell(style, first=Column.ANSWER, name=places.signature(question.name, role)),
        ]
        if closing:
            cells.append(Cell(Style.CLOSING, first=Column.MARGIN, last=Column.MARGIN, text=closing))
        sheet.add_row(*cells, keep=role is not places.Role.SIGNED_ON)
