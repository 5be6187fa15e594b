"""Through a real editor: LibreOffice opens the generated forms, ticks, types and saves; collect reads what came of it.

What the test told the editor is the truth. Answers are compared as summary.json gives them.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, pairwise
from typing import TYPE_CHECKING, Any

import pytest

from builders import a_campaign, a_unit, every_type_form, write_campaign
from configuring import SHIPPED
from cpreport import printed
from cpreport.config import CampaignFolder, load_campaign
from cpreport.export import summary_json
from cpreport.form import QuestionType
from cpreport.language import Language
from cpreport.operations.collect import CollectOrder, collect
from cpreport.operations.generate import FileFormat, GenerateOrder, file_name, generate
from cpreport.operations.summarise import current_summary
from cpreport.timezones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Office
    from cpreport.campaign import Campaign
    from cpreport.form import Choice, Form, Question

    Answers = dict[str, Any]
    Step = dict[str, Any]

TODAY = date(2010, 4, 29)
RECEIVED = datetime(2010, 8, 20, 3, tzinfo=UTC)
DOCX, XLSX = FileFormat.DOCX, FileFormat.XLSX

SHIPPED_ANSWERS: Answers = {
    "activities": ["notice", "board", "rotation", "other"],
    "activities_other": "=จัดทำคู่มือฉบับย่อ 12 หน้า น้ำใจ ฯลฯ",
    "outcomes": ["understanding", "other"],
    "outcomes_other": "บุคลากรอื่น ๆ เข้าใจกระบวนการทำงานมากขึ้น",
    "comments": "=SUM(A1:A9) ไม่ใช่สูตร\nน้ำท่วมทำให้ดำเนินการล่าช้า คำแนะนำต่าง ๆ ฯลฯ\n- เพิ่มงบประมาณ 1.5 เท่า",
    "signature": {"signed": True, "name": "ผู้อำนวยการกองการเจ้าหน้าที่", "date": "2010-08-20"},
}
SHIPPED_WRITTEN = {"signature.signed": "ผอ.กกจ.", "signature.date": "๒๐ ส.ค. ๒๕๕๓"}
EVERY_ANSWER: Answers = {
    "activities": ["lobby", "other"],
    "activities_other": "=1+1 is no formula; 5 < 6 & 7 > 6",
    "outcomes": ["none"],
    "outcomes_other": None,
    "state": "other",
    "state_other": "ดำเนินการเรื่องอื่น ๆ ซ้ำ ๆ",
    "place": "=HYPERLINK(1) ห้องประชุมชั้น 3 ฯลฯ",
    "pieces": 1250,
    "cost": 12.5,
    "seen": "2010-02-28",
    "plans": "First, a course.\n=A1 second\nน้ำใจ ๆ ฯลฯ, and the rest",
    "signature": {"signed": True, "name": "Head of Unit", "date": "2010-08-20"},
}
EVERY_WRITTEN = {
    "pieces": "1,250",
    "seen": "28 February 2010",
    "signature.signed": "H. of U.",
    "signature.date": "20 Aug 2010",
}


@dataclass(frozen=True)
class Filling:
    """What a respondent answers, and where it differs, what is typed for it.

    Attributes:
        answers: The answers as summary.json must give them back.
        written: By flat name, the text typed in Word in place of the answer itself.
        mark: What is typed beside the boxes in place of ticking them; empty for a click.
        at_end: Whether short texts are typed at the end of their lines and not into their fields.
    """

    answers: Answers
    written: dict[str, str] = field(default_factory=dict)
    mark: str = ""
    at_end: bool = False


@dataclass(frozen=True)
class Sent:
    """A campaign whose forms have gone out."""

    folder: CampaignFolder
    campaign: Campaign

    @property
    def form(self) -> Form:
        """What was asked."""
        return self.campaign.form

    def issued(self, unit_id: str, kind: FileFormat) -> Path:
        """The form of a unit as it was generated."""
        unit = self.campaign.unit(unit_id)
        assert unit is not None
        return self.folder.outbox / file_name(unit, kind)

    def returned(self, unit_id: str, kind: FileFormat) -> Path:
        """Where the unit's form is saved to be returned."""
        return self.folder.inbox / f"{unit_id}.{kind}"

    def job(self, unit_id: str, kind: FileFormat, filling: Filling | None = None) -> dict[str, Any]:
        """Open the unit's form, fill it in and save it as a return."""
        steps = list(steps_of(self.form, filling, kind)) if filling else []
        return self.opening(self.issued(unit_id, kind), self.returned(unit_id, kind)) | {"do": steps}

    def opening(self, file: Path, save: Path) -> dict[str, Any]:
        """Open a file and save it as another."""
        return {"open": str(file), "save": str(save), "title": self.form.title}

    def collected(self) -> dict[str, Any]:
        """Collect the inbox; the summary as JSON."""
        zone = zone_of(self.form)
        order = CollectOrder(RECEIVED + timedelta(hours=1), zone, (), RECEIVED)
        collect(self.folder, self.campaign, order, silent)
        return summary_json(current_summary(self.folder, self.campaign, RECEIVED.date(), zone))


def silent(done: int, total: int) -> None:
    """No progress."""


def sent(folder: CampaignFolder, *units: str, kind: FileFormat = DOCX) -> Sent:
    """Generate the forms of these units, or of all."""
    campaign = load_campaign(folder)
    generate(folder, campaign, GenerateOrder(TODAY, (kind,), units), silent)
    return Sent(folder, campaign)


def shipped(root: Path) -> CampaignFolder:
    """A copy of the campaign in the repository's root."""
    shutil.copytree(SHIPPED / "templates", root / "templates")
    shutil.copy(SHIPPED / "units.yaml", root)
    return CampaignFolder(root)


def every_type(root: Path, language: Language = Language.ENGLISH) -> CampaignFolder:
    """A campaign of our own with every question type."""
    return write_campaign(root, a_campaign(every_type_form(language)))


def steps_of(form: Form, filling: Filling, kind: FileFormat) -> Iterator[Step]:
    """What a person does who reads the form from top to bottom."""
    places = cycle(["before", "box", "end"])
    for question in form.questions:
        answer = filling.answers.get(question.name)
        if question.is_select:
            ticked = answer if isinstance(answer, list) else [answer]
            for choice in question.choices:
                if choice.name in ticked:
                    # A mark behind อื่น ๆ (ระบุ) would stand where its text goes.
                    where = "before" if choice.specify else next(places)
                    yield _ticking(filling, where) | {"under": question.label, "label": choice.label}
                yield from _specifying(question, choice, filling)
        elif question.type is QuestionType.SIGNATURE:
            yield from _signing(form, question, filling, kind)
        elif answer is not None:
            yield _writing(question, filling, kind)


def _ticking(filling: Filling, where: str) -> Step:
    return {"do": "mark", "mark": filling.mark, "where": where} if filling.mark else {"do": "tick"}


def _specifying(question: Question, choice: Choice, filling: Filling) -> Iterator[Step]:
    text = filling.answers.get(question.specify_key(choice))
    if choice.specify and text is not None:
        where = "end" if filling.at_end else "field"
        yield {"do": "write", "under": question.label, "label": choice.label, "where": where, "text": text}


def _writing(question: Question, filling: Filling, kind: FileFormat) -> Step:
    where = "below" if question.is_long else "end" if filling.at_end else "field"
    typed = _typed(question.type, question.name, filling.answers[question.name], filling, kind)
    return {"do": "write", "label": question.label, "where": where} | typed


def _typed(type_: QuestionType, key: str, answer: Any, filling: Filling, kind: FileFormat) -> Step:
    if kind is XLSX and type_ in {QuestionType.INTEGER, QuestionType.DECIMAL}:
        return {"number": answer}
    if kind is XLSX and type_ is QuestionType.DATE:
        return {"date": answer}
    return {"text": filling.written.get(key, str(answer))}


def _signing(form: Form, question: Question, filling: Filling, kind: FileFormat) -> Iterator[Step]:
    answer = filling.answers.get(question.name)
    if answer is None:
        return
    words = printed.signature_words(form)
    lines = (("signed", words.signed, "text"), ("name", words.opening, "text"), ("date", words.date, "date"))
    for part, label, type_ in lines:
        if answer[part]:
            # The name stands between brackets: nobody types it behind the closing one.
            where = "end" if filling.at_end and part != "name" else "field"
            typed = _typed(QuestionType(type_), f"{question.name}.{part}", answer[part], filling, kind)
            under = "" if part == "signed" else words.signed
            yield {"do": "write", "under": under, "label": label, "where": where} | typed


def different(came: dict[str, Answers], expected: dict[str, Answers]) -> dict[str, tuple[Any, Any]]:
    """What came and what should have, where it is not the same, by unit and flat name."""
    keys = {(unit, key) for answers in (came, expected) for unit in answers for key in answers[unit]}
    pairs = {f"{unit} {key}": (came[unit].get(key, "?"), expected[unit].get(key, "?")) for unit, key in sorted(keys)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def assert_returned(summary: dict[str, Any], expected: dict[str, Answers]) -> None:
    """These units' answers came back, whole and without a doubt, and nothing else did."""
    assert summary["set_aside"] == []
    assert {entry["unit"]: entry["findings"] for entry in summary["returns"]} == {unit: [] for unit in expected}
    came = {entry["unit"]: entry["answers"] for entry in summary["returns"]}
    assert different(came, expected) == {}
    assert {entry["status"] for entry in summary["returns"]} == {"returned"}


@dataclass(frozen=True)
class Case:
    """A campaign folder and what a unit of it answers."""

    folder: CampaignFolder
    answers: Answers
    written: dict[str, str]


@pytest.fixture(params=["shipped", "every type"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    """The campaign of the repository, and one of our own in English with every question type."""
    if request.param == "shipped":
        return Case(shipped(tmp_path), SHIPPED_ANSWERS, SHIPPED_WRITTEN)
    return Case(every_type(tmp_path), EVERY_ANSWER, EVERY_WRITTEN)


def test_a_word_form_clicked_and_typed_in_comes_back_whole(office: Office, case: Case) -> None:
    out = sent(case.folder, "kkj")
    office.work(out.job("kkj", DOCX, Filling(case.answers, case.written)))
    assert_returned(out.collected(), {"kkj": case.answers})


def test_a_word_form_opened_again_and_saved_a_second_time_comes_back_whole(office: Office, case: Case) -> None:
    out = sent(case.folder, "kkj")
    once = case.folder.root / "once.docx"
    filled = out.job("kkj", DOCX, Filling(case.answers, case.written)) | {"save": str(once)}
    office.work(filled, out.opening(once, out.returned("kkj", DOCX)))
    assert_returned(out.collected(), {"kkj": case.answers})


def test_a_word_form_ticked_by_hand_and_typed_in_behind_the_lines_comes_back_whole(office: Office, case: Case) -> None:
    out = sent(case.folder, "kkj")
    office.work(out.job("kkj", DOCX, Filling(case.answers, case.written, mark="✓", at_end=True)))
    assert_returned(out.collected(), {"kkj": case.answers})


def test_an_excel_form_filled_in_with_calc_comes_back_whole(office: Office, case: Case) -> None:
    out = sent(case.folder, "kkj", kind=XLSX)
    office.work(out.job("kkj", XLSX, Filling(case.answers, case.written)))
    assert_returned(out.collected(), {"kkj": case.answers})


def test_a_box_clicked_twice_is_not_ticked(office: Office, tmp_path: Path) -> None:
    out = sent(shipped(tmp_path), "kkj")
    job = out.job("kkj", DOCX, Filling(SHIPPED_ANSWERS))
    slip = {"do": "tick", "under": "กิจกรรมการดำเนินการ", "label": "จัดกิจกรรมกลุ่มสนทนาศึกษาแลกเปลี่ยนเรียนรู้"}
    office.work(job | {"do": [slip, *job["do"], slip]})
    assert_returned(out.collected(), {"kkj": SHIPPED_ANSWERS})


def test_a_box_whose_state_says_more_than_its_look_is_not_counted(office: Office, tmp_path: Path) -> None:
    out = sent(shipped(tmp_path), "kkj")
    job = out.job("kkj", DOCX, Filling(SHIPPED_ANSWERS))
    by_macro = {"do": "check", "under": "กิจกรรมการดำเนินการ", "label": "แจ้งเวียนแฟ้มคู่มือหรือซีดีให้บุคลากรรับทราบทั่วกัน"}
    office.work(job | {"do": [*job["do"], by_macro]})
    [entry] = out.collected()["returns"]
    assert different({"kkj": entry["answers"]}, {"kkj": SHIPPED_ANSWERS}) == {}
    assert entry["uncertain"] == {"activities": ["binder"]}
    assert [finding["kind"] for finding in entry["findings"]] == ["uncertain-mark"]


@pytest.mark.parametrize("kind", FileFormat)
def test_what_is_typed_in_the_field_of_another_choice_is_its_text_even_if_it_looks_like_a_mark(
    office: Office, tmp_path: Path, kind: FileFormat
) -> None:
    folder = twenty(tmp_path, "en")
    answers = {f"u-{number}": EVERY_ANSWER | {"activities_other": text} for number, text in enumerate(MARKLIKE)}
    out = sent(folder, *answers, kind=kind)
    office.work(*(out.job(unit, kind, Filling(given, EVERY_WRITTEN)) for unit, given in answers.items()))
    assert_returned(out.collected(), answers)


@pytest.mark.parametrize("kind", FileFormat)
def test_a_form_only_opened_and_saved_is_blank_and_of_the_right_unit(
    office: Office, case: Case, kind: FileFormat
) -> None:
    out = sent(case.folder, "kkj", kind=kind)
    office.work(out.job("kkj", kind))
    summary = out.collected()
    [entry] = summary["returns"]
    assert (entry["unit"], summary["set_aside"]) == ("kkj", [])
    unticked = {q.name: [] for q in out.form.questions if q.type is QuestionType.SELECT_MULTIPLE}
    unsigned = {"signature": {"signed": False, "name": None, "date": None}}
    nothing = dict.fromkeys(out.form.answer_keys()) | unticked | unsigned
    assert different({"kkj": entry["answers"]}, {"kkj": nothing}) == {}
    assert [finding["kind"] for finding in entry["findings"]] == ["blank", "unsigned"]


MARKLIKE = ("ไม่มี", "-", "x", "0012")
TEXTS = (
    "=1+1",
    "'=ไม่ใช่สูตร",
    "+66 2 618 2323",
    "น้ำใจ ทำงานซ้ำ ๆ ฯลฯ",
    "ปัญหา: ระบบ “ล่ม” (3 ครั้ง) & ช้า <มาก>",
    "1. ข้อแรก 2. ข้อสอง",
    "☐ ไม่ใช่ช่อง",
    "เอกสาร ๑๒ หน้า ... ต่อ",
    "The quick brown fox, 100% – “quoted”",
)


def random_answers(form: Form, chance: random.Random) -> Answers:
    """Answers to every question, or to most of them."""
    answers: Answers = dict.fromkeys(form.answer_keys())
    for question in form.questions:
        if question.is_select:
            answers |= _random_choice(question, chance)
        elif question.is_value and (question.required or chance.random() < 0.8):
            answers[question.name] = _random_value(question, chance)
        elif question.type is QuestionType.SIGNATURE:
            day = date(2010, 1, 1) + timedelta(days=chance.randrange(200))
            answers[question.name] = {"signed": True, "name": "ผู้อำนวยการกอง", "date": day.isoformat()}
    return answers


def _random_choice(question: Question, chance: random.Random) -> Answers:
    names = [choice.name for choice in question.choices]
    one = question.type is QuestionType.SELECT_ONE
    count = 1 if one else chance.randint(1, len(names))
    ticked = sorted(chance.sample(names, count), key=names.index)
    specified = [choice for choice in question.choices if choice.specify and choice.name in ticked]
    texts = {question.specify_key(choice): chance.choice(TEXTS) for choice in specified}
    return {question.name: ticked[0] if one else ticked} | texts


def _random_value(question: Question, chance: random.Random) -> Any:
    if question.type is QuestionType.INTEGER:
        return chance.randrange(-10, 100_000)
    if question.type is QuestionType.DECIMAL:
        return chance.randrange(1, 100_000) / 8
    if question.type is QuestionType.DATE:
        return (date(2000, 1, 1) + timedelta(days=chance.randrange(4000))).isoformat()
    return "\n".join(chance.sample(TEXTS + MARKLIKE, chance.randint(1, 4) if question.is_long else 1))


def twenty(root: Path, name: str) -> CampaignFolder:
    """A campaign with twenty units or more."""
    if name == "shipped":
        return shipped(root)
    units = tuple(a_unit(f"u-{number}", f"Unit {number}") for number in range(20))
    return write_campaign(root, a_campaign(every_type_form(Language(name)), units))


@pytest.mark.slow
@pytest.mark.parametrize("kind", FileFormat)
@pytest.mark.parametrize("name", ["shipped", "th", "en"])
@pytest.mark.parametrize("seed", range(3))
def test_random_answers_of_twenty_units_come_back_whole(
    office: Office, tmp_path: Path, name: str, kind: FileFormat, seed: int
) -> None:
    folder = twenty(tmp_path, name)
    units = [unit.id for unit in load_campaign(folder).units[:20]]
    out = sent(folder, *units, kind=kind)
    chance = random.Random(seed)
    answers = {unit: random_answers(out.form, chance) for unit in units}
    habits = [(mark, at_end) for mark in ("", "", "✓") for at_end in (False, True)]
    office.work(*(out.job(unit, kind, Filling(given, {}, *chance.choice(habits))) for unit, given in answers.items()))
    assert_returned(out.collected(), answers)


@pytest.mark.slow
@pytest.mark.parametrize("others", [[".odt"], [".odt", ".docx", ".odt"], [".docx", ".docx", ".docx"]])
def test_a_word_form_saved_in_other_formats_on_its_way_comes_back_whole(
    office: Office, case: Case, others: list[str]
) -> None:
    out = sent(case.folder, "kkj")
    files = [case.folder.root / f"way{number}{suffix}" for number, suffix in enumerate([".docx", *others])]
    steps = out.job("kkj", DOCX, Filling(case.answers, case.written))["do"]
    stations = [out.issued("kkj", DOCX), *files, out.returned("kkj", DOCX)]
    jobs = [out.opening(file, save) for file, save in pairwise(stations)]
    office.work(jobs[0] | {"do": steps}, *jobs[1:])
    assert_returned(out.collected(), {"kkj": case.answers})


@pytest.mark.slow
def test_an_excel_form_saved_as_ods_on_its_way_comes_back_whole(office: Office, case: Case) -> None:
    out = sent(case.folder, "kkj", kind=XLSX)
    between = case.folder.root / "between.ods"
    filled = out.job("kkj", XLSX, Filling(case.answers, case.written)) | {"save": str(between)}
    office.work(filled, out.opening(between, out.returned("kkj", XLSX)))
    assert_returned(out.collected(), {"kkj": case.answers})
