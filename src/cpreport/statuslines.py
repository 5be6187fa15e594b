"""What of a campaign still waits: for a person to decide, or for a unit to correct; and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.wording import terminal_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.language import Language
    from cpreport.summary import Row, Summary


def to_decide(summary: Summary) -> int:
    """How many doubts a person is to decide: a file that is set aside is one."""
    return sum(len(row.open) for row in summary.answered) + len(summary.set_aside)


def to_review(summary: Summary) -> tuple[Row, ...]:
    """The rows of units that count and have something for a person to decide."""
    return tuple(row for row in summary.counted if row.open)


def to_correct(summary: Summary) -> tuple[Row, ...]:
    """The rows of units whose return was sent back and not replaced yet."""
    return tuple(row for row in summary.answered if row.sent_back)


def doubt_lines(summary: Summary, language: Language) -> Iterator[str]:
    """A line for each doubt to decide: whose it is, what it is, and in which file."""
    for row in summary.answered:
        for finding in row.open:
            message, _ = terminal_message(finding, summary.form, language)
            yield f"  {row.unit.id}: {message} ({row.returned.path if row.returned else ''})"
    for returned in summary.set_aside:
        message, _ = terminal_message(returned.findings[0], summary.form, language)
        yield f"  {returned.path}: {message}"


def correction_lines(summary: Summary, language: Language) -> Iterator[str]:
    """A line for each answer that a unit was asked to correct."""
    for row in to_correct(summary):
        for finding in row.sent_back:
            message, _ = terminal_message(finding, summary.form, language)
            yield f"  {row.unit.id}: {message}"


def next_step(summary: Summary) -> str:
    """The key of what to do now: decide first, then ask again, then sum up."""
    if to_decide(summary):
        return "status.next-review"
    if to_correct(summary):
        return "status.next-correct"
    if not summary.counts.missing:
        return "status.next-summary"
    overdue = any(row.due < summary.as_of for row in summary.missing)
    return "status.next-wait" if overdue else "status.next-collect"
