"""How cells look: a few words for each, combined into XlsxWriter's formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpreport.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpreport.workbook.measure import Face

NAVY = "#1F3864"
BLUE = "#2F5597"
GREY = "#595959"
RED = "#C00000"
_LINE = "#BFBFBF"
_HEADING = "#DCE6F1"
_PALE = "#F2F2F2"
_GREEN = "#E2EFDA"
_AMBER = "#FFE699"

# Calendar 07 is the Buddhist one, 041E is Thai: the cell stays a date and shows its year as people write it.
_DATES = {Language.THAI: "[$-107041E]d mmm yyyy", Language.ENGLISH: "d mmm yyyy"}

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_color": NAVY, "valign": "vcenter"},
    "headline": {"bold": True, "valign": "vcenter"},
    "note": {"font_color": GREY, "valign": "vcenter"},
    "wrapped": {"text_wrap": True},
    "heading": {"bold": True, "font_color": NAVY, "valign": "vcenter", "bottom": 1, "bottom_color": NAVY},
    "head": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": _HEADING,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "border_color": _LINE,
    },
    "cell": {"text_wrap": True, "valign": "top", "border": 1, "border_color": _LINE},
    "plain": {"valign": "top"},
    "one-line": {"text_wrap": False},
    "middle": {"valign": "vcenter"},
    "centre": {"align": "center"},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "total": {"bold": True, "bg_color": _PALE},
    "strong": {"bold": True},
    "top": {"valign": "top"},
    "muted": {"font_color": GREY, "bg_color": _PALE},
    "doubt": {"bg_color": _AMBER},
    "gone": {"pattern": 14, "fg_color": "#A6A6A6", "bg_color": "#FFFFFF"},
    "mark": {"font_name": "Segoe UI Symbol", "font_size": 11, "align": "center", "valign": "vcenter"},
    "rotated": {"rotation": 90, "align": "center", "valign": "bottom", "bold": False},
    "link": {"font_color": "#0563C1", "underline": 1},
    "shrunk": {"text_wrap": False, "shrink": True},
    "decimal": {"num_format": "#,##0.00##"},
    "integer": {"num_format": "#,##0"},
    "mean": {"num_format": "#,##0.00"},
    "percent": {"num_format": "0.0%"},
}
_LARGER = {"title": 6, "headline": 4, "heading": 1, "note": -1}

# What conditional formats change, for cells of a counted unit.
SHADES: Mapping[str, Mapping[str, Any]] = {
    "✓": {"bg_color": _GREEN, "font_color": "#375623"},
    "?": {"bg_color": _AMBER, "font_color": "#7F6000", "bold": True},
}

# Shares from 0 to 1, the more the darker.
SCALE: Mapping[str, Any] = {
    "type": "2_color_scale",
    "min_type": "num",
    "min_value": 0,
    "min_color": "#FFFFFF",
    "max_type": "num",
    "max_value": 1,
    "max_color": "#9DC3E6",
}


def properties(names: tuple[str, ...], face: Face, language: Language) -> dict[str, Any]:
    """The properties of a format that looks all these ways; a later one wins."""
    found: dict[str, Any] = {"font_name": face.name, "font_size": face.size}
    for name in names:
        found["font_size"] += _LARGER.get(name, 0)
        found |= {"num_format": _DATES[language]} if name == "date" else _LOOKS[name]
    return found


def chart_font(face: Face, smaller: int = 2) -> dict[str, Any]:
    """The font of a chart's words."""
    return {"name": face.name, "size": face.size - smaller, "color": "#404040"}
