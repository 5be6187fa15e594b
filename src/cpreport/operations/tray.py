"""Outgoing files besides the forms: their names, and the folder they are put into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.files import safe_name, sha256, write_atomic
from cpreport.operations.generate import backup_path, shown_path
from cpreport.writers.mail import is_untouched_draft

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.campaign import Unit
    from cpreport.config import CampaignFolder
    from cpreport.storage import Ledger


def unit_file(unit: Unit, suffix: str, what: str = "") -> str:
    """The name of a file for one unit, `kkj_กกจ..eml` say; `what` tells it from the unit's form."""
    parts = (unit.id, unit.abbr or unit.name, what)
    return safe_name("_".join(part for part in parts if part), suffix)


class Tray:
    """The folder that outgoing files are put into; what somebody else put there is kept as `.bak`."""

    def __init__(self, folder: CampaignFolder, target: Path, ledger: Ledger | None = None) -> None:
        """Names the folder; a ledger tells forms that were issued from files that a person altered."""
        self._folder = folder
        self._ledger = ledger
        self.target = target
        self.replaced: list[str] = []

    def shown(self, name: str) -> str:
        """The path of a file as the ledger and the officer know it."""
        return shown_path(self._folder, self.target / name)

    def put(self, name: str, data: bytes) -> None:
        """Write one file, whole or not at all.

        Raises:
            OSError: If it cannot be written.
        """
        path = self.target / name
        if path.exists() and not self._is_ours(path.read_bytes(), data):
            path.replace(backup_path(path))
            self.replaced.append(self.shown(name))
        write_atomic(path, data, durable=False)

    def _is_ours(self, present: bytes, data: bytes) -> bool:
        if not present or present == data or is_untouched_draft(present):
            return True
        return self._ledger is not None and self._ledger.was_issued(sha256(present))
