"""What units wrote, put together: the same words of several units once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.form import QuestionType
from cpreport.thai import normalise

if TYPE_CHECKING:
    from cpreport.campaign import Unit
    from cpreport.form import Form, Question
    from cpreport.summary import Summary


@dataclass(frozen=True, slots=True)
class Comment:
    """One text as the first of its units wrote it, and who wrote it."""

    text: str
    units: tuple[Unit, ...]


def comment_questions(form: Form) -> tuple[Question, ...]:
    """The questions that ask for comments: texts of several lines, or where there is none, those of one line."""
    texts = tuple(question for question in form.questions if question.type is QuestionType.TEXT)
    return tuple(question for question in texts if question.is_long) or texts


def comments(summary: Summary, question: Question) -> list[Comment]:
    """The answers of the units that count: those that most units gave first, else in the order of the units.

    A dash and the like say nothing here; the workbook shows them as written.
    """
    said: dict[str, tuple[str, list[Unit]]] = {}
    for row in summary.counted:
        answer = row.answers.get(question.name)
        if isinstance(answer, str) and any(character.isalnum() for character in answer):
            said.setdefault(normalise(answer), (answer, []))[1].append(row.unit)
    told = (Comment(text, tuple(units)) for text, units in said.values())
    return sorted(told, key=lambda comment: -len(comment.units))
