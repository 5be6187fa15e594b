"""Random forms, random answers, and the truth about them: what the property tests fill in, edit and read.

The forms are filled in by `cpreport.filler`, which knows of a form only what is printed on it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from builders import a_campaign, a_form
from cpreport import printed
from cpreport.checks import check
from cpreport.filler import Entry, How, Sign, Specify, Tick, Write, fill_docx, fill_xlsx
from cpreport.form import Choice, Form, Question, QuestionType
from cpreport.identify import Identified, Known, identify
from cpreport.language import Digits, Language
from cpreport.readers import FormFile, open_file
from cpreport.readers.labels import clean
from cpreport.readers.marks import judge, leading_mark
from cpreport.reading import Consequence, FindingKind
from cpreport.thai import thai_digits
from cpreport.writers.docx import DocxWriter
from cpreport.writers.xlsx import XlsxWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn

    from cpreport.checks import Checked
    from cpreport.returned import Json

SECRET = b"s" * 32
DAY = date(2010, 8, 20)
MARKS = ("✓", "✔", "√", "/", "x", "X", "v")

FEW = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
MANY = settings(FEW, max_examples=2000)

# Words that begin with one another, look like numbers, marks or printed words, or hold characters of XML.
TRICKY = (
    "จัดบอร์ด",
    "จัดบอร์ดในห้องโถง",
    "อื่น ๆ (ระบุ)",
    "ไม่มี",
    "มี",
    "๑๒ คน",
    "A",
    "A B",
    "A B C",
    "B",
    "R&D <new>",
    'say "yes"',
    "it's & so",
    "(A)",
    "[B]",
    "1",
    "12",
    "1.2",
    "1.1 A",
    "2. B",
    "2 B",
    "2.2 จัดบอร์ด",
    "-",
    "- A",
    "x",
    "/",
    "v1",
    "v",
    "o",
    "✓ ok",
    "☐ A",
    "no",
    "=A1",
    "Date",
    "วันที่",
)
TRICKY_ANSWERS = (
    "=1+1",
    "-5 องศา",
    "-",
    "–",
    "1.2 ตามข้อ 1.2",
    "1. ข้อแรก",
    "2.1 B",
    "☑ 1.1 A",
    "☐ 1.1 จัดบอร์ด",
    "✓ 1.2 A B",
    "x",
    "✓",
    "(x)",
    "(ลงนาม)",
    "วันที่ 5",
    "(one only)",
    "#REF!",
    "TRUE",
    "0",
    "12",
    "๑๒",
    "'quoted",
)


def _texts_of(thai: str, english: str) -> st.SearchStrategy[str]:
    words = st.one_of(st.text(thai, min_size=2, max_size=8), st.text(english, min_size=3, max_size=8))
    return st.lists(words, min_size=1, max_size=4).map(" ".join)


# No ordinary answer repeats a label.
plain_texts = _texts_of("กขคงจฉชซดต", "abcdefghijk")
plain_answers = _texts_of("ทนบปพมรลวสหอ", "mnpqrstuwyz")
any_texts = st.one_of(
    st.sampled_from(TRICKY),
    plain_texts,
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12),
)
any_answers = st.one_of(st.sampled_from(TRICKY_ANSWERS), plain_answers, any_texts)


@dataclass
class Answered:
    """What was done on a form, and the answers that it means."""

    form: Form
    entries: list[Entry] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)
    ticked: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Habit:
    """How a respondent fills forms in: the words, the ways to tick, and whether to specify what is not ticked."""

    words: st.SearchStrategy[str]
    ticks: st.SearchStrategy[tuple[How, str]]
    unticked: st.SearchStrategy[bool]


@st.composite
def forms(draw: DrawFn, texts: st.SearchStrategy[str], *, distinct: bool) -> Form:
    types = draw(st.lists(st.sampled_from(QuestionType), min_size=1, max_size=6))
    signatures = [index for index, kind in enumerate(types) if kind is QuestionType.SIGNATURE]
    types = [kind for index, kind in enumerate(types) if index not in signatures[1:]]
    seen: set[str] = set()

    def label() -> str:
        text = " ".join(draw(texts.filter(lambda text: bool(text.strip()) and printable(text))).split())
        if distinct:
            assume(not any(text in other or other in text for other in seen))
        seen.add(text)
        return text

    questions = tuple(_question(draw, f"q{index}", kind, label) for index, kind in enumerate(types))
    return a_form(draw(st.sampled_from(Language)), questions, digits=draw(st.sampled_from(Digits)))


def _question(draw: DrawFn, name: str, kind: QuestionType, label: Callable[[], str]) -> Question:
    is_select = kind in {QuestionType.SELECT_MULTIPLE, QuestionType.SELECT_ONE}
    number = draw(st.integers(1, 4)) if is_select else 0
    choices = tuple(Choice(f"c{place}", label(), draw(st.booleans())) for place in range(number))
    lines = draw(st.sampled_from([1, 4])) if kind is QuestionType.TEXT else 1
    hint = label() if draw(st.booleans()) else ""
    return Question(name, kind, label(), hint, kind is not QuestionType.NOTE and draw(st.booleans()), choices, lines)


def printable(text: str) -> bool:
    """Whether a text can stand in a file at all and is not only leaders, which look like a blank line."""
    return bool(clean(text)) and all(character.isprintable() for character in text)


@st.composite
def filled_in(
    draw: DrawFn, labels: st.SearchStrategy[str], texts: st.SearchStrategy[str], *, distinct: bool, excel: bool
) -> Answered:
    answered = Answered(draw(forms(labels, distinct=distinct)))
    words = texts.filter(printable)
    hows = [How.CONTROL, How.REPLACE] if excel else list(How)
    any_tick = st.tuples(st.sampled_from(hows), st.sampled_from(MARKS))
    habit = Habit(words, *((st.just(draw(any_tick)), st.just(False)) if distinct else (any_tick, st.booleans())))
    for question in answered.form.questions:
        section = f"{printed.question_number(answered.form, question)}. {question.label}"
        if question.is_select:
            _select(draw, answered, question, section, habit)
        elif question.is_value:
            answer, typed = _value(draw, answered.form, question, words)
            answered.answers[question.name] = answer
            if typed:
                answered.entries.append(Write(section, typed))
        elif question.type is QuestionType.SIGNATURE:
            signed, name = (draw(st.one_of(st.just(""), words)) for _ in range(2))
            day, typed = _day(draw, answered.form) if draw(st.booleans()) else (None, "")
            answered.entries.append(Sign(signed, name, typed))
            answered.answers[question.name] = {"signed": bool(signed), "name": tidy(name), "date": day}
    return answered


def _select(
    draw: DrawFn,
    answered: Answered,
    question: Question,
    section: str,
    habit: Habit,
) -> None:
    is_one = question.type is QuestionType.SELECT_ONE
    chosen = draw(st.lists(st.sampled_from(question.choices), unique=True, max_size=1 if is_one else None))
    chosen = [choice for choice in question.choices if choice in chosen]
    answered.ticked[question.name] = [choice.name for choice in chosen]
    names: list[Json] = [choice.name for choice in chosen]
    answered.answers[question.name] = (names[0] if names else None) if is_one else names
    for choice in question.choices:
        if choice in chosen:
            how, mark = draw(habit.ticks)
            number = printed.choice_number(answered.form, question, choice)
            if how is How.AFTER and (choice.specify or choice.label in f"☐ {number} {choice.label}"[:-1]):
                how = How.BESIDE  # behind such a label stands its text, or its words stand in the line before it
            answered.entries.append(Tick(section, choice.label, how, mark))
        if choice.specify:
            typed = draw(habit.words) if choice in chosen or draw(habit.unticked) else ""
            answered.answers[question.specify_key(choice)] = tidy(typed)
            if typed:
                answered.entries.append(Specify(section, choice.label, typed))


def _value(draw: DrawFn, form: Form, question: Question, words: st.SearchStrategy[str]) -> tuple[Json, str]:
    if draw(st.integers(0, 3)) == 0:
        return None, ""
    match question.type:
        case QuestionType.DATE:
            return _day(draw, form)
        case QuestionType.INTEGER:
            count = draw(st.integers(-10, 10**6))
            return count, _digits(draw, draw(st.sampled_from([str(count), f"{count:,}"])))
        case QuestionType.DECIMAL:
            number = draw(st.integers(1, 99999)) / 10
            return (int(number) if number.is_integer() else number), _digits(draw, f"{number:.1f}")
    typed = "\n".join(draw(st.lists(words, min_size=1, max_size=3))) if question.is_long else draw(words)
    return tidy(typed), typed


def _day(draw: DrawFn, form: Form) -> tuple[str, str]:
    day = draw(st.dates(date(2001, 1, 1), date(2030, 12, 31)))
    year = day.year + 543 if form.language is Language.THAI else day.year
    return day.isoformat(), _digits(draw, f"{day.day}/{day.month}/{draw(st.sampled_from([year, year % 100])):02}")


def _digits(draw: DrawFn, typed: str) -> str:
    return thai_digits(typed) if draw(st.booleans()) else typed


def tidy(typed: str) -> str | None:
    """A typed text as an answer: without white space and leaders at its ends, and without blank paragraphs."""
    return "\n".join(filter(None, map(clean, typed.split("\n")))) or None


def returned_docx(answered: Answered) -> bytes:
    return _filled(fill_docx, DocxWriter(a_campaign(answered.form), SECRET, DAY).render, answered)


def returned_xlsx(answered: Answered) -> bytes:
    return _filled(fill_xlsx, XlsxWriter(a_campaign(answered.form), SECRET).render, answered)


def typed_marks(answered: Answered) -> bool:
    """Whether a mark is all that was written behind a choice: without our names nobody can tell it from a tick."""
    texts = [entry.text for entry in answered.entries if isinstance(entry, Specify)]
    return any(judge(text) or leading_mark(text)[0] for text in texts)


def _filled(fill: Callable[..., bytes], render: Callable[..., bytes], answered: Answered) -> bytes:
    try:
        return fill(render(a_campaign(answered.form).units[0]), answered.entries)
    except LookupError:
        assume(False)  # words that stand there twice: nobody could say which is meant
        raise


def without_our_names(data: bytes) -> bytes:
    """As a poor editor leaves it: no content controls, tags or bookmarks; the glyphs and words stay."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    for mark in [*body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    for control in [*body.iter(qn("w:sdt"))]:
        for child in list(control.find(qn("w:sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened(data: bytes) -> FormFile:
    file = open_file(data)
    assert isinstance(file, FormFile)
    return file


def read(data: bytes, form: Form) -> Checked:
    return check(form, opened(data).read(form))


def assert_no_wrong_tick(answered: Answered, checked: Checked) -> None:
    for name, ticked in answered.ticked.items():
        got: Any = checked.answers[name]
        counted = got if isinstance(got, list) else [got] if got else []
        assert set(counted) <= set(ticked), f"{name}: counted and not ticked"
        open_to_a_person = {*checked.uncertain.get(name, ()), *checked.gone.get(name, ())}
        assert set(ticked) <= {*counted, *open_to_a_person}, f"{name}: ticked, and neither counted nor uncertain"


def assert_nothing_lost_silently(answered: Answered, checked: Checked) -> None:
    assert list(checked.answers) == list(answered.form.answer_keys())
    answers = {key: _bare_name(answer) for key, answer in checked.answers.items()}
    owners = {question.name: question.name for question in answered.form.questions}
    owners |= {q.specify_key(choice): q.name for q in answered.form.questions for choice in q.choices}
    doubted = {f.question for f in checked.findings if f.kind.consequence is Consequence.REVIEW}
    for key, meant in answered.answers.items():
        if answers[key] != _bare_name(meant):
            assert owners[key] in doubted or "" in doubted, f"{key}: {meant!r} read as {answers[key]!r}"


def _bare_name(answer: Json) -> Any:
    return answer | {"name": str(answer["name"] or "").strip("() ")} if isinstance(answer, dict) else answer


def assert_exact(answered: Answered, data: bytes) -> None:
    form, campaign = answered.form, a_campaign(answered.form)
    checked = read(data, form)
    assert checked.answers == answered.answers
    expected = {FindingKind.UNSIGNED, FindingKind.MISSING_ANSWER, FindingKind.BLANK}
    assert {finding.kind for finding in checked.findings} <= expected
    known = Known.of(form.form_id, campaign.units, [form.version], SECRET)
    assert identify(opened(data).evidence([form]), known) == Identified("kkj", "1")


def assert_contract(answered: Answered, data: bytes) -> None:
    checked = read(data, answered.form)
    assert_no_wrong_tick(answered, checked)
    assert_nothing_lost_silently(answered, checked)
