"""The left half of the overview: who returned, overall, by group and over time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from cpreport.wording import shorten
from cpreport.workbook.cells import EPOCH
from cpreport.workbook.charts import Span, progress_chart
from cpreport.workbook.grid import DATA, EXPECTED, MISSING, NAME, RATE, RETURNED
from cpreport.workbook.listing import FIRST
from cpreport.workbook.matrix import COUNTED, counted

if TYPE_CHECKING:
    from cpreport.summary import GroupCount
    from cpreport.workbook.data import DataSheet
    from cpreport.workbook.grid import Grid
    from cpreport.workbook.lists import UnitRanges

COUNTS = ("units", "returned", "missing", "late", "needs_review", "set_aside", "exempt", "rate")
_SHEETS = {"units": "units", "missing": "missing", "needs_review": "findings", "set_aside": "set_aside"}
_MOST_GROUPS = 14
_LOWEST_CHART, _HIGHEST_CHART = 11, 22  # rows


def write_counts(grid: Grid, units: UnitRanges, data: DataSheet) -> dict[str, str]:
    """The counts of the contract, each a formula on the sheet of all units, with a check that the data sheet agrees.

    Returns:
        By count, the address of its cell.
    """
    book, sheet = grid.book, grid.sheet
    sheet.merge(grid.left, NAME, grid.left, RATE, book.say("workbook.counts"), "heading")
    cells = {key: sheet.cell(grid.left + 1 + place, RATE) for place, key in enumerate(COUNTS)}
    formulas = _formulas(grid, units, cells)
    for row, key in enumerate(COUNTS, start=grid.left + 1):
        sheet.merge(row, NAME, row, MISSING, None, "cell", "middle")
        words = book.say(f"workbook.count.{key}")
        if key in _SHEETS:
            sheet.jump(row, NAME, book.sheets[_SHEETS[key]], words, "cell", "middle")
        else:
            sheet.put(row, NAME, words, "cell", "middle")
        value = book.summary.counts.response_rate if key == "rate" else getattr(book.summary.counts, key)
        look = "percent" if key == "rate" else "integer"
        sheet.formula(row, RATE, formulas[key], value, "cell", "total", "centre", "middle", look)
    grid.left += len(COUNTS) + 1
    _write_check(grid, cells, data)
    grid.left += 1
    return cells


def write_groups_table(grid: Grid, units: UnitRanges) -> None:
    """The response of each group; of many groups those that miss most."""
    book, sheet = grid.book, grid.sheet
    groups = book.summary.groups
    if not groups:
        return
    shown = list(groups)
    if len(groups) > _MOST_GROUPS:
        shown = sorted(groups, key=lambda group: -group.missing)[:_MOST_GROUPS]
    sheet.merge(grid.left, NAME, grid.left, RATE, book.say("workbook.by-group"), "heading")
    for column, key in enumerate(("group", "expected", "returned", "missing", "rate")):
        sheet.put(grid.left + 1, column, book.say(f"workbook.{key}"), "head", "one-line")
    for row, group in enumerate(shown, start=grid.left + 2):
        _write_group(grid, row, group, units)
    grid.left += len(shown) + 2
    if len(groups) > len(shown):
        words = book.say("workbook.more-groups", shown=len(shown), all=len(groups))
        sheet.merge(grid.left, NAME, grid.left, RATE, words, "note")
        grid.left += 1
    grid.left += 1


def write_progress(grid: Grid, units: UnitRanges) -> None:
    """The chart of returns over time, down to where the right half ends; none before the first return."""
    book = grid.book
    rows = [row for row in book.summary.answered if not row.unit.exempt and row.received_at]
    days = Counter(book.day(row.received_at) for row in rows if row.received_at)
    if not days:
        return
    room = max(grid.right - 1, grid.page_rows) - grid.left - 1
    shown = range(grid.left + 1, grid.left + 1 + min(max(room, _LOWEST_CHART), _HIGHEST_CHART))
    grid.sheet.merge(grid.left, NAME, grid.left, RATE, book.say("workbook.progress"), "heading")
    lines, ends = _write_points(grid, days, units)
    chart = progress_chart(book, lines, grid.size(range(RATE + 1), len(shown)), ends)
    grid.insert(shown.start, NAME, chart)
    grid.left = shown.stop


def _write_check(grid: Grid, cells: dict[str, str], data: DataSheet) -> None:
    if not data.holds_all:
        return
    book = grid.book
    review = data.count_units(book.say("workbook.status.needs_review"))
    agrees = f"AND({cells['returned']}={data.count_units()},{cells['needs_review']}={review})"
    fine, wrong = book.say("workbook.check.fine"), book.say("workbook.check.wrong")
    grid.sheet.merge(grid.left, NAME, grid.left, RATE, None, "note", "one-line")
    grid.sheet.formula(grid.left, NAME, f'IF({agrees},"{fine}","{wrong}")', fine, "note", "one-line")
    grid.left += 1


def _formulas(grid: Grid, units: UnitRanges, cells: dict[str, str]) -> dict[str, str]:
    def count(*words: str, also: str = "") -> str:
        statuses = (grid.book.say(f"workbook.status.{word}") for word in words)
        return "+".join(f'COUNTIFS({units.status},"{status}"{also})' for status in statuses)

    # By the dates, which every file has: where there is no file, words stand in the first column.
    files = max(1, grid.book.summary.counts.set_aside)
    aside = grid.book.sheets["set_aside"].range(FIRST, 1, FIRST + files - 1)
    return {
        "units": count(*COUNTED, "missing"),
        "returned": count(*COUNTED),
        "missing": count("missing"),
        "late": count(*COUNTED, also=f',{units.late},"✓"'),
        "needs_review": count("needs_review"),
        "set_aside": f"COUNTA({aside})",
        "exempt": count("exempt", "exempt_returned"),
        "rate": f"IF({cells['units']}=0,0,{cells['returned']}/{cells['units']})",
    }


def _write_group(grid: Grid, row: int, group: GroupCount, units: UnitRanges) -> None:
    book, sheet = grid.book, grid.sheet
    # The cell holds the whole name, because the formulas compare it.
    sheet.put(row, NAME, group.name or book.say("workbook.no-group"), "cell", "middle", "shrunk")
    expected, returned = sheet.cell(row, EXPECTED), sheet.cell(row, RETURNED)
    own = f"SUMPRODUCT(EXACT({units.group},{sheet.cell(row, NAME)})*"
    asked = f'{counted(units.status, book)}+({units.status}="{book.say("workbook.status.missing")}")'
    looks = ("cell", "centre", "middle")
    sheet.formula(row, EXPECTED, f"{own}({asked}))", group.expected, *looks, "integer")
    sheet.formula(row, RETURNED, f"{own}({counted(units.status, book)}))", group.returned, *looks, "integer")
    sheet.formula(row, MISSING, f"{expected}-{returned}", group.missing, *looks, "integer")
    sheet.formula(row, RATE, f"IF({expected}=0,0,{returned}/{expected})", group.rate, *looks, "percent")


def _write_points(grid: Grid, days: Counter[date], units: UnitRanges) -> tuple[dict[str, Span], tuple[int, int]]:
    book, due = grid.book, grid.book.form.due
    returned = _steps(days, book.summary.as_of)
    first, last = min(returned[0][0], due), max(returned[-1][0], due)
    asked = book.summary.counts.units
    so_far = "+".join(
        f'COUNTIFS({units.received},"<="&{{day}},{units.status},"{book.say(f"workbook.status.{word}")}")'
        for word in COUNTED
    )
    spans = {
        "returned": _write_line(grid, "returned", returned, so_far),
        "due": _write_line(grid, "due", [(due, 0), (due, asked)]),
        "units": _write_line(grid, "units", [(first, asked), (last, asked)]),
    }
    return spans, ((first - EPOCH).days, (last - EPOCH).days)


def _steps(days: Counter[date], as_of: date) -> list[tuple[date, int]]:
    """How many had returned by each day, with the days on which the line stops being level."""
    ordered = sorted(days)
    points = [(ordered[0] - timedelta(days=1), 0)]
    for day, number in zip(ordered, accumulate(days[day] for day in ordered), strict=True):
        eve = day - timedelta(days=1)
        if eve > points[-1][0]:
            points.append((eve, points[-1][1]))
        points.append((day, number))
    if as_of > ordered[-1]:
        points.append((as_of, points[-1][1]))
    return points


def _write_line(grid: Grid, key: str, points: list[tuple[date, int]], formula: str = "") -> Span:
    name = shorten(grid.book.say(f"workbook.progress.{key}"), 40)
    grid.sheet.put(grid.data, DATA, name, "note", "one-line")
    first = grid.data + 1
    for row, (day, number) in enumerate(points, start=first):
        grid.sheet.put(row, DATA, day, "note", "left")
        if formula:
            counted_here = formula.format(day=grid.sheet.cell(row, DATA))
            grid.sheet.formula(row, DATA + 1, counted_here, number, "note", "integer")
        else:
            grid.sheet.put(row, DATA + 1, number, "note", "integer")
    grid.data = first + len(points) + 1
    last = first + len(points) - 1
    return Span(name, grid.sheet.range(first, DATA, last), grid.sheet.range(first, DATA + 1, last))
