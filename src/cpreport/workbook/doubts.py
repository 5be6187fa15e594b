"""The sheets of what a person should look at: findings, and files set aside, each with its archived original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.reading import Consequence, FindingKind
from cpreport.wording import answer_label, answer_text, finding_message, finding_subject
from cpreport.workbook.listing import Column, Line, write_listing

if TYPE_CHECKING:
    from cpreport.decision import Decision
    from cpreport.reading import Finding
    from cpreport.returned import Returned
    from cpreport.summary import Row
    from cpreport.workbook.book import Book


def write_findings(book: Book) -> None:
    """Every finding about a return that counts: those that ask for a decision first, then in the order of units."""
    widths = {"unit": 30, "kind": 18, "consequence": 14, "question": 34, "read": 20, "where": 10}
    widths |= {"message": 44, "hint": 34, "original": 11}
    found = [(row, finding) for row in book.summary.rows for finding in row.findings]
    found.sort(key=lambda pair: pair[1].kind.consequence is not Consequence.REVIEW)
    write_listing(book.sheet("findings"), _columns(book, widths), found, lambda pair: _finding(book, *pair))


def write_set_aside(book: Book) -> None:
    """Every file that cannot count until a person decides."""
    widths = {"file": 46, "received": 13, "kind": 20, "message": 48, "hint": 48, "original": 11}
    columns, files = _columns(book, widths), book.summary.set_aside
    write_listing(book.sheet("set_aside"), columns, files, lambda returned: _set_aside(book, returned))


def write_decisions(book: Book) -> None:
    """Every decision in force: the answer before and after, who decided, when and why."""
    widths = {"unit": 30, "question": 34, "decision": 14, "before": 26, "after": 26}
    widths |= {"by": 18, "on": 13, "reason": 34, "original": 11}
    names = {row.unit.id: row.unit.name for row in book.summary.rows}
    decided = [(row.unit.name, key, decision, row.returned) for row in book.summary.rows for key, decision in row.trail]
    decided += [
        (names.get(returned.unit, returned.path), "", decision, returned)
        for returned, decision in book.summary.rejected
    ]
    if decided:
        write_listing(book.sheet("decisions"), _columns(book, widths), decided, lambda one: _decision(book, *one))


def _decision(book: Book, name: str, key: str, decision: Decision, returned: Returned | None) -> Line:
    before, after = (
        answer_text(book.form, key, answer, book.language) or "–" for answer in (decision.before, decision.after)
    )
    cells = (
        name,
        answer_label(book.form, key, book.language) or "–",
        decision.action.value,
        before,
        after,
        decision.by,
        book.day(decision.at),
        decision.reason,
        book.original(returned),
    )
    return Line(cells)


def _finding(book: Book, row: Row, finding: Finding) -> Line:
    cells = (
        row.unit.name,
        book.say(f"workbook.kind.{finding.kind}"),
        book.say(f"workbook.consequence.{finding.kind.consequence}"),
        finding_subject(finding, book.form),
        book.day(row.received_at) if finding.kind is FindingKind.LATE and row.received_at else finding.read,
        finding.where,
        *finding_message(finding, book.form, book.language),
        book.original(row.returned),
    )
    return Line(cells, finding.kind.consequence is Consequence.NOTED)


def _set_aside(book: Book, returned: Returned) -> Line:
    finding = next(f for f in returned.findings if f.kind.consequence is Consequence.SET_ASIDE)
    cells = (
        returned.path,
        book.day(returned.received_at),
        book.say(f"workbook.kind.{finding.kind}"),
        *finding_message(finding, book.form, book.language),
        book.original(returned),
    )
    return Line(cells)


def _columns(book: Book, widths: dict[str, int]) -> tuple[Column, ...]:
    return tuple(Column(book.say(f"workbook.{key}"), width, ("left",)) for key, width in widths.items())
