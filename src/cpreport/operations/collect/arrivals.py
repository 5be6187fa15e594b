"""What arrived in one file: the file itself, or every file that it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpreport.containers import open_container
from cpreport.filenames import suffix_of
from cpreport.reading import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cpreport.intake import Content, Incoming
    from cpreport.operations.collect.order import CollectOrder


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that arrived.

    Attributes:
        path: Where it is, as the officer is told; `inbox/a.zip!/b.docx` for a file in another.
        data: Its bytes.
        suffix: Its suffix with its dot.
        received_at: When it came, UTC.
        sender: The address of the mail it came by; empty if it was none.
        litter: Whether programs left it there.
        finding: Why it is not to be read.
    """

    path: str
    data: bytes
    suffix: str
    received_at: datetime
    sender: str = ""
    litter: bool = False
    finding: Finding | None = None


def arrivals(incoming: Incoming, content: Content, order: CollectOrder) -> Iterator[Arrival]:
    """What arrived in a file; a container counts itself only where there is nothing in it to read."""
    at = order.received_at or content.changed_at
    whole = Arrival(incoming.shown, content.data, incoming.suffix, min(at, order.now))
    container = open_container(content.data, incoming.path.name)
    if container is None:
        yield whole
        return
    for entry in container.entries:
        path, sent_at = f"{incoming.shown}!/{entry.name}", min(entry.sent_at or at, order.now)
        suffix = suffix_of(entry.name)
        yield Arrival(path, entry.data, suffix, sent_at, entry.sender, entry.litter, entry.finding)
    if container.is_empty:
        sent_at = min(container.sent_at or at, order.now)
        finding = container.finding or Finding(FindingKind.NOT_A_FORM)
        yield replace(whole, received_at=sent_at, sender=container.sender, finding=finding)
