"""The sheets that list what units wrote, and the units themselves: texts, missing, exempt, all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.form import QuestionType
from cpreport.printed import choice_number, titled
from cpreport.tidy import as_date
from cpreport.workbook.listing import FIRST, Column, Line, write_listing

if TYPE_CHECKING:
    from cpreport.form import Choice, Question
    from cpreport.summary import Row
    from cpreport.workbook.book import Book
    from cpreport.workbook.cells import Cell

_DATE = 13
_SIGNATURE = {"signed": 9, "signer": 30, "signed-on": _DATE}


def write_specified(book: Book) -> None:
    """The texts of choices such as อื่น ๆ (ระบุ), by unit; no sheet when the form has none."""
    asked = [(question, choice) for question in book.form.questions for choice in question.choices if choice.specify]
    if not asked:
        return
    columns = (*_who(book), *_columns(book, question=30, choice=24, text=60), Column(book.say("workbook.counted"), 10))
    places = [_Specified(book, question, choice) for question, choice in asked]
    found = [(place, row) for place in places for row in book.summary.answered if row.answers.get(place.key)]
    note = book.say("workbook.specified.note")
    write_listing(book.sheet("specified"), columns, found, lambda one: one[0].line(one[1]), note)


def write_texts(book: Book) -> None:
    """The text answers, verbatim, by question and unit; no sheet when the form asks for none."""
    asked = [q for q in book.form.questions if q.type is QuestionType.TEXT]
    if not asked:
        return
    columns = (*_who(book), *_columns(book, question=30, text=90))
    titles = {question.name: titled(book.form, question) for question in asked}
    written = [(row, name) for name in titles for row in book.summary.answered if row.answers.get(name)]
    write_listing(
        book.sheet("texts"),
        columns,
        written,
        lambda found: Line((*_who_is(book, found[0]), titles[found[1]], str(found[0].answers[found[1]]))),
    )


def write_missing(book: Book) -> None:
    """The units that are asked and have not returned, with whom to ask."""
    columns = (*_who(book), *_columns(book, head=40, email=30, due=_DATE))
    write_listing(
        book.sheet("missing"),
        columns,
        book.summary.missing,
        lambda row: Line((*_who_is(book, row), row.unit.head, row.unit.email, row.due)),
    )


def write_exempt(book: Book) -> None:
    """The units that are not asked, and why; no sheet when there are none."""
    if not book.summary.exempt:
        return
    columns = (*_who(book), *_columns(book, reason=50, status=18, original=12))
    write_listing(
        book.sheet("exempt"),
        columns,
        book.summary.exempt,
        lambda row: Line((*_who_is(book, row), row.unit.exempt, book.status(row), book.original(row.returned))),
    )


@dataclass(frozen=True, slots=True)
class UnitRanges:
    """Where the sheet of all units holds what the overview counts."""

    group: str
    status: str
    late: str
    received: str


def write_units(book: Book) -> UnitRanges:
    """Every unit with its status, dates, signature and original."""
    rows = book.summary.rows
    signature = next((q for q in book.form.questions if q.type is QuestionType.SIGNATURE), None)
    columns = (
        *_who(book),
        Column(book.say("workbook.status"), 16),
        Column(book.say("workbook.late"), 7, ("mark", "top")),
        *_columns(book, received=_DATE, due=_DATE, head=40, email=26),
        *(_columns(book, **_SIGNATURE) if signature else ()),
        *_columns(book, **{"original": 11, "unit-id": book.face.fitting((r.unit.id for r in rows), 14, 26)}),
    )
    sheet = book.sheet("units")
    write_listing(sheet, columns, rows, lambda row: Line(_unit_cells(book, row, signature), _is_muted(row)))
    last = FIRST + max(len(rows), 1) - 1
    return UnitRanges(*(sheet.range(FIRST, column, last) for column in (1, 2, 3, 4)))


class _Specified:
    """The texts beside one choice."""

    def __init__(self, book: Book, question: Question, choice: Choice) -> None:
        self.key = question.specify_key(choice)
        self._book, self._question, self._choice = book, question, choice
        label = f"{choice_number(book.form, question, choice)} {choice.label}"
        self._labels = (titled(book.form, question), label)

    def line(self, row: Row) -> Line:
        """What a unit wrote, and whether the choice counts for it."""
        counted = self._book.say("workbook.yes" if self._choice.name in row.ticked(self._question) else "workbook.no")
        return Line((*_who_is(self._book, row), *self._labels, str(row.answers[self.key]), counted), _is_muted(row))


def _unit_cells(book: Book, row: Row, signature: Question | None) -> tuple[Cell, ...]:
    unit = row.unit
    late = "✓" if row.late else None
    received = book.day(row.received_at) if row.received_at else None
    signed = _signature_cells(book, row, signature) if signature else ()
    return (
        *(*_who_is(book, row), book.status(row), late, received, row.due, unit.head, unit.email),
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


def _is_muted(row: Row) -> bool:
    return bool(row.unit.exempt) or not row.returned


def _who_is(book: Book, row: Row) -> tuple[str, str]:
    return row.unit.name, book.group(row.unit)


def _who(book: Book) -> tuple[Column, ...]:
    return Column(book.say("workbook.unit"), book.name_width), Column(book.say("workbook.group"), book.group_width)


def _columns(book: Book, **widths: float) -> tuple[Column, ...]:
    return tuple(Column(book.say(f"workbook.{key}"), width, ("left",)) for key, width in widths.items())
