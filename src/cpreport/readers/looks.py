"""How runs of a Word document look, as far as that says something, and on/off properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.ooxml import w, w14
from cpreport.printed import BOX_EMPTY, BOX_TICKED
from cpreport.readers.marks import from_symbol_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_TELLING = frozenset(map(w, ("u", "strike", "dstrike", "highlight", "shd", "vanish")))
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run looks: hidden, underlined or highlighted, struck out."""

    hidden: bool = False
    emphasised: bool = False
    struck: bool = False

    @classmethod
    def of(cls, properties: Mapping[str, _Element]) -> RunLook:
        """The look that a run's own properties give it, by their tags."""
        if properties.keys().isdisjoint(_TELLING):
            return _PLAIN
        underline = properties.get(w("u"))
        is_underlined = underline is not None and underline.get(w("val"), "single") not in {"none", "dotted"}
        struck = any(is_on(properties.get(w(tag))) for tag in ("strike", "dstrike"))
        highlight = properties.get(w("highlight"))
        is_marked = highlight is not None and highlight.get(w("val")) not in {None, "none"}
        is_highlighted = is_marked or _is_coloured(properties.get(w("shd")))
        return cls(is_on(properties.get(w("vanish"))), is_underlined or is_highlighted, struck)


_PLAIN = RunLook()


def is_shaded(paragraph: _Element | None) -> bool:
    """Whether the properties of a paragraph lay a colour behind it."""
    return paragraph is not None and _is_coloured(paragraph.find(w("shd")))


def _is_coloured(shading: _Element | None) -> bool:
    return shading is not None and shading.get(w("fill"), "auto").casefold() not in {"auto", "ffffff"}


def form_box(field: _Element) -> str:
    """The box that a checkbox field of older forms shows; empty for any other field."""
    box = field.find(f"{w('ffData')}/{w('checkBox')}")
    if box is None:
        return ""
    state = box.find(w("checked"))
    return BOX_TICKED if is_on(box.find(w("default")) if state is None else state) else BOX_EMPTY


def symbol(element: _Element) -> str:
    """What a `w:sym` shows."""
    try:
        character = chr(int(element.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return ""
    font = element.get(w("font"), "")
    if ord(character) > 0xFF and not 0xF000 <= ord(character) < 0xF100:
        return character
    return from_symbol_font(font, character if ord(character) >= 0xF000 else chr(0xF000 | (ord(character) & 0xFF)))


def is_on(element: _Element | None) -> bool:
    """Whether an on/off property is set; an element without a value is (ISO/IEC 29500-1, 17.17.4)."""
    if element is None:
        return False
    return element.get(w("val"), element.get(w14("val"), "")).casefold() not in _OFF
