"""The tables of the ledger, and how one of an older cpreport becomes one of this."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from typing import TYPE_CHECKING, Final

from cpreport.errors import LedgerError, Problem
from cpreport.files import sync_file, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE form (
    form_id TEXT NOT NULL, version TEXT NOT NULL, fingerprint TEXT NOT NULL, whole TEXT NOT NULL,
    first_issued_at TEXT NOT NULL, PRIMARY KEY (form_id, version)
) STRICT;
CREATE TABLE issue (
    id INTEGER PRIMARY KEY, unit TEXT NOT NULL, unit_name TEXT NOT NULL, form_id TEXT NOT NULL, version TEXT NOT NULL,
    path TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (path, sha256),
    FOREIGN KEY (form_id, version) REFERENCES form (form_id, version)
) STRICT;
CREATE INDEX issue_by_bytes ON issue (sha256);
CREATE TABLE returned (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, suffix TEXT NOT NULL, received_at TEXT NOT NULL,
    modified TEXT, sender TEXT NOT NULL, unit TEXT NOT NULL, content TEXT NOT NULL, recorded_at TEXT NOT NULL,
    UNIQUE (path, sha256)
) STRICT;
CREATE INDEX returned_by_bytes ON returned (sha256);
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, doubt_id TEXT NOT NULL, sha256 TEXT NOT NULL, action TEXT NOT NULL, key TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, decided_by TEXT NOT NULL,
    at TEXT NOT NULL, content TEXT NOT NULL
) STRICT;
"""
_STEPS: Final = (
    _SCHEMA,
    """
CREATE TABLE seen (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed_ns INTEGER NOT NULL, sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX returned_by_unit ON returned (unit);
""",
    """
CREATE TABLE reminder (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, round INTEGER NOT NULL, unit TEXT NOT NULL, path TEXT NOT NULL,
    sha256 TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (kind, round, unit)
) STRICT;
""",
    """
CREATE TABLE container (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, suffix TEXT NOT NULL, UNIQUE (path, sha256)
) STRICT;
""",
)
"""What makes a ledger of each version from the one before; the first from nothing."""

VERSION: Final = len(_STEPS)
"""Of the tables that this cpreport knows."""


def prepare(connection: sqlite3.Connection, path: Path, secret: Path) -> None:
    """Make the tables of a new ledger, or bring those of an older one up to date; a copy is kept of that.

    Args:
        connection: The opened ledger.
        path: Where it is.
        secret: The file beside it that keeps the campaign's secret.

    Raises:
        LedgerError: It is of a newer cpreport, or the file with the secret is damaged.
    """
    version = _version(connection)
    if version > VERSION:
        raise LedgerError(Problem("problem.ledger.newer", {"version": str(version)}, path.name))
    if version == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version:
            _back_up(path, version)
        for statement in ";".join(_STEPS[version:]).split(";"):
            connection.execute(statement)
        if not version:
            key = _backed_up_secret(secret) or secrets.token_bytes(32)
            connection.execute("INSERT INTO setting VALUES ('secret', ?)", (key.hex(),))
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def save_secret(secret: bytes, backup: Path) -> None:
    """Leave a copy of the secret beside the ledger, readable by its owner only."""
    if not backup.exists() or backup.read_text("ascii", errors="replace").strip() != secret.hex():
        write_atomic(backup, f"{secret.hex()}\n".encode())
        backup.chmod(0o600)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _back_up(path: Path, version: int) -> None:
    # Nobody else writes now, and this connection has not begun to: what another one reads is the ledger as it was.
    target = path.with_name(f"{path.name}.v{version}.bak")
    if target.exists():
        return
    temporary = target.with_name(f"{target.name}.tmp")
    temporary.unlink(missing_ok=True)
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    copy = sqlite3.connect(temporary)
    with contextlib.closing(source), contextlib.closing(copy):
        source.backup(copy)
    sync_file(temporary)
    temporary.replace(target)


def _backed_up_secret(backup: Path) -> bytes | None:
    if not backup.exists():
        return None
    try:
        return bytes.fromhex(backup.read_text("ascii").strip())
    except (ValueError, OSError) as error:
        raise LedgerError(Problem("problem.ledger.secret", file=backup.name)) from error
