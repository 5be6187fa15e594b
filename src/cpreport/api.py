"""cpreport for scripts: the same verbs as on the command line, on the same folders, giving values instead of words.

Example:
    >>> from cpreport.api import collect, generate, load, summarise
    >>> def main() -> None:
    ...     generate("campaign")
    ...     for report in collect("campaign").files:
    ...         print(report.path, report.outcome, report.unit)
    ...     summary = summarise("campaign")
    ...     print(summary.counts.returned, "of", summary.counts.units)

Returned files are read in processes of their own, so a script that collects must begin its work behind
`if __name__ == "__main__":`, as every Python program that starts processes. What stops a verb is a `CpreportError`
with all its `problems`; what is doubtful in a returned file is a `Finding` and stops nothing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cpreport.config import CampaignFolder, load_campaign
from cpreport.timezones import zone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cpreport.campaign import Campaign
    from cpreport.operations.collect import Collected
    from cpreport.operations.generate import Generated
    from cpreport.operations.remind import Reminded
    from cpreport.summary import Summary

    Progress = Callable[[int, int], None]

__all__ = ["collect", "generate", "load", "remind", "summarise"]


def load(folder: str | Path) -> Campaign:
    """A campaign's form, units and memo, checked.

    Args:
        folder: The campaign's folder.

    Raises:
        CampaignError: With everything that is wrong, each with file, line and key.
    """
    return load_campaign(CampaignFolder(Path(folder)))


def generate(
    folder: str | Path,
    *,
    units: Iterable[str] = (),
    formats: Iterable[str] = ("docx",),
    out: str | Path | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Generated:
    """Write one form per unit.

    Args:
        folder: The campaign's folder.
        units: Ids of the units; none for all that are expected.
        formats: `docx`, `xlsx`, or both.
        out: Where the forms go; None for the campaign's outbox.
        force: Whether files that a person altered are replaced, keeping a `.bak`.
        progress: Told how many forms of how many are done.

    Returns:
        The paths that were written, and those of files that were left because a person altered them.

    Raises:
        CpreportError: One of its children; nothing is half-written.
    """
    from cpreport.operations.generate import FileFormat, GenerateOrder
    from cpreport.operations.generate import generate as run

    place, campaign = CampaignFolder(Path(folder)), load(folder)
    kinds = tuple(FileFormat(kind) for kind in formats)
    target = None if out is None else Path(out)
    order = GenerateOrder(_today(campaign), kinds, tuple(units), target, force)
    return run(place, campaign, order, progress or _silent)


def collect(
    folder: str | Path,
    paths: Iterable[str | Path] = (),
    *,
    received_at: datetime | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Collected:
    """Read returned files into the ledger.

    Args:
        folder: The campaign's folder.
        paths: Files and folders; none for the campaign's inbox.
        received_at: When they came, an aware moment; None for the date of each file or mail.
        jobs: How many processes may read at the same time.
        progress: Told how many files of how many are done.

    Returns:
        The outcome of every file, with its unit and findings.

    Raises:
        CpreportError: One of its children; what was recorded before stays recorded.
    """
    from cpreport.operations.collect import CollectOrder
    from cpreport.operations.collect import collect as run

    campaign = load_campaign(CampaignFolder(Path(folder)), check_templates=False)
    chosen = tuple(Path(path) for path in paths)
    order = CollectOrder(datetime.now(UTC), zone_of(campaign.form), chosen, received_at, jobs)
    return run(CampaignFolder(Path(folder)), campaign, order, progress or _silent)


def remind(
    folder: str | Path,
    *,
    corrections: bool = False,
    eml: bool = False,
    out: str | Path | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Reminded:
    """Write one round of letters, each with the unit's blank form again.

    Args:
        folder: The campaign's folder.
        corrections: Whether returns that were sent back are asked for, instead of missing ones.
        eml: Whether e-mail drafts are written too; nothing is sent.
        out: Where the letters go; None for a folder of the round in the outbox.
        dry_run: Whether nothing is written and no round is counted.
        progress: Told how many units of how many are done.

    Returns:
        The round, its folder, and the units that it is for; none where nobody has to be asked.

    Raises:
        CpreportError: One of its children; the round is not counted then.
    """
    from cpreport.operations.remind import RemindOrder
    from cpreport.operations.remind import remind as run

    campaign = load(folder)
    target = None if out is None else Path(out)
    order = RemindOrder(datetime.now(UTC), zone_of(campaign.form), corrections, eml, target, dry_run)
    return run(CampaignFolder(Path(folder)), campaign, order, progress or _silent)


def summarise(folder: str | Path, as_of: date | None = None) -> Summary:
    """The answers put together.

    Args:
        folder: The campaign's folder.
        as_of: The last day that counts, for returns and for decisions; None for today.

    Returns:
        Counts, a row for every unit, and the files set aside.

    Raises:
        CpreportError: One of its children.
    """
    from cpreport.operations.summarise import current_summary

    campaign = load_campaign(CampaignFolder(Path(folder)), check_templates=False)
    day = as_of or _today(campaign)
    return current_summary(CampaignFolder(Path(folder)), campaign, day, zone_of(campaign.form))


def _today(campaign: Campaign) -> date:
    return datetime.now(UTC).astimezone(zone_of(campaign.form)).date()


def _silent(_done: int, _total: int) -> None:
    pass
