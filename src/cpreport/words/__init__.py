"""Every word the program says, in Thai and in English: one catalogue.

Entries are templates for `str.format`, found by a dotted key, with one rule more: `{count:form|forms}` is the word that
fits the number. What the program keeps (problems, findings) holds keys and values only; the words are chosen where they
are shown.
"""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from cpreport.language import Language
from cpreport.words import (
    demo,
    documents,
    findings,
    letters,
    problems,
    review,
    schema,
    terminal,
    warnings,
    workbook,
    xlsform,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

CATALOGUE: Mapping[str, tuple[str, str]] = {
    **demo.WORDS,
    **documents.WORDS,
    **findings.WORDS,
    **letters.WORDS,
    **problems.WORDS,
    **review.WORDS,
    **schema.WORDS,
    **terminal.WORDS,
    **warnings.WORDS,
    **workbook.WORDS,
    **xlsform.WORDS,
}


class _Plural(Formatter):
    """`str.format`, where `{count:form|forms}` chooses by the number; Thai has one word for both."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return format(value, format_spec)
        return one if str(value) == "1" else many


_PLURAL = _Plural()


def say(key: str, language: Language, /, **values: object) -> str:
    """The words of one entry.

    Args:
        key: A key of the catalogue.
        language: The language of whoever reads it.
        **values: What the entry's template names.

    Raises:
        KeyError: If the catalogue has no such entry, or the template names a value that is not given.

    Example:
        >>> say("generate.done", Language.ENGLISH, count=1, folder="outbox")
        '1 form written to outbox'
    """
    return say_with(key, language, values)


def say_with(key: str, language: Language, values: Mapping[str, object]) -> str:
    """The same, with the values as they are: a mapping may have an answer for every name."""
    thai, english = CATALOGUE[key]
    return _PLURAL.vformat(thai if language is Language.THAI else english, (), values)


def has(key: str) -> bool:
    """Whether the catalogue has such an entry."""
    return key in CATALOGUE
