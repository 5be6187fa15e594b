"""What was read from a return as plain JSON, the shape in which the ledger keeps it."""

from __future__ import annotations

import json
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, Any

from cpreport.reading import Finding, FindingKind
from cpreport.returned import Returned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpreport.returned import Json


def content_of(returned: Returned) -> dict[str, Json]:
    """Unit, version, reader, answers and findings of a return."""
    return {
        "unit": returned.unit,
        "version": returned.version,
        "reader": returned.reader,
        "answers": dict(returned.answers),
        "uncertain": {question: list(names) for question, names in returned.uncertain.items()},
        "gone": {question: list(names) for question, names in returned.gone.items()},
        "layers": dict(returned.layers),
        "findings": [_plain(finding) for finding in returned.findings],
        "blank": returned.blank,
    }


def with_content(returned: Returned, content: Mapping[str, Any]) -> Returned:
    """The return with what `content_of` gave."""
    return Returned(  # not `replace`, which takes longer than all the rest
        returned.path,
        returned.sha256,
        returned.received_at,
        returned.suffix,
        returned.modified,
        sender=returned.sender,
        unit=content["unit"],
        version=content["version"],
        reader=content["reader"],
        answers={intern(name): _kept_once(value) for name, value in content["answers"].items()},
        uncertain={question: tuple(names) for question, names in content["uncertain"].items()},
        gone={question: tuple(names) for question, names in content["gone"].items()},
        layers=_layers(tuple(content["layers"].items())),
        findings=_findings(content["findings"]),
        blank=content["blank"],
    )


@lru_cache(maxsize=256)
def findings_from_json(text: str) -> tuple[Finding, ...]:
    """The findings of a return, from what `content_of` gave of them as JSON; most returns have the same few."""
    return _findings(json.loads(text))


def _plain(finding: Finding) -> dict[str, Json]:
    return {
        "kind": finding.kind,
        "question": finding.question,
        "choice": finding.choice,
        "read": finding.read,
        "where": finding.where,
        "params": dict(finding.params),
    }


def _findings(plain: list[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(**finding | {"kind": FindingKind(finding["kind"])}) for finding in plain)


# A ministry has 30,000 returns: what they say alike, names of questions and choices above all, is kept once.


def _kept_once(value: Json) -> Json:
    if isinstance(value, list):
        return [intern(name) if isinstance(name, str) else name for name in value]
    return value


@lru_cache(maxsize=256)
def _layers(items: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return dict(items)  # a plain one: returns go to processes of their own
