"""One writer at a time: who holds the ledger, and waiting for them."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from cpreport.errors import LedgerError, Problem
from cpreport.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAITING_SECONDS: Final = 60.0
"""That a command waits for another one to finish."""


@contextmanager
def alone(ledger: Path) -> Iterator[None]:
    """Hold the ledger for as long as a command writes; the system lets go of it when a process dies.

    Raises:
        LedgerError: Another command holds it still after `WAITING_SECONDS`, named with its machine and time; or
            nothing can be written there.
    """
    holder = ledger.with_name(f"{ledger.name}.holder")
    lock = FileLock(ledger.with_name(f"{ledger.name}.lock"))
    try:
        lock.acquire(timeout=WAITING_SECONDS)
    except Timeout as error:
        raise LedgerError(Problem("problem.ledger.held", _told(holder), ledger.name)) from error
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise LedgerError(Problem("problem.output.unwritable", detail, ledger.name)) from error
    try:
        with contextlib.suppress(OSError):  # who it is serves others only; the lock itself is what counts
            write_atomic(holder, json.dumps(_who(), ensure_ascii=False).encode(), durable=False)
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _who() -> dict[str, str]:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "?"
    since = datetime.now(UTC).astimezone().isoformat(sep=" ", timespec="seconds")
    return {"user": user, "machine": platform.node() or "?", "process": str(os.getpid()), "since": since}


def _told(holder: Path) -> dict[str, str]:
    unknown = dict.fromkeys(("user", "machine", "process", "since"), "?")
    try:
        known = json.loads(holder.read_text("utf-8"))
    except (OSError, ValueError):
        return unknown
    return unknown | {key: str(known[key]) for key in unknown if isinstance(known, dict) and key in known}
