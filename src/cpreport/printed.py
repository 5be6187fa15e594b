"""What is printed on a form: the words and numbers that writers put there and readers take away again.

Writers and readers never import each other; this is what they agree on besides the names of the places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cpreport.dates import long_date
from cpreport.form import QuestionType
from cpreport.language import Digits
from cpreport.thai import thai_digits
from cpreport.words import say

if TYPE_CHECKING:
    from datetime import date

    from cpreport.form import Choice, Form, Question

BOX_EMPTY = "\u2610"
BOX_TICKED = "\u2611"


@dataclass(frozen=True, slots=True)
class SignatureWords:
    """The printed words of a signature block: `(signed) ____`, `( name )`, `date ____`."""

    signed: str
    opening: str
    closing: str
    date: str


def in_digits(form: Form, text: str) -> str:
    """The text with the form's digits."""
    return thai_digits(text) if form.digits is Digits.THAI else text


def question_number(form: Form, question: Question) -> str:
    """The number before a question as printed, without its full stop; empty for notes and signatures."""
    return in_digits(form, form.numbers().get(question.name, ""))


def titled(form: Form, question: Question) -> str:
    """A question's label with its printed number."""
    return f"{question_number(form, question)} {question.label}".strip()


def choice_number(form: Form, question: Question, choice: Choice) -> str:
    """The number before a choice as printed, for instance `1.3`."""
    own = question.choices.index(choice) + 1
    return in_digits(form, f"{form.numbers()[question.name]}.{own}")


def heading(form: Form, question: Question) -> str:
    """The line above (or before) an answer: number, label, and for one choice only the words that say so."""
    number = question_number(form, question)
    text = f"{number}. {question.label}" if number else question.label
    if question.type is QuestionType.SELECT_ONE:
        text = f"{text} {say('form.one-only', form.language)}"
    return text


def unit_label(form: Form) -> str:
    """The label of the line that carries the unit's name."""
    return say("form.unit", form.language)


def code_label(form: Form) -> str:
    """The label before the printed form code."""
    return say("form.code", form.language)


def instruction(form: Form, due: date) -> str:
    """The line that says how to tick, and by when to send the form back."""
    return say("form.instruction", form.language, due=long_date(due, form.language, form.digits))


def instruction_xlsx(form: Form, due: date) -> str:
    """The same for the Excel form, where a box is chosen from a list."""
    return say("form.instruction.xlsx", form.language, due=long_date(due, form.language, form.digits))


@lru_cache(maxsize=16)
def signature_words(form: Form) -> SignatureWords:
    """The printed words of the signature block."""
    return SignatureWords(say("form.signed", form.language), "(", ")", say("form.signed-on", form.language))
