"""What an XLSForm and a form of ours have in common: the names of columns, languages and parts of a signature.

XLSForm is the spreadsheet that ODK and KoboToolbox make forms from, see https://xlsform.org. What it has no word for
stands in columns that begin with `cpreport::`; other programs leave them alone.
"""

from __future__ import annotations

import re
from typing import Final

from cpreport.language import Language

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"

PREFIX: Final = "cpreport::"
LINES: Final = f"{PREFIX}lines"
OWN_SETTINGS: Final = ("digits", "due", "grace_days", "timezone", "font", "emblem")
"""Settings of a form that XLSForm does not know, without the prefix of their columns."""

# How ODK asks that a language be named: with its code of the IANA registry.
LANGUAGE_NAMES: Final = {Language.THAI: "ไทย (th)", Language.ENGLISH: "English (en)"}
_SPOKEN: Final = {
    Language.THAI: frozenset({"th", "thai", "ไทย", "ภาษาไทย"}),
    Language.ENGLISH: frozenset({"en", "english", "อังกฤษ", "ภาษาอังกฤษ"}),
}

SIGNATURE: Final = "signature"
"""The appearance of an image that is drawn by hand."""
SIGNED: Final = "signed"
SIGNER: Final = "name"
SIGNED_ON: Final = "date"

_CODE: Final = re.compile(r"\(\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?\s*\)\s*$")
_CONDITION: Final = re.compile(
    r"""\s*(?:selected\(\s*\$\{\s*([^{}\s]+)\s*\}\s*,\s*(['"])([^'"]+)\2\s*\)"""
    r"""|\$\{\s*([^{}\s]+)\s*\}\s*=\s*(['"])([^'"]+)\5)\s*"""
)
_REFERENCE: Final = re.compile(r"\$\{[^{}]*\}")


def own(name: str) -> str:
    """The column of a setting that XLSForm does not know."""
    return f"{PREFIX}{name}"


def language_of(name: str) -> Language | None:
    """The language that a column of labels is in, by its name; None where it is neither of ours.

    Example:
        >>> language_of("ภาษาไทย (th-TH)")
        <Language.THAI: 'th'>
    """
    code = _CODE.search(name)
    word = (code[1] if code else name.strip()).casefold()
    return next((language for language, words in _SPOKEN.items() if word in words), None)


def condition(question: str, choice: str) -> str:
    """When the text that belongs to a choice is asked."""
    return f"selected(${{{question}}}, '{choice}')"


def condition_of(relevant: str) -> tuple[str, str] | None:
    """The question and the choice of a condition that asks for one tick and nothing else.

    Example:
        >>> condition_of("${state} = 'other'")
        ('state', 'other')
    """
    found = _CONDITION.fullmatch(relevant)
    return (found[1] or found[4], found[3] or found[6]) if found else None


def refers(text: str) -> bool:
    """Whether an XLSForm would put the answer to another question into this text."""
    return bool(_REFERENCE.search(text))
