"""Made-up respondents: what each one answers, and what it does on the form to say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from cpreport.dates import long_date, short_date
from cpreport.filler import Entry, How, Sign, Specify, Tick, Write
from cpreport.form import QuestionType
from cpreport.language import Language
from cpreport.thai import thai_digits
from cpreport.words import say
from cpreport.words.demo import COMMENTS, SHORT_TEXTS, SPECIFIED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from random import Random

    from cpreport.campaign import Unit
    from cpreport.form import Choice, Form, Question
    from cpreport.returned import Json

# The first choices of a list are the common ones, so that the charts have a shape.
_MOST_LIKELY, _LEAST_LIKELY = 0.8, 0.25
_SPECIFIES = 0.2
_ANSWERS_OPTIONAL = 0.75
_MARKS = {
    How.BESIDE: ("✓", "/", "✔", "x"),
    How.BETWEEN: ("✓", "/"),
    How.REPLACE: ("✓", "/", "☑"),
    How.AFTER: ("✓", "/"),
}


@dataclass(frozen=True, slots=True)
class Habit:
    """How a respondent fills forms in: with one kind of mark throughout."""

    how: How = How.CONTROL
    mark: str = ""
    in_excel: bool = False


@dataclass(slots=True)
class Answered:
    """One form as a respondent means it.

    Attributes:
        entries: What it does on the form.
        answers: What it says with that, by flat names; None where it leaves something blank.
    """

    entries: list[Entry] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)


def habit(how: How, rng: Random) -> Habit:
    """A respondent on paper's habits: this way of ticking, always with the same mark."""
    return Habit(how, rng.choice(_MARKS[how]) if how in _MARKS else "")


def make_up(form: Form, unit: Unit, own: Habit, day: date, rng: Random) -> Answered:
    """Answers to every question of a form, sensible for its type.

    Args:
        form: What is asked.
        unit: Who answers; its head signs with the office's title.
        own: How it fills the form in.
        day: When it signs.
        rng: Where every decision comes from.
    """
    respondent = _Respondent(form, own, day, rng)
    for question in form.questions:
        respondent.answer(question, unit)
    return respondent.answered


class _Respondent:
    def __init__(self, form: Form, own: Habit, day: date, rng: Random) -> None:
        self._form = form
        self._own = own
        self._day = day
        self._rng = rng
        self.answered = Answered()

    def answer(self, question: Question, unit: Unit) -> None:
        if question.type is QuestionType.SIGNATURE:
            self._sign(question, unit)
        elif question.is_select:
            self._select(question)
        elif question.is_value:
            self._write(question)

    def _select(self, question: Question) -> None:
        chosen = self._several(question) if question.type is QuestionType.SELECT_MULTIPLE else self._one(question)
        names: list[Json] = [choice.name for choice in chosen]
        several = question.type is QuestionType.SELECT_MULTIPLE
        self.answered.answers[question.name] = names if several else (names[0] if names else None)
        for choice in question.choices:
            if choice in chosen:
                self.answered.entries.append(self._tick(question, choice))
            if choice.specify:
                self._specify(question, choice, ticked=choice in chosen)

    def _several(self, question: Question) -> list[Choice]:
        step = (_MOST_LIKELY - _LEAST_LIKELY) / max(1, len(question.choices) - 1)
        chances = [
            _SPECIFIES if choice.specify else _MOST_LIKELY - step * place
            for place, choice in enumerate(question.choices)
        ]
        chosen = [choice for choice, chance in zip(question.choices, chances, strict=True) if self._happens(chance)]
        return chosen or ([question.choices[0]] if question.required else [])

    def _one(self, question: Question) -> list[Choice]:
        answers = question.required or self._happens(_ANSWERS_OPTIONAL)
        return [self._rng.choice(question.choices)] if answers else []

    def _tick(self, question: Question, choice: Choice) -> Tick:
        how = self._own.how
        if choice.specify and how is How.AFTER:
            how = How.BESIDE  # behind such a label stands its text
        return Tick(question.label, choice.label, how, self._own.mark)

    def _specify(self, question: Question, choice: Choice, *, ticked: bool) -> None:
        text = self._one_of(SPECIFIED) if ticked else None
        self.answered.answers[question.specify_key(choice)] = text
        if text:
            self.answered.entries.append(Specify(question.label, choice.label, text))

    def _write(self, question: Question) -> None:
        if not question.required and not self._happens(_ANSWERS_OPTIONAL):
            self.answered.answers[question.name] = None
            return
        answer, typed = self._value(question)
        self.answered.answers[question.name] = answer
        self.answered.entries.append(Write(question.label, typed))

    def _value(self, question: Question) -> tuple[Json, str]:
        """An answer, and how it is typed."""
        match question.type:
            case QuestionType.INTEGER:
                count = self._rng.randrange(1, 200)
                return count, self._digits(str(count))
            case QuestionType.DECIMAL:
                tenths = self._rng.randrange(1, 5000)
                return tenths / 10, self._digits(f"{tenths / 10:.1f}")
            case QuestionType.DATE:
                day = self._day - timedelta(days=self._rng.randrange(1, 90))
                return day.isoformat(), self._date(day)
            case _:
                text = self._one_of(COMMENTS if question.is_long else SHORT_TEXTS)
                return text, text

    def _sign(self, question: Question, unit: Unit) -> None:
        name = unit.head or say("demo.head", self._form.language)
        self.answered.answers[question.name] = {"signed": True, "name": name, "date": self._day.isoformat()}
        self.answered.entries.append(Sign(say("demo.signed", self._form.language), name, self._date(self._day)))

    def _date(self, day: date) -> str:
        language = self._form.language
        year = day.year + 543 if language is Language.THAI else day.year
        slashes = f"{day.day}/{day.month}/{year}"
        return self._digits(self._rng.choice([long_date(day, language), short_date(day, language), slashes]))

    def _digits(self, typed: str) -> str:
        in_thai = self._form.language is Language.THAI and self._happens(0.25)
        return thai_digits(typed) if in_thai else typed

    def _one_of(self, texts: Sequence[tuple[str, str]]) -> str:
        thai, english = self._rng.choice(texts)
        return thai if self._form.language is Language.THAI else english

    def _happens(self, chance: float) -> bool:
        return self._rng.random() < chance
