"""Every sheet holds as many answers as the respondents gave; the answers are random and counted apart."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from cpreport.reading import Finding, FindingKind
from summarising import a_form, a_return, a_summary, opened, some_units, written

if TYPE_CHECKING:
    from openpyxl import Workbook

    from cpreport.campaign import Unit
    from cpreport.form import Form
    from cpreport.returned import Json, Returned


@dataclass
class Answers:
    """What was answered, by sheet."""

    by_group: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    texts: list[tuple[str, str]] = field(default_factory=list)
    specified: list[tuple[str, str]] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    values: dict[str, list[object]] = field(default_factory=lambda: defaultdict(list))
    missing: list[str] = field(default_factory=list)


def answered(form: Form, units: list[Unit], seed: int) -> tuple[Answers, list[Returned]]:
    chance, truth, returns = random.Random(seed), Answers(), []
    for unit in units:
        if chance.random() < 0.25:
            if not unit.exempt:
                truth.missing.append(unit.name)
            continue
        ticked: list[Json] = [c.name for c in form.questions[0].choices if chance.random() < 0.4]
        answers: dict[str, Json] = {"activities": ticked, "outcomes": chance.choice(["c1", "c2", None])}
        if chance.random() < 0.5:
            answers["comments"] = f"ความเห็นที่ {chance.randrange(10**6)}"
            truth.texts.append((unit.name, str(answers["comments"])))
        if "c3" in ticked:
            answers["activities_c3"] = f"อื่น {chance.randrange(10**6)}"
            truth.specified.append((unit.name, str(answers["activities_c3"])))
        answers["staff"] = chance.choice([None, chance.randrange(100)])
        doubts = [Finding(FindingKind.TRACKED_CHANGES)] * (chance.random() < 0.2)
        truth.findings[unit.name] += len(doubts)
        if not unit.exempt:
            truth.values["staff"] += [answers["staff"]] if answers["staff"] is not None else []
            chosen = [("activities", str(name)) for name in ticked] + [("outcomes", str(answers["outcomes"]))]
            truth.by_group.update((unit.group, *pair) for pair in chosen)
        returns.append(a_return(form, unit.id, answers, findings=tuple(doubts)))
    return truth, returns


def cells_below(book: Workbook, sheet: str, columns: tuple[int, ...]) -> list[tuple[object, ...]]:
    rows = book[sheet].iter_rows(min_row=4, values_only=True)
    return [tuple(row[column] for column in columns) for row in rows if row[0]]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_sheet_holds_what_was_answered(seed: int) -> None:
    form, units = a_form(), some_units(90)
    truth, returns = answered(form, units, seed)
    book = opened(written(a_summary(form, units, returns)))
    assert cells_below(book, "คำตอบเป็นข้อความ", (0, 3)) == truth.texts
    assert cells_below(book, "ข้อความที่ระบุ", (0, 4)) == truth.specified
    assert [name for (name,) in cells_below(book, "ยังไม่ส่ง", (0,))] == truth.missing
    assert len(cells_below(book, "หน่วยงานทั้งหมด", (0,))) == len(units)
    noted = [name for name, what in cells_below(book, "ข้อสังเกต", (0, 1)) if what == "มีการติดตามการแก้ไข"]
    assert Counter(noted) == +truth.findings
    assert book["จำนวนและวันที่"].cell(3, 3).value == len(truth.values["staff"])
    assert book["จำนวนและวันที่"].cell(4, 3).value == sum(map(int, map(str, truth.values["staff"])))
    positions = 2 * 3 + 2 + 1 + 3 + 3  # ticks, their texts, comments, numbers and date, signature
    assert book["ข้อมูล"].max_row == 1 + positions * len(returns)


@pytest.mark.parametrize("seed", [4, 5])
def test_the_cross_tabulation_counts_each_group(seed: int) -> None:
    form, units = a_form(), some_units(90)
    truth, returns = answered(form, units, seed)
    rows = list(opened(written(a_summary(form, units, returns)))["จำแนกตามกลุ่ม"].iter_rows(values_only=True))
    groups = ["" if name == "ไม่ระบุกลุ่ม" else name for name in rows[3][1:-1]]
    for question, label in (("activities", "1 "), ("outcomes", "2 ")):
        top = next(n for n, row in enumerate(rows) if str(row[0]).startswith(label))
        for number, choice in enumerate(("c1", "c2", "c3")):
            counts = [truth.by_group[str(group), question, choice] for group in groups]
            assert list(rows[top + 2 + number][1:]) == [*counts, sum(counts)]
