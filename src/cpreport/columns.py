"""The columns of the table of answers: their names, and what each of them holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cpreport.form import QuestionType
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpreport.form import Choice, Form, Question
    from cpreport.language import Language
    from cpreport.returned import Json


class Holds(StrEnum):
    """What stands in a column, for a program that reads the table."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "datetime"
    YES_NO = "boolean"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.

    Attributes:
        key: Its name in the first row, the flat name of an answer.
        holds: What its cells hold; `boolean` is written as 1 and 0.
        label: What it is about, in the campaign's words: the question's label, or that of a fixed column.
        question: The question it answers; None for the fixed columns.
        choice: The choice it is about: of a tick, or of the text beside it.
        part: `signed`, `name` or `date` of a signature.
        choices: For `choice`, what may stand in it: name -> label.
    """

    key: str
    holds: Holds
    label: str
    question: Question | None = None
    choice: Choice | None = None
    part: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


_SIGNATURE = {"signed": Holds.YES_NO, "name": Holds.TEXT, "date": Holds.DATE}
_VALUES = {
    QuestionType.TEXT: Holds.TEXT,
    QuestionType.INTEGER: Holds.INTEGER,
    QuestionType.DECIMAL: Holds.DECIMAL,
    QuestionType.DATE: Holds.DATE,
}
_FIXED = {
    "unit": Holds.TEXT,
    "name": Holds.TEXT,
    "group": Holds.TEXT,
    "status": Holds.CHOICE,
    "late": Holds.YES_NO,
    "received_at": Holds.MOMENT,
}
_STATUSES = ("returned", "needs_review", "missing", "exempt")


def columns(form: Form) -> list[Column]:
    """Every column of the table: who the unit is and where it stands, then its answers."""
    return [*_fixed_columns(form.language), *answer_columns(form)]


def answer_columns(form: Form) -> list[Column]:
    """The columns of the answers, in form order."""
    return [column for question in form.questions for column in _of_question(question)]


def codebook(form: Form) -> dict[str, Json]:
    """What each column is, under its name and in the order of the columns."""
    return {column.key: _described(column) for column in columns(form)}


def _described(column: Column) -> dict[str, Json]:
    question, choice = column.question, column.choice
    return {
        "type": question.type.value if question else column.holds.value,
        "question": question.name if question else None,
        "label": column.label,
        "choice": choice.name if choice else None,
        "choice_label": choice.label if choice else None,
        "part": column.part or None,
        "value": column.holds.value,
        "choices": dict(column.choices) or None,
    }


def _fixed_columns(language: Language) -> Iterator[Column]:
    for key, holds in _FIXED.items():
        statuses = {name: say(f"workbook.status.{name}", language) for name in _STATUSES} if key == "status" else {}
        yield Column(key, holds, say(f"column.{key}", language), choices=statuses)


def _of_question(question: Question) -> Iterator[Column]:
    if question.type is QuestionType.SIGNATURE:
        for part, holds in _SIGNATURE.items():
            yield Column(f"{question.name}.{part}", holds, question.label, question, part=part)
    elif question.type is QuestionType.SELECT_MULTIPLE:
        for choice in question.choices:
            yield Column(f"{question.name}/{choice.name}", Holds.YES_NO, question.label, question, choice)
    elif question.type is QuestionType.SELECT_ONE:
        choices = {choice.name: choice.label for choice in question.choices}
        yield Column(question.name, Holds.CHOICE, question.label, question, choices=choices)
    elif question.is_value:
        yield Column(question.name, _VALUES[question.type], question.label, question)
    for choice in question.choices:
        if choice.specify:
            yield Column(question.specify_key(choice), Holds.TEXT, question.label, question, choice)
