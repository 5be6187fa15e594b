"""What people add to a Word form besides text: lists, comments, notes, equations, drawings, fonts of styles."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from cpreport import places
from cpreport.ooxml import NS, w
from imitations import edit, packed, related, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from lxml.etree import _Element

RELS = "word/_rels/document.xml.rels"
_FIRST_TAG = re.compile(r"^<[\w:]+")
_SPACES = {
    **{name: NS[name] for name in ("w", "w14", "wp", "wps", "a", "m", "mc", "r", "v")},
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
_DECLARED = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _SPACES.items())


def element(xml: str) -> _Element:
    """An element from XML with the usual prefixes."""
    return parse_xml(_FIRST_TAG.sub(rf"\g<0> {_DECLARED}", xml))


def edited(data: bytes, *edits: Callable[[Document], None]) -> bytes:
    """The document after these edits, as python-docx saves it."""
    document = docx.Document(io.BytesIO(data))
    for change in edits:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, kind: str, xml: str) -> bytes:
    """The package with a further part of the document, or another one in place of that it has.

    Args:
        data: The package.
        kind: The last word of the relationship's type, which names the part too.
        xml: The part.
    """
    parts = unpacked(data)
    name = f"word/{kind}.xml" if kind != "theme" else "word/theme1.xml"
    if f'/{kind}"'.encode() not in parts[RELS]:
        related(parts, RELS, f"{NS['r']}/{kind}", name.removeprefix("word/"))
    parts[name] = xml.encode()
    return packed(parts)


def changed(data: bytes, part: str, change: Callable[[_Element], None]) -> bytes:
    """The package with one part changed."""
    parts = unpacked(data)
    edit(parts, part, change)
    return packed(parts)


def box_of(document: Document, choice: str, question: str = "activities") -> _Element:
    """The control of a choice's box."""
    name = places.box(question, choice)
    tags = (tag for tag in document.element.body.iter(qn("w:tag")) if tag.get(qn("w:val")) == name)
    return next(next(tags).iterancestors(qn("w:sdt")))


def line_of(document: Document, choice: str, question: str = "activities") -> _Element:
    """The paragraph of a choice."""
    return next(box_of(document, choice, question).iterancestors(qn("w:p")))


def bulleted(data: bytes, lists: dict[str, list[str]], *, question: str = "activities") -> bytes:
    """The form with choices put into lists: number of the list -> choices."""

    def change(document: Document) -> None:
        for number, choices in lists.items():
            for choice in choices:
                properties = line_of(document, choice, question).find(qn("w:pPr"))
                properties.insert(1, element(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))

    return edited(data, change)


def numbering(**levels: str) -> str:
    """A numbering part with one list for each level given: `n1='<w:lvlText …/>'`."""
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{name[1:]}"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
        for name, level in levels.items()
    )
    lists = "".join(f'<w:num w:numId="{name[1:]}"><w:abstractNumId w:val="{name[1:]}"/></w:num>' for name in levels)
    return f"<w:numbering {_DECLARED}>{kinds}{lists}</w:numbering>"


def bullet(sign: str, font: str = "", kind: str = "bullet") -> str:
    """A level of a list with this sign."""
    look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
    return f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>{look}'


def comments(*texts: str) -> str:
    """A comments part: the first has the id 0."""
    each = (
        f'<w:comment w:id="{number}" w:author="ก"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:comment>"
        for number, text in enumerate(texts)
    )
    return f"<w:comments {_DECLARED}>{''.join(each)}</w:comments>"


def comment_on(line: _Element, number: int = 0) -> None:
    """Anchor a comment on a whole paragraph."""
    first = next(child for child in line if child.tag != w("pPr"))
    first.addprevious(element(f'<w:commentRangeStart w:id="{number}"/>'))
    line.append(element(f'<w:commentRangeEnd w:id="{number}"/>'))
    line.append(element(f'<w:r><w:commentReference w:id="{number}"/></w:r>'))


def shape(body: str = "<w:txbxContent><w:p/></w:txbxContent>", offset: int = 0, height: int = 150_000) -> _Element:
    """A run with a shape that floats over its paragraph, as Word draws it; offset and height in EMU."""
    text = f"<wps:txbx>{body}</wps:txbx>" if body else ""
    return element(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor behindDoc="0">'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{offset}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="150000" cy="{height}"/><a:graphic><a:graphicData><wps:wsp><wps:spPr/>{text}<wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:oval style="position:absolute;margin-left:0;margin-top:0;width:12pt;height:12pt"><v:textbox>{body}'
        "</v:textbox></v:oval></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
