"""Comments, footnotes and equations hold words of the respondent: none is lost, and none is counted unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from builders import DUE, a_campaign, a_form
from cpreport.checks import check
from cpreport.form import Question, QuestionType
from cpreport.readers import FormFile, open_file
from cpreport.reading import FindingKind
from cpreport.writers.docx import DocxWriter
from test_reading_word import SECRET, answer, issued, keep_only_the_form, kinds, read, tick
from word_edits import comment_on, comments, edited, element, line_of, with_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from cpreport.checks import Checked

__all__ = ["issued"]


def commenting(choice: str, number: int = 0) -> Callable[[Document], None]:
    return lambda document: comment_on(line_of(document, choice), number)


def added(checked: Checked) -> list[tuple[str, str, str]]:
    return [(f.question, f.choice, f.read) for f in checked.findings if f.kind is FindingKind.FORM_CHANGED]


@pytest.mark.parametrize("text", ["ทำแล้ว", "ดำเนินการเมื่อเดือน พ.ค.", "✓", "ไม่ได้ทำ"])
def test_a_comment_on_a_choice_that_is_not_ticked_is_an_uncertain_mark(issued: bytes, text: str) -> None:
    checked = read(with_part(edited(issued, tick("notice"), commenting("board")), "comments", comments(text)))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}
    assert any(text in f.read for f in checked.findings if f.kind is FindingKind.UNCERTAIN_MARK)


def test_a_comment_on_a_ticked_choice_is_shown_and_the_tick_counts(issued: bytes) -> None:
    checked = read(with_part(edited(issued, tick("board"), commenting("board")), "comments", comments("เมื่อ พ.ค.")))
    assert checked.answers["activities"] == ["board"]
    assert added(checked) == [("activities", "board", "เมื่อ พ.ค.")]


def test_a_comment_that_says_no_on_a_ticked_choice_leaves_it_to_a_person(issued: bytes) -> None:
    checked = read(with_part(edited(issued, tick("board"), commenting("board")), "comments", comments("ยังไม่แล้วเสร็จ")))
    assert checked.answers["activities"] == []
    assert checked.uncertain == {"activities": ("board",)}


def test_a_comment_over_several_choices_concerns_each(issued: bytes) -> None:
    def over_two(document: Document) -> None:
        first = line_of(document, "notice")
        first.insert(1, element('<w:commentRangeStart w:id="0"/>'))
        second = first.getnext()
        second.append(element('<w:commentRangeEnd w:id="0"/>'))
        second.append(element('<w:r><w:commentReference w:id="0"/></w:r>'))

    data = edited(issued, over_two)
    names = read(with_part(data, "comments", comments("ทำทั้งสองข้อ"))).uncertain["activities"]
    assert len(names) == 2
    assert names[0] == "notice"


def test_every_reply_of_a_thread_is_shown_with_or_without_its_anchor(issued: bytes) -> None:
    data = edited(issued, commenting("board", 0))
    checked = read(with_part(data, "comments", comments("ทำหรือยัง", "ทำแล้ว")))
    assert checked.uncertain == {"activities": ("board",)}
    (found,) = (f for f in checked.findings if f.kind is FindingKind.UNCERTAIN_MARK)
    assert "ทำหรือยัง" in found.read
    assert "ทำแล้ว" in found.read


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_comment_is_nothing(issued: bytes, text: str) -> None:
    checked = read(with_part(edited(issued, tick("notice"), commenting("board")), "comments", comments(text)))
    assert kinds(checked) == {FindingKind.UNSIGNED}


def test_a_comment_on_an_answer_is_shown_beside_the_answer(issued: bytes) -> None:
    def on_answer(document: Document) -> None:
        comment_on(document.tables[0].cell(0, 0).paragraphs[0]._p)

    filled = edited(issued, tick("notice"), answer("งบน้อย"), on_answer)
    checked = read(with_part(filled, "comments", comments("เพิ่มเติมตามเอกสารแนบ")))
    assert checked.answers["comments"] == "งบน้อย"
    assert added(checked) == [("comments", "", "เพิ่มเติมตามเอกสารแนบ")]


def test_a_comment_on_the_memo_is_nothing(issued: bytes) -> None:
    def on_memo(document: Document) -> None:
        comment_on(document.paragraphs[1]._p)

    assert kinds(read(with_part(edited(issued, tick("notice"), on_memo), "comments", comments("ทราบ")))) == {
        FindingKind.UNSIGNED
    }


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_in_an_answer_is_shown_beside_the_answer(issued: bytes, kind: str) -> None:
    def refer(document: Document) -> None:
        paragraph = document.tables[0].cell(0, 0).paragraphs[0]._p
        paragraph.append(element(f'<w:r><w:{kind}Reference w:id="2"/></w:r>'))

    note = comments("").replace("comment", kind).replace('w:id="0"', 'w:id="-1" w:type="separator"')
    note = note.replace(
        f"</w:{kind}s>", f'<w:{kind} w:id="2"><w:p><w:r><w:t>ตามมติที่ประชุม</w:t></w:r></w:p></w:{kind}></w:{kind}s>'
    )
    checked = read(with_part(edited(issued, tick("notice"), answer("งบน้อย"), refer), f"{kind}s", note))
    assert checked.answers["comments"] == "งบน้อย"
    assert added(checked) == [("comments", "", "ตามมติที่ประชุม")]


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def letter(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "read_as"),
    [
        (letter("12"), "12"),
        (f"<m:f><m:fPr/><m:num>{letter('1')}</m:num><m:den>{letter('2')}</m:den></m:f>", "1/2"),
        (f"<m:sSup><m:e>{letter('10')}</m:e><m:sup>{letter('2')}</m:sup></m:sSup>", "10^2"),
        (f"<m:rad><m:radPr/><m:deg/><m:e>{letter('9')}</m:e></m:rad>", "√9"),
        (f"<m:d><m:e>{letter('a')}</m:e></m:d>{letter('+b')}", "(a)+b"),
    ],
)
def test_what_is_written_as_an_equation_is_text(issued: bytes, inner: str, read_as: str) -> None:
    def write(document: Document) -> None:
        document.tables[0].cell(0, 0).paragraphs[0]._p.append(element(math(inner)))

    checked = read(edited(issued, tick("notice"), answer("ได้ "), write))
    assert checked.answers["comments"] == f"ได้ {read_as}"


def test_a_fraction_is_no_whole_number() -> None:
    form = a_form(questions=(Question("pieces", QuestionType.INTEGER, "จำนวนครั้ง"),))
    campaign = a_campaign(form)

    def write(document: Document) -> None:
        line = next(tag for tag in document.element.body.iter(qn("w:sdtContent")))
        half = f"<m:f><m:num>{letter('1')}</m:num><m:den>{letter('2')}</m:den></m:f>"
        line.append(element(math(half)))

    data = edited(DocxWriter(campaign, SECRET, DUE).render(campaign.units[0]), write)
    file = open_file(data)
    assert isinstance(file, FormFile)
    checked = check(form, file.read(form))
    assert checked.answers["pieces"] is None
    assert FindingKind.INVALID_VALUE in kinds(checked)


def test_a_tick_from_the_equation_editor_ticks(issued: bytes) -> None:
    def write(document: Document) -> None:
        line_of(document, "board").insert(1, element(math(letter("√"))))

    for flatten in ((), (keep_only_the_form,)):
        assert read(edited(issued, write, *flatten)).answers["activities"] == ["board"]
