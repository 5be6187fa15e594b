"""What is in a container, and how much of it is taken."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cpreport.filenames import is_litter
from cpreport.reading import Finding, FindingKind
from cpreport.sniff import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

MOST_ENTRIES: Final = 5_000
"""Of one container and all that are in it."""

LARGEST_ENTRY: Final = 50_000_000
"""In bytes: no larger file would be read anyway."""

_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a container.

    Attributes:
        name: Its path inside, with `/`; `b.zip!/c.docx` where it is in a container of its own.
        data: Its bytes; as they are packed in the container where they cannot be taken out.
        sender: The address of the mail it came by; empty if it was none.
        sent_at: When that mail was sent, UTC.
        litter: Whether programs left it there and nobody sent it.
        finding: Why it is not to be read: its bytes cannot be taken out, or it is a container that was not opened.
    """

    name: str
    data: bytes
    sender: str = ""
    sent_at: datetime | None = None
    litter: bool = False
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Container:
    """A file that holds others.

    Attributes:
        entries: Everything in it, containers in it opened too, in their order.
        sender: The address a mail came from; empty for others.
        sent_at: When a mail was sent, UTC.
        finding: Why it could not be opened.
    """

    entries: tuple[Entry, ...] = ()
    sender: str = ""
    sent_at: datetime | None = None
    finding: Finding | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing in it was sent by anybody."""
        return all(entry.litter for entry in self.entries)


class RefusedError(Exception):
    """A container that is not opened; `kind` says why and `detail` adds a few English words for the log."""

    def __init__(self, kind: FindingKind, detail: str) -> None:
        super().__init__(kind, detail)
        self.finding = Finding(kind, params={"detail": detail})


@dataclass(slots=True)
class Budget:
    """What may still be taken out of one container and of all containers in it: entries, and bytes."""

    entries: int = MOST_ENTRIES
    size: int = LARGEST

    def spend(self, entries: int, size: int) -> None:
        """Take so much more.

        Raises:
            RefusedError: If it is too much.
        """
        self.entries -= entries
        self.size -= size
        if self.entries < 0 or self.size < 0:
            raise RefusedError(FindingKind.UNSAFE, "too much in it")


def attached(name: str, data: bytes, *, litter: bool = False) -> Entry:
    """What was attached to a mail; of its name only what stands behind the last slash is kept."""
    name = re.split(r"[/\\]", name)[-1].strip(" .")
    return Entry(printable(name)[-_LONGEST_NAME:] or "attachment", data, litter=litter or is_litter(name))


def printable(name: str) -> str:
    """A name that does nothing to a terminal."""
    return "".join(letter if letter.isprintable() else "_" for letter in name)


def told_apart(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The same entries, later ones of the same name numbered."""
    used: Counter[str] = Counter()
    for entry in entries:
        name = entry.name
        while used[name.casefold()]:
            stem, dot, suffix = entry.name.rpartition(".")
            numbered = f"({used[entry.name.casefold()] + 1})"
            used[entry.name.casefold()] += 1
            name = f"{stem} {numbered}{dot}{suffix}" if stem else f"{entry.name} {numbered}"
        used[name.casefold()] += 1
        yield replace(entry, name=name)
