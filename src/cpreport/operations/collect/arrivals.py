"""What arrived: every file archived, byte for byte, before anybody looks into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from cpreport.conversion import WANTED
from cpreport.filenames import suffix_of
from cpreport.intake import Incoming, Status, UnreadableError, is_growing, opened
from cpreport.office import find_office
from cpreport.operations.collect.order import CollectOrder, FileReport
from cpreport.operations.reading import Archived
from cpreport.reading import Finding, FindingKind
from cpreport.returned import Outcome, Returned
from cpreport.sniff import LARGEST
from cpreport.storage import Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cpreport.archive import Archive
    from cpreport.containers import Container, Entry
    from cpreport.storage import Ledger

_JUST_WRITTEN: Final = timedelta(seconds=30)
_ASKED_TOGETHER: Final = 500
"""Files that the ledger is asked about at once."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that arrived and is archived.

    Attributes:
        file: It, ready to be read.
        source: The file in the inbox that it is, or came in.
        status: That file as it was when it was archived.
        finding: Why it is not to be read.
    """

    file: Archived
    source: Incoming
    status: Status
    finding: Finding | None = None

    @property
    def seen(self) -> Seen | None:
        """The file in the inbox as it was, where it is this one and not a container."""
        returned = self.file.returned
        if returned.path != self.source.shown:
            return None
        return Seen(returned.path, self.status.size, self.status.changed_ns, returned.sha256)


class Arrivals:
    """Takes files in: archived once, and told from those which are known already."""

    def __init__(self, archive: Archive, ledger: Ledger, order: CollectOrder) -> None:
        self._archive = archive
        self._ledger = ledger
        self._order = order
        # That this machine could not convert them was no outcome of the files: where it can now, they are read.
        self._waiting = ledger.not_converted(WANTED) if find_office() else frozenset()

    def take(self, files: Iterable[Incoming]) -> Iterator[Arrival | FileReport]:
        """Each file to read; only a report of what is known or cannot be read at all."""
        coming = iter(files)
        while some := list(islice(coming, _ASKED_TOGETHER)):
            seen = self._ledger.seen(incoming.shown for incoming in some)
            for incoming in some:
                yield self._taken(incoming, seen.get(incoming.shown))

    def _taken(self, incoming: Incoming, seen: Seen | None) -> Arrival | FileReport:
        if incoming.litter:
            return FileReport(incoming.shown, Outcome.IGNORED)
        if not incoming.ordinary:
            return _not_a_file(incoming, "")
        if seen and self._is_unchanged(incoming, seen):
            return FileReport(incoming.shown, Outcome.ACCEPTED, seen.sha256, is_new=False)
        try:
            return self._archived(incoming)
        except UnreadableError as error:
            return _not_a_file(incoming, str(error))

    def inside(self, arrival: Arrival, container: Container) -> list[Arrival | FileReport]:
        """What came in a container; the container itself only where there is nothing in it to read."""
        taken = [self._entry(arrival, entry) for entry in container.entries]
        if container.is_empty:
            finding = container.finding or Finding(FindingKind.NOT_A_FORM)
            received_at = self._moment(container.sent_at, arrival)
            blank = arrival.file.returned
            returned = Returned(blank.path, blank.sha256, received_at, blank.suffix, sender=container.sender)
            taken.append(Arrival(Archived(returned, arrival.file.copy), arrival.source, arrival.status, finding))
        return taken

    def is_unfinished(self, arrival: Arrival, findings: tuple[Finding, ...]) -> bool:
        """Whether something cannot be read because its file is still being written."""
        unreadable = any(finding.kind is FindingKind.UNREADABLE for finding in findings)
        just_written = self._order.now - arrival.status.changed_at < _JUST_WRITTEN
        return unreadable and just_written and is_growing(arrival.source, arrival.status)

    def _is_unchanged(self, incoming: Incoming, seen: Seen) -> bool:
        """Whether a file is recorded and has not changed since, going by its size and time."""
        if (incoming.size, incoming.changed_ns) != (seen.size, seen.changed_ns):
            return False
        is_waiting = (seen.path, seen.sha256) in self._waiting
        return not is_waiting and self._archive.has(seen.sha256, suffix_of(incoming.name))

    def _archived(self, incoming: Incoming) -> Arrival | FileReport:
        with opened(incoming) as file:
            before = file.status()
            suffix = suffix_of(incoming.name)
            is_large = before.size > LARGEST
            copy = self._archive.keep_stream(file.read, suffix) if is_large else self._archive.keep(file.rest(), suffix)
            if before != file.status():
                self._archive.drop(copy)
                return FileReport(incoming.shown, Outcome.UNFINISHED)
        if self._is_settled(incoming.shown, copy.sha256):
            return FileReport(incoming.shown, Outcome.ACCEPTED, copy.sha256, is_new=False)
        received_at = min(self._order.received_at or before.changed_at, self._order.now)
        returned = Returned(incoming.shown, copy.sha256, received_at, suffix)
        finding = Finding(FindingKind.UNSAFE, params={"detail": "file over the limit"}) if is_large else None
        return Arrival(Archived(returned, copy.path, incoming.name), incoming, before, finding)

    def _entry(self, arrival: Arrival, entry: Entry) -> Arrival | FileReport:
        path = f"{arrival.source.shown}!/{entry.name}"
        if entry.litter:
            return FileReport(path, Outcome.IGNORED)
        suffix = suffix_of(entry.name)
        copy = self._archive.keep(entry.data, suffix)
        if self._is_settled(path, copy.sha256):
            return FileReport(path, Outcome.ACCEPTED, copy.sha256, is_new=False)
        received_at = self._moment(entry.sent_at, arrival)
        returned = Returned(path, copy.sha256, received_at, suffix, sender=entry.sender)
        return Arrival(Archived(returned, copy.path), arrival.source, arrival.status, entry.finding)

    def _is_settled(self, path: str, sha256: str) -> bool:
        return (path, sha256) not in self._waiting and self._ledger.knows(path, sha256)

    def _moment(self, sent_at: datetime | None, arrival: Arrival) -> datetime:
        return min(sent_at or self._order.received_at or arrival.status.changed_at, self._order.now)


def _not_a_file(incoming: Incoming, detail: str) -> FileReport:
    finding = Finding(FindingKind.NOT_A_FILE, params={"detail": detail} if detail else {})
    return FileReport(incoming.shown, Outcome.SET_ASIDE, findings=(finding,))
