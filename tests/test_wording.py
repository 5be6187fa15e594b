from __future__ import annotations

import re
from datetime import date
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpreport.form import Choice, Form, Question, QuestionType
from cpreport.language import Language
from cpreport.reading import DriftKind, Finding, FindingKind
from cpreport.wording import finding_message, finding_subject, folded, shorten, visible_width
from cpreport.words import CATALOGUE

LONG = "ติดประกาศให้บุคลากรภายในหน่วยงานทราบและแจ้งแหล่งเก็บข้อมูลเพิ่มเพื่อการสืบค้นศึกษารายละเอียดเพิ่มเติม"

FORM = Form(
    form_id="cp",
    version="1",
    title="แบบรายงาน",
    language=Language.THAI,
    due=date(2010, 8, 31),
    questions=(
        Question("intro", QuestionType.NOTE, "โปรดตอบ"),
        Question(
            "activities",
            QuestionType.SELECT_MULTIPLE,
            "กิจกรรมการดำเนินการ",
            choices=(Choice("notice", LONG), Choice("other", "อื่น ๆ (ระบุ)", specify=True)),
        ),
        Question("staff", QuestionType.INTEGER, "จำนวนบุคลากร"),
    ),
)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_kind_has_a_message_and_a_hint_even_without_values(kind: FindingKind, language: Language) -> None:
    message, hint = finding_message(Finding(kind), FORM, language)
    assert message
    assert hint
    assert "  " not in message
    assert "{" not in message + hint


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_value_that_an_entry_names_is_shown(kind: FindingKind, language: Language) -> None:
    params = {"due": "2010-08-31", "expected": "integer", "change": "reworded", "text": "ข้อความใหม่"}
    plain = {"candidates": "กกจ., สลก.", "form": "x-1", "version": "7", "format": ".pages", "before": "inbox/a.docx"}
    plain |= {"detail": " (zz)"}
    params |= {"changed": "activities, staff"}
    finding = Finding(kind, "activities", "other", read="★", where="B7", params=params | plain)
    message, _ = finding_message(finding, FORM, language)
    shown = plain | {
        "changed": "1 กิจกรรมการดำเนินการ, 2 จำนวนบุคลากร",
        "read": "★",
        "where": "B7",
        "question": "กิจกรรมการดำเนินการ",
        "choice": "อื่น ๆ (ระบุ)",
    }
    template = CATALOGUE[f"finding.{kind}"][language is Language.ENGLISH]
    for _, name, _, _ in Formatter().parse(template):
        if name in shown:
            assert shown[name].strip() in message


def test_the_due_date_is_written_in_the_readers_era() -> None:
    finding = Finding(FindingKind.LATE, params={"due": "2010-08-31"})
    assert "31 ส.ค. 2553" in finding_message(finding, FORM, Language.THAI)[0]
    assert "31 Aug 2010" in finding_message(finding, FORM, Language.ENGLISH)[0]


def test_what_was_expected_is_said_in_words() -> None:
    finding = Finding(FindingKind.INVALID_VALUE, "staff", read="12 คน", params={"expected": "integer"})
    assert finding_message(finding, FORM, Language.ENGLISH)[0] == "item 2 “จำนวนบุคลากร”: “12 คน” is not a whole number"


def test_a_deleted_reworded_or_added_choice_is_told_apart() -> None:
    def message(change: DriftKind, choice: str, text: str = "") -> str:
        params = {"change": change.value, "text": text}
        finding = Finding(FindingKind.FORM_CHANGED, "activities", choice, params=params)
        return finding_message(finding, FORM, Language.ENGLISH)[0]

    assert message(DriftKind.GONE, "other").endswith("deleted, item 1.2 “อื่น ๆ (ระบุ)”")
    assert message(DriftKind.REWORDED, "other", "new").endswith("reworded, item 1.2 “อื่น ๆ (ระบุ)” to “new”")
    assert message(DriftKind.ADDED, "", "new").endswith("added, item 1 “new”")


def test_a_long_label_is_shortened_and_a_question_that_is_gone_keeps_its_name() -> None:
    long = finding_message(Finding(FindingKind.UNCERTAIN_MARK, "activities", "notice"), FORM, Language.THAI)[0]
    assert LONG not in long
    assert "…" in long
    gone = finding_message(Finding(FindingKind.MISSING_ANSWER, "removed"), FORM, Language.THAI)[0]
    assert "“removed”" in gone


def test_the_subject_carries_the_printed_number() -> None:
    assert finding_subject(Finding(FindingKind.OTHER_WITHOUT_TEXT, "activities", "other"), FORM) == "1.2 อื่น ๆ (ระบุ)"
    assert finding_subject(Finding(FindingKind.MISSING_ANSWER, "intro"), FORM) == "โปรดตอบ"
    assert finding_subject(Finding(FindingKind.UNREADABLE), FORM) == ""


def test_thai_marks_have_no_width_and_are_not_cut_from_their_letter() -> None:
    assert visible_width("ที่นี่") == 2
    assert visible_width("ทดลอง") == 5
    assert shorten("ที่นี่ที่นี่", 3) == "ที่นี่…"


@given(
    st.builds(
        Finding,
        st.sampled_from(list(FindingKind)),
        st.sampled_from(["", "activities", "intro", "staff", "gone"]),
        st.sampled_from(["", "notice", "gone"]),
        st.text(),
        st.text(),
        st.dictionaries(st.sampled_from(["due", "text", "change", "expected", "self", "language", "x"]), st.text()),
    ),
    st.sampled_from(list(Language)),
)
def test_no_finding_makes_it_fail(finding: Finding, language: Language) -> None:
    message, hint = finding_message(finding, FORM, language)
    assert "\n" not in message + hint


@given(st.text(), st.integers(1, 80))
def test_a_shortened_text_is_never_wider_than_asked(text: str, limit: int) -> None:
    assert visible_width(shorten(text, limit)) <= max(limit, 2)


def test_a_line_for_a_terminal_is_broken_at_spaces_and_set_in_below() -> None:
    line = "  inbox/a_b.docx: the file is damaged or incomplete and cannot be opened"
    assert folded(line, 40) == "  inbox/a_b.docx: the file is damaged\n      or incomplete and cannot be\n      opened"
    assert folded(line, 200) == line
    assert folded("one\ntwo", 3) == "one\ntwo"


@given(st.text(st.sampled_from("ab กี่ \n"), max_size=120), st.integers(10, 60))
def test_breaking_a_line_changes_nothing_but_spaces_and_no_line_with_a_break_is_too_wide(text: str, width: int) -> None:
    broken = folded(text, width)
    assert "".join(broken.split()) == "".join(text.split())
    longest = max((visible_width(word) for word in re.split(r"[ \n]", text)), default=0)
    room = max(width, longest + 5 + max((len(line) - len(line.lstrip(" ")) for line in text.split("\n")), default=0))
    assert all(visible_width(line) <= room for line in broken.split("\n"))
