"""Thai text: comparing it, sorting it, and its two kinds of digits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

# A number is (1, its length, its digits), so that 10 follows 2 however long it is; a letter is (2, 0, letter);
# any other sign is (0, 0, sign).
SortElement: TypeAlias = tuple[int, int, str]
SortKey: TypeAlias = tuple[tuple[SortElement, ...], tuple[str, ...], str]

_ARABIC, _THAI = "0123456789", "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_TO_THAI = str.maketrans(_ARABIC, _THAI)

# Soft hyphen, grapheme joiner, bidi marks, zero-width spaces and joiners, variation selectors, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")
_NUMBERS_APART = re.compile(r"[0-9]\s+[0-9]")
_SPACE_NOT_BETWEEN_NUMBERS = re.compile("(?<![0-9]) | (?![0-9])")

# What stands over and under a consonant in the order it is kept: below, above, MAITAIKHU and NIKHAHIT, the four
# tone marks, THANTHAKHAT and YAMAKKAN; then SARA AM, which a tone mark precedes.
_MARKS = "\u0e3a\u0e38\u0e39\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e\u0e33"
_STACKED_MARKS = re.compile(f"[{_MARKS}]{{2,}}")
# NIKHAHIT and SARA AA; or SARA AM, its circle being typed twice.
_SPLIT_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)[\u0e32\u0e33]")
# What no rule has anything to do with, for most texts the end of it: letters, digits and signs, marks already in order.
_SETTLED = re.compile(
    "(?:[!-@\\[-~\u0e01-\u0e30\u0e32\u0e3f-\u0e46\u0e4f\u0e5a\u0e5b]++"
    "[\u0e31\u0e34-\u0e39\u0e47]?[\u0e48-\u0e4c]?\u0e33?)*+"
)
_NOT_THAI = re.compile("[^\u0e00-\u0e7f]+")
_NEITHER_THAI_NOR_ASCII = re.compile("[^\u0e00-\u0e7f\x00-\x7f]")
_THAI_DIGIT = re.compile(f"[{_THAI}]")

_URL_REST = r"[!#-;=?-~\u0e00-\u0e7f]"  # but white space, quotation marks and angle brackets
_LATIN = re.compile(
    rf"(?:[A-Z]{{2,10}}://|www\.){_URL_REST}+"
    rf"|(?:[A-Z0-9-]+\.)+[A-Z]{{2,}}(?::[0-9]+|[/?#]{_URL_REST}*)(?:[/?#]{_URL_REST}*)?"
    r"|[A-Z0-9._%+-]{1,64}@[A-Z0-9.-]+"
    r"|[A-Z0-9._-]+",
    re.ASCII | re.IGNORECASE,
)
_LATIN_LETTER = re.compile("[A-Za-z]")

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_SORTED_UNIT = re.compile("([0-9]+|.)([\u0e3a\u0e47-\u0e4e]*)", re.DOTALL)


def visible(text: str) -> str:
    """Drops what has no width: zero-width characters, soft hyphens, bidi marks, variation selectors."""
    return _INVISIBLE.sub("", text)


def normalise(text: str) -> str:
    """The key by which texts are compared; never shown.

    Two texts that look alike, or were typed or broken into lines differently, have the same key: order and
    doubling of marks, invisible characters, white space, the kind of digits and the case of Latin letters do not
    count. One space stays between two numbers, because "Unit 1 1" is not "Unit 11". The key of a key is itself.

    Example:
        >>> normalise("สำนัก  เขต ๑") == normalise("สํานักเขต 1")
        True
    """
    words = text.split()
    if _is_settled(joined := "".join(words)):
        is_one = len(words) == 1 or not _NUMBERS_APART.search(text)
        return joined if is_one else _SPACE_NOT_BETWEEN_NUMBERS.sub("", " ".join(words))
    # One rule can make room for another, so the rules are applied until none has anything left to do.
    while (settled := _normalise_once(text)) != text and not _is_settled(settled):
        text = settled
    return settled


def _is_settled(text: str) -> bool:
    return "เเ" not in text and _SETTLED.fullmatch(text) is not None


def _normalise_once(text: str) -> str:
    # What is invisible or can be composed is neither Thai nor ASCII, and most texts have nothing of it.
    is_foreign = _NEITHER_THAI_NOR_ASCII.search(text) is not None
    text = arabic_digits(visible(text) if is_foreign else text).casefold()
    text = _SPACE_NOT_BETWEEN_NUMBERS.sub("", " ".join(text.split()))
    if is_foreign:
        # Thai has no composed letters and its marks get their order here; were both sorted, text that mixes them with
        # marks of other scripts would be sorted to and fro. Not NFKC, which splits SARA AM.
        text = _NOT_THAI.sub(_composed, text)
    text = _STACKED_MARKS.sub(_in_order, text.replace("เเ", "แ"))
    return _SPLIT_AM.sub("\\1\u0e33", text)


def _composed(run: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", run[0])


def _in_order(stack: re.Match[str]) -> str:
    return _sorted_marks(stack[0])


@lru_cache(maxsize=1024)
def _sorted_marks(marks: str) -> str:
    return "".join(sorted(set(marks), key=_MARKS.index))


def arabic_digits(text: str) -> str:
    """Turns ๐-๙ into 0-9 everywhere."""
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text


def thai_digits(text: str) -> str:
    """Turns 0-9 into ๐-๙, but not in web and e-mail addresses and Latin words.

    Example:
        >>> thai_digits("ข้อ 12 ของ COVID-19")
        'ข้อ ๑๒ ของ COVID-19'
    """
    return _LATIN.sub(_thai_unless_latin, text)


def _thai_unless_latin(token: re.Match[str]) -> str:
    return token[0] if _LATIN_LETTER.search(token[0]) else token[0].translate(_TO_THAI)


def sort_key(text: str) -> SortKey:
    """The place of a text in Thai dictionary order; any two keys can be compared.

    A vowel written before its consonant sorts after it; tone marks and other signs decide only between texts that
    are otherwise the same; a run of digits of either kind counts as a number. Signs come before numbers, numbers
    before Latin letters, and those before Thai ones.

    Example:
        >>> sorted(["เขต 10", "ขอนแก่น", "เขต ๒"], key=sort_key)
        ['ขอนแก่น', 'เขต ๒', 'เขต 10']
    """
    normalised = normalise(text)
    units = _SORTED_UNIT.findall(_LEADING_VOWEL.sub(r"\2\1", normalised))
    return tuple(_element(base) for base, _ in units), tuple(marks for _, marks in units), normalised


def _element(base: str) -> SortElement:
    if base[0] in _ARABIC:
        # Not int(), which refuses thousands of digits.
        number = base.lstrip("0")
        return 1, len(number), number
    # PAIYANNOI and MAIYAMOK are letters to Unicode, signs to a dictionary; vowels above and below are marks to it.
    is_letter = unicodedata.category(base)[0] in "LM" and base not in "ฯๆ"
    return (2 if is_letter else 0), 0, base
