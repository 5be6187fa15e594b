from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from io import BytesIO
from statistics import fmean, median
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from cpreport.reading import Finding, FindingKind
from cpreport.returned import Returned
from cpreport.tidy import tidy_length
from cpreport.words import CATALOGUE
from cpreport.workbook import data as data_sheet
from summarising import (
    ENGLISH,
    FORMULAS,
    WHEN,
    Truth,
    a_form,
    a_return,
    a_summary,
    opened,
    random_returns,
    some_units,
    written,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def column_under(sheet: Worksheet, heading: str) -> list[object]:
    """The cells under a heading, down to the sheet's end."""
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == heading)
    return [sheet.cell(row, head.column).value for row in range(head.row + 1, sheet.max_row + 1)]


def chart_points(data: bytes, book: Workbook) -> list[tuple[list[object], list[object]]]:
    """What the cells hold that each chart's first series refers to: labels and values."""
    found = []
    with ZipFile(BytesIO(data)) as package:
        for name in sorted(n for n in package.namelist() if n.startswith("xl/charts/chart")):
            references = re.findall(r"<c:f>'(.+?)'!([^<]+)</c:f>", package.read(name).decode())[:2]
            cells = [[cell.value for row in book[sheet][where] for cell in row] for sheet, where in references]
            found.append((cells[0], cells[1]))
    return found


@pytest.mark.parametrize(("number", "share"), [(0, 1.0), (1, 1.0), (12, 0.0), (300, 0.7)])
def test_every_count_equals_what_the_units_ticked(number: int, share: float) -> None:
    form, units, truth = a_form(), some_units(number), Truth()
    data = written(a_summary(form, units, random_returns(form, units, share, truth)))
    book = opened(data)
    expected = [unit for unit in units if not unit.exempt]
    data_rows = Counter(row[3:5] for row in book["ข้อมูล"].iter_rows(min_row=2, values_only=True) if is_tick(row))
    for question, name in zip(form.questions[:2], ("กิจกรรมการดำเนินการ", "ผลลัพธ์ ที่ได้ จากการดำเนินการ"), strict=True):
        sheet = book[name]
        for column, choice in enumerate(question.choices, start=4):
            ticked = truth.ticks[question.name, choice.name]
            assert sheet.cell(4, column).value == ticked
            marks = [sheet.cell(row, column).value for row in range(8, 8 + number) if counts(sheet.cell(row, 3).value)]
            assert marks.count("✓") == ticked
            assert data_rows[question.name, choice.name] == ticked
            assert sheet.cell(5, column).value == pytest.approx(ticked / len(truth.returned) if truth.returned else 0)
            assert sheet.cell(6, column).value == pytest.approx(ticked / len(expected) if expected else 0)
    overview = {row[0]: row[4] for row in book["ภาพรวม"].iter_rows(min_row=6, max_row=13, values_only=True)}
    assert overview["หน่วยงานที่ต้องรายงาน"] == len(expected)
    assert overview["ส่งแล้ว"] == len(truth.returned)
    assert overview["ยังไม่ส่ง"] == len(expected) - len(truth.returned)


def is_tick(row: tuple[object, ...]) -> bool:
    return row[5] == 1 and row[4] is not None and row[6] in {"ส่งแล้ว", "รอพิจารณา"}


def counts(status: object) -> bool:
    return status in {"ส่งแล้ว", "รอพิจารณา"}


def test_charts_stand_on_cells_that_hold_the_counts_most_ticked_first() -> None:
    form, units, truth = a_form(), some_units(60), Truth()
    data = written(a_summary(form, units, random_returns(form, units, 0.8, truth)))
    bars = chart_points(data, opened(data))
    assert len(bars) == 3  # two questions, and returns over time
    for question, (labels, values) in zip(form.questions[:2], bars[:2], strict=True):
        ticked = {f"{form.numbers()[question.name]}.{n}": c.name for n, c in enumerate(question.choices, start=1)}
        assert values == sorted(values, key=lambda value: -int(str(value)))
        for label, value in zip(labels, values, strict=True):
            assert value == truth.ticks[question.name, ticked[str(label).split()[0]]]


def test_text_that_looks_like_a_formula_stays_text_on_every_sheet() -> None:
    form, units, truth = a_form(), some_units(40), Truth()
    book = opened(written(a_summary(form, units, random_returns(form, units, 1.0, truth))), values=False)
    for name in ("คำตอบเป็นข้อความ", "ข้อความที่ระบุ", "ข้อมูล"):
        cells = [cell for row in book[name].iter_rows() for cell in row if cell.value in FORMULAS]
        assert {cell.value for cell in cells} == set(FORMULAS)
        assert {cell.data_type for cell in cells} == {"s"}
    assert "=เขต*" in column_under(book["หน่วยงานทั้งหมด"], "กลุ่ม")


def test_numbers_have_their_statistics_and_dates_are_dates() -> None:
    form, units, truth = a_form(), some_units(30), Truth()
    returns = random_returns(form, units, 1.0, truth)
    sheet = opened(written(a_summary(form, units, returns)))["จำนวนและวันที่"]
    shown = [sheet.cell(row, 3).value for row in range(3, 9)]
    wanted = [sum, fmean, median, min, max]
    assert shown == [len(truth.numbers), *(pytest.approx(count(truth.numbers)) for count in wanted)]
    held = sheet.cell(10, 5)
    assert held.value == datetime(2010, 7, 1)  # noqa: DTZ001 - a cell has no zone
    assert "107041E" in held.number_format


def test_a_number_that_could_not_be_read_is_shown_as_written_and_not_counted() -> None:
    form = a_form()
    doubt = Finding(FindingKind.INVALID_VALUE, "staff", read="12 คน", where="4", params={"expected": "integer"})
    returned = a_return(form, "u0", {"budget": 1e300}, findings=(doubt,))
    sheet = opened(written(a_summary(form, some_units(2), [returned])))["จำนวนและวันที่"]
    assert sheet.cell(3, 3).value == 0
    assert sheet.cell(10, 3).value == "12 คน"
    assert sheet.cell(10, 4).value == "1e+300"


def test_uncertain_marks_are_shown_and_not_counted_and_choices_that_are_gone_have_a_shade() -> None:
    form = a_form()
    returned = a_return(
        form, "u0", {"activities": ["c2"]}, uncertain={"activities": ("c1",)}, gone={"activities": ("c3",)}
    )
    data = written(a_summary(form, some_units(1), [returned]))
    sheet = opened(data)["กิจกรรมการดำเนินการ"]
    assert [sheet.cell(8, column).value for column in (4, 5, 6)] == ["?", "✓", None]
    assert [sheet.cell(4, column).value for column in (4, 5, 6)] == [0, 1, 0]
    assert sheet.cell(8, 6).fill.patternType != sheet.cell(8, 4).fill.patternType
    ticks = [row[5] for row in opened(data)["ข้อมูล"].iter_rows(min_row=2, max_row=4, values_only=True)]
    assert ticks == [None, 1, None]


def test_missing_exempt_findings_and_files_set_aside_are_listed_with_their_originals() -> None:
    form, units = a_form(), some_units(11)
    doubt = Finding(FindingKind.OTHER_WITHOUT_TEXT, "activities", "c3", where="1.3")
    aside = Returned("inbox/=x.docx", "f" * 64, WHEN, ".docx", findings=(Finding(FindingKind.ENCRYPTED),))
    book = opened(
        written(a_summary(form, units, [a_return(form, "u1", {"activities": ["c3"]}, findings=(doubt,)), aside]))
    )
    missing = [name for name in column_under(book["ยังไม่ส่ง"], "หน่วยงาน") if name]
    assert missing == [unit.name for unit in units if unit.id not in {"u1", "u9"}]
    assert column_under(book["ยกเว้น"], "หน่วยงาน") == ["หน่วยงาน 9"]
    finding = book["ข้อสังเกต"]
    assert [cell.value for cell in finding[4]][:6] == [
        "หน่วยงาน 1",
        "เลือกแต่ไม่ระบุ",
        "ต้องพิจารณา",
        "1.3 อื่น ๆ (ระบุ)",
        None,
        "1.3",
    ]
    link = finding.cell(4, 9).hyperlink
    assert link is not None
    assert str(link.target).replace("\\", "/") == f"received/{'u1':0>64}.docx"
    assert column_under(book["ไฟล์ที่พักไว้"], "ไฟล์") == ["inbox/=x.docx"]


def test_every_finding_has_a_short_name_and_a_consequence_in_both_languages() -> None:
    for kind in FindingKind:
        assert all(CATALOGUE[f"workbook.kind.{kind}"])
        assert all(CATALOGUE[f"workbook.consequence.{kind.consequence}"])


def test_an_english_workbook_speaks_english() -> None:
    form = a_form(language=ENGLISH)
    book = opened(written(a_summary(form, some_units(3), [a_return(form, "u0", {"held": "2010-07-01"})])))
    assert {"Overview", "Missing", "Findings", "Files set aside", "All units", "Data"} <= set(book.sheetnames)
    assert book["Overview"].cell(2, 1).value == "1 of 3 units returned (33.3%)"
    assert book["Numbers and dates"].cell(10, 5).number_format == "d mmm yyyy"


def test_too_many_answers_are_left_to_the_csv_and_the_overview_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_sheet, "MOST_ROWS", 20)
    form, units, truth = a_form(), some_units(20), Truth()
    summary = a_summary(form, units, random_returns(form, units, 1.0, truth))
    data = written(summary)
    book = opened(data)
    assert f"{tidy_length(summary):,}" in str(book["ข้อมูล"].cell(1, 1).value) + str(book["ข้อมูล"].cell(2, 1).value)
    assert sum(int(str(v)) for v in chart_points(data, book)[0][1]) == sum(
        number for (question, _), number in truth.ticks.items() if question == "activities"
    )
