"""The first sheet: what the director asks, on one landscape A4 page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.workbook.grid import BARS, DATA, Grid
from cpreport.workbook.response import write_counts, write_groups_table, write_progress
from cpreport.workbook.results import Bases, write_question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpreport.workbook.data import DataSheet
    from cpreport.workbook.lists import UnitRanges
    from cpreport.workbook.sheet import Sheet

_FIRST = 4
_ROWS_OF_A_PAGE = 62  # more would be too small to read on one page


def write_overview(sheet: Sheet, units: UnitRanges, data: DataSheet, totals: Mapping[str, Mapping[str, str]]) -> None:
    """Fills the overview; its figures are formulas on the other sheets.

    Args:
        sheet: The first sheet, still empty.
        units: Where the units' statuses stand.
        data: The data sheet.
        totals: By question and choice, the cell of the matrix that holds the total.
    """
    grid = Grid(sheet, _FIRST)
    sheet.put(_FIRST - 1, DATA, grid.book.say("workbook.chart-data"), "note", "one-line")
    cells = write_counts(grid, units, data)
    write_groups_table(grid, units)
    for question in grid.book.form.questions:
        if question.is_select:
            own, name = totals[question.name], question.name
            formulas = {choice: data.count(name, choice) if data.holds_all else cell for choice, cell in own.items()}
            write_question(grid, question, formulas.__getitem__, Bases(cells["returned"], cells["units"]))
    write_progress(grid, units)
    _write_top(sheet, cells)
    grid.level()
    _set_page(grid)


def _write_top(sheet: Sheet, cells: Mapping[str, str]) -> None:
    book, counts = sheet.book, sheet.book.summary.counts
    sheet.title(book.form.title)
    sheet.height(1, book.face.height(1) + 8)
    rate = f'"&TEXT({cells["rate"]},"0.0%")&"'
    parts = {"returned": f'"&{cells["returned"]}&"', "units": f'"&{cells["units"]}&"', "rate": rate}
    shown = {"returned": counts.returned, "units": counts.units, "rate": f"{counts.response_rate:.1%}"}
    headline = f'"{book.say("workbook.headline", **parts)}"'
    sheet.formula(1, 0, headline, book.say("workbook.headline", **shown), "headline")
    days = {"as_of": book.long_date(book.summary.as_of), "due": book.long_date(book.form.due)}
    sheet.put(2, 0, book.say("workbook.as-of", **days), "note", "one-line")
    sheet.height(2, book.face.height(1))
    sheet.height(3, 8)


def _set_page(grid: Grid) -> None:
    raw = grid.sheet.raw
    raw.print_area(0, 0, grid.last, BARS)
    raw.fit_to_pages(1, 1 if grid.last < _ROWS_OF_A_PAGE else 0)
    raw.center_horizontally()
    raw.set_zoom(85)
    raw.activate()
