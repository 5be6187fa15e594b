"""Reads a returned Excel form from its XML: its sheets one after the other, and our names in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cpreport.ooxml import NS, parse, relationships, relationships_part, resolve, s
from cpreport.readers.docx import properties
from cpreport.readers.view import Line, Span, View
from cpreport.readers.xlsx_frame import Frame
from cpreport.readers.xlsx_grid import cell_name, position
from cpreport.readers.xlsx_rows import Row, rows
from cpreport.readers.xlsx_sheet import Sheet, SheetPart
from cpreport.readers.xlsx_slices import cut, setting
from cpreport.readers.xlsx_strips import known_strips
from cpreport.readers.xlsx_values import Book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from cpreport.package import Package

_USUAL_SIZE = 16_384  # bytes
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::.*)?")


def xlsx_view(package: Package, main: str, root: _Element) -> View:
    """The view of a workbook.

    Args:
        package: The opened file.
        main: Name of its workbook part.
        root: That part, parsed.
    """
    rels = relationships(package.read(relationships_part(main)))
    book = Book(package, main, root, {r.type.rpartition("/")[2]: r.target for r in rels.values()})
    wanted = _wanted(package.read(main), root)
    lines: list[Line] = []
    is_damaged = False
    cells: dict[str, dict[str, int]] = {}
    for number, sheet in enumerate(root.iter(s("sheet"))):
        relation = rels.get(sheet.get(f"{{{NS['r']}}}id", ""))
        if relation is None or not relation.type.endswith("/worksheet"):
            continue
        title, part = sheet.get("name", ""), resolve(main, relation.target)
        data = package.read_optional(part)
        if data is None:
            continue
        named = wanted.by_sheet.get(title, frozenset())
        sliced = sliced_rows(data, book)
        source = SheetPart(package, part, *(sliced or parsed_rows(data, book)), number)
        strips = known_strips(source, named) if sliced else None
        if strips is None:
            read = Sheet(source, named)
            is_damaged = is_damaged or read.is_damaged
            strips = [read.strip(named)]
        for strip in strips:
            if strip.named:
                cells.setdefault(title, {}).update([(cell, len(lines) + index) for cell, index in strip.named])
            lines += strip.lines
    names: dict[str, tuple[Span, ...]] = {}
    for name, title, cell in wanted.names:
        if (index := cells.get(title, {}).get(cell)) is not None:
            names[name] = (*names.get(name, ()), _whole(index, lines))
    stamps, modified = properties(package)
    return View("xlsx", tuple(lines), {}, names, (), stamps, modified, damaged=is_damaged, is_grid=True)


def sliced_rows(data: bytes, book: Book) -> tuple[Frame, list[Row]] | None:
    """What stands around the rows of a sheet, and its rows, as far as they are known; None where it must be parsed."""
    sheet = cut(data)
    return setting(sheet.root, *book.looks).read(sheet, book) if sheet else None


def parsed_rows(data: bytes, book: Book) -> tuple[Frame, list[Row]]:
    """The same from a sheet that is parsed as a whole."""
    root = parse(data)
    return Frame.of(root), list(rows(root, book))


def _whole(index: int, lines: list[Line]) -> Span:
    return Span(index, 0, index, len(lines[index].text))


class _Wanted(NamedTuple):
    """What is to be found in a workbook.

    Attributes:
        names: Our names with their sheets and cells.
        by_sheet: The cells of each sheet that have one.
    """

    names: tuple[tuple[str, str, str], ...]
    by_sheet: Mapping[str, frozenset[str]]


def _wanted(data: bytes, root: _Element) -> _Wanted:
    return _usual_names(data) if len(data) <= _USUAL_SIZE else _names(root)


@lru_cache(maxsize=8)
def _usual_names(data: bytes) -> _Wanted:
    """The names of a workbook part that thousands of files have alike."""
    return _names(parse(data))


def _names(workbook: _Element) -> _Wanted:
    """Our names: the workbook's own first, then those that a copied sheet brings along."""
    ours = [name for name in workbook.iter(s("definedName")) if name.get("name", "").startswith("cp_")]
    names: dict[tuple[str, str, str], None] = {}
    for name in sorted(ours, key=lambda name: name.get("localSheetId") is not None):
        found = _REFERENCE.fullmatch((name.text or "").strip())
        place = position(found[3]) if found else None
        if found and place:
            names[name.get("name", ""), (found[1] or found[2]).replace("''", "'"), cell_name(*place)] = None
    titles = dict.fromkeys(title for _, title, _ in names)
    return _Wanted(tuple(names), {title: frozenset(cell for _, t, cell in names if t == title) for title in titles})
