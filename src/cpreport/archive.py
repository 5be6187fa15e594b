"""The archive: a copy of every returned file, byte for byte, before anything else is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.files import sync_folder, write_atomic

if TYPE_CHECKING:
    from pathlib import Path


class Archive:
    """The copies of every returned file, each under the hash of its bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes, sha256: str, suffix: str) -> None:
        """Store the bytes, synced; bytes that are there already stay untouched."""
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / archived_name(sha256, suffix)
        if not target.exists() or target.stat().st_size != len(data):
            write_atomic(target, data)

    def sync(self) -> None:
        """Make the names of what was kept durable."""
        if self._folder.exists():
            sync_folder(self._folder)


def archived_name(sha256: str, suffix: str) -> str:
    """The name of an archived copy."""
    return f"{sha256}{suffix}"
