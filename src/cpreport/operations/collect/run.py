"""One run of collect: files are taken one by one, committed in batches and reported at the end."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cpreport.archive import Archive
from cpreport.conversion import WANTED, converted
from cpreport.files import sha256
from cpreport.intake import Content, Incoming, read_whole
from cpreport.office import find_office
from cpreport.operations.collect.arrivals import Arrival, arrivals
from cpreport.operations.collect.desk import Desk
from cpreport.operations.collect.order import Collected, CollectOrder, FileReport
from cpreport.operations.summarise import recorded_until
from cpreport.reading import Finding, FindingKind
from cpreport.returned import Outcome, Returned
from cpreport.sniff import Kind, document_kind
from cpreport.summary import derived_findings

if TYPE_CHECKING:
    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder
    from cpreport.recorded import Recorded
    from cpreport.standing import Standing
    from cpreport.storage import Ledger

_JUST_WRITTEN = timedelta(seconds=30)
_SETTLING_SECONDS = 0.5
# So many old documents are converted at once, and so many bytes are kept for it.
_MOST_WAITING, _LARGEST_WAITING = 100, 64_000_000


@dataclass(frozen=True, slots=True)
class _Source:
    """A file in the inbox, as it was when it was read."""

    incoming: Incoming
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class _Old:
    """A document that must be converted before it can be read, and where its report stands."""

    source: _Source
    returned: Returned
    data: bytes
    kind: Kind
    place: int = 0


class Run:
    """Takes files; nothing is acknowledged before it is archived and committed."""

    def __init__(self, folder: CampaignFolder, campaign: Campaign, order: CollectOrder, ledger: Ledger) -> None:
        self._campaign = campaign
        self._order = order
        self._ledger = ledger
        self._archive = Archive(folder.received)
        self._desk = Desk(campaign, ledger)
        self._pending: list[Returned] = []
        self._waiting: list[_Old] = []
        self._reports: list[FileReport] = []

    def take(self, incoming: Incoming) -> None:
        """Archive and read one file, or every file that it holds, unless it is known or nothing to read."""
        content = self._content(incoming)
        if isinstance(content, FileReport):
            self._reports.append(content)
            return
        digest = sha256(content.data)
        if self._recorded(incoming.shown, digest):
            self._reports.append(FileReport(incoming.shown, Outcome.ACCEPTED, digest))
            return
        self._archive.keep(content.data, digest, incoming.suffix)
        source = _Source(incoming, content.changed_at)
        taken = [(arrival, self._taken(arrival, source)) for arrival in arrivals(incoming, content, self._order)]
        if self._is_unfinished(source, [one for _, one in taken if isinstance(one, Returned)]):
            self._reports.append(FileReport(incoming.shown, Outcome.UNFINISHED))
            return
        for arrival, one in taken:
            self._note(arrival, one)

    def convert(self) -> None:
        """Convert and read what waits for it."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        made = converted([(old.data, old.kind) for old in waiting], find_office())
        for old, document in zip(waiting, made, strict=True):
            returned = self._desk.read_converted(old.returned, old.kind, document)
            if self._is_unfinished(old.source, [returned]):
                self._reports[old.place] = FileReport(returned.path, Outcome.UNFINISHED)
            else:
                self._pending.append(returned)

    def commit(self) -> None:
        """Make the archive durable, then record what was read."""
        if self._pending:
            self._archive.sync()
            self._ledger.record_returns(self._pending)
            self._pending.clear()

    def report(self) -> Collected:
        """The outcome of every file, judged against all that was ever returned."""
        recorded = recorded_until(self._ledger, self._campaign, lambda _moment: True)
        settled = {(s.returned.path, s.returned.sha256): s for s in recorded.standings()}
        known = {(returned.path, returned.sha256) for returned in recorded.returns}
        collected = Collected()
        for report in self._reports:
            place = (report.path, report.sha256)
            if place in settled:
                collected.files.append(self._judged(report, settled[place], recorded))
            elif place in known:
                # A person decided that this file does not count: there is nothing more to say of it.
                collected.files.append(replace(report, outcome=Outcome.IGNORED))
            else:
                collected.files.append(report)
        return collected

    def _judged(self, report: FileReport, standing: Standing, recorded: Recorded) -> FileReport:
        returned = recorded.settle(standing.returned).returned
        findings = returned.findings
        if standing.outcome is Outcome.ACCEPTED:
            findings = (*findings, *derived_findings(self._campaign, standing, self._order.zone))
        return replace(report, outcome=standing.outcome, unit=returned.unit, findings=findings)

    def _content(self, incoming: Incoming) -> Content | FileReport:
        if incoming.litter:
            return FileReport(incoming.shown, Outcome.IGNORED)
        if not incoming.ordinary:
            return FileReport(incoming.shown, Outcome.SET_ASIDE, findings=(Finding(FindingKind.NOT_A_FILE),))
        try:
            content = read_whole(incoming)
        except OSError as error:
            finding = Finding(FindingKind.NOT_A_FILE, params={"detail": error.strerror or ""})
            return FileReport(incoming.shown, Outcome.SET_ASIDE, findings=(finding,))
        return content or FileReport(incoming.shown, Outcome.UNFINISHED)

    def _recorded(self, path: str, digest: str) -> Returned | None:
        same = (r for r in self._pending if r.sha256 == digest and path in {"", r.path})
        found = next(same, None)
        if found:
            return found
        return self._ledger.find_return(path, digest) if path else self._ledger.find_bytes(digest)

    def _taken(self, arrival: Arrival, source: _Source) -> FileReport | Returned | _Old:
        """One file archived and read; only a report where there is nothing to record."""
        if arrival.litter:
            return FileReport(arrival.path, Outcome.IGNORED)
        digest = sha256(arrival.data)
        if self._recorded(arrival.path, digest):
            return FileReport(arrival.path, Outcome.ACCEPTED, digest)
        self._archive.keep(arrival.data, digest, arrival.suffix)
        blank = Returned(arrival.path, digest, arrival.received_at, arrival.suffix, sender=arrival.sender)
        if arrival.finding:
            return replace(blank, findings=(arrival.finding,))
        twin = self._recorded("", digest)
        if twin:
            return replace(twin, path=blank.path, received_at=blank.received_at, sender=blank.sender)
        kind = document_kind(arrival.data)
        return _Old(source, blank, arrival.data, kind) if kind in WANTED else self._desk.read(blank, arrival.data)

    def _note(self, arrival: Arrival, taken: FileReport | Returned | _Old) -> None:
        if isinstance(taken, FileReport):
            self._reports.append(taken)
            return
        returned = taken.returned if isinstance(taken, _Old) else taken
        if isinstance(taken, _Old):
            self._waiting.append(replace(taken, place=len(self._reports)))
        else:
            self._pending.append(taken)
        self._reports.append(FileReport(arrival.path, Outcome.ACCEPTED, returned.sha256))
        if len(self._waiting) >= _MOST_WAITING or sum(len(old.data) for old in self._waiting) > _LARGEST_WAITING:
            self.convert()

    def _is_unfinished(self, source: _Source, read: list[Returned]) -> bool:
        """Whether something cannot be read because its file is still being written."""
        unreadable = any(f.kind is FindingKind.UNREADABLE for returned in read for f in returned.findings)
        return unreadable and self._order.now - source.changed_at < _JUST_WRITTEN and _is_growing(source.incoming)


def _is_growing(incoming: Incoming) -> bool:
    before = incoming.path.stat()
    time.sleep(_SETTLING_SECONDS)
    after = incoming.path.stat()
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
