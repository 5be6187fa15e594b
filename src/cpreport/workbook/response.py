"""The left half of the overview: who returned, overall, by group and over time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from cpreport.wording import shorten
from cpreport.workbook.charts import Span, progress_chart
from cpreport.workbook.grid import DATA, EXPECTED, MISSING, NAME, RATE, RETURNED
from cpreport.workbook.groups import group_counts
from cpreport.workbook.listing import FIRST
from cpreport.workbook.matrix import COUNTED, counted

if TYPE_CHECKING:
    from cpreport.workbook.grid import Grid
    from cpreport.workbook.groups import GroupCount
    from cpreport.workbook.lists import UnitRanges

COUNTS = ("units", "returned", "missing", "late", "needs_review", "set_aside", "exempt", "rate")
_SHEETS = {"units": "units", "missing": "missing", "needs_review": "findings", "set_aside": "set_aside"}
_MOST_GROUPS = 14
_LOWEST_CHART, _HIGHEST_CHART = 11, 18  # rows
_EXCEL_EPOCH = date(1899, 12, 30)


def write_counts(grid: Grid, units: UnitRanges) -> dict[str, str]:
    """The counts of the contract, each a formula on the sheet of all units.

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
    grid.left += len(COUNTS) + 2
    return cells


def write_groups_table(grid: Grid, units: UnitRanges) -> None:
    """The response of each group; of many groups those that miss most."""
    book, sheet = grid.book, grid.sheet
    groups = group_counts(book.summary)
    if not groups:
        return
    shown = groups
    if len(groups) > _MOST_GROUPS:
        shown = sorted(groups, key=lambda group: group.returned - group.expected)[:_MOST_GROUPS]
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


def write_progress(grid: Grid) -> None:
    """The chart of returns over time, down to where the right half ends; none before the first return."""
    book = grid.book
    rows = [row for row in book.summary.answered if not row.unit.exempt and row.received_at]
    days = Counter(book.day(row.received_at) for row in rows if row.received_at)
    if not days:
        return
    room = grid.right - 1 - grid.left - 1
    shown = range(grid.left + 1, grid.left + 1 + min(max(room, _LOWEST_CHART), _HIGHEST_CHART))
    grid.sheet.merge(grid.left, NAME, grid.left, RATE, book.say("workbook.progress"), "heading")
    lines, ends = _write_points(grid, days)
    chart = progress_chart(book, lines, grid.size(range(RATE + 1), len(shown)), ends)
    grid.insert(shown.start, NAME, chart)
    grid.left = shown.stop


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
    sheet.formula(row, MISSING, f"{expected}-{returned}", group.expected - group.returned, *looks, "integer")
    sheet.formula(row, RATE, f"IF({expected}=0,0,{returned}/{expected})", group.rate, *looks, "percent")


def _write_points(grid: Grid, days: Counter[date]) -> tuple[dict[str, Span], tuple[int, int]]:
    book, due = grid.book, grid.book.form.due
    ordered = sorted(days)
    points = [(date.fromordinal(ordered[0].toordinal() - 1), 0)]
    points += zip(ordered, accumulate(days[day] for day in ordered), strict=True)
    if book.summary.as_of > ordered[-1]:
        points.append((book.summary.as_of, points[-1][1]))
    first, last = min(points[0][0], due), max(points[-1][0], due)
    units = book.summary.counts.units
    lines = {
        "returned": points,
        "due": [(due, 0), (due, units)],
        "units": [(first, units), (last, units)],
    }
    spans = {key: _write_line(grid, key, line) for key, line in lines.items()}
    return spans, ((first - _EXCEL_EPOCH).days, (last - _EXCEL_EPOCH).days)


def _write_line(grid: Grid, key: str, points: list[tuple[date, int]]) -> Span:
    name = shorten(grid.book.say(f"workbook.progress.{key}"), 40)
    grid.sheet.put(grid.data, DATA, name, "note", "one-line")
    first = grid.data + 1
    for row, (day, number) in enumerate(points, start=first):
        grid.sheet.put(row, DATA, day, "note", "left")
        grid.sheet.put(row, DATA + 1, number, "note", "integer")
    grid.data = first + len(points) + 1
    last = first + len(points) - 1
    return Span(name, grid.sheet.range(first, DATA, last), grid.sheet.range(first, DATA + 1, last))
