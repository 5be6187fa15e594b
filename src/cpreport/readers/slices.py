"""A Word document taken apart into paragraphs without parsing it, because most stand word for word in every return.

A paragraph that was read once is known by its bytes and those before it, and what stands between all paragraphs, the
skeleton, by these pieces. That this gives exactly what parsing the whole gives rests on:

- What a paragraph brings into the view depends on its own bytes and on what is given to `Setting`: the namespaces of
  the document's head, styles, theme and lists. There are no others, as nothing behind the head declares any.
- Every new piece is parsed and read by the same walk as whole documents. A slice is taken only if it is one whole
  paragraph, holding no other and no note; a skeleton only if it is well formed with an empty element for each slice.
  Elements put into such places make a well-formed document again, and what could hide markup (comments, CDATA,
  processing instructions, a DOCTYPE) is in no piece. Nothing in a skeleton asks for the text of its paragraphs.
- Of paragraphs that differ in their texts alone one is read, and the others after its `stencil`.
- What is cut away beforehand, revision ids, says nothing about the text and stands in each tag once.
- The limits of the parser hold: neither part is deep enough to exceed them together, and no document is large.

Whatever does not fit is left to the parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport.ooxml import XmlError, parse, w
from cpreport.readers.docx_view import KNOWN, DocxWalk
from cpreport.readers.paragraph import Paragraph
from cpreport.readers.remembered import Lately
from cpreport.readers.stencil import Stencil, stencil, taken_out
from cpreport.readers.view import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml.etree import _Element

    from cpreport.readers.fonts import FontTable
    from cpreport.readers.numbering import Numbering
    from cpreport.readers.stencil import Around

_LARGEST: Final = 400_000  # bytes: no tree of as many is too large for `parse`
_MOST_AT_ONCE: Final = 700_000  # bytes of paragraphs and skeletons learnt in one setting before what is old goes
_DEEPEST: Final = 24  # elements around a paragraph; the parser allows 256 in all

_OPENING: Final = re.compile(rb"<w:p[ >]")
_OPENINGS: Final = re.compile(rb"<w:p[\s/>]")
_PLACE: Final = b'<w:p %s="0"/>' % KNOWN.encode()
_CLOSING: Final = b"</w:p>"
_BODY: Final = b"<w:body>"
_AROUND: Final = b"<w:tc>" * (_DEEPEST - 2), b"</w:tc>" * (_DEEPEST - 2) + b"</w:body></w:document>"
# The elements that hold paragraphs, and all that may stand in them where nothing else does.
_HOLDERS: Final = frozenset(map(w, ("body", "tbl", "tr", "tc", "sdt", "sdtContent")))
_NOTHING_ELSE: Final = _HOLDERS | frozenset(
    map(w, ("p", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr"))
)
_HIDING: Final = (b"<!", b"<?", b"xmlns", b"xml:id")  # wherever they stand: hardly any text has them

# Revision ids as Word writes them: in this order, each at most once, and nothing else in the tag.
_HEX: Final = rb'="[0-9A-F]{8}"'
_RUN_IDS: Final = re.compile(rb"<w:r w:rsidR(?:%s(?: w:rsidRPr%s)?|Pr%s)>" % ((_HEX,) * 3))
_PARAGRAPH_IDS: Final = re.compile(
    rb"<w:p(?= w)(?: w14:paraId%s w14:textId%s)?(?: w:rsidR%s)?(?: w:rsidRPr%s)?(?: w:rsidRDefault%s)?(?: w:rsidP%s)?"
    rb"(?=/?>)" % ((_HEX,) * 6)
)
_ROW_IDS: Final = re.compile(
    rb"<w:tr(?= w)(?: w:rsidR%s)?(?: w:rsidRPr%s)?(?: w14:paraId%s w14:textId%s)?(?: w:rsidTr%s)?(?=/?>)"
    % ((_HEX,) * 5)
)
_SECTION_IDS: Final = re.compile(
    rb"<w:sectPr(?= w)(?: w:rsidR%s)?(?: w:rsidRPr%s)?(?: w:rsidSect%s)?(?=/?>)" % ((_HEX,) * 3)
)
_NAMED_IDS: Final = (
    (_RUN_IDS, b"<w:r>"),
    (_PARAGRAPH_IDS, b"<w:p"),
    (_ROW_IDS, b"<w:tr"),
    (_SECTION_IDS, b"<w:sectPr"),
)
_W14: Final = b' xmlns:w14="'
_ID: Final = b" w:rsidR"
_FIRST: Final = 1_000  # bytes of the body, where the first paragraph begins


class Slices(NamedTuple):
    """A document taken apart behind each of its paragraphs.

    Attributes:
        head: All up to the body.
        pieces: What ends with a paragraph, its closing tag apart; the first begins with the head.
        last: What stands behind the last paragraph.
    """

    head: bytes
    pieces: list[bytes]
    last: bytes


def cut(xml: bytes) -> Slices | None:
    """Take a main part apart; None where that cannot be told to be right."""
    body = xml.find(_BODY)
    if body < 0 or len(xml) > _LARGEST:
        return None
    head = xml[: body + len(_BODY)]
    # Where the first paragraph has no revision ids, hardly any other has, and it does no harm to leave them.
    if _W14 in head and _ID in xml[body : body + _FIRST]:
        for ids, bare in _NAMED_IDS:
            xml = ids.sub(bare, xml)
    *pieces, last = xml.split(_CLOSING)
    return Slices(head, pieces, last)


class _Piece(NamedTuple):
    """A piece of a document whose paragraph was read.

    Attributes:
        before: What stands before the paragraph.
        paragraph: It.
    """

    before: bytes
    paragraph: Paragraph


class _Skeleton(NamedTuple):
    """A skeleton that was parsed.

    Attributes:
        body: Its body; the empty elements in it have the numbers of their paragraphs.
        rows: The row of each paragraph, where there is nothing but paragraphs, in tables or not; else None.
    """

    body: _Element
    rows: tuple[int, ...] | None


class Setting:
    """What paragraphs mean in documents with the same head, styles and lists, and those that were read there.

    Args:
        fonts: What the styles say of fonts.
        numbering: The lists, asked for at the first paragraph that is in one.

    Attributes:
        size: Bytes of what it has learnt since something was forgotten.
    """

    def __init__(self, fonts: FontTable, numbering: Callable[[], Numbering]) -> None:
        self._fonts = fonts
        self._numbering = numbering
        self._skeletons: Lately[tuple[bytes, ...], _Skeleton] = Lately()
        self._pieces: Lately[bytes, _Piece] = Lately()
        self._stencils: Lately[Around, Stencil] = Lately()
        self.size = 0

    def walk(self, slices: Slices) -> DocxWalk | None:
        """The walk over a document; None where it must be parsed as a whole."""
        self._make_room()
        pieces = self._read(slices)
        if pieces is None:
            return None
        between = (*[piece.before for piece in pieces], slices.last)
        skeleton = self._skeletons.get(between) or self._learn_skeleton(slices.head, between)
        if skeleton is None:
            return None
        paragraphs = [piece.paragraph for piece in pieces]
        walk = DocxWalk(self._fonts, self._numbering, paragraphs)
        if skeleton.rows is None:
            walk.walk(skeleton.body)
        else:
            walk.take(paragraphs, skeleton.rows)
        walk.finish()
        return walk

    def _make_room(self) -> None:
        if self.size > _MOST_AT_ONCE:
            for known in (self._skeletons, self._pieces, self._stencils):
                known.grow_old()
            self.size = 0

    def _learn_skeleton(self, head: bytes, between: tuple[bytes, ...]) -> _Skeleton | None:
        skeleton, count = _PLACE.join(between), len(between) - 1
        root = _parsed_skeleton(head, skeleton, count)
        places = [] if root is None else [place for place in root.iter(w("p")) if place.get(KNOWN)]
        body = None if root is None else root.find(w("body"))
        if body is None or len(places) != count or any(map(_is_deep, places)):
            return None
        for number, place in enumerate(places):
            place.set(KNOWN, str(number))
        learnt = _Skeleton(body, self._rows(body, count))
        self._skeletons.put(between, learnt)
        self.size += len(skeleton)
        return learnt

    def _rows(self, body: _Element, count: int) -> tuple[int, ...] | None:
        inside = (element for holder in body.iter(*_HOLDERS) for element in holder)
        if not all(element.tag in _NOTHING_ELSE for element in inside):
            return None
        walk = DocxWalk(self._fonts, self._numbering, [Paragraph(Line(str(number), 0)) for number in range(count)])
        walk.walk(body)
        is_whole = [line.text for line in walk.lines] == list(map(str, range(count))) and not walk.tags
        return tuple(line.row for line in walk.lines) if is_whole else None

    def _read(self, slices: Slices) -> list[_Piece] | None:
        """The pieces; None where the paragraph of one is none, or more than its own line."""
        known = self._pieces.get_all(slices.pieces)
        unknown = [each for each, piece in zip(slices.pieces, known, strict=True) if piece is None]
        if unknown and not self._learn(slices.head, dict.fromkeys(unknown)):
            return None
        found = self._pieces.get_all(slices.pieces) if unknown else known
        return [piece for piece in found if piece is not None]

    def _learn(self, head: bytes, unknown: Iterable[bytes]) -> bool:
        """Read what was never seen; False where that cannot be done apart from its document."""
        new: list[tuple[bytes, int]] = []
        for piece in unknown:
            opening = _OPENING.search(piece)
            if opening is None:
                return False
            if filled := self._filled(piece[opening.start() :]):
                self._remember(piece, opening.start(), filled)
            else:
                new.append((piece, opening.start()))
        elements = _elements(head, [piece[start:] for piece, start in new]) if new else []
        return elements is not None and all(
            self._understood(piece, start, element) for (piece, start), element in zip(new, elements, strict=True)
        )

    def _filled(self, paragraph: bytes) -> Paragraph | None:
        """A paragraph filled into the stencil of one that was read before; None where there is none."""
        parted = taken_out(paragraph)
        known = self._stencils.get(parted[0]) if parted else None
        return None if parted is None or known is None else known.filled(parted[1])

    def _understood(self, piece: bytes, start: int, element: _Element) -> bool:
        """Whether a paragraph that was never seen is no more than its own line; then it is remembered."""
        read = DocxWalk(self._fonts, self._numbering).read_alone(element)
        if read is None:
            return False
        if (parted := taken_out(piece[start:])) and (made := stencil(read[1], read[0], parted[1])):
            self._stencils.put(parted[0], made)
        self._remember(piece, start, read[0])
        return True

    def _remember(self, piece: bytes, start: int, paragraph: Paragraph) -> None:
        self._pieces.put(piece, _Piece(piece[:start], paragraph))
        self.size += len(piece)


def _parsed_skeleton(head: bytes, skeleton: bytes, places: int) -> _Element | None:
    """A document with an empty element in place of each paragraph, parsed; None where it is none."""
    behind = skeleton[len(head) :]
    hides = _hides(behind) or b"showingPlcHdr" in behind or b"<!" in head or not skeleton.startswith(head)
    if hides or b"<w:p>" in behind or behind.count(b"<w:p ") != places:
        return None
    return _parsed(skeleton)


def _elements(head: bytes, slices: Sequence[bytes]) -> list[_Element] | None:
    """The elements of slices, each of which is one whole paragraph; None where they are not."""
    if any(_hides(each) or len(_OPENINGS.findall(each)) != 1 for each in slices):
        return None
    opening, closing = _AROUND
    root = _parsed(b"".join([head, opening, *(each + _CLOSING for each in slices), closing]))
    first = None if root is None else next(root.iter(w("p")), None)
    parent = None if first is None else first.getparent()
    found = [] if parent is None else list(parent)
    return found if len(found) == len(slices) and all(each.tag == w("p") for each in found) else None


def _parsed(xml: bytes) -> _Element | None:
    """A document; None where it is none, or not well formed."""
    try:
        root = parse(xml)
    except XmlError:
        return None
    return root if root.tag == w("document") else None


def _hides(xml: bytes) -> bool:
    """Whether a piece may change how the pieces behind it are to be read."""
    return any(sign in xml for sign in _HIDING)


def _is_deep(place: _Element) -> bool:
    return sum(1 for _ in place.iterancestors()) > _DEEPEST
