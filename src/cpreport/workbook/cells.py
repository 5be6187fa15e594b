"""What a cell can hold, and the texts and numbers that Excel takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel's calendar has a day that never was
EPOCH: Final = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens a file: its address relative to the workbook, and the words shown."""

    address: str
    words: str

    @property
    def opens(self) -> bool:
        """Whether Excel can make a hyperlink of it."""
        return "#" not in self.address and len(self.address) <= _LONGEST_LINK


Cell = str | int | float | date | Link | None

_LONGEST_LINK: Final = 2_000


def as_text(value: str | float | date | None) -> str:
    """A value that is no number or date for Excel, in words."""
    # Not str() for whole numbers, which refuses thousands of digits.
    return "" if value is None else format(Decimal(value), "f") if isinstance(value, int) else str(value)
