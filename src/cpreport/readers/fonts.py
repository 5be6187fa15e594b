"""The fonts of a run as Word resolves them, so that letters a symbol font draws as marks are read as marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.ooxml import NS, w
from cpreport.readers.marks import from_symbol_font, is_symbol_font

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

SYMBOL_FONT = re.compile(rb"[\"'](?:[Ww]ingdings|[Ww]ebdings|[Ss]ymbol|WINGDINGS|WEBDINGS|SYMBOL)")
"""Stands in every part that can make a symbol font of ordinary letters."""

_THAI = range(0x0E00, 0x0E80)
_PRIVATE_USE = range(0xF000, 0xF100)
_MOST_STYLES = 12  # a style is based on another, and so on; rings are cut here
_THEMED = {"ascii": w("asciiTheme"), "hAnsi": w("hAnsiTheme"), "cs": w("cstheme")}
_THEME = {"major": "majorFont", "minor": "minorFont"}


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of one run: for ASCII, for other letters, and for complex scripts as Thai is."""

    ascii: str = ""
    other: str = ""
    complex: str = ""
    is_complex: bool = False

    def shown(self, text: str) -> str:
        """The text with what a symbol font draws as a mark turned into Unicode."""
        if self.ascii == self.other == self.complex:
            return from_symbol_font(self.ascii, text)
        if self.is_complex:
            return from_symbol_font(self.complex, text)
        if not any(map(is_symbol_font, (self.ascii, self.other, self.complex))):
            return from_symbol_font("", text)
        if len({self._of(character) for character in text}) == 1:
            return from_symbol_font(self._of(text[0]), text)
        return "".join(from_symbol_font(self._of(character), character) for character in text)

    def _of(self, character: str) -> str:
        # ISO/IEC 29500-1, 17.3.2.26, as far as Latin and Thai go.
        code = ord(character)
        if code in _PRIVATE_USE:
            return next(filter(is_symbol_font, (self.other, self.ascii, self.complex)), self.other)
        if code in _THAI:
            return self.complex
        return self.ascii if code < 0x80 else self.other


_Faces = tuple[str, str, str]
NO_FONTS = Fonts()


class FontTable:
    """What styles, defaults and theme say of fonts.

    Args:
        styles: The styles part; None where it holds no symbol font.
        theme: The theme; None where it holds none.
    """

    def __init__(self, styles: _Element | None = None, theme: _Element | None = None) -> None:
        self._theme = theme
        self._styles = (
            {} if styles is None else {style.get(w("styleId"), ""): style for style in styles.iter(w("style"))}
        )
        self.numbered_styles = {name for name, style in self._styles.items() if self._is_numbered(style)}
        self._default = "" if styles is None else _default_style(styles)
        defaults = None if styles is None else styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._defaults = [] if defaults is None else [defaults]
        self._resolved: dict[tuple[str, str], _Faces] = {}

    def of(self, run: Mapping[str, _Element], paragraph_style: str) -> Fonts:
        """The fonts of a run with these properties, by their tags, in a paragraph of this style."""
        named = run.get(w("rFonts"))
        if not self._styles and named is None:
            return NO_FONTS
        is_complex = w("cs") in run or w("rtl") in run
        direct = self._first_of([] if named is None else [named])
        if not self._styles:
            return Fonts(*direct, is_complex)
        below = self._below(run.get(w("rStyle")), paragraph_style)
        return Fonts(direct[0] or below[0], direct[1] or below[1], direct[2] or below[2], is_complex)

    def _below(self, character_style: _Element | None, paragraph_style: str) -> _Faces:
        """The fonts that styles and defaults give where the run itself names none."""
        own = "" if character_style is None else character_style.get(w("val"), "")
        if (own, paragraph_style) not in self._resolved:
            sources = [*self._chain(own), *self._chain(paragraph_style or self._default), *self._defaults]
            named = (source.find(w("rFonts")) for source in sources)
            self._resolved[own, paragraph_style] = self._first_of(fonts for fonts in named if fonts is not None)
        return self._resolved[own, paragraph_style]

    @staticmethod
    def _is_numbered(style: _Element) -> bool:
        return style.find(f"{w('pPr')}/{w('numPr')}") is not None

    def _chain(self, style: str) -> Iterator[_Element]:
        for _ in range(_MOST_STYLES):
            found = self._styles.get(style)
            if found is None:
                return
            properties = found.find(w("rPr"))
            if properties is not None:
                yield properties
            style = _named(found, "basedOn")

    def _first_of(self, sources: Iterable[_Element]) -> _Faces:
        """The font for each kind of letter that the first of several `w:rFonts` names."""
        ascii_ = other = complex_ = ""
        for named in sources:
            own = [self._font(named, name) for name in ("ascii", "hAnsi", "cs")]
            # Some programs name a symbol font once, for whatever the letter is.
            once = next(filter(is_symbol_font, own), "") if "" in own else ""
            ascii_ = ascii_ or own[0] or own[1] or once
            other = other or own[1] or own[0] or once
            complex_ = complex_ or own[2]
        return ascii_, other, complex_

    def _font(self, fonts: _Element, name: str) -> str:
        # A font of the theme goes before a named one.
        themed = fonts.get(_THEMED[name], "")
        if not themed:
            return fonts.get(w(name), "")
        if self._theme is None:
            return themed  # which is no symbol font, whatever it is
        part = f"{{{NS['a']}}}{_THEME.get(themed[:5], '')}"
        found = next(self._theme.iter(part), None)
        kind = "cs" if themed.endswith("Bidi") else "latin"
        face = found.find(f"{{{NS['a']}}}{kind}") if found is not None else None
        return face.get("typeface", "") if face is not None else ""


def _named(properties: _Element | None, tag: str) -> str:
    found = properties.find(w(tag)) if properties is not None else None
    return found.get(w("val"), "") if found is not None else ""


def _default_style(styles: _Element) -> str:
    kinds = (style for style in styles.iter(w("style")) if style.get(w("type")) == "paragraph")
    return next((style.get(w("styleId"), "") for style in kinds if style.get(w("default")) in {"1", "true", "on"}), "")
