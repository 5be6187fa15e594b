"""XML as Office writes it: namespaces, a parser that hostile bytes cannot hurt, relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NoReturn

from lxml import etree

from cpreport.markup import NS as NS
from cpreport.markup import OFFICE
from cpreport.markup import escape as escape

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_TREE: Final = 180_000_000
"""Bytes a parsed part may take in memory, as estimated before it is parsed."""

_STRICT: Final = "http://purl.oclc.org/ooxml/"
_STRICT_ENDS: Final = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}

# What libxml2 takes for an element or a text, and for an attribute with its value; measured.
_NODE_BYTES: Final = 128
_ATTRIBUTE_BYTES: Final = 224
_SURELY_SMALL: Final = LARGEST_TREE // (_ATTRIBUTE_BYTES + 1)  # no byte begins more than an attribute
_PROLOG_CHUNK: Final = 4096
_USUAL_RELATIONSHIPS: Final = 16_384  # bytes
_DOCTYPE: Final = b"<!DOCTYPE"  # no other spelling is one, and `_parser` knows no other encoding
# libxml2's numbers for: no memory, entity loop, name too long, any other limit of its own.
_UNSAFE_CODES: Final = frozenset({2, 89, 110, 114})


class XmlFault(StrEnum):
    """Why a part could not be parsed."""

    MALFORMED = "malformed"
    UNSAFE = "unsafe"
    """A DOCTYPE, or deeper, longer or more than any real document."""


class XmlError(Exception):
    """A part that is not XML, or not XML that may be parsed; `detail` is a few English words for the log."""

    def __init__(self, reason: XmlFault, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a `.rels` part.

    Attributes:
        type: The transitional URI of its type.
        target: As written; `resolve` turns it into the name of a part.
        external: Whether the target lies outside the package. It is never followed.
    """

    type: str
    target: str
    external: bool


@cache
def w(tag: str) -> str:
    """Returns `{namespace}tag` of WordprocessingML, as lxml spells it."""
    return f"{{{NS['w']}}}{tag}"


@cache
def w14(tag: str) -> str:
    """Returns `{namespace}tag` of Word 2010's additions, checkboxes among them."""
    return f"{{{NS['w14']}}}{tag}"


@cache
def s(tag: str) -> str:
    """Returns `{namespace}tag` of SpreadsheetML."""
    return f"{{{NS['s']}}}{tag}"


def parse(data: bytes) -> etree._Element:
    """Parses one part of a package, in UTF-8 or UTF-16, and gives Strict documents their usual namespaces.

    Nothing outside `data` is ever opened. Comments and processing instructions are left out.

    Raises:
        XmlError: `UNSAFE` for any DOCTYPE, also where the XML behind it is broken, and for nesting, names,
            attributes and trees beyond what the parser is given; `MALFORMED` for what else is not XML.
    """
    utf8 = _utf8(data)
    _refuse_huge_tree(utf8)
    try:
        if _DOCTYPE in utf8:  # maybe only in a text or a comment: the parser decides
            _refuse_doctype(utf8)
        root: etree._Element = etree.fromstring(utf8, _plain_parser())
    except etree.XMLSyntaxError as error:
        raise _xml_error(error) from error
    _make_transitional(root)
    return root


def relationships(data: bytes) -> Mapping[str, Relationship]:
    """Reads a `.rels` part: relationship id -> relationship. Those that stand in thousands of files are read once.

    Raises:
        XmlError: It is not safe XML, or an id stands there twice.
    """
    return _known_relationships(data) if len(data) <= _USUAL_RELATIONSHIPS else _relationships(data)


def _relationships(data: bytes) -> Mapping[str, Relationship]:
    found: dict[str, Relationship] = {}
    for element in parse(data).iterfind("rel:Relationship", NS):
        name, kind, target = (element.get(key) for key in ("Id", "Type", "Target"))
        if name is None or kind is None or target is None:
            continue
        if name in found:
            raise XmlError(XmlFault.MALFORMED, "two relationships with the same id")
        found[name] = Relationship(_transitional(kind), target, element.get("TargetMode") == "External")
    return found


_known_relationships = lru_cache(maxsize=64)(_relationships)


def resolve(source_part: str, target: str) -> str:
    """Returns the name of the part that an internal relationship of `source_part` points to.

    Args:
        source_part: `word/document.xml`; empty for the package itself.
        target: `/word/styles.xml`, `styles.xml` or `../x.xml`. What would leave the package ends at its root.

    Example:
        >>> resolve("word/document.xml", "../customXml/item1.xml")
        'customXml/item1.xml'
    """
    path = target.partition("#")[0].replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source_part), path)).lstrip("/")


def relationships_part(part: str) -> str:
    """Returns where the relationships of a part stand: `word/_rels/document.xml.rels`; of the package: ''."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class _RootReached(Exception):  # noqa: N818  not an error: it ends a parse that has seen enough
    pass


class _Prolog:
    """A parser target that ends the parse at the DOCTYPE or at the root, whichever comes first."""

    def doctype(self, *_: str | None) -> NoReturn:
        raise XmlError(XmlFault.UNSAFE, "DOCTYPE")

    def start(self, *_: object) -> NoReturn:
        raise _RootReached

    def close(self) -> None:
        return None


def _refuse_doctype(utf8: bytes) -> None:
    # A DOCTYPE seen after parsing is seen too late: its entities are declared by then, and where the document
    # is broken further on, there is no tree to look at. Feeding in chunks stops at once.
    parser = _parser(_Prolog())
    try:
        for start in range(0, len(utf8), _PROLOG_CHUNK):
            parser.feed(utf8[start : start + _PROLOG_CHUNK])
        parser.close()  # a DOCTYPE that nothing closes is only looked at now
    except _RootReached:
        return


@cache
def _plain_parser() -> Any:  # noqa: ANN401
    return _parser()


def _parser(target: object = None) -> Any:  # noqa: ANN401  the stubs lack XMLParser.feed
    # The encoding is ours, not the document's: `_utf8` has settled it, and odd ones (UTF-7, EBCDIC) would hide
    # what `_refuse_huge_tree` counts. `Any`: the stubs do not know the arguments either.
    make: Any = etree.XMLParser
    return make(
        target=target,
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _utf8(data: bytes) -> bytes:
    """Turns UTF-16, the only other encoding that the packaging standard allows, into UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif data.startswith((b"<\x00", b"\x00<")):
        encoding = "utf-16-le" if data[0] else "utf-16-be"
    else:
        return data
    try:
        return data.decode(encoding).encode()
    except UnicodeError as error:
        raise XmlError(XmlFault.MALFORMED, "broken UTF-16") from error


def _refuse_huge_tree(utf8: bytes) -> None:
    if len(utf8) <= _SURELY_SMALL:
        return
    elements = utf8.count(b"<") - utf8.count(b"</")
    texts = utf8.count(b">") - utf8.count(b"><")
    needed = (elements + texts) * _NODE_BYTES + utf8.count(b"=") * _ATTRIBUTE_BYTES + len(utf8)
    if needed > LARGEST_TREE:
        raise XmlError(XmlFault.UNSAFE, "too many elements")


def _xml_error(error: etree.XMLSyntaxError) -> XmlError:
    code = getattr(error, "code", None)  # every one has it, but the stubs do not say so
    reason = XmlFault.UNSAFE if code in _UNSAFE_CODES else XmlFault.MALFORMED
    return XmlError(reason, str(error))


def _make_transitional(root: etree._Element) -> None:
    if not any(uri in _USUAL for uri in root.nsmap.values()):
        return
    for uri in _USUAL.values():
        # Declared once, here; else lxml declares it again on each element that has no renamed parent.
        root.set(f"{{{uri}}}declared", "")
        del root.attrib[f"{{{uri}}}declared"]
    for element in root.iter(etree.Element):
        element.tag = _transitional_name(element.tag)
        for key, value in element.attrib.items():
            name = str(key)
            if (usual := _transitional_name(name)) != name:
                del element.attrib[name]
                element.set(usual, value)


def _transitional_name(name: str) -> str:
    if not name.startswith("{" + _STRICT):
        return name
    uri, _, tag = name[1:].partition("}")
    return f"{{{_USUAL.get(uri, uri)}}}{tag}"


def _transitional(uri: str) -> str:
    if not uri.startswith(_STRICT):
        return uri
    family, _, rest = uri.removeprefix(_STRICT).partition("/")
    folder, slash, last = rest.rpartition("/")
    return f"{OFFICE}/{family}/2006/{folder}{slash}{_STRICT_ENDS.get(last, last)}"


_USUAL: Final = {
    _STRICT + name: _transitional(_STRICT + name)
    for name in (
        "wordprocessingml/main spreadsheetml/main drawingml/main drawingml/chart drawingml/picture"
        " drawingml/spreadsheetDrawing drawingml/wordprocessingDrawing officeDocument/customProperties"
        " officeDocument/docPropsVTypes officeDocument/extendedProperties officeDocument/math"
        " officeDocument/relationships"
    ).split()
}
