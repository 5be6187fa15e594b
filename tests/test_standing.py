"""Which return counts does not depend on the order in which the files were read."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from cpreport.reading import Finding, FindingKind
from cpreport.returned import Outcome, Returned
from cpreport.standing import is_late, standings

START = datetime(2010, 8, 1, tzinfo=UTC)
BANGKOK = timezone(timedelta(hours=7))


def returned(day: int, text: str | None = "x", **changes: Any) -> Returned:
    defaults: dict[str, Any] = {
        "path": f"inbox/{day}.docx",
        "sha256": f"{day:064d}",
        "received_at": START + timedelta(days=day),
        "unit": "kkj",
        "answers": {"comments": text},
        "blank": text is None,
    }
    return Returned(**defaults | changes)


def outcomes(*returns: Returned) -> dict[str, Outcome]:
    shuffled = list(returns)
    random.Random(7).shuffle(shuffled)
    found = {s.returned.path: s.outcome for s in standings(returns)}
    assert found == {s.returned.path: s.outcome for s in standings(shuffled)}
    return found


def test_the_newest_return_counts_and_the_older_one_is_superseded() -> None:
    assert outcomes(returned(1, "a"), returned(2, "b")) == {
        "inbox/1.docx": Outcome.SUPERSEDED,
        "inbox/2.docx": Outcome.ACCEPTED,
    }


def test_equal_answers_are_a_duplicate_of_the_earlier_return_whose_date_counts() -> None:
    assert outcomes(returned(1, "a"), returned(2, "a")) == {
        "inbox/1.docx": Outcome.ACCEPTED,
        "inbox/2.docx": Outcome.DUPLICATE,
    }
    accepted = [s for s in standings([returned(2, "a"), returned(1, "a")]) if s.outcome is Outcome.ACCEPTED]
    assert [s.received_at for s in accepted] == [START + timedelta(days=1)]


def test_the_same_bytes_are_a_duplicate_even_when_another_answer_came_between() -> None:
    again = returned(3, "a", sha256=f"{1:064d}")
    assert outcomes(returned(1, "a"), returned(2, "b"), again) == {
        "inbox/1.docx": Outcome.SUPERSEDED,
        "inbox/2.docx": Outcome.ACCEPTED,
        "inbox/3.docx": Outcome.DUPLICATE,
    }


def test_a_blank_return_never_displaces_a_filled_one() -> None:
    assert outcomes(returned(1, "a"), returned(2, None)) == {
        "inbox/1.docx": Outcome.ACCEPTED,
        "inbox/2.docx": Outcome.SUPERSEDED,
    }
    assert outcomes(returned(1, None), returned(2, "a"))["inbox/2.docx"] is Outcome.ACCEPTED
    assert outcomes(returned(1, None)) == {"inbox/1.docx": Outcome.ACCEPTED}


def test_a_blank_return_between_two_equal_ones_does_not_make_a_revision() -> None:
    found = outcomes(returned(1, "a"), returned(2, None), returned(3, "a"))
    assert found["inbox/1.docx"] is Outcome.ACCEPTED
    assert found["inbox/3.docx"] is Outcome.DUPLICATE


def test_the_documents_own_date_decides_between_returns_of_the_same_moment() -> None:
    older = returned(1, "a", path="inbox/z.docx", modified=START)
    newer = returned(1, "b", path="inbox/a.docx", sha256="0" * 63 + "f", modified=START + timedelta(hours=1))
    assert outcomes(older, newer)["inbox/a.docx"] is Outcome.ACCEPTED


def test_a_set_aside_file_answers_for_nobody() -> None:
    aside = returned(2, None, unit="", findings=(Finding(FindingKind.UNREADABLE),))
    assert outcomes(returned(1, "a"), aside)["inbox/2.docx"] is Outcome.SET_ASIDE


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (datetime(2010, 8, 31, 16, 59, tzinfo=UTC), False),
        (datetime(2010, 8, 31, 17, 0, tzinfo=UTC), True),
        (datetime(2010, 8, 31, 0, 0, tzinfo=UTC), False),
    ],
)
def test_late_is_judged_by_the_campaigns_own_midnight(moment: datetime, late: bool) -> None:
    assert is_late(moment, date(2010, 8, 31), 0, BANGKOK) is late


def test_days_of_grace_are_added() -> None:
    moment = datetime(2010, 9, 2, 3, 0, tzinfo=UTC)
    assert not is_late(moment, date(2010, 8, 31), 2, BANGKOK)
    assert is_late(moment, date(2010, 8, 31), 1, BANGKOK)
