"""What to look for in a returned form: one item for each printed line that an answer hangs on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from cpreport import places, printed
from cpreport.form import QuestionType
from cpreport.thai import normalise
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.form import Form, Question


class ItemKind(StrEnum):
    """What hangs on a printed line."""

    HEADING = "heading"
    CHOICE = "choice"
    SHORT = "short"
    LONG = "long"
    SIGNED = "signed"
    SIGNER = "signer"
    SIGNED_ON = "signed_on"
    CODE = "code"


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One printed line; it equals only itself, so that asking for it costs nothing.

    Attributes:
        kind: What hangs on it.
        label: The printed label, without its number.
        number: The printed number, in Arabic digits; empty where there is none.
        place: The name of the box or the answer; empty for headings.
        specify: The name of the text beside a choice; empty where there is none.
        question: Name of the question.
        choice: Name of the choice.
        hint: What is printed on the first line below it.
        below: What is printed last below it: notes, and what stands above a signature block.
        rivals: The numbers of other choices that have its words among theirs.
    """

    kind: ItemKind
    label: str
    number: str = ""
    place: str = ""
    specify: str = ""
    question: str = ""
    choice: str = ""
    hint: str = ""
    below: tuple[str, ...] = ()
    rivals: frozenset[str] = frozenset()


@lru_cache(maxsize=16)
def items(form: Form) -> tuple[Item, ...]:
    """The items of a form, in the order they are printed."""
    numbers = form.numbers()
    found: list[Item] = []
    for question in form.questions:
        own = list(_of(form, question, numbers.get(question.name, "")))
        if question.type in {QuestionType.NOTE, QuestionType.SIGNATURE}:
            printed_there = tuple(filter(None, (question.label, question.hint)))
            if found:
                found[-1] = replace(found[-1], below=(*found[-1].below, *printed_there))
        else:
            own[0] = replace(own[0], hint=question.hint)
        found += own
    return (*_with_rivals(found), Item(ItemKind.CODE, printed.code_label(form), place=places.CODE))


@lru_cache(maxsize=16)
def printed_between(form: Form) -> frozenset[str]:
    """What is printed between the items of a form, as `normalise` gives it, wherever a moved item has left it."""
    return frozenset(normalise(words) for item in items(form) for words in (item.hint, *item.below) if words)


def _with_rivals(found: list[Item]) -> Iterator[Item]:
    words = {item.number: normalise(item.label) for item in found if item.kind is ItemKind.CHOICE}
    for item in found:
        if item.kind is ItemKind.CHOICE:
            own = words[item.number]
            rivals = frozenset(number for number, other in words.items() if own in other and number != item.number)
            yield replace(item, rivals=rivals)
        else:
            yield item


def _of(form: Form, question: Question, number: str) -> Iterator[Item]:
    if question.type is QuestionType.SIGNATURE:
        yield from _signature(form, question)
    elif question.is_select:
        one_only = question.type is QuestionType.SELECT_ONE
        label = f"{question.label} {say('form.one-only', form.language)}" if one_only else question.label
        yield Item(ItemKind.HEADING, label, number, question=question.name)
        for position, choice in enumerate(question.choices, start=1):
            yield Item(
                ItemKind.CHOICE,
                choice.label,
                f"{number}.{position}",
                places.box(question.name, choice.name),
                places.specify(question.name, choice.name) if choice.specify else "",
                question.name,
                choice.name,
            )
    elif question.is_value:
        kind = ItemKind.LONG if question.is_long else ItemKind.SHORT
        yield Item(kind, question.label, number, places.value(question.name), question=question.name)


def _signature(form: Form, question: Question) -> Iterator[Item]:
    words = printed.signature_words(form)
    lines = (
        (ItemKind.SIGNED, places.Role.SIGNED, words.signed),
        (ItemKind.SIGNER, places.Role.SIGNER, words.opening),
        (ItemKind.SIGNED_ON, places.Role.SIGNED_ON, words.date),
    )
    for kind, role, label in lines:
        yield Item(kind, label, place=places.signature(question.name, role), question=question.name)
