"""Files and folders to read: what is a return, what is litter, and what is not an ordinary file."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cpreport.errors import Problem, UsageError
from cpreport.filenames import is_litter, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing found where returns are put.

    Attributes:
        path: Where it is.
        shown: How it is named in reports: relative to the campaign where it is inside, with `/`.
        litter: Whether programs left it there and nobody sent it.
        ordinary: Whether it is a plain file that may be opened.
    """

    path: Path
    shown: str
    litter: bool
    ordinary: bool

    @property
    def suffix(self) -> str:
        """The suffix for the archived copy, in lower case with its dot; empty if it is none."""
        return suffix_of(self.path.name)


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file as they were read, and the moment it was last changed (UTC)."""

    data: bytes
    changed_at: datetime


def scan(paths: Iterable[Path], root: Path, skipped: Iterable[Path]) -> Iterator[Incoming]:
    """Everything below the paths, in the order of names; links are never followed.

    Args:
        paths: Files and folders.
        root: The campaign's folder, for the names in reports.
        skipped: The campaign's own folders, passed over unless they are named themselves.

    Raises:
        UsageError: If a path is not there.
    """
    own = {folder.absolute() for folder in skipped}
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(Problem("problem.path.missing", {"path": str(path)}))
        yield from _below(path.absolute(), root.absolute(), own - {path.absolute()})


def read_whole(incoming: Incoming) -> Content | None:
    """The file's bytes; None if it changed while it was read, so that it is not finished yet.

    Raises:
        OSError: If it cannot be read.
    """
    # Without O_NONBLOCK a FIFO that took the file's place meanwhile would hang the whole run.
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(incoming.path, flags), "rb") as file:
        before = os.fstat(file.fileno())
        data = file.read()
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return None
    return Content(data, datetime.fromtimestamp(after.st_mtime, UTC))


def _below(path: Path, root: Path, own: set[Path]) -> Iterator[Incoming]:
    mode = path.lstat().st_mode
    if not stat.S_ISDIR(mode):
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        yield Incoming(path, shown.as_posix(), is_litter(path.name), stat.S_ISREG(mode))
        return
    try:
        inside = sorted(path.iterdir())
    except OSError:
        yield Incoming(path, path.as_posix(), litter=False, ordinary=False)
        return
    for child in inside:
        if child not in own:
            yield from _below(child, root, own)
