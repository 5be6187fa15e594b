"""status --verify: whether every file that the ledger holds still has its archived copy, byte for byte."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpreport.archive import archived_name
from cpreport.errors import LedgerError, Problem
from cpreport.files import is_temporary
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpreport.config import CampaignFolder


@dataclass(slots=True)
class Verified:
    """What was found; paths are those of the files as they came, names those of the copies.

    Attributes:
        copies: How many copies are as they were recorded.
        missing: Path of the file, name of the copy that is not there.
        altered: The same, of copies that hold other bytes now.
        unrecorded: Names of copies that the ledger does not know.
    """

    copies: int = 0
    missing: list[tuple[str, str]] = field(default_factory=list)
    altered: list[tuple[str, str]] = field(default_factory=list)
    unrecorded: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing or altered; a copy too many harms nobody."""
        return not self.missing and not self.altered


def verify(folder: CampaignFolder, progress: Callable[[int, int], None]) -> Verified:
    """Compare ledger and archive, reading every copy.

    Raises:
        LedgerError: If the ledger is damaged or cannot be used.
    """
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        fault = ledger.fault() if ledger else ""
        if fault:
            raise LedgerError(Problem("problem.ledger.unusable", {"detail": fault}, folder.ledger.name))
        wanted = {archived_name(sha256, suffix): path for path, sha256, suffix in ledger.copies()} if ledger else {}
    present = {path.name for path in folder.received.iterdir()} if folder.received.is_dir() else set()
    found = Verified(unrecorded=sorted(name for name in present - wanted.keys() if not is_temporary(name)))
    for done, (name, path) in enumerate(wanted.items(), start=1):
        if name not in present:
            found.missing.append((path, name))
        elif _digest(folder.received / name) != name.partition(".")[0]:
            found.altered.append((path, name))
        else:
            found.copies += 1
        progress(done, len(wanted))
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
