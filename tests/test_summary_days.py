"""Late, extended, exempt, and as of a day: every edge is the end of a day where the campaign is."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from builders import a_campaign, a_form, a_unit
from cpreport.config import CampaignFolder
from cpreport.decision import Action, Decision
from cpreport.operations.summarise import current_summary
from cpreport.reading import Finding, FindingKind
from cpreport.returned import Returned
from cpreport.reviewing import doubt_id
from cpreport.storage import Ledger, open_ledger
from cpreport.summary import Status, Summary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cpreport.campaign import Campaign

BANGKOK = ZoneInfo("Asia/Bangkok")
DUE = date(2010, 8, 31)
LAST_SECOND = datetime(2010, 8, 31, 16, 59, 59, tzinfo=UTC)  # 23:59:59 in Bangkok
MIDNIGHT = LAST_SECOND + timedelta(seconds=1)


def a_return(unit: str, received_at: datetime, text: str = "x", *findings: Finding) -> Returned:
    answers = a_form().blank_answers() | {"plans": text, "activities": ["board"]}
    sha256 = f"{unit}{received_at:%d%H%M%S}{text}".ljust(64, "0")
    return Returned(
        f"inbox/{sha256}.docx", sha256, received_at, ".docx", unit=unit, version="1", answers=answers, findings=findings
    )


@contextmanager
def ledger_of(root: Path) -> Iterator[Ledger]:
    folder = CampaignFolder(root)
    with open_ledger(folder.ledger, folder.secret, create=True) as ledger:
        assert ledger is not None
        yield ledger


def summed(root: Path, campaign: Campaign, as_of: date, *returns: Returned) -> Summary:
    with ledger_of(root) as ledger:
        ledger.record_returns(returns)
    return current_summary(CampaignFolder(root), campaign, as_of, BANGKOK)


@pytest.mark.parametrize(
    ("received_at", "grace", "own_due", "late"),
    [
        (LAST_SECOND, 0, None, False),
        (MIDNIGHT, 0, None, True),
        (LAST_SECOND + timedelta(days=2), 2, None, False),
        (MIDNIGHT + timedelta(days=2), 2, None, True),
        (MIDNIGHT, 0, date(2010, 9, 1), False),
        (MIDNIGHT + timedelta(days=1), 0, date(2010, 9, 1), True),
        (LAST_SECOND + timedelta(days=3), 2, date(2010, 9, 1), False),
        (LAST_SECOND, 0, date(2010, 8, 30), True),
    ],
)
def test_a_return_is_late_after_the_end_of_its_units_day_and_the_days_of_grace(
    tmp_path: Path, received_at: datetime, grace: int, own_due: date | None, late: bool
) -> None:
    campaign = a_campaign(a_form(due=DUE, grace_days=grace), (a_unit("u", due=own_due),))
    found = summed(tmp_path, campaign, date(2010, 12, 31), a_return("u", received_at))
    assert found.rows[0].late is late
    assert found.counts.late == int(late)
    assert [f.kind for f in found.rows[0].findings] == [FindingKind.LATE] * late


def test_what_came_by_the_end_of_the_day_counts(tmp_path: Path) -> None:
    campaign = a_campaign(units=(a_unit("u"), a_unit("v", "กองแผนงาน")))
    returns = a_return("u", LAST_SECOND), a_return("v", MIDNIGHT)
    summary = summed(tmp_path, campaign, DUE, *returns)
    assert [row.status for row in summary.rows] == [Status.RETURNED, Status.MISSING]
    assert summed(tmp_path, campaign, date(2010, 9, 1)).counts.returned == 2
    assert summed(tmp_path, campaign, date(2010, 8, 30)).counts.returned == 0


def test_as_of_a_day_the_return_counts_that_was_the_newest_then(tmp_path: Path) -> None:
    campaign = a_campaign(units=(a_unit("u"),))
    returns = a_return("u", LAST_SECOND, "first"), a_return("u", MIDNIGHT, "second")
    assert summed(tmp_path, campaign, DUE, *returns).rows[0].answers["plans"] == "first"
    later = summed(tmp_path, campaign, date(2010, 9, 1)).rows[0]
    assert later.answers["plans"] == "second"
    assert FindingKind.REVISED in {finding.kind for finding in later.findings}


@pytest.mark.parametrize(("made", "settled"), [(LAST_SECOND, True), (MIDNIGHT, False)])
def test_decisions_made_by_the_end_of_the_day_count(tmp_path: Path, made: datetime, settled: bool) -> None:
    doubt = Finding(FindingKind.INVALID_VALUE, "pieces", read="12 ครั้ง", where="4")
    returned = a_return("u", LAST_SECOND - timedelta(days=3), "x", doubt)
    decision = Decision(
        doubt_id(returned, doubt), returned.sha256, Action.SET, made, "pieces", None, 12, "12", "โทรถามแล้ว", "วนิดา"
    )
    with ledger_of(tmp_path) as ledger:
        ledger.record_returns([returned])
        ledger.record_decisions([decision])
    campaign = a_campaign(units=(a_unit("u"),))
    row = summed(tmp_path, campaign, DUE).rows[0]
    assert row.answers["pieces"] == (12 if settled else None)
    assert row.status is (Status.RETURNED if settled else Status.NEEDS_REVIEW)
    assert summed(tmp_path, campaign, date(2010, 9, 1)).rows[0].answers["pieces"] == 12


def test_exempt_units_stand_apart_even_when_they_returned(tmp_path: Path) -> None:
    units = a_unit("u"), a_unit("v", "กองแผนงาน", exempt="ยุบรวม"), a_unit("w", "กองคลัง", exempt="ยุบรวม")
    summary = summed(tmp_path, a_campaign(units=units), DUE, a_return("v", MIDNIGHT - timedelta(days=9)))
    assert (summary.counts.units, summary.counts.returned, summary.counts.missing, summary.counts.exempt) == (
        1,
        0,
        1,
        2,
    )
    assert [row.unit.id for row in summary.missing] == ["u"]
    assert [row.unit.id for row in summary.exempt] == ["v", "w"]
    assert sum(count.ticked for question in summary.form.questions for count in summary.tally(question)) == 0


def test_another_zone_ends_its_day_elsewhere(tmp_path: Path) -> None:
    campaign = a_campaign(a_form(due=DUE, timezone="UTC"), (a_unit("u"),))
    with ledger_of(tmp_path) as ledger:
        ledger.record_returns([a_return("u", MIDNIGHT)])
    found = current_summary(CampaignFolder(tmp_path), campaign, DUE, ZoneInfo("UTC"))
    assert found.counts.returned == 1
    assert not found.rows[0].late
