"""generate --preview: one unit's form as a person will see it, touching nothing but outbox/preview/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.errors import OutputError, Problem
from cpreport.files import write_atomic
from cpreport.office import OfficeFailedError, find_office, pages_as_pictures
from cpreport.operations.generate import chosen_units, file_name, form_writer
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder
    from cpreport.operations.generate import GenerateOrder


@dataclass(frozen=True, slots=True)
class Preview:
    """The files that were made; `no_office` says that there was no LibreOffice to make a PDF with."""

    files: tuple[Path, ...]
    no_office: bool


def preview(folder: CampaignFolder, campaign: Campaign, order: GenerateOrder) -> Preview:
    """Write one unit's form, its PDF and its pages as pictures.

    Raises:
        UsageError: If the unit is not in the campaign.
        CampaignError: If the memo cannot be rendered.
        OutputError: If the folder cannot be written, or LibreOffice fails.
    """
    units = chosen_units(campaign, order.units)
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        secret = ledger.secret if ledger else b""
    forms = {kind: form_writer(kind, folder, campaign, secret, order.today).render(units[0]) for kind in order.formats}
    target = folder.outbox / "preview"
    made: list[Path] = []
    office = find_office()
    try:
        target.mkdir(parents=True, exist_ok=True)
        for kind, document in forms.items():
            path = target / file_name(units[0], kind)
            write_atomic(path, document, durable=False)
            made.append(path)
            if office:
                pdf = path.with_name(f"{path.stem}-{kind}.pdf")
                write_atomic(pdf, office.convert(document, f".{kind}", "pdf"), durable=False)
                made += [pdf, *pages_as_pictures(pdf)]
    except (OSError, OfficeFailedError) as error:
        raise OutputError(Problem("problem.output.unwritable", {"detail": str(error)}, str(target))) from error
    return Preview(tuple(made), no_office=office is None)
