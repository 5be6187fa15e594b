"""Reading a Word form by its paragraphs gives what parsing it as a whole gives, or nothing at all.

That every form of every test is read alike in both ways is seen to by a fixture in `conftest.py`.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_campaign, a_unit, every_type_form
from cpreport.filler import Tick, fill_docx
from cpreport.language import Language
from cpreport.ooxml import XmlError, parse, w
from cpreport.package import Package
from cpreport.readers import is_read_by_paragraphs, slices
from cpreport.readers.docx import docx_view, sliced_view
from cpreport.readers.fonts import FontTable
from cpreport.readers.numbering import Numbering
from cpreport.writers.docx import DocxWriter
from imitations import DOCUMENT, as_google_docs, as_onlyoffice, as_word, as_wps, packed, unpacked
from random_forms import MANY

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.readers.view import View

SECRET = b"s" * 32
DAY = date(2010, 8, 20)
W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# What is put between two tags, to see that nothing is taken for what it is not.
INTRUDERS = (
    b"<!-- <w:p> -->",
    b"<!--",
    b"-->",
    b"<![CDATA[<w:p></w:p>]]>",
    b"<![CDATA[",
    b"]]>",
    b"<?pi <w:p>?>",
    b"<w:p/>",
    b"<w:p>",
    b"</w:p>",
    b"<w:p >",
    b"<w:p\n/>",
    b'<w:p cp="0"/>',
    b'<w:p w:rsidR="00A77B3E"/>',
    b'<w:p w:rsidR="00A77B3E" w:rsidR="00A77B3E"/>',
    b'<w:p w:rsidR="00A77B3E" w:rsidP="00A77B3E"><w:r w:rsidRPr="00A77B3E"><w:t>1.1</w:t></w:r></w:p>',
    b'<w:r w:rsidR="00A77B3E"><w:t>w:rsidR="00A77B3E"></w:t></w:r>',
    b"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    b"<w:tbl><w:tr><w:tc><w:p/><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    b"<w:tr>",
    b"</w:tr>",
    b"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>",
    b'<w:sdt><w:sdtPr><w:tag w:val="cp_x"/></w:sdtPr><w:sdtContent>',
    b"</w:sdtContent></w:sdt>",
    b"<w:del>",
    b"</w:del>",
    b'<w:ins w:id="1" xmlns:w="urn:other">',
    b"</w:ins>",
    b'<w:bookmarkStart w:id="77" w:name="cp_x"/>',
    b'<w:bookmarkEnd w:id="77"/>',
    b'<w:commentRangeStart w:id="1"/>',
    b'<w:commentRangeEnd w:id="1"/>',
    b'<x:y xmlns:x="urn:x"/>',
    b'<w:r xml:id="a"><w:t>a</w:t></w:r>',
    b"<w:tc>" * 250,
    b"</w:tc>" * 250,
    b"<w:body>",
    b"</w:body>",
    b"&lt;w:p&gt;",
    b"&nothing;",
    b"\xff",
    b"text",
)


@cache
def filled() -> bytes:
    form = every_type_form(Language.THAI)
    blank = DocxWriter(a_campaign(form), SECRET, DAY).render(a_unit())
    asked = [question for question in form.questions if question.choices]
    return fill_docx(blank, [Tick(question.label, question.choices[0].label) for question in asked])


@cache
def filled_and_saved_by_word() -> bytes:
    return as_word(filled())


def parsed(package: Package, data: bytes) -> View | None:
    try:
        root = parse(data)
    except XmlError:
        return None
    body = root.find(w("body"))
    return docx_view(package, DOCUMENT, root if body is None else body)


def assert_alike(data: bytes, xml: bytes) -> bool:
    package = Package.open(data)
    sliced = sliced_view(package, DOCUMENT, xml)
    assert sliced is None or sliced == parsed(package, xml)
    return sliced is not None


@pytest.mark.parametrize(
    "saved", [bytes, as_word, as_wps, as_google_docs, as_onlyoffice], ids=lambda saved: saved.__name__
)
def test_a_form_that_came_back_intact_is_read_by_its_paragraphs(saved: Callable[[bytes], bytes]) -> None:
    assert is_read_by_paragraphs(saved(filled()))


@MANY
@given(st.data(), st.booleans())
def test_whatever_stands_between_two_tags_it_is_read_as_a_parser_reads_it_or_left_to_one(
    data: st.DataObject, by_word: bool
) -> None:
    file = filled_and_saved_by_word() if by_word else filled()
    xml = unpacked(file)[DOCUMENT]
    tags = [0, *(tag.end() for tag in re.finditer(rb"<[^>]*>", xml))]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(tags))
        xml = xml[:place] + data.draw(st.sampled_from(INTRUDERS)) + xml[place:]
    assert_alike(file, xml)
    assert_alike(file, xml)  # now that its pieces are known


@pytest.mark.parametrize("holder", [b"<w:sectPr>", b"<w:tcPr>"])
@pytest.mark.parametrize("intruder", INTRUDERS)
def test_what_stands_among_properties_is_read_as_a_parser_reads_it(holder: bytes, intruder: bytes) -> None:
    file = filled_and_saved_by_word()
    xml = unpacked(file)[DOCUMENT]
    assert holder in xml
    changed = xml.replace(holder, holder + intruder, 1)
    assert_alike(file, changed)
    assert_alike(file, changed)


@MANY
@given(st.data())
def test_pieces_that_change_places_are_read_as_a_parser_reads_them(data: st.DataObject) -> None:
    pieces = re.split(rb"(?<=</w:p>)", unpacked(filled())[DOCUMENT])
    one, other = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    assert_alike(filled(), b"".join(pieces))


def test_a_tag_with_the_same_revision_id_twice_is_left_to_the_parser() -> None:
    parts = unpacked(filled())
    twice = parts[DOCUMENT].replace(b"<w:r>", b'<w:r w:rsidR="00A77B3E" w:rsidR="00A77B3E">', 1)
    assert twice != parts[DOCUMENT]
    assert not assert_alike(filled(), twice)


def test_a_block_that_may_be_a_placeholder_is_left_to_the_parser() -> None:
    xml = unpacked(filled())[DOCUMENT]
    opening = b"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    whole = xml.replace(
        b"<w:body>", b"<w:body>" + opening + b"<w:p><w:r><w:t>written</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert not assert_alike(filled(), whole)


def test_styles_that_draw_letters_as_signs_are_heeded() -> None:
    parts = unpacked(filled())
    assert is_read_by_paragraphs(packed(parts))
    plain = parts["word/styles.xml"]
    fonts = b'<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:cs="Wingdings"/>'
    parts["word/styles.xml"] = re.sub(rb"<w:rFonts [^>]*/>", fonts, plain, count=1)
    assert parts["word/styles.xml"] != plain
    data = packed(parts)
    assert assert_alike(data, parts[DOCUMENT])


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "_MOST_AT_ONCE", 10_000)
    fonts = FontTable()
    setting = slices.Setting(fonts, lambda: Numbering(None, None, fonts))
    head = b'<w:document xmlns:w="%s"><w:body>' % W
    for number in range(100):
        text = b"%d" % number * 100
        found = slices.cut(head + b"<w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p></w:body></w:document>")
        assert found is not None
        walk = setting.walk(found)
        assert walk is not None
        assert walk.lines[0].text == text.decode()
        assert setting.size < 11_000
