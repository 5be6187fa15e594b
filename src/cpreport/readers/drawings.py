"""Where a drawing stands that floats over the page: which lines around its own it may cover."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

Reach = tuple[int, int]
"""The first and the last line that a drawing may cover, counted from its own paragraph."""

# No line of a form is lower, and nobody places a drawing more exactly; in EMU, 360,000 to the centimetre.
_LINE = 180_000
_TOLERANCE = 144_000
_MOST_LINES = 12
_LONGEST_LENGTH = 12  # digits: more is on no paper
# What cannot be told from the file may be a line off either way.
_SOMEWHERE: Reach = (-1, 1)
_BESIDE_PARAGRAPH = frozenset({"paragraph", "line"})
_ANCHOR, _EXTENT, _VERTICAL, _OFFSET = (
    f"{{{NS['wp']}}}{tag}" for tag in ("anchor", "extent", "positionV", "posOffset")
)
_SHAPES = tuple(f"{{{NS['v']}}}{tag}" for tag in ("shape", "rect", "oval", "line", "roundrect", "polyline", "group"))
_UNITS = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525, "pc": 152_400, "": 12_700}
_LENGTH = re.compile(r"(-?[0-9]{0,9}\.?[0-9]{1,9})(pt|in|cm|mm|px|pc|)")


def text_boxes(picture: _Element) -> Iterator[_Element]:
    """The text boxes of a picture element; what is in a box inside another one comes with the outer one."""
    for child in picture:
        if child.tag == w("txbxContent"):
            yield child
        else:
            yield from text_boxes(child)


def reaches(picture: _Element) -> list[Reach]:
    """Where each floating drawing in a picture element may stand; none for what stands in the line like a letter."""
    anchored = [_anchored(anchor) for anchor in picture.iter(_ANCHOR)]
    return anchored or [_styled(style) for shape in picture.iter(*_SHAPES) if "absolute" in (style := _style(shape))]


def _anchored(anchor: _Element) -> Reach:
    position, extent = anchor.find(_VERTICAL), anchor.find(_EXTENT)
    offset = position.findtext(_OFFSET) if position is not None else None
    if position is None or offset is None or position.get("relativeFrom") not in _BESIDE_PARAGRAPH:
        return _SOMEWHERE
    height = extent.get("cy", "0") if extent is not None else "0"
    return _lines(int(offset) if _is_number(offset) else 0, int(height) if _is_number(height) else 0)


def _styled(style: str) -> Reach:
    fields = dict(field.split(":", 1) for field in style.replace(" ", "").split(";") if ":" in field)
    if fields.get("mso-position-vertical-relative", "text") not in {"text", "line", "paragraph"}:
        return _SOMEWHERE
    return _lines(_length(fields.get("margin-top", "0")), _length(fields.get("height", "0")))


def _lines(top: int, height: int) -> Reach:
    bottom = top + height
    above = ceil(max(0, -top - _TOLERANCE) / _LINE)
    below = max(0, bottom - _TOLERANCE) // _LINE
    return -min(above, _MOST_LINES), min(below, _MOST_LINES)


def _length(text: str) -> int:
    found = _LENGTH.fullmatch(text)
    return int(float(found[1]) * _UNITS[found[2]]) if found else 0


def _style(shape: _Element) -> str:
    return shape.get("style", "")


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < _LONGEST_LENGTH
