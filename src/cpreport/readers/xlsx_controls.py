"""Form-control checkboxes that lie over a sheet: their state stands in parts of their own.

Excel 2010 and later keep it in `xl/ctrlProps`, older ones and other programs only in the sheet's VML drawing; a cell
may be linked to it, anywhere in the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, XmlError, XmlFault, parse, resolve, s
from cpreport.readers.repair import repaired
from cpreport.readers.view import PICTURE
from cpreport.readers.xlsx_grid import Anchor, Area, corner, position, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from cpreport.ooxml import Relationship
    from cpreport.package import Package

_TICKED, _EMPTY, _MIXED = "☑", "☐", "■"
_STATES = {"checked": _TICKED, "1": _TICKED, "mixed": _MIXED, "2": _MIXED}
_BOXES = frozenset({"checkbox", "radio"})
_NO_ANSWERS = frozenset(
    {"note", "gbox", "button", "label", "drop", "list", "scroll", "spin", "dialog", "rect", "shape"}
)
_MOST = 2_000
_POINTS_A_PIXEL = 0.75
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


@dataclass(slots=True)
class Tick:
    """A checkbox that lies over cells.

    Attributes:
        glyph: What it shows.
        anchor: Where it lies; None where the file does not say.
        linked: Row and column of the cell on this sheet that holds its state too.
        is_sure: Whether nothing contradicts it.
    """

    glyph: str
    anchor: Anchor | None
    linked: tuple[int, int] | None = None
    is_sure: bool = True


def controls(package: Package, part: str, sheet: _Element, known: Mapping[str, Relationship]) -> list[Tick]:
    """Every checkbox and option button on a sheet, and other controls as pictures.

    Args:
        package: The opened file.
        part: Name of the sheet's part.
        sheet: That part, parsed.
        known: The sheet's relationships.
    """
    shapes = [shape for data in _drawings(package, part, known) for shape in _from_vml(data)]
    places = {name: tick.anchor for name, tick in shapes if tick is not None}
    own: dict[str, Tick | None] = {}
    for control in list(sheet.iter(s("control")))[:_MOST]:
        relation = known.get(control.get(f"{{{NS['r']}}}id", ""))
        name = control.get("shapeId", "")
        data = package.read_optional(resolve(part, relation.target)) if relation and not relation.external else None
        if data is not None:
            own[name] = _tick(parse(data), _anchor(control) or places.get(name))
    rest = [tick for name, tick in shapes if name not in own]
    return _placed([tick for tick in own.values() if tick], [tick for tick in rest if tick])


def _placed(own: list[Tick], rest: list[Tick]) -> list[Tick]:
    """LibreOffice writes states without places and places without states, in one order: that is not sure enough."""
    lost = [tick for tick in own if tick.anchor is None]
    if not lost or len(lost) != len(rest):
        return own + rest
    pairs = zip(lost, rest, strict=True)
    return [
        *(tick for tick in own if tick.anchor is not None),
        *(Tick(tick.glyph, shape.anchor, tick.linked, is_sure=False) for tick, shape in pairs),
    ]


def _drawings(package: Package, part: str, known: Mapping[str, Relationship]) -> Iterator[bytes]:
    for relation in known.values():
        if relation.type.endswith("/vmlDrawing") and not relation.external:
            data = package.read_optional(resolve(part, relation.target))
            if data is not None and b"ClientData" in data:
                yield data


def _tick(properties: _Element, anchor: Anchor | None) -> Tick | None:
    kind = properties.get("objectType", "").casefold()
    if kind in _NO_ANSWERS:
        return None
    if kind not in _BOXES:
        return Tick(PICTURE, anchor)  # an ActiveX control: its state is in a form of its own
    state = _STATES.get(properties.get("checked", "").casefold(), _EMPTY)
    return Tick(state, anchor, position(properties.get("fmlaLink", "").rpartition("!")[2]))


def _anchor(control: _Element) -> Anchor | None:
    start, end = (next(control.iter(s(name)), None) for name in ("from", "to"))
    if start is None:
        return None
    row, column, offset = corner(start)
    if end is None:
        return Anchor(Area(row, column, row, column), offset)
    last_row, last_column, last_offset = corner(end)
    if (last_row, last_column, last_offset) == (row, column, offset):
        return None  # of no size: LibreOffice writes all of them so
    return Anchor(Area(row, column, max(row, last_row), max(column, last_column)), offset, last_offset)


def _from_vml(data: bytes) -> Iterator[tuple[str, Tick | None]]:
    for shape in list(_vml(data).iter(f"{{{NS['v']}}}shape"))[:_MOST]:
        client = shape.find(f"{_EXCEL}ClientData")
        kind = client.get("ObjectType", "").casefold() if client is not None else ""
        anchor = _vml_anchor(client.findtext(f"{_EXCEL}Anchor") or "") if client is not None else None
        if client is None or anchor is None or kind in _NO_ANSWERS:
            continue
        name = shape.get("id", "").rpartition("_s")[2]
        state = _STATES.get((client.findtext(f"{_EXCEL}Checked") or "").strip(), _EMPTY)
        link = position((client.findtext(f"{_EXCEL}FmlaLink") or "").rpartition("!")[2])
        yield name, Tick(state, anchor, link) if kind in _BOXES else Tick(PICTURE, anchor)


def _vml(data: bytes) -> _Element:
    try:
        return parse(data)
    except XmlError as error:
        # VML is often not well formed: `<br>` in the words beside a box.
        mended = repaired(data) if error.reason is XmlFault.MALFORMED else None
        if mended is None:
            raise
        return parse(mended)


def _vml_anchor(text: str) -> Anchor | None:
    """The anchor in cells and pixels: left, offset, top, offset, right, offset, bottom, offset."""
    numbers = [whole(piece.strip()) for piece in text.split(",")]
    if len(numbers) != 8:
        return None
    left, _, top, below, right, _, bottom, end = numbers
    area = Area(top + 1, left + 1, max(top, bottom) + 1, max(left, right) + 1)
    return Anchor(area, below * _POINTS_A_PIXEL, end * _POINTS_A_PIXEL)
