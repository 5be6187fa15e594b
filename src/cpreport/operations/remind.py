"""remind: a letter to each unit that is still missing, or whose return a person sent back, with a form to fill in.

A round is finished when the ledger has it: files are written first, then the whole round is recorded at once. What an
interruption left behind is the same round again, and is written over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpreport.corrections import sent_back
from cpreport.operations.letters import correction_source, reminder_source, reminder_variables
from cpreport.operations.posting import Parcel, PostRoom, Round
from cpreport.operations.rendering import each_unit
from cpreport.operations.summarise import recorded_until
from cpreport.reminder import ReminderKind
from cpreport.storage import open_ledger, save_secret
from cpreport.summary import summarise
from cpreport.writers.docx_letter import LetterTemplate
from cpreport.writers.mail import can_be_written_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder
    from cpreport.corrections import Correction
    from cpreport.recorded import Recorded
    from cpreport.reminder import Reminder
    from cpreport.returned import Returned
    from cpreport.writers.memo_text import MemoText


@dataclass(frozen=True, slots=True)
class RemindOrder:
    """What the officer asked for.

    Attributes:
        now: The moment of this run, UTC.
        zone: The campaign's time zone.
        corrections: Whether returns that were sent back are asked for, instead of missing ones.
        eml: Whether e-mail drafts are written too.
        out: Where the letters go; None for a folder of the round in the outbox.
        dry_run: Whether nothing is written.
    """

    now: datetime
    zone: tzinfo | None
    corrections: bool = False
    eml: bool = False
    out: Path | None = None
    dry_run: bool = False

    @property
    def kind(self) -> ReminderKind:
        """What the units are asked for."""
        return ReminderKind.CORRECTION if self.corrections else ReminderKind.REMINDER

    @property
    def today(self) -> date:
        """The day it is where the campaign is."""
        return self.now.astimezone(self.zone).date()


@dataclass(slots=True)
class Reminded:
    """What came of it.

    Attributes:
        folder: Where the letters are.
        kind: What they ask for.
        round: Which round of its kind it is, from 1.
        units: Whom they are for.
        replaced: Files that stood there already and were kept as `.bak`, as they are shown.
        without_address: Units for which no draft could be written, where drafts were asked for.
        never_issued: Units that were never given a form before.
    """

    folder: Path
    kind: ReminderKind
    round: int
    units: list[Unit]
    replaced: list[str] = field(default_factory=list)
    without_address: list[Unit] = field(default_factory=list)
    never_issued: list[Unit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Case:
    """One unit to be written to; `returned` and `corrections` where its return was sent back."""

    unit: Unit
    returned: Returned | None = None
    corrections: tuple[Correction, ...] = ()


def remind(
    folder: CampaignFolder, campaign: Campaign, order: RemindOrder, progress: Callable[[int, int], None]
) -> Reminded:
    """Write one round.

    Args:
        folder: Where the campaign lives.
        campaign: The campaign.
        order: What to write.
        progress: Told how many units of how many are done.

    Raises:
        CampaignError: If a template cannot be rendered, or questions changed under an issued version.
        OutputError: If the folder cannot be written.
    """
    with open_ledger(folder.ledger, folder.secret, create=not order.dry_run) as ledger:
        recorded = recorded_until(ledger, campaign, lambda _moment: True)
        cases = list(_sent_back(campaign, recorded) if order.corrections else _missing(campaign, recorded, order))
        past = [one for one in ledger.reminders() if one.kind is order.kind] if ledger else []
        number = _next_round(past)
        target = order.out or folder.outbox / f"{order.kind}-{number}"
        result = Reminded(target, order.kind, number, [case.unit for case in cases])
        issued = ledger.issued_paths(campaign.form.form_id) if ledger else {}
        result.never_issued = [unit for unit in result.units if unit.id not in issued]
        if order.eml:
            result.without_address = [unit for unit in result.units if not can_be_written_to(unit.email)]
        texts = _texts(folder, campaign, order, cases, past)
        if ledger is not None and cases and not order.dry_run:
            save_secret(ledger, folder.secret)
            parcels = [Parcel(case.unit, text, case.returned) for case, text in zip(cases, texts, strict=True)]
            round_ = Round(order.kind, number, target, order.now, order.today, order.eml)
            room = PostRoom(folder, campaign, ledger, round_)
            room.post(parcels, progress)
            result.replaced = room.tray.replaced
    return result


def _next_round(past: Sequence[Reminder]) -> int:
    return max((one.round for one in past), default=0) + 1


def _missing(campaign: Campaign, recorded: Recorded, order: RemindOrder) -> Iterator[_Case]:
    for row in summarise(campaign, recorded, order.today, order.zone).missing:
        yield _Case(row.unit)


def _sent_back(campaign: Campaign, recorded: Recorded) -> Iterator[_Case]:
    asked = {returned.unit: (returned, corrections) for returned, corrections in sent_back(recorded)}
    for unit in campaign.units:
        if unit.id in asked:
            yield _Case(unit, *asked[unit.id])


def _texts(
    folder: CampaignFolder,
    campaign: Campaign,
    order: RemindOrder,
    cases: Sequence[_Case],
    past: Sequence[Reminder],
) -> list[MemoText]:
    source = (correction_source if order.corrections else reminder_source)(folder, campaign)
    template = LetterTemplate(campaign, source, order.today)
    by_unit = {case.unit.id: case for case in cases}
    earlier: dict[str, list[date]] = {}
    for one in past:
        earlier.setdefault(one.unit, []).append(one.at.astimezone(order.zone).date())

    def text(unit: Unit) -> MemoText:
        return template.text(
            unit, reminder_variables(_next_round(past), earlier.get(unit.id, ()), by_unit[unit.id].corrections)
        )

    return each_unit([case.unit for case in cases], text)
