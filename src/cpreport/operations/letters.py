"""The letters of a campaign besides its covering memo: where their words come from, and whether these can be said."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from cpreport.config.memo import load_source, read_source
from cpreport.corrections import Correction
from cpreport.operations.rendering import each_unit
from cpreport.sandbox import Variables
from cpreport.shipped import starter
from cpreport.templating import names_used
from cpreport.writers.docx_director import DirectorMemo
from cpreport.writers.docx_letter import LetterTemplate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cpreport.campaign import Campaign, MemoSource, Plain
    from cpreport.config import CampaignFolder
    from cpreport.summary import Summary


def reminder_source(folder: CampaignFolder, campaign: Campaign) -> MemoSource:
    """The reminder's words; the shipped ones of the campaign's language where it has none of its own.

    Raises:
        CampaignError: If the campaign's own are wrong.
    """
    return _source(folder, folder.reminder_file, campaign)


def correction_source(folder: CampaignFolder, campaign: Campaign) -> MemoSource:
    """The words that ask for a correction: the reminder's, where its template speaks of `corrections` at all.

    Raises:
        CampaignError: If the campaign's own are wrong.
    """
    own = reminder_source(folder, campaign)
    speaks = any("corrections" in names_used(text) for text in (own.body, *_texts(dict(own.front))))
    return own if speaks else _shipped(folder, folder.reminder_file, campaign)


def director_source(folder: CampaignFolder, campaign: Campaign) -> MemoSource:
    """The words of the memo to the director, the shipped ones where the campaign has none of its own.

    Raises:
        CampaignError: If the campaign's own are wrong.
    """
    return _source(folder, folder.summary_file, campaign)


def reminder_variables(number: int, earlier: Sequence[date], corrections: Sequence[Correction]) -> Mapping[str, object]:
    """What a reminder's template sees besides what the covering memo's does.

    Args:
        number: Which round it is, from 1.
        earlier: The days on which this unit was written to before.
        corrections: What it is to correct; empty in a reminder.
    """
    told = [Variables("correction", asdict(correction)) for correction in corrections]
    return {"round": number, "earlier": list(earlier), "corrections": told}


def _source(folder: CampaignFolder, path: Path, campaign: Campaign) -> MemoSource:
    return load_source(folder, path) if folder.has(path) else _shipped(folder, path, campaign)


def _shipped(folder: CampaignFolder, path: Path, campaign: Campaign) -> MemoSource:
    shipped = starter(campaign.form.language) / path.parent.name / path.name
    return read_source(shipped.read_bytes(), folder.label(path))


def _texts(value: Plain) -> Iterator[str]:
    if isinstance(value, dict):
        for child in value.values():
            yield from _texts(child)
    else:
        yield str(value)


def try_reminders(folder: CampaignFolder, campaign: Campaign, today: date) -> None:
    """Render the reminder and the request to correct for every unit that can get one.

    Raises:
        CampaignError: With everything that is undefined in them.
    """
    asked = [unit for unit in campaign.units if not unit.exempt]
    sample = Correction("1", "question", "choice", "read", "wrong", "reason")
    for source, variables in (
        (reminder_source(folder, campaign), reminder_variables(1, (), ())),
        (reminder_source(folder, campaign), reminder_variables(2, (today,), ())),
        (correction_source(folder, campaign), reminder_variables(1, (), (sample,))),
    ):
        template = LetterTemplate(campaign, source, today)
        each_unit(asked, partial(template.text, more=variables))


def try_director_memo(folder: CampaignFolder, campaign: Campaign, summary: Summary, today: date) -> None:
    """Render the memo to the director as things stand.

    Raises:
        CampaignError: With everything that is undefined in it.
    """
    DirectorMemo(campaign, director_source(folder, campaign), today).text(summary)
