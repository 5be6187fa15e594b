"""A4 paper: how much of a sheet a page holds, and where a page should end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.workbook.measure import PIXELS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpreport.workbook.sheet import Sheet

_WIDTH: Final = 784.0  # points of a landscape page inside the margins
_HEIGHT: Final = 509.0
_SAFE: Final = 0.95  # of it: other programs and fonts measure a little differently
_SMALLEST: Final = 50  # per cent; below it a page is hard to read
_READABLE: Final = 65
_POINTS_OF_A_PIXEL: Final = 0.75
_CELL_PADDING: Final = 5  # pixels that Excel adds to a column
_ROW: Final = 15.0  # points of a row whose height was not set

RATIO: Final = _WIDTH / _HEIGHT


def pixels(widths: Iterable[float]) -> float:
    """The width of columns on the screen."""
    return sum(width * PIXELS_PER_UNIT + _CELL_PADDING for width in widths)


def keep_together(sheet: Sheet, widths: Sequence[float], blocks: Sequence[range]) -> None:
    """Ends pages between blocks of rows rather than inside them.

    Args:
        sheet: A sheet whose rows have their heights.
        widths: Of all its columns; a sheet too wide for one page goes over several side by side.
        blocks: The rows that belong together, from the top.
    """
    scale = int(100 * _SAFE * _WIDTH / (pixels(widths) * _POINTS_OF_A_PIXEL))
    scale = min(100, scale if scale >= _SMALLEST else _READABLE)
    # A sheet that is fitted to a page's width has no page ends of its own.
    sheet.raw.set_print_scale(scale)
    room = 100 * _SAFE * _HEIGHT / scale
    used, ends = 0.0, []
    for block in blocks:
        height = sum(sheet.heights.get(row, _ROW) for row in block)
        if used and used + height > room:
            ends.append(block.start)
            used = 0.0
        used += height
    if ends:
        sheet.raw.set_h_pagebreaks(ends)
