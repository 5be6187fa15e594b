"""The archive: a copy of every returned file, byte for byte, before anything else is done with it."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpreport.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, sha256, sync_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CHUNK: Final = 1 << 20
# Waiting for the disk costs time and no work: several files wait together.
_WAITING_TOGETHER: Final = 8


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in the archive: the SHA-256 of its bytes, where it stands, and its size in bytes."""

    sha256: str
    path: Path
    size: int


class Archive:
    """The copies of every returned file, each under the hash of its bytes.

    What is kept stands under a temporary name until `settle`, which makes all of it durable together: no name ever
    stands for half a file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unsettled: dict[Path, Path] = {}

    def keep(self, data: bytes, suffix: str) -> Copy:
        """Keep the bytes; those which are there already stay untouched."""
        digest = sha256(data)
        copy = Copy(digest, self._folder / archived_name(digest, suffix), len(data))
        if not self._has(copy):
            temporary = self._temporary()
            self._unsettled[copy.path] = temporary
            temporary.write_bytes(data)
        return copy

    def keep_stream(self, read: Callable[[int], bytes], suffix: str) -> Copy:
        """Keep all that can be read, however large, a piece at a time.

        Args:
            read: Gives at most so many bytes; none at the end.
            suffix: Of the file, with its dot.
        """
        temporary = self._temporary()
        digest, size = hashlib.sha256(), 0
        try:
            with temporary.open("xb") as target:
                while piece := read(_CHUNK):
                    digest.update(piece)
                    size += target.write(piece)
        except BaseException:
            _remove(temporary)
            raise
        copy = Copy(digest.hexdigest(), self._folder / archived_name(digest.hexdigest(), suffix), size)
        if self._has(copy):
            _remove(temporary)
        else:
            self._unsettled[copy.path] = temporary
        return copy

    def settle(self) -> None:
        """Give all that was kept its name, once the disk has it.

        Raises:
            OSError: The disk could not take it; `forget` takes the temporary files away.
        """
        if not self._unsettled:
            return
        with ThreadPoolExecutor(_WAITING_TOGETHER) as waiting:
            list(waiting.map(sync_file, self._unsettled.values()))
        for target, temporary in self._unsettled.items():
            temporary.replace(target)
        self._unsettled.clear()
        sync_folder(self._folder)

    def drop(self, copy: Copy) -> None:
        """Take away a copy that was kept and not settled; one that was there before stays."""
        if copy.path in self._unsettled:
            _remove(self._unsettled.pop(copy.path))

    def forget(self) -> None:
        """Take away what was kept and not settled."""
        for temporary in self._unsettled.values():
            _remove(temporary)
        self._unsettled.clear()

    def sweep(self) -> None:
        """Take away what a run left that was killed; only where no other run can be keeping anything."""
        if self._folder.is_dir():
            for left in self._folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
                _remove(left)

    def has(self, sha256: str, suffix: str) -> bool:
        """Whether there is a copy of these bytes."""
        return (self._folder / archived_name(sha256, suffix)).exists()

    def _has(self, copy: Copy) -> bool:
        if copy.path in self._unsettled:
            return True
        try:
            return copy.path.stat().st_size == copy.size
        except FileNotFoundError:
            return False

    def _temporary(self) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        # Named unlike those of `write_atomic`, which anybody may sweep away.
        return self._folder / f"{TEMPORARY_PREFIX}copy-{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"


def archived_name(sha256: str, suffix: str) -> str:
    """The name of an archived copy."""
    return f"{sha256}{suffix}"


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
