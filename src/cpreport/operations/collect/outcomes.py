"""The outcome of every file of a run, judged against all that was ever returned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from cpreport.operations.collect.order import FileReport
from cpreport.operations.summarise import recorded_of
from cpreport.reading import Consequence
from cpreport.returned import Outcome
from cpreport.standing import Standing
from cpreport.summary import derived_findings, late_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from cpreport.campaign import Campaign
    from cpreport.recorded import Recorded
    from cpreport.returned import Returned
    from cpreport.storage import Brief, Ledger


def judged(
    reports: Iterable[FileReport], campaign: Campaign, ledger: Ledger, zone: tzinfo | None
) -> Iterator[FileReport]:
    """Every report with its outcome, unit and findings.

    The returns of one unit are looked at together and then forgotten, so that it costs no more memory for more units.
    """
    waiting = list(reports)
    places = {(report.path, report.sha256): number for number, report in enumerate(waiting) if report.sha256}
    judge = _Judge(campaign, recorded_of((), campaign, ledger), zone)
    for found in _found(ledger, judge):
        one = found.returned if isinstance(found, Standing) else found
        place = places.pop((one.path, one.sha256), None)
        if place is not None:
            waiting[place] = judge.report(found, waiting[place].is_new)
    for place in places.values():  # a person decided that these files do not count
        report = waiting[place]
        waiting[place] = FileReport(report.path, Outcome.IGNORED, report.sha256, is_new=report.is_new)
    return iter(waiting)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What is told of a return, by all that was decided and by when it was due."""

    campaign: Campaign
    recorded: Recorded
    zone: tzinfo | None

    def is_clear(self, brief: Brief) -> bool:
        """Whether a unit's only return is accepted as it is: nobody decided on it, and nothing sets it aside."""
        if brief.findings is None or not brief.unit or self.recorded.decisions.is_about(brief.sha256):
            return False
        return not any(finding.kind.consequence is Consequence.SET_ASIDE for finding in brief.findings)

    def report(self, found: Brief | Standing, is_new: bool) -> FileReport:
        """The report of a return; one in brief is clear."""
        return self._standing(found, is_new) if isinstance(found, Standing) else self._clear(found, is_new)

    def _clear(self, brief: Brief, is_new: bool) -> FileReport:
        late = late_findings(self.campaign, brief.unit, brief.received_at, self.zone)
        return FileReport(
            brief.path, Outcome.ACCEPTED, brief.sha256, brief.unit, (*(brief.findings or ()), *late), is_new=is_new
        )

    def _standing(self, standing: Standing, is_new: bool) -> FileReport:
        settled = self.recorded.settle(standing.returned)
        returned, findings = settled.returned, settled.returned.findings
        if standing.outcome is Outcome.ACCEPTED:
            findings = (*findings, *derived_findings(self.campaign, standing, self.zone))
        return FileReport(
            returned.path, standing.outcome, returned.sha256, returned.unit, findings, settled.sent_back, is_new
        )


def _found(ledger: Ledger, judge: _Judge) -> Iterator[Brief | Standing]:
    """Every return that was not rejected: a unit's only one that is clear in brief, the others as they stand."""
    decisions = judge.recorded.decisions
    assigned = decisions.assigned_hashes
    moved: dict[str, list[Returned]] = defaultdict(list)
    for returned in ledger.returns_of(assigned):
        moved[decisions.assigned(returned).unit].append(returned)
    for unit, briefs in groupby(ledger.briefs_by_unit(), key=attrgetter("unit")):
        first = list(islice(briefs, 2))
        if len(first) == 1 and unit not in moved and judge.is_clear(first[0]):
            yield first[0]
            continue
        stayed = (r for r in ledger.returns_of_unit(unit) if r.sha256 not in assigned)
        yield from judge.recorded.standings_of(chain(stayed, moved.pop(unit, ())))
    for own_moved in moved.values():
        yield from judge.recorded.standings_of(own_moved)
