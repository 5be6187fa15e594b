"""A return as a row of the ledger, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cpreport.records import content_of, findings_from_json, with_content
from cpreport.returned import Returned

if TYPE_CHECKING:
    from cpreport.reading import Finding

WHOLE: Final = "SELECT path, sha256, suffix, received_at, modified, sender, content FROM returned"
"""The rows of `returned_of`."""

# An infinite number among the answers is none that every SQLite can read.
BRIEF: Final = (
    "SELECT path, sha256, unit, received_at,"
    " CASE WHEN json_valid(content) THEN json_extract(content, '$.findings') END FROM returned"
)
"""The rows of `brief_of`."""

_TO_JSON: Final = json.JSONEncoder(ensure_ascii=False).encode


class Brief(NamedTuple):
    """A return without its answers.

    Attributes:
        path: See `Returned`, as all the others.
        sha256: Hash of its bytes.
        unit: The unit it answers for.
        received_at: When it came, UTC.
        findings: Doubts and notes that the file itself gives; None where only the whole return can tell.
    """

    path: str
    sha256: str
    unit: str
    received_at: datetime
    findings: tuple[Finding, ...] | None


def columns_of(returned: Returned) -> tuple[str | None, ...]:
    """Path, hash, suffix, both dates, sender, unit and content of a return."""
    return (
        returned.path,
        returned.sha256,
        returned.suffix,
        returned.received_at.astimezone(UTC).isoformat(),
        returned.modified.astimezone(UTC).isoformat() if returned.modified else None,
        returned.sender,
        returned.unit,
        _TO_JSON(content_of(returned)),
    )


def returned_of(row: tuple[Any, ...]) -> Returned:
    """The return of a row of `WHOLE`."""
    path, sha256, suffix, received_at, modified, sender, content = row
    changed_at = datetime.fromisoformat(modified) if modified else None
    plain = Returned(path, sha256, datetime.fromisoformat(received_at), suffix, changed_at, sender=sender)
    return with_content(plain, json.loads(content))


def brief_of(row: tuple[Any, ...]) -> Brief:
    """The return of a row of `BRIEF`."""
    path, sha256, unit, received_at, findings = row
    told = findings_from_json(findings) if findings else None
    return Brief(path, sha256, unit, datetime.fromisoformat(received_at), told)
