"""The summary on disk: whole or not at all, never over a file that somebody has open."""

from __future__ import annotations

import csv
import errno
import os
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

import configuring
from builders import a_campaign
from cpreport.config import CampaignFolder
from cpreport.decision import Action, Decision
from cpreport.errors import CpreportError, OutputError
from cpreport.operations.book import refuse_open
from cpreport.operations.summarise import write_summary
from cpreport.workbook import data as data_sheet
from cpreport.workbook import recount
from cpreport.workbook.recount import DamagedWorkbookError, count_rows, see_complete
from summarising import WHEN, Truth, a_form, a_return, a_summary, opened, random_returns, some_units, written

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.summary import Summary


@pytest.fixture
def summary() -> Summary:
    form, units = a_form(), some_units(30)
    return a_summary(form, units, random_returns(form, units, 0.8, Truth()))


def write(summary: Summary, out: Path) -> None:
    write_summary(CampaignFolder(out.parent), a_campaign(summary.form), summary, out, summary.as_of)


def said(error: CpreportError) -> str:
    return "\n".join(configuring.spoken(problem) for problem in error.problems)


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_workbook_has_as_many_rows_as_the_ledger_says(summary: Summary, tmp_path: Path) -> None:
    out = tmp_path / "summary.xlsx"
    write(summary, out)
    rows = count_rows(out)
    assert rows["หน่วยงานทั้งหมด"] == 3 + 30
    assert rows["กิจกรรมการดำเนินการ"] == 7 + 30
    book = opened(out.read_bytes())
    assert all(book[name].max_row == rows[name] for name in ("คำตอบเป็นข้อความ", "ข้อสังเกต", "ข้อมูล"))


def test_a_disk_that_loses_the_end_of_the_workbook_is_noticed_and_the_old_one_stays(
    summary: Summary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "summary.xlsx"
    out.write_bytes(b"the old one")
    sync = os.fsync

    def losing(descriptor: int) -> None:
        os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", losing)
    with pytest.raises(OutputError) as caught:
        write(summary, out)
    assert caught.value.problems[0].key == "problem.output.damaged"
    assert out.read_bytes() == b"the old one"
    assert left_behind(tmp_path) == ["summary.xlsx"]


def test_a_bit_that_flips_in_any_sheet_is_noticed(summary: Summary, tmp_path: Path) -> None:
    whole = written(summary)
    with ZipFile(BytesIO(whole)) as package:
        sheets = [part for part in package.infolist() if part.filename.startswith("xl/worksheets/sheet")]
    for part in sheets:
        data = bytearray(whole)
        data[part.header_offset + 30 + len(part.filename) + part.compress_size // 2] ^= 0x10
        (tmp_path / "a.xlsx").write_bytes(data)
        with pytest.raises(DamagedWorkbookError):
            see_complete(tmp_path / "a.xlsx", summary)


def test_a_workbook_of_another_day_is_not_taken_for_this_one(summary: Summary, tmp_path: Path) -> None:
    form, units = a_form(), some_units(30)
    (tmp_path / "a.xlsx").write_bytes(written(a_summary(form, units, [a_return(form, "u0", {})])))
    with pytest.raises(DamagedWorkbookError):
        see_complete(tmp_path / "a.xlsx", summary)


@pytest.mark.parametrize(
    ("lock", "content", "who"),
    [
        ("~$summary.xlsx", b"\x07Wanida " + b" " * 40, "Wanida"),
        (".~lock.summary.xlsx#", ",วนิดา,pc-7,23.11.2026 20:01,file:///home".encode(), "วนิดา"),
        (".~lock.summary.xlsx#", b"", ""),
    ],
)
def test_a_workbook_that_somebody_has_open_is_refused_before_the_work(
    summary: Summary, tmp_path: Path, lock: str, content: bytes, who: str
) -> None:
    out = tmp_path / "summary.xlsx"
    out.write_bytes(b"the old one")
    (tmp_path / lock).write_bytes(content)
    for attempt in (lambda: refuse_open(out), lambda: write(summary, out)):
        with pytest.raises(OutputError) as caught:
            attempt()
        assert who in said(caught.value)
        assert lock in said(caught.value)
    assert out.read_bytes() == b"the old one"


def test_a_sharing_violation_as_windows_gives_it_leaves_the_old_file_and_says_what_to_do(
    summary: Summary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "summary.xlsx"
    out.write_bytes(b"the old one")

    def held(_source: str, target: str) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file", target)

    monkeypatch.setattr("os.replace", held)
    with pytest.raises(OutputError) as caught:
        write(summary, out)
    assert "Close it in Excel" in said(caught.value)
    assert out.read_bytes() == b"the old one"
    assert left_behind(tmp_path) == ["summary.xlsx"]


def test_answers_too_many_for_a_sheet_lie_beside_the_workbook(
    summary: Summary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (data_sheet, recount):
        monkeypatch.setattr(module, "MOST_ROWS", 20)
    monkeypatch.setattr("cpreport.workbook.MOST_ROWS", 20)
    out = tmp_path / "answers.xlsx"
    write(summary, out)
    text = (tmp_path / "answers-data.csv").read_text("utf-8-sig")
    head, *rows = csv.reader(text.splitlines())
    assert head == ["unit", "group", "question", "choice", "value", "status"]
    whole = [
        row
        for returned in summary.answered
        for row in rows
        if row[0] == returned.unit.id and row[2:4] == ["activities", "c1"]
    ]
    ticked = [row[4] == "1" for row in whole]
    assert ticked == ["c1" in row.ticked(summary.form.questions[0]) for row in summary.answered]
    assert not [row for row in rows if row[4].startswith(("=", "+", "-", "@", "\t"))]
    link = opened(out.read_bytes())["ข้อมูล"].cell(3, 1).hyperlink
    assert link is not None
    assert link.target == "answers-data.csv"


def test_remarks_on_decided_answers_stand_at_their_units_and_nothing_stands_twice(tmp_path: Path) -> None:
    form, units = a_form(), some_units(12)
    returns = [a_return(form, unit.id, {"activities": ["c1"], "outcomes": "c1"}) for unit in units]
    decisions = [
        Decision("d", one.sha256, Action.SET, WHEN, "activities", [], ["c1"], "c1", "phoned", f"officer {one.unit}")
        for one in returns
    ]
    campaign = a_campaign(form)
    plain = a_summary(form, units, returns)
    rows = tuple(
        replace(row, decided={"activities": decision}) for row, decision in zip(plain.rows, decisions, strict=True)
    )
    out = tmp_path / "summary.xlsx"
    write_summary(CampaignFolder(tmp_path), campaign, replace(plain, rows=rows), out, plain.as_of)
    sheet = opened(out.read_bytes())["กิจกรรมการดำเนินการ"]
    told = {str(cell.value): cell.comment.text for (cell,) in sheet.iter_rows(max_col=1) if cell.comment}
    assert set(told) == {unit.name for unit in units}
    assert all(f"officer {unit.id}" in told[unit.name] for unit in units)
