"""Reads a returned Excel form from its XML: each cell a line, each row's cells side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, parse, relationships, relationships_part, resolve, s
from cpreport.readers.docx import properties
from cpreport.readers.view import Line, Span, View
from cpreport.readers.xlsx_controls import control_glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from cpreport.package import Package

_MOST_CELLS = 50_000
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::.*)?")
_DATE_FORMAT = re.compile(r"[dy]|(?<![h:\[])m+(?![:s])", re.IGNORECASE)
_LITERALS = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.")
_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_PLAIN_FORMULAS = {"TRUE()": "TRUE", "FALSE()": "FALSE", "TRUE": "TRUE", "FALSE": "FALSE"}
_ROWS_A_SHEET = 2_000_000


@dataclass(frozen=True, slots=True)
class _Book:
    strings: tuple[str, ...]
    date_styles: frozenset[int]
    epoch: datetime


def xlsx_view(package: Package, main: str, root: _Element) -> View:
    """The view of a workbook.

    Args:
        package: The opened file.
        main: Name of its workbook part.
        root: That part, parsed.
    """
    rels = relationships(package.read(relationships_part(main)))
    book = _book(package, main, root, {r.type.rsplit("/", 1)[-1]: r.target for r in rels.values()})
    wanted = dict(_names(root))
    lines: list[Line] = []
    cells: dict[tuple[str, str], int] = {}
    for number, sheet in enumerate(root.iter(s("sheet"))):
        relation = rels.get(sheet.get(f"{{{NS['r']}}}id", ""))
        if relation is None or not relation.type.endswith("/worksheet"):
            continue
        title = sheet.get("name", "")
        part = resolve(main, relation.target)
        data = package.read_optional(part)
        if data is None:
            continue
        named = {cell for sheet_title, cell in wanted.values() if sheet_title == title}
        root_of_sheet = parse(data)
        glyphs = control_glyphs(package, part, root_of_sheet)
        for line in _cells(root_of_sheet, book, number, named | glyphs.keys()):
            if glyph := glyphs.get(line.where):
                line = replace(line, text=f"{glyph} {line.text}".strip())
            cells[title, line.where] = len(lines)
            lines.append(line)
    names = {name: _whole(cells[place], lines) for name, place in wanted.items() if place in cells}
    stamps, modified = properties(package)
    return View("xlsx", tuple(lines), {}, names, (), stamps, modified, is_grid=True)


def _whole(index: int, lines: list[Line]) -> tuple[Span, ...]:
    return (Span(index, 0, index, len(lines[index].text)),)


def _names(workbook: _Element) -> Iterator[tuple[str, tuple[str, str]]]:
    for name in workbook.iter(s("definedName")):
        # A copied sheet brings copies of the names, local to it; the workbook's own are the form's.
        if name.get("localSheetId") is None and name.get("name", "").startswith("cp_"):
            found = _REFERENCE.fullmatch((name.text or "").strip())
            if found:
                sheet = (found[1] or found[2]).replace("''", "'")
                yield name.get("name", ""), (sheet, f"{found[3]}{int(found[4])}")


def _book(package: Package, main: str, workbook: _Element, targets: dict[str, str]) -> _Book:
    strings: tuple[str, ...] = ()
    if "sharedStrings" in targets and (data := package.read_optional(resolve(main, targets["sharedStrings"]))):
        strings = tuple(_rich_text(item) for item in parse(data).iter(s("si")))
    date_styles: frozenset[int] = frozenset()
    if "styles" in targets and (data := package.read_optional(resolve(main, targets["styles"]))):
        date_styles = frozenset(_date_styles(parse(data)))
    settings = workbook.find(s("workbookPr"))
    starts_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    # Day 1 of the 1900 system is 1 January 1900, but it counts a 29 February that never was.
    epoch = datetime(1904, 1, 1) if starts_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  cells have no zone
    return _Book(strings, date_styles, epoch)


def _date_styles(styles: _Element) -> Iterator[int]:
    own = {
        int(item.get("numFmtId", "0")): bool(_DATE_FORMAT.search(_LITERALS.sub("", item.get("formatCode", ""))))
        for item in styles.iter(s("numFmt"))
    }
    formats = styles.find(s("cellXfs"))
    for index, style in enumerate(formats if formats is not None else ()):
        number = int(style.get("numFmtId", "0"))
        if own.get(number, number in _BUILT_IN_DATES):
            yield index


def _cells(sheet: _Element, book: _Book, number: int, named: set[str]) -> Iterator[Line]:
    first_row = number * _ROWS_A_SHEET
    seen: set[str] = set()
    for count, cell in enumerate(sheet.iter(s("c"))):
        if count >= _MOST_CELLS:
            break
        where = cell.get("r", "")
        text = _text(cell, book)
        if where and (text or where in named):
            seen.add(where)
            yield Line(text, first_row + int(re.sub(r"\D", "", where) or 0), sheet=number, where=where)
    for where in sorted(named - seen):
        yield Line("", first_row + int(re.sub(r"\D", "", where)), sheet=number, where=where)


def _text(cell: _Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(s("is"))
        return _rich_text(inline) if inline is not None else ""
    raw = cell.findtext(s("v")) or ""
    if not raw and (formula := cell.findtext(s("f"))):
        # Some programs leave out the value of a formula; only the plainest can be told without computing.
        return _PLAIN_FORMULAS.get(formula.strip().upper(), f"={formula}")
    if kind == "s":
        return book.strings[int(raw)] if raw.isdecimal() and int(raw) < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if raw == "1" else "FALSE"
    if kind == "n" and raw:
        return _number(raw, int(cell.get("s", "0")) in book.date_styles, book.epoch)
    return raw


def _number(raw: str, is_date: bool, epoch: datetime) -> str:
    try:
        value = float(raw)
        if is_date and 0 < value < 3_000_000:
            moment = epoch + timedelta(days=value)
            return moment.date().isoformat()
    except (ValueError, OverflowError):
        return raw
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else raw


def _rich_text(item: _Element) -> str:
    # Phonetic guides repeat the text; only the runs' own text counts.
    phonetic = {text for guide in item.iter(s("rPh")) for text in guide.iter(s("t"))}
    return "".join(text.text or "" for text in item.iter(s("t")) if text not in phonetic)
