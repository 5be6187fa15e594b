from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from configuring import FORM, Fault, campaign, faults, loaded, problems, spoken
from cpreport.form import Choice, Question, QuestionType
from cpreport.language import Digits, Language

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20


def with_setting(line: str) -> str:
    """The form with one more setting, on line 7."""
    return FORM.replace("questions:\n", f"  {line}\nquestions:\n")


def with_question(text: str) -> str:
    """The form with one more question, on line 15."""
    return FORM + f"  - {text}\n"


def test_all_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "emblem.png").write_bytes(PNG)
    settings = "digits: thai\n  grace_days: 3\n  timezone: Asia/Tokyo\n  font: TH SarabunPSK\n  emblem: emblem.png"
    form = loaded(tmp_path, form=with_setting(settings).replace("2010-08-31", "2553-08-31")).form
    assert (form.form_id, form.version, form.title, form.language) == ("f-1", "1", "แบบรายงาน", Language.THAI)
    assert (form.due, form.digits, form.grace_days) == (date(2010, 8, 31), Digits.THAI, 3)
    assert (form.timezone, form.font, form.emblem) == ("Asia/Tokyo", "TH SarabunPSK", "emblem.png")


def test_settings_have_defaults(tmp_path: Path) -> None:
    form = loaded(tmp_path).form
    assert (form.digits, form.grace_days, form.timezone) == (Digits.ARABIC, 0, "Asia/Bangkok")
    assert (form.font, form.emblem) == ("", "")
    assert loaded(tmp_path, form=FORM.replace("language: th", "language: en")).form.timezone == ""


@pytest.mark.parametrize("version", ["007", "1.10", "no", '"2"', "2553-1"])
def test_a_version_is_text(tmp_path: Path, version: str) -> None:
    assert loaded(tmp_path, form=FORM.replace("version: 1", f"version: {version}")).form.version == version.strip('"')


def test_all_types_of_question_are_read(tmp_path: Path) -> None:
    written = (
        FORM.partition("questions:")[0]
        + """\
questions:
  - {name: a, type: select_one, label: ก, required: true, choices: [{name: 1.x, label: no}]}
  - {name: b_1, type: text, label: ข, hint: "หนึ่ง\\n\\nสอง", lines: 60}
  - {name: C, type: integer, label: ค}
  - {name: d, type: decimal, label: ง}
  - {name: e, type: date, label: จ}
  - name: f
    type: note
    label: |
      หนึ่ง
      สอง
  - {name: g, type: signature, required: TRUE}
"""
    )
    assert loaded(tmp_path, form=written).form.questions == (
        Question("a", QuestionType.SELECT_ONE, "ก", required=True, choices=(Choice("1.x", "no"),)),
        Question("b_1", QuestionType.TEXT, "ข", hint="หนึ่ง\n\nสอง", lines=60),
        Question("C", QuestionType.INTEGER, "ค"),
        Question("d", QuestionType.DECIMAL, "ง"),
        Question("e", QuestionType.DATE, "จ"),
        Question("f", QuestionType.NOTE, "หนึ่ง\nสอง"),
        Question("g", QuestionType.SIGNATURE, required=True),
    )


@pytest.mark.parametrize(
    ("form", "what", "line", "field"),
    [
        (FORM.replace("  form_id: f-1\n", ""), "config.required", 2, "settings.form_id"),
        (FORM.replace("  version: 1\n", ""), "config.required", 2, "settings.version"),
        (FORM.replace("  title: แบบรายงาน\n", ""), "config.required", 2, "settings.title"),
        (FORM.replace("  language: th\n", ""), "config.required", 2, "settings.language"),
        (FORM.replace("  due: 2010-08-31\n", ""), "config.required", 2, "settings.due"),
        (FORM.replace("f-1", "f 1"), "form.code", 2, "settings.form_id"),
        (FORM.replace("f-1", "f|1"), "form.code", 2, "settings.form_id"),
        (FORM.replace("f-1", "f" * 61), "form.code", 2, "settings.form_id"),
        (FORM.replace("f-1", '"f\\u200b1"'), "form.code", 2, "settings.form_id"),
        (FORM.replace("version: 1", "version: 1 a"), "form.code", 3, "settings.version"),
        (FORM.replace("version: 1", "version: 123456789012345678901"), "form.code", 3, "settings.version"),
        (FORM.replace("version: 1", "version: [1]"), "config.not-text", 3, "settings.version"),
        (FORM.replace("language: th", "language: thai"), "config.not-one-of-close", 5, "settings.language"),
        (FORM.replace("language: th", "language: TH"), "config.not-one-of-close", 5, "settings.language"),
        (FORM.replace("language: th", "language: xyz"), "config.not-one-of", 5, "settings.language"),
        (FORM.replace("2010-08-31", "31/8/2553"), "config.not-date", 6, "settings.due"),
        (with_setting("digits: roman"), "config.not-one-of", 7, "settings.digits"),
        (with_setting("grace_days: -1"), "config.not-integer", 7, "settings.grace_days"),
        (with_setting("grace_days: 1.5"), "config.not-integer", 7, "settings.grace_days"),
        (with_setting("grace_days: " + "9" * 5000), "config.not-integer", 7, "settings.grace_days"),
        (with_setting("timezone: Asia/Bangok"), "form.timezone-close", 7, "settings.timezone"),
        (with_setting("timezone: ../x"), "form.timezone", 7, "settings.timezone"),
        (with_setting("timezone: /etc/passwd"), "form.timezone", 7, "settings.timezone"),
        (with_setting("font: " + "x" * 32), "form.font", 7, "settings.font"),
        (with_setting("emblem: no.png"), "form.emblem-missing", 7, "settings.emblem"),
        (with_setting("emblem: templates"), "form.emblem-missing", 7, "settings.emblem"),
        (with_setting("emblem: " + "x" * 5000), "form.emblem-missing", 7, "settings.emblem"),
        (with_setting("emblem: templates/form.yaml"), "form.emblem-type", 7, "settings.emblem"),
        (with_setting("emblem: ../x.png"), "form.emblem-outside", 7, "settings.emblem"),
        (with_setting("emblem: /etc/passwd"), "form.emblem-outside", 7, "settings.emblem"),
        (with_setting("colour: red"), "config.unknown-key", 7, "settings.colour"),
        (FORM.replace("settings:", "setting:"), "config.required-close", 1, "setting"),
        (FORM + "question: []\n", "config.unknown-key-close", 15, "question"),
        ("settings: x\nquestions: y\n", "config.not-list", 2, "questions"),
    ],
)
def test_a_wrong_setting_is_named_by_file_line_and_key(
    tmp_path: Path, form: str, what: str, line: int, field: str
) -> None:
    assert Fault(what, "templates/form.yaml", line, field) in faults(tmp_path, form=form)


def test_a_zone_that_is_a_folder_of_zones_is_no_zone(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, form=with_setting("timezone: Asia"))
    assert (fault.what.removesuffix("-close"), fault.line) == ("form.timezone", 7)


@pytest.mark.parametrize("data", [PNG, JPEG])
def test_an_emblem_is_known_by_its_content(tmp_path: Path, data: bytes) -> None:
    campaign(tmp_path)
    (tmp_path / "templates" / "emblem.bin").write_bytes(data)
    form = loaded(tmp_path, form=with_setting(r"emblem: templates\emblem.bin")).form
    assert form.emblem == "templates/emblem.bin"


def test_an_emblem_behind_a_link_to_the_outside_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "campaign"
    root.mkdir()
    (tmp_path / "outside.png").write_bytes(PNG)
    (root / "emblem.png").symlink_to(tmp_path / "outside.png")
    (fault,) = faults(root, form=with_setting("emblem: emblem.png"))
    assert fault.what == "form.emblem-outside"


SELECT = "{name: s, type: select_one, label: ก, choices: "


@pytest.mark.parametrize(
    ("question", "what", "field"),
    [
        ("{type: text, label: ก}", "config.required", "name"),
        ("{name: 1a, type: text, label: ก}", "form.question-name", "name"),
        ("{name: a-b, type: text, label: ก}", "form.question-name", "name"),
        ("{name: ชื่อ, type: text, label: ก}", "form.question-name", "name"),
        (f"{{name: {'a' * 25}, type: text, label: ก}}", "form.question-name", "name"),
        ("{name: DONE, type: text, label: ก}", "form.question-twice", "name"),
        ("{name: a, label: ก}", "config.required", "type"),
        ("{name: a, type: txt, label: ก}", "config.not-one-of-close", "type"),
        ("{name: a, type: selectone, label: ก}", "config.not-one-of-close", "type"),
        ("{name: a, type: xyz, label: ก}", "config.not-one-of", "type"),
        ("{name: a, type: text}", "config.required", "label"),
        ("{name: a, type: note}", "config.required", "label"),
        ("{name: a, type: text, label: '  '}", "config.blank", "label"),
        ("{name: a, type: text, label: {x: y}}", "config.not-text", "label"),
        ("{name: a, type: text, label: ก, required: yes}", "config.not-flag", "required"),
        ("{name: a, type: note, label: ก, required: true}", "form.note-required", "required"),
        ("{name: a, type: text, label: ก, requierd: true}", "config.unknown-key-close", "requierd"),
        ("{name: a, type: text, label: ก, lines: 0}", "config.not-integer", "lines"),
        ("{name: a, type: text, label: ก, lines: 61}", "config.not-integer", "lines"),
        ("{name: a, type: integer, label: ก, lines: 2}", "form.lines-not-here", "lines"),
        ("{name: a, type: text, label: ก, choices: [{name: x, label: y}]}", "form.choices-not-here", "choices"),
        ("{name: a, type: signature}", "form.second-signature", "type"),
        ("{name: s, type: select_one, label: ก}", "config.required", "choices"),
        (SELECT + "[]}", "form.no-choices", "choices"),
        (SELECT + "x}", "config.not-list", "choices"),
        (SELECT + "[x]}", "config.not-mapping", "choices[1]"),
        (SELECT + "[{label: x}]}", "config.required", "choices[1].name"),
        (SELECT + "[{name: a b, label: x}]}", "form.choice-name", "choices[1].name"),
        (SELECT + f"[{{name: {'a' * 41}, label: x}}]}}", "form.choice-name", "choices[1].name"),
        (SELECT + "[{name: a}]}", "config.required", "choices[1].label"),
        (SELECT + "[{name: a, label: ' '}]}", "config.blank", "choices[1].label"),
        (SELECT + "[{name: a, label: x}, {name: A, label: y}]}", "form.choice-twice", "choices[2].name"),
        (SELECT + "[{name: a, label: x, specify: 1}]}", "config.not-flag", "choices[1].specify"),
        (SELECT + "[{name: a, label: x, lable: y}]}", "config.unknown-key-close", "choices[1].lable"),
    ],
)
def test_a_wrong_question_is_named_by_file_line_and_key(tmp_path: Path, question: str, what: str, field: str) -> None:
    found = faults(tmp_path, form=with_question(question))
    assert found[0] == Fault(what, "templates/form.yaml", 15, f"questions[3].{field}")
    assert all(fault.line == 15 for fault in found)


def test_names_that_repeat_say_where_the_first_is(tmp_path: Path) -> None:
    (problem,) = problems(campaign(tmp_path, form=with_question("{name: DONE, type: text, label: ก}")))
    assert problem.params == {"value": "DONE", "other": "done", "where": "questions[1].name", "first": "8"}


@pytest.mark.parametrize(
    ("question", "value", "where", "first"),
    [
        ("{name: done_other, type: text, label: ก}", "done_other", "questions[1].choices[2].name", "13"),
        ("{name: Done_Other, type: date, label: ก}", "Done_Other", "questions[1].choices[2].name", "13"),
    ],
)
def test_answers_of_one_name_are_refused_naming_both(
    tmp_path: Path, question: str, value: str, where: str, first: str
) -> None:
    (problem,) = problems(campaign(tmp_path, form=with_question(question)))
    assert (problem.key, problem.line, problem.field) == ("problem.form.flat-key", 15, "questions[3].name")
    assert (problem.params["value"], problem.params["where"], problem.params["first"]) == (value, where, first)


def test_a_choice_text_may_not_be_called_like_a_part_of_the_signature(tmp_path: Path) -> None:
    form = FORM.replace("name: other", "name: x.date").replace("name: signed", "name: done_x")
    (problem,) = problems(campaign(tmp_path, form=form))
    assert (problem.key, problem.params["value"]) == ("problem.form.flat-key", "done_x.date")


def test_the_name_of_a_note_is_no_answer(tmp_path: Path) -> None:
    assert loaded(tmp_path, form=with_question("{name: done_other, type: note, label: ก}"))


@pytest.mark.parametrize("questions", ["[]", "[{name: a, type: note, label: ก}, {name: b, type: signature}]"])
def test_a_form_asks_something(tmp_path: Path, questions: str) -> None:
    form = FORM.partition("questions:")[0] + f"questions: {questions}\n"
    assert faults(tmp_path, form=form) == [Fault("form.no-questions", "templates/form.yaml", 7, "questions")]


def test_a_close_type_is_suggested(tmp_path: Path) -> None:
    (problem,) = problems(campaign(tmp_path, form=with_question("{name: a, type: selct_one, label: ก}")))
    assert "“select_one”" in spoken(problem)


def test_labels_lose_their_line_breaks(tmp_path: Path) -> None:
    form = loaded(tmp_path, form=with_question("{name: a, type: text, label: ' หนึ่ง\\n'}".replace("\\n", ""))).form
    assert form.questions[2].label == "หนึ่ง"
    form = loaded(tmp_path, form=with_question('{name: a, type: text, label: "หนึ่ง \\n สอง\\tสาม"}')).form
    assert form.questions[2].label == "หนึ่ง สอง สาม"
