"""The overview's page: its columns, and rows all of one height, so that tables and charts line up side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.workbook.charts import Size
from cpreport.workbook.paper import RATIO, pixels

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

    from cpreport.workbook.book import Book
    from cpreport.workbook.sheet import Sheet

# Columns of the left half, of the right half, and of what the charts are drawn from (not printed).
NAME, EXPECTED, RETURNED, MISSING, RATE = range(5)
ITEM, LABEL, TICKED, OF_RETURNED, OF_EXPECTED, BARS = range(6, 12)
DATA = 13

_WIDTHS = (24, 9, 9, 9, 10, 2, 6, 54, 9, 14, 14, 54, 3, 34, 12, 12)
_TITLE_ROWS = 2  # that the title is higher than rows would be
_LINE_TO_PIXELS = 4 / 3


class Grid:
    """The page while it is filled; `left`, `right` and `data` are the next free rows of its parts."""

    def __init__(self, sheet: Sheet, first: int) -> None:
        self.sheet = sheet
        self.book: Book = sheet.book
        self.first = self.left = self.right = self.data = first
        for column, width in enumerate(_WIDTHS):
            sheet.width(column, width)

    @property
    def last(self) -> int:
        """The last row in use."""
        return max(self.left, self.right) - 1

    @property
    def row_pixels(self) -> float:
        """The height of every row."""
        return round(self.book.face.height(1) * _LINE_TO_PIXELS)

    @property
    def page_rows(self) -> int:
        """How many rows fill a landscape page as wide as what is printed."""
        return int(pixels(_WIDTHS[:DATA]) / RATIO / self.row_pixels) - _TITLE_ROWS

    def size(self, columns: range, rows: int) -> Size:
        """The size of so many rows of these columns."""
        return Size(pixels(_WIDTHS[column] for column in columns), rows * self.row_pixels)

    def insert(self, row: int, column: int, chart: Chart) -> None:
        """Places a chart."""
        self.sheet.raw.insert_chart(row, column, chart, {"object_position": 1})

    def level(self) -> None:
        """Gives every row its height."""
        for row in range(self.first, max(self.last, self.data) + 1):
            self.sheet.height(row, self.row_pixels / _LINE_TO_PIXELS)
