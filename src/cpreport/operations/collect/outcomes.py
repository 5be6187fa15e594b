"""The outcome of every file of a run, judged against all that was ever returned."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, groupby
from typing import TYPE_CHECKING

from cpreport.operations.collect.order import FileReport
from cpreport.operations.summarise import recorded_of
from cpreport.returned import Outcome
from cpreport.summary import derived_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from cpreport.campaign import Campaign
    from cpreport.recorded import Recorded
    from cpreport.returned import Returned
    from cpreport.standing import Standing
    from cpreport.storage import Ledger


def judged(
    reports: Iterable[FileReport], campaign: Campaign, ledger: Ledger, zone: tzinfo | None
) -> Iterator[FileReport]:
    """Every report with its outcome, unit and findings.

    The returns of one unit are looked at together and then forgotten, so that it costs no more memory for more units.
    """
    waiting = list(reports)
    places = {(report.path, report.sha256): number for number, report in enumerate(waiting) if report.sha256}
    # A person decided that these files do not count, unless something is said of them below.
    for number in places.values():
        report = waiting[number]
        waiting[number] = FileReport(report.path, Outcome.IGNORED, report.sha256, is_new=report.is_new)
    recorded = recorded_of((), campaign, ledger)
    for standing in _standings(ledger, recorded):
        returned = standing.returned
        place = places.get((returned.path, returned.sha256))
        if place is not None:
            waiting[place] = _judged(waiting[place], standing, recorded, campaign, zone)
    return iter(waiting)


def _judged(
    report: FileReport, standing: Standing, recorded: Recorded, campaign: Campaign, zone: tzinfo | None
) -> FileReport:
    settled = recorded.settle(standing.returned)
    returned = settled.returned
    findings = returned.findings
    if standing.outcome is Outcome.ACCEPTED:
        findings = (*findings, *derived_findings(campaign, standing, zone))
    return FileReport(
        report.path, standing.outcome, report.sha256, returned.unit, findings, settled.sent_back, report.is_new
    )


def _standings(ledger: Ledger, recorded: Recorded) -> Iterator[Standing]:
    decisions = recorded.decisions
    moved: dict[str, list[Returned]] = defaultdict(list)
    for returned in ledger.returns_of(decisions.assigned_hashes):
        moved[decisions.assigned(returned).unit].append(returned)
    stayed = (r for r in ledger.returns_by_unit() if r.sha256 not in decisions.assigned_hashes)
    for unit, own in groupby(stayed, key=lambda returned: returned.unit):
        yield from recorded.standings_of(chain(own, moved.pop(unit, ())))
    for own_moved in moved.values():
        yield from recorded.standings_of(own_moved)
