"""Forms are issued once for each unit, remembered, and never written over what a person typed."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from configuring import FORM, MEMO, UNITS, campaign
from cpreport.config import CampaignFolder, load_campaign
from cpreport.errors import CampaignError, UsageError
from cpreport.operations.generate import FileFormat, Generated, GenerateOrder, generate
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2010, 5, 1)


def quiet(_done: int, _total: int) -> None:
    pass


def run(folder: CampaignFolder, **order: object) -> Generated:
    return generate(folder, load_campaign(folder), GenerateOrder(TODAY, **order), quiet)  # type: ignore[arg-type]


def outbox(folder: CampaignFolder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.outbox.iterdir()}


def test_every_unit_gets_a_form_named_after_it(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    result = run(folder, formats=(FileFormat.DOCX, FileFormat.XLSX))
    assert sorted(outbox(folder)) == ["a_กองคลัง.docx", "a_กองคลัง.xlsx", "b_กองแผนงาน.docx", "b_กองแผนงาน.xlsx"]
    assert len(result.written) == 4


def test_an_exempt_unit_gets_none_unless_it_is_named(tmp_path: Path) -> None:
    folder = campaign(tmp_path, units=UNITS.replace("name: กองคลัง", "name: กองคลัง\n    exempt: ยุบรวมแล้ว"))
    run(folder)
    assert sorted(outbox(folder)) == ["b_กองแผนงาน.docx"]
    run(folder, units=("a",))
    assert sorted(outbox(folder)) == ["a_กองคลัง.docx", "b_กองแผนงาน.docx"]


def test_generating_again_writes_the_same_bytes(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    run(folder)
    before = outbox(folder)
    assert run(folder).altered == []
    assert outbox(folder) == before


def test_a_file_that_a_person_altered_is_left_and_named(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    run(folder)
    path = folder.outbox / "a_กองคลัง.docx"
    document = docx.Document(str(path))
    document.add_paragraph("ข้อความของคน")
    document.save(str(path))
    typed = path.read_bytes()
    result = run(folder)
    assert result.altered == ["outbox/a_กองคลัง.docx"]
    assert path.read_bytes() == typed
    assert run(folder, force=True).replaced == ["outbox/a_กองคลัง.docx"]
    assert path.with_name("a_กองคลัง.docx.bak").read_bytes() == typed
    assert path.read_bytes() != typed


def test_a_form_issued_before_the_memo_changed_is_no_persons_work(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    run(folder)
    before = outbox(folder)
    folder.memo_file.write_text(MEMO.replace("ส่งภายใน", "โปรดส่งภายใน"), "utf-8")
    assert run(folder).altered == []
    assert outbox(folder) != before


def test_what_a_crash_left_between_writing_and_recording_is_still_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = campaign(tmp_path)
    written: list[Path] = []

    def dies_after_one(path: Path, data: bytes, *, durable: bool = True) -> None:
        del durable
        if written:
            raise KeyboardInterrupt
        path.write_bytes(data)
        written.append(path)

    with monkeypatch.context() as crash:
        crash.setattr("cpreport.operations.generate.write_atomic", dies_after_one)
        with pytest.raises(KeyboardInterrupt):
            run(folder)
    folder.memo_file.write_text(MEMO.replace("ส่งภายใน", "โปรดส่งภายใน"), "utf-8")
    result = run(folder)
    assert result.altered == []
    assert len(outbox(folder)) == 2


def test_changed_questions_need_a_new_version(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    run(folder)
    folder.form_file.write_text(FORM.replace("label: ใช่", "label: ทำครบ"), "utf-8")
    with pytest.raises(CampaignError) as caught:
        run(folder)
    assert [problem.key for problem in caught.value.problems] == ["problem.form.changed"]
    folder.form_file.write_text(FORM.replace("label: ใช่", "label: ทำครบ").replace("version: 1", "version: 2"), "utf-8")
    run(folder)
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        assert ledger is not None
        assert [form.version for form in ledger.forms("f-1")] == ["1", "2"]


def test_a_new_due_date_needs_no_new_version(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    run(folder)
    folder.form_file.write_text(FORM.replace("2010-08-31", "2010-09-30"), "utf-8")
    run(folder)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert len(run(folder, dry_run=True).written) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_an_unknown_unit_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run(campaign(tmp_path), units=("a", "nowhere"))


@pytest.mark.parametrize(
    ("body", "key", "line"),
    [
        ("หนึ่ง\n\n{{ unit.nothing }}", "problem.template.undefined", 8),
        ("{{ nobody.name }}", "problem.template.undefined", 6),
        ("{{ unit.name.__class__.__mro__ }}", "problem.template.failed", 6),
        ("{{ 1 // 0 }}", "problem.template.failed", 6),
    ],
)
def test_a_wrong_memo_is_named_with_its_line_before_anything_is_written(
    tmp_path: Path, body: str, key: str, line: int
) -> None:
    folder = campaign(tmp_path, memo=MEMO + body)
    with pytest.raises(CampaignError) as caught:
        run(folder)
    problem = caught.value.problems[0]
    assert (problem.key, problem.file, problem.line) == (key, "templates/memo.md.j2", line + 1)
    assert not folder.outbox.exists()


def test_a_variable_for_one_unit_only_stops_before_the_first_form(tmp_path: Path) -> None:
    units = UNITS.replace("name: กองคลัง", "name: กองคลัง\n    room: ๑๒๓")
    folder = campaign(tmp_path, units=units, memo=MEMO + "{{ unit.room }}")
    with pytest.raises(CampaignError):
        run(folder)
    assert not folder.outbox.exists()


def test_what_a_variable_inserts_is_literal(tmp_path: Path) -> None:
    units = UNITS.replace("name: กองคลัง", 'name: กองคลัง\n    room: "1. **ห้อง** [x](http://y) <b> & _z_"')
    folder = campaign(tmp_path, units=units, memo=MEMO + "\nที่ {{ unit.room }}")
    run(folder, units=("a",))
    texts = [p.text for p in docx.Document(str(folder.outbox / "a_กองคลัง.docx")).paragraphs]
    assert "ที่ 1. **ห้อง** [x](http://y) <b> & _z_" in texts


def test_the_document_keeps_the_rules_that_word_enforces(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    run(folder)
    with zipfile.ZipFile(io.BytesIO((folder.outbox / "a_กองคลัง.docx").read_bytes())) as package:
        assert package.testzip() is None
        body = etree.fromstring(package.read("word/document.xml"))
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    controls = [control.get(qn("w:val")) for control in body.iter(qn("w:id"))]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 for name in names)
    assert len(controls) == len(set(controls))
    assert all(len(piece) for piece in body.iter(qn("w:r")))
    for properties in body.iter(qn("w:rPr")):
        tags = {child.tag for child in properties}
        assert (qn("w:b") in tags) == (qn("w:bCs") in tags)
        assert (qn("w:sz") in tags) == (qn("w:szCs") in tags)
