"""init: starts a new campaign in a folder, from the shipped one or its English sister."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cpreport.campaign import Campaign
from cpreport.config import CampaignFolder
from cpreport.config.form import load_form
from cpreport.config.memo import load_memo
from cpreport.config.units import read_units
from cpreport.errors import CampaignError, OutputError, Problem, UsageError
from cpreport.files import write_atomic
from cpreport.language import Language
from cpreport.shipped import copy_campaign, starter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.config.xlsform import Imported

_UNITS_SUFFIXES = (".yaml", ".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class InitOrder:
    """What the officer asked for.

    Attributes:
        language: The campaign's language; None for that of the XLSForm, or Thai.
        units: A list of units of one's own, if there is one.
        word: Whether the memo is written out as a Word document too, which is then used in place of the Markdown.
        xlsform: An XLSForm that the questions are taken from, if there is one.
    """

    language: Language | None = None
    units: Path | None = None
    word: bool = False
    xlsform: Path | None = None


@dataclass(frozen=True, slots=True)
class _Own:
    """What of the new campaign is the officer's own."""

    units: bytes | None
    imported: Imported | None


def start_campaign(target: Path, order: InitOrder) -> tuple[Problem, ...]:
    """Write a campaign that generates at once.

    Returns:
        What was left out of the XLSForm.

    Raises:
        UsageError: If the folder is not empty, or one's own list or form is not there or of no known kind.
        CampaignError: With everything that is wrong in them; nothing is written then.
        OutputError: If the folder cannot be written.
    """
    refuse_taken(target)
    own = _read_own(order)
    form = own.imported.form if own.imported else None
    try:
        copy_campaign(target, language=form.language if form else order.language or Language.THAI)
        folder = CampaignFolder(target)
        if own.units is not None and order.units is not None:
            (target / "units.yaml").unlink()
            write_atomic(target / f"units{order.units.suffix.lower()}", own.units)
        if form:
            from cpreport.config.form_yaml import form_to_yaml

            write_atomic(folder.form_file, form_to_yaml(form).encode())
        if order.word:
            _write_word_memo(folder)
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename or target))) from error
    return own.imported.left_out if own.imported else ()


def _read_own(order: InitOrder) -> _Own:
    """Reads the officer's own list and form, so that what is wrong in either is told before anything is written."""
    units, imported = None, None
    problems: list[Problem] = []
    if order.units is not None:
        units = _bytes_of(order.units, _UNITS_SUFFIXES, "problem.units.suffix")
        try:
            read_units(units, order.units.name)
        except CampaignError as error:
            problems += error.problems
    if order.xlsform is not None:
        try:
            imported = _import(order.xlsform, order.language)
        except CampaignError as error:
            problems += error.problems
    if problems:
        raise CampaignError(*problems)
    return _Own(units, imported)


def _import(path: Path, language: Language | None) -> Imported:
    from cpreport.config.xlsform import SUFFIXES, Imported, read_xlsform

    data = _bytes_of(path, SUFFIXES, "problem.xlsform.suffix")
    examples = {known: load_form(CampaignFolder(Path(str(starter(known))))) for known in Language}
    imported = read_xlsform(data, path, language, {known: form.due for known, form in examples.items()})
    if not imported.form.emblem:
        return imported
    notice = Problem("warning.xlsform-emblem", {"value": imported.form.emblem}, path.name)
    return Imported(replace(imported.form, emblem=""), (*imported.left_out, notice))


def _bytes_of(path: Path, suffixes: Sequence[str], wrong_suffix: str) -> bytes:
    if not path.is_file():
        raise UsageError(Problem("problem.file.missing", {"path": str(path)}))
    if path.suffix.lower() not in suffixes:
        raise UsageError(Problem(wrong_suffix, {"path": str(path), "known": ", ".join(suffixes)}))
    try:
        return path.read_bytes()
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise CampaignError(Problem("problem.config.unreadable", detail, str(path))) from error


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
