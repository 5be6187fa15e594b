"""The one agreed name for each place in a form where an answer or the unit stands.

Word content-control tags, Word bookmarks and Excel defined names all carry the same name, so it
keeps the strictest of their rules: at most 40 characters (bookmarks), letters, digits and underscores,
beginning with a letter, and never like a cell reference (Excel).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from cpreport.form import QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.form import Form, Question

UNIT = "cp_unit"
CODE = "cp_code"
FORM_BEGIN = "cp_form"
PROPERTY = "cpreport"

_READABLE = 30


class Role(StrEnum):
    """What stands at a place."""

    BOX = "box"
    SPECIFY = "specify"
    VALUE = "value"
    SIGNED = "signed"
    SIGNER = "signer"
    SIGNED_ON = "date"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one answer stands: the name in the file and what it answers."""

    name: str
    role: Role
    question: str
    choice: str = ""


def box(question: str, choice: str) -> str:
    """The name of a choice's box."""
    return _name(Role.BOX, question, choice)


def specify(question: str, choice: str) -> str:
    """The name of the text beside a choice."""
    return _name(Role.SPECIFY, question, choice)


def value(question: str) -> str:
    """The name of a written answer."""
    return _name(Role.VALUE, question, "")


def signature(question: str, role: Role) -> str:
    """The name of one of the three places of a signature block."""
    return _name(role, question, "")


def places(form: Form) -> Iterator[Place]:
    """Every place of a form, in form order."""
    for question in form.questions:
        yield from _places_of(question)


def _places_of(question: Question) -> Iterator[Place]:
    if question.is_value:
        yield Place(value(question.name), Role.VALUE, question.name)
    if question.type is QuestionType.SIGNATURE:
        for role in (Role.SIGNED, Role.SIGNER, Role.SIGNED_ON):
            yield Place(signature(question.name, role), role, question.name)
    for choice in question.choices:
        yield Place(box(question.name, choice.name), Role.BOX, question.name, choice.name)
        if choice.specify:
            yield Place(specify(question.name, choice.name), Role.SPECIFY, question.name, choice.name)


@lru_cache(maxsize=1024)
def _name(role: Role, question: str, choice: str) -> str:
    # The readable part helps whoever looks at the names in Word or Excel; the digest makes it unique, because
    # question `a_b` with choice `c` and question `a` with choice `b_c` read alike.
    readable = re.sub(r"[^A-Za-z0-9]+", "_", f"{question}_{choice}").strip("_")[:_READABLE]
    digest = hashlib.sha256(f"{role}\0{question}\0{choice}".encode()).hexdigest()[:5]
    return f"cp_{readable}_{digest}"
