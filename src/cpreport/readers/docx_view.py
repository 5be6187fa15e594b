"""A Word document as a view: the accepted text in reading order, with controls and bookmarks where they stand.

Accepted means: insertions are kept, deletions dropped, of alternatives one branch is taken, hidden text is skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.ooxml import NS, XmlError, XmlFault, w, w14
from cpreport.readers.drawings import reaches, text_boxes
from cpreport.readers.equations import EQUATIONS, equation_text
from cpreport.readers.fonts import NO_FONTS, Fonts, FontTable
from cpreport.readers.labels import clean, without_placeholder
from cpreport.readers.looks import RunLook, form_box, is_on, is_shaded, symbol
from cpreport.readers.marks import judge
from cpreport.readers.notes import REFERENCES, Anchors
from cpreport.readers.paragraph import OpenParagraph, Paragraph
from cpreport.readers.spans import add_span, keep_within
from cpreport.readers.view import PICTURE, Control, Line, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.etree import _Element

    from cpreport.readers.numbering import Numbering

_FIXED_TEXT = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr")
_DROPPED = frozenset(map(w, ("del", "moveFrom", *_PROPERTIES)))
_TRACKED = frozenset({w("ins"), w("del"), w("moveFrom"), w("moveTo")})
_PICTURES = frozenset({w("drawing"), w("pict"), w("object"), w("contentPart"), w14("contentPart")})
_IN_RUN = frozenset({w("t"), w("sym"), *_FIXED_TEXT})
MOST_LINES = 100_000  # 2,000 pages
KNOWN = "cp"
"""The attribute of an empty paragraph that stands for one that was read before."""


class DocxWalk:
    """One walk over the body of a document.

    Args:
        fonts: What its styles say of fonts.
        numbering: Its lists, asked for at the first paragraph that is in one.
        known: Paragraphs that were read before; in their stead the body has elements with their number (`KNOWN`).
    """

    def __init__(self, fonts: FontTable, numbering: Callable[[], Numbering], known: Sequence[Paragraph] = ()) -> None:
        self._fonts = fonts
        self._numbering = numbering
        self._known = known
        self.anchors = Anchors()
        self.lines: list[Line] = []
        self.tags: dict[str, tuple[Span, ...]] = {}
        self.names: dict[str, tuple[Span, ...]] = {}
        self.tracked = False
        self._line: OpenParagraph | None = None
        self._rows = 0
        self._row_of_table = 0
        self._open_bookmarks: dict[str, tuple[str, int, int]] = {}
        self._handlers: dict[str, Callable[[_Element], None]] = {
            w("p"): self._paragraph,
            w("r"): self._run,
            w("sdt"): self._control,
            w("tr"): self._table_row,
            w("bookmarkStart"): self._bookmark_start,
            w("bookmarkEnd"): self._bookmark_end,
            w("commentRangeStart"): self._comment_start,
            w("commentRangeEnd"): self._comment_end,
            f"{{{NS['mc']}}}AlternateContent": self._alternatives,
            **dict.fromkeys(EQUATIONS, self._equation),
        }

    def walk(self, element: _Element) -> None:
        """Take everything below an element into the view."""
        for child in element:
            tag = child.tag
            if tag in _TRACKED:
                self.tracked = True
            if tag in _DROPPED:
                continue
            self._handlers.get(tag, self.walk)(child)

    def _here(self) -> tuple[int, int]:
        return len(self.lines), self._line.length if self._line else 0

    def take(self, paragraphs: Sequence[Paragraph], rows: Sequence[int]) -> None:
        """All paragraphs of a document, which were read before, each with its row."""
        for paragraph, row in zip(paragraphs, rows, strict=True):
            if paragraph.is_plain:
                self.lines.append(paragraph.line_in(row))
            elif paragraph.bookmarks or paragraph.tracked:
                self._take(paragraph, row)
            else:
                tags, names = paragraph.spans_in(len(self.lines))
                self.lines.append(paragraph.line_in(row))
                _add_spans(self.tags, tags)
                _add_spans(self.names, names)

    def read_alone(self, paragraph: _Element) -> tuple[Paragraph, OpenParagraph] | None:
        """A paragraph apart from its document, and how it was read; None where it is more than its own line."""
        self.tracked = False
        opened = self._read(paragraph)
        if opened.boxed or self.anchors or self._rows:
            return None
        read = opened.closed(0)
        read.tracked = self.tracked
        return read, opened

    def _paragraph(self, paragraph: _Element) -> None:
        if self._line is not None:
            self._line.boxed.append(paragraph)
            return
        if len(self.lines) >= MOST_LINES:
            raise XmlError(XmlFault.UNSAFE, "too many paragraphs")
        self._rows += 1
        row = self._row_of_table or self._rows
        if self._known and (number := paragraph.get(KNOWN)):
            self._take(self._known[int(number)], row)
            return
        opened = self._read(paragraph)
        self._take(opened.closed(row), row)
        for each in opened.boxed:
            self._paragraph(each)

    def _read(self, paragraph: _Element) -> OpenParagraph:
        properties = paragraph.find(w("pPr"))
        style, bullet = self._style(properties)
        self._line = line = OpenParagraph(style, bullet, is_shaded(properties))
        self.walk(paragraph)
        self._line = None
        return line

    def _take(self, paragraph: Paragraph, row: int) -> None:
        number = len(self.lines)
        self.lines.append(paragraph.line_in(row))
        self.tracked = self.tracked or paragraph.tracked
        for name, start, end in paragraph.tags:
            add_span(self.tags, name, Span(number, start, number, end))
        for bookmark, name, start, end in paragraph.names:
            self._open_bookmarks.pop(bookmark, None)  # what began before it with its id is lost
            add_span(self.names, name, Span(number, start, number, end))
        for bookmark, name, offset in paragraph.bookmarks:
            self._bookmark(bookmark, name, number, offset)

    def _style(self, properties: _Element | None) -> tuple[str, str]:
        """The style of a paragraph, and the bullet before it."""
        if properties is None:
            return "", ""
        named = properties.find(w("pStyle"))
        style = "" if named is None else named.get(w("val"), "")
        is_listed = properties.find(w("numPr")) is not None or style in self._fonts.numbered_styles
        return style, self._numbering().bullet(properties, style) if is_listed else ""

    def _run(self, run: _Element) -> None:
        own = run.find(w("rPr"))
        properties = {} if own is None else {child.tag: child for child in own}
        look = RunLook.of(properties)
        if look.hidden or self._line is None:
            return
        start = self._line.length
        fonts = self._fonts.of(properties, self._line.style)
        for child in run:
            self._piece(child, fonts)
        if self._line.length > start:
            if look.emphasised:
                self._line.emphasised.append((start, self._line.length))
            if look.struck:
                self._line.struck.append((start, self._line.length))

    def _piece(self, piece: _Element, fonts: Fonts) -> None:
        assert self._line is not None
        tag = piece.tag
        if tag == w("t"):
            self._line.add_text(piece.text or "", fonts)
        elif tag in _FIXED_TEXT:
            self._line.add(_FIXED_TEXT[tag])
        elif tag == w("sym"):
            self._line.add(symbol(piece))
        elif tag in _PICTURES:
            self._picture(piece)
        elif tag == f"{{{NS['mc']}}}AlternateContent":
            self._alternatives(piece)
        elif tag in REFERENCES:
            self.anchors.refer(REFERENCES[tag], piece.get(w("id"), ""), len(self.lines))
        elif tag == w("fldChar"):
            self._line.add(form_box(piece))
        elif tag == w("ruby"):
            base = piece.find(w("rubyBase"))
            self.walk(base if base is not None else piece)

    def _picture(self, picture: _Element) -> None:
        assert self._line is not None
        self._line.is_fixed = True
        boxes = list(text_boxes(picture))
        shown = "".join(text.text or "" for box in boxes for text in box.iter(w("t"))).strip()
        if not shown:
            self._line.add(PICTURE)
        if not shown or judge(shown):
            self._line.drawn += reaches(picture)
        for box in boxes if shown else ():
            self.walk(box)

    def _alternatives(self, element: _Element) -> None:
        # One branch, else everything stands there twice.
        branches = [element.find(f"{{{NS['mc']}}}{name}") for name in ("Choice", "Fallback")]
        known = [b for b in branches if b is not None and not all("symex" in str(c.tag) for c in b)]
        branch = next(iter(known), None)
        if branch is None:
            return
        if self._line is not None and any(child.tag in _PICTURES or child.tag in _IN_RUN for child in branch):
            for child in branch:
                self._piece(child, NO_FONTS)
        else:
            self.walk(branch)

    def _equation(self, equation: _Element) -> None:
        if self._line is not None:
            self._line.add(equation_text(equation))

    def _comment_start(self, mark: _Element) -> None:
        self.anchors.start(mark.get(w("id"), ""), len(self.lines))

    def _comment_end(self, mark: _Element) -> None:
        self.anchors.end(mark.get(w("id"), ""), *self._here())

    def _control(self, control: _Element) -> None:
        properties = control.find(w("sdtPr"))
        content = control.find(w("sdtContent"))
        if content is None:
            return
        checkbox = properties.find(w14("checkbox")) if properties is not None else None
        if checkbox is None and properties is not None and is_on(properties.find(w("showingPlcHdr"))):
            if self._line is not None:
                self._line.is_fixed = True
            shown = "".join(text.text or "" for text in content.iter(w("t")))
            # Some editors leave the flag on when somebody has typed: only what is known to be a placeholder goes.
            if not clean(without_placeholder(shown)):
                return
        line, start = self._here()
        self.walk(content)
        end_line, end = self._here()
        tag = properties.find(w("tag")) if properties is not None else None
        if tag is not None:
            name = tag.get(w("val"), "")
            if self._line is None:
                add_span(self.tags, name, Span(line, start, end_line, end))
            else:
                self._line.tags.append((name, start, end))
        if checkbox is not None and self._line is not None:
            checked = is_on(checkbox.find(w14("checked")))
            self._line.controls.append(Control(start, end, checked))

    def _table_row(self, row: _Element) -> None:
        # The paragraphs of one row share its number; those of a nested table have their own rows.
        outer = self._row_of_table
        self._rows += 1
        self._row_of_table = self._rows
        self.walk(row)
        self._row_of_table = outer

    def _bookmark_start(self, mark: _Element) -> None:
        name = mark.get(w("name"), "")
        if name.startswith("cp_"):
            self._bookmark_at(mark, name)

    def _bookmark_end(self, mark: _Element) -> None:
        self._bookmark_at(mark, "")

    def _bookmark_at(self, mark: _Element, name: str) -> None:
        bookmark = mark.get(w("id"), "")
        if self._line is None:
            self._bookmark(bookmark, name, *self._here())
        else:
            self._line.bookmarks.append((bookmark, name, self._line.length))

    def _bookmark(self, bookmark: str, name: str, line: int, offset: int) -> None:
        """One end of a bookmark: where it begins, with its name."""
        if name:
            self._open_bookmarks[bookmark] = (name, line, offset)
        elif opened := self._open_bookmarks.pop(bookmark, None):
            name, first, start = opened
            add_span(self.names, name, Span(first, start, line, offset))

    def finish(self) -> None:
        """Close what was left open: a bookmark without its end is still a point."""
        for name, line, start in self._open_bookmarks.values():
            self.names.setdefault(name, (Span(line, start, line, start),))
        for spans in (self.names, self.tags):
            keep_within(spans, self.lines)


def _add_spans(spans: dict[str, tuple[Span, ...]], further: Iterable[tuple[str, tuple[Span]]]) -> None:
    for name, own in further:
        if name in spans:
            add_span(spans, name, own[0])
        else:
            spans[name] = own
