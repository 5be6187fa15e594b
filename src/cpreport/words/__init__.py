"""Every word the program says, in Thai and in English: one catalogue.

Entries are templates for `str.format`, found by a dotted key. What the program keeps (problems, findings) holds keys
and values only; the words are chosen where they are shown.
"""

from __future__ import annotations

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


def say(key: str, language: Language, /, **values: object) -> str:
    """The words of one entry.

    Args:
        key: A key of the catalogue.
        language: The language of whoever reads it.
        **values: What the entry's template names.

    Raises:
        KeyError: If the catalogue has no such entry, or the template names a value that is not given.
    """
    thai, english = CATALOGUE[key]
    return (thai if language is Language.THAI else english).format(**values)


def has(key: str) -> bool:
    """Whether the catalogue has such an entry."""
    return key in CATALOGUE
