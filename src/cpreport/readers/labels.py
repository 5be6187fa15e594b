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


def cut_item(text: str, label: str, number: str) -> Cut | None:
    """Cut a line at an item's label, behind its own number where that stands there.

    A label of digits is not looked for inside the number, nor a label that ends in one in a mark before it.
    """
    if number and label:
        if key(text) == key(number):
            return None
        if found := _numbered(label, number).search(text):
            return Cut(text[: found.start(2)], text[found.end(2) :], found.start(2), found.end(2))
    return cut(text, label)


@lru_cache(maxsize=4096)
def _numbered(label: str, number: str) -> re.Pattern[str]:
    before = rf"(?<![0-9๐-๙.])({pattern(number).pattern}\s*[.)]?\s*)"
    return re.compile(f"{before}({pattern(label).pattern})", re.IGNORECASE)


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
        return f"[{value}{_THAI_DIGITS[value]}{character}]"
    if character == "ำ":
        return "(?:ำ|\u0e4d[\u0e48-\u0e4b]?า)"
    if character == "แ":
        return "(?:แ|เเ)"
    return re.escape(character)
