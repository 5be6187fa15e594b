"""Reads a returned Word form from its XML, only the parts that are needed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, XmlError, parse, relationships, relationships_part, resolve, w
from cpreport.places import PROPERTY
from cpreport.readers.docx_view import DocxWalk
from cpreport.readers.view import View
from cpreport.stamp import is_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from cpreport.package import Package

_MAIN = "/officeDocument"


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
    walk = DocxWalk()
    walk.walk(root)
    walk.finish()
    stamps, modified = properties(package)
    return View(
        "docx",
        tuple(walk.lines),
        walk.tags,
        walk.names,
        tuple(_headers_and_footers(package, main)),
        stamps,
        modified,
        walk.tracked,
    )


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


def _headers_and_footers(package: Package, main: str) -> Iterator[str]:
    rels = package.read_optional(relationships_part(main))
    if rels is None:
        return
    for relation in relationships(rels).values():
        if relation.type.endswith(("/header", "/footer")) and not relation.external:
            part = _optional(package, resolve(main, relation.target))
            if part is not None:
                yield "".join(text.text or "" for text in part.iter(w("t")))


def _optional(package: Package, name: str) -> _Element | None:
    # Properties and footers are evidence, not answers: a broken one is as if absent.
    data = package.read_optional(name)
    if data is None:
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
