"""The consolidated answers: one row a unit, counts, and what is still open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from cpreport.decision import Action
from cpreport.reading import Consequence, Finding, FindingKind
from cpreport.returned import Outcome
from cpreport.standing import Standing, is_late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime, tzinfo

    from cpreport.campaign import Campaign, Unit
    from cpreport.decision import Decision
    from cpreport.form import Choice, Form, Question
    from cpreport.recorded import Recorded
    from cpreport.returned import Json, Returned


class Status(StrEnum):
    """Where a unit stands."""

    RETURNED = "returned"
    NEEDS_REVIEW = "needs_review"
    MISSING = "missing"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Row:
    """One unit and its answer, if it gave one, with what a person decided about it applied."""

    unit: Unit
    status: Status
    due: date
    returned: Returned | None = None
    received_at: datetime | None = None
    late: bool = False
    findings: tuple[Finding, ...] = ()
    decided: Mapping[str, Decision] = field(default_factory=dict)
    sent_back: tuple[Finding, ...] = ()
    others: tuple[tuple[str, Decision], ...] = ()

    @property
    def trail(self) -> tuple[tuple[str, Decision], ...]:
        """Every decision in force about the answer, with the flat name it is about; empty for the whole return."""
        return (*self.others, *self.decided.items())

    @property
    def open(self) -> tuple[Finding, ...]:
        """What in it a person is still to decide; what was sent back waits for the unit instead."""
        asked = [finding for finding in self.findings if finding.kind.consequence is Consequence.REVIEW]
        return tuple(finding for finding in asked if finding not in self.sent_back)

    @property
    def answers(self) -> Mapping[str, Json]:
        """The unit's answers by flat name; empty when it has not returned."""
        return self.returned.answers if self.returned else {}

    def ticked(self, question: Question) -> tuple[str, ...]:
        """Names of the choices that count as ticked, in form order."""
        answer = self.answers.get(question.name)
        names = answer if isinstance(answer, list) else [answer] if answer else []
        return tuple(cast("list[str]", names))

    def uncertain(self, question: Question) -> tuple[str, ...]:
        """Names of the choices whose mark is not sure."""
        return self.returned.uncertain.get(question.name, ()) if self.returned else ()

    def gone(self, question: Question) -> tuple[str, ...]:
        """Names of the choices that the returned copy no longer has."""
        return self.returned.gone.get(question.name, ()) if self.returned else ()


@dataclass(frozen=True, slots=True)
class ChoiceCount:
    """How many units ticked a choice, and of how many."""

    choice: Choice
    ticked: int
    returned: int
    expected: int

    @property
    def of_returned(self) -> float:
        """Share of the units that returned, 0 to 1."""
        return self.ticked / self.returned if self.returned else 0.0

    @property
    def of_expected(self) -> float:
        """Share of the units that were asked, 0 to 1."""
        return self.ticked / self.expected if self.expected else 0.0


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many units of a group are asked and how they stand; the name is empty for units without one."""

    name: str
    expected: int
    returned: int
    late: int = 0
    needs_review: int = 0

    @property
    def missing(self) -> int:
        """How many have not returned."""
        return self.expected - self.returned

    @property
    def rate(self) -> float:
        """Share of the expected units that returned, 0 to 1."""
        return self.returned / self.expected if self.expected else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of the contract; `returned` includes late ones and those that need review."""

    units: int = 0
    returned: int = 0
    missing: int = 0
    exempt: int = 0
    late: int = 0
    needs_review: int = 0
    set_aside: int = 0

    @property
    def response_rate(self) -> float:
        """Share of the expected units that returned, 0 to 1."""
        return self.returned / self.units if self.units else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything the officer wants to see at the end; rows stand in the order of the units.

    `departed` names units whose returns are in the ledger, but which are no longer in the list of units; `rejected` are
    the files that a person decided not to use, each with that decision.
    """

    form: Form
    as_of: date
    rows: tuple[Row, ...]
    set_aside: tuple[Returned, ...]
    counts: Counts
    departed: tuple[str, ...] = ()
    rejected: tuple[tuple[Returned, Decision], ...] = ()

    @property
    def answered(self) -> tuple[Row, ...]:
        """The rows of units that returned, those that still need review included."""
        return tuple(row for row in self.rows if row.returned)

    @property
    def counted(self) -> tuple[Row, ...]:
        """The rows whose answers count: exempt units are not expected, and what one sends all the same does not."""
        return tuple(row for row in self.answered if not row.unit.exempt)

    @property
    def missing(self) -> tuple[Row, ...]:
        """The rows of units that are asked and have not returned."""
        return tuple(row for row in self.rows if row.status is Status.MISSING)

    @property
    def exempt(self) -> tuple[Row, ...]:
        """The rows of units that are not asked."""
        return tuple(row for row in self.rows if row.unit.exempt)

    @property
    def groups(self) -> tuple[GroupCount, ...]:
        """The groups in the order of the units; none when no unit has a group. Exempt units do not count."""
        asked = [row for row in self.rows if not row.unit.exempt]
        expected = Counter(row.unit.group for row in asked)
        returned = Counter(row.unit.group for row in asked if row.returned)
        late = Counter(row.unit.group for row in asked if row.late)
        review = Counter(row.unit.group for row in asked if row.status is Status.NEEDS_REVIEW)
        if not any(expected):
            return ()
        return tuple(GroupCount(g, n, returned[g], late[g], review[g]) for g, n in expected.items())

    @property
    def is_open(self) -> bool:
        """Whether anything still waits for a person: a missing unit, a doubt, a file set aside."""
        return bool(self.counts.missing or self.counts.needs_review or self.set_aside)

    def tally(self, question: Question) -> tuple[ChoiceCount, ...]:
        """How often each choice of a select question counts as ticked, in form order.

        Exempt units are not expected, so what one of them sent all the same is shown but not counted.
        """
        counted = self.counted
        ticks = Counter(name for row in counted for name in row.ticked(question))
        return tuple(
            ChoiceCount(choice, ticks[choice.name], len(counted), self.counts.units) for choice in question.choices
        )


def summarise(campaign: Campaign, recorded: Recorded, as_of: date, zone: tzinfo | None) -> Summary:
    """Put the returns of a campaign together.

    Args:
        campaign: Units and form as they are defined now.
        recorded: Every return that had come, and every decision that was made, by `as_of`.
        as_of: The day the summary speaks of.
        zone: The campaign's time zone, which decides what is late.
    """
    settled = recorded.standings()
    accepted = {s.returned.unit: s for s in settled if s.outcome is Outcome.ACCEPTED}
    rows = tuple(_row(campaign, unit, recorded, accepted.get(unit.id), zone) for unit in campaign.units)
    aside = (standing.returned for standing in settled if standing.outcome is Outcome.SET_ASIDE)
    open_files = tuple(sorted(aside, key=lambda returned: returned.path))
    departed = tuple(sorted(accepted.keys() - {unit.id for unit in campaign.units}))
    rejected = tuple(
        (returned, decision)
        for returned in recorded.returns
        for decision in recorded.decisions.about(returned).values()
        if decision.action is Action.REJECT
    )
    return Summary(campaign.form, as_of, rows, open_files, _count(rows, len(open_files)), departed, rejected)


def _row(campaign: Campaign, unit: Unit, recorded: Recorded, standing: Standing | None, zone: tzinfo | None) -> Row:
    due = campaign.due(unit)
    if standing is None:
        return Row(unit, Status.EXEMPT if unit.exempt else Status.MISSING, due)
    settled = recorded.settle(standing.returned)
    returned = settled.returned
    late = is_late(standing.received_at, due, campaign.form.grace_days, zone)
    return Row(
        unit,
        Status.NEEDS_REVIEW if returned.needs_review else Status.RETURNED,
        due,
        returned,
        standing.received_at,
        late,
        (*returned.findings, *_noted(standing, late, due)),
        settled.decided,
        settled.sent_back,
        settled.others,
    )


def derived_findings(campaign: Campaign, standing: Standing, zone: tzinfo | None) -> tuple[Finding, ...]:
    """What only the other returns and the due date tell of an accepted return: that it is late, or revised."""
    return (*late_findings(campaign, standing.returned.unit, standing.received_at, zone), *_revised(standing))


def late_findings(campaign: Campaign, unit_id: str, received_at: datetime, zone: tzinfo | None) -> tuple[Finding, ...]:
    """That a unit's answer came too late, if it did."""
    unit = campaign.unit(unit_id)
    due = campaign.due(unit) if unit else campaign.form.due
    return (_late(received_at, due),) if is_late(received_at, due, campaign.form.grace_days, zone) else ()


def _noted(standing: Standing, late: bool, due: date) -> Iterator[Finding]:
    if late:
        yield _late(standing.received_at, due)
    yield from _revised(standing)


def _late(received_at: datetime, due: date) -> Finding:
    received = received_at.isoformat(timespec="seconds")
    return Finding(FindingKind.LATE, read=received, params={"due": due.isoformat()})


def _revised(standing: Standing) -> Iterator[Finding]:
    if standing.replaces:
        changed = ", ".join(_differences(standing.returned, standing.replaces))
        yield Finding(FindingKind.REVISED, params={"changed": changed, "before": standing.replaces.path})


def _differences(now: Returned, before: Returned) -> list[str]:
    keys = dict.fromkeys([*now.answers, *before.answers])
    return [key for key in keys if now.answers.get(key) != before.answers.get(key)]


def _count(rows: tuple[Row, ...], set_aside: int) -> Counts:
    asked = [row for row in rows if not row.unit.exempt]
    returned = [row for row in asked if row.returned]
    return Counts(
        units=len(asked),
        returned=len(returned),
        missing=len(asked) - len(returned),
        exempt=len(rows) - len(asked),
        late=sum(row.late for row in returned),
        needs_review=sum(row.status is Status.NEEDS_REVIEW for row in returned),
        set_aside=set_aside,
    )
