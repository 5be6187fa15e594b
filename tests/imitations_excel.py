"""What other programs, and people in them, make of a filled Excel form, imitated on its XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from cpreport.ooxml import NS, s
from imitations import CORE, CUSTOM, TYPES, as_strict, edit, packed, related, unpacked, without

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from imitations import Parts

_BOOK, _SHEET, _STRINGS = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_BOOK_RELS = "xl/_rels/workbook.xml.rels"
_BOXES = {"☐": "0", "☑": "1", "☒": "1"}
_ROW_OF = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+)")


def as_google_sheets(data: bytes) -> bytes:
    """As Google Sheets, where boxes were made tick boxes: booleans, shared strings, no properties, no protection."""
    parts = unpacked(data)

    def change(root: _Element) -> None:
        for protection in root.findall(s("sheetProtection")):
            root.remove(protection)

    edit(parts, _SHEET, change)
    edit(parts, _SHEET, _tick_boxes)
    _share_strings(parts, _plain)
    without(parts, CUSTOM, CORE)
    return packed(parts)


def as_gnumeric(data: bytes) -> bytes:
    """As Gnumeric: no custom properties, every sheet name in quotes, booleans and texts as they are."""
    parts = unpacked(data)

    def change(root: _Element) -> None:
        for name in root.iter(s("definedName")):
            name.text = re.sub(r"^'?((?:[^'!]|'')+)'?!", r"'\1'!", name.text or "")

    edit(parts, _BOOK, change)
    without(parts, CUSTOM)
    return packed(parts)


def as_excel(data: bytes) -> bytes:
    """As Excel 365, where boxes were made its checkboxes: booleans, rich text, phonetic guides, a calculation chain."""
    parts = unpacked(data)

    def change(root: _Element) -> None:
        for number, row in enumerate(root.iter(s("row"))):
            row.set("spans", "1:5")
            row.set(f"{{{_X14AC}}}dyDescent", f"0.{number % 9}5")

    edit(parts, _SHEET, change)
    edit(parts, _SHEET, _tick_boxes)
    _share_strings(parts, _rich)
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{NS["s"]}"><c r="A1" i="1"/></calcChain>'.encode()
    related(parts, _BOOK_RELS, f"{NS['r']}/calcChain", "calcChain.xml")
    return packed(parts)


def inserted_rows(data: bytes) -> bytes:
    """Two empty rows above everything and one below the head, as Excel moves all else for them."""
    parts = unpacked(data)
    for before, count in ((4, 1), (1, 2)):
        edit(parts, _SHEET, lambda root, b=before, c=count: _move_rows(root, b, c))
        edit(parts, _BOOK, lambda root, b=before, c=count: _move_names(root, b, c))
    return packed(parts)


def renamed_sheet(data: bytes) -> bytes:
    """The sheet with another name, one that must be quoted."""
    parts = unpacked(data)

    def change(root: _Element) -> None:
        for sheet in root.iter(s("sheet")):
            sheet.set("name", "แบบ 'ใหม่' (2)")
        for name in root.iter(s("definedName")):
            name.text = "'แบบ ''ใหม่'' (2)'!" + (name.text or "").rpartition("!")[2]

    edit(parts, _BOOK, change)
    return packed(parts)


def as_xlsm(data: bytes) -> bytes:
    """Saved with macros."""
    parts = unpacked(data)
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts[TYPES] = parts[TYPES].replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    related(parts, _BOOK_RELS, "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
    return packed(parts)


EXCEL_IMITATIONS: tuple[Callable[[bytes], bytes], ...] = (
    as_google_sheets,
    as_gnumeric,
    as_excel,
    inserted_rows,
    renamed_sheet,
    as_xlsm,
    as_strict,
)

_X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"


def _tick_boxes(root: _Element) -> None:
    """Boxes that hold a glyph become tick boxes; what was typed over one stays."""
    for cell in root.iter(s("c")):
        text = _text(cell)
        if text in _BOXES:
            _set(cell, "b", _BOXES[text])


def _share_strings(parts: Parts, item: Callable[[int, str], _Element]) -> None:
    """Texts move from their cells into a part of their own; openpyxl writes them into the cells."""
    if _STRINGS in parts:
        return
    table = etree.Element(s("sst"), nsmap={None: NS["s"]})

    def change(root: _Element) -> None:
        for cell in root.iter(s("c")):
            text = _text(cell)
            if text is not None:
                _set(cell, "s", str(len(table)))
                table.append(item(len(table), text))

    edit(parts, _SHEET, change)
    parts[_STRINGS] = etree.tostring(table, encoding="UTF-8", standalone=True)
    related(parts, _BOOK_RELS, f"{NS['r']}/sharedStrings", "sharedStrings.xml")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/{_STRINGS}" ContentType="{kind}"/></Types>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())


def _text(cell: _Element) -> str | None:
    if cell.get("t") != "inlineStr":
        return None
    return "".join(text.text or "" for text in cell.iter(s("t")))


def _set(cell: _Element, kind: str, value: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", kind)
    etree.SubElement(cell, s("v")).text = value


def _plain(number: int, text: str) -> _Element:
    item = etree.Element(s("si"))
    _shown(item, text)
    return item


def _rich(number: int, text: str) -> _Element:
    """Two runs, and at some texts a guide that repeats the first."""
    if len(text) < 4:
        return _plain(number, text)
    item = etree.Element(s("si"))
    middle = len(text) // 2
    for piece in (text[:middle], text[middle:]):
        run = etree.SubElement(item, s("r"))
        etree.SubElement(etree.SubElement(run, s("rPr")), s("b"))
        _shown(run, piece)
    if number % 3 == 0:
        guide = etree.SubElement(item, s("rPh"), {"sb": "0", "eb": str(middle)})
        _shown(guide, text[:middle])
        etree.SubElement(item, s("phoneticPr"), {"fontId": "1"})
    return item


def _shown(parent: _Element, text: str) -> None:
    element = etree.SubElement(parent, s("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    element.text = text


def _moved(text: str, before: int, count: int) -> str:
    def move(match: re.Match[str]) -> str:
        row = int(match[2])
        return f"{match[1]}{row + count if row >= before else row}"

    return _ROW_OF.sub(move, text)


def _move_rows(root: _Element, before: int, count: int) -> None:
    for row in root.iter(s("row")):
        number = int(row.get("r"))
        row.set("r", str(number + count if number >= before else number))
    for element in root.iter(s("c"), s("mergeCell"), s("dataValidation"), s("dimension")):
        for key in ("r", "ref", "sqref"):
            if key in element.attrib:
                element.set(key, _moved(element.get(key), before, count))


def _move_names(root: _Element, before: int, count: int) -> None:
    for name in root.iter(s("definedName")):
        sheet, mark, place = (name.text or "").rpartition("!")
        name.text = sheet + mark + _moved(place, before, count)
