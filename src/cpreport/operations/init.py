"""init: starts a new campaign in a folder, from the shipped one or its English sister."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.campaign import Campaign
from cpreport.config import CampaignFolder
from cpreport.config.form import load_form
from cpreport.config.memo import load_memo
from cpreport.errors import OutputError, Problem, UsageError
from cpreport.files import write_atomic
from cpreport.shipped import copy_campaign

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.language import Language

_UNITS_SUFFIXES = (".yaml", ".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class InitOrder:
    """What the officer asked for.

    Attributes:
        language: The campaign's language.
        units: A list of units of one's own, if there is one.
        word: Whether the memo is written out as a Word document too, which is then used in place of the Markdown.
    """

    language: Language
    units: Path | None = None
    word: bool = False


def start_campaign(target: Path, order: InitOrder) -> None:
    """Write a campaign that generates at once.

    Raises:
        UsageError: If the folder is not empty, or the list of units is not there or of no known kind.
        OutputError: If the folder cannot be written.
    """
    refuse_taken(target)
    if order.units is not None and not order.units.is_file():
        raise UsageError(Problem("problem.file.missing", {"path": str(order.units)}))
    if order.units is not None and order.units.suffix.lower() not in _UNITS_SUFFIXES:
        known = ", ".join(_UNITS_SUFFIXES)
        raise UsageError(Problem("problem.units.suffix", {"path": str(order.units), "known": known}))
    try:
        copy_campaign(target, language=order.language)
        if order.units is not None:
            (target / "units.yaml").unlink()
            shutil.copyfile(order.units, target / f"units{order.units.suffix.lower()}")
        if order.word:
            _write_word_memo(CampaignFolder(target))
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename or target))) from error


def _write_word_memo(folder: CampaignFolder) -> None:
    from cpreport.writers.word_starter import starter_document

    shipped = Campaign(load_form(folder), (), load_memo(folder))
    write_atomic(folder.memo_docx, starter_document(shipped))


def refuse_taken(target: Path) -> None:
    """See that a folder is new or empty.

    Raises:
        UsageError: If something is in it.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(Problem("problem.folder.taken", {"path": str(target)}))
