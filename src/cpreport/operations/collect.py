"""collect: returned files into the ledger, archived before anything is read."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cpreport.checks import check
from cpreport.errors import OutputError, Problem
from cpreport.files import sha256
from cpreport.identify import Known, identify
from cpreport.intake import Content, Incoming, read_whole, scan
from cpreport.readers import FormFile, open_file
from cpreport.reading import Consequence, Finding, FindingKind
from cpreport.returned import Outcome, Returned
from cpreport.standing import standings
from cpreport.storage import Archive, Ledger, open_ledger
from cpreport.summary import derived_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo
    from pathlib import Path

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder
    from cpreport.form import Form

_BATCH = 50
_JUST_WRITTEN = timedelta(seconds=30)
_SETTLING_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class CollectOrder:
    """What the officer asked for.

    Attributes:
        now: The moment of this run, UTC.
        zone: The campaign's time zone.
        paths: Files and folders; empty for the campaign's inbox.
        received_at: When they came, where the officer says so.
    """

    now: datetime
    zone: tzinfo | None
    paths: tuple[Path, ...] = ()
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `sha256` is empty where there were no bytes to read."""

    path: str
    outcome: Outcome
    sha256: str = ""
    unit: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Whether somebody must decide or act before this file is settled."""
        open_findings = any(f.kind.consequence is Consequence.REVIEW for f in self.findings)
        waiting = self.outcome in {Outcome.SET_ASIDE, Outcome.UNFINISHED}
        return waiting or (self.outcome is Outcome.ACCEPTED and open_findings)


@dataclass(slots=True)
class Collected:
    """What became of every file of one run, in the order they were found."""

    files: list[FileReport] = field(default_factory=list)

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many files had each outcome."""
        counted = Counter(report.outcome for report in self.files)
        return {outcome: counted[outcome] for outcome in Outcome}


def collect(
    folder: CampaignFolder, campaign: Campaign, order: CollectOrder, progress: Callable[[int, int], None]
) -> Collected:
    """Read returned files and record them.

    Raises:
        UsageError: If a path is not there.
        OutputError: If the archive cannot be written.
        LedgerError: If the ledger cannot be used.
    """
    skipped = (folder.received, folder.outbox, folder.form_file.parent)
    incoming = list(scan(order.paths or (folder.inbox,), folder.root, skipped))
    with open_ledger(folder.ledger, folder.secret, create=True) as ledger:
        assert ledger is not None
        run = _Run(folder, campaign, order, ledger)
        try:
            for done, one in enumerate(incoming, start=1):
                run.take(one)
                if done % _BATCH == 0 or done == len(incoming):
                    run.commit()
                progress(done, len(incoming))
        except OSError as error:
            detail = {"detail": error.strerror or str(error)}
            raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename or ""))) from error
        return run.report()


class _Run:
    """One run of collect: files are taken one by one, committed in batches and reported at the end."""

    def __init__(self, folder: CampaignFolder, campaign: Campaign, order: CollectOrder, ledger: Ledger) -> None:
        self._folder = folder
        self._campaign = campaign
        self._order = order
        self._ledger = ledger
        self._archive = Archive(folder.received)
        self._forms = _forms(ledger, campaign)
        units = {unit.id: unit for unit in campaign.units}
        self._known = Known(campaign.form.form_id, units, [form.version for form in self._forms], ledger.secret)
        self._pending: list[Returned] = []
        self._entries: list[tuple[FileReport, tuple[str, str] | None]] = []

    def take(self, incoming: Incoming) -> None:
        """Archive and read one file, unless it is known or nothing to read."""
        if incoming.litter:
            self._entries.append((FileReport(incoming.shown, Outcome.IGNORED), None))
            return
        content = self._content(incoming)
        if isinstance(content, FileReport):
            self._entries.append((content, None))
            return
        digest = sha256(content.data)
        if self._recorded(incoming.shown, digest) is None:
            self._archive.keep(content.data, digest, incoming.suffix)
            twin = self._recorded("", digest)
            received_at = self._received_at(content)
            if twin:
                returned = replace(twin, path=incoming.shown, received_at=received_at)
            else:
                blank = Returned(incoming.shown, digest, received_at, incoming.suffix)
                returned = self._read(blank, content.data)
            if _may_be_unfinished(returned, content, self._order.now) and _is_growing(incoming):
                self._entries.append((FileReport(incoming.shown, Outcome.UNFINISHED), None))
                return
            self._pending.append(returned)
        report = FileReport(incoming.shown, Outcome.ACCEPTED, digest)
        self._entries.append((report, (incoming.shown, digest)))

    def commit(self) -> None:
        """Make the archive durable, then record what was read."""
        if self._pending:
            self._archive.sync()
            self._ledger.record_returns(self._pending)
            self._pending.clear()

    def report(self) -> Collected:
        """The outcome of every file, judged against all that was ever returned."""
        settled = {(s.returned.path, s.returned.sha256): s for s in standings(self._ledger.returns())}
        collected = Collected()
        for entry, key in self._entries:
            if key is None:
                collected.files.append(entry)
                continue
            standing = settled[key]
            findings = standing.returned.findings
            if standing.outcome is Outcome.ACCEPTED:
                findings = (*findings, *derived_findings(self._campaign, standing, self._order.zone))
            unit = standing.returned.unit
            collected.files.append(replace(entry, outcome=standing.outcome, unit=unit, findings=findings))
        return collected

    def _content(self, incoming: Incoming) -> Content | FileReport:
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

    def _received_at(self, content: Content) -> datetime:
        return min(self._order.received_at or content.changed_at, self._order.now)

    def _read(self, returned: Returned, data: bytes) -> Returned:
        try:
            opened = open_file(data)
            if isinstance(opened, Finding):
                return replace(returned, findings=(opened,))
            return self._answered(returned, opened)
        except Exception as error:  # noqa: BLE001  a fault in reading one file must never cost the others
            finding = Finding(FindingKind.UNREADABLE, params={"detail": type(error).__name__})
            return replace(returned, findings=(finding,))

    def _answered(self, returned: Returned, file: FormFile) -> Returned:
        facts = file.facts
        returned = replace(returned, reader=facts.reader, modified=facts.modified)
        identified = identify(file.evidence(self._forms), self._known)
        if isinstance(identified, Finding):
            return replace(returned, findings=(identified,))
        form = next(form for form in self._forms if form.version == identified.version)
        checked = check(form, file.read(form))
        notes = list(identified.notes)
        if form.version != self._campaign.form.version:
            notes.append(Finding(FindingKind.OLDER_VERSION, params={"version": form.version}))
        return replace(
            returned,
            unit=identified.unit,
            version=form.version,
            answers=checked.answers,
            uncertain=checked.uncertain,
            gone=checked.gone,
            layers=checked.layers,
            findings=(*checked.findings, *notes),
            blank=checked.blank,
        )


def _forms(ledger: Ledger, campaign: Campaign) -> Sequence[Form]:
    """Every version that was issued and the present one, which stands last."""
    older = [form for form in ledger.forms(campaign.form.form_id) if form.version != campaign.form.version]
    return [*older, campaign.form]


def _may_be_unfinished(returned: Returned, content: Content, now: datetime) -> bool:
    unreadable = any(finding.kind is FindingKind.UNREADABLE for finding in returned.findings)
    return unreadable and now - content.changed_at < _JUST_WRITTEN


def _is_growing(incoming: Incoming) -> bool:
    before = incoming.path.stat()
    time.sleep(_SETTLING_SECONDS)
    after = incoming.path.stat()
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
