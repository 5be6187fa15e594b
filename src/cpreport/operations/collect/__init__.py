"""collect: returned files into the ledger, archived before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.errors import OutputError, Problem
from cpreport.intake import scan
from cpreport.operations.collect.order import Collected, CollectOrder, FileReport
from cpreport.operations.collect.run import Run
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder

__all__ = ["CollectOrder", "Collected", "FileReport", "collect"]

_BATCH = 50


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
    incoming = list(scan(order.paths or (folder.inbox,), folder.root, skipped))
    with open_ledger(folder.ledger, folder.secret, create=True) as ledger:
        assert ledger is not None
        run = Run(folder, campaign, order, ledger)
        try:
            for done, one in enumerate(incoming, start=1):
                run.take(one)
                if done == len(incoming):
                    run.convert()
                if done % _BATCH == 0 or done == len(incoming):
                    run.commit()
                progress(done, len(incoming))
        except OSError as error:
            detail = {"detail": error.strerror or str(error)}
            raise OutputError(Problem("problem.output.unwritable", detail, str(error.filename or ""))) from error
        return run.report()
