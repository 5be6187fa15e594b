"""Forms that other programs have saved are read as they were filled in: imitations of those that no test can start.

The truth is what the filler was told. A choice that counts was ticked, and one that was ticked counts; any other answer
is as it was written. Where the information itself is gone, it comes with a finding that needs a person.

`pytest -m slow -s tests/test_imitations.py` runs the full matrix and prints its figures.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import pytest

from builders import a_campaign, every_type_form
from configuring import SHIPPED
from cpreport import printed
from cpreport.checks import check
from cpreport.config import CampaignFolder, load_campaign
from cpreport.filler import Entry, How, Sign, Specify, Tick, Write, fill_docx, fill_xlsx
from cpreport.form import Form, Question, QuestionType
from cpreport.identify import Identified, Known, identify
from cpreport.language import Language
from cpreport.readers import FormFile, open_file
from cpreport.reading import Consequence
from cpreport.writers.docx import DocxWriter
from cpreport.writers.xlsx import XlsxWriter
from imitations import WORD_IMITATIONS, as_google_docs, as_onlyoffice, as_word, as_wps, pasted_as_text, pasted_into_new
from imitations_excel import EXCEL_IMITATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cpreport.campaign import Campaign, Unit
    from cpreport.checks import Checked
    from cpreport.returned import Json

    Imitation = Callable[[bytes], bytes]

SECRET = b"s" * 32
DAY = date(2010, 8, 20)
FORMS = ("shipped", "every type, Thai", "every type, English")
EXCEL_HOWS = (How.CONTROL, How.REPLACE)
CHAINS: tuple[tuple[Imitation, ...], ...] = (
    (as_word, as_google_docs),
    (as_google_docs, as_word),
    (as_onlyoffice, as_word, as_wps),
    (as_google_docs, pasted_into_new, as_word),
    (as_word, pasted_as_text, as_word),
)
MANY = 12
MARKS = {
    How.CONTROL: ("✓",),
    How.BESIDE: ("✓", "/", "✔", "x", "√", "(/)"),
    How.BETWEEN: ("✓", "/", "√"),
    How.REPLACE: ("✓", "/", "☑", "☒", "[x]", "✔"),
    How.AFTER: ("✓", "/", "✔"),
}
TEXTS = (
    "จัดประชุมชี้แจง ๒ ครั้ง",
    "=1+1 ไม่ใช่สูตร",
    "น้ำใจ ทำงานซ้ำ ๆ ฯลฯ",
    "ไม่มีงบประมาณ",
    "R&D <new> 5 < 6",
    "The office of the 1.2 million",
    "- เพิ่มอัตรากำลัง",
    "จัดบอร์ด",
    "Posters",
    "+66 2 618 2323",
    "1.1 ตามข้อ 1.2",
    "☐ ไม่ใช่ช่อง",
    "ปัญหา: ระบบ “ล่ม” (3 ครั้ง) & ช้า",
)
# Where the field of a choice's text is lost, nobody can tell these from a mark behind its label.
MARKLIKE = ("ไม่มี", "-", "x", "v1", "มี", "1", "0012")
WITH_MARKLIKE = 100  # seeds from here on
LONG_TEXTS = (
    *TEXTS,
    "บรรทัดแรก\nบรรทัดที่สอง\n- ข้อย่อย",
    "1. ข้อแรก\n2. ข้อสอง\n\n3. ข้อสาม",
    "First, a course.\n=A1 second\nand the rest",
)


@dataclass
class Filled:
    """What a respondent did on a form, and what it means."""

    entries: list[Entry] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)
    ticked: dict[str, set[str]] = field(default_factory=dict)


@dataclass
class Figures:
    """What came of many files."""

    files: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    needless: Counter[str] = field(default_factory=Counter)


FIGURES: dict[str, Figures] = {}


@cache
def campaign(name: str) -> Campaign:
    if name == "shipped":
        return load_campaign(CampaignFolder(SHIPPED))
    return a_campaign(every_type_form(Language.ENGLISH if "English" in name else Language.THAI))


@cache
def writers(name: str) -> tuple[DocxWriter, XlsxWriter]:
    return DocxWriter(campaign(name), SECRET, DAY), XlsxWriter(campaign(name), SECRET)


@cache
def returned(name: str, how: How, seed: int, kind: str) -> tuple[Unit, Filled, bytes]:
    """A unit, what it did, and its form in that state."""
    chance = Random(f"{name} {how} {seed} {kind}")
    unit = chance.choice(campaign(name).units)
    filled = fill_in(campaign(name).form, how, chance, TEXTS + MARKLIKE * (seed >= WITH_MARKLIKE))
    word, excel = writers(name)
    if kind == "docx":
        return unit, filled, fill_docx(word.render(unit), filled.entries)
    return unit, filled, fill_xlsx(excel.render(unit), filled.entries)


def fill_in(form: Form, how: How, chance: Random, texts: tuple[str, ...]) -> Filled:
    """Answers to most questions, all ticked in one way."""
    filled, mark = Filled(), chance.choice(MARKS[how])
    for question in form.questions:
        if question.is_select:
            _tick(form, question, filled, (how, mark), chance)
            _specify(form, question, filled, texts, chance)
        elif question.is_value:
            _write(form, question, filled, chance)
        elif question.type is QuestionType.SIGNATURE:
            day = DAY - timedelta(days=chance.randrange(300))
            filled.entries.append(Sign("ผอ.", "นายสมชาย ใจดี", _typed_day(form, day)))
            filled.answers[question.name] = {"signed": True, "name": "นายสมชาย ใจดี", "date": day.isoformat()}
    return filled


def _section(form: Form, question: Question) -> str:
    return f"{printed.question_number(form, question)}. {question.label}"


def _tick(form: Form, question: Question, filled: Filled, habit: tuple[How, str], chance: Random) -> None:
    is_one = question.type is QuestionType.SELECT_ONE
    wanted = [chance.choice(question.choices)] if is_one else [c for c in question.choices if chance.random() < 0.5]
    names = [choice.name for choice in wanted]
    filled.ticked[question.name] = set(names)
    filled.answers[question.name] = names[0] if is_one else [*names]
    for choice in wanted:
        # Behind a choice with a text of its own stands that text.
        how = How.BESIDE if choice.specify and habit[0] is How.AFTER else habit[0]
        filled.entries.append(Tick(_section(form, question), choice.label, how, habit[1]))


def _specify(form: Form, question: Question, filled: Filled, texts: tuple[str, ...], chance: Random) -> None:
    for choice in question.choices:
        if choice.specify:
            text = chance.choice(texts) if choice.name in filled.ticked[question.name] else None
            filled.answers[question.specify_key(choice)] = text
            if text:
                filled.entries.append(Specify(_section(form, question), choice.label, text))


def _write(form: Form, question: Question, filled: Filled, chance: Random) -> None:
    answer: Json
    match question.type:
        case QuestionType.INTEGER:
            answer = chance.randrange(100_000)
            typed = f"{answer:,}"
        case QuestionType.DECIMAL:
            answer = chance.randrange(1, 1000) / 8
            typed = str(answer)
        case QuestionType.DATE:
            day = DAY - timedelta(days=chance.randrange(2000))
            answer, typed = day.isoformat(), _typed_day(form, day)
        case _:
            typed = chance.choice(LONG_TEXTS if question.is_long else TEXTS)
            answer = typed
    filled.answers[question.name] = answer
    filled.entries.append(Write(_section(form, question), typed))


def _typed_day(form: Form, day: date) -> str:
    return f"{day.day}/{day.month}/{day.year + (543 if form.language is Language.THAI else 0)}"


def assess(figures: Figures, name: str, unit: Unit, filled: Filled, data: bytes, where: str) -> None:
    """Read a file and count what is right, flagged and wrong."""
    form = campaign(name).form
    figures.files += 1
    file = open_file(data)
    if not isinstance(file, FormFile):
        figures.wrong.append(f"{where}: {file.kind}")
        return
    known = Known.of(form.form_id, campaign(name).units, [form.version], SECRET)
    found = identify(file.evidence([form]), known)
    if found != Identified(unit.id, form.version):
        figures.wrong.append(f"{where}: identity {found}")
    checked = check(form, file.read(form))
    before = figures.seen["ticks flagged"] + figures.seen["texts flagged"]
    for kind, verdict, what in (*_ticks(form, filled, checked), *_texts(form, filled, checked)):
        figures.seen[f"{kind} {verdict}"] += 1
        if verdict == "wrong":
            figures.wrong.append(f"{where}: {what}")
    if figures.seen["ticks flagged"] + figures.seen["texts flagged"] == before:
        figures.needless.update(
            f.kind.value for f in checked.findings if _asks(form, f.question, checked.answers, f.kind)
        )


def _asks(form: Form, question: str, answers: Mapping[str, Json], kind: object) -> bool:
    """Whether a finding troubles a person for nothing: everything was read as it was meant."""
    missing = any(q.name == question and q.required and not answers[q.name] for q in form.questions)
    return kind.consequence is not Consequence.NOTED and not missing  # type: ignore[attr-defined]


def _ticks(form: Form, filled: Filled, checked: Checked) -> Iterator[tuple[str, str, str]]:
    for question in form.questions:
        answer = checked.answers.get(question.name)
        counted = answer if isinstance(answer, list) else [answer]
        unsure = {*checked.uncertain.get(question.name, ()), *checked.gone.get(question.name, ())}
        for choice in question.choices if question.is_select else ():
            if choice.name in unsure:
                yield "ticks", "flagged", ""
            else:
                right = (choice.name in counted) == (choice.name in filled.ticked[question.name])
                yield "ticks", "right" if right else "wrong", f"{question.name}/{choice.name}"


def _texts(form: Form, filled: Filled, checked: Checked) -> Iterator[tuple[str, str, str]]:
    doubted = {f.question for f in checked.findings if f.kind.consequence is Consequence.REVIEW}
    for question in form.questions:
        own = [] if question.is_select or question.type is QuestionType.NOTE else [question.name]
        for key in (*own, *(question.specify_key(choice) for choice in question.choices if choice.specify)):
            read, meant = checked.answers.get(key), _shown(filled.answers[key])
            flagged = "flagged" if {question.name, ""} & doubted else "wrong"
            yield "texts", "right" if read == meant else flagged, f"{key}: {meant!r} read as {read!r}"


def _shown(answer: Json) -> Json:
    # Blank paragraphs inside an answer stay, those around it do not.
    return answer.strip() if isinstance(answer, str) else answer


def run(label: str, name: str, how: How, seed: int, chain: tuple[Imitation, ...], kind: str = "docx") -> Figures:
    """One file of the matrix, counted under a label."""
    unit, filled, data = returned(name, how, seed, kind)
    for imitation in chain:
        data = imitation(data)
    figures = FIGURES.setdefault(label, Figures())
    before = len(figures.wrong)
    where = f"{name}, {how.name}, {seed}, {kind}, {' > '.join(step.__name__ for step in chain)}"
    assess(figures, name, unit, filled, data, where)
    return Figures(1, figures.seen, figures.wrong[before:])


@pytest.mark.parametrize("imitation", WORD_IMITATIONS)
def test_a_word_form_that_another_program_saved_is_read_as_it_was_filled_in(imitation: Imitation) -> None:
    wrong = [case for name, how in product(FORMS, How) for case in run("a sample", name, how, 0, (imitation,)).wrong]
    assert wrong == []


@pytest.mark.parametrize("imitation", EXCEL_IMITATIONS)
def test_an_excel_form_that_another_program_saved_is_read_as_it_was_filled_in(imitation: Imitation) -> None:
    cases = product(FORMS, EXCEL_HOWS)
    wrong = [case for name, how in cases for case in run("a sample", name, how, 0, (imitation,), "xlsx").wrong]
    assert wrong == []


def test_forms_that_went_through_several_programs_are_read_as_they_were_filled_in() -> None:
    cases = product(FORMS, (How.CONTROL, How.BETWEEN), CHAINS)
    assert [case for name, how, chain in cases for case in run("a sample", name, how, 0, chain).wrong] == []


@pytest.mark.parametrize("imitation", WORD_IMITATIONS)
def test_texts_that_look_like_marks_are_read_or_shown(imitation: Imitation) -> None:
    cases = product(FORMS, How, (WITH_MARKLIKE, WITH_MARKLIKE + 1))
    wrong = [case for name, how, seed in cases for case in run("look like marks", name, how, seed, (imitation,)).wrong]
    assert wrong == []


def test_the_sample_asked_a_person_for_nothing() -> None:
    if "a sample" not in FIGURES:
        pytest.skip("the tests above have not been run")
    figures = FIGURES["a sample"]
    assert figures.needless == Counter()
    assert figures.seen["ticks flagged"] + figures.seen["texts flagged"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("imitation", WORD_IMITATIONS)
def test_every_word_form_through_every_program(imitation: Imitation) -> None:
    cases = product(FORMS, How, range(MANY))
    label = imitation.__name__
    assert [case for name, how, seed in cases for case in run(label, name, how, seed, (imitation,)).wrong] == []


@pytest.mark.slow
@pytest.mark.parametrize("imitation", EXCEL_IMITATIONS)
def test_every_excel_form_through_every_program(imitation: Imitation) -> None:
    cases = product(FORMS, EXCEL_HOWS, range(MANY))
    label = f"xlsx {imitation.__name__}"
    wrong = [case for name, how, seed in cases for case in run(label, name, how, seed, (imitation,), "xlsx").wrong]
    assert wrong == []


@pytest.mark.slow
def test_every_word_form_through_several_programs() -> None:
    cases = product(FORMS, How, range(MANY), CHAINS)
    assert [case for name, how, seed, chain in cases for case in run("chains", name, how, seed, chain).wrong] == []


@pytest.mark.slow
def test_figures() -> None:
    """Prints what came of the full matrix (`-s` shows it)."""
    columns = [f"{kind} {verdict}" for kind in ("ticks", "texts") for verdict in ("right", "flagged", "wrong")]
    rows = [(label, figures) for label, figures in FIGURES.items() if label != "a sample"]
    lines = ["", f"| saved by | files | {' | '.join(columns)} | needless findings |", "|---" * 9 + "|"]
    for label, figures in rows:
        cells = [label, figures.files, *(figures.seen[column] for column in columns), dict(figures.needless)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    print("\n".join(lines))
    assert all(not figures.wrong for _, figures in rows)
