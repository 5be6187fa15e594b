"""What a person sees in a returned file, in reading order: lines of text, boxes, and our own names on them.

Word and Excel readers make the same view, so that answers are found and judged in one way. A Word paragraph is a line,
an Excel cell is a line; lines that stand beside each other in a table or sheet share their row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PICTURE = "\ufffc"
"""Stands in a line's text for a picture, a drawing or ink."""


class Control(NamedTuple):
    """A checkbox control: its glyph's range in the line's text, and the state its attribute says."""

    start: int
    end: int
    checked: bool


class OddKind(StrEnum):
    """What can make the cell of a sheet say something else than its text."""

    MERGED = "merged"
    DRAWN = "drawn"
    COMMENTED = "commented"
    HIDDEN = "hidden"
    COLOURED = "coloured"
    COMPLETED = "completed"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something about a cell besides its text.

    Attributes:
        kind: What it is.
        detail: The cells made one, the words drawn or noted there, the colour, or the date.
    """

    kind: OddKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or cell.

    Attributes:
        text: What can be read, symbol fonts turned into Unicode; PICTURE where a picture stands.
        row: Lines with the same number stand side by side.
        controls: Checkbox controls in it, in order.
        emphasised: Ranges of the text that are highlighted or underlined.
        struck: Ranges that are struck out.
        bullet: The sign that a list puts before it (Word); PICTURE for a picture.
        notes: What comments, footnotes and endnotes say that hang on it.
        drawn: Where each drawing that floats at this line may stand: the first and last line, counted from here.
        sheet: The number of the sheet in Excel; 0 in Word.
        where: The cell in Excel (`B7`); empty in Word.
        oddities: What else there is about a cell (Excel).
    """

    text: str
    row: int
    controls: tuple[Control, ...] = ()
    emphasised: tuple[tuple[int, int], ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    bullet: str = ""
    notes: tuple[str, ...] = ()
    drawn: tuple[tuple[int, int], ...] = ()
    sheet: int = 0
    where: str = ""
    oddities: tuple[Oddity, ...] = ()

    def __hash__(self) -> int:
        return hash(self.text)  # lines with the same text hardly differ otherwise


class Span(NamedTuple):
    """A range from one line's offset to another's; a point when both are the same."""

    first: int
    start: int
    last: int
    end: int


@dataclass(frozen=True, slots=True)
class View:
    """A whole file as it can be read.

    Attributes:
        reader: The format, as answers report it: `docx` or `xlsx`.
        lines: In reading order.
        tags: Spans of content controls by tag (Word).
        names: Spans of bookmarks (Word) or defined names (Excel).
        furniture: Texts of headers and footers.
        stamps: Stamps from the document's properties.
        modified: When the document says it was last changed, UTC.
        tracked: Whether it holds tracked changes.
        damaged: Whether its XML is broken, so that only what could be read of it stands here.
        is_grid: Whether lines are cells, where an empty box cell means not ticked.
        is_part: Whether it is one sheet of several.
    """

    reader: str
    lines: tuple[Line, ...]
    tags: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    furniture: tuple[str, ...] = ()
    stamps: tuple[str, ...] = ()
    modified: datetime | None = None
    tracked: bool = False
    damaged: bool = False
    is_grid: bool = False
    is_part: bool = False

    def text(self, span: Span) -> str:
        """The text of a span, its lines joined by line breaks."""
        if span.first == span.last:
            return self.lines[span.first].text[span.start : span.end]
        middle = (line.text for line in self.lines[span.first + 1 : span.last])
        return "\n".join([self.lines[span.first].text[span.start :], *middle, self.lines[span.last].text[: span.end]])
