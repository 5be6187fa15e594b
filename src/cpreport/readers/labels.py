"""Finding printed words in a returned file, however an editor or a person has broken, spaced or spelt them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, permutations
from typing import TYPE_CHECKING

from cpreport.readers.remembered import by_text
from cpreport.thai import arabic_digits, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may stand between any two characters of a printed text: white space and invisible characters.
_GAP_CHARACTER = r"[\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
# Possessive: what stands in a gap is no part of a label, so giving some of it back finds nothing and takes for ever.
_GAP = f"{_GAP_CHARACTER}*+"
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
_LEADERS = frozenset(" \t\n\r\x0b\x0c\u00a0\u2002\u2003\u2009\u3000.…‥_·\u200b\u200e\u200f\u2060\ufeff")
# The marks over and under one consonant, with the vowel of ำ where that is typed in two pieces; or a character.
_MARK = "\u0e31\u0e33-\u0e3a\u0e47-\u0e4e"
_STACK = re.compile(f"[{_MARK}]*\u0e4d[{_MARK}]*า|[{_MARK}]+")
_PIECES = re.compile(f"{_STACK.pattern}|เเ|.", re.DOTALL)
_SPLIT_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)า")
# Letters that `pattern` looks for as they are: no capitals, no marks, and no part of แ or ำ.
_ONE_SPELLING = re.compile("[ก-ฮะโ-ๆ]")
# Latin ones that have one capital and are the small letter of no other: ı, ſ and K are taken for i, s and k.
_ONE_CAPITAL = re.compile("[a-hjl-rt-z]")
_ONE_SIGN = re.compile("[()/:]")
_MOST_MARKS = 3  # no word has more on one consonant
_LONGEST_NUMBER = 60  # with what may follow it; looked for in a long text, the pattern would try every beginning
_NUMBER_AT_END = re.compile(r"([0-9๐-๙]+(?:\.[0-9๐-๙]+)*)\s*[.)]?\s*$")


@dataclass(frozen=True, slots=True)
class Cut:
    """A line cut at a printed label: what stands before it and after it, and where it stood."""

    before: str
    after: str
    start: int
    end: int


@by_text
def cut(text: str, label: str) -> Cut | None:
    """Cut a line at the first place where the label stands; None where it does not."""
    found = pattern(label).search(text) if label and _may_stand(label, text) else None
    return Cut(text[: found.start()], text[found.end() :], found.start(), found.end()) if found else None


@by_text
def cut_item(text: str, label: str, number: str) -> Cut | None:
    """Cut a line at an item's label, behind its own number where that stands there.

    A label of digits is not looked for inside the number, nor a label that ends in one in a mark before it.
    """
    if not _may_stand(label, text):
        return None
    if number and label:
        if key(text) == key(number):
            return None
        if found := _numbered(label, number).search(text):
            return Cut(text[: found.start(2)], text[found.end(2) :], found.start(2), found.end(2))
    return cut(text, label)


@lru_cache(maxsize=4096)
def _numbered(label: str, number: str) -> re.Pattern[str]:
    before = rf"(?<![0-9๐-๙.])({pattern(number).pattern}\s*+(?:[.)]\s*+)?)"
    return re.compile(f"{before}({pattern(label).pattern})", re.IGNORECASE)


@by_text
def begins_with(text: str, label: str) -> bool:
    """Whether a line begins with a printed text."""
    return bool(label) and _may_stand(label, text) and pattern(label).match(text.lstrip()) is not None


def _may_stand(label: str, text: str) -> bool:
    """Whether a text has the letters of a label at all: most have not, and then nothing need be searched."""
    letters = letters_needed(label)
    return letters.issubset(text) or letters.issubset(text.lower())


def letters_of(text: str) -> frozenset[str]:
    """All letters of a text: a label can stand in it only if those that it needs are among them."""
    return frozenset(text.lower())


@lru_cache(maxsize=4096)
def letters_needed(label: str) -> frozenset[str]:
    """The letters and signs of a label that are in every text in which it stands, however it is spelt."""
    one_way = (_ONE_SPELLING.findall(label), _ONE_CAPITAL.findall(label.lower()), _ONE_SIGN.findall(label))
    return frozenset(chain.from_iterable(one_way))


@lru_cache(maxsize=4096)
def pattern(label: str) -> re.Pattern[str]:
    """A pattern that finds a printed text in spite of spacing, kinds of digits, and how Thai marks were typed."""
    pieces = _PIECES.findall(re.sub(_GAP_CHARACTER, "", label))
    return re.compile(_GAP.join(_one(piece) for piece in pieces), re.IGNORECASE)


@by_text
def key(text: str) -> str:
    """The comparison key of a text."""
    return normalise(text)


def is_same(text: str, words: str) -> bool:
    """Whether a line says what was printed, and nothing else."""
    return first_letter(text) == _first_letter(words) and key(text) == key(words)


def first_letter(text: str) -> str:
    """The first Thai letter of a text, if any; texts with the same key have the same."""
    found = _ONE_SPELLING.search(text)
    return found[0] if found else ""


_first_letter = lru_cache(maxsize=4096)(first_letter)


@by_text
def number_before(text: str) -> tuple[str, str]:
    """The item number at the end of a text, in Arabic digits, and what stands before it."""
    bare = text.rstrip()
    found = _NUMBER_AT_END.search(bare, max(0, len(bare) - _LONGEST_NUMBER))
    if not found:
        return "", text
    return arabic_digits(found[1]), text[: found.start()]


@by_text
def without_number(text: str, number: str) -> str:
    """What stands before a label without the item's number, a mark being typed between the two."""
    return re.sub(rf"(?<![0-9๐-๙.]){pattern(number).pattern}(?![0-9๐-๙]|\.[0-9๐-๙])", " ", text, count=1)


@by_text
def clean(text: str) -> str:
    """What was written, without the leaders, tabs and white space around it; white space inside stays.

    A single full stop is part of a word (`กกจ.`, `.NET`) and stays.
    """
    start, end = 0, len(text)
    while start < end and text[start] in _LEADERS:
        start += 1
    while end > start and text[end - 1] in _LEADERS:
        end -= 1
    if start == end:
        return ""
    if text[start - 1 : start] == "." and text[max(start - 2, 0) : start - 1] != ".":
        start -= 1
    if text[end : end + 1] == "." and text[end + 1 : end + 2] != ".":
        end += 1
    return text[start:end].replace("\u00a0", " ")


# What editors show where nothing was written yet; a person who types inside one tears it apart.
_PLACEHOLDERS = (
    "คลิกหรือแตะที่นี่เพื่อใส่ข้อความ",
    "คลิกหรือแตะที่นี่เพื่อใส่ข้อความ.",
    "คลิกหรือแตะเพื่อใส่วันที่",
    "คลิกที่นี่เพื่อใส่ข้อความ",
    "คลิกที่นี่เพื่อพิมพ์ข้อความ",
    "เลือกรายการ",
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
    "Choose an item.",
    "Enter text.",
)
_SHORTEST_TEAR = 6
_FIRST_LETTERS = frozenset(words[0] for words in _PLACEHOLDERS)
_PLACEHOLDER_KEYS = frozenset(normalise(words) for words in _PLACEHOLDERS)


@by_text
def without_placeholder(text: str) -> str:
    """A text without the placeholder that an editor put there, whole or around what somebody typed inside it."""
    bare = text.strip()
    if key(bare) in _PLACEHOLDER_KEYS:
        return ""
    for words in _PLACEHOLDERS if bare[:1] in _FIRST_LETTERS else ():
        if (inside := _typed_inside(bare, words)) is not None:
            return inside
    return text


def _typed_inside(text: str, words: str) -> str | None:
    if len(text) <= len(words):
        return None
    for cut_at in range(1, len(words)):
        head, tail = words[:cut_at], words[cut_at:]
        if len(tail) >= _SHORTEST_TEAR and text.startswith(head) and text.endswith(tail):
            return text[cut_at : len(text) - len(tail)]
    return None


def _one(piece: str) -> str:
    if _STACK.fullmatch(piece):
        return _stack(piece)
    if piece.isdecimal():
        value = int(piece)
        return f"[{value}{_THAI_DIGITS[value]}{piece}]"
    if piece in {"แ", "เเ"}:
        return "(?:แ|เเ)"
    return re.escape(piece)


def _stack(marks: str) -> str:
    """The marks on one consonant in whatever order they were typed, doubled or not, ำ in one piece or in two."""
    kept = sorted(set(_SPLIT_AM.sub("\\1ำ", marks)))
    if len(kept) > _MOST_MARKS:
        return _GAP.join(map(re.escape, marks))
    ways = {_GAP.join(f"{mark}+" for mark in order) for spelt in _spelt(kept) for order in permutations(spelt)}
    return f"(?:{'|'.join(sorted(ways, key=len, reverse=True))})"


def _spelt(marks: list[str]) -> Iterator[list[str]]:
    yield marks
    if "ำ" in marks:
        yield [*(mark for mark in marks if mark != "ำ"), "\u0e4d", "า"]
