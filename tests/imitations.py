"""What other programs make of a filled Word form when they save it, imitated on its XML from what is known of them.

Every function takes the bytes of a document and returns those of another. What a program is known to keep stays, what
it is known to drop goes, and what it writes besides is written here too. Nothing here knows the names of places.
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING

import docx
from lxml import etree

from cpreport.ooxml import NS, w, w14

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lxml.etree import _Element

    Parts = dict[str, bytes]

DOCUMENT = "word/document.xml"
SETTINGS = "word/settings.xml"
TYPES = "[Content_Types].xml"
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_WP14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
_OFFICE = "http://schemas.microsoft.com/office"
_WORD = {
    "wpc": f"{_OFFICE}/word/2010/wordprocessingCanvas",
    "cx": f"{_OFFICE}/drawing/2014/chartex",
    "mc": NS["mc"],
    "aink": f"{_OFFICE}/drawing/2016/ink",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": NS["v"],
    "wp14": _WP14,
    "w10": "urn:schemas-microsoft-com:office:word",
    "w14": NS["w14"],
    "w15": W15,
    "w16cex": f"{_OFFICE}/word/2018/wordml/cex",
    "w16cid": f"{_OFFICE}/word/2016/wordml/cid",
    "w16": f"{_OFFICE}/word/2018/wordml",
    "w16sdtdh": f"{_OFFICE}/word/2020/wordml/sdtdatahash",
    "w16se": f"{_OFFICE}/word/2015/wordml/symex",
    "wpg": f"{_OFFICE}/word/2010/wordprocessingGroup",
    "wpi": f"{_OFFICE}/word/2010/wordprocessingInk",
    "wne": f"{_OFFICE}/word/2006/wordml",
    "wps": NS["wps"],
}
_WPS = {"wpsCustomData": "http://www.wps.cn/officeDocument/2013/wpsCustomData", "w15": W15, "wp14": _WP14}
_ON, _OFF = ("1", "true", "on", ""), ("0", "false", "off", None)  # "": no value, which means on; None: no element
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN_TEXT = (w("t"), w("tab"), w("br"), w("sym"))


def unpacked(data: bytes) -> Parts:
    """The parts of a package, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def edit(parts: Parts, name: str, change: Callable[[_Element], _Element | None]) -> None:
    """Change the XML of one part, where it is there; `change` may return another root."""
    if name in parts:
        root = etree.fromstring(parts[name])
        changed = change(root)
        parts[name] = etree.tostring(root if changed is None else changed, encoding="UTF-8", standalone=True)


def without(parts: Parts, *names: str) -> None:
    """Drop parts, and what the package says of them."""
    for name in names:
        parts.pop(name, None)
    folders = [part for part in parts if part.endswith(".rels")]
    for name in names:
        for rels in folders:
            target = name.rpartition("/")[2]
            parts[rels] = re.sub(rb'<Relationship [^>]*Target="[^"]*%s"[^>]*/>' % target.encode(), b"", parts[rels])
        parts[TYPES] = re.sub(rb'<Override [^>]*PartName="/%s"[^>]*/>' % name.encode(), b"", parts[TYPES])


def related(parts: Parts, rels: str, kind: str, target: str) -> None:
    """Add a relationship of this (full) type."""
    line = f'<Relationship Id="rIdImitated{len(parts[rels])}" Type="{kind}" Target="{target}"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", line.encode() + b"</Relationships>")


def as_word(data: bytes, *, odd_states: bool = True) -> bytes:
    """As Word for Windows: its namespaces, revision ids, runs cut by language and spelling.

    With `odd_states` the states of boxes are spelt in all ways that are known, else as Word itself writes them.
    """
    parts, chance = unpacked(data), Random(1)

    def change(root: _Element) -> _Element:
        _renumber_bookmarks(root, 1)
        for number, paragraph in enumerate(root.iter(w("p"))):
            paragraph.set(w14("paraId"), f"{0x2C078E00 + number:08X}")
            paragraph.set(w14("textId"), "77777777")
            for name in ("rsidR", "rsidRDefault", "rsidP"):
                paragraph.set(w(name), f"00{chance.randrange(16**6):06X}")
        for run in list(root.iter(w("r"))):
            _split_run(run, chance)
        if odd_states:
            _spell_states(root)
        for control in root.iter(w("sdtPr")):
            _add(control, f"{{{W15}}}appearance", **{f"{{{W15}}}val": "hidden"})
        _break_pages(root)
        _add_go_back(root)
        return _rooted(root, _WORD, "w14 w15 w16se w16cid w16 w16cex w16sdtdh wp14")

    edit(parts, DOCUMENT, change)
    edit(parts, SETTINGS, _add_revision_ids)
    without(parts, "docProps/app.xml")
    return packed(parts)


def as_word_web(data: bytes) -> bytes:
    """As Word for the web: controls kept, namespaces declared where they are used, a custom XML part of its own."""
    parts = unpacked(data)

    def change(root: _Element) -> None:
        for number, paragraph in enumerate(list(root.iter(w("p")))):
            parent = paragraph.getparent()
            own = etree.Element(w("p"), nsmap={"wp14": _WP14})
            own.set(f"{{{_WP14}}}paraId", f"{0x5A000000 + number:08X}")
            own.set(w("rsidR"), "00A77B3E")
            own.extend(list(paragraph))
            parent.replace(paragraph, own)
        for run in root.iter(w("r")):
            look = _look(run)
            _add(look, w("noProof"), **{w("val"): "0"})
            _add(look, w("lang"), **{w("val"): "en-US", w("bidi"): "th-TH"})

    edit(parts, DOCUMENT, change)
    office = NS["r"]
    parts["customXml/item1.xml"] = (
        b'<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>'
    )
    related(parts, "word/_rels/document.xml.rels", f"{office}/customXml", "../customXml/item1.xml")
    return packed(parts)


def as_google_docs(data: bytes) -> bytes:
    """As Google Docs: controls are text, names and properties gone, styles flattened, controls of its own."""
    parts = unpacked(data)

    def change(root: _Element) -> None:
        _unwrap_controls(root)
        for number, mark in enumerate(root.iter(w("bookmarkStart"))):
            mark.set(w("name"), f"bookmark=id.{number:x}gjdgxs")
        for properties in root.iter(w("pPr")):
            _drop(properties, "pStyle", "keepNext")
        for number, run in enumerate(list(root.iter(w("r")))):
            look = _look(run)
            box = any((text.text or "") in "☐☑☒" for text in run.iter(w("t")))
            _font(look, "Arial Unicode MS" if box else "Sarabun")
            for line in look.iter(w("u")):
                line.set(w("val"), "single")  # it knows no other
            _add(look, w("rtl"), **{w("val"): "0"})
            if number % 7 == 0:
                _wrap_in_control(run, f"goog_rdk_{number}")

    edit(parts, DOCUMENT, change)
    without(parts, CUSTOM, CORE, "docProps/app.xml")
    return packed(parts)


def as_wps(data: bytes) -> bytes:
    """As WPS Writer: document variables, ids of its own, controls kept."""
    parts = unpacked(data)

    def change(root: _Element) -> _Element:
        _renumber_bookmarks(root, 0)
        for number, properties in enumerate(root.iter(w("sdtPr"))):
            for own_id in properties.iter(w("id")):
                own_id.set(w("val"), str(147_450_000 + number))
            end = etree.Element(w("sdtEndPr"))
            look = properties.find(w("rPr"))
            end.extend([deepcopy(look)] if look is not None else [])
            properties.addnext(end)
        for run in root.iter(w("r")):
            look = _look(run)
            fonts = look.find(w("rFonts"))
            if fonts is None:
                fonts = _add(look, w("rFonts"), first=True)
            fonts.set(w("hint"), "cs")
            _add(look, w("lang"), **{w("val"): "en-US", w("eastAsia"): "zh-CN", w("bidi"): "th-TH"})
        return _rooted(root, _WPS, "w14 w15 wp14")

    def remember(root: _Element) -> None:
        variables = _add(root, w("docVars"))
        _add(variables, w("docVar"), **{w("name"): "commondata", w("val"): "eyJoZGlkIjoiY2IifQ=="})

    edit(parts, DOCUMENT, change)
    edit(parts, SETTINGS, remember)
    own = (
        b'<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="KSOProductBuildVer">'
        b"<vt:lpwstr>1054-12.2.0.13</vt:lpwstr></property></Properties>"
    )
    if CUSTOM in parts:
        parts[CUSTOM] = parts[CUSTOM].replace(b"</Properties>", own)
    return packed(parts)


def as_onlyoffice(data: bytes) -> bytes:
    """As OnlyOffice: controls kept, locked and bounded, a run for each tab and text, and many runs of nothing."""
    parts = unpacked(data)

    def change(root: _Element) -> _Element:
        for properties in root.iter(w("sdtPr")):
            _add(properties, w("lock"), first=True, **{w("val"): "unlocked"})
            _add(properties, f"{{{W15}}}appearance", **{f"{{{W15}}}val": "boundingBox"})
        for run in list(root.iter(w("r"))):
            _one_run_a_piece(run)
        for properties in root.iter(w("pPr")):
            for name in ("pBdr", "spacing", "ind", "rPr"):
                if properties.find(w(name)) is None:
                    _add(properties, w(name))
        for paragraph in root.iter(w("p")):
            empty = _add(paragraph, w("r"))
            _add(empty, w("rPr"))
        return _rooted(root, _WORD, "w14 w15 wp14")

    edit(parts, DOCUMENT, change)
    return packed(parts)


def as_pages(data: bytes) -> bytes:
    """As Apple Pages: controls are text, names and properties gone, tabs are spaces, its own styles and ligatures."""
    parts = unpacked(data)

    def change(root: _Element) -> None:
        _unwrap_controls(root)
        for mark in list(root.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            mark.getparent().remove(mark)
        for style in root.iter(w("pStyle")):
            style.set(w("val"), "Body")
        for properties in root.iter(w("tabs")):
            properties.getparent().remove(properties)
        for tab in [tab for tab in root.iter(w("tab")) if tab.getparent().tag == w("r")]:
            spaces = etree.Element(w("t"))
            spaces.text = "    "
            spaces.set(_SPACE, "preserve")
            tab.getparent().replace(tab, spaces)
        for run in root.iter(w("r")):
            look = _look(run)
            _font(look, "Thonburi")
            _add(look, w("rtl"), **{w("val"): "0"})
            _add(look, w14("ligatures"), **{w14("val"): "standardContextual"})

    edit(parts, DOCUMENT, change)
    without(parts, CUSTOM, CORE)
    return packed(parts)


def as_strict(data: bytes) -> bytes:
    """As Office saves "Strict Open XML": other namespaces and other types of relationship; Excel's files alike."""
    parts = unpacked(data)
    for name in [name for name in parts if name.endswith((".xml", ".rels")) and name != TYPES]:
        text = parts[name].decode()
        text = re.sub(r"http://schemas\.openxmlformats\.org/(\w+)/2006/([\w/-]+)", _strict, text)
        parts[name] = text.encode()
    return packed(parts)


def pasted_into_new(data: bytes) -> bytes:
    """The form copied into a new document: its controls and bookmarks come along, the memo and all else do not."""
    target = docx.Document()
    body = target.element.body
    for block in _form_blocks(data):
        for style in list(block.iter(w("pStyle"), w("tblStyle"))):
            style.getparent().remove(style)
        body.insert(len(body) - 1, block)
    return _saved(target)


def pasted_as_text(data: bytes) -> bytes:
    """The form pasted without any formatting: a paragraph a paragraph, of tables only what stands in them."""
    target = docx.Document()
    for block in _form_blocks(data):
        for paragraph in block.iter(w("p")):
            target.add_paragraph("".join(_shown(piece) for piece in paragraph.iter(*_RUN_TEXT)))
    return _saved(target)


WORD_IMITATIONS: tuple[Callable[[bytes], bytes], ...] = (
    as_word,
    as_word_web,
    as_google_docs,
    as_wps,
    as_onlyoffice,
    as_pages,
    as_strict,
    pasted_into_new,
    pasted_as_text,
)


def _strict(match: re.Match[str]) -> str:
    family, rest = match[1], match[2]
    if family in {"package", "markup-compatibility"}:
        return match[0]
    ends = {"extended-properties": "extendedProperties", "custom-properties": "customProperties"}
    folder, slash, last = rest.rpartition("/")
    return f"http://purl.oclc.org/ooxml/{family}/{folder}{slash}{ends.get(last, last)}"


def _form_blocks(data: bytes) -> list[_Element]:
    """The paragraphs and tables behind the memo."""
    body = docx.Document(io.BytesIO(data)).element.body
    blocks = [block for block in body if block.tag != w("sectPr")]
    breaks = [index for index, block in enumerate(blocks) if block.find(f"{w('pPr')}/{w('sectPr')}") is not None]
    return blocks[breaks[-1] + 1 :]


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _rooted(root: _Element, namespaces: dict[str, str], ignorable: str) -> _Element:
    """The same tree below a root that declares more."""
    other = etree.Element(root.tag, dict(root.attrib), {**namespaces, **root.nsmap, "mc": NS["mc"]})
    other.extend(list(root))
    other.set(f"{{{NS['mc']}}}Ignorable", ignorable)
    return other


def _add(parent: _Element, tag: str, *, first: bool = False, **attributes: str) -> _Element:
    child = etree.Element(tag, attributes)
    parent.insert(0 if first else len(parent), child)
    return child


def _drop(parent: _Element, *names: str) -> None:
    for name in names:
        for child in parent.findall(w(name)):
            parent.remove(child)


def _look(run: _Element) -> _Element:
    look = run.find(w("rPr"))
    return _add(run, w("rPr"), first=True) if look is None else look


def _font(look: _Element, name: str) -> None:
    _drop(look, "rFonts")
    _add(look, w("rFonts"), first=True, **{w(half): name for half in ("ascii", "hAnsi", "eastAsia", "cs")})


def _shown(piece: _Element) -> str:
    if piece.tag == w("sym"):
        return chr(int(piece.get(w("char")), 16))
    return {w("tab"): "\t", w("br"): "\n"}.get(piece.tag, piece.text or "")


def _split_run(run: _Element, chance: Random) -> None:
    """Cut the texts of a run where Word thinks that the language changes or a word is spelt wrong."""
    pieces = [child for child in run if child.tag != w("rPr")]
    if not any(piece.tag == w("t") and len(piece.text or "") > 3 for piece in pieces):
        return
    look = run.find(w("rPr"))
    new: list[_Element] = []
    for piece in pieces:
        cut = list(_cut_text(piece, chance)) if piece.tag == w("t") else [piece]
        for part in cut:
            own = etree.Element(w("r"), {w("rsidRPr"): f"00{chance.randrange(16**6):06X}"})
            own.extend([deepcopy(look)] if look is not None else [])
            _add(_look(own), w("lang"), **{w("bidi"): "th-TH"})
            own.append(part)
            new.append(own)
    for own in new:
        run.addprevious(own)
        if chance.random() < 0.3:
            for kind in ("spellStart", "spellEnd"):
                run.addprevious(etree.Element(w("proofErr"), {w("type"): kind}))
    run.getparent().remove(run)


def _cut_text(piece: _Element, chance: Random) -> Iterator[_Element]:
    text = piece.text or ""
    places = sorted(chance.sample(range(1, len(text)), min(2, len(text) - 1))) if len(text) > 3 else []
    for start, end in zip([0, *places], [*places, len(text)], strict=True):
        part = etree.Element(w("t"), {_SPACE: "preserve"})
        part.text = text[start:end]
        yield part


def _one_run_a_piece(run: _Element) -> None:
    look = run.find(w("rPr"))
    for piece in [child for child in run if child.tag in _RUN_TEXT]:
        own = etree.Element(w("r"))
        own.extend([deepcopy(look)] if look is not None else [])
        own.append(piece)
        run.addprevious(own)
        empty = etree.Element(w("r"))
        run.addprevious(empty)
    if not [child for child in run if child.tag != w("rPr")]:
        run.getparent().remove(run)


def _spell_states(root: _Element) -> None:
    on, off = cycle(_ON), cycle(_OFF)
    for checked in list(root.iter(w14("checked"))):
        spelling = next(on) if checked.get(w14("val")) == "1" else next(off)
        if spelling:
            checked.set(w14("val"), spelling)
        elif spelling is None:
            checked.getparent().remove(checked)
        else:
            del checked.attrib[w14("val")]


def _break_pages(root: _Element) -> None:
    """The marks where Word last began a page: before a heading, and in the middle of a label."""
    for run in list(root.iter(w("r")))[::40]:
        text = run.find(w("t"))
        if text is not None:
            text.addprevious(etree.Element(w("lastRenderedPageBreak")))


def _add_go_back(root: _Element) -> None:
    runs = list(root.iter(w("r")))
    last = runs[len(runs) * 2 // 3]
    last.addnext(etree.Element(w("bookmarkEnd"), {w("id"): "0"}))
    last.addnext(etree.Element(w("bookmarkStart"), {w("id"): "0", w("name"): "_GoBack"}))


def _renumber_bookmarks(root: _Element, first: int) -> None:
    marks = list(root.iter(w("bookmarkStart"), w("bookmarkEnd")))
    ids = {mark.get(w("id")): str(first + number) for number, mark in enumerate(marks)}
    for mark in marks:
        mark.set(w("id"), ids[mark.get(w("id"))])


def _add_revision_ids(root: _Element) -> None:
    ids = _add(root, w("rsids"))
    for name in ("rsidRoot", "rsid"):
        _add(ids, w(name), **{w("val"): "00A77B3E"})


def _unwrap_controls(root: _Element) -> None:
    for control in list(root.iter(w("sdt"))):
        for child in _content(control):
            control.addprevious(child)
        control.getparent().remove(control)


def _content(control: _Element) -> Iterable[_Element]:
    content = control.find(w("sdtContent"))
    return list(content) if content is not None else []


def _wrap_in_control(run: _Element, tag: str) -> None:
    control = etree.Element(w("sdt"))
    run.addprevious(control)
    properties = _add(control, w("sdtPr"))
    _add(properties, w("id"), **{w("val"): str(-len(tag))})
    _add(properties, w("tag"), **{w("val"): tag})
    _add(control, w("sdtContent")).append(run)
