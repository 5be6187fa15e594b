"""What Word enforces of the OOXML transitional schema, on every Word file the program writes."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from builders import a_campaign, a_form
from configuring import SHIPPED
from cpreport.config import CampaignFolder, load_campaign
from cpreport.corrections import Correction
from cpreport.form import QuestionType
from cpreport.language import Digits, Language
from cpreport.operations.letters import director_source, reminder_source, reminder_variables
from cpreport.writers.docx import DocxWriter
from cpreport.writers.docx_director import DirectorMemo
from cpreport.writers.docx_letter import LetterTemplate, LetterWriter
from cpreport.writers.word_starter import starter_document
from cpreport.writers.word_template import WordTemplateWriter
from summarising import a_return, a_summary
from test_layout import NOWHERE, PIXEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.campaign import Campaign
    from cpreport.returned import Json
    from cpreport.summary import Summary

A_CORRECTION = Correction("1.1", "คำถาม <1>", "ตัวเลือก & อื่น", "\u2611 x\ny", "ผิด *มาก*", "1. แก้")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# ISO/IEC 29500-1, 17.3 to 17.15: the order of children, as far as the program writes them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind "
    "contextualSpacing jc textDirection outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike vanish color spacing kern position sz szCs highlight u vertAlign "
    "lang",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding checkbox",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tc": "tcPr p tbl",
    "tr": "trPr tc",
    "tbl": "bookmarkStart tblPr tblGrid tr",
    "tcPr": "tcW tcBorders vAlign",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang",
    "font": "altName charset family pitch",
}


def campaigns() -> Iterator[tuple[str, Campaign]]:
    yield "shipped", load_campaign(CampaignFolder(SHIPPED))
    for language in Language:
        yield f"every type, {language}", a_campaign(a_form(language, digits=Digits.THAI))


def documents() -> Iterator[tuple[str, bytes]]:
    for name, campaign in campaigns():
        unit = campaign.units[-1]
        yield name, DocxWriter(campaign, b"s", date(2010, 4, 29), ("png", PIXEL)).render(unit)
        template = starter_document(campaign)
        yield f"{name}, as a template", template
        yield f"{name}, from a template", WordTemplateWriter(campaign, b"s", date(2010, 4, 29), template).render(unit)
        letter = LetterTemplate(campaign, reminder_source(NOWHERE, campaign), date(2010, 9, 1))
        said = letter.text(unit, reminder_variables(2, (date(2010, 8, 1),), (A_CORRECTION,)))
        yield f"{name}, a letter", LetterWriter(campaign, ("png", PIXEL)).render(said)
        memo = DirectorMemo(campaign, director_source(NOWHERE, campaign), date(2010, 9, 1))
        yield f"{name}, to the director", memo.render(answered(campaign), ("png", PIXEL))


def answered(campaign: Campaign) -> Summary:
    """The last unit has answered everything that can be counted or shown."""
    form = campaign.form
    ticks: dict[str, Json] = {q.name: [c.name for c in q.choices] for q in form.questions if q.choices}
    texts: dict[str, Json] = {q.name: "ดี & <มาก>\nต่อไป" for q in form.questions if q.type is QuestionType.TEXT}
    return a_summary(form, campaign.units, [a_return(form, campaign.units[-1].id, ticks | texts)])


DOCUMENTS = dict(documents())
each = pytest.mark.parametrize("name", list(DOCUMENTS))


def parts(name: str) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(DOCUMENTS[name])) as package:
        assert package.testzip() is None
        return {
            part: etree.fromstring(package.read(part))
            for part in package.namelist()
            if part.endswith((".xml", ".rels"))
        }


def values(root: etree._Element, tag: str, attribute: str) -> list[str]:
    return [element.get(attribute, "") for element in root.iter(tag)]


@each
def test_children_stand_in_the_order_of_the_schema(name: str) -> None:
    for part, root in parts(name).items():
        for element in root.iter():
            parent = etree.QName(element).localname
            if parent not in ORDER or not str(element.tag).startswith(W):
                continue
            order = ORDER[parent].split()
            children = [etree.QName(child).localname for child in element]
            assert set(children) <= set(order), (part, parent, children)
            places = [order.index(child) for child in children]
            if parent not in {"tc", "sectPr"}:
                assert places == sorted(places), (part, parent, children)


@each
def test_ids_and_names_are_unique_and_short_enough(name: str) -> None:
    document = parts(name)["word/document.xml"]
    for tag, attribute in (
        (f"{W}bookmarkStart", f"{W}id"),
        (f"{W}bookmarkStart", f"{W}name"),
        (f"{W}id", f"{W}val"),
        ("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr", "id"),
    ):
        found = values(document, tag, attribute)
        assert len(found) == len(set(found)), tag
    assert sorted(values(document, f"{W}bookmarkStart", f"{W}id")) == sorted(
        values(document, f"{W}bookmarkEnd", f"{W}id")
    )
    assert all(len(text) <= 40 for text in values(document, f"{W}bookmarkStart", f"{W}name"))
    assert all(len(text) <= 64 for tag in ("tag", "alias") for text in values(document, f"{W}{tag}", f"{W}val"))


@each
def test_no_run_is_empty_and_every_cell_ends_with_a_paragraph(name: str) -> None:
    for root in parts(name).values():
        assert all(child.tag != f"{W}rPr" for run in root.iter(f"{W}r") for child in run[-1:])
        assert all(len(run) for run in root.iter(f"{W}r"))
        assert all(cell[-1].tag == f"{W}p" for cell in root.iter(f"{W}tc"))


@each
def test_bold_and_size_are_said_for_both_scripts(name: str) -> None:
    for root in parts(name).values():
        for properties in root.iter(f"{W}rPr"):
            tags = {etree.QName(child).localname for child in properties}
            for latin, complex_script in (("b", "bCs"), ("i", "iCs"), ("sz", "szCs")):
                assert (latin in tags) == (complex_script in tags)
        for fonts in root.iter(f"{W}rFonts"):
            assert fonts.get(f"{W}cs")


@each
def test_every_style_relationship_and_part_that_is_named_is_there(name: str) -> None:
    found = parts(name)
    with zipfile.ZipFile(io.BytesIO(DOCUMENTS[name])) as package:
        members = set(package.namelist())
    styles = set(values(found["word/styles.xml"], f"{W}style", f"{W}styleId"))
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    known = {element.get("Id") for element in found["word/_rels/document.xml.rels"]}
    for part, root in found.items():
        for tag in ("pStyle", "tblStyle", "rStyle"):
            assert set(values(root, f"{W}{tag}", f"{W}val")) <= styles, part
    used = {
        value
        for element in found["word/document.xml"].iter()
        for value in (element.get(f"{relation}id"), element.get(f"{relation}embed"))
        if value
    }
    assert used <= known
    for element in found["word/_rels/document.xml.rels"]:
        assert f"word/{element.get('Target')}" in members
    declared = {element.get("PartName", "").lstrip("/") for element in found["[Content_Types].xml"]} - {""}
    assert declared <= members


@each
def test_checkboxes_show_what_their_state_says(name: str) -> None:
    for control in parts(name)["word/document.xml"].iter(f"{W}sdt"):
        for checkbox in control.iter(f"{W14}checkbox"):
            assert checkbox.find(f"{W14}checked").get(f"{W14}val") == "0"
            assert "".join(control.itertext()) == "☐"
