"""demo: a whole campaign with made-up answers, held against what was typed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from cpreport.config import CampaignFolder, load_campaign
from cpreport.errors import OutputError, Problem
from cpreport.export import summary_json, to_json_text
from cpreport.filler import How
from cpreport.operations.collect import CollectOrder, collect
from cpreport.operations.demo.inbox import fill_inbox
from cpreport.operations.demo.plan import plan
from cpreport.operations.demo.truth import Truth, differences
from cpreport.operations.generate import FileFormat, GenerateOrder, generate
from cpreport.operations.init import refuse_taken
from cpreport.operations.summarise import current_summary, write_summary
from cpreport.shipped import copy_campaign
from cpreport.timezones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from cpreport.campaign import Campaign
    from cpreport.operations.collect import Collected
    from cpreport.operations.demo.inbox import Sent
    from cpreport.operations.demo.plan import Plan
    from cpreport.operations.demo.truth import Mismatch
    from cpreport.summary import Counts, Summary

_TRUTH = "truth.json"
_MEMO_COMES_BEFORE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what the demonstration tells: an entry of the catalogue and its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration did.

    Attributes:
        target: The campaign's folder.
        truth: The record of what was typed in, made before anything was read.
        counts: The figures of the summary.
        mismatches: Everything that differs from the truth.
        story: What to tell, in order.
    """

    target: Path
    truth: Path
    counts: Counts
    mismatches: tuple[Mismatch, ...]
    story: tuple[Line, ...]

    @property
    def as_planned(self) -> bool:
        """Whether everything came out as it was typed in."""
        return not self.mismatches


def run_demo(target: Path, units: int | None, seed: int, now: datetime) -> Demo:
    """Make a campaign, let made-up respondents answer, collect, summarise and compare.

    Args:
        target: The folder to make; it must be new or empty.
        units: How many of the shipped units take part, one at least; None for all.
        seed: The same seed gives the same answers from the same units.
        now: The moment of this run, UTC.

    Raises:
        UsageError: If something is in the folder.
        OutputError: If the folder cannot be written.
    """
    refuse_taken(target)
    try:
        copy_campaign(target, units)
        return _run(CampaignFolder(target), seed, now)
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename or target))) from error


def _run(folder: CampaignFolder, seed: int, now: datetime) -> Demo:
    campaign = load_campaign(folder)
    planned = plan(campaign, seed)
    issued = [_issue(folder, campaign, (FileFormat.DOCX,), ())]
    if in_excel := planned.using_excel():
        issued.append(_issue(folder, campaign, (FileFormat.XLSX,), in_excel))
    sent = fill_inbox(folder, campaign, planned)
    truth = _truth(planned, sent, folder, seed)
    # Written before anything is read: nobody can say it was made to fit.
    (folder.root / _TRUTH).write_bytes(to_json_text(truth.document()).encode())
    zone = zone_of(campaign.form)
    collected = collect(folder, campaign, CollectOrder(now, zone), _silent)
    summary = current_summary(folder, campaign, planned.as_of, zone)
    write_summary(folder, campaign, summary, folder.workbook, planned.as_of)
    outcomes = {file.path: file.outcome for file in collected.files}
    mismatches = tuple(differences(truth, summary_json(summary), outcomes))
    told = [
        *_beginning(folder, campaign, seed, issued),
        *_middle(planned, sent, folder),
        *_end(folder, collected, summary, mismatches),
    ]
    return Demo(folder.root, folder.root / _TRUTH, summary.counts, mismatches, tuple(told))


def _issue(folder: CampaignFolder, campaign: Campaign, formats: tuple[FileFormat, ...], units: tuple[str, ...]) -> int:
    # The memo's day hangs on the due date, not on the clock: the same seed gives the same files.
    order = GenerateOrder(campaign.form.due - _MEMO_COMES_BEFORE, formats, units)
    return len(generate(folder, campaign, order, _silent).written)


def _silent(_done: int, _total: int) -> None:
    """The whole takes seconds: no progress is shown."""


def _truth(planned: Plan, sent: list[Sent], folder: CampaignFolder, seed: int) -> Truth:
    return Truth(
        seed,
        answers={part.unit.id: part.submissions[-1].answered.answers for part in planned.parts},
        late=frozenset(part.unit.id for part in planned.parts if part.late),
        missing=tuple(unit.id for unit in planned.missing),
        outcomes={f"{folder.inbox.name}/{one.name}": one.outcome for one in sent},
    )


def _beginning(folder: CampaignFolder, campaign: Campaign, seed: int, issued: list[int]) -> Iterator[Line]:
    yield Line("demo.begun", {"folder": folder.root, "units": len(campaign.units), "seed": seed})
    docx, xlsx = [*issued, 0][:2]
    yield Line("demo.generated", {"docx": docx, "xlsx": xlsx})


def _middle(planned: Plan, sent: list[Sent], folder: CampaignFolder) -> Iterator[Line]:
    parts = planned.parts
    excel = sum(part.own.in_excel for part in parts)
    by_hand = sum(part.own.how is not How.CONTROL for part in parts)
    yield Line(
        "demo.filled",
        {
            "returned": len(parts),
            "clicked": len(parts) - excel - by_hand,
            "by_hand": by_hand,
            "excel": excel,
            "late": sum(part.late for part in parts),
        },
    )
    if planned.missing:
        yield Line("demo.missing", {"count": len(planned.missing)})
    for one in sent:
        if one.tale:
            yield Line(one.tale, {"path": f"{folder.inbox.name}/{one.name}"})
    yield Line("demo.truth", {"path": folder.root / _TRUTH})


def _end(
    folder: CampaignFolder, collected: Collected, summary: Summary, mismatches: tuple[Mismatch, ...]
) -> Iterator[Line]:
    counts = summary.counts
    yield Line("demo.collected", {"count": len(collected.files)})
    yield Line(
        "demo.summarised",
        {
            "returned": counts.returned,
            "units": counts.units,
            "missing": counts.missing,
            "late": counts.late,
            "set_aside": counts.set_aside,
            "path": folder.workbook,
        },
    )
    for one in mismatches:
        yield Line("demo.mismatch", {"where": one.where, "key": one.key, "typed": one.typed, "read": one.read})
    if mismatches:
        yield Line("demo.not-as-planned", {"count": len(mismatches)})
    else:
        answers = len(list(summary.form.answer_keys())) * counts.returned
        yield Line("demo.as-planned", {"answers": answers, "returned": counts.returned})
