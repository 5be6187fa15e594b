"""One round of letters on disk and in the ledger: each unit's letter, what goes with it, and its e-mail draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.errors import OutputError, Problem
from cpreport.files import sha256, sweep, sync_folder
from cpreport.operations.enclosures import Enclosures
from cpreport.operations.generate import emblem_of
from cpreport.operations.tray import Tray, unit_file
from cpreport.reminder import Reminder
from cpreport.storage import Issue
from cpreport.words import say
from cpreport.writers.docx_letter import LetterWriter
from cpreport.writers.mail import Mail, can_be_written_to, draft, letter_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder
    from cpreport.operations.enclosures import Enclosed
    from cpreport.reminder import ReminderKind
    from cpreport.returned import Returned
    from cpreport.storage import Ledger
    from cpreport.writers.memo_text import MemoText

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one unit is sent: its letter, with `returned` where that is to be corrected, else with a blank form."""

    unit: Unit
    letter: MemoText
    returned: Returned | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """One round: of what kind, which one from 1, where it goes, when it is written, and whether as e-mail too."""

    kind: ReminderKind
    number: int
    target: Path
    now: datetime
    today: date
    eml: bool


class PostRoom:
    """Writes the files of one round and records it."""

    def __init__(self, folder: CampaignFolder, campaign: Campaign, ledger: Ledger, round_: Round) -> None:
        self._form = campaign.form
        self._ledger = ledger
        self._round = round_
        self._letters = LetterWriter(campaign, emblem_of(folder, campaign))
        self._enclosures = Enclosures(folder, campaign, ledger, round_.today)
        self.tray = Tray(folder, round_.target, ledger)

    def post(self, parcels: Sequence[Parcel], progress: Callable[[int, int], None]) -> None:
        """Write every file, then record the round.

        Raises:
            CampaignError: If the memo of a blank form cannot be rendered; nothing is written then.
            OutputError: If the folder cannot be written; the round is not recorded then.
        """
        self._enclosures.refuse_broken_memos(parcels)
        target = self._round.target
        letters: list[Reminder] = []
        try:
            target.mkdir(parents=True, exist_ok=True)
            sweep(target)
            for start in range(0, len(parcels), _BATCH):
                letters += self._batch(parcels[start : start + _BATCH])
                progress(min(start + _BATCH, len(parcels)), len(parcels))
            sync_folder(target)
        except OSError as error:
            detail = {"detail": error.strerror or str(error)}
            raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename or target))) from error
        self._ledger.record_reminders(letters)

    def _batch(self, parcels: Sequence[Parcel]) -> list[Reminder]:
        enclosed = [self._enclosures.of(parcel.unit, parcel.returned) for parcel in parcels]
        issues = [
            Issue(parcel.unit.id, parcel.unit.name, self.tray.shown(one.name), sha256(one.data))
            for parcel, files in zip(parcels, enclosed, strict=True)
            for one in files
            if one.is_blank_form
        ]
        # As in generate: the ledger knows a form's bytes before they stand on disk.
        self._ledger.record_issues(self._form, issues)
        return [self._parcel(parcel, files) for parcel, files in zip(parcels, enclosed, strict=True)]

    def _parcel(self, parcel: Parcel, enclosed: Sequence[Enclosed]) -> Reminder:
        kind, number = self._round.kind, self._round.number
        unit = parcel.unit
        name = unit_file(unit, ".docx", say(f"{kind}.file", self._form.language, round=number))
        document = self._letters.render(parcel.letter)
        files = [(name, document), *((one.name, one.data) for one in enclosed)]
        if self._round.eml and can_be_written_to(unit.email):
            text = letter_text(parcel.letter, self._form)
            mail = Mail(unit.name, unit.email, parcel.letter.subject, text, tuple(files))
            files.append((unit_file(unit, ".eml"), draft(mail)))
        for file, data in files:
            self.tray.put(file, data)
        return Reminder(kind, number, unit.id, self.tray.shown(name), sha256(document), self._round.now)
