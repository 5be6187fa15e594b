"""What is drawn over a sheet or noted at its cells: pictures, ink, shapes with or without words, comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, parse, resolve, s
from cpreport.readers.view import PICTURE
from cpreport.readers.xlsx_grid import Anchor, Area, corner, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from cpreport.ooxml import Relationship
    from cpreport.package import Package

_MOST = 500
_MOST_COMMENTS = 2_000
_LONGEST_COMMENT = 2_000
_EMU_A_POINT = 12_700
_EMU_A_PIXEL = 9_525
_USUAL_ROW_PIXELS = 20


@dataclass(frozen=True, slots=True)
class Drawing:
    """Something drawn.

    Attributes:
        anchor: The cells it lies over.
        text: A picture's sign, and the words in it.
    """

    anchor: Anchor
    text: str


def drawings(package: Package, part: str, known: Mapping[str, Relationship]) -> Iterator[Drawing]:
    """Everything drawn over a sheet; the shadows that form controls leave there are left out."""
    for relation in known.values():
        if not relation.type.endswith("/drawing") or relation.external:
            continue
        data = package.read_optional(resolve(part, relation.target))
        root = parse(data) if data is not None else None
        for shape in list(root)[:_MOST] if root is not None else ():
            yield from _drawing(shape)


def comments(package: Package, part: str, known: Mapping[str, Relationship]) -> Iterator[tuple[str, str]]:
    """The notes at cells: the cell, and what the note says."""
    for relation in known.values():
        if not relation.type.endswith("/comments") or relation.external:
            continue
        data = package.read_optional(resolve(part, relation.target))
        root = parse(data) if data is not None else None
        for comment in list(root.iter(s("comment")))[:_MOST_COMMENTS] if root is not None else ():
            text = "".join(piece.text or "" for piece in comment.iter(s("t")))
            yield comment.get("ref", ""), " ".join(text.split())[:_LONGEST_COMMENT]


def _drawing(shape: _Element) -> Iterator[Drawing]:
    start = next(shape.iter(_xdr("from")), None)
    if start is None or _is_shadow(shape):
        return
    row, column, offset = corner(start)
    end = next(shape.iter(_xdr("to")), None)
    words = " ".join("".join(t.text or "" for t in p.iter(_a("t"))) for p in shape.iter(_a("p"))).strip()
    text = f"{PICTURE} {words}".strip()
    if end is not None:
        last_row, last_column, last_offset = corner(end)
        if (last_row, last_column, last_offset) == (row, column, offset):
            return  # of no size, as LibreOffice writes the shadows of controls
    else:
        size = next(shape.iter(_xdr("ext")), None)
        height = whole(size.get("cy")) if size is not None else 0
        last_row, last_column = row + min(height // (_EMU_A_PIXEL * _USUAL_ROW_PIXELS), 1_000), column
        last_offset = offset + height / _EMU_A_POINT if last_row == row else 0.0
    area = Area(row, column, max(row, last_row), max(column, last_column))
    yield Drawing(Anchor(area, offset, last_offset), text)


def _is_shadow(shape: _Element) -> bool:
    """Whether it stands for a form control, or is not shown at all."""
    return any(
        element.get("hidden") in {"1", "true"} or any(child.tag.endswith("}compatExt") for child in element.iter())
        for element in shape.iter(_xdr("cNvPr"))
    )


def _xdr(tag: str) -> str:
    return f"{{{NS['xdr']}}}{tag}"


def _a(tag: str) -> str:
    return f"{{{NS['a']}}}{tag}"
