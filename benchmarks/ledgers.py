"""Campaigns of any size whose returns are in the ledger already, with answers made up from a seed.

The summary starts where collect ends, so nothing is gained by writing and reading ten thousand forms first.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from cpreport.campaign import Campaign, MemoSource, Unit
from cpreport.form import Choice, Form, Question, QuestionType
from cpreport.language import Language
from cpreport.reading import Finding, FindingKind
from cpreport.returned import Returned
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.config import CampaignFolder
    from cpreport.returned import Json

DUE = date(2010, 8, 31)
AS_OF = date(2010, 9, 10)
_FIRST_DAY = datetime(2010, 8, 2, 2, tzinfo=UTC)
_COMMENTS = (
    "ไม่มี",
    "ควรจัดอบรมเพิ่มเติมให้บุคลากรในส่วนภูมิภาค",
    "งบประมาณไม่เพียงพอ\nขอรับการสนับสนุนเอกสารประชาสัมพันธ์เพิ่มเติม",
    "บุคลากรมีภารกิจประจำมาก จึงมีเวลาศึกษาเครื่องมือน้อย ควรมีสื่อแบบย่อที่อ่านได้เร็ว",
)


def a_form(columns: int) -> Form:
    """A form whose answers take so many columns of summary.csv: half of them choices, the rest of every kind."""
    choices = max(4, columns // 4)
    rest = columns - 2 * (choices + 1) - 3
    kinds = (QuestionType.TEXT, QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE)
    values = (Question(f"q{n}", kinds[n % 4], f"คำถามข้อที่ {n + 1} ของแบบรายงาน") for n in range(rest))
    questions = (
        _select("activities", "กิจกรรมการดำเนินการ", choices),
        _select("outcomes", "ผลลัพธ์ที่ได้จากการดำเนินการ", choices),
        *values,
        Question("signature", QuestionType.SIGNATURE, "ผู้รายงาน"),
    )
    return Form("bench", "1", "แบบรายงานผลการดำเนินงาน", Language.THAI, DUE, questions)


def a_campaign(units: int, columns: int) -> Campaign:
    """So many units in 77 groups, asked a form of so many columns."""
    return Campaign(a_form(columns), tuple(_units(units)), MemoSource("templates/memo.md.j2", {}, ""))


def fill_ledger(folder: CampaignFolder, campaign: Campaign, *, share: float = 0.9, seed: int = 1) -> None:
    """Writes the returns of a share of the units into the folder's ledger, one in fifty with a doubt."""
    chance = Random(seed)  # noqa: S311 - answers, not secrets
    answering = [unit for unit in campaign.units if chance.random() < share]
    with open_ledger(folder.ledger, folder.secret, create=True) as ledger:
        assert ledger is not None
        ledger.record_issues(campaign.form, ())
        ledger.record_returns(_returned(campaign.form, unit, chance) for unit in answering)


def _select(name: str, label: str, number: int) -> Question:
    labels = [f"ดำเนินการเผยแพร่ประชาสัมพันธ์ผ่านช่องทางที่ {n} ของหน่วยงาน" for n in range(1, number)]
    choices = [Choice(f"c{n}", text) for n, text in enumerate(labels, start=1)]
    other = Choice("other", "อื่น ๆ (ระบุ)", specify=True)
    return Question(name, QuestionType.SELECT_MULTIPLE, label, required=True, choices=(*choices, other))


def _units(number: int) -> Iterator[Unit]:
    for n in range(number):
        name = f"องค์การบริหารส่วนตำบลตัวอย่างที่ {n + 1}"
        yield Unit(
            f"u{n:05}",
            name,
            head=f"นายก{name}",
            group=f"จังหวัดที่ {n * 77 // number + 1}",
            email=f"u{n:05}@example.org",
            exempt="ยุบรวมแล้ว" if n % 1000 == 999 else "",
        )


def _returned(form: Form, unit: Unit, chance: Random) -> Returned:
    answers = {key: value for question in form.questions for key, value in _answer(question, chance)}
    doubts = (Finding(FindingKind.OTHER_WITHOUT_TEXT, "activities", "other", where="1"),)
    return Returned(
        path=f"inbox/{unit.id}.docx",
        sha256=hashlib.sha256(unit.id.encode()).hexdigest(),
        received_at=_FIRST_DAY + timedelta(minutes=chance.randrange(35 * 1440)),
        suffix=".docx",
        unit=unit.id,
        version=form.version,
        reader="docx",
        answers=answers,
        layers=dict.fromkeys(answers, "control"),
        findings=doubts if chance.random() < 0.02 else (),
    )


def _answer(question: Question, chance: Random) -> Iterator[tuple[str, Json]]:
    if question.is_select:
        one = question.type is QuestionType.SELECT_ONE
        ticked = [choice.name for choice in question.choices if chance.random() < 0.4][: 1 if one else None]
        yield question.name, next(iter(ticked), None) if one else [*ticked]
        for choice in question.choices:
            if choice.specify:
                yield question.specify_key(choice), "จัดเสียงตามสาย" if choice.name in ticked else None
    elif question.type is QuestionType.SIGNATURE:
        yield question.name, {"signed": True, "name": "ผู้รายงานตัวอย่าง", "date": "2010-08-20"}
    elif question.is_value:
        yield question.name, _value(question, chance)


def _value(question: Question, chance: Random) -> Json:
    made: dict[QuestionType, Json] = {
        QuestionType.TEXT: chance.choice(_COMMENTS),
        QuestionType.INTEGER: chance.randrange(500),
        QuestionType.DECIMAL: chance.randrange(100_000) / 4,
        QuestionType.DATE: (DUE - timedelta(days=chance.randrange(200))).isoformat(),
    }
    return None if chance.random() < 0.05 else made[question.type]
