"""Opening the ledger of a campaign, to read it or to write it alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, nullcontext
from typing import TYPE_CHECKING, Final

from cpreport.errors import LedgerError, Problem
from cpreport.files import sweep
from cpreport.storage import schema
from cpreport.storage.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CACHE: Final = 512  # KiB of pages; more would only be held, as the system keeps the file in memory itself
_BUSY_SECONDS: Final = 30
_DISK: Final = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")


@contextmanager
def open_ledger(path: Path, secret: Path, *, create: bool, writing: bool = False) -> Iterator[Ledger | None]:
    """The campaign's ledger.

    Args:
        path: The database file.
        secret: The file beside it that keeps the campaign's secret, should the ledger be lost.
        create: Whether a missing ledger is made, to be written; else None is given.
        writing: Whether it is written, so that no other command may write at the same time.

    Raises:
        LedgerError: If it is damaged, held by another program, or of a newer cpreport.
    """
    if not create and not path.exists():
        yield None
        return
    with _held(path) if create or writing else nullcontext():
        try:
            with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute(f"PRAGMA cache_size = -{_CACHE}")
                with _written(path):
                    schema.prepare(connection, path, secret)
                yield Ledger(connection)
        except sqlite3.Error as error:
            raise LedgerError(_problem_of(error, path)) from error


def save_secret(ledger: Ledger, backup: Path) -> None:
    """Leave a copy of the ledger's secret beside it, readable by its owner only.

    Raises:
        LedgerError: If it cannot be written.
    """
    with _written(backup):
        schema.save_secret(ledger.secret, backup)


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise LedgerError(Problem("problem.output.unwritable", detail, str(error.filename or path.name))) from error


@contextmanager
def _held(path: Path) -> Iterator[None]:
    from cpreport.storage.lock import alone  # whoever only reads need not wait for its import

    with alone(path):
        sweep(path.parent)
        yield


def _problem_of(error: sqlite3.Error, path: Path) -> Problem:
    name = getattr(error, "sqlite_errorname", "")  # not every error of the module comes from SQLite itself
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Problem("problem.ledger.busy", file=path.name)
    key = "problem.output.unwritable" if name.startswith(_DISK) else "problem.ledger.unusable"
    return Problem(key, {"detail": str(error)}, path.name)
