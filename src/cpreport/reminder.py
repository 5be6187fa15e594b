"""A reminder that was written for a unit, as the ledger remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class ReminderKind(StrEnum):
    """What a unit is asked for again."""

    REMINDER = "reminder"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One memo of a round that was finished.

    Attributes:
        kind: What it asks for; rounds are counted apart for each kind.
        round: 1 for the first.
        unit: Whom it is for.
        path: Where it was written: relative to the campaign when inside it, with `/`.
        sha256: Hash of its bytes.
        at: When, UTC.
    """

    kind: ReminderKind
    round: int
    unit: str
    path: str
    sha256: str
    at: datetime
