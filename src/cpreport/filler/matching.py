"""Finding a printed line by its words, whatever the number and the white space before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    Place = TypeVar("Place")

SIGNED = ("(ลงนาม)", "(signed)")
OPENING = ("(",)
SIGNED_ON = ("วันที่", "date")
"""The words that a signature block's three lines begin with, in lower case."""

_QUESTION_NUMBER = r"[0-9๐-๙]+\."
_ITEM_NUMBER = r"[0-9๐-๙]+\.[0-9๐-๙]+"
_HEADING = re.compile(rf"{_QUESTION_NUMBER} ")


def tidy(text: str) -> str:
    """A text with single spaces: what separates words on the page does not matter."""
    return " ".join(text.split())


def is_heading(line: str) -> bool:
    """Whether a tidy line begins a question of its own."""
    return _HEADING.match(line) is not None


def heading(section: str) -> re.Pattern[str]:
    """A pattern for the line of a question; what follows the words is its group `rest`."""
    words = tidy(section)
    number = f"(?:{_QUESTION_NUMBER} )" + ("?" if is_heading(words) else "")
    return re.compile(f"{number}{re.escape(words)}(?P<rest>| .*)")


def choice(item: str) -> re.Pattern[str]:
    """A pattern for the line of a choice; marks may stand before its number."""
    return re.compile(rf"[^0-9๐-๙]*{_ITEM_NUMBER} {re.escape(tidy(item))}(?P<rest>| .*)")


def the_one(lines: Iterable[tuple[str, Place]], pattern: re.Pattern[str], what: str) -> Place:
    """The place whose tidy line fits a pattern best: with nothing after the words, else with anything.

    Raises:
        LookupError: If no line fits, or several fit equally well; `what` names what was looked for.
    """
    found = [(match["rest"], place) for line, place in lines if (match := pattern.fullmatch(line))]
    best = [place for rest, place in found if not rest] or [place for _, place in found]
    if len(best) != 1:
        raise LookupError(f"{what}: {f'stands {len(best)} times' if best else 'not'} on the form")
    return best[0]
