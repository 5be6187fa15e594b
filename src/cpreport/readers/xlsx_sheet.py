"""Reads one sheet: each cell a line, each row's cells side by side, with what lies over and around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpreport.ooxml import relationships, relationships_part, s
from cpreport.readers.view import Line, Oddity, OddKind
from cpreport.readers.xlsx_controls import controls
from cpreport.readers.xlsx_drawings import Drawing, comments, drawings
from cpreport.readers.xlsx_grid import Area, Heights, cell_name, position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from cpreport.ooxml import Relationship
    from cpreport.package import Package
    from cpreport.readers.xlsx_controls import Tick
    from cpreport.readers.xlsx_values import Book

    Place = tuple[int, int]

_MOST_CELLS = 50_000
_MOST_MERGES = 5_000
_ROWS_A_SHEET = 2_000_000
_STATES = {"TRUE": "☑", "FALSE": "☐", "#N/A": "■"}
_LITTLE = 0.25  # of a row's height: a line drawn between two rows covers neither


@dataclass(slots=True)
class _Cell:
    text: str = ""
    struck: tuple[tuple[int, int], ...] = ()
    emphasised: tuple[tuple[int, int], ...] = ()
    oddities: list[Oddity] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the package.

    Attributes:
        package: The opened file.
        part: Name of the sheet's part.
        root: That part, parsed.
        number: Its place among the sheets, from 0.
    """

    package: Package
    part: str
    root: _Element
    number: int

    def relationships(self) -> dict[str, Relationship]:
        """What the sheet refers to, by relationship id."""
        data = self.package.read_optional(relationships_part(self.part))
        return {} if data is None else relationships(data)


class Sheet:
    """The cells of one sheet, by row and column.

    Args:
        source: Where it stands.
        book: What all sheets share.
        named: Cells that have a line even where they are empty.
    """

    def __init__(self, source: SheetPart, book: Book, named: set[str]) -> None:
        self._source = source
        self._cells: dict[Place, _Cell] = {}
        self._merges = _merges(source.root)
        self._heights = Heights.of(source.root)
        self._read(book)
        for cell in named:
            if place := position(cell):
                self._cells.setdefault(place, _Cell())
        self._hide()
        known = source.relationships()
        if known:
            self._put_controls(controls(source.package, source.part, source.root, known))
            for drawing in drawings(source.package, source.part, known):
                self._put_drawing(drawing)
            for cell, text in comments(source.package, source.part, known):
                if place := position(cell):
                    self._cells.setdefault(place, _Cell()).oddities.append(Oddity(OddKind.COMMENTED, text))
        self._join_merged()

    def lines(self) -> Iterator[Line]:
        """Every cell that says something, row by row from left to right."""
        number = self._source.number
        for (row, column), cell in sorted(self._cells.items()):
            yield Line(
                cell.text,
                number * _ROWS_A_SHEET + row,
                emphasised=cell.emphasised,
                struck=cell.struck,
                sheet=number,
                where=cell_name(row, column),
                oddities=tuple(cell.oddities),
            )

    def _read(self, book: Book) -> None:
        for count, (place, element) in enumerate(_placed(self._source.root)):
            if count >= _MOST_CELLS:
                break
            value = book.value(element)
            if not value.text:
                # A coloured cell without a word may be a mark, if it is beside a label.
                if fill := book.style(element).fill:
                    self._cells[place] = _Cell(oddities=[Oddity(OddKind.COLOURED, fill)])
                continue
            cell = self._cells[place] = _Cell(value.text, value.struck, value.underlined)
            if value.is_completed:
                cell.oddities.append(Oddity(OddKind.COMPLETED, value.text))
            if value.struck:
                cell.oddities.append(Oddity(OddKind.STRUCK))
            if fill := book.style(element).fill:
                cell.oddities.append(Oddity(OddKind.COLOURED, fill))

    def _hide(self) -> None:
        rows = {row for row, element in _rows(self._source.root) if _is_hidden(element)}
        columns = [
            (int(column.get("min", "0")), int(column.get("max", "0")))
            for column in self._source.root.iter(s("col"))
            if column.get("hidden") in {"1", "true"} and column.get("min", "").isdecimal()
        ]
        if rows or columns:
            for (row, column), cell in self._cells.items():
                if row in rows or any(first <= column <= last for first, last in columns):
                    cell.oddities.append(Oddity(OddKind.HIDDEN))

    def _put_controls(self, found: list[Tick]) -> None:
        """A checkbox stands before what is in its cell; a cell that only holds its state says nothing more."""
        linked = {tick.linked: tick for tick in found if tick.linked}
        for place, tick in linked.items():
            cell = self._cells.get(place)
            if cell is None:
                continue
            if cell.text in _STATES:
                tick.is_sure = _STATES[cell.text] == tick.glyph
                cell.text = ""
            elif cell.text.isdecimal():  # which of several option buttons is chosen
                cell.text = ""
        for tick in found:
            rows = tick.anchor.shares(self._heights)
            row = max(rows, key=lambda row: rows[row])
            is_clear = rows[row] >= 0.6
            for each in [row] if is_clear else [row for row, share in rows.items() if share >= _LITTLE]:
                cell = self._cells.setdefault((each, tick.anchor.area.left), _Cell())
                cell.text = f"{tick.glyph} {cell.text}".strip()
                if not is_clear or not tick.is_sure:
                    cell.oddities.append(Oddity(OddKind.DRAWN, tick.glyph))

    def _put_drawing(self, drawing: Drawing) -> None:
        """A picture stands in the row where most of it lies; every cell it covers is doubtful as a mark."""
        rows = drawing.anchor.shares(self._heights)
        area = drawing.anchor.area
        main = max(rows, key=lambda row: rows[row])
        covered = {
            row for row, share in rows.items() if row == main or share >= _LITTLE or area.top < row < area.bottom
        }
        for (row, column), cell in self._cells.items():
            if row in covered and self._area((row, column)).touches(area):
                cell.oddities.append(Oddity(OddKind.DRAWN, drawing.text))
        place = next(
            (p for p in ((main, column) for column in range(area.left, area.left + 50)) if p not in self._cells), None
        )
        if place is not None:
            self._cells[place] = _Cell(drawing.text, oddities=[Oddity(OddKind.DRAWN, drawing.text)])

    def _area(self, place: Place) -> Area:
        return self._merges.get(place, Area(*place, *place))

    def _join_merged(self) -> None:
        """What was made one cell with others: each row of it has a line, but only the first has the text."""
        rows = sorted({row for row, _ in self._cells})
        for place, area in self._merges.items():
            inside = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
            swallowed = [(row, area.left) for row in inside if row > area.top]
            swallowed += [p for p in self._named_inside(area) if p not in {place, *swallowed}]
            if not swallowed or len(self._cells) + len(swallowed) > 2 * _MOST_CELLS:
                continue
            for each in (place, *swallowed):
                cell = self._cells.setdefault(each, _Cell())
                cell.oddities.append(Oddity(OddKind.MERGED, str(area)))
                if each != place and cell.text:
                    cell.oddities.append(Oddity(OddKind.HIDDEN))  # LibreOffice can keep what it hides

    def _named_inside(self, area: Area) -> list[Place]:
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > 1_000:
            return [p for p in self._cells if Area(*p, *p).touches(area)]
        columns = range(area.left, area.right + 1)
        return [p for p in ((row, c) for row in range(area.top, area.bottom + 1) for c in columns) if p in self._cells]


def _placed(sheet: _Element) -> Iterator[tuple[Place, _Element]]:
    """The cells with their places, which a program may leave out where they follow one another."""
    for row, element in _rows(sheet):
        column = 0
        for cell in element.iter(s("c")):
            place = position(cell.get("r", ""))
            column = place[1] if place else column + 1
            yield (place[0] if place else row, column), cell


def _rows(sheet: _Element) -> Iterator[tuple[int, _Element]]:
    number = 0
    for row in sheet.iter(s("row")):
        own = row.get("r", "")
        number = int(own) if own.isdecimal() and len(own) <= 7 else number + 1
        yield number, row


def _is_hidden(row: _Element) -> bool:
    return row.get("hidden") in {"1", "true"} or row.get("ht") == "0"


def _merges(sheet: _Element) -> dict[Place, Area]:
    """The areas made one cell, by their upper left corner."""
    found: dict[Place, Area] = {}
    for count, merge in enumerate(sheet.iter(s("mergeCell"))):
        area = Area.of(merge.get("ref", ""))
        if count < _MOST_MERGES and area is not None:
            found[area.top, area.left] = area
    return found
