"""Every answer on a line of its own: what pivots, pandas and R are fed with."""

from __future__ import annotations

from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Final

from cpreport.form import SIGNATURE_PARTS, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cpreport.form import Form, Question
    from cpreport.returned import Json
    from cpreport.summary import Row, Summary

_LARGEST_NUMBER: Final = 10**15  # from here on Excel's floating point loses digits
Value = str | int | float | date | None
Place = tuple[str, str, str, str]
"""Flat name of the question, name of the choice, and the labels of both; a name or label that there is not is empty."""


def tidy_units(summary: Summary) -> Iterator[tuple[Row, list[Value]]]:
    """Every answer of every returned unit, in the order of units and form.

    A choice is 1 or 0, and empty where its mark is uncertain or the returned copy no longer has it.

    Yields:
        The unit's row, and a value for each of `tidy_places`.
    """
    questions = summary.form.questions
    for row in summary.answered:
        yield row, [value for question in questions for value in _values(row, question)]


def tidy_places(form: Form) -> list[Place]:
    """The places of all answers, in form order."""
    return [place for question in form.questions for place in places_of(question)]


def tidy_length(summary: Summary) -> int:
    """How many rows there are."""
    return len(summary.answered) * len(tidy_places(summary.form))


def places_of(question: Question) -> tuple[Place, ...]:
    """The places of one question's answers."""
    if question.type is QuestionType.SIGNATURE:
        return tuple((f"{question.name}.{part}", "", question.label, "") for part in SIGNATURE_PARTS)
    if not question.is_select:
        return ((question.name, "", question.label, ""),) if question.is_value else ()
    ticks = [(question.name, choice.name, question.label, choice.label) for choice in question.choices]
    texts = [(question.specify_key(c), "", question.label, c.label) for c in question.choices if c.specify]
    return (*ticks, *texts)


def is_countable(value: object) -> bool:
    """Whether Excel can hold the value as a number without losing digits."""
    return isinstance(value, int | float) and isfinite(value) and abs(value) < _LARGEST_NUMBER


def countable(rows: Iterable[Row], question: Question) -> list[float]:
    """The numbers that units gave to a question, of which there is a sum and a mean."""
    found = (row.answers.get(question.name) for row in rows)
    return [value for value in found if isinstance(value, int | float) and is_countable(value)]


def as_date(value: Json) -> Value:
    """An ISO date as a date; anything else as the text it is."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _values(row: Row, question: Question) -> Sequence[Value]:
    if question.is_select:
        return _choices(row, question)
    if question.type is QuestionType.SIGNATURE:
        return _signature(row, question)
    if not question.is_value:
        return ()
    answer = row.answers.get(question.name)
    if question.type is QuestionType.DATE:
        return (as_date(answer),)
    return (None if isinstance(answer, list | dict) else answer,)


def _choices(row: Row, question: Question) -> list[Value]:
    ticked, unknown = row.ticked(question), (*row.uncertain(question), *row.gone(question))
    names = [choice.name for choice in question.choices]
    values: list[Value] = [1 if name in ticked else None if name in unknown else 0 for name in names]
    for choice in question.choices:
        if choice.specify:
            text = row.answers.get(question.specify_key(choice))
            values.append(text if isinstance(text, str) else None)
    return values


def _signature(row: Row, question: Question) -> tuple[Value, ...]:
    answer = row.answers.get(question.name)
    parts = answer if isinstance(answer, dict) else {}
    name = parts.get("name")
    signed = int(bool(parts["signed"])) if "signed" in parts else None
    return signed, name if isinstance(name, str) else None, as_date(parts.get("date"))
