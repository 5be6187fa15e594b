"""The native charts of the overview, in sober colours."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from cpreport.language import Language
from cpreport.workbook.looks import BLUE, GREY, RED, chart_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.chart import Chart

    from cpreport.workbook.book import Book

_DAY = {Language.THAI: "[$-107041E]d mmm yy", Language.ENGLISH: "d mmm yy"}
_NO_LINE = {"line": {"none": True}}
_FAINT = {"visible": True, "line": {"color": "#E3E3E3", "width": 0.5}}
_LABELS_SHARE = 0.52  # of a bar chart's width


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Span:
    """Where a chart's line finds its points, and how it is called."""

    name: str
    across: str
    up: str


def bar_chart(book: Book, name: str, cells: tuple[str, str], size: Size, longest: int) -> Chart:
    """Horizontal bars, the first at the top, filling the height so that they stand beside the rows of a table.

    Args:
        book: The workbook.
        name: The name of the series.
        cells: Addresses of the labels and of the counts.
        size: The chart's size.
        longest: The count of a bar that would fill the width.
    """
    chart = book.raw.add_chart({"type": "bar"})
    labels = {"value": True, "font": chart_font(book.face)}
    series = {"name": name, "categories": f"={cells[0]}", "values": f"={cells[1]}", "gap": 70, "data_labels": labels}
    chart.add_series(series | {"fill": {"color": BLUE}, "border": {"none": True}})
    names = {"reverse": True, "num_font": chart_font(book.face), "interval_unit": 1, "major_tick_mark": "none"}
    chart.set_y_axis(names | {"line": {"color": GREY}})
    # A little more than the longest, so that its number stands beside the bar.
    chart.set_x_axis({"min": 0, "max": max(longest * 1.15, 1), "visible": False, "major_gridlines": {"visible": False}})
    area = {"x": _LABELS_SHARE, "y": 0.0, "width": 1 - _LABELS_SHARE, "height": 1.0}
    _bare(chart, size)
    chart.set_plotarea({"layout": area})
    chart.set_legend({"none": True})
    return chart


def progress_chart(book: Book, lines: Mapping[str, Span], size: Size, days: tuple[int, int]) -> Chart:
    """Returns over time, the due date as an upright line.

    Args:
        book: The workbook.
        lines: The `returned`, `due` and `units` lines.
        size: The chart's size.
        days: First and last day shown, as Excel counts days.
    """
    chart = book.raw.add_chart({"type": "scatter", "subtype": "straight"})
    drawn: dict[str, dict[str, Any]] = {
        "returned": {"color": BLUE, "width": 2.25},
        "due": {"color": RED, "width": 1.25, "dash_type": "dash"},
        "units": {"color": GREY, "width": 1, "dash_type": "round_dot"},
    }
    for key, line in drawn.items():
        span = lines[key]
        points = {"name": span.name, "categories": f"={span.across}", "values": f"={span.up}"}
        chart.add_series(points | {"line": line, "marker": {"type": "none"}})
    first, last = days
    step = max(1, ceil((last - first) / 4))
    across = {"min": first, "max": first + 4 * step if last > first else first + 1, "major_unit": step}
    font = {"num_font": chart_font(book.face, 3)}
    chart.set_x_axis(across | font | {"num_format": _DAY[book.language], "major_gridlines": {"visible": False}})
    chart.set_y_axis(font | {"min": 0, "major_gridlines": _FAINT, "line": {"none": True}, "num_format": "0"})
    _bare(chart, size)
    chart.set_legend({"position": "bottom", "font": chart_font(book.face, 3)})
    return chart


def _bare(chart: Chart, size: Size) -> None:
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_size({"width": int(size.width), "height": int(size.height)})
