"""What was read from a return as plain JSON, the shape in which the ledger keeps it."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from cpreport.reading import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpreport.returned import Json, Returned


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
        "findings": [asdict(finding) for finding in returned.findings],
        "blank": returned.blank,
    }


def with_content(returned: Returned, content: Mapping[str, Any]) -> Returned:
    """The return with what `content_of` gave."""
    return replace(
        returned,
        unit=content["unit"],
        version=content["version"],
        reader=content["reader"],
        answers=content["answers"],
        uncertain={question: tuple(names) for question, names in content["uncertain"].items()},
        gone={question: tuple(names) for question, names in content["gone"].items()},
        layers=content["layers"],
        findings=tuple(Finding(**finding | {"kind": FindingKind(finding["kind"])}) for finding in content["findings"]),
        blank=content["blank"],
    )
