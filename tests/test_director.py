"""The memo to the director says what summary.json says, for any form, in either language, however many answered."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest

from builders import every_type_form
from configuring import SHIPPED, campaign
from cpreport.campaign import Campaign, MemoSource, Unit
from cpreport.config import CampaignFolder, load_campaign
from cpreport.config.memo import read_source
from cpreport.errors import CampaignError
from cpreport.export import summary_json
from cpreport.form import Question, QuestionType
from cpreport.language import Digits, Language
from cpreport.operations.check import check_campaign
from cpreport.operations.letters import director_source
from cpreport.words import say
from cpreport.writers.director_parts import percent
from cpreport.writers.docx_director import DirectorMemo
from summarising import Truth, a_form, a_return, a_summary, random_returns, some_units

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

    from cpreport.form import Form
    from cpreport.returned import Json
    from cpreport.summary import Summary

TODAY = date(2010, 9, 2)
NOWHERE = CampaignFolder(SHIPPED / "nowhere")
COVERING = MemoSource(
    "templates/memo.md.j2",
    {
        "agency": "กองการเจ้าหน้าที่",
        "number": "นร 0203.02/ว 884",
        "date": "2010-04-29",
        "subject": "เรื่อง",
        "to": "{{ unit.name }}",
    },
    "",
)
HEAD = "---\nagency: กอง\nsubject: ผล\nto: อธิบดี\n---\n"


def memo(summary: Summary, source: MemoSource | None = None) -> Document:
    whole = Campaign(summary.form, tuple(row.unit for row in summary.rows), COVERING)
    document = DirectorMemo(whole, source or director_source(NOWHERE, whole), TODAY).render(summary)
    return docx.Document(BytesIO(document))


def said(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def cells(document: Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


def random_summary(form: Form, units: int, share: float) -> Summary:
    asked = some_units(units)
    return a_summary(form, asked, random_returns(form, asked, share, Truth()))


@pytest.mark.parametrize("language", list(Language))
def test_every_figure_is_that_of_summary_json(language: Language) -> None:
    form = a_form(language=language)
    summary = random_summary(form, 120, 0.6)
    document, data = memo(summary), summary_json(summary)
    counts: Any = data["counts"]
    text = said(document)
    for figure in (counts["units"], counts["returned"], counts["missing"], counts["exempt"]):
        assert str(figure) in text
    assert percent(counts["returned"] / counts["units"]) in text
    exempt = {row.unit.id for row in summary.exempt}
    counted: Any = [one for one in data["returns"] if one["unit"] not in exempt]  # type: ignore[union-attr,index,call-overload]
    for number, question in enumerate(form.questions[:2]):
        ticks: Counter[str] = Counter()
        for one in counted:
            answer = one["answers"][question.name]
            ticks.update(answer if isinstance(answer, list) else [answer])
        labels = {choice.label: choice.name for choice in question.choices}
        rows = cells(document, number)[1:]
        silent = sum(one["answers"][question.name] in (None, []) for one in counted)
        assert (silent > 0) == (say("director.unanswered", language) in rows[-1][0])
        if silent:
            assert rows.pop()[1:] == [str(silent), percent(silent / len(counted))]
        assert {label: int(count) for label, count, _ in rows} == {label: ticks[name] for label, name in labels.items()}
        assert [share for _, _, share in rows] == [percent(int(count) / len(counted)) for _, count, _ in rows]
        assert [int(count) for _, count, _ in rows] == sorted((int(count) for _, count, _ in rows), reverse=True)
    names = {unit.id: unit.name for unit in some_units(120)}
    missing: Any = data["missing"]
    assert [row[1] for row in cells(document, -1)[1:]] == [names[unit] for unit in missing]


def test_numbers_and_dates_stand_in_a_table_of_their_own() -> None:
    questions = (
        Question("people", QuestionType.INTEGER, "จำนวนคน"),
        Question("cost", QuestionType.DECIMAL, "งบประมาณ"),
        Question("day", QuestionType.DATE, "วันที่เริ่ม"),
        Question("none", QuestionType.INTEGER, "ไม่มีผู้ตอบ"),
    )
    form, units = a_form(questions=questions), [Unit(f"u{n}", f"หน่วยงาน {n}") for n in range(4)]
    told: list[dict[str, Json]] = [
        {"people": 1200, "cost": 0.5, "day": "2010-08-20"},
        {"people": 34, "cost": 100.25, "day": "2010-07-01"},
        {"people": None, "cost": 7, "day": None},
        {},
    ]
    returns = [a_return(form, unit.id, answers) for unit, answers in zip(units, told, strict=True)]
    rows = cells(memo(a_summary(form, units, returns)), 0)
    assert rows[1:] == [
        ["จำนวนคน", "2", "1,234", "617", "34 – 1,200"],
        ["งบประมาณ", "3", "107.75", "35.92", "0.5 – 100.25"],
        ["วันที่เริ่ม", "2", "–", "–", "1 ก.ค. 2553 – 20 ส.ค. 2553"],
        ["ไม่มีผู้ตอบ", "0", "–", "–", "–"],
    ]


def test_the_chart_is_pictures_as_long_as_their_counts() -> None:
    summary = random_summary(a_form(), 120, 0.6)
    document = memo(summary)
    chart = document.tables[3]
    counts = {count.choice.label: count.ticked for count in summary.tally(summary.form.questions[0])}
    widths = [(row.cells[1].text.split()[0], row._tr.xpath(".//wp:extent/@cx")) for row in chart.rows]
    scale = int(widths[0][1][0]) / int(widths[0][0])
    for count, length in widths:
        assert int(length[0]) == pytest.approx(int(count) * scale, abs=1)
    assert sorted(int(count) for count, _ in widths) == sorted(counts.values())
    pictures = document.part.package.image_parts
    assert [part.content_type for part in pictures] == ["image/png"]


def test_a_choice_that_nobody_ticked_has_no_bar() -> None:
    form = a_form()
    summary = a_summary(form, some_units(3), [a_return(form, "u0", {"activities": ["c1"], "outcomes": None})])
    assert [len(row._tr.xpath(".//wp:inline")) for row in memo(summary).tables[3].rows] == [1, 0, 0]


def test_comments_are_verbatim_those_of_most_units_first_and_bounded() -> None:
    form, units = a_form(), [Unit(f"u{n}", f"หน่วยงาน {n}", abbr=f"น{n}") for n in range(40)]
    told = ["ขาด <งบ> & *คน* 1. มาก"] * 6 + ["-", "ยาว" * 400, "=1+1"] + [f"ความเห็นที่ {n}" for n in range(30)]
    returns = [a_return(form, unit.id, {"comments": text}) for unit, text in zip(units, told, strict=False)]
    text = said(memo(a_summary(form, units, returns)))
    assert "- ขาด <งบ> & *คน* 1. มาก (น0, น1, น2 และอีก 3 หน่วยงาน)" in text
    assert "- =1+1 (น8)" in text
    assert "(น6)" not in text
    assert "…" in text
    assert "ยาว" * 150 not in text
    assert text.index("ขาด <งบ>") < text.index("=1+1")
    assert "อีก 23 หน่วยงาน" in text
    assert "ความเห็นที่ 29" not in text


def test_answers_that_there_is_nothing_are_counted_and_not_quoted() -> None:
    form, units = a_form(), [Unit(f"u{n}", f"หน่วยงาน {n}") for n in range(6)]
    told = ["ไม่มี", "Nothing to add.", "-", "ไม่มีงบประมาณ", "no", ""]
    returns = [a_return(form, unit.id, {"comments": text}) for unit, text in zip(units, told, strict=True)]
    lines = said(memo(a_summary(form, units, returns))).splitlines()
    assert "- ไม่มีงบประมาณ (หน่วยงาน 3)" in "\n".join(lines)
    assert "ตอบว่าไม่มี 4 หน่วยงาน" in "\n".join(lines)
    assert not any("Nothing to add" in line for line in lines)


def test_what_is_left_to_fill_into_the_memo_is_named() -> None:
    form, units = a_form(), [Unit("a", "ก")]
    whole = Campaign(form, tuple(units), COVERING)
    source = read_source("---\nagency: กอง\nnumber: ......\nsubject: ผล\nto: อธิบดี\n---\nทราบ\n".encode(), "x")
    assert DirectorMemo(whole, source, TODAY).gaps(a_summary(form, units, [])) == ("number", "signer")


def test_what_an_exempt_unit_sent_is_not_counted() -> None:
    form, units = a_form(), [Unit("a", "ก"), Unit("b", "ข", exempt="ยุบ")]
    returns = [a_return(form, unit.id, {"activities": ["c1"], "comments": f"จาก {unit.name}"}) for unit in units]
    document = memo(a_summary(form, units, returns))
    assert cells(document, 0)[1] == [form.questions[0].choices[0].label, "1", "100.0"]
    assert "จาก ก" in said(document)
    assert "จาก ข" not in said(document)


@pytest.mark.parametrize(
    ("units", "share"), [(1, 0.0), (1, 1.1), (3, 0.0), (3, 1.1), (2000, 0.7)], ids=lambda value: str(value)
)
@pytest.mark.parametrize("language", list(Language))
def test_it_is_sensible_for_any_number(units: int, share: float, language: Language) -> None:
    summary = random_summary(every_type_form(language) if not share else a_form(language=language), units, share)
    document = memo(summary)
    text = said(document)
    assert not [word for word in ("{{", "{%", "None", "\ue010", "\\") if word in text]
    missing = len(summary.missing)
    assert len(document.tables) == (1 if not share else 4 + bool(missing))
    assert (("สิ่งที่ส่งมาด้วย" in text) or ("Enclosure" in text)) == bool(missing)
    if missing:
        assert len(document.tables[-1].rows) == missing + 1


def test_a_form_without_choices_has_no_tables_and_no_chart() -> None:
    form = a_form(questions=(Question("comments", QuestionType.TEXT, "ข้อเสนอแนะ"),))
    units = some_units(2)
    document = memo(a_summary(form, units, [a_return(form, unit.id, {"comments": "ดี"}) for unit in units]))
    assert document.tables == []
    assert "2. ปัญหาและข้อเสนอแนะ" in said(document)


def test_thai_digits_are_used_throughout() -> None:
    form = replace(a_form(), digits=Digits.THAI)
    document = memo(random_summary(form, 30, 0.5))
    shown = "".join(text for table in document.tables[:2] for row in table.rows[1:] for text in (row.cells[1].text,))
    assert shown
    assert not [sign for sign in shown if sign in "0123456789"]
    assert "๒๕๕๓" in said(document)


def test_the_template_decides_what_is_shown() -> None:
    summary = random_summary(a_form(), 20, 1.1)
    source = read_source((HEAD + "ก่อน\n\n{{ chart }}\n\nหลัง {{ summary.rate }}\n").encode(), "templates/summary.md.j2")
    document = memo(summary, source)
    assert len(document.tables) == 1
    body = [child.tag.rpartition("}")[2] for child in document.element.body]
    assert body.count("tbl") == 1
    assert "หลัง 100.0" in said(document)


def test_a_part_inside_a_paragraph_is_a_problem() -> None:
    source = read_source((HEAD + "ดูตาราง {{ tables }} นี้\n").encode(), "templates/summary.md.j2")
    with pytest.raises(CampaignError) as caught:
        memo(random_summary(a_form(), 3, 1.1), source)
    assert caught.value.problems[0].params == {"name": "tables"}


def test_check_names_what_is_undefined_in_it(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    folder.summary_file.write_text(HEAD + "{{ summary.rate }}\n\n{{ summary.rating }} {{ unit.name }}\n", "utf-8")
    checkup = check_campaign(folder, TODAY)
    found = [(p.file, p.line, p.params["detail"].partition(" ")[0]) for p in checkup.wrong]
    assert found[:2] == [
        ("templates/summary.md.j2", 8, "summary.rating"),
        ("templates/summary.md.j2", 8, "unit"),
    ]


def test_a_campaign_of_its_own_speaks_through_the_shipped_words(tmp_path: Path) -> None:
    loaded = load_campaign(campaign(tmp_path))
    summary = a_summary(loaded.form, loaded.units, [])
    text = DirectorMemo(loaded, director_source(CampaignFolder(tmp_path), loaded), TODAY).text(summary)
    assert (text.agency, text.signer_name) == ("กอง", "")
    assert "ตามที่ได้ขอให้หน่วยงาน" in "".join(span.text for span in text.blocks[0].spans)


def test_the_document_is_whole() -> None:
    summary = random_summary(a_form(), 5, 0.5)
    whole = Campaign(summary.form, tuple(row.unit for row in summary.rows), COVERING)
    data = DirectorMemo(whole, director_source(NOWHERE, whole), TODAY).render(summary)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        assert "docProps/custom.xml" not in package.namelist()
