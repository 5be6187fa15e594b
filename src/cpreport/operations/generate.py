"""generate: one pre-filled form per unit into the outbox, and the ledger remembers what was issued."""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cpreport.errors import OutputError, Problem, UsageError
from cpreport.files import safe_name, sha256, sweep, sync_folder, write_atomic
from cpreport.operations.issued import due_before, refuse_changed_questions
from cpreport.operations.rendering import each_unit
from cpreport.storage import Issue, open_ledger, save_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder
    from cpreport.form import Form
    from cpreport.storage import Ledger
    from cpreport.writers.prepared import Prepared

_BATCH = 200


class FileFormat(StrEnum):
    """The kinds of form that can be issued."""

    DOCX = "docx"
    XLSX = "xlsx"


class FormWriter(Protocol):
    """Writes the forms of one campaign."""

    def render(self, unit: Unit) -> bytes:
        """The unit's document."""

    def prepare(self, unit: Unit) -> Prepared:
        """The unit's text; raises a CampaignError where the memo cannot be rendered."""

    def finish(self, unit: Unit, prepared: Prepared, secret: bytes) -> bytes:
        """The unit's document, its stamp made with the campaign's secret."""


class _Form(NamedTuple):
    """One unit's form that is to be written."""

    name: str
    unit: Unit
    prepared: Prepared
    writer: FormWriter


@dataclass(frozen=True, slots=True)
class _Forms:
    """Every form of an order, rendered but for its stamp; what was rendered is let go of as it is written."""

    units: Sequence[Unit]
    writers: Mapping[FileFormat, FormWriter]
    prepared: Mapping[FileFormat, deque[Prepared]]

    def __len__(self) -> int:
        return len(self.units) * len(self.writers)

    def names(self) -> Iterator[str]:
        """The file names, in order."""
        return (file_name(unit, kind) for unit in self.units for kind in self.writers)

    def batches(self) -> Iterator[list[_Form]]:
        """The forms, unit by unit, in batches."""
        forms = (
            _Form(file_name(unit, kind), unit, self.prepared[kind].popleft(), writer)
            for unit in self.units
            for kind, writer in self.writers.items()
        )
        while batch := list(islice(forms, _BATCH)):
            yield batch


@dataclass(frozen=True, slots=True)
class GenerateOrder:
    """What the officer asked for.

    Attributes:
        formats: Which kinds of form.
        units: Ids of the units; empty for all that are expected.
        out: Where the forms go; None for the campaign's outbox.
        force: Whether files that a person altered are replaced, keeping a `.bak`.
        dry_run: Whether nothing is written.
        today: The day, for the memo.
    """

    today: date
    formats: tuple[FileFormat, ...] = (FileFormat.DOCX,)
    units: tuple[str, ...] = ()
    out: Path | None = None
    force: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class Generated:
    """What came of it: paths as they are shown to the officer.

    `due_before` is the due date that forms of this version were issued with, where it is another one now.
    """

    folder: Path
    written: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    due_before: date | None = None


def generate(
    folder: CampaignFolder, campaign: Campaign, order: GenerateOrder, progress: Callable[[int, int], None]
) -> Generated:
    """Write the forms.

    Args:
        folder: Where the campaign lives.
        campaign: The campaign.
        order: What to write.
        progress: Told how many forms of how many are done.

    Raises:
        UsageError: If a unit is not in the campaign.
        CampaignError: If the memo cannot be rendered, or questions changed under an issued version.
        OutputError: If the outbox cannot be written.
    """
    forms = _prepared(folder, campaign, order)
    result = Generated(order.out or folder.outbox)
    with open_ledger(folder.ledger, folder.secret, create=not order.dry_run) as ledger:
        if ledger is not None:
            refuse_changed_questions(campaign, ledger)
            result.due_before = due_before(campaign, ledger)
        if ledger is None or order.dry_run:
            result.written = list(forms.names())
            return result
        save_secret(ledger, folder.secret)
        _Outbox(folder, result, ledger, order.force).write(campaign.form, forms, progress)
    if order.out is None:
        with contextlib.suppress(OSError):  # for convenience only: it is made by whoever puts files there
            folder.inbox.mkdir(exist_ok=True)
    return result


def _prepared(folder: CampaignFolder, campaign: Campaign, order: GenerateOrder) -> _Forms:
    """Every form of an order."""
    # The ledger, which holds the secret, is made only when nothing in the memo can stop the forms any more.
    writers = {kind: form_writer(kind, folder, campaign, b"", order.today) for kind in order.formats}
    units = chosen_units(campaign, order.units)
    return _Forms(units, writers, {kind: deque(each_unit(units, writer.prepare)) for kind, writer in writers.items()})


def chosen_units(campaign: Campaign, ids: Sequence[str]) -> list[Unit]:
    """The units named, or all that are expected to answer.

    Raises:
        UsageError: Naming every id that no unit has.
    """
    if not ids:
        return [unit for unit in campaign.units if not unit.exempt]
    found = {unit_id: campaign.unit(unit_id) for unit_id in ids}
    missing = [unit_id for unit_id, unit in found.items() if unit is None]
    if missing:
        raise UsageError(*(Problem("problem.unit.unknown", {"unit": unit_id}) for unit_id in missing))
    return [unit for unit in found.values() if unit is not None]


def file_name(unit: Unit, kind: FileFormat) -> str:
    """The name of a unit's form, safe on every system."""
    return safe_name(f"{unit.id}_{unit.abbr or unit.name}", f".{kind}")


def form_writer(kind: FileFormat, folder: CampaignFolder, campaign: Campaign, secret: bytes, today: date) -> FormWriter:
    """The writer of one kind of form, its template compiled.

    Raises:
        CampaignError: If the memo's template is wrong.
    """
    # Each of them, and what it needs, is slow to import.
    if kind is FileFormat.XLSX:
        from cpreport.writers.xlsx import XlsxWriter

        return XlsxWriter(campaign, secret)
    if folder.has(folder.memo_docx):
        from cpreport.writers.word_template import WordTemplateWriter

        return WordTemplateWriter(campaign, secret, today, folder.read(folder.memo_docx))
    from cpreport.writers.docx import DocxWriter

    return DocxWriter(campaign, secret, today, emblem_of(folder, campaign))


def emblem_of(folder: CampaignFolder, campaign: Campaign) -> tuple[str, bytes] | None:
    """Kind (`png` or `jpeg`) and bytes of the campaign's emblem, where it has one."""
    if not campaign.form.emblem:
        return None
    data = folder.read(folder.root / campaign.form.emblem)
    return ("png" if data.startswith(b"\x89PNG") else "jpeg"), data


class _Outbox:
    """The folder that forms are written into, and what the ledger says of the files in it."""

    def __init__(self, folder: CampaignFolder, result: Generated, ledger: Ledger, force: bool) -> None:
        self._target = result.folder
        shown = shown_path(folder, result.folder)
        self._prefix = "" if shown == "." else f"{shown}/"
        self._result = result
        self._ledger = ledger
        self._secret = ledger.secret
        self._force = force

    def write(self, form: Form, forms: _Forms, progress: Callable[[int, int], None]) -> None:
        """Writes the forms in batches, as the officer is told.

        Raises:
            OutputError: If the folder cannot be written.
        """
        try:
            self._target.mkdir(parents=True, exist_ok=True)
            sweep(self._target)
            done = 0
            for batch in forms.batches():
                self._write_batch(form, batch)
                done += len(batch)
                progress(done, len(forms))
            sync_folder(self._target)
        except OSError as error:
            detail = {"detail": error.strerror or str(error)}
            place = str(error.filename or self._target)
            raise OutputError(Problem("problem.output.unwritable", detail, place)) from error

    def _write_batch(self, form: Form, batch: Sequence[_Form]) -> None:
        fresh: list[tuple[Path, str, bytes]] = []
        issues: list[Issue] = []
        for one in batch:
            path, shown = self._target / one.name, f"{self._prefix}{one.name}"
            data = one.writer.finish(one.unit, one.prepared, self._secret)
            digest = sha256(data)
            if not path.exists() or self._may_replace(path, shown, digest):
                fresh.append((path, shown, data))
                issues.append(Issue(one.unit.id, one.unit.name, shown, digest))
        # The ledger knows a form's bytes before they stand on disk: after a crash they are still ours.
        self._ledger.record_issues(form, issues)
        for path, shown, data in fresh:
            write_atomic(path, data, durable=False)
            self._result.written.append(shown)

    def _may_replace(self, path: Path, shown: str, digest: str) -> bool:
        """Whether a file may be replaced; one that a person altered is left, or set aside as `.bak` when forced."""
        present = path.read_bytes()
        # A file without a byte is what a power cut leaves of a fresh one; nobody typed anything into it.
        found = sha256(present)
        if not present or found == digest or self._ledger.was_issued(found):
            return True
        if not self._force:
            self._result.altered.append(shown)
            return False
        path.replace(backup_path(path))
        self._result.replaced.append(shown)
        return True


def backup_path(path: Path) -> Path:
    """Where a file is kept before another takes its place: beside it, under a name that is free."""
    candidate = path.with_name(f"{path.name}.bak")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{path.name}.bak{number}")
        number += 1
    return candidate


def shown_path(folder: CampaignFolder, path: Path) -> str:
    """A path as the ledger and the officer know it: relative to the campaign where it is inside, with `/`."""
    path, root = path.absolute(), folder.root.absolute()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
