"""A returned Word form is read rightly whatever a person or an editor did to it."""

from __future__ import annotations

import copy
import io
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cpreport import places
from cpreport.checks import Checked, check
from cpreport.config import CampaignFolder, load_campaign
from cpreport.identify import Identified, Known, identify
from cpreport.readers import FormFile, open_file
from cpreport.reading import Finding, FindingKind
from cpreport.writers.docx import DocxWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

SECRET = b"s" * 32
CAMPAIGN = load_campaign(CampaignFolder(Path(__file__).parents[1]))
FORM = CAMPAIGN.form
KNOWN = Known.of(FORM.form_id, CAMPAIGN.units, [FORM.version], SECRET)
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICKED = ("notice", "discussion", "board", "other")


@pytest.fixture(scope="module")
def issued() -> bytes:
    writer = DocxWriter(CAMPAIGN, SECRET, date(2010, 4, 29))
    unit = CAMPAIGN.unit("spk-1")
    assert unit
    return writer.render(unit)


def edited(data: bytes, *edits: Callable[[Document], None]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    for edit in edits:
        edit(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(data: bytes) -> Checked:
    file = open_file(data)
    assert isinstance(file, FormFile)
    return check(FORM, file.read(FORM))


def whose(data: bytes) -> Identified | Finding:
    file = open_file(data)
    assert isinstance(file, FormFile)
    return identify(file.evidence([FORM]), KNOWN)


def kinds(checked: Checked) -> set[FindingKind]:
    return {finding.kind for finding in checked.findings}


def control(document: Document, name: str) -> BaseOxmlElement:
    for sdt in document.element.body.iter(qn("w:sdt")):
        if sdt.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == name:
            return sdt
    raise LookupError(name)


def line_of(document: Document, choice: str, question: str = "activities") -> BaseOxmlElement:
    return next(control(document, places.box(question, choice)).iterancestors(qn("w:p")))


def tick(*choices: str, question: str = "activities") -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        for choice in choices:
            sdt = control(document, places.box(question, choice))
            next(sdt.iter(f"{W14}checked")).set(f"{W14}val", "1")
            next(sdt.iter(qn("w:t"))).text = "☑"

    return edit


def specify(text: str, choice: str = "other", question: str = "activities") -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        next(control(document, places.specify(question, choice)).iter(qn("w:t"))).text = text

    return edit


def typed_run(text: str) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    run_text = OxmlElement("w:t")
    run_text.text = text
    run_text.set(qn("xml:space"), "preserve")
    run.append(run_text)
    return run


def type_before_box(mark: str, *choices: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        for choice in choices:
            control(document, places.box("activities", choice)).addprevious(typed_run(mark))

    return edit


def type_at_end(mark: str, *choices: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        for choice in choices:
            line_of(document, choice).append(typed_run(mark))

    return edit


def replace_box(mark: str, *choices: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        for choice in choices:
            sdt = control(document, places.box("activities", choice))
            sdt.addnext(typed_run(mark))
            sdt.getparent().remove(sdt)

    return edit


def answer(*paragraphs: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        cell = document.tables[0].cell(0, 0)
        cell.paragraphs[0].add_run(paragraphs[0])
        for text in paragraphs[1:]:
            cell.add_paragraph(text)

    return edit


def drop(document: Document, *tags: str) -> None:
    for tag in tags:
        for element in list(document.element.body.iter(qn(tag))):
            element.getparent().remove(element)


def forget_names(document: Document) -> None:
    drop(document, "w:tag", "w:bookmarkStart", "w:bookmarkEnd")


def unwrap_controls(document: Document) -> None:
    for sdt in list(document.element.body.iter(qn("w:sdt"))):
        for child in list(sdt.find(qn("w:sdtContent"))):
            sdt.addprevious(child)
        sdt.getparent().remove(sdt)


def forget_properties(document: Document) -> None:
    document.core_properties.identifier = ""
    for part in list(document.part.package.iter_parts()):
        if part.partname == "/docProps/custom.xml":
            part._blob = part.blob.replace(b'name="cpreport"', b'name="other"')


def strip_code(document: Document) -> None:
    for text in document.element.body.iter(qn("w:t")):
        if text.text and "cp-2553/" in text.text:
            text.text = ""
    for section in document.sections:
        for paragraph in section.footer.paragraphs:
            paragraph.clear()


def keep_only_the_form(document: Document) -> None:
    body = document.element.body
    for child in list(body):
        if FORM.title in "".join(text.text or "" for text in child.iter(qn("w:t"))):
            break
        body.remove(child)


def test_ticks_in_controls_are_read_from_their_tags(issued: bytes) -> None:
    checked = read(edited(issued, tick(*TICKED), specify("จัดนิทรรศการน้ำใจ ๑/๒"), answer("งบน้อย", "", "คนน้อย")))
    assert checked.answers["activities"] == list(TICKED)
    assert checked.answers["activities_other"] == "จัดนิทรรศการน้ำใจ ๑/๒"
    assert checked.answers["comments"] == "งบน้อย\n\nคนน้อย"
    assert checked.layers["activities"] == "control"
    assert kinds(checked) == {FindingKind.UNSIGNED}


@pytest.mark.parametrize(
    "flatten",
    [
        [forget_names],
        [forget_names, unwrap_controls],
        [forget_names, unwrap_controls, keep_only_the_form],
        [forget_names, forget_properties, strip_code, unwrap_controls, keep_only_the_form],
    ],
)
def test_a_form_without_any_of_our_names_is_read_by_its_labels(
    issued: bytes, flatten: list[Callable[[Document], None]]
) -> None:
    filled = edited(issued, tick(*TICKED), specify("ประชุม"), answer("=1+1", "- ข้อสอง"), *flatten)
    checked = read(filled)
    assert checked.answers["activities"] == list(TICKED)
    assert checked.answers["activities_other"] == "ประชุม"
    assert checked.answers["outcomes"] == []
    assert checked.answers["comments"] == "=1+1\n- ข้อสอง"
    assert checked.layers["activities"] == "label"
    assert kinds(checked) == {FindingKind.UNSIGNED}
    assert whose(filled) == Identified("spk-1", "1")


@pytest.mark.parametrize(
    ("place", "mark"),
    [
        (place, mark)
        for place in (type_before_box, replace_box, type_at_end)
        for mark in ("✓", "/", "√", "✔ ", "v", "(/)", "[x]", "ใช่")
    ]
    + [(replace_box, "☑"), (replace_box, "☒")],
)
def test_a_mark_typed_beside_or_in_place_of_a_box_ticks_it(
    issued: bytes, place: Callable[..., Callable[[Document], None]], mark: str
) -> None:
    checked = read(edited(issued, place(mark, "notice", "board")))
    assert checked.answers["activities"] == ["notice", "board"]
    assert FindingKind.UNCERTAIN_MARK not in kinds(checked)


@pytest.mark.parametrize("mark", ["x", "X", "×"])
def test_a_typed_x_counts_where_nothing_else_was_typed(issued: bytes, mark: str) -> None:
    checked = read(edited(issued, type_before_box(mark, "notice", "board")))
    assert checked.answers["activities"] == ["notice", "board"]


def test_a_typed_x_beside_typed_ticks_is_left_to_a_person(issued: bytes) -> None:
    checked = read(edited(issued, type_before_box("✓", "notice"), type_before_box("x", "board")))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


def test_a_typed_x_beside_a_clicked_box_is_left_to_a_person(issued: bytes) -> None:
    checked = read(edited(issued, tick("notice"), type_before_box("x", "board")))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


def test_choices_that_were_numbered_by_rank_are_left_to_a_person(issued: bytes) -> None:
    ranked = read(edited(issued, type_before_box("1", "notice"), type_before_box("(๒)", "board")))
    assert ranked.answers["activities"] == []
    assert ranked.uncertain == {"activities": ("notice", "board")}
    alone = read(edited(issued, type_before_box("1", "notice")))
    assert alone.answers["activities"] == ["notice"]


@pytest.mark.parametrize("mark", ["●", "ü", "þ", "P", "R", "£", "o", "๐", "5", "?"])
def test_a_doubtful_mark_is_never_counted(issued: bytes, mark: str) -> None:
    checked = read(edited(issued, replace_box(mark, "notice")))
    assert checked.answers["activities"] == []
    assert checked.uncertain == {"activities": ("notice",)}


def test_a_control_that_disagrees_with_its_glyph_is_left_to_a_person(issued: bytes) -> None:
    def lie(document: Document) -> None:
        next(control(document, places.box("activities", "board")).iter(f"{W14}checked")).set(f"{W14}val", "1")

    checked = read(edited(issued, lie))
    assert checked.answers["activities"] == []
    assert checked.uncertain == {"activities": ("board",)}


def test_a_deleted_box_is_left_to_a_person(issued: bytes) -> None:
    checked = read(edited(issued, replace_box("", "board"), tick("notice")))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


def test_a_deleted_line_is_a_change_of_the_form_and_moves_no_tick(issued: bytes) -> None:
    def delete(document: Document) -> None:
        line = line_of(document, "board")
        line.getparent().remove(line)

    checked = read(edited(issued, tick("assign"), delete))
    assert checked.answers["activities"] == ["assign"]
    assert checked.gone == {"activities": ("board",)}
    assert FindingKind.FORM_CHANGED in kinds(checked)


def test_moved_lines_keep_their_ticks(issued: bytes) -> None:
    def move(document: Document) -> None:
        line_of(document, "notice").addprevious(line_of(document, "rotation"))

    for flatten in ([], [forget_names, unwrap_controls]):
        checked = read(edited(issued, tick("rotation", "binder"), move, *flatten))
        assert checked.answers["activities"] == ["binder", "rotation"]


def test_a_copied_line_is_reported(issued: bytes) -> None:
    def duplicate(document: Document) -> None:
        line = line_of(document, "board")
        twin = copy.deepcopy(line)
        line.addnext(twin)

    checked = read(edited(issued, duplicate, tick("notice")))
    assert FindingKind.FORM_CHANGED in kinds(checked)


def test_a_reworded_label_is_reported_and_names_the_choice(issued: bytes) -> None:
    def reword(document: Document) -> None:
        for text in line_of(document, "board").iter(qn("w:t")):
            text.text = (text.text or "").replace("จัดบอร์ดประชาสัมพันธ์", "จัดซุ้มนิทรรศการ")

    for flatten in ([], [forget_names]):
        checked = read(edited(issued, tick("board"), reword, *flatten))
        changes = [finding for finding in checked.findings if finding.kind is FindingKind.FORM_CHANGED]
        assert [finding.choice for finding in changes] == ["board"]
        assert changes[0].params["change"] == "reworded"


def test_an_added_choice_is_reported(issued: bytes) -> None:
    def add(document: Document) -> None:
        line = line_of(document, "rotation")
        twin = docx.Document().add_paragraph("☑\t1.12\tจัดทำวีดิทัศน์")._p
        line.addnext(twin)

    checked = read(edited(issued, add, tick("notice")))
    changes = [finding.params["change"] for finding in checked.findings if finding.kind is FindingKind.FORM_CHANGED]
    assert changes == ["added"]
    assert checked.answers["activities"] == ["notice"]


def test_enter_inside_a_label_loses_nothing(issued: bytes) -> None:
    def split(document: Document) -> None:
        line = line_of(document, "board")
        second = copy.deepcopy(line)
        for element in list(second):
            if element.tag != qn("w:pPr"):
                second.remove(element)
        second.append(typed_run("ประชาสัมพันธ์"))
        for text in line.iter(qn("w:t")):
            text.text = (text.text or "").replace("จัดบอร์ดประชาสัมพันธ์", "จัดบอร์ด")
        line.addnext(second)

    checked = read(edited(issued, tick("board"), split))
    assert checked.answers["activities"] == ["board"]
    assert FindingKind.FORM_CHANGED not in kinds(checked)


def test_text_typed_behind_the_control_or_on_the_next_line_belongs_to_the_choice(issued: bytes) -> None:
    def next_line(document: Document) -> None:
        line_of(document, "other").addnext(docx.Document().add_paragraph("และจัดอบรม")._p)

    checked = read(edited(issued, tick("other"), specify("  ประชุม"), type_at_end("ทุกเดือน", "other"), next_line))
    assert checked.answers["activities_other"] in {"ประชุมทุกเดือน\nและจัดอบรม", "ประชุม\tทุกเดือน\nและจัดอบรม"}


def test_text_continued_below_the_box_belongs_to_the_answer(issued: bytes) -> None:
    def below(document: Document) -> None:
        document.tables[0]._tbl.addnext(docx.Document().add_paragraph("ต่อด้านล่าง")._p)

    assert read(edited(issued, answer("ในกล่อง"), below)).answers["comments"] == "ในกล่อง\nต่อด้านล่าง"


def test_a_table_typed_inside_the_answer_is_read(issued: bytes) -> None:
    def table(document: Document) -> None:
        inner = document.tables[0].cell(0, 0).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "ปัญหา", "งบประมาณ"

    assert read(edited(issued, answer("ตาราง"), table)).answers["comments"] == "ตาราง\nปัญหา\nงบประมาณ"


def test_dots_and_underscores_are_no_text(issued: bytes) -> None:
    checked = read(edited(issued, specify("............"), answer("______")))
    assert checked.answers["activities_other"] is None
    assert checked.answers["comments"] is None


def test_other_without_text_and_text_without_tick_are_shown(issued: bytes) -> None:
    checked = read(edited(issued, tick("other"), specify("อื่น", question="outcomes")))
    assert {FindingKind.OTHER_WITHOUT_TEXT, FindingKind.TEXT_WITHOUT_TICK} <= kinds(checked)
    assert checked.answers["activities"] == ["other"]
    assert checked.answers["outcomes"] == []
    assert checked.answers["outcomes_other"] == "อื่น"


def test_deleted_text_is_dropped_and_inserted_text_kept(issued: bytes) -> None:
    def track(document: Document) -> None:
        paragraph = document.tables[0].cell(0, 0).paragraphs[0]._p
        inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
        inserted.append(typed_run("ใหม่"))
        old = typed_run("เก่า")
        old.find(qn("w:t")).tag = qn("w:delText")
        deleted.append(old)
        paragraph.append(deleted)
        paragraph.append(inserted)

    checked = read(edited(issued, track))
    assert checked.answers["comments"] == "ใหม่"
    assert FindingKind.TRACKED_CHANGES in kinds(checked)


def test_a_wingdings_tick_counts_in_each_of_its_disguises(issued: bytes) -> None:
    def symbol(document: Document) -> None:
        run, sym = OxmlElement("w:r"), OxmlElement("w:sym")
        sym.set(qn("w:font"), "Wingdings")
        sym.set(qn("w:char"), "F0FC")
        run.append(sym)
        control(document, places.box("activities", "notice")).addprevious(run)

    def letter(document: Document) -> None:
        run, properties, fonts = typed_run("ü"), OxmlElement("w:rPr"), OxmlElement("w:rFonts")
        fonts.set(qn("w:ascii"), "Wingdings")
        properties.append(fonts)
        run.insert(0, properties)
        control(document, places.box("activities", "binder")).addprevious(run)

    checked = read(edited(issued, symbol, letter, type_before_box("\uf0fc", "journal")))
    assert checked.answers["activities"] == ["notice", "binder", "journal"]


def test_another_units_name_typed_over_is_a_conflict(issued: bytes) -> None:
    def retype(document: Document) -> None:
        for text in document.element.body.iter(qn("w:t")):
            if text.text == "สำนักประชาสัมพันธ์เขต 1":
                text.text = "สำนักประชาสัมพันธ์เขต 2"

    finding = whose(edited(issued, retype))
    assert isinstance(finding, Finding)
    assert finding.kind is FindingKind.CONFLICTING_IDENTITY
    assert "เขต 1" in finding.params["candidates"]
    assert "เขต 2" in finding.params["candidates"]


def test_a_forged_stamp_is_a_conflict(issued: bytes) -> None:
    def forge(document: Document) -> None:
        stamp = document.core_properties.identifier
        document.core_properties.identifier = stamp.replace("|spk-1|", "|spk-2|")

    finding = whose(edited(issued, forge))
    assert isinstance(finding, Finding)
    assert finding.kind is FindingKind.CONFLICTING_IDENTITY


def test_a_unit_line_that_says_more_still_agrees_with_the_stamp(issued: bytes) -> None:
    def extend(document: Document) -> None:
        for text in document.element.body.iter(qn("w:t")):
            if text.text == "สำนักประชาสัมพันธ์เขต 1":
                text.text = "สำนักประชาสัมพันธ์เขต 1 (ขอนแก่น)"

    assert whose(edited(issued, extend)) == Identified("spk-1", "1")


def test_a_strangers_letter_is_not_a_form() -> None:
    document = docx.Document()
    document.add_paragraph("เรียน ผู้อำนวยการ")
    out = io.BytesIO()
    document.save(out)
    finding = whose(out.getvalue())
    assert isinstance(finding, Finding)
    assert finding.kind is FindingKind.NOT_A_FORM


@pytest.mark.parametrize("text", ["-", "ไม่มี", "x", "1", "มี", "0012", "/ 2"])
def test_a_text_that_looks_like_a_mark_is_a_text_where_the_box_is_ticked(issued: bytes, text: str) -> None:
    for flatten in ([], [forget_names], [forget_names, unwrap_controls]):
        checked = read(edited(issued, tick("other"), specify(text), *flatten))
        assert checked.answers["activities"] == ["other"]
        assert checked.answers["activities_other"] == text
        assert kinds(checked) == {FindingKind.UNSIGNED}


def broken(data: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as writer:
        for name in package.namelist():
            content = package.read(name)
            writer.writestr(name, content.replace(old, new, 1) if name == "word/document.xml" else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</w:sdt>", b"</w:ins></w:sdt>"),
        (b"<w:sdt>", b'<w:ins w:id="9"><w:sdt>'),
        (b"</w:sdtContent></w:sdt>", b"</w:sdt></w:sdtContent>"),
        ("ข้อความ</w:t></w:r>".encode(), "ข้อความ</w:t></w:r></w:ins></w:smartTag>".encode()),
    ],
)
def test_a_document_with_overlapping_tags_is_read_and_said_to_be_damaged(issued: bytes, old: bytes, new: bytes) -> None:
    filled = edited(issued, tick("notice", "board"), answer("มีข้อความ", "ต่อ"))
    checked = read(broken(filled, old, new))
    assert checked.answers["activities"] == ["notice", "board"]
    assert checked.answers["comments"] == "มีข้อความ\nต่อ"
    changes = [finding.params["change"] for finding in checked.findings if finding.kind is FindingKind.FORM_CHANGED]
    assert changes == ["damaged"]


def test_a_document_that_is_cut_off_is_unreadable(issued: bytes) -> None:
    found = open_file(broken(issued, b"</w:body></w:document>", b""))
    assert isinstance(found, Finding)
    assert found.kind is FindingKind.UNREADABLE


def test_a_hostile_document_is_refused_even_when_it_is_not_well_formed(issued: bytes) -> None:
    found = open_file(broken(issued, b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document <"))
    assert isinstance(found, Finding)
    assert found.kind is FindingKind.UNSAFE


@pytest.mark.parametrize("flatten", [[], [forget_names, unwrap_controls]])
def test_a_form_whose_title_was_changed_is_read_all_the_same(
    issued: bytes, flatten: list[Callable[[Document], None]]
) -> None:
    def retitle(document: Document) -> None:
        for text in document.element.body.iter(qn("w:t")):
            if text.text == FORM.title:
                text.text = "รายงานของหน่วยงาน"

    checked = read(edited(issued, tick(*TICKED), specify("ประชุม"), answer("ข้อความ"), retitle, *flatten))
    assert checked.answers["activities"] == list(TICKED)
    assert checked.answers["comments"] == "ข้อความ"


def retype(old: str, new: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        for text in document.element.body.iter(qn("w:t")):
            text.text = (text.text or "").replace(old, new)

    return edit


@pytest.mark.parametrize("printed", ["1.", "1", "(1)", "๑."])
def test_a_renumbered_line_is_not_ticked_by_its_number(issued: bytes, printed: str) -> None:
    for flatten in ([], [forget_names], [forget_names, unwrap_controls]):
        checked = read(
            edited(issued, retype("1.1\tติดประกาศ", f"{printed}\tติดประกาศ"), renumber("notice", printed), *flatten)
        )
        assert checked.answers["activities"] == []


def renumber(choice: str, number: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        for text in line_of(document, choice).iter(qn("w:t")):
            if (text.text or "").strip() == "1.1":
                text.text = number

    return edit


@pytest.mark.parametrize(
    ("placeholder", "typed"),
    [
        ("Click or tap here to enter text.", None),
        ("คลิกหรือแตะที่นี่เพื่อใส่ข้อความ", None),
        ("คประชุมลิกหรือแตะที่นี่เพื่อใส่ข้อความ", "ประชุม"),
    ],
)
def test_a_placeholder_is_no_answer_and_what_was_typed_inside_it_is(
    issued: bytes, placeholder: str, typed: str | None
) -> None:
    checked = read(edited(issued, tick("other"), specify(placeholder)))
    assert checked.answers["activities_other"] == typed


def test_words_behind_a_heading_are_shown_to_a_person(issued: bytes) -> None:
    checked = read(edited(issued, tick("notice"), retype("1. กิจกรรมการดำเนินการ", "1. กิจกรรมการดำเนินการ (ทำทุกข้อ)")))
    added = [finding.read for finding in checked.findings if finding.kind is FindingKind.FORM_CHANGED]
    assert added == ["(ทำทุกข้อ)"]


def test_an_answer_that_begins_like_the_unit_line_or_the_code_is_an_answer(issued: bytes) -> None:
    for flatten in ([], [forget_names, unwrap_controls]):
        filled = edited(issued, tick("notice"), answer("ชื่อส่วนราชการของเราเปลี่ยน", "รหัสแบบ ไม่ชัด"), *flatten)
        assert read(filled).answers["comments"] == "ชื่อส่วนราชการของเราเปลี่ยน\nรหัสแบบ ไม่ชัด"
        assert whose(filled) == Identified("spk-1", "1")


def test_thousands_of_dots_cost_no_time(issued: bytes) -> None:
    started = time.monotonic()
    assert read(edited(issued, answer("ก" + "." * 5000 + "ข"))).answers["comments"]
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("text", ["...../...../.....", "____/____/____", "- / - / -"])
def test_an_untouched_date_line_is_blank(issued: bytes, text: str) -> None:
    def sign(document: Document) -> None:
        name = places.signature("signature", places.Role.SIGNED_ON)
        next(control(document, name).iter(qn("w:t"))).text = text

    checked = read(edited(issued, tick("notice"), sign))
    assert checked.answers["signature"]["date"] is None  # type: ignore[index,call-overload]
    assert kinds(checked) == {FindingKind.UNSIGNED}
