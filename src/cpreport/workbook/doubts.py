"""The sheets of what a person should look at: findings, and files set aside, each with its archived original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.reading import Consequence, FindingKind
from cpreport.wording import finding_message, finding_subject
from cpreport.workbook.listing import Column, Line, write_listing

if TYPE_CHECKING:
    from cpreport.reading import Finding
    from cpreport.returned import Returned
    from cpreport.summary import Row
    from cpreport.workbook.book import Book, Cell


def write_findings(book: Book) -> None:
    """Every finding about a return that counts: those that ask for a decision first, then in the order of units."""
    widths = {"unit": 30, "kind": 18, "consequence": 14, "question": 34, "read": 20, "where": 10}
    widths |= {"message": 44, "hint": 34, "original": 11}
    found = [(row, finding) for row in book.summary.rows for finding in row.findings]
    found.sort(key=lambda pair: pair[1].kind.consequence is not Consequence.REVIEW)
    lines = [Line(_finding(book, row, finding), _tone(finding)) for row, finding in found]
    write_listing(book.sheet("findings"), _columns(book, widths), lines)


def write_set_aside(book: Book) -> None:
    """Every file that cannot count until a person decides."""
    widths = {"file": 46, "received": 13, "kind": 20, "message": 48, "hint": 48, "original": 11}
    lines = [Line(_set_aside(book, returned)) for returned in book.summary.set_aside]
    write_listing(book.sheet("set_aside"), _columns(book, widths), lines)


def _finding(book: Book, row: Row, finding: Finding) -> tuple[Cell, ...]:
    return (
        row.unit.name,
        book.say(f"workbook.kind.{finding.kind}"),
        book.say(f"workbook.consequence.{finding.kind.consequence}"),
        finding_subject(finding, book.form),
        book.day(row.received_at) if finding.kind is FindingKind.LATE and row.received_at else finding.read,
        finding.where,
        *finding_message(finding, book.form, book.language),
        book.original(row.returned),
    )


def _set_aside(book: Book, returned: Returned) -> tuple[Cell, ...]:
    finding = next(f for f in returned.findings if f.kind.consequence is Consequence.SET_ASIDE)
    return (
        returned.path,
        book.day(returned.received_at),
        book.say(f"workbook.kind.{finding.kind}"),
        *finding_message(finding, book.form, book.language),
        book.original(returned),
    )


def _tone(finding: Finding) -> tuple[str, ...]:
    return ("muted",) if finding.kind.consequence is Consequence.NOTED else ()


def _columns(book: Book, widths: dict[str, int]) -> tuple[Column, ...]:
    return tuple(Column(book.say(f"workbook.{key}"), width, ("left",)) for key, width in widths.items())
