"""What a reader found in one returned file, and the doubts it leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpreport.stamp import PrintedCode


class Layer(StrEnum):
    """Where in a file an answer was found, the surest first."""

    CONTROL = "control"
    BOOKMARK = "bookmark"
    NAME = "name"
    LABEL = "label"
    PERSON = "person"


class Mark(StrEnum):
    """What stands in a box."""

    TICKED = "ticked"
    EMPTY = "empty"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Box:
    """The mark of one choice.

    Attributes:
        mark: What it means.
        layer: How the box was found.
        read: The mark as it stands in the file.
        where: The item's printed number, or the cell.
        visible: What a person would see, where control and page disagree.
        switched: Whether the box itself is switched on, where its picture says otherwise.
    """

    mark: Mark
    layer: Layer
    read: str = ""
    where: str = ""
    visible: Mark | None = None
    switched: bool | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A written answer as it stands, without anything that was printed; empty when left blank.

    Attributes:
        text: What was written.
        layer: How its place was found.
        where: The item's printed number, or the cell.
        is_completed: Whether a program may have added the century to a year of two digits.
    """

    text: str
    layer: Layer
    where: str = ""
    is_completed: bool = False


class DriftKind(StrEnum):
    """How a returned copy differs from the form that was issued."""

    GONE = "gone"
    REWORDED = "reworded"
    ADDED = "added"
    DAMAGED = "damaged"
    MERGED = "merged"
    COPIED = "copied"
    COMMENTED = "commented"
    DRAWN = "drawn"
    HIDDEN = "hidden"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference between the returned copy and the issued form; `text` is what stands there now."""

    kind: DriftKind
    question: str = ""
    choice: str = ""
    text: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything in a file that says which form of which unit it is.

    Attributes:
        stamps: Stamps from the document's properties, as written.
        codes: Printed form codes, with the verdict of their check characters.
        unit_lines: What stands on the form's own unit lines; behind a line break what stands below, where the rest of
            a name is that somebody broke by Enter.
        is_form: Whether anything at all looks like a form of cpreport.
    """

    stamps: tuple[str, ...] = ()
    codes: tuple[PrintedCode, ...] = ()
    unit_lines: tuple[str, ...] = ()
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader found, by the names of the places; a place that is not in the file is absent."""

    boxes: Mapping[str, Box]
    texts: Mapping[str, Text]
    drift: tuple[Drift, ...] = ()
    tracked: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file says of itself: the program family that reads it and when it was last changed."""

    reader: str
    modified: datetime | None = None


TYPE_IN: Final = "typed_in"
"""The param of a finding that asks for an answer to be typed in: the file itself could not be read."""


class Consequence(StrEnum):
    """What a finding does to the return."""

    SET_ASIDE = "set_aside"
    REVIEW = "review"
    NOTED = "noted"


class FindingKind(StrEnum):
    """The fixed list of findings."""

    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    UNSUPPORTED_FORMAT = "unsupported-format"
    UNSAFE = "unsafe"
    NOT_A_FILE = "not-a-file"
    UNKNOWN_UNIT = "unknown-unit"
    OTHER_FORM = "other-form"
    CONFLICTING_IDENTITY = "conflicting-identity"
    NOT_A_FORM = "not-a-form"
    BLANK = "blank"
    UNCERTAIN_MARK = "uncertain-mark"
    TOO_MANY_MARKS = "too-many-marks"
    MISSING_ANSWER = "missing-answer"
    OTHER_WITHOUT_TEXT = "other-without-text"
    TEXT_WITHOUT_TICK = "text-without-tick"
    INVALID_VALUE = "invalid-value"
    FORM_CHANGED = "form-changed"
    TRACKED_CHANGES = "tracked-changes"
    UNSIGNED = "unsigned"
    LATE = "late"
    OLDER_VERSION = "older-version"
    REVISED = "revised"
    UNVERIFIED_STAMP = "unverified-stamp"

    @property
    def consequence(self) -> Consequence:
        """Set aside, shown to a person, or only noted."""
        if self in _SET_ASIDE:
            return Consequence.SET_ASIDE
        return Consequence.NOTED if self in _NOTED else Consequence.REVIEW


_SET_ASIDE = frozenset(
    {
        FindingKind.UNREADABLE,
        FindingKind.ENCRYPTED,
        FindingKind.UNSUPPORTED_FORMAT,
        FindingKind.UNSAFE,
        FindingKind.NOT_A_FILE,
        FindingKind.UNKNOWN_UNIT,
        FindingKind.OTHER_FORM,
        FindingKind.CONFLICTING_IDENTITY,
        FindingKind.NOT_A_FORM,
    }
)
_NOTED = frozenset(
    {
        FindingKind.TRACKED_CHANGES,
        FindingKind.UNSIGNED,
        FindingKind.LATE,
        FindingKind.OLDER_VERSION,
        FindingKind.REVISED,
        FindingKind.UNVERIFIED_STAMP,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt or note about a return; the words are the catalogue's.

    Attributes:
        kind: Which of the fixed list.
        question: Name of the question it concerns, or empty.
        choice: Name of the choice it concerns, or empty.
        read: What stands in the file, as written.
        where: Where to look: a printed item number or a cell.
        params: Further values for the message.
    """

    kind: FindingKind
    question: str = ""
    choice: str = ""
    read: str = ""
    where: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def signature_part(self) -> str:
        """Which part of a signature it is about, where it is about one."""
        return self.params.get("part", "") or ("date" if self.kind is FindingKind.INVALID_VALUE else "signed")
