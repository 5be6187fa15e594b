"""A Word document taken apart into paragraphs without parsing it, because most stand word for word in every return.

A paragraph that was read once is known by its bytes, and so is what stands between paragraphs, the skeleton. That this
gives exactly what parsing the whole gives rests on:

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
    from collections.abc import Callable, Sequence

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
_OTHER_IDS: Final = re.compile(
    rb"(<w:(?:tr|sectPr))(?= w)(?: w:rsidR%s)?(?: w:rsidRPr%s)?(?: w14:paraId%s w14:textId%s)?"
    rb"(?: w:rsidTr%s)?(?: w:rsidSect%s)?(?=/?>)" % ((_HEX,) * 6)
)
_W14: Final = b' xmlns:w14="'
_ID: Final = b" w:rsidR"
_FIRST: Final = 1_000  # bytes of the body, where the first paragraph begins


class Slices(NamedTuple):
    """A document taken apart.

    Attributes:
        head: All up to the body.
        skeleton: The document with an empty element in place of each paragraph.
        paragraphs: The slices that are paragraphs.
    """

    head: bytes
    skeleton: bytes
    paragraphs: list[bytes]


def cut(xml: bytes) -> Slices | None:
    """Take a main part apart; None where that cannot be told to be right."""
    body = xml.find(_BODY)
    if body < 0 or len(xml) > _LARGEST:
        return None
    head = xml[: body + len(_BODY)]
    # Where the first paragraph has no revision ids, hardly any other has, and it does no harm to leave them.
    has_ids = _W14 in head and _ID in xml[body : body + _FIRST]
    *pieces, last = (_RUN_IDS.sub(b"<w:r>", xml) if has_ids else xml).split(b"</w:p>")
    between: list[bytes] = []
    paragraphs: list[bytes] = []
    for piece in pieces:
        start, paragraph = _parted(piece, has_ids=has_ids)
        if not paragraph:
            return None
        between.append(start)
        paragraphs.append(paragraph)
    skeleton = _PLACE.join([*between, last])
    return Slices(head, _OTHER_IDS.sub(rb"\1", skeleton) if has_ids else skeleton, paragraphs)


def _parted(piece: bytes, *, has_ids: bool) -> tuple[bytes, bytes]:
    """What stands before the paragraph that ends a piece, and the paragraph; empty where none begins in it."""
    before = b""
    while opening := _OPENING.search(piece):
        start = opening.start()
        ids = _PARAGRAPH_IDS.match(piece, start) if has_ids else None
        if ids is None:
            return before + piece[:start], piece[start:]
        rest = piece[ids.end() :]
        if rest.startswith(b">"):
            return before + piece[:start], b"<w:p" + rest
        before += piece[:start] + b"<w:p"  # an empty paragraph
        piece = rest
    return before, b""


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
        self._skeletons: Lately[bytes, _Skeleton] = Lately()
        self._paragraphs: Lately[bytes, Paragraph] = Lately()
        self._stencils: Lately[Around, Stencil] = Lately()
        self.size = 0

    def walk(self, slices: Slices) -> DocxWalk | None:
        """The walk over a document; None where it must be parsed as a whole."""
        self._make_room()
        skeleton = self._skeletons.get(slices.skeleton) or self._learn_skeleton(slices)
        paragraphs = None if skeleton is None else self._read(slices)
        if skeleton is None or paragraphs is None:
            return None
        walk = DocxWalk(self._fonts, self._numbering, paragraphs)
        if skeleton.rows is None:
            walk.walk(skeleton.body)
        else:
            walk.take(zip(paragraphs, skeleton.rows, strict=True))
        walk.finish()
        return walk

    def _make_room(self) -> None:
        if self.size > _MOST_AT_ONCE:
            for known in (self._skeletons, self._paragraphs, self._stencils):
                known.grow_old()
            self.size = 0

    def _learn_skeleton(self, slices: Slices) -> _Skeleton | None:
        root = _parsed_skeleton(slices)
        places = [] if root is None else [place for place in root.iter(w("p")) if place.get(KNOWN)]
        body = None if root is None else root.find(w("body"))
        if body is None or len(places) != len(slices.paragraphs) or any(map(_is_deep, places)):
            return None
        for number, place in enumerate(places):
            place.set(KNOWN, str(number))
        learnt = _Skeleton(body, self._rows(body, len(places)))
        self._skeletons.put(slices.skeleton, learnt)
        self.size += len(slices.skeleton)
        return learnt

    def _rows(self, body: _Element, count: int) -> tuple[int, ...] | None:
        inside = (element for holder in body.iter(*_HOLDERS) for element in holder)
        if not all(element.tag in _NOTHING_ELSE for element in inside):
            return None
        walk = DocxWalk(self._fonts, self._numbering, [Paragraph(Line(str(number), 0)) for number in range(count)])
        walk.walk(body)
        is_whole = [line.text for line in walk.lines] == list(map(str, range(count))) and not walk.tags
        return tuple(line.row for line in walk.lines) if is_whole else None

    def _read(self, slices: Slices) -> list[Paragraph] | None:
        """The paragraphs; None where one of them is more than its own line."""
        known = {each: self._paragraphs.get(each) or self._filled(each) for each in slices.paragraphs}
        if new := [each for each, paragraph in known.items() if paragraph is None]:
            found = _elements(slices.head, new)
            if found is None:
                return None
            known |= {each: self._learn(each, element) for each, element in zip(new, found, strict=True)}
        read = [paragraph for each in slices.paragraphs if (paragraph := known[each]) is not None]
        return read if len(read) == len(slices.paragraphs) else None

    def _filled(self, paragraph: bytes) -> Paragraph | None:
        """A paragraph filled into the stencil of one that was read before; None where there is none."""
        parted = taken_out(paragraph)
        known = self._stencils.get(parted[0]) if parted else None
        if parted is None or known is None:
            return None
        return self._remembered(paragraph, known.filled(parted[1]))

    def _learn(self, paragraph: bytes, element: _Element) -> Paragraph | None:
        """A paragraph that was never seen; None where it is more than its own line."""
        read = DocxWalk(self._fonts, self._numbering).read_alone(element)
        if read is None:
            return None
        if (parted := taken_out(paragraph)) and (made := stencil(read[1], read[0], parted[1])):
            self._stencils.put(parted[0], made)
        return self._remembered(paragraph, read[0])

    def _remembered(self, paragraph: bytes, read: Paragraph) -> Paragraph:
        self._paragraphs.put(paragraph, read)
        self.size += len(paragraph)
        return read


def _parsed_skeleton(slices: Slices) -> _Element | None:
    """The skeleton, parsed; None where it is none."""
    behind = slices.skeleton[len(slices.head) :]
    hides = (
        _hides(behind)
        or b"showingPlcHdr" in behind
        or b"<!" in slices.head
        or not slices.skeleton.startswith(slices.head)
    )
    if hides or b"<w:p>" in behind or behind.count(b"<w:p ") != len(slices.paragraphs):
        return None
    return _parsed(slices.skeleton)


def _elements(head: bytes, slices: Sequence[bytes]) -> list[_Element] | None:
    """The elements of slices, each of which is one whole paragraph; None where they are not."""
    if any(_hides(each) or len(_OPENINGS.findall(each)) != 1 for each in slices):
        return None
    opening, closing = _AROUND
    root = _parsed(b"".join([head, opening, *(each + b"</w:p>" for each in slices), closing]))
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
