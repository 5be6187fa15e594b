"""The sheets that list what units wrote, and the units themselves: texts, missing, exempt, all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cpreport.form import QuestionType
from cpreport.printed import choice_number, question_number
from cpreport.workbook.listing import FIRST, Column, Line, write_listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.form import Form, Question
    from cpreport.summary import Row
    from cpreport.workbook.book import Book, Cell

_UNIT = 36
_GROUP = 16
_DATE = 13
_SIGNATURE = {"signed": 9, "signer": 26, "signed-on": _DATE}


def write_specified(book: Book) -> None:
    """The texts of choices such as อื่น ๆ (ระบุ), by unit; no sheet when the form has none."""
    specifying = [q for q in book.form.questions if any(choice.specify for choice in q.choices)]
    if not specifying:
        return
    columns = (*_who(book), *_columns(book, question=30, choice=24, text=60), Column(book.say("workbook.counted"), 10))
    lines = [line for question in specifying for line in _specified(book, question)]
    write_listing(book.sheet("specified"), columns, lines, book.say("workbook.specified.note"))


def write_texts(book: Book) -> None:
    """The text answers, verbatim, by question and unit; no sheet when the form asks for none."""
    asked = [q for q in book.form.questions if q.type is QuestionType.TEXT]
    if not asked:
        return
    columns = (*_who(book), *_columns(book, question=30, text=90))
    lines = [
        Line((row.unit.name, book.group(row.unit), titled(book.form, question), text))
        for question in asked
        for row in book.summary.answered
        if (text := row.answers.get(question.name)) and isinstance(text, str)
    ]
    write_listing(book.sheet("texts"), columns, lines)


def write_missing(book: Book) -> None:
    """The units that are asked and have not returned, with whom to ask."""
    columns = (*_who(book), *_columns(book, head=40, email=30, due=_DATE))
    lines = [
        Line((row.unit.name, book.group(row.unit), row.unit.head, row.unit.email, row.due))
        for row in book.summary.missing
    ]
    write_listing(book.sheet("missing"), columns, lines)


def write_exempt(book: Book) -> None:
    """The units that are not asked, and why; no sheet when there are none."""
    if not book.summary.exempt:
        return
    columns = (*_who(book), *_columns(book, reason=50, status=18, original=12))
    lines = [
        Line((r.unit.name, book.group(r.unit), r.unit.exempt, book.status(r), book.original(r.returned)))
        for r in book.summary.exempt
    ]
    write_listing(book.sheet("exempt"), columns, lines)


@dataclass(frozen=True, slots=True)
class UnitRanges:
    """Where the sheet of all units holds what the overview counts."""

    group: str
    status: str
    late: str


def write_units(book: Book) -> UnitRanges:
    """Every unit with its status, dates, signature and original."""
    signature = next((q for q in book.form.questions if q.type is QuestionType.SIGNATURE), None)
    columns = (
        *_who(book),
        Column(book.say("workbook.status"), 16),
        Column(book.say("workbook.late"), 7, ("mark", "top")),
        *_columns(book, received=_DATE, due=_DATE, head=34, email=26),
        *(_columns(book, **_SIGNATURE) if signature else ()),
        *_columns(book, **{"original": 11, "unit-id": 16}),
    )
    lines = [Line(_unit_cells(book, row, signature), _tone(row)) for row in book.summary.rows]
    sheet = book.sheet("units")
    write_listing(sheet, columns, lines)
    last = FIRST + max(len(lines), 1) - 1
    return UnitRanges(*(sheet.range(FIRST, column, last) for column in (1, 2, 3)))


def titled(form: Form, question: Question) -> str:
    """A question's label with its printed number."""
    return f"{question_number(form, question)} {question.label}".strip()


def as_date(value: object) -> Cell:
    """An ISO date as a date; anything else as the text it is."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _specified(book: Book, question: Question) -> Iterator[Line]:
    for choice in question.choices:
        label = f"{choice_number(book.form, question, choice)} {choice.label}"
        for row in book.summary.answered:
            text = row.answers.get(question.specify_key(choice)) if choice.specify else None
            if isinstance(text, str) and text:
                counted = book.say("workbook.yes" if choice.name in row.ticked(question) else "workbook.no")
                unit = (row.unit.name, book.group(row.unit))
                yield Line((*unit, titled(book.form, question), label, text, counted), _tone(row))


def _unit_cells(book: Book, row: Row, signature: Question | None) -> tuple[Cell, ...]:
    unit = row.unit
    late = "✓" if row.late else None
    received = book.day(row.received_at) if row.received_at else None
    signed = _signature_cells(book, row, signature) if signature else ()
    return (
        *(unit.name, book.group(unit), book.status(row), late, received, row.due, unit.head, unit.email),
        *signed,
        *(book.original(row.returned), unit.id),
    )


def _signature_cells(book: Book, row: Row, signature: Question) -> tuple[Cell, ...]:
    answer = row.answers.get(signature.name)
    if not isinstance(answer, dict):
        return None, None, None
    name = answer.get("name")
    signed = book.say("workbook.yes" if answer.get("signed") else "workbook.no")
    return signed, name if isinstance(name, str) else None, as_date(answer.get("date"))


def _tone(row: Row) -> tuple[str, ...]:
    return ("muted",) if row.unit.exempt or not row.returned else ()


def _who(book: Book) -> tuple[Column, ...]:
    return Column(book.say("workbook.unit"), _UNIT), Column(book.say("workbook.group"), _GROUP)


def _columns(book: Book, **widths: float) -> tuple[Column, ...]:
    return tuple(Column(book.say(f"workbook.{key}"), width, ("left",)) for key, width in widths.items())
