"""Finding printed words in a returned file, however an editor or a person has broken, spaced or spelt them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cpreport.thai import arabic_digits, normalise

# What may stand between any two characters of a printed text: white space and invisible characters.
_GAP = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*"
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_LEADERS = re.compile(
    r"^[\s.…‥_·\u200b\u2060\ufeff]*(?:\.{2,}|[…‥_·]|\s)|(?:\.{2,}|[…‥_·]|\s)[\s.…‥_·\u200b\u2060\ufeff]*$"
)
_INVISIBLE_ENDS = "\u200b\u200e\u200f\u2060\ufeff"
_NUMBER_AT_END = re.compile(r"([0-9๐-๙]+(?:\.[0-9๐-๙]+)*)\s*[.)]?\s*$")


@dataclass(frozen=True, slots=True)
class Cut:
    """A line cut at a printed label: what stands before it and after it, and where it stood."""

    before: str
    after: str
    start: int
    end: int


def cut(text: str, label: str) -> Cut | None:
    """Cut a line at the first place where the label stands; None where it does not."""
    found = pattern(label).search(text) if label else None
    return Cut(text[: found.start()], text[found.end() :], found.start(), found.end()) if found else None


def begins_with(text: str, label: str) -> bool:
    """Whether a line begins with a printed text."""
    return bool(label) and pattern(label).match(text.lstrip()) is not None


@lru_cache(maxsize=4096)
def pattern(label: str) -> re.Pattern[str]:
    """A pattern that finds a printed text in spite of spacing, kinds of digits and the two spellings of ำ and แ."""
    characters = [character for character in label if not character.isspace()]
    return re.compile(_GAP.join(_one(character) for character in characters), re.IGNORECASE)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """The comparison key of a text."""
    return normalise(text)


def number_before(text: str) -> tuple[str, str]:
    """The item number at the end of a text, in Arabic digits, and what stands before it."""
    found = _NUMBER_AT_END.search(text)
    if not found:
        return "", text
    return arabic_digits(found[1]), text[: found.start()]


def clean(text: str) -> str:
    """What was written, without the leaders, tabs and white space around it; white space inside stays.

    A single full stop is part of an abbreviation and stays.
    """
    before = None
    while before != text:
        before = text
        text = _LEADERS.sub("", text).strip().strip(_INVISIBLE_ENDS)
    return text.replace("\u00a0", " ")


def _one(character: str) -> str:
    if character.isdecimal():
        value = int(character)
        return f"[{value}{_THAI_DIGITS[value]}]"
    if character == "ำ":
        return "(?:ำ|\u0e4d[\u0e48-\u0e4b]?า)"
    if character == "แ":
        return "(?:แ|เเ)"
    return re.escape(character)
