"""The archive: a copy of every returned file, byte for byte, before anything else is done with it."""

from __future__ import annotations

# Texts, not paths: with thousands of files, putting paths together takes as long as writing.
# ruff: noqa: PTH103, PTH105, PTH108, PTH110, PTH112, PTH116, PTH118, PTH123
import contextlib
import hashlib
import os
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from cpreport.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, sha256, sync_file, sync_folder, write_new

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

_CHUNK: Final = 1 << 20
# Waiting for the disk costs time and no work: several files wait together, unless it answers as soon as it is asked.
_WAITING_TOGETHER: Final = 8
_AT_ONCE_SECONDS: Final = 0.0002


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in the archive: the SHA-256 of its bytes, where it stands, and its size in bytes."""

    sha256: str
    path: str
    size: int


class Archive:
    """The copies of every returned file, each under the hash of its bytes.

    What is kept stands under a temporary name until `settle`, which makes all of it durable together: no name ever
    stands for half a file. What is not settled when the archive is left is taken away.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._place = os.path.join(folder, "")
        self._unsettled: dict[str, str] = {}
        self._waiting = ThreadPoolExecutor(_WAITING_TOGETHER)  # no thread is started before one has to wait

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for temporary in self._unsettled.values():
            _remove(temporary)
        self._unsettled.clear()
        self._waiting.shutdown()

    def keep(self, data: bytes, suffix: str) -> Copy:
        """Keep the bytes; those which are there already stay untouched."""
        digest = sha256(data)
        copy = Copy(digest, self._place + archived_name(digest, suffix), len(data))
        if not self._has(copy):
            temporary = self._temporary()
            self._unsettled[copy.path] = temporary
            write_new(temporary, data)
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
            with open(temporary, "xb") as target:
                while piece := read(_CHUNK):
                    digest.update(piece)
                    size += target.write(piece)
        except BaseException:
            _remove(temporary)
            raise
        copy = Copy(digest.hexdigest(), self._place + archived_name(digest.hexdigest(), suffix), size)
        if self._has(copy):
            _remove(temporary)
        else:
            self._unsettled[copy.path] = temporary
        return copy

    def settle(self) -> None:
        """Give all that was kept its name, once the disk has it.

        Raises:
            OSError: The disk could not take it.
        """
        if not self._unsettled:
            return
        self._sync(iter(self._unsettled.values()))
        for target, temporary in self._unsettled.items():
            os.replace(temporary, target)
        self._unsettled.clear()
        sync_folder(self._folder)

    def drop(self, copy: Copy) -> None:
        """Take away a copy that was kept and not settled; one that was there before stays."""
        if copy.path in self._unsettled:
            _remove(self._unsettled.pop(copy.path))

    def sweep(self) -> None:
        """Take away what a run left that was killed; only where no other run can be keeping anything."""
        if self._folder.is_dir():
            for left in self._folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
                _remove(str(left))

    def has(self, sha256: str, suffix: str) -> bool:
        """Whether there is a copy of these bytes."""
        return os.path.exists(self._place + archived_name(sha256, suffix))

    def _has(self, copy: Copy) -> bool:
        if copy.path in self._unsettled:
            return True
        try:
            return os.stat(copy.path).st_size == copy.size
        except FileNotFoundError:
            return False

    def _sync(self, temporaries: Iterator[str]) -> None:
        for temporary in temporaries:
            asked = time.perf_counter()
            sync_file(temporary)
            if time.perf_counter() - asked > _AT_ONCE_SECONDS:
                break
        left = list(temporaries)
        shares = [left[first::_WAITING_TOGETHER] for first in range(_WAITING_TOGETHER)]
        list(self._waiting.map(_sync_all, filter(None, shares)))

    def _temporary(self) -> str:
        if not os.path.isdir(self._place):
            os.makedirs(self._place, exist_ok=True)
        # Named unlike those of `write_atomic`, which anybody may sweep away.
        return f"{self._place}{TEMPORARY_PREFIX}copy-{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"


def archived_name(sha256: str, suffix: str) -> str:
    """The name of an archived copy."""
    return f"{sha256}{suffix}"


def _sync_all(paths: Iterable[str]) -> None:
    for path in paths:
        sync_file(path)


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
