"""A memo laid out in Word: tags wherever they stand, the form where it belongs, and faults named with their place."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from configuring import UNITS, campaign
from cpreport.checks import check
from cpreport.config import CampaignFolder, load_campaign
from cpreport.language import Language
from cpreport.operations.check import check_campaign
from cpreport.operations.generate import GenerateOrder, generate
from cpreport.operations.init import InitOrder, start_campaign
from cpreport.readers import FormFile, open_file
from cpreport.reading import FindingKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

TODAY = date(2010, 5, 1)


def with_memo(folder: Path, edit: Callable[[Document], None], **files: str) -> CampaignFolder:
    """A small campaign whose memo is a Word document."""
    made = campaign(folder, **files)
    document = docx.Document()
    edit(document)
    document.save(str(made.memo_docx))
    return made


def simple(document: Document) -> None:
    document.add_paragraph("เรียน {{ unit.name }}")
    document.add_paragraph("{{p form }}")


def issued(folder: CampaignFolder, unit: str = "a") -> Document:
    generate(folder, load_campaign(folder), GenerateOrder(TODAY), lambda _done, _total: None)
    return docx.Document(str(next(folder.outbox.glob(f"{unit}_*.docx"))))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def faults(folder: CampaignFolder) -> list[tuple[str, str]]:
    checkup = check_campaign(folder, TODAY)
    return [(problem.key.rpartition(".")[2], problem.field) for problem in checkup.wrong]


def test_tags_are_filled_in_and_the_form_stands_where_it_belongs(tmp_path: Path) -> None:
    document = issued(with_memo(tmp_path, simple))
    assert "เรียน กองคลัง" in texts(document)
    assert not [text for text in texts(document) if "{{" in text]
    assert "แบบรายงาน" in texts(document)


def test_a_form_from_a_word_template_reads_back(tmp_path: Path) -> None:
    folder = with_memo(tmp_path, simple)
    issued(folder)
    form = load_campaign(folder).form
    for path in folder.outbox.iterdir():
        opened = open_file(path.read_bytes())
        assert isinstance(opened, FormFile)
        evidence = opened.evidence([form])
        assert evidence.stamps
        assert evidence.codes[0].valid
        kinds = {finding.kind for finding in check(form, opened.read(form)).findings}
        assert kinds == {FindingKind.BLANK, FindingKind.UNSIGNED}


def test_tags_work_in_headers_footers_tables_and_text_boxes(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        simple(document)
        section = document.sections[0]
        section.header.paragraphs[0].text = "หัว {{ unit.abbr or unit.id }}"
        section.footer.paragraphs[0].text = "ท้าย {{ form.due | longdate }}"
        document.add_table(1, 1).cell(0, 0).text = "ตาราง {{ unit.name }}"
        box = parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>กล่อง {{ unit.id }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        document.paragraphs[0]._p.append(box)

    document = issued(with_memo(tmp_path, edit))
    everything = "".join(document.element.body.itertext())
    assert "ตาราง กองคลัง" in everything
    assert "กล่อง a" in everything
    assert document.sections[0].header.paragraphs[0].text == "หัว a"
    assert document.sections[0].footer.paragraphs[0].text == "ท้าย 31 สิงหาคม 2553"


def test_a_tag_split_over_runs_is_gathered(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        paragraph = document.add_paragraph()
        for piece in ("ถึง {", "{ un", "it.", "name }", "}", " ครับ"):
            paragraph.add_run(piece).bold = piece == "it."
        paragraph = document.add_paragraph()
        for piece in ("{{", "p fo", "rm }}"):
            paragraph.add_run(piece)

    assert "ถึง กองคลัง ครับ" in texts(issued(with_memo(tmp_path, edit)))


def test_a_condition_around_paragraphs_takes_them_away(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.add_paragraph("{%p if unit.id == 'a' %}")
        document.add_paragraph("เฉพาะกองคลัง")
        document.add_paragraph("{%p endif %}")
        simple(document)

    folder = with_memo(tmp_path, edit)
    assert "เฉพาะกองคลัง" in texts(issued(folder))
    assert "เฉพาะกองคลัง" not in texts(issued(folder, "b"))


def test_what_a_variable_inserts_is_literal_with_its_line_breaks(tmp_path: Path) -> None:
    units = UNITS.replace("name: กองคลัง", 'name: กองคลัง\n    note: "R&D <b>\\n2"').replace(
        "name: กองแผนงาน", "name: กองแผนงาน\n    note: x"
    )

    def edit(document: Document) -> None:
        document.add_paragraph("{{ unit.note }}")
        simple(document)

    assert "R&D <b>\n2" in texts(issued(with_memo(tmp_path, edit, units=units)))


def test_what_follows_the_form_stays_behind_it_in_the_memos_own_section(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        simple(document)
        document.add_paragraph("หมายเหตุท้าย {{ unit.id }}")

    document = issued(with_memo(tmp_path, edit))
    shown = texts(document)
    assert shown.index("หมายเหตุท้าย a") > shown.index("แบบรายงาน")
    assert len(document.sections) == 3
    first, _, last = document.sections
    assert (first.page_width, first.left_margin) == (last.page_width, last.left_margin)


def test_the_officers_own_style_decides_how_the_form_looks(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        style = document.styles.add_style("Form heading", 1)
        style.font.italic = True
        simple(document)

    document = issued(with_memo(tmp_path, edit))
    heading = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("1. "))
    assert heading.style is not None
    assert heading.style.name == "Form heading"
    assert heading.style.font.italic


def test_names_and_ids_stay_unique_and_the_package_whole(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        simple(document)
        mark = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="mine"/>')
        end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>')
        document.paragraphs[0]._p.append(mark)
        document.paragraphs[0]._p.append(end)

    folder = with_memo(tmp_path, edit)
    issued(folder)
    with zipfile.ZipFile(next(folder.outbox.glob("a_*.docx"))) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
        body = etree.fromstring(package.read("word/document.xml"))
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_an_undefined_variable_is_named_with_its_paragraph(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        simple(document)
        document.add_paragraph("โทร. {{ unit.phone }} ต่อ {{ nobody }}")
        document.sections[0].header.paragraphs[0].text = "{{ unit.seal }}"

    folder = with_memo(tmp_path, edit)
    checkup = check_campaign(folder, TODAY)
    named = {problem.params["detail"]: problem.field for problem in checkup.wrong}
    assert set(named) == {"unit.phone", "nobody", "unit.seal"}
    assert "โทร. {{ unit.phone }}" in named["unit.phone"]
    assert named["unit.seal"].startswith("header")
    assert not folder.outbox.exists()


@pytest.mark.parametrize("text", ["เรียน {{ unit.name", "{% if unit.id %", "unit.name }} ครับ", "{{ unit.name {{ x }}"])
def test_an_unclosed_tag_is_named_with_its_paragraph(tmp_path: Path, text: str) -> None:
    def edit(document: Document) -> None:
        document.add_paragraph(text)
        simple(document)

    checkup = check_campaign(with_memo(tmp_path, edit), TODAY)
    assert [problem.key for problem in checkup.wrong] == ["problem.word.open-tag"]
    assert checkup.wrong[0].params["text"] == text


def test_an_if_without_its_end_is_named(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.add_paragraph("{% if unit.id %}")
        simple(document)

    assert [key for key, _ in faults(with_memo(tmp_path, edit))] == ["syntax"]


def test_a_missing_or_misplaced_form_is_named(tmp_path: Path) -> None:
    def missing(document: Document) -> None:
        document.add_paragraph("ไม่มีแบบ")

    def twice(document: Document) -> None:
        simple(document)
        document.add_paragraph("{{p form }}")

    def in_table(document: Document) -> None:
        document.add_table(1, 1).cell(0, 0).text = "{{p form }}"

    for number, (edit, key) in enumerate(
        [(missing, "no-form"), (twice, "form-misplaced"), (in_table, "form-misplaced")]
    ):
        (tmp_path / str(number)).mkdir()
        assert [found for found, _ in faults(with_memo(tmp_path / str(number), edit))] == [key]


def test_a_template_that_is_no_word_document_is_named(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    folder.memo_docx.write_bytes(b"PK\x03\x04 not a document")
    assert [key for key, _ in faults(folder)] == ["unreadable"]


def test_a_remote_template_is_not_carried_along(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        simple(document)
        document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).relate_to(
            "http://example.invalid/evil.dotm",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
            is_external=True,
        )

    folder = with_memo(tmp_path, edit)
    issued(folder)
    assert b"evil" not in _all_parts(next(folder.outbox.glob("a_*.docx")).read_bytes())


def _all_parts(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


@pytest.mark.parametrize("language", list(Language))
def test_init_word_writes_the_memo_out_ready_to_edit(tmp_path: Path, language: Language) -> None:
    start_campaign(tmp_path / "new", InitOrder(language, word=True))
    folder = CampaignFolder(tmp_path / "new")
    source = texts(docx.Document(str(folder.memo_docx)))
    assert "{{p form }}" in source
    assert any("{{ form.due |" in text for text in source)
    document = issued(folder, load_campaign(folder).units[0].id)
    assert not [text for text in texts(document) if "{{" in text or "{%" in text]
