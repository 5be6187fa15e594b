"""Every answer on a line of its own: the sheet that pivots are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpreport.form import QuestionType
from cpreport.workbook.book import status_words
from cpreport.workbook.lists import as_date
from cpreport.workbook.matrix import is_gone, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.form import Question
    from cpreport.summary import Row, Summary
    from cpreport.workbook.book import Book, Cell, Sheet

MOST_ROWS = 200_000
_WIDTHS = {"unit": 14, "name": 36, "group": 16, "question": 18, "choice": 16, "value": 30, "status": 16}
_WIDTHS |= {"question_label": 40, "choice_label": 50}
_COLUMNS = tuple(_WIDTHS)


class Answered(NamedTuple):
    """Which flat answer a value belongs to, with the labels for people."""

    question: str
    choice: str
    value: Cell
    question_label: str = ""
    choice_label: str = ""


def tidy_rows(summary: Summary) -> Iterator[tuple[Cell, ...]]:
    """Every answer of every returned unit, in the order of units and form.

    A choice is 1 or 0, and empty where its mark is uncertain or the returned copy no longer has it.

    Yields:
        unit, name, group, question, choice, value, status, question label, choice label.
    """
    for row in summary.answered:
        unit, status = row.unit, status_words(row, summary.form.language)
        for question in summary.form.questions:
            for found in _answers(row, question):
                name, choice, value, *labels = found
                yield unit.id, unit.name, unit.group, name, choice, value, status, *labels


class TidySheet:
    """The data sheet; other sheets count on it."""

    def __init__(self, book: Book, rows: list[tuple[Cell, ...]]) -> None:
        self.sheet = book.sheet("tidy")
        self.rows = rows

    @property
    def holds_all(self) -> bool:
        """Whether it has the answers, or says that they are too many."""
        return len(self.rows) <= MOST_ROWS

    def write(self) -> None:
        """Fills the sheet as an Excel table."""
        sheet = self.sheet
        if not self.holds_all:
            sheet.title(sheet.name, sheet.book.say("workbook.tidy.too-many", rows=f"{len(self.rows):,}"))
            return
        for place, row in enumerate(self.rows, start=1):
            for column, value in enumerate(row):
                sheet.put(place, column, value, "plain", "left")
        _make_table(sheet, len(self.rows))

    def count(self, question: str, choice: str) -> str:
        """The formula that counts the units which ticked a choice; units that do not count are left out."""
        exempt = self.sheet.book.say("workbook.status.exempt_returned")
        columns = {name: self.sheet.range(1, place, max(len(self.rows), 1)) for place, name in enumerate(_COLUMNS)}
        return (
            f'SUMPRODUCT(EXACT({columns["question"]},"{question}")*EXACT({columns["choice"]},"{choice}")'
            f'*({columns["value"]}=1)*({columns["status"]}<>"{exempt}"))'
        )


def _answers(row: Row, question: Question) -> Iterator[Answered]:
    if question.is_select:
        yield from _choices(row, question)
    elif question.type is QuestionType.SIGNATURE:
        yield from _signature(row, question)
    elif question.is_value:
        answer = row.answers.get(question.name)
        value = as_date(answer) if question.type is QuestionType.DATE else answer
        yield Answered(question.name, "", value if not isinstance(value, list | dict) else None, question.label)


def _choices(row: Row, question: Question) -> Iterator[Answered]:
    for choice in question.choices:
        shown = mark(row, question, choice)
        value = 1 if shown == "✓" else None if shown or is_gone(row, question, choice) else 0
        yield Answered(question.name, choice.name, value, question.label, choice.label)
    for choice in question.choices:
        if choice.specify:
            text = row.answers.get(question.specify_key(choice))
            value_ = text if isinstance(text, str) else None
            yield Answered(question.specify_key(choice), "", value_, question.label, choice.label)


def _signature(row: Row, question: Question) -> Iterator[Answered]:
    answer = row.answers.get(question.name)
    parts = answer if isinstance(answer, dict) else {}
    name = parts.get("name")
    values: dict[str, Cell] = {
        "signed": int(bool(parts["signed"])) if "signed" in parts else None,
        "name": name if isinstance(name, str) else None,
        "date": as_date(parts.get("date")),
    }
    for part, value in values.items():
        yield Answered(f"{question.name}.{part}", "", value, question.label)


def _make_table(sheet: Sheet, rows: int) -> None:
    book = sheet.book
    for column, (name, width) in enumerate(_WIDTHS.items()):
        sheet.width(column, width)
        sheet.put(0, column, book.say(f"tidy.{name}"), "head", "one-line")
    headers = [
        {"header": book.say(f"tidy.{name}"), "header_format": book.style("head", "one-line")} for name in _WIDTHS
    ]
    table = {"name": "answers", "columns": headers, "style": "Table Style Light 1"}
    sheet.raw.add_table(0, 0, max(rows, 1), len(_WIDTHS) - 1, table)
    sheet.raw.set_default_row(book.face.height(1))
    sheet.raw.freeze_panes(1, 0)
    sheet.raw.repeat_rows(0)
