"""Putting the form into a Word document that an officer laid out: styles, sections, footer, identity.

The officer's own parts stay as they are; what the form needs is added beside them. Nothing that points outside the
package is kept.
"""

from __future__ import annotations

import copy
import posixpath
from typing import TYPE_CHECKING, Final

from cpreport import places
from cpreport.compiling import slot
from cpreport.ooxml import NS, parse, relationships, relationships_part, resolve, w
from cpreport.writers.docx_form import FormSection
from cpreport.writers.docx_parts import code_footer, empty_header, form_section
from cpreport.writers.docx_styles import form_styles
from cpreport.writers.slots import UNIT_STAMP
from cpreport.writers.word_tags import FORM_TOKEN
from cpreport.xmltext import fragments, serialise

if TYPE_CHECKING:
    from lxml.etree import _Element

    from cpreport.form import Form

_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROPERTIES: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FOOTER_ID, _HEADER_ID = "rIdCpFooter", "rIdCpHeader"
_OUTSIDE = ("/attachedTemplate", "/oleObject", "/aFChunk", "/subDocument")


class WordDocument:
    """The parts of one Word document, being changed."""

    def __init__(self, parts: dict[str, bytes | str], main: str) -> None:
        self.parts = parts
        self.main = main

    def tree(self, part: str) -> _Element:
        """A part, parsed."""
        data = self.parts[part]
        return parse(data.encode() if isinstance(data, str) else data)

    def put(self, part: str, root: _Element) -> None:
        """A part, back as text."""
        self.parts[part] = serialise(root)

    def related(self, kind: str) -> list[str]:
        """The parts that the main part points to by one kind of relationship."""
        rels = relationships(self._bytes(relationships_part(self.main)))
        return [resolve(self.main, r.target) for r in rels.values() if r.type.endswith(f"/{kind}") and not r.external]

    def _bytes(self, part: str) -> bytes:
        data = self.parts.get(part, b"")
        return data.encode() if isinstance(data, str) else data

    def relate(self, source: str, relation_id: str, kind: str, target: str) -> None:
        """Add a relationship to a part that it points to."""
        part = relationships_part(source)
        root = self.tree(part)
        folder = posixpath.dirname(source)
        element = root.makeelement(f"{{{NS['rel']}}}Relationship")
        element.set("Id", relation_id)
        element.set("Type", kind)
        element.set("Target", posixpath.relpath(target, folder) if folder else target)
        root.append(element)
        self.put(part, root)

    def declare(self, part: str, content_type: str) -> None:
        """Say in [Content_Types].xml what a new part is."""
        root = self.tree("[Content_Types].xml")
        element = root.makeelement(f"{{{NS['ct']}}}Override")
        element.set("PartName", f"/{part}")
        element.set("ContentType", content_type)
        root.append(element)
        self.put("[Content_Types].xml", root)

    def forget_outside(self) -> None:
        """Drop every relationship to something outside the package but links, and what would be run or fetched."""
        for part in [name for name in self.parts if name.endswith(".rels")]:
            root = self.tree(part)
            for relation in list(root):
                kind = relation.get("Type", "")
                external = relation.get("TargetMode") == "External" and not kind.endswith("/hyperlink")
                if external or kind.endswith(_OUTSIDE):
                    root.remove(relation)
            self.put(part, root)
        for part in self.related("settings"):
            root = self.tree(part)
            for element in root.findall(w("attachedTemplate")):
                root.remove(element)
            self.put(part, root)


def insert_form(document: WordDocument, root: _Element, place: _Element, form: Form) -> str:
    """Put a token where the form goes, the sections around it right, and give back the form's XML.

    Args:
        document: The document; styles, header and footer are added to it.
        root: Its main part, changed in place.
        place: The paragraph that says where the form goes; a child of the body.
        form: The form.
    """
    body = root.find(w("body"))
    assert body is not None
    last = body.find(w("sectPr"))
    before = copy.deepcopy(last) if last is not None else fragments("<w:sectPr/>", "w")[0]
    is_last = all(child is last or not _says_anything(child) for child in place.itersiblings())
    own = fragments(form_section(_HEADER_ID, _FOOTER_ID), "w", "r")[0]
    place.addprevious(_section_end(before))
    token = fragments(f"<w:p>{FORM_TOKEN}</w:p>", "w")[0]
    place.addprevious(token)
    if is_last:
        for child in list(place.itersiblings()):
            body.remove(child)
        body.append(own)
    else:
        place.addprevious(_section_end(own))
    body.remove(place)
    officers = _add_styles(document, form)
    _add_header_and_footer(document, form, officers)
    return _restyled(FormSection(form, first_id=_highest_id(root) + 1).xml(), officers)


def add_identity(document: WordDocument) -> None:
    """Put the stamp into the document's properties, keeping the officer's own."""
    custom, core = "docProps/custom.xml", "docProps/core.xml"
    if custom not in document.parts:
        document.parts[custom] = f'<Properties xmlns="{NS["custom"]}" xmlns:vt="{NS["vt"]}"/>'
        document.declare(custom, _PROPERTIES)
        document.relate("", "rIdCpCustom", f"{_RELATION}/custom-properties", custom)
    root = document.tree(custom)
    for old in [item for item in root if item.get("name") == places.PROPERTY]:
        root.remove(old)
    taken = [int(item.get("pid", "1")) for item in root]
    root.extend(
        fragments(
            f'<property xmlns="{NS["custom"]}" fmtid="{_FORMAT_ID}" pid="{max([1, *taken]) + 1}" '
            f'name="{places.PROPERTY}"><vt:lpwstr>{slot(UNIT_STAMP)}</vt:lpwstr></property>',
            "vt",
        )
    )
    document.put(custom, root)
    if core not in document.parts:
        document.parts[core] = f'<cp:coreProperties xmlns:cp="{NS["cp"]}" xmlns:dc="{NS["dc"]}"/>'
        document.declare(core, _CORE)
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        document.relate("", "rIdCpCore", kind, core)
    root = document.tree(core)
    for old in root.findall(f"{{{NS['dc']}}}identifier"):
        root.remove(old)
    root.extend(fragments(f"<dc:identifier>{slot(UNIT_STAMP)}</dc:identifier>", "dc"))
    document.put(core, root)


def _add_styles(document: WordDocument, form: Form) -> dict[str, str]:
    """Add the form's styles; where the officer has one of the same name, its id by ours: it is to be used instead."""
    for part in document.related("styles")[:1]:
        root = document.tree(part)
        by_name = {_name(style): style.get(w("styleId"), "") for style in root.iter(w("style"))}
        wanted = fragments(form_styles(form), "w")
        root.extend(style for style in wanted if _name(style) not in by_name)
        document.put(part, root)
        return {style.get(w("styleId"), ""): by_name[_name(style)] for style in wanted if _name(style) in by_name}
    return {}


def _restyled(xml: str, officers: dict[str, str]) -> str:
    for own_id, officers_id in officers.items():
        xml = xml.replace(f'Style w:val="{own_id}"', f'Style w:val="{officers_id}"')
    return xml


def _name(style: _Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "").casefold()


def _add_header_and_footer(document: WordDocument, form: Form, officers: dict[str, str]) -> None:
    folder = posixpath.dirname(document.main)
    for relation_id, kind, content in (
        (_HEADER_ID, "header", empty_header()),
        (_FOOTER_ID, "footer", code_footer(form)),
    ):
        part = posixpath.join(folder, f"cpreport-{kind}.xml")
        document.parts[part] = _restyled(content, officers)
        document.declare(part, f"{_WORD}.{kind}+xml")
        document.relate(document.main, relation_id, f"{_RELATION}/{kind}", part)


def _section_end(section: _Element) -> _Element:
    # As low as a line can be, so that it does not push a full page over.
    paragraph = fragments(
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>', "w"
    )[0]
    paragraph[0].append(section)
    return paragraph


def _says_anything(element: _Element) -> bool:
    shown = {w("t"), w("drawing"), w("pict"), w("tbl")}
    return element.tag in shown or any(child.tag in shown for child in element.iter())


def _highest_id(root: _Element) -> int:
    marks = (mark.get(w("id"), "0") for mark in root.iter(w("bookmarkStart")))
    return max((int(mark) for mark in marks if mark.isdecimal()), default=0)
