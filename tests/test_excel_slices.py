"""Reading a sheet by its rows gives what parsing it as a whole gives, or nothing at all.

That every Excel form of every test is read alike in both ways is seen to by a fixture in `conftest.py`.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import astuple, replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_campaign, a_unit, every_type_form
from cpreport.filler import Tick, fill_xlsx
from cpreport.language import Language
from cpreport.ooxml import XmlError, parse, relationships
from cpreport.package import Package
from cpreport.readers.xlsx import parsed_rows, sliced_rows
from cpreport.readers.xlsx_slices import cut
from cpreport.readers.xlsx_values import Book
from cpreport.writers.xlsx import XlsxWriter

if TYPE_CHECKING:
    from lxml.etree import _Element

    from cpreport.readers.xlsx_rows import Row

SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
# What is put between two tags, to see that nothing is taken for what it is not.
INTRUDERS = (
    b"<!-- <row> -->",
    b"<!--",
    b"-->",
    b"<![CDATA[</row>]]>",
    b"<?pi <row>?>",
    b"<headerFooter><oddFooter>&nothing;</oddFooter></headerFooter>",
    b"<headerFooter><oddFooter>x</oddFooter></headerFooter>",
    b"<row>",
    b"</row>",
    b"<row/>",
    b'<row r="3"/>',
    b'<row r="3" ht="0"><c r="A3"><v>1</v></c></row>',
    b"<row><c><v>7</v></c></row>",
    b'<row r="12345678"><c r="A3"><v>1</v></c></row>',
    b"<sheetData>",
    b"</sheetData>",
    b"<sheetData></sheetData>",
    b'<c r="B2"><v>1</v></c>',
    b"<c><v>1</v></c>",
    b'<c r="C3" t="s"><v>0</v></c>',
    b"<c r='C3' t='s'><v>0</v></c>",
    b'<c r="C3" xmlns="urn:other"><v>0</v></c>',
    b'<x:c xmlns:x="urn:x" r="C3"/>',
    b'<mergeCell ref="A1:C3"/>',
    b'<col min="1" max="3" hidden="1"/>',
    b"<worksheet>",
    b"</worksheet>",
    b"&nothing;",
    b"\xff",
    b"text",
)


@cache
def filled() -> bytes:
    form = every_type_form(Language.THAI)
    blank = XlsxWriter(a_campaign(form), b"s" * 32).render(a_unit())
    asked = [question for question in form.questions if question.choices]
    return fill_xlsx(blank, [Tick(question.label, question.choices[0].label) for question in asked])


def with_fonts(font: bytes) -> bytes:
    """The form with this in the place of each of its fonts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"<font>.*?</font>", font, part) if name == "xl/styles.xml" else part)
    return out.getvalue()


def book(package: Package) -> Book:
    rels = relationships(package.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.type.rpartition("/")[2]: relation.target for relation in rels.values()}
    return Book(package, WORKBOOK, parse(package.read(WORKBOOK)), targets)


def without_rows_and_footers(sheet: _Element) -> list[tuple[object, ...]]:
    return [
        (element.tag, dict(element.attrib), element.text)
        for element in sheet.iter()
        if not any(str(each.tag).endswith(("}row", "}headerFooter")) for each in (element, *element.iterancestors()))
    ]


def read_in_both_ways(xml: bytes) -> list[Row] | None:
    package = Package.open(filled())
    sliced = sliced_rows(xml, book(package))
    if sliced is None:
        return None
    frame, rows = parsed_rows(xml, book(package))
    assert [astuple(replace(row, model=None)) for row in sliced[1]] == list(map(astuple, rows))
    assert without_rows_and_footers(sliced[0].root) == without_rows_and_footers(frame.root)
    return rows


def test_a_form_that_came_back_intact_is_read_by_its_rows() -> None:
    rows = read_in_both_ways(Package.open(filled()).read(SHEET))
    assert rows
    assert any(cell.value.text for row in rows for cell in row.cells)


def test_the_cells_of_known_rows_count_as_those_of_new_ones() -> None:
    package = Package.open(filled())
    first, second, whole = (book(package) for _ in range(3))
    xml = package.read(SHEET)
    for each in (first, second):
        assert sliced_rows(xml, each)
    parsed_rows(xml, whole)
    counts = {(each._cells, each._text) for each in (first, second, whole)}
    assert len(counts) == 1


def test_a_sheet_with_another_first_day_is_not_read_by_what_is_known() -> None:
    package = Package.open(filled())
    later = parse(package.read(WORKBOOK))
    for settings in later.iter("{*}workbookPr"):
        settings.set("date1904", "1")
    other = Book(package, WORKBOOK, later, {})
    assert other.looks != book(package).looks


@pytest.mark.parametrize("cell", [b'<c r="A1" t="s"><v>0</v></c>', b"<c r='A1' t='s'><v>0</v></c>", b"<c><v>1</v></c>"])
def test_a_row_that_depends_on_others_is_left_to_the_parser(cell: bytes) -> None:
    xml = Package.open(filled()).read(SHEET)
    changed = re.sub(rb'(<row r="2"[^>]*>)', rb"\1" + cell, xml, count=1)
    assert changed != xml
    assert read_in_both_ways(changed) is None


@given(st.data())
def test_whatever_stands_between_two_tags_is_read_as_the_parser_reads_it_or_left_to_it(data: st.DataObject) -> None:
    xml = Package.open(filled()).read(SHEET)
    pieces = re.split(rb"(?<=>)(?=<)", xml)
    for _ in range(data.draw(st.integers(1, 3))):
        pieces.insert(data.draw(st.integers(0, len(pieces))), data.draw(st.sampled_from(INTRUDERS)))
    try:
        read_in_both_ways(b"".join(pieces))
    except XmlError:
        pytest.fail("what is no XML was read by its rows")


TEXTS = (
    b"text",
    "ข้อความ".encode(),
    b"&#3586;&#3657;&#3629;",
    b"&#252;",
    b"&#61692;",
    b"&#10;",
    b"&#0;",
    b"&#65535;",
    b"&#55296;",
    b"&amp;",
    b"&nothing;",
    b"&",
    b"'\"",
    b"]]>",
    b"\r\n",
    b" ",
    b"\x07",
    b"\xff",
    "\uffff".encode(),
    b"</t><t>",
    b"<v>1</v>",
)


@given(st.data())
def test_other_texts_in_a_known_row_are_read_as_the_parser_reads_them_or_left_to_it(data: st.DataObject) -> None:
    xml = Package.open(filled()).read(SHEET)
    read_in_both_ways(xml)
    pieces = re.split(rb"(?<=<t>)([^<]*)(?=</t>)", xml)
    for _ in range(data.draw(st.integers(1, 3))):
        place = 2 * data.draw(st.integers(0, len(pieces) // 2 - 1)) + 1
        pieces[place] = b"".join(data.draw(st.lists(st.sampled_from(TEXTS), max_size=3)))
    try:
        read_in_both_ways(b"".join(pieces))
    except XmlError:
        pytest.fail("what is no XML was read by its rows")


@pytest.mark.parametrize("look", ["<strike/>", "<u/>", '<name val="Wingdings"/>', '<charset val="2"/>'])
def test_other_texts_are_shown_in_the_font_of_their_cell(look: str) -> None:
    package = Package.open(with_fonts(f"<font>{look}</font>".encode()))
    dressed = book(package)
    for text in ("ab", "\u00fc", "longer"):
        row = f'<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>{text}</t></is></c></row>'
        xml = re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData>{row}</sheetData>".encode(), package.read(SHEET))
        sliced, parsed = sliced_rows(xml, dressed.apart()), parsed_rows(xml, dressed.apart())
        assert sliced
        assert sliced[1][0].cells == parsed[1][0].cells
    assert sliced[1][0].model is not None


@given(st.data())
def test_bytes_that_are_lost_are_noticed(data: st.DataObject) -> None:
    xml = Package.open(filled()).read(SHEET)
    start = data.draw(st.integers(0, len(xml)))
    read_in_both_ways(xml[:start] + xml[start + data.draw(st.integers(1, 40)) :])


def test_a_sheet_that_is_none_is_not_taken_apart() -> None:
    assert cut(b"") is None
    assert cut(b"<worksheet><sheetData/></worksheet>") is None
