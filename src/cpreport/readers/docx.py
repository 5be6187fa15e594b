"""Reads a returned Word form from its XML, only the parts that are needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, XmlError, parse, relationships, relationships_part, resolve, w
from cpreport.places import PROPERTY
from cpreport.readers.docx_view import DocxWalk
from cpreport.readers.fonts import SYMBOL_FONT, FontTable
from cpreport.readers.numbering import Numbering
from cpreport.readers.view import View
from cpreport.stamp import is_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from cpreport.package import Package

_MAIN = "/officeDocument"
# Headers and footers of one document that are looked at, and bytes of one part beside the main one.
_MOST_FURNITURE, _LARGEST_BESIDE = 60, 2_000_000


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
    fonts = _fonts(parts)
    walk = DocxWalk(fonts, cache(lambda: Numbering(parts.root("numbering"), parts.root("styles"), fonts)))
    walk.walk(root)
    walk.finish()
    stamps, modified = properties(package)
    notes = walk.anchors.texts(parts.root)
    lines = (replace(line, notes=notes[i]) if i in notes else line for i, line in enumerate(walk.lines))
    furniture = tuple("".join(text.text or "" for text in part.iter(w("t"))) for part in parts.headers_and_footers())
    return View("docx", tuple(lines), walk.tags, walk.names, furniture, stamps, modified, walk.tracked)


def properties(package: Package) -> tuple[tuple[str, ...], datetime | None]:
    """The stamps in a file's properties, and when the document says it was last changed (UTC)."""
    stamps: list[str] = []
    custom = _optional(package, "docProps/custom.xml")
    if custom is not None:
        named = (item for item in custom if item.get("name") == PROPERTY)
        stamps += ["".join(str(text) for text in item.itertext()) for item in named]
    core = _optional(package, "docProps/core.xml")
    if core is None:
        return tuple(stamps), None
    identifier = core.findtext(f"{{{NS['dc']}}}identifier") or ""
    if is_stamp(identifier):
        stamps.append(identifier)
    return tuple(dict.fromkeys(stamps)), _moment(core.findtext(f"{{{NS['dcterms']}}}modified") or "")


class _Related:
    """The parts that a document refers to, by the last word of the relationship's type."""

    def __init__(self, package: Package, main: str) -> None:
        rels = package.read_optional(relationships_part(main))
        related = relationships(rels).values() if rels is not None else ()
        self._package = package
        named = ((r.type.rpartition("/")[2], resolve(main, r.target)) for r in related if not r.external)
        self._parts = tuple(dict.fromkeys(named))  # thousands of relationships may lead to one part

    def data(self, kind: str) -> bytes:
        """The bytes of the one part of a kind; empty if there is none."""
        name = next((name for each, name in self._parts if each == kind), "")
        return (self._package.read_optional(name) if name else None) or b""

    def root(self, kind: str) -> _Element | None:
        """The one part of a kind, parsed; None if there is none, or none that can be read."""
        name = next((name for each, name in self._parts if each == kind), "")
        return _optional(self._package, name) if name else None

    def headers_and_footers(self) -> Iterator[_Element]:
        """Every header and footer that can be read."""
        names = [name for kind, name in self._parts if kind in {"header", "footer"}]
        parts = (_optional(self._package, name) for name in names[:_MOST_FURNITURE])
        return (part for part in parts if part is not None)


def _fonts(parts: _Related) -> FontTable:
    """What styles say of fonts and lists; hardly any document's do, and then they need not be parsed."""
    styles, theme = parts.data("styles"), parts.data("theme")
    themed = bool(SYMBOL_FONT.search(theme))
    needed = themed or b"\0" in styles[:4] or b"numPr" in styles or SYMBOL_FONT.search(styles)
    return FontTable(parts.root("styles") if needed else None, parts.root("theme") if themed else None)


def _optional(package: Package, name: str) -> _Element | None:
    # Properties, footers, styles are evidence, not answers: a broken or huge one is as if absent.
    data = package.read_optional(name)
    if data is None or len(data) > _LARGEST_BESIDE:
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
