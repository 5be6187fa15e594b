"""The form: what is asked, in the words of XLSForm (type, name, label, hint, required, choices)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from cpreport.language import Digits, Language

if TYPE_CHECKING:
    from collections.abc import Iterator


SIGNATURE_PARTS: Final = ("signed", "name", "date")
"""The parts of the answer to a signature question."""


class QuestionType(StrEnum):
    """The kinds of question a form can ask."""

    SELECT_MULTIPLE = "select_multiple"
    SELECT_ONE = "select_one"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    NOTE = "note"
    SIGNATURE = "signature"


SELECTS = frozenset({QuestionType.SELECT_MULTIPLE, QuestionType.SELECT_ONE})
FIGURES = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE})
VALUES = FIGURES | {QuestionType.TEXT}


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a select question; with `specify` the respondent writes a text beside it."""

    name: str
    label: str
    specify: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `lines` is the height of a text's answer box in printed lines."""

    name: str
    type: QuestionType
    label: str = ""
    hint: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    lines: int = 1

    @property
    def is_select(self) -> bool:
        """Whether the answer is one or more ticks."""
        return self.type in SELECTS

    @property
    def is_value(self) -> bool:
        """Whether the answer is one written text, number or date."""
        return self.type in VALUES

    @property
    def is_long(self) -> bool:
        """Whether the answer may run over several paragraphs, in a box of its own."""
        return self.type is QuestionType.TEXT and self.lines > 1

    def specify_key(self, choice: Choice) -> str:
        """The flat name of the text that belongs to a choice."""
        return f"{self.name}_{choice.name}"


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form with its settings, as issued."""

    form_id: str
    version: str
    title: str
    language: Language
    due: date
    questions: tuple[Question, ...]
    digits: Digits = Digits.ARABIC
    grace_days: int = 0
    timezone: str = ""
    font: str = ""
    emblem: str = ""

    def __hash__(self) -> int:
        return hash((self.form_id, self.version, self.title))  # asked for very often; two of one version hardly ever

    def numbers(self) -> dict[str, str]:
        """The number printed before each question, by name; notes and signatures have none."""
        asked = (q for q in self.questions if q.is_select or q.is_value)
        return {question.name: str(number) for number, question in enumerate(asked, start=1)}

    def answer_keys(self) -> Iterator[str]:
        """The flat names of all answers in form order, a choice's text after its question."""
        for question in self.questions:
            if question.type is QuestionType.NOTE:
                continue
            yield question.name
            for choice in question.choices:
                if choice.specify:
                    yield question.specify_key(choice)

    def blank_answers(self) -> dict[str, Any]:
        """Every answer by its flat name, left blank: an empty list for ticks, an object for a signature."""
        blank: dict[str, Any] = dict.fromkeys(self.answer_keys())
        for question in self.questions:
            if question.type is QuestionType.SELECT_MULTIPLE:
                blank[question.name] = []
            elif question.type is QuestionType.SIGNATURE:
                blank[question.name] = {"signed": False, "name": None, "date": None}
        return blank

    def fingerprint(self) -> str:
        """SHA-256 of all that is asked: it changes when a respondent would read another question."""
        asked = [asdict(question) for question in self.questions]
        text = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def form_to_json(form: Form) -> str:
    """The whole form as JSON, for the ledger."""
    return json.dumps(asdict(form) | {"due": form.due.isoformat()}, ensure_ascii=False, sort_keys=True)


def form_from_json(text: str) -> Form:
    """The form that `form_to_json` wrote."""
    plain: dict[str, Any] = json.loads(text)
    questions = tuple(_question(item) for item in plain.pop("questions"))
    return Form(
        **plain
        | {
            "questions": questions,
            "due": date.fromisoformat(plain["due"]),
            "language": Language(plain["language"]),
            "digits": Digits(plain["digits"]),
        }
    )


def _question(plain: dict[str, Any]) -> Question:
    choices = tuple(Choice(**choice) for choice in plain["choices"])
    return Question(**plain | {"type": QuestionType(plain["type"]), "choices": choices})
