"""What is filled into a stencil is what a parser would have read, whatever the words are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpreport.ooxml import XmlError, parse, w
from cpreport.readers.docx_view import DocxWalk
from cpreport.readers.fonts import FontTable
from cpreport.readers.numbering import Numbering
from cpreport.readers.slices import Setting, cut
from cpreport.readers.stencil import by_texts, taken_out
from random_forms import MANY

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<w:document xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>'
END = "</w:body></w:document>"
WINGDINGS = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
RUN = "<w:r><w:t>@</w:t></w:r>"
BOX = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
TICKED = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
# Paragraphs with places for texts, `@`, in everything that a paragraph is read by.
PARAGRAPHS = (
    RUN,
    f'<w:r><w:t xml:space="preserve">@</w:t><w:tab/><w:t>@</w:t><w:br/></w:r><w:r><w:t></w:t></w:r>{RUN}',
    f'<w:r>{WINGDINGS}<w:t>@</w:t></w:r>{RUN}<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
    f'<w:pPr><w:shd w:fill="FFFF00"/></w:pPr><w:r><w:rPr><w:u/><w:strike/></w:rPr><w:t>@</w:t></w:r>{RUN}',
    BOX.format(f'<w:tag w:val="cp_a"/>{TICKED}', RUN) + RUN,
    BOX.format(TICKED, "<w:r><w:t>☑</w:t></w:r>") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>@</w:t></w:r>",
    BOX.format('<w:tag w:val="cp_b"/><w:showingPlcHdr/>', RUN),
    f'<w:bookmarkStart w:id="1" w:name="cp_c"/>{RUN}<w:bookmarkEnd w:id="1"/>{RUN}',
    f'<w:ins w:id="3">{RUN}</w:ins><w:del w:id="4"><w:r><w:delText>@</w:delText><w:t>@</w:t></w:r></w:del>',
    "<w:r><w:pict><w:t>@</w:t></w:pict><w:t>@</w:t></w:r>",
    f"<w:r><w:ruby><w:rt>{RUN}</w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r>",
    '<w:r><w:t>a &gt; @</w:t></w:r><w:r><w:t>@<w:x w:val="@"/>@</w:t></w:r>',
)
PLAIN = ("", " ", "a", "กองคลัง", "☑", "\uf0fe", "\ufffe", "\r\n", "\t", "\0", "\x85\u2028", "@", "\u200b", "x" * 400)
TELLING = (
    "&amp;",
    "a > b",
    "]]>",
    "<![CDATA[x]]>",
    "<!-- x -->",
    "</w:t><w:t>",
    "\ue0000\ue001",
    "Click here to enter text.",
)
TEXTS = st.sampled_from((*(text.encode() for text in PLAIN + TELLING), b"\xfe", b"\xff\xfe", b"fo\xa8"))


def setting() -> Setting:
    fonts = FontTable()
    return Setting(fonts, lambda: Numbering(None, None, fonts))


def read(known: Setting, xml: bytes) -> DocxWalk | None:
    slices = cut(xml)
    return None if slices is None else known.walk(slices)


def parsed(xml: bytes) -> DocxWalk | None:
    try:
        root = parse(xml)
    except XmlError:
        return None
    fonts = FontTable()
    walk = DocxWalk(fonts, lambda: Numbering(None, None, fonts))
    body = root.find(w("body"))
    assert body is not None
    walk.walk(body)
    walk.finish()
    return walk


def said(walk: DocxWalk | None) -> tuple[object, ...] | None:
    return None if walk is None else (walk.lines, walk.tags, walk.names, walk.tracked)


@MANY
@given(st.data())
def test_a_paragraph_with_other_words_is_read_as_a_parser_reads_it_or_left_to_one(data: st.DataObject) -> None:
    known = setting()
    printed = data.draw(st.sampled_from(PARAGRAPHS))
    for _ in range(3):
        pieces = f"{HEAD}<w:p>{printed}</w:p>{END}".encode().split(b"@")
        xml = pieces[0] + b"".join(data.draw(TEXTS) + piece for piece in pieces[1:])
        found = read(known, xml)
        assert found is None or said(found) == said(parsed(xml))


@pytest.mark.parametrize("printed", [PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[2], PARAGRAPHS[4], PARAGRAPHS[7]])
def test_of_paragraphs_that_differ_in_their_words_one_is_parsed(printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known, parses = setting(), []
    alone = DocxWalk.read_alone

    def counted(walk: DocxWalk, element: object) -> object:
        parses.append(element)
        return alone(walk, element)  # type: ignore[arg-type]

    monkeypatch.setattr(DocxWalk, "read_alone", counted)
    for words in ("one", "two words", "หนึ่ง"):
        xml = f"{HEAD}<w:p>{printed.replace('@', words)}</w:p>{END}".encode()
        found = read(known, xml)
        assert said(found) == said(parsed(xml))
    assert len(parses) == 1


def texts_of(xml: bytes) -> tuple[str, ...]:
    try:
        root = parse(xml)
    except XmlError:
        return ("broken",)
    return (root.findtext("a") or "", "".join(map(str, root.itertext())))


@MANY
@given(st.data())
def test_what_is_found_in_a_part_does_not_depend_on_whether_one_like_it_was_read(data: st.DataObject) -> None:
    pieces = b"<r><b> <c>@</c>@</b><a>@</a><a>@</a>@</r>".split(b"@")
    xml = pieces[0] + b"".join(data.draw(TEXTS) + piece for piece in pieces[1:])
    assert by_texts(texts_of, xml) == texts_of(xml)
    assert by_texts(texts_of, xml) == texts_of(xml)


def test_what_stands_around_the_texts_and_the_texts_are_the_paragraph() -> None:
    paragraph = "<w:p><w:r><w:t>หนึ่ง</w:t><w:t>two</w:t></w:r>".encode()
    found = taken_out(paragraph)
    assert found is not None
    around, texts = found
    assert texts == ("หนึ่ง", "two")
    assert b"".join(piece + text.encode() for piece, text in zip(around, (*texts, ""), strict=True)) == paragraph


PIECES = st.lists(
    st.sampled_from(["<w:t>", "<w:t/>", "</w:t>", "</w:r>", ">", "<", "a", "ข", "&amp;", "\t", "\0", " "])
)


@MANY
@given(PIECES)
def test_texts_are_taken_out_where_they_are_all_that_stands_between_two_tags(pieces: list[str]) -> None:
    xml = "".join(pieces).encode()
    parted = re.split(rb"(?<=>)([^<>&\x00-\x1f]+)(?=</w:t>)", xml)
    assert taken_out(xml) == (tuple(parted[::2]), tuple(text.decode() for text in parted[1::2]))
