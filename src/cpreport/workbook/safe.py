"""Texts as Excel can hold them: nothing that XML forbids, nothing longer than a cell, names that a sheet may have."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Container

    from cpreport.language import Language

LONGEST_TEXT = 32_767  # UTF-16 units in a cell
LONGEST_NAME = 31  # UTF-16 units in a sheet's name

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]+")
_RESERVED_NAMES = frozenset({"", "history"})


def cell_text(text: str, language: Language) -> str:
    """The text for one cell: illegal characters shown escaped, one that is too long cut and marked as an excerpt."""
    shown = _ILLEGAL.sub(_escaped, text)
    if 2 * len(shown) <= LONGEST_TEXT or utf16_length(shown) <= LONGEST_TEXT:
        return shown
    marker = say("workbook.excerpt", language, length=f"{len(text):,}")
    return cut(shown, LONGEST_TEXT - utf16_length(marker)) + marker


def sheet_name(wanted: str, taken: Container[str]) -> str:
    """A name that Excel accepts and that no other sheet has.

    Args:
        wanted: What the sheet shows.
        taken: The names of the other sheets, case-folded.
    """
    plain = " ".join(_NOT_IN_NAMES.sub(" ", wanted).split()).strip("' ")
    base = "Sheet" if plain.casefold() in _RESERVED_NAMES else plain
    name, number = _whole_words(base), 1
    while name.casefold() in taken:
        number += 1
        suffix = f" ({number})"
        name = cut(base, LONGEST_NAME - len(suffix)).strip("' ") + suffix
    return name


def _whole_words(base: str) -> str:
    """The beginning that a sheet's name can hold, ending with a word where the cut would lose little by it."""
    name = cut(base, LONGEST_NAME)
    words = name.rpartition(" ")[0]
    whole = words if name != base and len(words) >= LONGEST_NAME * 2 // 3 else name
    return whole.strip("' ")


def cut(text: str, length: int) -> str:
    """The beginning of a text, at most so many UTF-16 units, with no vowel or tone torn from its letter."""
    if utf16_length(text) <= length:
        return text
    kept = text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", errors="ignore")
    end = len(kept)
    while end > 1 and unicodedata.category(text[end]) == "Mn":
        end -= 1
    return kept[:end]


def utf16_length(text: str) -> int:
    """The length as Excel counts it."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
