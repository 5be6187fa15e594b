"""The overview's page: its columns, and rows all of one height, so that tables and charts line up side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.workbook.charts import Size
from cpreport.workbook.measure import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

    from cpreport.workbook.book import Book, Sheet

# Columns of the left half, of the right half, and of what the charts are drawn from (not printed).
NAME, EXPECTED, RETURNED, MISSING, RATE = range(5)
ITEM, LABEL, TICKED, OF_RETURNED, OF_EXPECTED, BARS = range(6, 12)
DATA = 13

_WIDTHS = (24, 9, 9, 9, 10, 2, 6, 54, 9, 11, 11, 54, 3, 34, 12, 12)
_LINE_TO_PIXELS = 4 / 3
_CELL_PADDING = 5  # pixels that Excel adds to a column


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

    def size(self, columns: range, rows: int) -> Size:
        """The size of so many rows of these columns."""
        width = sum(_WIDTHS[column] * PIXELS_PER_UNIT + _CELL_PADDING for column in columns)
        return Size(width, rows * self.row_pixels)

    def insert(self, row: int, column: int, chart: Chart) -> None:
        """Places a chart."""
        self.sheet.raw.insert_chart(row, column, chart, {"object_position": 1})

    def level(self) -> None:
        """Gives every row its height."""
        for row in range(self.first, max(self.last, self.data) + 1):
            self.sheet.height(row, self.row_pixels / _LINE_TO_PIXELS)
