"""What a respondent does on a form, in the words that are printed there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class How(Enum):
    """The ways in which people tick a box."""

    CONTROL = auto()
    """A click on the box; in Excel a choice from its list."""
    BESIDE = auto()
    """A mark typed directly before the box, which stays as it is (Word)."""
    BETWEEN = auto()
    """A mark typed between the box and its number (Word)."""
    REPLACE = auto()
    """The box deleted and a mark typed in its place."""
    AFTER = auto()
    """A mark typed after the label (Word)."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Tick one choice.

    Attributes:
        section: The heading's words, with or without its number: the same label can stand in two sections.
        item: The choice's label.
        how: In which way.
        mark: What is typed, unless the box itself is ticked.
    """

    section: str
    item: str
    how: How = How.CONTROL
    mark: str = "✓"


@dataclass(frozen=True, slots=True)
class Specify:
    """Write on the line behind a choice."""

    section: str
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Write:
    """Write an answer: on the heading's own line, or in the box below it, where each line is a paragraph."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Fill in the signature block; an empty text leaves its line blank."""

    signed: str = ""
    name: str = ""
    date: str = ""


Entry = Tick | Specify | Write | Sign
