from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl.utils import column_index_from_string

from cpreport.form import Question, QuestionType
from cpreport.workbook import body, listing, write_workbook
from cpreport.workbook.safe import LONGEST_TEXT, cell_text, sheet_name, utf16_length
from summarising import (
    THAI,
    Truth,
    a_form,
    a_return,
    a_select,
    a_summary,
    opened,
    random_returns,
    some_units,
    written,
)

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_names_of_sheets_keep_excels_rules() -> None:
    labels = ("ภาพรวม", "[a]:*?/\\b", "'quoted'", "History", "x" * 40, "X" * 40, "ที่" * 30, "", "Data & more")
    questions = tuple(a_select(f"q{n}", label, ("yes", "no")) for n, label in enumerate(labels))
    names = opened(written(a_summary(a_form(questions=questions), some_units(2), []))).sheetnames
    assert names[0] == "ภาพรวม"
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 1 <= utf16_length(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
    assert sheet_name("ที่" * 30, ()).endswith("ที่")


def test_texts_that_excel_cannot_hold_are_escaped_or_marked_as_excerpts() -> None:
    form = a_form()
    returns = [a_return(form, "u0", {"comments": "a\x0bb\ud800"}), a_return(form, "u1", {"comments": "😀" * 40_000})]
    sheet = opened(written(a_summary(form, some_units(2), returns)))["คำตอบเป็นข้อความ"]
    texts = [sheet.cell(row, 4).value for row in (4, 5)]
    assert texts[0] == "a\\x0bb\\ud800"
    assert utf16_length(str(texts[1])) <= LONGEST_TEXT
    assert "40,000" in str(texts[1])
    assert cell_text("ก" * LONGEST_TEXT, THAI) == "ก" * LONGEST_TEXT


def test_a_form_without_choices_and_the_same_bytes_twice() -> None:
    form = a_form(questions=(Question("comments", QuestionType.TEXT, "Comments"),))
    summary = a_summary(form, some_units(3), [a_return(form, "u0", {"comments": "x"})])
    assert opened(written(summary)).sheetnames[0] == "ภาพรวม"
    assert written(summary) == written(summary)


def test_the_package_keeps_the_rules_that_excel_enforces() -> None:
    form, units = a_form(), some_units(20)
    data = written(a_summary(form, units, random_returns(form, units, 0.8, Truth())))
    with ZipFile(BytesIO(data)) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    for name in (name for name in parts if name.endswith(".rels")):
        folder = PurePosixPath(name).parent.parent
        inside = [link.get("Target", "") for link in parts[name] if link.get("TargetMode") != "External"]
        assert {resolved(folder, target) for target in inside} <= set(parts)
    table = parts["xl/tables/table1.xml"]
    headers = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
    sheet = opened(data)["ข้อมูล"]
    assert headers == [cell.value for cell in sheet[1]]
    assert table.get("ref") == f"A1:I{sheet.max_row}"
    for name in (name for name in parts if name.startswith("xl/worksheets/sheet")):
        assert all(
            cell.find(f"{MAIN}v") is not None
            for cell in parts[name].iter(f"{MAIN}c")
            if cell.find(f"{MAIN}f") is not None
        )


def test_rows_and_cells_stand_in_order_and_point_into_their_tables() -> None:
    form, units = a_form(), some_units(20)
    data = written(a_summary(form, units, random_returns(form, units, 0.8, Truth())))
    with ZipFile(BytesIO(data)) as package:
        texts = len(list(parsed(package, "xl/sharedStrings.xml").iter(f"{MAIN}si")))
        formats = parsed(package, "xl/styles.xml").find(f"{MAIN}cellXfs")
        assert formats is not None
        for name in sheets_of(package):
            rows = list(parsed(package, name).iter(f"{MAIN}row"))
            numbers = [int(row.get("r", "")) for row in rows]
            assert numbers == sorted(set(numbers))
            for row in rows:
                places = [column_index_from_string(cell.get("r", "").rstrip("0123456789")) for cell in row]
                assert places == sorted(set(places))
                assert {cell.get("r", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for cell in row} <= {row.get("r")}
                assert all(int(cell.get("s", "0")) < len(formats) for cell in row)
                shared = [cell for cell in row if cell.get("t") == "s"]
                assert all(0 <= int(cell.findtext(f"{MAIN}v") or "-1") < texts for cell in shared)


def test_the_parts_of_a_sheet_stand_in_the_order_that_excel_asks_for() -> None:
    form, units = a_form(), some_units(20)
    data = written(a_summary(form, units, random_returns(form, units, 0.8, Truth())))
    with ZipFile(BytesIO(data)) as package:
        for name in sheets_of(package):
            parts = [etree.QName(part).localname for part in parsed(package, name)]
            order = [ORDER.index(part) for part in parts]
            assert order == sorted(order), (name, parts)


def test_links_lead_to_the_archived_originals_and_are_written_as_excel_does() -> None:
    form = a_form()
    summary = a_summary(form, some_units(2), [a_return(form, "u0", {}), a_return(form, "u1", {})])
    addresses = iter(["received/ก ข.docx", "/srv/งาน/received/a&b.docx", "C:/งาน/x.docx", "received/a#b.docx"] * 3)
    book = opened(write_workbook(summary, lambda _: next(addresses)))
    links = [cell.hyperlink for row in book["หน่วยงานทั้งหมด"].iter_rows() for cell in row if cell.hyperlink]
    assert [link.target for link in links] == ["received/ก%20ข.docx", "file:///srv/งาน/received/a&b.docx"]
    assert {link.ref for link in links} == {"L4", "L5"}


def test_a_sheet_has_no_more_links_than_excel_takes_and_shows_the_rest_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "_MOST_LINKS", 2)
    form, units = a_form(), some_units(4)
    sheet = opened(written(a_summary(form, units, [a_return(form, u.id, {}) for u in units])))["หน่วยงานทั้งหมด"]
    assert [bool(sheet.cell(row, 12).hyperlink) for row in range(4, 8)] == [True, True, False, False]
    assert sheet.cell(7, 12).value == f"received/{'u3':0>64}.docx"


def test_a_list_longer_than_a_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_LINES", 5)
    sheet = opened(written(a_summary(a_form(), some_units(8), [])))["หน่วยงานทั้งหมด"]
    assert sheet.max_row == 8
    assert "5" in str(sheet.cell(2, 1).value)
    assert "8" in str(sheet.cell(2, 1).value)


def test_texts_keep_their_spaces_and_line_breaks() -> None:
    form = a_form()
    texts = [" a ", "ก\nข", "x\r\ny", "\n", "<&>\"'", "a\tb"]
    units = some_units(len(texts))
    returns = [a_return(form, unit.id, {"comments": text}) for unit, text in zip(units, texts, strict=True)]
    sheet = opened(written(a_summary(form, units, returns)))["คำตอบเป็นข้อความ"]
    assert [sheet.cell(row, 4).value for row in range(4, 4 + len(texts))] == texts


def parsed(package: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(package.read(name))


def sheets_of(package: ZipFile) -> list[str]:
    return [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]


# CT_Worksheet of ECMA-376, as far as it is used here.
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells"),
    *("conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup"),
    *("headerFooter", "rowBreaks", "colBreaks", "drawing", "legacyDrawing", "tableParts"),
)


def resolved(folder: PurePosixPath, target: str) -> str:
    path = PurePosixPath(target.lstrip("/")) if target.startswith("/") else folder / target
    steps: list[str] = []
    for step in path.parts:
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_recalculated_by_libreoffice_no_value_changes(tmp_path: Path) -> None:
    form, units = a_form(), some_units(120)
    data = written(a_summary(form, units, random_returns(form, units, 0.8, Truth())))
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS)
    (tmp_path / "a.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={tmp_path.as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path / "out",
        tmp_path / "a.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    before, formulas = opened(data), opened(data, values=False)
    after = opened((tmp_path / "out" / "a.xlsx").read_bytes())
    checked = 0
    for cell in (cell for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
        was, now = (book[cell.parent.title][cell.coordinate].value for book in (before, after))
        assert (was or 0) == (pytest.approx(now or 0) if not isinstance(now, str) else now), cell.coordinate
        checked += 1
    assert checked > 80


RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
