"""Small campaigns with answers, and the workbook made of them; the truth is counted apart."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from openpyxl import Workbook, load_workbook

from cpreport.campaign import Campaign, MemoSource, Unit
from cpreport.form import Choice, Form, Question, QuestionType
from cpreport.language import Language
from cpreport.recorded import Recorded
from cpreport.returned import Json, Returned
from cpreport.reviewing import Decisions
from cpreport.summary import Summary, summarise
from cpreport.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

THAI, ENGLISH = Language.THAI, Language.ENGLISH
FORMULAS = ("=1+1", "+x", "@x", "-x", "\t=x")
LABELS = ("ติดประกาศให้บุคลากรภายในหน่วยงานทราบและแจ้งแหล่งเก็บข้อมูลเพิ่มเพื่อการสืบค้นศึกษารายละเอียดเพิ่มเติม", "จัดบอร์ด", "อื่น ๆ (ระบุ)")
WHEN = datetime(2010, 8, 20, 3, tzinfo=UTC)


def a_select(
    name: str, label: str, labels: Iterable[str], kind: QuestionType = QuestionType.SELECT_MULTIPLE
) -> Question:
    written = list(labels)
    choices = (Choice(f"c{n}", text, specify=n == len(written)) for n, text in enumerate(written, start=1))
    return Question(name, kind, label, choices=tuple(choices))


def a_form(*, language: Language = THAI, questions: tuple[Question, ...] | None = None) -> Form:
    asked = questions or (
        a_select("activities", "กิจกรรมการดำเนินการ", LABELS),
        a_select("outcomes", "ผลลัพธ์: ที่ได้/จากการดำเนินการ", LABELS, QuestionType.SELECT_ONE),
        Question("comments", QuestionType.TEXT, "ปัญหา/ข้อเสนอแนะ", lines=4),
        Question("staff", QuestionType.INTEGER, "จำนวนบุคลากร"),
        Question("budget", QuestionType.DECIMAL, "งบประมาณ"),
        Question("held", QuestionType.DATE, "วันที่จัด"),
        Question("signature", QuestionType.SIGNATURE, "ผู้รายงาน"),
    )
    return Form("cp", "1", "แบบรายงาน & more", language, date(2010, 8, 31), asked)


@dataclass
class Truth:
    """What the random respondents ticked and wrote, kept apart from the program."""

    ticks: Counter[tuple[str, str]] = field(default_factory=Counter)
    numbers: list[int] = field(default_factory=list)
    returned: set[str] = field(default_factory=set)


def a_return(form: Form, unit: str, answers: dict[str, Json], **other: object) -> Returned:
    blank: dict[str, Json] = dict.fromkeys(form.answer_keys())
    fixed = {
        "path": f"inbox/{unit}.docx",
        "sha256": f"{unit:0>64}",
        "received_at": WHEN,
        "suffix": ".docx",
        "unit": unit,
    }
    return Returned(**fixed | {"answers": blank | answers} | other)  # type: ignore[arg-type]


def random_returns(form: Form, units: Iterable[Unit], share: float, truth: Truth) -> list[Returned]:
    chance, returns = random.Random(7), []
    for unit in units:
        if chance.random() >= share:
            continue
        ticked: list[Json] = [c.name for c in form.questions[0].choices if chance.random() < 0.5]
        one, staff = chance.choice(["c1", "c2", "c3"]), chance.randint(0, 9000)
        answers = {"activities": ticked, "outcomes": one, "comments": chance.choice(FORMULAS), "staff": staff}
        answers |= {"activities_c3": chance.choice(FORMULAS), "budget": staff / 8, "held": "2010-07-01"}
        answers |= {"signature": {"signed": True, "name": "ผู้อำนวยการ", "date": "2010-08-19"}}
        returns.append(a_return(form, unit.id, answers))
        if not unit.exempt:
            truth.ticks.update(("activities", name) for name in map(str, ticked))
            truth.ticks[("outcomes", one)] += 1
            truth.numbers.append(staff)
            truth.returned.add(unit.id)
    return returns


def a_summary(form: Form, units: Iterable[Unit], returns: Iterable[Returned]) -> Summary:
    campaign = Campaign(form, tuple(units), MemoSource("memo.md.j2", {}, ""))
    recorded = Recorded(list(returns), Decisions(()), {form.version: form}, form)
    return summarise(campaign, recorded, date(2010, 9, 1), ZoneInfo("Asia/Bangkok"))


def some_units(number: int) -> list[Unit]:
    groups = ("กลาง", "เขต 1", "", "=เขต*")
    return [
        Unit(f"u{n}", f"หน่วยงาน {n}", group=groups[n % 4], exempt="ยุบ" if n % 50 == 9 else "") for n in range(number)
    ]


def written(summary: Summary) -> bytes:
    return write_workbook(summary, lambda returned: f"received/{returned.sha256}{returned.suffix}")


def opened(data: bytes, *, values: bool = True) -> Workbook:
    return load_workbook(BytesIO(data), data_only=values)
