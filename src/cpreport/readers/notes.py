"""Comments, footnotes and endnotes: what a person wrote beside the page, and the lines it hangs on."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cpreport.ooxml import w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element

REFERENCES = {
    w("commentReference"): "comments",
    w("footnoteReference"): "footnotes",
    w("endnoteReference"): "endnotes",
}
"""What refers to a note, and the part that holds it."""

_NOTES = {"comments": w("comment"), "footnotes": w("footnote"), "endnotes": w("endnote")}
# A comment on everything is on nothing in particular, but a person is to see it once.
_MOST_LINES = 60


class Anchors:
    """Where notes hang, gathered while a document is read."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], list[int]] = {}
        self._open: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._lines or self._open)

    def start(self, comment: str, line: int) -> None:
        """A comment's range begins in a line."""
        self._open[comment] = line

    def end(self, comment: str, line: int, offset: int) -> None:
        """A comment's range ends in a line, before this offset."""
        first = self._open.pop(comment, line)
        last = line - 1 if offset == 0 and line > first else line
        self._lines["comments", comment] = list(range(first, min(last, first + _MOST_LINES) + 1))

    def refer(self, part: str, note: str, line: int) -> None:
        """A note is referred to in a line; where a comment has a range, that is the better place."""
        self._lines.setdefault((part, note), [self._open.get(note, line) if part == "comments" else line])

    def texts(self, part: Callable[[str], _Element | None]) -> Mapping[int, tuple[str, ...]]:
        """What the notes say, by the index of the line.

        Args:
            part: Opens a part by the kind of its relationship; None where there is none.
        """
        found: defaultdict[int, list[str]] = defaultdict(list)
        for kind in dict.fromkeys(kind for kind, _ in self._lines):
            root, elsewhere = part(kind), self._first_line(kind)
            for note, text in _said(root, _NOTES[kind]) if root is not None else ():
                for line in self._lines.get((kind, note), elsewhere):
                    found[line].append(text)
        return {line: tuple(texts) for line, texts in found.items()}

    def _first_line(self, part: str) -> list[int]:
        # A reply that some editor left without an anchor of its own is shown where the first comment hangs.
        return min(lines for (kind, _), lines in self._lines.items() if kind == part) if part == "comments" else []


def _said(root: _Element, tag: str) -> Iterator[tuple[str, str]]:
    for note in root.iter(tag):
        paragraphs = ("".join(text.text or "" for text in paragraph.iter(w("t"))) for paragraph in note.iter(w("p")))
        text = " ".join(filter(None, map(str.strip, paragraphs)))
        if text:
            yield note.get(w("id"), ""), text
