"""What a campaign remembers, as the methods of one value."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cpreport.decision import Action, Decision
from cpreport.form import form_from_json, form_to_json
from cpreport.reading import FindingKind
from cpreport.reminder import Reminder, ReminderKind
from cpreport.storage.rows import BRIEF, WHOLE, Brief, brief_of, columns_of, returned_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from cpreport.form import Form
    from cpreport.returned import Returned

# Some file systems count the time in steps of two seconds: what is so young may be written once more in the same step.
_CLOCK_GRAIN_NS: Final = 3_000_000_000


@dataclass(frozen=True, slots=True)
class Issue:
    """One form that was written for one unit: its path in the campaign and the hash of its bytes."""

    unit: str
    unit_name: str
    path: str
    sha256: str


class Seen(NamedTuple):
    """A file in the inbox when it was last read: its path, its size in bytes, when it was changed, and its hash."""

    path: str
    size: int
    changed_ns: int
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

    def issued_paths(self, form_id: str) -> dict[str, list[str]]:
        """Where each unit's forms were written, by unit id, the oldest first."""
        paths: dict[str, list[str]] = {}
        rows = self._db.execute("SELECT unit, path FROM issue WHERE form_id = ? ORDER BY id", (form_id,))
        for unit, path in rows:
            paths.setdefault(unit, []).append(path)
        return paths

    def record_reminders(self, reminders: Iterable[Reminder]) -> None:
        """Remember a whole round of reminders that were written."""
        rows = [(r.kind.value, r.round, r.unit, r.path, r.sha256, r.at.astimezone(UTC).isoformat()) for r in reminders]
        with self._writing():
            self._db.executemany(
                "INSERT INTO reminder (kind, round, unit, path, sha256, at) VALUES (?, ?, ?, ?, ?, ?)", rows
            )

    def reminders(self) -> list[Reminder]:
        """Every reminder of a finished round, the oldest first."""
        rows = self._db.execute("SELECT kind, round, unit, path, sha256, at FROM reminder ORDER BY id")
        return [
            Reminder(ReminderKind(kind), number, unit, path, digest, datetime.fromisoformat(at))
            for kind, number, unit, path, digest, at in rows
        ]

    def record_returns(self, returns: Iterable[Returned], seen: Iterable[Seen] = ()) -> None:
        """Remember returns whose bytes are archived already; one that is known stays as it is.

        One that could not be read, and was read again, is what it is now.

        Args:
            returns: What was read.
            seen: The files in the inbox that they are, so that unchanged ones need not be opened again.
        """
        now = datetime.now(UTC)
        settled = [one for one in seen if now.timestamp() * 1e9 - one.changed_ns > _CLOCK_GRAIN_NS]
        with self._writing():
            self._db.executemany(
                "INSERT INTO returned (path, sha256, suffix, received_at, modified, sender, unit, content, recorded_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path, sha256) DO UPDATE"
                " SET modified = excluded.modified, unit = excluded.unit, content = excluded.content"
                " WHERE returned.unit = ''",
                [(*columns_of(returned), now.isoformat()) for returned in returns],
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)",
                settled,
            )

    def seen(self, paths: Iterable[str]) -> dict[str, Seen]:
        """The files at these paths as they were when they were last read, those that were, by path."""
        rows = self._db.execute(
            "SELECT path, size, changed_ns, sha256 FROM seen WHERE path IN (SELECT value FROM json_each(?))",
            (json.dumps(list(paths)),),
        )
        return {row[0]: Seen._make(row) for row in rows}

    def not_converted(self, formats: Iterable[str]) -> frozenset[tuple[str, str]]:
        """Path and hash of every return in one of these formats that could not be read, and that nobody decided on."""
        rows = self._db.execute(
            "SELECT path, sha256 FROM returned WHERE unit = '' AND json_extract(content, '$.findings[0].kind') = ?"
            " AND json_extract(content, '$.findings[0].params.format') IN (SELECT value FROM json_each(?))"
            " AND sha256 NOT IN (SELECT sha256 FROM decision)",
            (FindingKind.UNSUPPORTED_FORMAT.value, json.dumps(list(formats))),
        )
        return frozenset((path, sha256) for path, sha256 in rows)

    def knows(self, path: str, sha256: str) -> bool:
        """Whether these bytes are recorded under this path."""
        known = self._db.execute("SELECT 1 FROM returned WHERE path = ? AND sha256 = ?", (path, sha256))
        return known.fetchone() is not None

    def record_container(self, path: str, sha256: str, suffix: str) -> None:
        """Remember an archived e-mail or ZIP file that returns came in; again it changes nothing."""
        with self._writing():
            self._db.execute(
                "INSERT INTO container (path, sha256, suffix) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (path, sha256, suffix),
            )

    def copies(self) -> list[tuple[str, str, str]]:
        """Path, hash and suffix of every file that is archived: returns, then what some of them came in."""
        returned = self._db.execute("SELECT path, sha256, suffix FROM returned ORDER BY id")
        containers = self._db.execute("SELECT path, sha256, suffix FROM container ORDER BY id")
        return [*returned, *containers]

    def fault(self) -> str:
        """What the database finds wrong with itself; empty where it is whole."""
        found = self._db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        return "" if found == "ok" else str(found)

    def returns(self) -> list[Returned]:
        """Every return, in the order of recording."""
        return [returned_of(row) for row in self._db.execute(f"{WHOLE} ORDER BY id")]

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

    def briefs_by_unit(self) -> Iterator[Brief]:
        """Every return in brief, those of a unit together; set-aside ones first."""
        return map(brief_of, self._db.execute(f"{BRIEF} ORDER BY unit, id"))

    def returns_of_unit(self, unit: str) -> Iterator[Returned]:
        """Every return that was read as this unit's; of no unit, those that were set aside."""
        return map(returned_of, self._db.execute(f"{WHOLE} WHERE unit = ? ORDER BY id", (unit,)))

    def returns_of(self, hashes: Iterable[str]) -> Iterator[Returned]:
        """Every return of these bytes."""
        for sha256 in hashes:
            yield from map(returned_of, self._db.execute(f"{WHOLE} WHERE sha256 = ? ORDER BY id", (sha256,)))

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
