"""A letter that a symbol font draws as a mark is that mark, wherever the font is set; a lost font is a doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from cpreport.ooxml import w
from cpreport.reading import FindingKind
from test_reading_lists import TICKED
from test_reading_word import issued, kinds, read, tick, type_before_box, typed_run
from word_edits import bullet, changed, edited, element, line_of, numbering, with_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from lxml.etree import _Element

__all__ = ["issued"]
STYLES = "word/styles.xml"
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Wingdings"/><a:cs typeface="Arial"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Arial"/><a:cs typeface="Wingdings 2"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


def typed_in(look: str, letter: str, *, style: str = "") -> Callable[[Document], None]:
    """Type a letter before the box of `board`, with these run properties; or put it into a line of a style."""

    def edit(document: Document) -> None:
        run = typed_run(letter)
        if look:
            run.insert(0, element(f"<w:rPr>{look}</w:rPr>"))
        line = line_of(document, "board")
        line.insert(1, run)
        if style:
            line.find(qn("w:pPr")).find(qn("w:pStyle")).set(qn("w:val"), style)

    return edit


def styled(xml: str) -> Callable[[_Element], None]:
    return lambda root: root.append(element(xml))


MARKS = [("ü", "Wingdings"), ("þ", "Wingdings"), ("ý", "Wingdings"), ("P", "Wingdings 2"), ("R", "Wingdings 2")]
MARKS += [("S", "Wingdings 2"), ("a", "Webdings"), ("r", "Webdings"), ("Ö", "Symbol"), ("ü", "Wingdings;Symbol")]


@pytest.mark.parametrize(("letter", "font"), MARKS)
@pytest.mark.parametrize("slots", ["w:ascii w:hAnsi", "w:hAnsi", "w:ascii", "w:ascii w:hAnsi w:cs"])
def test_a_letter_in_a_symbol_font_is_its_mark(issued: bytes, letter: str, font: str, slots: str) -> None:
    fonts = " ".join(f'{slot}="{font}"' for slot in slots.split())
    checked = read(edited(issued, typed_in(f"<w:rFonts {fonts}/>", letter)))
    assert checked.answers["activities"] == ["board"]
    assert FindingKind.UNCERTAIN_MARK not in kinds(checked)


@pytest.mark.parametrize(("letter", "font"), MARKS)
def test_a_letter_in_a_style_of_a_symbol_font_is_its_mark(issued: bytes, letter: str, font: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    base = f'<w:style w:type="character" w:styleId="Base">{fonts}</w:style>'
    mark = '<w:style w:type="character" w:styleId="Mark"><w:basedOn w:val="Base"/></w:style>'
    data = changed(changed(issued, STYLES, styled(base)), STYLES, styled(mark))
    checked = read(edited(data, typed_in('<w:rStyle w:val="Mark"/>', letter)))
    assert checked.answers["activities"] == ["board"]


def test_the_font_of_a_run_goes_before_that_of_its_style(issued: bytes) -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    data = changed(issued, STYLES, styled(f'<w:style w:type="character" w:styleId="Mark">{fonts}</w:style>'))
    look = '<w:rStyle w:val="Mark"/><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    assert read(edited(data, typed_in(look, "ü"))).uncertain == {"activities": ("board",)}


def test_a_paragraph_in_a_style_of_a_symbol_font_or_theme_shows_marks(issued: bytes) -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    style = f'<w:style w:type="paragraph" w:styleId="Marks">{fonts}</w:style>'

    def marked(document: Document) -> None:
        mark = element('<w:p><w:pPr><w:pStyle w:val="Marks"/></w:pPr></w:p>')
        mark.append(typed_run("ü"))
        table = document.add_table(1, 2)._tbl
        line = line_of(document, "board")
        line.addprevious(table)
        cells = list(table.iter(qn("w:tc")))
        for cell, content in zip(cells, (mark, line), strict=True):
            cell.replace(cell.find(qn("w:p")), content)

    checked = read(edited(changed(issued, STYLES, styled(style)), marked))
    assert checked.answers["activities"] == ["board"]


def test_a_theme_of_a_symbol_font_shows_marks(issued: bytes) -> None:
    themed = with_part(issued, "theme", THEME)
    latin = '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" w:ascii="Arial"/>'
    assert read(edited(themed, typed_in(latin, "ü"))).answers["activities"] == ["board"]
    other = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:ascii="Wingdings"/>'
    assert read(edited(themed, typed_in(other, "ü"))).uncertain == {"activities": ("board",)}
    thai = '<w:rFonts w:cstheme="minorBidi"/><w:cs/>'
    assert read(edited(themed, typed_in(thai, "P"))).answers["activities"] == ["board"]


def test_the_default_font_of_a_document_counts(issued: bytes) -> None:
    def default(root: _Element) -> None:
        fonts = next(root.find(w("docDefaults")).iter(w("rFonts")))
        for other in [each for each in root.iter(w("rFonts")) if each is not fonts]:
            other.getparent().remove(other)
        fonts.set(w("hAnsi"), "Wingdings")

    assert read(edited(changed(issued, STYLES, default), typed_in("", "ü"))).answers["activities"] == ["board"]


@pytest.mark.parametrize(
    ("letter", "font"),
    [
        ("x", "Wingdings 3"),
        ("v", "Wingdings"),
        ("/", "Webdings"),
        ("1", "Wingdings"),
        ("a", "Marlett"),
        ("V", "Wingdings 2"),
    ],
)
def test_a_letter_that_another_sign_is_drawn_for_is_no_tick(issued: bytes, letter: str, font: str) -> None:
    checked = read(edited(issued, typed_in(f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>', letter)))
    assert checked.answers["activities"] == []
    assert checked.uncertain == {"activities": ("board",)}


@pytest.mark.parametrize(("code", "font"), [("F0FC", "Wingdings 3"), ("F061", "Marlett"), ("F072", ""), ("F041", "")])
def test_a_symbol_of_another_font_or_of_none_is_left_to_a_person(issued: bytes, code: str, font: str) -> None:
    def insert(document: Document) -> None:
        named = f' w:font="{font}"' if font else ""
        line_of(document, "board").insert(1, element(f'<w:r><w:sym w:char="{code}"{named}/></w:r>'))

    assert read(edited(issued, insert)).uncertain == {"activities": ("board",)}
    assert read(edited(issued, type_before_box("\uf072", "board"))).uncertain == {"activities": ("board",)}


def test_a_style_that_numbers_its_paragraphs_gives_them_its_bullet(issued: bytes) -> None:
    properties = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="paragraph" w:styleId="Ticked">{properties}</w:style>'
    data = with_part(changed(issued, STYLES, styled(style)), "numbering", numbering(n1=bullet("ü", "Wingdings")))

    def restyle(document: Document) -> None:
        for choice in TICKED:
            line_of(document, choice).find(qn("w:pPr")).find(qn("w:pStyle")).set(qn("w:val"), "Ticked")

    assert read(edited(data, restyle)).answers["activities"] == TICKED


def test_a_box_sign_typed_beside_an_untouched_box_ticks_it(issued: bytes) -> None:
    for sign in "☑✅🗹":
        checked = read(edited(issued, type_before_box(sign, "board")))
        assert checked.answers["activities"] == ["board"]
        assert checked.uncertain == {}
    empty = read(edited(issued, type_before_box("☐", "board")))
    assert empty.answers["activities"] == []
    assert empty.uncertain == {}
    both = read(edited(issued, tick("board"), type_before_box("☐", "board")))
    assert both.uncertain == {"activities": ("board",)}
