"""The ledger and the archive on disk: what was issued and what came back, whole or not at all.

Everything else sees a ledger as the methods of `Ledger`; SQL stays in this module, so that a shared database server
can take SQLite's place. The order that loses nothing: the bytes are archived and synced, then the ledger commits, then
the caller says so.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cpreport.decision import Action, Decision
from cpreport.errors import LedgerError, Problem
from cpreport.files import write_atomic
from cpreport.form import form_from_json, form_to_json
from cpreport.records import content_of, with_content
from cpreport.returned import Returned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cpreport.form import Form

_SCHEMA_VERSION = 1
_BUSY_SECONDS = 30
_SCHEMA = """
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


@dataclass(frozen=True, slots=True)
class Issue:
    """One form that was written for one unit: its path in the campaign and the hash of its bytes."""

    unit: str
    unit_name: str
    path: str
    sha256: str


class Ledger:
    """What a campaign remembers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @property
    def secret(self) -> bytes:
        """The key of this campaign's stamps."""
        row = self._db.execute("SELECT value FROM setting WHERE key = 'secret'").fetchone()
        return bytes.fromhex(row[0])

    def forms(self, form_id: str) -> list[Form]:
        """Every version of a form that was issued, the oldest first, as it was issued."""
        rows = self._db.execute(
            "SELECT whole FROM form WHERE form_id = ? ORDER BY first_issued_at, rowid", (form_id,)
        ).fetchall()
        return [form_from_json(row[0]) for row in rows]

    def was_issued(self, sha256: str) -> bool:
        """Whether these very bytes were ever issued, under whatever path."""
        return self._db.execute("SELECT 1 FROM issue WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone() is not None

    def issued_names(self, form_id: str) -> dict[str, set[str]]:
        """The names under which forms were issued, by unit id."""
        names: dict[str, set[str]] = {}
        rows = self._db.execute("SELECT DISTINCT unit, unit_name FROM issue WHERE form_id = ?", (form_id,))
        for unit, name in rows:
            names.setdefault(unit, set()).add(name)
        return names

    def record_issues(self, form: Form, issues: Iterable[Issue]) -> None:
        """Remember what is issued and with which form; recording the same issue again changes nothing."""
        now = _now()
        with self._writing():
            self._db.execute(
                "INSERT INTO form VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET whole = excluded.whole",
                (form.form_id, form.version, form.fingerprint(), form_to_json(form), now),
            )
            self._db.executemany(
                "INSERT INTO issue (unit, unit_name, form_id, version, path, sha256, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                [(i.unit, i.unit_name, form.form_id, form.version, i.path, i.sha256, now) for i in issues],
            )

    def record_returns(self, returns: Iterable[Returned]) -> None:
        """Remember returns whose bytes are archived already; one that is known stays as it is."""
        now = _now()
        with self._writing():
            self._db.executemany(
                "INSERT INTO returned (path, sha256, suffix, received_at, modified, sender, unit, content, recorded_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [(*_columns(returned), now) for returned in returns],
            )

    def find_return(self, path: str, sha256: str) -> Returned | None:
        """What is recorded for these bytes under this path."""
        row = self._db.execute(f"{_SELECT} WHERE path = ? AND sha256 = ?", (path, sha256)).fetchone()
        return _returned(row) if row else None

    def find_bytes(self, sha256: str) -> Returned | None:
        """What is recorded for these bytes under any path."""
        row = self._db.execute(f"{_SELECT} WHERE sha256 = ? ORDER BY id", (sha256,)).fetchone()
        return _returned(row) if row else None

    def returns(self) -> list[Returned]:
        """Every return, in the order of recording."""
        return [_returned(row) for row in self._db.execute(f"{_SELECT} ORDER BY id")]

    def record_decisions(self, decisions: Iterable[Decision]) -> None:
        """Remember what was decided, all or nothing; nothing is ever taken out."""
        with self._writing():
            self._db.executemany(
                "INSERT INTO decision (doubt_id, sha256, action, at, key, before, after, value, reason, decided_by,"
                " content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        *(d.doubt_id, d.sha256, d.action.value, d.at.astimezone(UTC).isoformat(), d.key),
                        *(json.dumps(d.before, ensure_ascii=False), json.dumps(d.after, ensure_ascii=False)),
                        *(d.value, d.reason, d.by, json.dumps(dict(d.content), ensure_ascii=False)),
                    )
                    for d in decisions
                ],
            )

    def decisions(self) -> list[Decision]:
        """Every decision, in the order they were made."""
        rows = self._db.execute(
            "SELECT doubt_id, sha256, action, at, key, before, after, value, reason, decided_by, content"
            " FROM decision ORDER BY id"
        )
        return [_decision(row) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


@contextmanager
def open_ledger(path: Path, backup: Path, *, create: bool) -> Iterator[Ledger | None]:
    """The campaign's ledger.

    Args:
        path: The database file.
        backup: The file beside it that keeps the campaign's secret, should the ledger be lost.
        create: Whether a missing ledger is made; else None is given.

    Raises:
        LedgerError: If it is damaged, held by another program, or of a newer cpreport.
    """
    if not create and not path.exists():
        yield None
        return
    try:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path, backup)
            yield Ledger(connection)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise LedgerError(_problem_of(error, path)) from error


def _prepare(connection: sqlite3.Connection, path: Path, backup: Path) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > _SCHEMA_VERSION:
        raise LedgerError(Problem("problem.ledger.newer", {"version": str(version)}, path.name))
    if version == _SCHEMA_VERSION:
        return
    connection.execute("BEGIN EXCLUSIVE")
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        secret = _backed_up_secret(backup) or secrets.token_bytes(32)
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO setting VALUES ('secret', ?)", (secret.hex(),))
        connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
    connection.execute("COMMIT")


def save_secret(ledger: Ledger, backup: Path) -> None:
    """Leave a copy of the secret beside the ledger, readable by its owner only."""
    text = ledger.secret.hex()
    if not backup.exists() or backup.read_text("ascii", errors="replace").strip() != text:
        write_atomic(backup, f"{text}\n".encode())
        backup.chmod(0o600)


def _backed_up_secret(backup: Path) -> bytes | None:
    if not backup.exists():
        return None
    try:
        return bytes.fromhex(backup.read_text("ascii").strip())
    except (ValueError, OSError) as error:
        raise LedgerError(Problem("problem.ledger.secret", file=backup.name)) from error


def _problem_of(error: sqlite3.Error, path: Path) -> Problem:
    busy = isinstance(error, sqlite3.OperationalError) and "locked" in str(error)
    kind = "busy" if busy else "unusable"
    return Problem(f"problem.ledger.{kind}", {"detail": str(error)}, path.name)


_SELECT = "SELECT path, sha256, suffix, received_at, modified, sender, content FROM returned"


def _columns(returned: Returned) -> tuple[str | None, ...]:
    return (
        returned.path,
        returned.sha256,
        returned.suffix,
        returned.received_at.astimezone(UTC).isoformat(),
        returned.modified.astimezone(UTC).isoformat() if returned.modified else None,
        returned.sender,
        returned.unit,
        json.dumps(content_of(returned), ensure_ascii=False),
    )


def _returned(row: tuple[Any, ...]) -> Returned:
    path, sha256, suffix, received_at, modified, sender, content = row
    changed_at = datetime.fromisoformat(modified) if modified else None
    plain = Returned(path, sha256, datetime.fromisoformat(received_at), suffix, changed_at, sender=sender)
    return with_content(plain, json.loads(content))


def _decision(row: tuple[Any, ...]) -> Decision:
    doubt, sha256, action, at, key, before, after, value, reason, by, content = row
    return Decision(
        doubt,
        sha256,
        Action(action),
        datetime.fromisoformat(at),
        key,
        json.loads(before),
        json.loads(after),
        value,
        reason,
        by,
        json.loads(content),
    )


def _now() -> str:
    # The moment of recording is a fact of the ledger itself, never part of an answer.
    return datetime.now(UTC).isoformat()
