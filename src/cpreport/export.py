"""The answers as data: summary.json and summary.csv, and the findings and outcomes that --json prints."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cpreport.columns import columns
from cpreport.form import QuestionType
from cpreport.reading import Consequence
from cpreport.summary import Status
from cpreport.tidy import tidy_places, tidy_units
from cpreport.wording import finding_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpreport.decision import Decision
    from cpreport.form import Form, Question
    from cpreport.reading import Finding
    from cpreport.returned import Json, Outcome, Returned
    from cpreport.summary import Row, Summary

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TIDY_COLUMNS = ("unit", "group", "question", "choice", "value", "status")
_BYTE_ORDER_MARK = "\ufeff"  # Excel takes a CSV without it for the system's code page and garbles Thai


def to_json_text(document: Mapping[str, Json]) -> str:
    """A JSON document as it is printed and saved."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def summary_json(summary: Summary, *, with_answers: bool = True) -> dict[str, Json]:
    """The document of `summary --out x.json`; without answers, that of `status --json`."""
    form = summary.form
    counts = summary.counts
    return {
        "form": {
            "form_id": form.form_id,
            "version": form.version,
            "title": form.title,
            "due": form.due.isoformat(),
        },
        "as_of": summary.as_of.isoformat(),
        "counts": {
            "units": counts.units,
            "returned": counts.returned,
            "missing": counts.missing,
            "exempt": counts.exempt,
            "late": counts.late,
            "needs_review": counts.needs_review,
            "set_aside": counts.set_aside,
        },
        "returns": [_return_json(row, form, with_answers) for row in summary.answered],
        "missing": [row.unit.id for row in summary.missing],
        "set_aside": [_set_aside_json(returned, form) for returned in summary.set_aside],
    }


def finding_json(finding: Finding, form: Form) -> dict[str, Json]:
    """One finding as JSON, in the campaign's words."""
    message, hint = finding_message(finding, form, form.language)
    return {
        "kind": finding.kind.value,
        "question": finding.question or None,
        "choice": finding.choice or None,
        "read": finding.read or None,
        "where": finding.where or None,
        "needs_decision": finding.kind.consequence is not Consequence.NOTED,
        "message": message,
        "hint": hint,
    }


def file_json(path: str, sha256: str, outcome: Outcome, unit: str, findings: list[Json]) -> dict[str, Json]:
    """One file of `collect --json`."""
    return {
        "path": path,
        "sha256": sha256 or None,
        "outcome": outcome.value,
        "unit": unit or None,
        "findings": findings,
    }


def utc_text(moment: datetime | None) -> str | None:
    """A moment as the contract writes it: UTC, to the second, with a Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def summary_csv(summary: Summary) -> str:
    """The document of `summary --out x.csv`: a row for every unit, missing ones too."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in columns(summary.form)])
    for row in summary.rows:
        writer.writerow([_safe(cell) for cell in (*_fixed(row), *table_values(row, summary.form))])
    return _BYTE_ORDER_MARK + out.getvalue()


def tidy_csv(summary: Summary) -> Iterator[str]:
    """A line for every answer, in pieces: the data sheet of a workbook that cannot hold it."""
    yield _BYTE_ORDER_MARK + _csv_lines([_TIDY_COLUMNS])
    places = [place[:2] for place in tidy_places(summary.form)]
    for row, values in tidy_units(summary):
        unit, group, status = row.unit.id, _safe(row.unit.group), row.status.value
        answers = zip(places, map(_safe, values), strict=True)
        yield _csv_lines((unit, group, *place, value, status) for place, value in answers)


def table_values(row: Row, form: Form) -> list[Json]:
    """One unit's answers by those columns; None where there is no answer."""
    return [value for question in form.questions for value in _question_values(row, question)]


def _return_json(row: Row, form: Form, with_answers: bool) -> dict[str, Json]:
    returned = row.returned
    assert returned is not None
    document: dict[str, Json] = {
        "unit": row.unit.id,
        "status": (Status.NEEDS_REVIEW if returned.needs_review else Status.RETURNED).value,
        "late": row.late,
        "received_at": utc_text(row.received_at),
        "path": returned.path,
        "sha256": returned.sha256,
        "reader": returned.reader,
    }
    if with_answers:
        document["answers"] = _complete(returned, form)
    document["uncertain"] = {question: list(names) for question, names in returned.uncertain.items()}
    document["decided"] = {key: _decided_json(decision) for key, decision in row.decided.items() if key}
    document["findings"] = [finding_json(finding, form) for finding in row.findings]
    return document


def _decided_json(decision: Decision) -> dict[str, Json]:
    return {
        "before": decision.before,
        "after": decision.after,
        "by": decision.by,
        "at": utc_text(decision.at),
        "reason": decision.reason,
    }


def _complete(returned: Returned, form: Form) -> dict[str, Json]:
    # A return on an older version lacks the keys of newer questions: they are there, and blank.
    return form.blank_answers() | dict(returned.answers)


def _set_aside_json(returned: Returned, form: Form) -> dict[str, Json]:
    finding = next(f for f in returned.findings if f.kind.consequence is Consequence.SET_ASIDE)
    message, hint = finding_message(finding, form, form.language)
    return {
        "path": returned.path,
        "sha256": returned.sha256,
        "kind": finding.kind.value,
        "message": message,
        "hint": hint,
    }


def _fixed(row: Row) -> list[Json]:
    late = "" if row.returned is None else int(row.late)
    return [row.unit.id, row.unit.name, row.unit.group, row.status.value, late, utc_text(row.received_at)]


def _question_values(row: Row, question: Question) -> Iterable[Json]:
    answers = row.answers
    if question.type is QuestionType.SIGNATURE:
        answer = answers.get(question.name)
        signature = answer if isinstance(answer, dict) else {}
        signed = signature.get("signed")
        yield None if signed is None else int(bool(signed))
        yield signature.get("name")
        yield signature.get("date")
        return
    if question.type is QuestionType.SELECT_MULTIPLE:
        yield from _ticks(row, question)
    elif question.type is not QuestionType.NOTE:
        yield answers.get(question.name)
    yield from (answers.get(question.specify_key(choice)) for choice in question.choices if choice.specify)


def _ticks(row: Row, question: Question) -> Iterator[Json]:
    returned = row.returned
    if returned is None or question.name not in returned.answers:
        yield from (None for _ in question.choices)
        return
    ticked = row.ticked(question)
    gone = returned.gone.get(question.name, ())
    for choice in question.choices:
        yield None if choice.name in gone else int(choice.name in ticked)


def _csv_lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
