"""Who answers in the demonstration, how and when, and who does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto
from random import Random
from typing import TYPE_CHECKING

from cpreport.filler import How
from cpreport.operations.demo.answers import Answered, Habit, habit, make_up
from cpreport.timezones import zone_of

if TYPE_CHECKING:
    from datetime import date

    from cpreport.campaign import Campaign, Unit

_MISSING = 0.25
_EARLIEST, _LATEST = -24, 6  # days around the due date
_LATE_ONE_IN = 8
_OPENING_HOUR, _CLOSING_HOUR = 8, 17
_COPY_COMES_AFTER = timedelta(days=2, hours=1)
_REVISION_COMES_AFTER = timedelta(days=3)


class Case(Enum):
    """What is special about a unit's return."""

    PLAIN = auto()
    REVISED = auto()
    TWICE = auto()


_CLICKS, _IN_EXCEL = How.CONTROL, None
# Few units take the first of these; so the special cases are dropped from the end.
_FIRST: tuple[tuple[Case, How | None], ...] = (
    (Case.PLAIN, _CLICKS),
    (Case.REVISED, _CLICKS),
    (Case.TWICE, _CLICKS),
    (Case.PLAIN, _IN_EXCEL),
    (Case.PLAIN, How.BESIDE),
    (Case.PLAIN, How.REPLACE),
    (Case.PLAIN, How.AFTER),
    (Case.PLAIN, How.BETWEEN),
)
_OTHERS: tuple[How | None, ...] = (
    *(_CLICKS,) * 14,
    *(_IN_EXCEL,) * 3,
    *(How.BESIDE, How.REPLACE, How.AFTER, How.BETWEEN),
)


@dataclass(frozen=True, slots=True)
class Submission:
    """One form that a unit fills in, and when it arrives."""

    answered: Answered
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One answering unit.

    Attributes:
        unit: Who.
        case: What is special.
        own: How it fills forms in.
        submissions: What it sends, the earlier one first; the last one counts.
        copied_at: When the same file comes again, for `Case.TWICE`.
        late: Whether what counts came after the due date and the days of grace.
    """

    unit: Unit
    case: Case
    own: Habit
    submissions: tuple[Submission, ...]
    copied_at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole demonstration; both lists are in the order of the campaign's units."""

    parts: tuple[Part, ...]
    missing: tuple[Unit, ...]
    as_of: date

    def using_excel(self) -> tuple[str, ...]:
        """Ids of the units that answer in Excel."""
        return tuple(part.unit.id for part in self.parts if part.own.in_excel)


def plan(campaign: Campaign, seed: int) -> Plan:
    """Decides everything; the same seed decides the same."""
    rng = Random(seed)  # noqa: S311  made-up answers, no secret
    asked = [unit for unit in campaign.units if not unit.exempt]
    shuffled = rng.sample(asked, len(asked))
    away = min(round(len(asked) * _MISSING), len(asked) - 1)
    drawn = [_part(campaign, unit, place, rng) for place, unit in enumerate(shuffled[away:])]
    order = {unit.id: place for place, unit in enumerate(campaign.units)}
    return Plan(
        parts=tuple(sorted(drawn, key=lambda part: order[part.unit.id])),
        missing=tuple(sorted(shuffled[:away], key=lambda unit: order[unit.id])),
        as_of=max(campaign.due(unit) for unit in asked) + timedelta(days=campaign.form.grace_days + _LATEST + 1),
    )


def _part(campaign: Campaign, unit: Unit, place: int, rng: Random) -> Part:
    case, how = _FIRST[place] if place < len(_FIRST) else (Case.PLAIN, rng.choice(_OTHERS))
    own = Habit(in_excel=True) if how is _IN_EXCEL else habit(how, rng)
    late = place % _LATE_ONE_IN == _LATE_ONE_IN // 2
    at = _arrival(campaign, unit, rng, late=late)
    last = Submission(_made_up(campaign, unit, own, at, rng), at)
    submissions = (_earlier(campaign, unit, own, last, rng), last) if case is Case.REVISED else (last,)
    return Part(unit, case, own, submissions, at + _COPY_COMES_AFTER, late)


def _arrival(campaign: Campaign, unit: Unit, rng: Random, *, late: bool) -> datetime:
    grace = campaign.form.grace_days
    offset = rng.randrange(grace + 1, grace + _LATEST) if late else rng.randrange(_EARLIEST, grace + 1)
    day = campaign.due(unit) + timedelta(days=offset)
    return datetime.combine(
        day, time(rng.randrange(_OPENING_HOUR, _CLOSING_HOUR), rng.randrange(60)), zone_of(campaign.form)
    )


def _earlier(campaign: Campaign, unit: Unit, own: Habit, last: Submission, rng: Random) -> Submission:
    """What a unit sent before it thought better of it: with other answers."""
    at = last.at - _REVISION_COMES_AFTER
    while (answered := _made_up(campaign, unit, own, at, rng)).answers == last.answered.answers:
        pass
    return Submission(answered, at)


def _made_up(campaign: Campaign, unit: Unit, own: Habit, at: datetime, rng: Random) -> Answered:
    signed = at.date() - timedelta(days=rng.randrange(3))
    return make_up(campaign.form, unit, own, signed, rng)
