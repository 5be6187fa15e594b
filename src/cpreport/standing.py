"""Which of a unit's returns counts, whatever the order in which they were read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from cpreport.returned import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cpreport.returned import Returned

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of one return.

    Attributes:
        returned: The return.
        outcome: Accepted, superseded, duplicate or set aside.
        received_at: The date that decides lateness: of the first return with these answers.
        replaces: The unit's return that counted before this one, for an accepted one.
    """

    returned: Returned
    outcome: Outcome
    received_at: datetime
    replaces: Returned | None = None


def standings(returns: Iterable[Returned]) -> list[Standing]:
    """The outcome of every return, set-aside ones included."""
    by_unit: dict[str, list[Returned]] = defaultdict(list)
    settled: list[Standing] = []
    aside: set[str] = set()
    for returned in sorted(returns, key=_arrival):
        if returned.set_aside:
            outcome = Outcome.DUPLICATE if returned.sha256 in aside else Outcome.SET_ASIDE
            settled.append(Standing(returned, outcome, returned.received_at))
            aside.add(returned.sha256)
        else:
            by_unit[returned.unit].append(returned)
    for own in by_unit.values():
        settled.extend(_standings_of_unit(own))
    return settled


def is_late(received_at: datetime, due: date, grace_days: int, zone: tzinfo | None) -> bool:
    """Whether the local date of arrival is after the due date plus the days of grace.

    Args:
        received_at: An aware moment.
        due: The unit's due date.
        grace_days: Days after it that still count as in time.
        zone: The campaign's time zone; None is the machine's own.
    """
    return received_at.astimezone(zone).date() > due + timedelta(days=grace_days)


def _standings_of_unit(returns: list[Returned]) -> list[Standing]:
    ordered = sorted(returns, key=_arrival)
    originals: list[Returned] = []
    duplicates: list[Standing] = []
    hashes: set[str] = set()
    for returned in ordered:
        previous = next((r for r in reversed(originals) if r.blank == returned.blank), None)
        repeats = previous is not None and _says_the_same(returned, previous)
        if returned.sha256 in hashes or repeats:
            duplicates.append(Standing(returned, Outcome.DUPLICATE, returned.received_at))
        else:
            originals.append(returned)
        hashes.add(returned.sha256)
    counting = next((r for r in reversed(originals) if not r.blank), originals[-1])
    before = [r for r in originals[: originals.index(counting)] if not r.blank]
    own = [Standing(r, Outcome.SUPERSEDED, r.received_at) for r in originals if r is not counting]
    own.append(Standing(counting, Outcome.ACCEPTED, counting.received_at, before[-1] if before else None))
    return own + duplicates


def _arrival(returned: Returned) -> tuple[datetime, datetime, str, str]:
    return returned.received_at, returned.modified or _LONG_AGO, returned.sha256, returned.path


def _says_the_same(one: Returned, other: Returned) -> bool:
    # Doubts belong to what a return says: a clear copy of an unclear return is a new answer, not a repetition.
    return (one.answers, one.uncertain, one.gone) == (other.answers, other.uncertain, other.gone)
