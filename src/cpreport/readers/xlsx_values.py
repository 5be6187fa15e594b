"""What a cell shows: its text, number, date or truth value, as a person reads it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cpreport.ooxml import XmlError, XmlFault, parse, resolve, s
from cpreport.readers.marks import from_symbol_font
from cpreport.readers.xlsx_styles import PLAIN, CellStyle, Font, NumberKind, cell_styles, font_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from cpreport.package import Package

    Ranges = tuple[tuple[int, int], ...]

_PLAIN_FORMULAS = {"TRUE()": "TRUE", "FALSE()": "FALSE", "TRUE": "TRUE", "FALSE": "FALSE"}
_MOST_DIGITS = 9
# Of all sheets together; thousands of cells may name one long shared string, and thousands of sheets one part.
MOST_CELLS, MOST_TEXT = 200_000, 20_000_000
_USUAL_SIZE = 65_536  # bytes
# Day 1 of the 1900 system is 1 January 1900, but it counts a 29 February that never was.
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  no zones
_UNKNOWN_SIGN = "■"
# A number typed where a date stood before is shown as a day long ago (2553 as 27 December 1906): it is no date.
_FIRST_DAY, _LAST_DAY = 3_000, 2_958_466
# Excel and LibreOffice complete years of two digits to these.
_COMPLETED_YEARS = range(1930, 2000)


class Run(NamedTuple):
    """A piece of a text in one font; the cell's own where it names none."""

    text: str
    font: Font | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell shows.

    Attributes:
        text: As it can be read; signs of symbol fonts turned into Unicode.
        struck: Ranges of it that are struck out.
        underlined: Ranges of it that are underlined.
        is_completed: Whether it is a date whose century a program may have added to a year of two digits.
    """

    text: str
    struck: Ranges = ()
    underlined: Ranges = ()
    is_completed: bool = False


class Book:
    """What the cells of all sheets share: texts, styles, and the day from which dates are counted."""

    def __init__(self, package: Package, main: str, workbook: _Element, targets: dict[str, str]) -> None:
        self._package = package
        self._main = main
        self._targets = targets
        self._cells = self._text = 0
        settings = workbook.find(s("workbookPr"))
        starts_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        self._epoch = _EPOCH_1904 if starts_1904 else _EPOCH

    def value(self, cell: _Element, style: CellStyle) -> Value:
        """What a cell of this style shows.

        Raises:
            XmlError: The cells of all sheets together are too many, or show too much.
        """
        shown = self._value(cell, style)
        self.count(1, len(shown.text))
        return shown

    def count(self, cells: int, text: int) -> None:
        """So many cells more, which show so many characters.

        Raises:
            XmlError: The cells of all sheets together are too many, or show too much.
        """
        self._cells += cells
        self._text += text
        if self._cells > MOST_CELLS or self._text > MOST_TEXT:
            raise XmlError(XmlFault.UNSAFE, "too much in the cells")

    def apart(self) -> Book:
        """The same book, with a count of its own."""
        other = copy(self)
        other._cells = other._text = 0
        return other

    @property
    def looks(self) -> tuple[bytes | None, bool]:
        """All that decides how a cell without a shared text looks: the styles, and whether dates count from 1904."""
        return self._styles_data, self._epoch == _EPOCH_1904

    def _value(self, cell: _Element, style: CellStyle) -> Value:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(s("is"))
            return written(_runs(inline), style) if inline is not None else Value("")
        raw = cell.findtext(s("v")) or ""
        if not raw and (formula := cell.findtext(s("f"))):
            # Some programs leave out the value of a formula; only the plainest can be told without computing.
            return Value(_PLAIN_FORMULAS.get(formula.strip().upper(), f"={formula}"))
        if kind == "s":
            number = _number_of(raw)
            return written(self._strings[number], style) if 0 <= number < len(self._strings) else Value("")
        if kind == "b":
            return Value("TRUE" if raw == "1" else "FALSE")
        return self._number(raw, style) if kind == "n" and raw else written((Run(raw),), style)

    def style(self, cell: _Element) -> CellStyle:
        """How a cell looks."""
        number = _number_of(cell.get("s", "0"))
        return self._styles[number] if 0 <= number < len(self._styles) else PLAIN

    @cached_property
    def _strings(self) -> tuple[tuple[Run, ...], ...]:
        data = self._data("sharedStrings")
        return () if data is None else tuple(_runs(item) for item in parse(data).iter(s("si")))

    @cached_property
    def _styles(self) -> tuple[CellStyle, ...]:
        return () if self._styles_data is None else _styles(self._styles_data)

    @cached_property
    def _styles_data(self) -> bytes | None:
        return self._data("styles")

    def _data(self, kind: str) -> bytes | None:
        target = self._targets.get(kind)
        return self._package.read_optional(resolve(self._main, target)) if target else None

    def _number(self, raw: str, style: CellStyle) -> Value:
        try:
            value = float(raw)
        except ValueError:
            return Value(raw)
        if style.number is NumberKind.DATE and _FIRST_DAY < value < _LAST_DAY:
            day = (self._epoch + timedelta(days=value)).date()
            return Value(day.isoformat(), is_completed=day.year in _COMPLETED_YEARS and not style.is_buddhist)
        if style.number is NumberKind.TIME and 0 <= value < _LAST_DAY:
            minutes = round(value * 24 * 60)
            return Value(f"{minutes // 60}:{minutes % 60:02}")
        if style.number is NumberKind.PERCENT:
            return Value(f"{value * 100:.12g}%")
        return written((Run(_plain_number(raw, value)),), style)


def _number_of(text: str) -> int:
    """The number of a string or style; -1 where it is none, or has more digits than any workbook counts to."""
    return int(text) if len(text) <= _MOST_DIGITS and text.isdecimal() else -1


def _styles(data: bytes) -> tuple[CellStyle, ...]:
    return _usual_styles(data) if len(data) <= _USUAL_SIZE else cell_styles(parse(data))


@lru_cache(maxsize=16)
def _usual_styles(data: bytes) -> tuple[CellStyle, ...]:
    """Styles as thousands of files have them alike."""
    return cell_styles(parse(data))


def _plain_number(raw: str, value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    # Excel writes 1250.55 as 1250.5499999999999, which is the same number.
    shortest = repr(value)
    return raw if "e" in shortest or "n" in shortest else shortest


def _runs(item: _Element) -> tuple[Run, ...]:
    """The pieces of a text; phonetic guides repeat it and do not count."""
    found: list[Run] = []
    for child in item:
        if child.tag == s("t"):
            found.append(Run(child.text or ""))
        elif child.tag == s("r"):
            look = child.find(s("rPr"))
            text = child.findtext(s("t")) or ""
            found.append(Run(text, None if look is None else font_of(look)))
    return tuple(found)


def written(runs: Iterable[Run], style: CellStyle) -> Value:
    """What a cell of this style shows of these pieces of text."""
    text = ""
    struck: list[tuple[int, int]] = []
    underlined: list[tuple[int, int]] = []
    pieces = [(run.text, run.font or style.font) for run in runs if run.text]
    for piece, font in pieces:
        start = len(text)
        text += _shown(piece, font, is_alone=len(pieces) == 1)
        struck += [(start, len(text))] * font.struck
        underlined += [(start, len(text))] * font.underlined
    return Value(text, tuple(struck), tuple(underlined))


def _shown(text: str, font: Font, *, is_alone: bool) -> str:
    name = font.name if font.is_symbolic else ""
    shown = from_symbol_font(name, text)
    bare = shown.strip()
    if font.is_symbolic and is_alone and shown == text and len(bare) == 1 and ord(bare) <= 0xFF:
        return _UNKNOWN_SIGN  # some drawing, but none that is known as a mark
    return shown
