"""generate --eml: an e-mail draft for each unit, beside its form and with it attached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpreport.dates import long_date
from cpreport.errors import OutputError, Problem
from cpreport.operations.generate import chosen_units, file_name, shown_path
from cpreport.operations.tray import Tray, unit_file
from cpreport.words import say
from cpreport.writers.mail import Mail, can_be_written_to, draft, letter_text
from cpreport.writers.memo_text import MemoTemplate

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder
    from cpreport.operations.generate import Generated, GenerateOrder


@dataclass(slots=True)
class Drafted:
    """How many drafts were written, the units that have no address, and old files kept as `.bak`."""

    count: int = 0
    without_address: list[Unit] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)


def write_drafts(folder: CampaignFolder, campaign: Campaign, order: GenerateOrder, generated: Generated) -> Drafted:
    """Write a draft for each unit whose form was written; in a dry run only count them.

    Raises:
        OutputError: If the folder cannot be written.
    """
    written = frozenset(generated.written)
    tray = Tray(folder, generated.folder)
    said = _words(folder, campaign, order)
    result = Drafted(replaced=tray.replaced)
    for unit in chosen_units(campaign, order.units):
        if not can_be_written_to(unit.email):
            result.without_address.append(unit)
            continue
        if order.dry_run:
            result.count += 1
            continue
        paths = [generated.folder / file_name(unit, kind) for kind in order.formats]
        forms = [path for path in paths if shown_path(folder, path) in written]
        if forms:
            subject, text = said(unit)
            try:
                files = tuple((path.name, path.read_bytes()) for path in forms)
                tray.put(unit_file(unit, ".eml"), draft(Mail(unit.name, unit.email, subject, text, files)))
            except OSError as error:
                detail = {"detail": error.strerror or str(error)}
                raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename))) from error
            result.count += 1
    return result


def _words(folder: CampaignFolder, campaign: Campaign, order: GenerateOrder) -> Callable[[Unit], tuple[str, str]]:
    """Subject and text of each unit's mail: the memo's own, or a few plain words where that is a Word document."""
    if folder.has(folder.memo_docx):
        return lambda unit: (campaign.form.title, _plain_words(campaign, unit))
    memo = MemoTemplate(campaign, campaign.memo, order.today)

    def said(unit: Unit) -> tuple[str, str]:
        letter = memo.render(unit)
        return letter.subject, letter_text(letter, campaign.form)

    return said


def _plain_words(campaign: Campaign, unit: Unit) -> str:
    form = campaign.form
    due = long_date(campaign.due(unit), form.language, form.digits)
    to = f"{say('memo.to', form.language)}  {unit.head or unit.name}"
    return f"{to}\n\n{say('mail.form', form.language, title=form.title, due=due)}\n"
