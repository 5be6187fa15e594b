"""What Excel lays over the cells of a form: checkboxes, pictures, shapes; each written as Excel writes it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import openpyxl

from excel_forms import box
from imitations import packed, unpacked

if TYPE_CHECKING:
    from imitations import Parts

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET, _RELS = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
_ROW_EMU = 12_700
_NOWHERE = b"".join(
    b"<%s><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></%s>"
    % (end, end)
    for end in (b"from", b"to")
)


@dataclass(frozen=True, slots=True)
class Control:
    """A checkbox over the box of a choice.

    Attributes:
        state: `Checked`, `Mixed` or empty.
        linked: The cell that holds its state too.
        kind: What control it is.
        shift: How far above its row it begins, of that row's height.
    """

    state: str = "Checked"
    linked: str = ""
    kind: str = "CheckBox"
    shift: float = 0.0


@dataclass
class _Overlay:
    parts: Parts
    relations: list[str] = field(default_factory=list)

    def relate(self, kind: str, target: str) -> str:
        name = f"rIdOver{len(self.relations)}"
        self.relations.append(f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>')
        return name

    def finish(self, block: str) -> bytes:
        self.parts[_SHEET] = self.parts[_SHEET].replace(b"</worksheet>", f"{block}</worksheet>".encode())
        own = self.parts.get(
            _RELS,
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
        )
        own = own.replace(b"/>", b"></Relationships>") if b"</Relationships>" not in own else own
        self.parts[_RELS] = own.replace(b"</Relationships>", f"{''.join(self.relations)}</Relationships>".encode())
        return packed(self.parts)


def with_controls(data: bytes, states: dict[str, str | Control], *, only_vml: bool = False) -> bytes:
    """Checkboxes over the boxes of choices, as Excel saves them; the cells below lose what was in them."""
    controls = {name: state if isinstance(state, Control) else Control(state) for name, state in states.items()}
    data, rows, heights = _emptied(data, controls)
    overlay = _Overlay(unpacked(data))
    shapes = [_vml_shape(n, rows[name], control) for n, (name, control) in enumerate(controls.items())]
    if only_vml:
        overlay.parts["xl/drawings/vmlDrawing1.vml"] = _vml(shapes)
        legacy = overlay.relate("vmlDrawing", "../drawings/vmlDrawing1.vml")
        return overlay.finish(f'<legacyDrawing xmlns:r="{_RELATION}" r:id="{legacy}"/>')
    lines = [_control(overlay, n, rows[name], control, heights) for n, (name, control) in enumerate(controls.items())]
    return overlay.finish(f'<controls xmlns:r="{_RELATION}" xmlns:xdr="{_XDR}">{"".join(lines)}</controls>')


def controls_by_libreoffice(data: bytes, states: dict[str, str | Control]) -> bytes:
    """The same as LibreOffice saves them: the states in parts without a place, the places in VML without a state."""
    parts = unpacked(with_controls(data, states))
    places = unpacked(with_controls(data, dict.fromkeys(states, ""), only_vml=True))["xl/drawings/vmlDrawing1.vml"]
    overlay = _Overlay(parts)
    parts["xl/drawings/vmlDrawing1.vml"] = re.sub(rb'id="[^"]*"', b'id="shape_0"', places)
    parts[_SHEET] = re.sub(rb"(?s)<from>.*?</to>", _NOWHERE, parts[_SHEET])
    overlay.relate("vmlDrawing", "../drawings/vmlDrawing1.vml")
    overlay.relations[0] = overlay.relations[0].replace("rIdOver0", "rIdOverVml")
    return overlay.finish("")


def with_drawing(
    data: bytes, first: tuple[int, int], last: tuple[int, int], *, words: str = "", shadow: bool = False
) -> bytes:
    """A picture, or a shape with words, from one cell (row, column, from 1) to the end of another."""
    overlay = _Overlay(unpacked(data))
    shown = f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody>" if words else ""
    hidden = ' hidden="1"' if shadow else ""
    body = f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="Shape 1"{hidden}/></xdr:nvSpPr>{shown}</xdr:sp>'
    if not words and not shadow:
        body = '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1"/></xdr:nvPicPr></xdr:pic>'
    overlay.parts["xl/drawings/drawing1.xml"] = (
        f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}"><xdr:twoCellAnchor>'
        f"<xdr:from>{_corner(first[1] - 1, first[0] - 1, 2)}</xdr:from><xdr:to>{_corner(last[1], last[0], 0)}</xdr:to>"
        f"{body}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    ).encode()
    drawing = overlay.relate("drawing", "../drawings/drawing1.xml")
    return overlay.finish(f'<drawing xmlns:r="{_RELATION}" r:id="{drawing}"/>')


def _emptied(data: bytes, names: dict[str, Control]) -> tuple[bytes, dict[str, int], dict[int, float]]:
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    rows: dict[str, int] = {}
    for name in names:
        found = box(workbook, name)
        rows[name], found.value = found.row, None
    out = io.BytesIO()
    workbook.save(out)
    heights = {row: look.height or 15.0 for row, look in workbook.worksheets[0].row_dimensions.items()}
    return out.getvalue(), rows, heights


def _control(overlay: _Overlay, number: int, row: int, control: Control, heights: dict[int, float]) -> str:
    size = 14.0
    above = control.shift * size
    start = _corner(0, row - 2, heights[row - 1] - above) if above else _corner(0, row - 1, 1)
    end = _corner(1, row - 1, size - above)
    link = f' fmlaLink="{control.linked}"' if control.linked else ""
    state = f' checked="{control.state}"' if control.state else ""
    overlay.parts[f"xl/ctrlProps/ctrlProp{number}.xml"] = (
        '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        f'objectType="{control.kind}"{state}{link} lockText="1"/>'
    ).encode()
    relation = overlay.relate("ctrlProp", f"../ctrlProps/ctrlProp{number}.xml")
    return (
        f'<control shapeId="{1025 + number}" r:id="{relation}" name="Check Box {number}"><controlPr><anchor>'
        f"<from>{start}</from><to>{end}</to></anchor></controlPr></control>"
    )


def _vml_shape(number: int, row: int, control: Control) -> str:
    state = {"Checked": "1", "Mixed": "2"}.get(control.state, "")
    checked = f"<x:Checked>{state}</x:Checked>" if state else ""
    link = f"<x:FmlaLink>{control.linked}</x:FmlaLink>" if control.linked else ""
    return (
        f'<v:shape id="_x0000_s{1025 + number}" type="#_x0000_t201"><v:textbox><div>Box<br></div></v:textbox>'
        f'<x:ClientData ObjectType="Checkbox"><x:Anchor>0, 4, {row - 1}, 1, 1, 0, {row - 1}, 18</x:Anchor>'
        f"{checked}{link}</x:ClientData></v:shape>"
    )


def _vml(shapes: list[str]) -> bytes:
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{"".join(shapes)}</xml>'
    ).encode()


def _corner(column: int, row: int, offset: float) -> str:
    return (
        f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{int(offset * _ROW_EMU)}</xdr:rowOff>"
    )
