"""How much room texts need: Excel sizes neither wrapped nor merged cells by itself when a file is opened."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from cpreport.language import Language
from cpreport.wording import visible_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpreport.form import Form

TALLEST_ROW = 409.0  # points, Excel's limit
POINTS_PER_UNIT = 5.25  # a column's width counts digits of the default font, 7 pixels each
PIXELS_PER_UNIT = 7
_PADDING = 1.0  # units that a cell keeps free
_WIDEST = 2.0  # times the average: an ideograph
_LOST_IN_WRAPPING = 1.1  # lines break between words, and Thai ones at whole syllables


@dataclass(frozen=True, slots=True)
class Face:
    """A font as the sheets use it.

    Attributes:
        name: Its name.
        size: Points of ordinary text.
        line: Points from one line of it to the next.
        width: Width of an average character, in units of a column's width.
    """

    name: str
    size: int
    line: float
    width: float

    def units(self, text: str) -> float:
        """The width of a text on one line, in units of a column's width."""
        return visible_width(text) * self.width

    def lines(self, text: str, columns: float) -> int:
        """How many lines a text needs, wrapped in a cell of that width."""
        room = max(columns - _PADDING, 1.0)
        if len(text) * self.width * _WIDEST <= room and "\n" not in text:
            return 1
        paragraphs = text.split("\n")
        return sum(max(1, ceil(self._wrapped(paragraph, room) / room)) for paragraph in paragraphs)

    def fitting(self, texts: Iterable[str], least: float, most: float) -> float:
        """The width of a column in which nine of ten texts stand on one line, if `most` allows."""
        widths = sorted(map(self.units, texts))
        wanted = widths[len(widths) * 9 // 10] + _PADDING if widths else least
        return min(max(ceil(wanted), least), most)

    def height(self, lines: int) -> float:
        """Points of a row that holds so many lines."""
        return min(lines * self.line + 2, TALLEST_ROW)

    def _wrapped(self, paragraph: str, room: float) -> float:
        units = self.units(paragraph)
        return units if units <= room else units * _LOST_IN_WRAPPING


# Measured: TH SarabunPSK draws a letter 0.365 em wide on average, Calibri 0.435 em, Tahoma and its like 0.55 em.
_SMALL_THAI = Face("TH SarabunPSK", 14, 19.0, 1.0)
_LARGE_THAI = Face("Tahoma", 10, 17.0, 1.05)
_LATIN = Face("Calibri", 11, 15.0, 0.95)


def face_of(form: Form) -> Face:
    """The font of a form's workbook."""
    if form.language is Language.ENGLISH:
        model = _LATIN
    elif not form.font or form.font.upper().startswith("TH ") or form.font.upper().endswith((" NEW", "UPC")):
        model = _SMALL_THAI
    else:
        model = _LARGE_THAI
    return Face(form.font or model.name, model.size, model.line, model.width)
