"""What one paragraph of a Word document brings into the view, the same wherever in the document it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpreport.readers.view import Control, Line, Span

if TYPE_CHECKING:
    from lxml.etree import _Element

    from cpreport.readers.drawings import Reach
    from cpreport.readers.fonts import Fonts

Tag = tuple[str, int, int]
"""A content control with a tag: the tag, and the range of its text in the line."""
Bookmark = tuple[str, str, int]
"""An end of a bookmark: its id, its name where it begins (else empty), and the offset in the line."""
Name = tuple[str, str, int, int]
"""One of our own bookmarks that begins and ends in a paragraph: its id, its name, and its range in the line."""
Spans = tuple[tuple[str, tuple[Span]], ...]
"""Names, and where each stands."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph that has been read.

    Attributes:
        line: It as a line.
        tags: The content controls in it, in the order in which they end.
        names: Our own bookmarks, in the order in which they end, where all of them begin and end in it.
        bookmarks: Else where they begin in it, and where any bookmark ends.
        tracked: Whether it holds tracked changes.
    """

    line: Line
    tags: tuple[Tag, ...] = ()
    names: tuple[Name, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    tracked: bool = False
    _spans: tuple[int, Spans, Spans] = (-1, (), ())

    @property
    def is_plain(self) -> bool:
        """Whether it is its line and nothing else."""
        return not (self.tags or self.names or self.bookmarks or self.tracked)

    def spans_in(self, number: int) -> tuple[Spans, Spans]:
        """Where its tags and names stand if its line has this number; the last is remembered, as with the row."""
        if self._spans[0] != number:
            tags = tuple([(tag, (Span(number, start, number, end),)) for tag, start, end in self.tags])
            names = tuple([(name, (Span(number, start, number, end),)) for _, name, start, end in self.names])
            self._spans = number, tags, names
        return self._spans[1:]

    def line_in(self, row: int) -> Line:
        """It as a line of this row. The last row it stood in is remembered: forms alike have it in the same."""
        line = self.line
        if line.row != row:  # not `replace`, which takes several times as long
            self.line = Line(line.text, row, line.controls, line.emphasised, line.struck, line.bullet, drawn=line.drawn)
        return self.line


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph that is being read.

    Attributes:
        boxed: Paragraphs inside it, in text boxes.
        texts: The plain texts in it: the number of the part that each became, the text, and its fonts.
        is_fixed: Whether what was read depends on what a text says, and not on its fonts alone.
    """

    style: str = ""
    bullet: str = ""
    shaded: bool = False
    parts: list[str] = field(default_factory=list)
    length: int = 0
    controls: list[Control] = field(default_factory=list)
    emphasised: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    drawn: list[Reach] = field(default_factory=list)
    boxed: list[_Element] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    texts: list[tuple[int, str, Fonts]] = field(default_factory=list)
    is_fixed: bool = False

    def add_text(self, text: str, fonts: Fonts) -> None:
        """Text that follows, as these fonts show it."""
        if text:
            self.texts.append((len(self.parts), text, fonts))
            self.add(fonts.shown(text))

    def add(self, text: str) -> None:
        """Text that follows."""
        self.parts.append(text)
        self.length += len(text)

    def closed(self, row: int) -> Paragraph:
        """The paragraph, now that all of it was read."""
        if self.shaded:
            self.emphasised.append((0, self.length))
        line = Line(
            "".join(self.parts),
            row,
            tuple(self.controls),
            tuple(self.emphasised),
            tuple(self.struck),
            self.bullet,
            drawn=tuple(self.drawn),
        )
        names = _whole(self.bookmarks)
        return Paragraph(line, tuple(self.tags), names, () if names else tuple(self.bookmarks))


def _whole(bookmarks: list[Bookmark]) -> tuple[Name, ...]:
    """The bookmarks, where each that begins ends and each that ends has begun; else none."""
    opened: dict[str, tuple[str, int]] = {}
    names: list[Name] = []
    for bookmark, name, offset in bookmarks:
        if bool(name) is (bookmark in opened):
            return ()  # it begins twice, or ends without having begun
        if name:
            opened[bookmark] = name, offset
        else:
            names.append((bookmark, *opened.pop(bookmark), offset))
    return () if opened else tuple(names)
