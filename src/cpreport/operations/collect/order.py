"""What an officer asks of collect, and what is told of every file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cpreport.reading import Consequence, Finding
from cpreport.returned import Outcome

if TYPE_CHECKING:
    from datetime import datetime, tzinfo
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class CollectOrder:
    """What the officer asked for.

    Attributes:
        now: The moment of this run, UTC.
        zone: The campaign's time zone.
        paths: Files and folders; empty for the campaign's inbox.
        received_at: When they came, where the officer says so.
        jobs: How many processes may read at the same time; what they read does not depend on it.
    """

    now: datetime
    zone: tzinfo | None
    paths: tuple[Path, ...] = ()
    received_at: datetime | None = None
    jobs: int = 1


_ASKING: Final = {Outcome.SET_ASIDE: Consequence.SET_ASIDE, Outcome.ACCEPTED: Consequence.REVIEW}


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file.

    Attributes:
        path: Where it stands, as it is shown to the officer.
        outcome: What became of it.
        sha256: Hash of its bytes; empty where there were none to read.
        unit: The unit whose answer it is.
        findings: What is doubtful or noted about it.
        sent_back: Those of them that its unit was asked to correct.
        is_new: Whether this run met it for the first time.
    """

    path: str
    outcome: Outcome
    sha256: str = ""
    unit: str = ""
    findings: tuple[Finding, ...] = ()
    sent_back: tuple[Finding, ...] = ()
    is_new: bool = True

    @property
    def open(self) -> tuple[Finding, ...]:
        """What of it a person is still to decide."""
        if not self.findings:
            return ()
        asking = _ASKING.get(self.outcome)
        asked = [finding for finding in self.findings if finding.kind.consequence is asking]
        return tuple(finding for finding in asked if finding not in self.sent_back)

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

    @property
    def known(self) -> int:
        """How many files were recorded before."""
        return sum(not report.is_new for report in self.files)

    @property
    def is_doubtful(self) -> bool:
        """Whether any file asks for a decision."""
        return any(report.open for report in self.files)

    def doubts(self, *, new: bool) -> int:
        """How many doubts are to be decided about files that are new, or that were known before."""
        return sum(len(report.open) for report in self.files if report.is_new is new)
