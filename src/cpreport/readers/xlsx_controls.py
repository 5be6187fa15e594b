"""Form-control checkboxes that lie over a sheet: their state stands in parts of their own (xl/ctrlProps)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.ooxml import NS, parse, relationships, relationships_part, resolve, s

if TYPE_CHECKING:
    from lxml.etree import _Element

    from cpreport.package import Package

_GLYPHS = {"Checked": "☑", "Mixed": "■"}
_EMPTY = "☐"
_MOST = 2_000


def control_glyphs(package: Package, part: str, sheet: _Element) -> dict[str, str]:
    """The glyph of the checkbox over each cell that has one, by cell.

    Args:
        package: The opened file.
        part: Name of the sheet's part.
        sheet: That part, parsed.
    """
    controls = list(sheet.iter(s("control")))[:_MOST]
    rels = package.read_optional(relationships_part(part)) if controls else None
    if rels is None:
        return {}
    known = relationships(rels)
    found: dict[str, str] = {}
    for control in controls:
        relation = known.get(control.get(f"{{{NS['r']}}}id", ""))
        where = _cell(control)
        data = package.read_optional(resolve(part, relation.target)) if relation and where else None
        if data is None:
            continue
        properties = parse(data)
        if properties.get("objectType") == "CheckBox":
            found[where] = _GLYPHS.get(properties.get("checked", ""), _EMPTY)
    return found


def _cell(control: _Element) -> str:
    """The cell under a control's upper left corner."""
    corner = next(control.iter(s("from")), None)
    if corner is None:
        return ""
    column, row = (corner.findtext(f"{{{NS['xdr']}}}{name}") or "" for name in ("col", "row"))
    if not column.isdecimal() or not row.isdecimal() or int(column) > 16_383:
        return ""
    return f"{_letters(int(column))}{int(row) + 1}"


def _letters(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
