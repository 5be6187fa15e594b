"""Reads one sheet: each cell a line, each row's cells side by side, with what lies over and around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cpreport.ooxml import XmlError, XmlFault, relationships, relationships_part
from cpreport.readers.view import Line, Oddity, OddKind
from cpreport.readers.xlsx_controls import controls
from cpreport.readers.xlsx_drawings import Drawing, comments, drawings
from cpreport.readers.xlsx_grid import Area, Heights, cell_name, position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cpreport.ooxml import Relationship
    from cpreport.package import Package
    from cpreport.readers.xlsx_controls import Tick
    from cpreport.readers.xlsx_frame import Frame
    from cpreport.readers.xlsx_rows import Row

    Place = tuple[int, int]

_ROWS_A_SHEET = 2_000_000
_STATES = {"TRUE": "☑", "FALSE": "☐", "#N/A": "■"}
_MOST_COLUMNS = 50
_MOST_WORK = 200_000
_LITTLE = 0.25  # of a row's height: a line drawn between two rows covers neither
_CLEARLY = 0.6  # of a checkbox's height: what lies less than that in one row may be meant for the next


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
        frame: What stands around its rows.
        rows: Its rows.
        number: Its place among the sheets, from 0.
    """

    package: Package
    part: str
    frame: Frame
    rows: Sequence[Row]
    number: int

    def relationships(self) -> Mapping[str, Relationship]:
        """What the sheet refers to, by relationship id."""
        data = self.package.read_optional(relationships_part(self.part))
        return {} if data is None else relationships(data)


class Strip(NamedTuple):
    """What some rows give: their lines, where the named cells are among them, and how much work it was."""

    lines: tuple[Line, ...]
    named: tuple[tuple[str, int], ...]
    work: int


class Sheet:
    """The cells of one sheet, by row and column.

    Args:
        source: Where it stands.
        named: Cells that have a line even where they are empty.

    Attributes:
        is_damaged: Whether it holds checkboxes that nobody can place.
    """

    def __init__(self, source: SheetPart, named: Collection[str]) -> None:
        self._source = source
        self._cells: dict[Place, _Cell] = {}
        self._columns: dict[int, list[int]] = {}
        self._patience = _MOST_WORK
        self.is_damaged = False
        self._merges = source.frame.merges
        self._heights = Heights()
        self._read()
        for cell in named:
            if place := position(cell):
                self._at(place)
        self._hide()
        known = source.relationships()
        if known:
            self._heights = Heights.of(source.frame.root, source.rows)
            self._put_controls(controls(source.package, source.part, source.frame.root, known))
            for drawing in drawings(source.package, source.part, known):
                self._put_drawing(drawing)
            for cell, text in comments(source.package, source.part, known):
                if place := position(cell):
                    self._at(place).oddities.append(Oddity(OddKind.COMMENTED, text))
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

    def strip(self, named: Collection[str]) -> Strip:
        """The same with the places of these cells."""
        lines = tuple(self.lines())
        places = ((line.where, index) for index, line in enumerate(lines) if line.where in named)
        return Strip(lines, tuple(places), _MOST_WORK - self._patience)

    def _read(self) -> None:
        for row in self._source.rows:
            for place, value, fill in row.cells:
                cell = self._at(place)
                cell.text, cell.struck, cell.emphasised = value.text, value.struck, value.underlined
                if value.is_completed:
                    cell.oddities.append(Oddity(OddKind.COMPLETED, value.text))
                if value.struck:
                    cell.oddities.append(Oddity(OddKind.STRUCK))
                if fill:
                    cell.oddities.append(Oddity(OddKind.COLOURED, fill))

    def _hide(self) -> None:
        rows = {row.number for row in self._source.rows if row.is_hidden}
        columns = self._source.frame.hidden
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
            if tick.anchor is None:
                self.is_damaged = True
                continue
            parts = tick.anchor.parts(self._heights)
            most, total = max(parts.values()), sum(parts.values())
            is_clear = most >= _CLEARLY * total
            for row, part in parts.items():
                if part == most or (not is_clear and part >= _LITTLE * total):
                    cell = self._at((row, tick.anchor.area.left))
                    cell.text = f"{tick.glyph} {cell.text}".strip()
                    if not is_clear or not tick.is_sure:
                        cell.oddities.append(Oddity(OddKind.DRAWN, tick.glyph))

    def _put_drawing(self, drawing: Drawing) -> None:
        """A picture stands in the row where most of it lies; every cell it covers is doubtful as a mark."""
        parts, area = drawing.anchor.parts(self._heights), drawing.anchor.area
        main = max(parts, key=lambda row: parts[row])
        covered = [row for row, part in parts.items() if row == main or part >= _LITTLE * self._heights[row]]
        for place in self._touched(area, covered):
            self._cells[place].oddities.append(Oddity(OddKind.DRAWN, drawing.text))
        beside = ((main, column) for column in range(area.left, area.left + _MOST_COLUMNS))
        if free := next((place for place in beside if place not in self._cells), None):
            cell = self._at(free)
            cell.text = drawing.text
            cell.oddities.append(Oddity(OddKind.DRAWN, drawing.text))

    def _touched(self, area: Area, rows: Iterable[int]) -> list[Place]:
        """The known cells in these rows that an area touches; of merged cells, the one that stands for all."""
        found = [(row, column) for row in rows for column in self._columns.get(row, ())]
        self._work(len(found))
        return [place for place in found if self._merges.get(place, Area(*place, *place)).touches(area)]

    def _join_merged(self) -> None:
        """What was made one cell with others: each row of it has a line, but only the first has the text."""
        for place, area in self._merges.items():
            rows = self._rows_inside(area)
            inside = [(r, c) for r in rows for c in self._columns[r] if area.left <= c <= area.right]
            swallowed = dict.fromkeys((*((row, area.left) for row in rows), *inside))
            self._work(len(rows) + len(swallowed))
            if not swallowed.keys() - {place}:
                continue
            for each in dict.fromkeys((place, *swallowed)):
                cell = self._at(each)
                cell.oddities.append(Oddity(OddKind.MERGED, str(area)))
                if each != place and cell.text:
                    cell.oddities.append(Oddity(OddKind.HIDDEN))  # LibreOffice can keep what it hides

    def _rows_inside(self, area: Area) -> list[int]:
        if area.bottom - area.top < len(self._columns):
            return [row for row in range(area.top, area.bottom + 1) if row in self._columns]
        self._work(len(self._columns))
        return [row for row in self._columns if area.top <= row <= area.bottom]

    def _at(self, place: Place) -> _Cell:
        if place not in self._cells:
            self._cells[place] = _Cell()
            self._columns.setdefault(place[0], []).append(place[1])
        return self._cells[place]

    def _work(self, steps: int) -> None:
        self._patience -= steps
        if self._patience < 0:
            raise XmlError(XmlFault.UNSAFE, "too much lies over the cells of a sheet")
