"""The bullets of lists, which stand in no text: a person may have made a tick the bullet of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.ooxml import w
from cpreport.readers.view import PICTURE

if TYPE_CHECKING:
    from lxml.etree import _Element

    from cpreport.readers.fonts import FontTable

_MOST_LINKS = 4


class Numbering:
    """The lists of a document.

    Args:
        numbering: The numbering part; None where there is none.
        styles: The styles part; None where no style numbers its paragraphs.
        fonts: What a bullet's letter looks like.
    """

    def __init__(self, numbering: _Element | None, styles: _Element | None, fonts: FontTable) -> None:
        self._fonts = fonts
        self._bullets: dict[tuple[str, str], str] = {}
        kinds = [] if numbering is None else list(numbering.iter(w("abstractNum")))
        self._kinds = {kind.get(w("abstractNumId"), ""): kind for kind in kinds}
        self._linked = {value: kind for kind in kinds if (value := _value(kind, "styleLink"))}
        self._lists = {} if numbering is None else {each.get(w("numId"), ""): each for each in numbering.iter(w("num"))}
        self._styles = {} if styles is None else {each.get(w("styleId"), ""): each for each in styles.iter(w("style"))}

    def bullet(self, properties: _Element, style: str) -> str:
        """The sign before a paragraph: a bullet, or PICTURE and its number; a number is none."""
        place = self._place(properties, style)
        if place not in self._bullets:
            self._bullets[place] = self._bullet(*place)
        return self._bullets[place]

    def _bullet(self, listed: str, level: str) -> str:
        found = self._level(self._lists.get(listed), level)
        if found is None:
            return ""
        if picture := _value(found, "lvlPicBulletId"):
            return f"{PICTURE}{picture}"
        text = _value(found, "lvlText")
        look = found.find(w("rPr"))
        fonts = self._fonts.of({} if look is None else {child.tag: child for child in look}, "")
        return "" if "%" in text else fonts.shown(text).strip()

    def _place(self, properties: _Element, style: str) -> tuple[str, str]:
        """Number of the list, and level in it: the paragraph's own, else its style's."""
        listed = level = ""
        sources = [properties, *self._of_styles(style)]
        for source in sources:
            number = source.find(w("numPr"))
            if number is not None:
                listed, level = listed or _value(number, "numId"), level or _value(number, "ilvl")
        return listed, level or "0"

    def _of_styles(self, style: str) -> list[_Element]:
        found: list[_Element] = []
        while style in self._styles and len(found) < _MOST_LINKS:
            properties = self._styles[style].find(w("pPr"))
            found += [properties if properties is not None else self._styles[style]]
            style = _value(self._styles[style], "basedOn")
        return found

    def _level(self, listed: _Element | None, level: str) -> _Element | None:
        if listed is None:
            return None
        changed = (each.find(w("lvl")) for each in listed.iter(w("lvlOverride")) if each.get(w("ilvl")) == level)
        if (own := next(changed, None)) is not None:
            return own
        kind = self._kinds.get(_value(listed, "abstractNumId"))
        if kind is not None and (link := _value(kind, "numStyleLink")):
            kind = self._linked.get(link)
        levels = kind.iter(w("lvl")) if kind is not None else ()
        return next((each for each in levels if each.get(w("ilvl")) == level), None)


def _value(element: _Element, tag: str) -> str:
    found = element.find(w(tag))
    return found.get(w("val"), "") if found is not None else ""
