"""Where the names of a document stand: several times where a form was copied, and never outside the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.readers.view import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.readers.view import Line

_MOST: Final = 100  # of one name; a form has one, and copies of it a few more


def add_span(spans: dict[str, tuple[Span, ...]], name: str, span: Span) -> None:
    """A further place where a name stands."""
    known = spans.get(name, ())
    if len(known) < _MOST:
        spans[name] = (*known, span)


def keep_within(spans: dict[str, tuple[Span, ...]], lines: Sequence[Line]) -> None:
    """End every span at the end of a line, as some begin or end between two or behind the last."""
    last = len(lines) - 1
    for name, own in spans.items():
        for span in own:
            if span.first < span.last or span.last > last:
                spans[name] = tuple(_within(span, last, lines) for span in own)
                break


def _within(span: Span, last: int, lines: Sequence[Line]) -> Span:
    # A bookmark that closes between two paragraphs ends where the earlier one ends.
    if last < 0:
        return Span(0, 0, 0, 0)
    first, end_line, end = min(span.first, last), span.last, span.end
    if end_line > first and end == 0:
        end_line -= 1
        end = len(lines[end_line].text)
    if end_line > last:
        end_line, end = last, len(lines[last].text)
    return Span(first, span.start if span.first <= last else 0, end_line, end)
