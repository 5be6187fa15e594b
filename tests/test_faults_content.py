"""What people and strangers write into a form reaches the officer whole, and does nothing on the way."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openpyxl import load_workbook

import hostile
from commands import Ended, issued, recorded, run
from configuring import FORM, campaign
from cpreport.filler import Specify, Tick, Write, fill_docx, fill_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.config import CampaignFolder

DAY, CAME = date(2010, 5, 1), 1_282_273_200
ASKED = FORM.replace("  - {name: signed, type: signature}", "  - {name: more, type: text, label: ข้อเสนอแนะ, lines: 4}")
FORMULAS = ("=1+1", '=HYPERLINK("http://x","y")', "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1")
TICK = Tick("ทำแล้ว", "ใช่")


def put(folder: CampaignFolder, name: str, data: bytes, at: int = CAME) -> None:
    (folder.inbox / name).write_bytes(data)
    os.utime(folder.inbox / name, (at, at))


@pytest.fixture
def folder(tmp_path: Path) -> CampaignFolder:
    made = campaign(tmp_path, form=ASKED)
    issued(made, DAY)
    return made


def form(folder: CampaignFolder, name: str) -> bytes:
    return next(
        path for path in folder.outbox.iterdir() if path.name[0] == name[0] and path.suffix == name[1:]
    ).read_bytes()


def collected(folder: CampaignFolder) -> dict[str, tuple[str, list[str]]]:
    """Outcome and findings of every file, by its name."""
    ended: Ended = run(folder.root, "collect", "--json")
    assert ended.code in {0, 3}, ended
    files = ended.json()["files"]
    return {f["path"].removeprefix("inbox/"): (f["outcome"], [one["kind"] for one in f["findings"]]) for f in files}


def cells(path: Path) -> list[tuple[str, object]]:
    """Type and value of every cell of a workbook."""
    return [
        (c.data_type, c.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for c in row if c.value
    ]


def test_text_that_looks_like_a_formula_stays_the_text_that_it_is(tmp_path: Path) -> None:
    units = "".join(f"  - id: u{number}\n    name: หน่วย{letter}\n" for number, letter in enumerate("กขคงจฉชซ"))
    folder = campaign(tmp_path, form=ASKED, units=f"units:\n{units}")
    for name, data in issued(folder, DAY).items():
        if name.endswith(".docx"):
            put(folder, name, fill_docx(data, [TICK, Write("ข้อเสนอแนะ", FORMULAS[int(name[1])])]))
    assert {outcome for outcome, _ in collected(folder).values()} == {"accepted"}
    for out in ("summary.xlsx", "summary.csv", "summary.json"):
        assert run(folder.root, "summary", "--out", str(folder.root / out)).code == 0
    written = [text.strip() for text in FORMULAS]
    shown = cells(folder.workbook)
    assert {value for kind, value in shown if kind == "s"} >= set(written)
    assert not {value for kind, value in shown if kind == "f"} & set(written)
    table = csv.DictReader(io.StringIO((folder.root / "summary.csv").read_text("utf-8-sig")))
    assert [row["more"] for row in table] == [f"'{text}" for text in written]
    summary = json.loads((folder.root / "summary.json").read_text("utf-8"))
    assert [returned["answers"]["more"] for returned in summary["returns"]] == written


def test_a_megabyte_of_text_is_kept_whole_and_shown_as_a_marked_excerpt(folder: CampaignFolder) -> None:
    text = "รายงานผลการดำเนินงาน " * 50_000
    assert len(text) > 1_000_000
    put(folder, "a.docx", fill_docx(form(folder, "a.docx"), [TICK, Write("ข้อเสนอแนะ", text)]))
    assert collected(folder)["a.docx"][0] == "accepted"
    assert recorded(folder)["inbox/a.docx"].answers["more"] == text.strip()
    run(folder.root, "summary", "--out", str(folder.root / "summary.json"))
    summary = json.loads((folder.root / "summary.json").read_text("utf-8"))
    assert summary["returns"][0]["answers"]["more"] == text.strip()
    assert run(folder.root, "summary").code == 3
    [shown] = {str(value) for _, value in cells(folder.workbook) if str(value).startswith(text[:1000])}
    assert len(shown) <= 32_767
    assert not text.startswith(shown), "the excerpt is not marked as one"


def test_characters_that_xml_forbids_are_shown_escaped(folder: CampaignFolder) -> None:
    escaped = hostile.changed(
        fill_xlsx(form(folder, "a.xlsx"), [TICK, Write("ข้อเสนอแนะ", "bell rings")]),
        hostile.SHEET,
        lambda xml: xml.replace("bell rings", "bell_x0007_rings"),
    )
    put(folder, "a.xlsx", escaped)
    assert collected(folder)["a.xlsx"][0] == "accepted"
    assert run(folder.root, "summary").code == 3
    with zipfile.ZipFile(folder.workbook) as package:
        assert all(
            etree.fromstring(package.read(name)) is not None for name in package.namelist() if name.endswith("xml")
        )
    assert any("bell" in str(value) and "rings" in str(value) for _, value in cells(folder.workbook))


def test_the_same_bytes_and_a_newer_return_whatever_the_order_of_reading(folder: CampaignFolder) -> None:
    first = fill_docx(form(folder, "a.docx"), [TICK, Write("ข้อเสนอแนะ", "ก่อน")])
    second = fill_docx(form(folder, "a.docx"), [TICK, Write("ข้อเสนอแนะ", "หลัง")])
    for name, data, at in (
        ("1 new.docx", second, CAME + 99),
        ("2 old.docx", first, CAME),
        ("3 copy.docx", first, CAME),
    ):
        put(folder, name, data, at)
    expected = {"1 new.docx": "accepted", "2 old.docx": "superseded", "3 copy.docx": "duplicate"}
    assert {name: outcome for name, (outcome, _) in collected(folder).items()} == expected
    assert "revised" in collected(folder)["1 new.docx"][1]


def test_another_campaigns_form_an_unknown_unit_and_contradictions_are_set_aside(
    folder: CampaignFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = campaign(tmp_path_factory.mktemp("other"), form=ASKED.replace("form_id: f-1", "form_id: f-2"))
    put(folder, "other.docx", fill_docx(issued(other, DAY)["a.docx"], [TICK]))
    mine = fill_docx(form(folder, "a.docx"), [TICK])
    put(
        folder,
        "typed-over.docx",
        hostile.changed(mine, hostile.DOCUMENT, lambda xml: xml.replace("กองคลัง", "กองแผนงาน")),
    )
    forged = {
        name: re.sub(rb"cp1\|([^<|]*\|[^<|]*)\|a\|", rb"cp1|\1|b|", data)
        for name, data in hostile.parts_of(mine).items()
    }
    assert forged != hostile.parts_of(mine)
    put(folder, "forged.docx", hostile.packed(forged))
    units = folder.root / "units.yaml"
    put(folder, "b.docx", fill_docx(form(folder, "b.docx"), [TICK]))
    units.write_text(units.read_text("utf-8").replace("id: b\n    name: กองแผนงาน", "id: c\n    name: กองอื่น"), "utf-8")
    found = collected(folder)
    assert found["other.docx"] == ("set_aside", ["other-form"])
    assert found["b.docx"] == ("set_aside", ["unknown-unit"])
    assert found["forged.docx"] == ("set_aside", ["conflicting-identity"])
    assert found["typed-over.docx"] == ("set_aside", ["conflicting-identity"])


def test_both_units_of_a_contradiction_are_named(folder: CampaignFolder) -> None:
    mine = fill_docx(form(folder, "a.docx"), [TICK])
    put(folder, "x.docx", hostile.changed(mine, hostile.DOCUMENT, lambda xml: xml.replace("กองคลัง", "กองแผนงาน")))
    [line] = run(folder.root, "collect").lines
    assert "กองคลัง" in line
    assert "กองแผนงาน" in line


def test_no_answer_stands_on_stderr_but_what_a_person_must_decide(folder: CampaignFolder) -> None:
    secret = "เลขประจำตัว 1 2345 67890 12 3"
    put(folder, "a.docx", fill_docx(form(folder, "a.docx"), [TICK, Write("ข้อเสนอแนะ", secret)]))
    put(folder, "cut.docx", fill_docx(form(folder, "a.docx"), [Specify("ทำแล้ว", "อื่น ๆ", secret)])[:4000])
    for command in (["collect"], ["status"], ["summary"], ["review"]):
        ended = run(folder.root, *command)
        assert ended.code in {0, 3}
        assert "67890" not in ended.err + ended.out
