"""Reads a returned Word form from its XML, only the parts that are needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, XmlError, parse, relationships, relationships_part, resolve, w
from cpreport.package import PackageError
from cpreport.places import PROPERTY
from cpreport.readers.docx_view import DocxWalk
from cpreport.readers.fonts import SYMBOL_FONT, FontTable
from cpreport.readers.numbering import Numbering
from cpreport.readers.slices import Setting, cut
from cpreport.readers.stencil import by_texts
from cpreport.readers.view import View
from cpreport.stamp import is_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from cpreport.package import Package

_MAIN = "/officeDocument"
# Headers and footers of one document that are looked at, and bytes of one part beside the main one.
_MOST_FURNITURE, _LARGEST_BESIDE = 60, 2_000_000
_USUAL_SIZE = 16_384  # bytes of relationships


def main_part(package: Package) -> str:
    """The name of the main document part, wherever an editor has put it; empty if there is none."""
    rels = package.read_optional("_rels/.rels")
    if rels is None:
        return ""
    targets = [r.target for r in relationships(rels).values() if r.type.endswith(_MAIN) and not r.external]
    return resolve("", targets[0]) if targets else ""


def docx_view(package: Package, main: str, root: _Element) -> View:
    """The view of a Word document.

    Args:
        package: The opened file.
        main: Name of its main part.
        root: That part, parsed.
    """
    parts = _Related(package, main)
    styles, theme = _telling(parts.data("styles"), parts.data("theme"))
    fonts = FontTable(_tree(styles), _tree(theme))
    walk = DocxWalk(fonts, cache(lambda: Numbering(parts.root("numbering"), _tree(styles), fonts)))
    walk.walk(root)
    walk.finish()
    return _view(package, parts, walk)


def sliced_view(package: Package, main: str, data: bytes) -> View | None:
    """The same view from the bytes of the main part; None where it must be parsed as a whole."""
    slices = cut(data)
    if slices is None:
        return None
    parts = _Related(package, main)
    styles, theme = _telling(parts.data("styles"), parts.data("theme"))
    try:
        numbering = parts.data("numbering")
    except PackageError:  # it may not be needed
        return None
    walk = _setting(slices.head, styles, theme, numbering).walk(slices)
    return None if walk is None else _view(package, parts, walk)


def _view(package: Package, parts: _Related, walk: DocxWalk) -> View:
    stamps, modified = properties(package)
    if notes := walk.anchors.texts(parts.root):
        walk.lines = [replace(line, notes=notes.get(number, ())) for number, line in enumerate(walk.lines)]
    furniture = tuple(text for data in parts.headers_and_footers() for text in by_texts(_furniture, data))
    return View("docx", tuple(walk.lines), walk.tags, walk.names, furniture, stamps, modified, walk.tracked)


def properties(package: Package) -> tuple[tuple[str, ...], datetime | None]:
    """The stamps in a file's properties, and when the document says it was last changed (UTC)."""
    custom = by_texts(_stamps, package.read_optional("docProps/custom.xml") or b"")
    identifier, modified = by_texts(_identifier_and_change, package.read_optional("docProps/core.xml") or b"")
    stamps = dict.fromkeys(custom) | (dict.fromkeys([identifier]) if is_stamp(identifier) else {})
    return tuple(stamps), _moment(modified)


def _stamps(custom: bytes) -> tuple[str, ...]:
    root = _tree(custom)
    named = () if root is None else (item for item in root if item.get("name") == PROPERTY)
    return tuple("".join(str(text) for text in item.itertext()) for item in named)


def _identifier_and_change(core: bytes) -> tuple[str, str]:
    root = _tree(core)
    if root is None:
        return "", ""
    said = (root.findtext(f"{{{NS[space]}}}{tag}") for space, tag in (("dc", "identifier"), ("dcterms", "modified")))
    identifier, modified = (text or "" for text in said)
    return identifier, modified


class _Related:
    """The parts that a document refers to, by the last word of the relationship's type."""

    def __init__(self, package: Package, main: str) -> None:
        rels = package.read_optional(relationships_part(main))
        self._package = package
        self._parts = (_usual_parts if len(rels or b"") <= _USUAL_SIZE else _parts)(rels, main)

    def data(self, kind: str) -> bytes:
        """The bytes of the one part of a kind; empty if there is none."""
        name = next((name for each, name in self._parts if each == kind), "")
        return self._package.read_shared(name) if name else b""

    def root(self, kind: str) -> _Element | None:
        """The one part of a kind, parsed; None if there is none, or none that can be read."""
        return _tree(self.data(kind))

    def headers_and_footers(self) -> Iterator[bytes]:
        """The headers and footers that are looked at."""
        names = [name for kind, name in self._parts if kind in {"header", "footer"}]
        return (data for name in names[:_MOST_FURNITURE] if (data := self._package.read_optional(name)))


def _parts(rels: bytes | None, main: str) -> tuple[tuple[str, str], ...]:
    """The parts that a main part refers to, each with the last word of the relationship's type."""
    related = relationships(rels).values() if rels is not None else ()
    named = ((r.type.rpartition("/")[2], resolve(main, r.target)) for r in related if not r.external)
    return tuple(dict.fromkeys(named))  # thousands of relationships may lead to one part


_usual_parts = lru_cache(maxsize=16)(_parts)


@lru_cache(maxsize=8)
def _setting(head: bytes, styles: bytes, theme: bytes, numbering: bytes) -> Setting:
    """What is common to documents with the same head and the same of these parts."""
    fonts = FontTable(_tree(styles), _tree(theme))
    return Setting(fonts, cache(lambda: Numbering(_tree(numbering), _tree(styles), fonts)))


@lru_cache(maxsize=16)
def _telling(styles: bytes, theme: bytes) -> tuple[bytes, bytes]:
    """Styles and theme where they say something of fonts and lists; hardly any document's do."""
    themed = bool(SYMBOL_FONT.search(theme))
    needed = themed or b"\0" in styles[:4] or b"numPr" in styles or SYMBOL_FONT.search(styles)
    return styles if needed else b"", theme if themed else b""


def _furniture(data: bytes) -> tuple[str]:
    """The text of a header or footer."""
    root = _tree(data)
    return ("" if root is None else "".join(text.text or "" for text in root.iter(w("t"))),)


def _tree(data: bytes) -> _Element | None:
    # Properties, footers, styles are evidence, not answers: a broken or huge one is as if absent.
    if not data or len(data) > _LARGEST_BESIDE:
        return None
    try:
        return parse(data)
    except XmlError as error:
        if error.reason is error.reason.UNSAFE:
            raise
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
