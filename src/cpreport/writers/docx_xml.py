"""Paragraphs and runs of WordprocessingML as text, with both script halves of every property.

Lengths are twentieths of a point (dxa), sizes half-points, as in ISO/IEC 29500-1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cpreport.markup import NS, escape
from cpreport.printed import BOX_EMPTY

CENTIMETRE = 567
TEXT_WIDTH = 9071  # 16 cm: A4 less the margins, to the twip, or a dotted line would run past the margin
ROOT_NAMESPACES = " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in ("w", "r", "w14", "mc", "wp", "a", "pic"))
BOX_FONT = "Segoe UI Symbol"

_BOX_LOOK = (
    f'<w:rPr><w:rFonts w:ascii="{BOX_FONT}" w:eastAsia="{BOX_FONT}" w:hAnsi="{BOX_FONT}" w:cs="{BOX_FONT}"/></w:rPr>'
)
_FIRST_CONTROL = 100_000  # ids of controls, apart from those of bookmarks
_DOTTED = '<w:u w:val="dotted"/>'
_TABS_AND_BREAKS = re.compile(r"([\t\n])")
_ELEMENTS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks; `size` in half-points, 0 for the style's own."""

    bold: bool = False
    italic: bool = False
    dotted: bool = False
    size: int = 0
    colour: str = ""

    def xml(self) -> str:
        """The `w:rPr`, its children in the schema's order; empty for a plain run."""
        parts = [
            "<w:b/><w:bCs/>" if self.bold else "",
            "<w:i/><w:iCs/>" if self.italic else "",
            f'<w:color w:val="{self.colour}"/>' if self.colour else "",
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>' if self.size else "",
            _DOTTED if self.dotted else "",
        ]
        return f"<w:rPr>{''.join(parts)}</w:rPr>" if any(parts) else ""


PLAIN = Look()
BOLD = Look(bold=True)
UNDERLINED = Look(dotted=True)


def run(text: str, look: Look = PLAIN) -> str:
    """A run of literal text; tabs and line breaks in it become elements."""
    return f"<w:r>{look.xml()}{''.join(_piece(piece) for piece in _TABS_AND_BREAKS.split(text) if piece)}</w:r>"


def raw_run(escaped: str, look: Look = PLAIN) -> str:
    """A run of text that is XML already, a slot say."""
    return f'<w:r>{look.xml()}<w:t xml:space="preserve">{escaped}</w:t></w:r>'


def _piece(text: str) -> str:
    return _ELEMENTS.get(text) or f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of a named style; `properties` are further children of `w:pPr` in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def right_tab(position: int) -> str:
    """A right tab stop, where a dotted line ends."""
    return f'<w:tabs><w:tab w:val="right" w:pos="{position}"/></w:tabs>'


class Names:
    """Hands out the ids of bookmarks and controls, unique in one document."""

    def __init__(self, first: int = 1) -> None:
        self._last = first - 1

    def bookmark(self, name: str, content: str = "") -> str:
        """The content inside a bookmark; without content, a point."""
        self._last += 1
        number = self._last
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def checkbox(self, name: str, title: str) -> str:
        """A run-level checkbox control, tagged and bookmarked with its place's name."""
        box = (
            '<w14:checkbox><w14:checked w14:val="0"/>'
            f'<w14:checkedState w14:val="2611" w14:font="{BOX_FONT}"/>'
            f'<w14:uncheckedState w14:val="2610" w14:font="{BOX_FONT}"/></w14:checkbox>'
        )
        content = f"<w:r>{_BOX_LOOK}<w:t>{BOX_EMPTY}</w:t></w:r>"
        return self.bookmark(name, self._control(name, title, box, content, _BOX_LOOK))

    def text(self, name: str, title: str) -> str:
        """An inline rich-text control on a dotted line.

        Plain-text and block controls would be multiplied by LibreOffice 7.4 at every save; an empty run cannot be
        clicked in Word for the web, so two spaces stand in it.
        """
        return self.bookmark(name, self._control(name, title, "", run("  ", UNDERLINED), UNDERLINED.xml()))

    def _control(self, name: str, title: str, kind: str, content: str, look: str) -> str:
        self._last += 1
        names = (
            f'<w:alias w:val="{escape(title)}"/><w:tag w:val="{name}"/><w:id w:val="{_FIRST_CONTROL + self._last}"/>'
        )
        properties = f"{look}{names}{kind}"
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
