"""How fast a workbook is put together: cpreport beside openpyxl writing the same sheets.

    TMPDIR=/dev/shm python benchmarks/summary.py --units 10000 --columns 40 --rounds 5

cpreport does all of `cpreport summary`: reads the ledger, settles and counts, writes the workbook with its charts,
opens it again and counts its rows, and writes the data sheet's rows as CSV where they are too many. openpyxl is given
what it has to write, cell by cell with the looks of each, and does nothing but write it, in the way its documentation
calls the fastest (`write_only`, one style array shared by all cells of a look). Each runs in a process of its own;
rounds are interleaved. Prints Markdown on stdout.
"""

from __future__ import annotations

import argparse
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import AS_OF, a_campaign, fill_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

CONTESTANTS = ("cpreport", "openpyxl")
_MEGABYTE = 1024  # kilobytes, in which Linux counts memory


class Cost(NamedTuple):
    """What one run took: seconds of processor time and of the clock, megabytes at most."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Compared:
    """The medians of several rounds."""

    units: int
    columns: int
    costs: dict[str, Cost]
    seconds: dict[str, list[float]]

    @property
    def ratio(self) -> float:
        """Openpyxl's processor time ÷ cpreport's."""
        return self.costs["openpyxl"].cpu / self.costs["cpreport"].cpu


def compare(units: int, columns: int, rounds: int, folder: Path) -> Compared:
    """Runs both in turn, after one run that is not counted.

    Args:
        units: How many are asked; nine of ten have returned.
        columns: Of answers, as summary.csv counts them.
        rounds: How often each runs.
        folder: Where everything is written, on a memory file system where there is one.
    """
    _prepare(units, columns, folder)
    runs: dict[str, list[Cost]] = {name: [] for name in CONTESTANTS}
    for _ in range(rounds):
        for name in CONTESTANTS:
            runs[name].append(_run(name, units, columns, folder))
    medians = {name: Cost(*map(statistics.median, zip(*costs, strict=True))) for name, costs in runs.items()}
    return Compared(units, columns, medians, {name: [cost.cpu for cost in costs] for name, costs in runs.items()})


def table(found: Sequence[Compared]) -> str:
    """The comparisons as Markdown."""
    lines = [
        "| units × columns | cpreport, s CPU | openpyxl, s CPU | ratio | cpreport, MB | openpyxl, MB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in found:
        ours, rival = (one.costs[name] for name in CONTESTANTS)
        lines.append(
            f"| {one.units:,} × {one.columns} | {ours.cpu:.2f} | {rival.cpu:.2f} | {one.ratio:.1f} "
            f"| {ours.memory:.0f} | {rival.memory:.0f} |"
        )
    return "\n".join(lines)


def _run(name: str, units: int, columns: int, folder: Path) -> Cost:
    order = [sys.executable, __file__, "--only", name, "--units", str(units), "--columns", str(columns)]
    began = os.times().elapsed
    process = subprocess.Popen([*order, "--folder", str(folder)])  # noqa: S603 - this very file
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{name} failed")
    return Cost(used.ru_utime + used.ru_stime, os.times().elapsed - began, used.ru_maxrss / _MEGABYTE)


def _prepare(units: int, columns: int, folder: Path) -> None:
    from cpreport.config import CampaignFolder

    fill_ledger(CampaignFolder(folder), a_campaign(units, columns))
    _run("cpreport", units, columns, folder)
    subprocess.run(  # noqa: S603 - this very file, apart because reading a workbook whole takes a lot of memory
        [sys.executable, __file__, "--only", "take-down", "--folder", str(folder)], check=True
    )
    _run("openpyxl", units, columns, folder)


def summarise_ledger(units: int, columns: int, folder: Path) -> None:
    """All that `cpreport summary` does."""
    from zoneinfo import ZoneInfo

    from cpreport.config import CampaignFolder
    from cpreport.operations.summarise import current_summary, write_summary

    place, campaign = CampaignFolder(folder), a_campaign(units, columns)
    summary = current_summary(place, campaign, AS_OF, ZoneInfo("Asia/Bangkok"))
    write_summary(place, campaign, summary, folder / "summary.xlsx", AS_OF)


class _Sheet(NamedTuple):
    """One sheet without its rows; the charts by the addresses of their labels and values."""

    title: str
    widths: dict[str, float]
    frozen: str | None
    filtered: str | None
    merged: list[str]
    shades: list[tuple[str, list[Any]]]
    table: str | None
    headings: list[str]
    charts: list[list[tuple[str, str]]]
    rows: int


def take_down(folder: Path) -> None:
    """Writes down what stands in cpreport's workbook: looks first, then sheet by sheet, a row at a time."""
    from openpyxl import load_workbook

    book = load_workbook(folder / "summary.xlsx", rich_text=False)
    looks: dict[int, Any] = {}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.style_id not in looks:
                    parts = (cell.font, cell.fill, cell.border, cell.alignment)
                    looks[cell.style_id] = (*(part.__copy__() for part in parts), cell.number_format)
    with (folder / "cells.pickle").open("wb") as out:
        pickle.dump(looks, out)
        pickle.dump(len(book.worksheets), out)
        for sheet in book:
            pickle.dump(_without_rows(sheet), out)
            for row in sheet.iter_rows():
                height = sheet.row_dimensions[row[0].row].height
                cells = [(c.value, c.style_id, c.hyperlink.target if c.hyperlink else None) for c in row]
                pickle.dump((height, cells), out)


def _without_rows(sheet: Any) -> _Sheet:  # noqa: ANN401 - openpyxl's own
    charts = [
        [((s.cat or s.xVal).numRef or s.cat.strRef, (s.val or s.yVal).numRef) for s in chart.series]
        for chart in sheet._charts
    ]
    return _Sheet(
        sheet.title,
        {letter: dimension.width for letter, dimension in sheet.column_dimensions.items()},
        sheet.freeze_panes,
        sheet.auto_filter.ref,
        [str(place) for place in sheet.merged_cells.ranges],
        [(str(place.sqref), list(place.rules)) for place in sheet.conditional_formatting],
        next((found.ref for found in sheet.tables.values()), None),
        [str(cell.value) for cell in sheet[1]],
        [[(labels.f, values.f) for labels, values in series] for series in charts],
        sheet.max_row,
    )


def write_by_openpyxl(folder: Path) -> None:
    """Writes the same sheets, rows as they come."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    with (folder / "cells.pickle").open("rb") as cells:
        book = Workbook(write_only=True)
        looks = pickle.load(cells)  # noqa: S301 - written by ourselves
        styles: dict[int, Any] = {}
        for _ in range(pickle.load(cells)):  # noqa: S301
            plan: _Sheet = pickle.load(cells)  # noqa: S301
            sheet = book.create_sheet(plan.title)
            _lay_out(sheet, plan)
            for number, (height, row) in enumerate(_rows(cells, plan.rows), start=1):
                if height:
                    sheet.row_dimensions[number].height = height
                written = []
                for value, style, link in row:
                    cell = WriteOnlyCell(sheet, value)
                    if style not in styles:
                        cell.font, cell.fill, cell.border, cell.alignment, cell.number_format = looks[style]
                        styles[style] = cell._style
                    cell._style = styles[style]
                    if link:
                        cell.hyperlink = link
                    written.append(cell)
                sheet.append(written)
        book.save(folder / "openpyxl.xlsx")


def _rows(cells: BinaryIO, number: int) -> Iterator[tuple[float | None, list[tuple[Any, int, str | None]]]]:
    for _ in range(number):
        yield pickle.load(cells)  # noqa: S301


def _lay_out(sheet: Any, plan: _Sheet) -> None:  # noqa: ANN401
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.table import Table

    for letter, width in plan.widths.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = plan.frozen
    sheet.auto_filter.ref = plan.filtered
    for place in plan.merged:
        sheet.merged_cells.ranges.add(CellRange(place))
    for place, rules in plan.shades:
        for rule in rules:
            sheet.conditional_formatting.add(place, rule)
    if plan.table:
        table = Table(displayName="answers", ref=plan.table)
        table._initialise_columns()
        for column, heading in zip(table.tableColumns, plan.headings, strict=True):
            column.name = heading
        sheet.add_table(table)
    for place, series in enumerate(plan.charts):
        sheet.add_chart(_chart(series), f"N{1 + 20 * place}")


def _chart(series: list[tuple[str, str]]) -> Any:  # noqa: ANN401
    from openpyxl.chart import BarChart, ScatterChart, Series
    from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef

    chart = BarChart() if len(series) == 1 else ScatterChart()
    for labels, values in series:
        if len(series) == 1:
            drawn = Series(values, title="")
            drawn.cat = AxDataSource(strRef=StrRef(f=labels))
        else:
            drawn = Series(values, xvalues=labels)
            drawn.yVal = NumDataSource(numRef=NumRef(f=values))
        chart.series.append(drawn)
    return chart


def main() -> None:
    """Runs the comparison from the command line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--units", type=int, default=10_000)
    options.add_argument("--columns", type=int, default=40)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--folder", type=Path)
    options.add_argument("--only", choices=[*CONTESTANTS, "take-down"])
    asked = options.parse_args()
    if asked.only == "cpreport":
        summarise_ledger(asked.units, asked.columns, asked.folder)
    elif asked.only == "openpyxl":
        write_by_openpyxl(asked.folder)
    elif asked.only:
        take_down(asked.folder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            found = compare(asked.units, asked.columns, asked.rounds, Path(folder))
        sys.stdout.write(f"{table([found])}\n")


if __name__ == "__main__":
    main()
