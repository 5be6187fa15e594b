"""What was typed into the forms of the demonstration, written down before they are read, and what differs from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.returned import Outcome
from cpreport.summary import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpreport.returned import Json

_NOTHING: Mapping[str, Json] = {"status": Status.MISSING.value}


@dataclass(frozen=True, slots=True)
class Truth:
    """What was decided; nothing in it comes from reading a form.

    Attributes:
        seed: What all of it follows from.
        answers: By unit, the answers of the return that counts, by flat name.
        late: The units of which that return came late.
        missing: The units that do not answer, in their order.
        outcomes: What must become of each file, by its path in the campaign.
    """

    seed: int
    answers: Mapping[str, Mapping[str, Json]]
    late: frozenset[str]
    missing: tuple[str, ...]
    outcomes: Mapping[str, Outcome]

    def document(self) -> dict[str, Json]:
        """The document of truth.json: the files stand in one list an outcome."""
        returns: dict[str, Json] = {
            unit: {"late": unit in self.late, "answers": dict(answers)} for unit, answers in self.answers.items()
        }
        files: dict[str, Json] = {
            outcome.value: [path for path, wanted in self.outcomes.items() if wanted is outcome]
            for outcome in Outcome
            if outcome is not Outcome.UNFINISHED
        }
        return {"seed": self.seed, "returns": returns, "missing": list(self.missing), **files}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that did not come out as it was typed in.

    Attributes:
        where: The unit's id, or the file's path.
        key: A flat name of an answer, `late`, `status` or `outcome`.
        typed: What was decided.
        read: What cpreport says.
    """

    where: str
    key: str
    typed: Json
    read: Json


def differences(truth: Truth, summary: Mapping[str, Json], outcomes: Mapping[str, Outcome]) -> Iterator[Mismatch]:
    """Everything that cpreport says otherwise than the truth.

    Args:
        truth: What was typed in.
        summary: The document of summary.json.
        outcomes: What became of each file, by its path.
    """
    typed = {unit: _typed(truth, unit) for unit in truth.answers} | dict.fromkeys(truth.missing, _NOTHING)
    read = _read(summary)
    for unit in {**typed, **read}:
        yield from _unequal(unit, typed.get(unit, {}), read.get(unit, {}))
    for path in {**truth.outcomes, **outcomes}:
        wanted, became = truth.outcomes.get(path), outcomes.get(path)
        if wanted != became:
            yield Mismatch(path, "outcome", wanted, became)


def _typed(truth: Truth, unit: str) -> Mapping[str, Json]:
    return {"status": Status.RETURNED.value, "late": unit in truth.late, **truth.answers[unit]}


def _read(summary: Mapping[str, Json]) -> dict[str, Mapping[str, Json]]:
    returns, missing = summary["returns"], summary["missing"]
    assert isinstance(returns, list)
    assert isinstance(missing, list)
    read = {str(unit): _NOTHING for unit in missing}
    for row in returns:
        assert isinstance(row, dict)
        answers = row["answers"]
        assert isinstance(answers, dict)
        read[str(row["unit"])] = {"status": row["status"], "late": row["late"], **answers}
    return read


def _unequal(unit: str, typed: Mapping[str, Json], read: Mapping[str, Json]) -> Iterator[Mismatch]:
    for key in {**typed, **read}:
        # A key that is not there differs from one that is blank.
        if key not in typed or key not in read or typed[key] != read[key]:
            yield Mismatch(unit, key, typed.get(key), read.get(key))
