"""Small values for tests: forms, units and whole campaigns, in memory or on disk."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

import configuring
from cpreport.campaign import Campaign, MemoSource, Unit
from cpreport.form import Choice, Form, Question, QuestionType
from cpreport.language import Language

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.config import CampaignFolder

DUE = date(2010, 8, 31)

_TITLES = {Language.THAI: "แบบรายงานผลการดำเนินงาน", Language.ENGLISH: "Report on R&D <safety> work"}
_MEMO = MemoSource(
    "templates/memo.md.j2",
    {
        "agency": "กองการเจ้าหน้าที่",
        "number": "นร 0203.02/ว 1",
        "date": "2010-04-29",
        "subject": "ขอให้รายงาน",
        "to": "{{ unit.head or unit.name }}",
    },
    "1. {{ unit.name }}: {{ form.due | longdate }}\n",
)


def a_form(language: Language = Language.THAI, questions: tuple[Question, ...] | None = None, **settings: Any) -> Form:
    """A form; without questions, one of every type. Further settings as `Form` names them."""
    default = {"form_id": "f-1", "version": "1", "title": _TITLES[language], "due": DUE}
    asked = every_type(language) if questions is None else questions
    return Form(language=language, questions=asked, **default | settings)


def every_type_form(language: Language = Language.THAI) -> Form:
    """A form with every question type of the contract."""
    return a_form(language)


def every_type(language: Language) -> tuple[Question, ...]:
    """Every question type, with hints; labels begin alike, repeat each other and hold characters of XML."""
    return _every_type_thai() if language is Language.THAI else _every_type_english()


def a_unit(unit_id: str = "kkj", name: str = "กองการเจ้าหน้าที่", **rest: Any) -> Unit:
    """A unit."""
    return Unit(unit_id, name, **rest)


def a_campaign(form: Form | None = None, units: tuple[Unit, ...] | None = None, memo: MemoSource = _MEMO) -> Campaign:
    """A campaign; as it comes, it asks two units everything."""
    asked = (a_unit(), a_unit("r-d", 'R&D <East> "One"', abbr="RDE")) if units is None else units
    return Campaign(form or a_form(), asked, memo)


def write_campaign(folder: Path, campaign: Campaign | None = None) -> CampaignFolder:
    """Write units.yaml, templates/form.yaml and templates/memo.md.j2 of a campaign into a folder."""
    campaign = campaign or a_campaign()
    folder.mkdir(parents=True, exist_ok=True)
    units = [_filled({"id": unit.id, **_unit_fields(unit), **unit.extra}) for unit in campaign.units]
    return configuring.campaign(
        folder,
        units=_yaml({"units": units}),
        form=_yaml({"settings": _settings(campaign.form), "questions": [_asked(q) for q in campaign.form.questions]}),
        memo=f"---\n{_yaml(dict(campaign.memo.front))}---\n{campaign.memo.body}",
    )


def _every_type_english() -> tuple[Question, ...]:
    posters, lobby = Choice("posters", "Posters"), Choice("lobby", "Posters in the lobby & hall")
    other = Choice("other", "Other (please say)", specify=True)
    return (
        Question("intro", QuestionType.NOTE, "Answer for the year as a whole.", "Ask us if you are not sure."),
        Question(
            "activities", QuestionType.SELECT_MULTIPLE, "What was done?", "More than one", True, (posters, lobby, other)
        ),
        Question(
            "outcomes", QuestionType.SELECT_MULTIPLE, "What came of it?", choices=(Choice("none", "Nothing"), other)
        ),
        Question(
            "state",
            QuestionType.SELECT_ONE,
            "How is it going?",
            "One box only",
            choices=(Choice("good", "Good <new>"), Choice("bad", "Bad"), other),
        ),
        Question("place", QuestionType.TEXT, "Where?", "Building and floor"),
        Question("pieces", QuestionType.INTEGER, "How many?", "A whole number", required=True),
        Question("cost", QuestionType.DECIMAL, "Cost"),
        Question("seen", QuestionType.DATE, "Last seen"),
        Question("plans", QuestionType.TEXT, "Plans", "As much as you like", lines=4),
        Question("signature", QuestionType.SIGNATURE, "Head of unit", "Sign by hand or type"),
    )


def _every_type_thai() -> tuple[Question, ...]:
    board, hall = Choice("board", "จัดบอร์ด"), Choice("hall", "จัดบอร์ดในห้องโถง & ทางเดิน")
    other = Choice("other", "อื่น ๆ (ระบุ)", specify=True)
    return (
        Question("intro", QuestionType.NOTE, "โปรดรายงานผลของทั้งปี", "มีข้อสงสัยโปรดสอบถาม"),
        Question("activities", QuestionType.SELECT_MULTIPLE, "กิจกรรมที่ทำ", "เลือกได้หลายข้อ", True, (board, hall, other)),
        Question("outcomes", QuestionType.SELECT_MULTIPLE, "ผลลัพธ์", choices=(Choice("none", "ไม่มีผล"), other)),
        Question(
            "state",
            QuestionType.SELECT_ONE,
            "ความก้าวหน้า",
            "เลือกข้อเดียว",
            choices=(Choice("good", "ดี <ใหม่>"), Choice("bad", "ต้องปรับปรุง"), other),
        ),
        Question("place", QuestionType.TEXT, "สถานที่", "อาคารและชั้น"),
        Question("pieces", QuestionType.INTEGER, "จำนวนครั้ง", "เป็นจำนวนเต็ม", required=True),
        Question("cost", QuestionType.DECIMAL, "ค่าใช้จ่าย"),
        Question("seen", QuestionType.DATE, "จัดครั้งล่าสุดเมื่อ"),
        Question("plans", QuestionType.TEXT, "แผนงานต่อไป", "เขียนได้หลายบรรทัด", lines=4),
        Question("signature", QuestionType.SIGNATURE, "หัวหน้าหน่วยงาน", "ลงนามหรือพิมพ์ชื่อ"),
    )


def _settings(form: Form) -> dict[str, Any]:
    names = ("form_id", "version", "title", "language", "digits", "due", "grace_days", "timezone", "font", "emblem")
    return _filled({name: str(getattr(form, name)) for name in names})


def _asked(question: Question) -> dict[str, Any]:
    choices = [_filled({"name": c.name, "label": c.label, "specify": c.specify}) for c in question.choices]
    lines = question.lines if question.is_long else None
    return _filled(
        {
            "name": question.name,
            "type": question.type.value,
            "label": question.label,
            "hint": question.hint,
            "required": question.required,
            "choices": choices,
            "lines": lines,
        }
    )


def _unit_fields(unit: Unit) -> dict[str, Any]:
    due = unit.due.isoformat() if unit.due else ""
    names = ("name", "abbr", "head", "group", "email", "exempt")
    return {name: getattr(unit, name) for name in names} | {"aka": list(unit.aka), "due": due}


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _yaml(document: dict[str, Any]) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)
