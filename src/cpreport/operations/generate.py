"""generate: one pre-filled form per unit into the outbox, and the ledger remembers what was issued."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from cpreport.errors import OutputError, Problem, UsageError
from cpreport.files import safe_name, sha256, sync_folder, write_atomic
from cpreport.operations.check import render_memos
from cpreport.operations.summarise import refuse_changed_questions
from cpreport.storage import Issue, Ledger, open_ledger, save_secret
from cpreport.writers.docx import DocxWriter
from cpreport.writers.word_template import WordTemplateWriter
from cpreport.writers.xlsx import XlsxWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder

_BATCH = 200


class FileFormat(StrEnum):
    """The kinds of form that can be issued."""

    DOCX = "docx"
    XLSX = "xlsx"


class FormWriter(Protocol):
    """Writes one unit's form."""

    def render(self, unit: Unit) -> bytes:
        """The unit's document."""


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
    """What came of it: paths as they are shown to the officer."""

    folder: Path
    written: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


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
    units = chosen_units(campaign, order.units)
    result = Generated(order.out or folder.outbox)
    if FileFormat.DOCX in order.formats:
        render_memos(folder, campaign, units, order.today)
    with open_ledger(folder.ledger, folder.secret, create=not order.dry_run) as ledger:
        if ledger is not None:
            refuse_changed_questions(campaign, ledger)
        secret = ledger.secret if ledger is not None else b""
        writers = {kind: form_writer(kind, folder, campaign, secret, order.today) for kind in order.formats}
        if ledger is None or order.dry_run:
            result.written = [file_name(unit, kind) for unit in units for kind in writers]
            return result
        save_secret(ledger, folder.secret)
        _write_all(folder, campaign, order, _Work(ledger, writers, result), units, progress)
    if order.out is None:
        folder.inbox.mkdir(exist_ok=True)
    return result


@dataclass(frozen=True, slots=True)
class _Work:
    ledger: Ledger
    writers: dict[FileFormat, FormWriter]
    result: Generated


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
    if kind is FileFormat.XLSX:
        return XlsxWriter(campaign, secret)
    if folder.has(folder.memo_docx):
        return WordTemplateWriter(campaign, secret, today, folder.read(folder.memo_docx))
    return DocxWriter(campaign, secret, today, _emblem(folder, campaign))


def _emblem(folder: CampaignFolder, campaign: Campaign) -> tuple[str, bytes] | None:
    if not campaign.form.emblem:
        return None
    data = folder.read(folder.root / campaign.form.emblem)
    return ("png" if data.startswith(b"\x89PNG") else "jpeg"), data


def _write_all(
    folder: CampaignFolder,
    campaign: Campaign,
    order: GenerateOrder,
    work: _Work,
    units: list[Unit],
    progress: Callable[[int, int], None],
) -> None:
    target = work.result.folder
    total = len(units) * len(work.writers)
    done = 0
    try:
        target.mkdir(parents=True, exist_ok=True)
        for batch in _batches(_rendered(units, work.writers), _BATCH):
            fresh = [(path, unit, data) for path, unit, data in _placed(batch, target)]
            writable = [entry for entry in fresh if _may_write(folder, work, entry, order.force)]
            # The ledger knows a form's bytes before they stand on disk: after a crash they are still ours.
            work.ledger.record_issues(campaign.form, [_issue(folder, *entry) for entry in writable])
            for path, _, data in writable:
                write_atomic(path, data, durable=False)
                work.result.written.append(shown_path(folder, path))
            done += len(batch)
            progress(done, total)
        sync_folder(target)
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename or target))) from error


def _rendered(units: list[Unit], writers: dict[FileFormat, FormWriter]) -> Iterator[tuple[str, Unit, bytes]]:
    for unit in units:
        for kind, writer in writers.items():
            yield file_name(unit, kind), unit, writer.render(unit)


def _placed(batch: list[tuple[str, Unit, bytes]], target: Path) -> Iterator[tuple[Path, Unit, bytes]]:
    for name, unit, data in batch:
        yield target / name, unit, data


def _batches(items: Iterator[tuple[str, Unit, bytes]], size: int) -> Iterator[list[tuple[str, Unit, bytes]]]:
    while batch := list(islice(items, size)):
        yield batch


def _may_write(folder: CampaignFolder, work: _Work, entry: tuple[Path, Unit, bytes], force: bool) -> bool:
    """Whether the file may be written; one that a person altered is left, or set aside as `.bak` when forced."""
    path, _, data = entry
    if not path.exists():
        return True
    present = path.read_bytes()
    # A file without a byte is what a power cut leaves of a fresh one; nobody typed anything into it.
    digest = sha256(present)
    if not present or digest == sha256(data) or work.ledger.was_issued(digest):
        return True
    if not force:
        work.result.altered.append(shown_path(folder, path))
        return False
    path.replace(_backup(path))
    work.result.replaced.append(shown_path(folder, path))
    return True


def _backup(path: Path) -> Path:
    candidate = path.with_name(f"{path.name}.bak")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{path.name}.bak{number}")
        number += 1
    return candidate


def _issue(folder: CampaignFolder, path: Path, unit: Unit, data: bytes) -> Issue:
    return Issue(unit.id, unit.name, shown_path(folder, path), sha256(data))


def shown_path(folder: CampaignFolder, path: Path) -> str:
    """A path as the ledger and the officer know it: relative to the campaign where it is inside, with `/`."""
    path, root = path.absolute(), folder.root.absolute()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
