"""summary and status: the answers put together, and written as the officer wants them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cpreport.columns import codebook
from cpreport.errors import Problem, UsageError
from cpreport.export import summary_csv, summary_json, to_json_text
from cpreport.operations.book import refuse_open, save, write_book
from cpreport.operations.issued import refuse_changed_questions as refuse_changed_questions
from cpreport.recorded import Recorded
from cpreport.reviewing import Decisions
from cpreport.storage import open_ledger
from cpreport.summary import Summary, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder
    from cpreport.form import Form
    from cpreport.returned import Returned
    from cpreport.storage import Ledger


class SummaryFormat(StrEnum):
    """What a summary can be written as; the suffix of the file decides."""

    XLSX = ".xlsx"
    JSON = ".json"
    CSV = ".csv"
    DOCX = ".docx"


def current_summary(folder: CampaignFolder, campaign: Campaign, as_of: date, zone: tzinfo | None) -> Summary:
    """The answers of everything that had come by the end of a day.

    Raises:
        LedgerError: If the ledger cannot be used.
    """
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        recorded = recorded_until(ledger, campaign, lambda moment: moment.astimezone(zone).date() <= as_of)
    return summarise(campaign, recorded, as_of, zone)


def recorded_until(ledger: Ledger | None, campaign: Campaign, counts: Callable[[datetime], bool]) -> Recorded:
    """What came back and was decided at the moments that count; nothing where there is no ledger yet."""
    returns = [returned for returned in ledger.returns() if counts(returned.received_at)] if ledger else []
    return recorded_of(returns, campaign, ledger, counts)


def recorded_of(
    returns: Sequence[Returned],
    campaign: Campaign,
    ledger: Ledger | None,
    counts: Callable[[datetime], bool] = lambda _moment: True,
) -> Recorded:
    """These returns, with what was decided at the moments that count."""
    form = campaign.form
    if ledger is None:
        return Recorded((), Decisions(()), {form.version: form}, form)
    refuse_changed_questions(campaign, ledger)
    return Recorded(
        returns,
        Decisions(decision for decision in ledger.decisions() if counts(decision.at)),
        {issued.version: issued for issued in (*ledger.forms(form.form_id), form)},
        form,
    )


def summary_format(out: Path) -> SummaryFormat:
    """The format that a file's suffix asks for.

    Raises:
        UsageError: If it is none of them.
    """
    try:
        return SummaryFormat(out.suffix.lower())
    except ValueError:
        known = ", ".join(SummaryFormat)
        raise UsageError(Problem("problem.output.suffix", {"path": str(out), "known": known})) from None


def write_summary(folder: CampaignFolder, campaign: Campaign, summary: Summary, out: Path, today: date) -> None:
    """Write the summary, whole or not at all.

    Raises:
        UsageError: If the suffix is none that can be written.
        CampaignError: If the template of the memo to the director is wrong.
        OutputError: If the file cannot be written, or somebody has it open; the old one is intact.
    """
    kind = summary_format(out)
    refuse_open(out)
    if kind is SummaryFormat.XLSX:
        write_book(folder, summary, out)
    elif kind is SummaryFormat.DOCX:
        from cpreport.operations.director import director_memo  # it brings Jinja along, which the others do not need

        save(out, director_memo(folder, campaign, summary, today))
    else:
        text = to_json_text(summary_json(summary)) if kind is SummaryFormat.JSON else summary_csv(summary)
        save(out, text.encode())


def write_codebook(form: Form, out: Path) -> None:
    """Write what every column of the table of answers is.

    Raises:
        OutputError: If the file cannot be written; the old one is intact.
    """
    save(out, to_json_text(codebook(form)).encode())
