"""How the cells of a workbook look, as far as it says what was meant: fonts, fills and number formats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from cpreport.ooxml import s

if TYPE_CHECKING:
    from lxml.etree import _Element

_LITERALS = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
_DATE = re.compile(r"[dyb]|(?<![h:])m+(?![:s])", re.IGNORECASE)
_TIME = re.compile(r"[hs]", re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BUDDHIST = re.compile(r"\[\$-[^\]]*07(?:[0-9A-F]{4})?\]|buddhist|bbbb", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"yyyy|bbbb", re.IGNORECASE)
# 27-36 and 50-58 are the dates of East Asian Excel, 71-74, 77 and 81 those of the Thai one.
_BUILT_IN_DATES = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59), *range(71, 75), 77, 81})
_BUILT_IN_TIMES = frozenset({*range(18, 22), *range(45, 48), 75, 76, 78, 79, 80})
_BUILT_IN_PERCENTS = frozenset({9, 10, 67, 68})
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "marlett", "zapf")
_SYMBOL_CHARSET = "2"
_NO_FILLS = frozenset(
    {"", "none", "FFFFFFFF", "00FFFFFF", "FFFFFF", "indexed:9", "indexed:64", "indexed:65", "theme:0"}
)


class NumberKind(Enum):
    """What a number format shows a number as."""

    PLAIN = auto()
    DATE = auto()
    TIME = auto()
    PERCENT = auto()


@dataclass(frozen=True, slots=True)
class Font:
    """A font, as far as it changes what a text says.

    Attributes:
        name: Its name; empty where the run or cell names none.
        is_symbolic: Whether it draws signs in place of letters.
        struck: Whether it strikes the text out.
        underlined: Whether it underlines it.
    """

    name: str = ""
    is_symbolic: bool = False
    struck: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The look of a cell.

    Attributes:
        number: What its numbers are shown as.
        is_buddhist: Whether its dates are shown with the whole year of the Buddhist era.
        font: Its font.
        fill: Its colour, as the file names it; empty where it has none.
    """

    number: NumberKind = NumberKind.PLAIN
    is_buddhist: bool = False
    font: Font = field(default_factory=Font)
    fill: str = ""


PLAIN = CellStyle()


def cell_styles(styles: _Element) -> tuple[CellStyle, ...]:
    """The styles that cells refer to by their number (`cellXfs`).

    Args:
        styles: The workbook's styles part, parsed.
    """
    formats = {item.get("numFmtId", ""): item.get("formatCode", "") for item in styles.iter(s("numFmt"))}
    fonts = [font_of(font) for font in _children(styles, "fonts")]
    fills = [_fill(fill) for fill in _children(styles, "fills")]
    return tuple(_style(item, formats, fonts, fills) for item in _children(styles, "cellXfs"))


def font_of(look: _Element | None) -> Font:
    """The font that `<font>` of the styles or `<rPr>` of a run describes."""
    if look is None:
        return Font()
    named = next(look.iter(s("name"), s("rFont")), None)
    charset = look.find(s("charset"))
    name = named.get("val", "") if named is not None else ""
    is_symbolic = name.casefold().startswith(_SYMBOL_FONTS) and not name.casefold().startswith("symbola")
    has_signs = charset is not None and charset.get("val") == _SYMBOL_CHARSET
    underline = look.find(s("u"))
    return Font(
        name,
        is_symbolic or has_signs,
        _is_on(look.find(s("strike"))),
        underline is not None and underline.get("val", "single") != "none",
    )


def _children(styles: _Element, name: str) -> list[_Element]:
    found = styles.find(s(name))
    return list(found) if found is not None else []


def _style(item: _Element, formats: dict[str, str], fonts: list[Font], fills: list[str]) -> CellStyle:
    number = item.get("numFmtId", "0")
    code = formats.get(number)
    kind = _built_in(number) if code is None else _kind(code)
    is_buddhist = code is not None and bool(_BUDDHIST.search(code) and _WHOLE_YEAR.search(code))
    font, fill = _index(item.get("fontId")), _index(item.get("fillId"))
    return CellStyle(
        kind,
        is_buddhist,
        fonts[font] if 0 <= font < len(fonts) else Font(),
        fills[fill] if 0 <= fill < len(fills) else "",
    )


def _built_in(number: str) -> NumberKind:
    known = _index(number)
    if known in _BUILT_IN_DATES:
        return NumberKind.DATE
    if known in _BUILT_IN_TIMES:
        return NumberKind.TIME
    return NumberKind.PERCENT if known in _BUILT_IN_PERCENTS else NumberKind.PLAIN


def _kind(code: str) -> NumberKind:
    """What a format of the workbook's own shows: only its first section counts, the one for positive numbers."""
    if _ELAPSED.search(code):
        return NumberKind.TIME
    bare = _LITERALS.sub("", code).partition(";")[0]
    if bare.casefold() == "general":
        return NumberKind.PLAIN
    if _DATE.search(bare):
        return NumberKind.DATE
    if _TIME.search(bare):
        return NumberKind.TIME
    return NumberKind.PERCENT if "%" in bare else NumberKind.PLAIN


def _fill(fill: _Element) -> str:
    pattern = fill.find(s("patternFill"))
    if pattern is None:
        return "gradient" if len(fill) else ""
    if pattern.get("patternType", "none") == "none":
        return ""
    colour = pattern.find(s("fgColor"))
    if colour is None:
        return pattern.get("patternType", "")
    tint = colour.get("tint", "")
    named = next((f"{key}:{colour.get(key)}" for key in ("indexed", "theme") if colour.get(key)), "")
    shown = (colour.get("rgb", "").upper() or named) + (f"/{tint}" if tint and float_of(tint) else "")
    return "" if shown in _NO_FILLS else shown


def float_of(text: str) -> float:
    """A number of the format; 0 where it is none."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def _index(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else -1


def _is_on(element: _Element | None) -> bool:
    return element is not None and element.get("val", "1") not in {"0", "false", "off"}
