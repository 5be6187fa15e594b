"""collect: returned files into the ledger, archived before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.archive import Archive
from cpreport.errors import OutputError, Problem
from cpreport.intake import scan
from cpreport.operations.collect.arrivals import Arrivals
from cpreport.operations.collect.order import Collected, CollectOrder, FileReport
from cpreport.operations.collect.outcomes import judged
from cpreport.operations.collect.run import Run
from cpreport.operations.reading import Room, desk_of
from cpreport.operations.summarise import refuse_changed_questions
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder

__all__ = ["CollectOrder", "Collected", "FileReport", "collect"]

_WORTH_A_READER: Final = 200
"""Files for which starting one more process is sooner done than waiting for the others."""


def collect(
    folder: CampaignFolder, campaign: Campaign, order: CollectOrder, progress: Callable[[int, int], None]
) -> Collected:
    """Read returned files and record them.

    Raises:
        UsageError: If a path is not there.
        OutputError: If the archive cannot be written.
        LedgerError: If the ledger cannot be used.
    """
    skipped = (folder.received, folder.outbox, folder.form_file.parent)
    files = list(scan(order.paths or (folder.inbox,), folder.root, skipped))
    with open_ledger(folder.ledger, folder.secret, create=True) as ledger:
        assert ledger is not None
        refuse_changed_questions(campaign, ledger)
        jobs = max(1, min(order.jobs, len(files) // _WORTH_A_READER))
        try:
            with Archive(folder.received) as archive, Room(lambda: desk_of(campaign, ledger), jobs) as room:
                archive.sweep()
                run = Run(Arrivals(archive, ledger, order), archive, room, ledger, jobs)
                run.take(files, progress)
        except OSError as error:
            detail = {"detail": error.strerror or str(error)}
            raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename or ""))) from error
        return Collected(list(judged(run.reports(), campaign, ledger, order.zone)))
