"""Files and folders to read: what is a return, what is litter, and what is not an ordinary file."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Self

from cpreport.errors import Problem, UsageError
from cpreport.filenames import is_litter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

_SETTLING_SECONDS: Final = 0.5
_PIECE: Final = 1 << 20
_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing found where returns are put.

    Attributes:
        path: Where it is.
        shown: How it is named in reports: relative to the campaign where it is inside, with `/`.
        litter: Whether programs left it there and nobody sent it.
        ordinary: Whether it is a plain file that may be opened.
        size: In bytes.
        changed_ns: When it was last changed, in nanoseconds since 1970.
    """

    path: str
    shown: str
    litter: bool
    ordinary: bool
    size: int = 0
    changed_ns: int = 0

    @property
    def name(self) -> str:
        """Its own name."""
        return os.path.basename(self.path)  # noqa: PTH119  a path object a file is too much where there are 10,000


def scan(paths: Iterable[Path], root: Path, skipped: Iterable[Path]) -> Iterator[Incoming]:
    """Everything below the paths, in the order of names; links are never followed.

    Args:
        paths: Files and folders.
        root: The campaign's folder, for the names in reports.
        skipped: The campaign's own folders, passed over unless they are named themselves.

    Raises:
        UsageError: If a path is not there.
    """
    own = {str(folder.absolute()) for folder in skipped}
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(Problem("problem.path.missing", {"path": str(path)}))
        place = str(path.absolute())
        yield from _below(place, path.lstat(), str(root.absolute()), own - {place})


@dataclass(frozen=True, slots=True)
class Status:
    """What the system says of an open file: its size in bytes, and when it was last changed (ns since 1970)."""

    size: int
    changed_ns: int

    @property
    def changed_at(self) -> datetime:
        """When it was last changed, UTC."""
        return datetime.fromtimestamp(self.changed_ns / 1e9, UTC)


class UnreadableError(Exception):
    """A file that the system does not let us read; the message is the system's own."""


class OpenFile:
    """A returned file while it is read; it closes with the block it is opened for.

    Every method raises `UnreadableError` where the system fails, so that it is not taken for a fault of the archive.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def status(self) -> Status:
        """What the system says of it now; different before and after reading, it is still being written."""
        try:
            now = os.fstat(self._descriptor)
        except OSError as error:
            raise _unreadable(error) from error
        return Status(now.st_size, now.st_mtime_ns)

    def read(self, size: int) -> bytes:
        """At most so many bytes more; none at its end."""
        try:
            return os.read(self._descriptor, size)
        except OSError as error:
            raise _unreadable(error) from error

    def rest(self) -> bytes:
        """Everything that is left."""
        pieces = []
        while piece := self.read(_PIECE):
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def opened(incoming: Incoming) -> OpenFile:
    """The open file; a FIFO that took its place meanwhile hangs nobody, and a link is not followed.

    Raises:
        UnreadableError: If it cannot be read.
    """
    try:
        return OpenFile(os.open(incoming.path, _READING))
    except OSError as error:
        raise _unreadable(error) from error


def is_growing(incoming: Incoming, before: Status) -> bool:
    """Whether a file has been written to since, or is at this moment; looks twice, half a second apart."""
    for pause in (0, _SETTLING_SECONDS):
        time.sleep(pause)
        now = os.lstat(incoming.path)
        if (now.st_size, now.st_mtime_ns) != (before.size, before.changed_ns):
            return True
    return False


def _unreadable(error: OSError) -> UnreadableError:
    return UnreadableError(error.strerror or "")


def _below(path: str, found: os.stat_result, root: str, own: set[str]) -> Iterator[Incoming]:
    if not stat.S_ISDIR(found.st_mode):
        yield _incoming(path, found, root)
        return
    try:
        with os.scandir(path) as inside:
            children = sorted(
                ((child.path, child.stat(follow_symlinks=False)) for child in inside), key=lambda child: child[0]
            )
    except OSError:
        yield Incoming(path, _shown(path, root), litter=False, ordinary=False)
        return
    for child, status in children:
        if child in own:
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _below(child, status, root, own)
        else:
            yield _incoming(child, status, root)


def _incoming(path: str, found: os.stat_result, root: str) -> Incoming:
    litter = is_litter(os.path.basename(path))  # noqa: PTH119
    ordinary = stat.S_ISREG(found.st_mode)
    return Incoming(path, _shown(path, root), litter, ordinary, found.st_size, found.st_mtime_ns)


def _shown(path: str, root: str) -> str:
    inside = path.startswith(root) and path[len(root) : len(root) + 1] in {os.sep, "/"}
    return (path[len(root) + 1 :] if inside else path).replace(os.sep, "/")
