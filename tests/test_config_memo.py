from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from configuring import MEMO, SHIPPED, Fault, campaign, faults, loaded, problems, spoken
from cpreport.config.memo import load_source
from cpreport.errors import CampaignError

if TYPE_CHECKING:
    from pathlib import Path


def with_head(line: str) -> str:
    """The memo with one more key in its head, on line 5."""
    return MEMO.replace("---\nส่ง", f"{line}\n---\nส่ง")


def with_body(text: str) -> str:
    """The memo with one more paragraph, on line 8."""
    return f"{MEMO}\n{text}\n"


def test_head_and_body_are_read(tmp_path: Path) -> None:
    head = 'date: 2553-04-29\nsigner: {name: นาย ก, position: ผอ.}\nphone: 02\ntitle: "{{ form.title }}"\nurgency:'
    memo = loaded(tmp_path, memo=with_head(head)).memo
    assert memo.file == "templates/memo.md.j2"
    assert memo.front == {
        "agency": "กอง",
        "subject": "เรื่อง",
        "to": "ผู้อำนวยการ",
        "date": "2553-04-29",
        "signer": {"name": "นาย ก", "position": "ผอ."},
        "phone": "02",
        "title": "{{ form.title }}",
        "urgency": None,
    }
    assert (memo.body, memo.body_line) == ("ส่งภายใน {{ form.due | shortdate }}\n", 11)


@pytest.mark.parametrize(
    ("memo", "what", "line", "field"),
    [
        ("", "memo.no-head", 1, ""),
        ("ส่งภายใน\n---\n---\n", "memo.no-head", 1, ""),
        ("---\nagency: กอง\nส่ง\n", "memo.open-head", 1, ""),
        ("---\n---\nส่ง\n", "config.empty", 1, ""),
        ("---\nกอง\n---\nส่ง\n", "config.not-mapping", 2, ""),
        (MEMO.replace("agency: กอง\n", ""), "config.required", 2, "agency"),
        (MEMO.replace("subject: เรื่อง", "subject: ' '"), "config.blank", 3, "subject"),
        (MEMO.replace("to: ผู้อำนวยการ\n", ""), "config.required", 2, "to"),
        (MEMO.replace("to: ผู้อำนวยการ", "to: [a, b]"), "config.not-text", 4, "to"),
        (with_head("to: ใคร"), "config.duplicate-key", 5, "to"),
        (with_head("date: 29/4/2553"), "config.not-date", 5, "date"),
        (with_head("signer: นาย ก"), "config.not-mapping", 5, "signer"),
        (with_head("signer: {position: ผอ.}"), "config.required", 5, "signer.name"),
        (with_head("x: {{ form.title }}"), "config.key", 5, "x"),
        (with_head("x: 'no end"), "config.syntax", 5, ""),
        (with_head("x: '{{ form.title'"), "memo.syntax", 5, "x"),
        (with_head("x: [1, {y: '{% if %}'}]"), "memo.syntax", 5, "x[2].y"),
        (with_head("x: '{{ 1 | nosuch }}'"), "memo.filter", 5, "x"),
        (with_body("{{ form.due"), "memo.syntax", 8, ""),
        (with_body("ก\n{% if x %}\nข"), "memo.syntax", 9, ""),
        (with_body("{{ form.due | shotdate }}"), "memo.filter-close", 8, ""),
        (with_body("{{ 1 if x is nosuchtest }}"), "memo.filter", 8, ""),
        (with_body("{{ " + "9" * 5000 + " }}"), "memo.syntax", 6, ""),
        (with_body("{{ " + "(" * 5000 + ")" * 5000 + " }}"), "memo.syntax", 6, ""),
        (with_body("{{ " + "1+" * 5000 + "1 }}"), "memo.syntax", 6, ""),
        (with_body("ก\x0bข"), "config.control", 8, ""),
    ],
)
def test_a_wrong_memo_is_named_by_file_line_and_key(
    tmp_path: Path, memo: str, what: str, line: int, field: str
) -> None:
    assert Fault(what, "templates/memo.md.j2", line, field) in faults(tmp_path, memo=memo)


def test_an_unquoted_tag_says_that_quotation_marks_are_needed(tmp_path: Path) -> None:
    found = problems(campaign(tmp_path, memo=with_head("x: {{ form.title }}")))
    assert "begins with { or {{" in spoken(found[0])


@pytest.mark.parametrize("day", ["2010-04-29", "2553-04-29", "'{{ today }}'", "'{% if x %}{% endif %}'", "~"])
def test_a_date_is_a_date_or_a_template(tmp_path: Path, day: str) -> None:
    assert loaded(tmp_path, memo=with_head(f"date: {day}"))


@pytest.mark.parametrize(
    "text", ["{{ 'x' | center(9999999999) }}", "{{ 9 ** 9 ** 9 }}", "{% for x in y %}{% endfor %}"]
)
def test_nothing_is_computed_while_a_memo_is_checked(tmp_path: Path, text: str) -> None:
    assert loaded(tmp_path, memo=with_body(text))


def test_all_three_filters_of_the_contract_are_known(tmp_path: Path) -> None:
    text = "{{ today | longdate }} {{ today | shortdate | thaidigits }} {{ unit.name | upper }}"
    assert loaded(tmp_path, memo=with_body(text))


def test_a_word_document_stands_in_for_the_memo(tmp_path: Path) -> None:
    folder = campaign(tmp_path, memo=None)
    folder.memo_docx.write_bytes(b"PK")
    memo = loaded(tmp_path, memo=None).memo
    assert (memo.file, memo.front, memo.body) == ("templates/memo.docx", {}, "")


def test_other_documents_are_read_the_same_way(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    with pytest.raises(CampaignError) as missing:
        load_source(folder, folder.reminder_file)
    assert missing.value.problems[0].file == "templates/reminder.md.j2"
    folder.reminder_file.write_text(MEMO, encoding="utf-8")
    assert load_source(folder, folder.reminder_file).file == "templates/reminder.md.j2"


def seed_paragraphs() -> list[str]:
    """The paragraphs of the shipped memo but for the first."""
    text = (SHIPPED / "templates/memo.md.j2").read_text(encoding="utf-8")
    return [line for line in text.partition("---\nตามที่")[2].split("\n") if line.strip()]


def test_the_shipped_memo_has_every_paragraph() -> None:
    paragraphs = seed_paragraphs()
    assert len(paragraphs) == 22
    assert sum(line.startswith("- ") for line in paragraphs) == 8
    assert [line.split(" ")[0] for line in paragraphs if line[0].isdigit()] == [
        "1.", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.2", "1.3", "2.",
    ]  # fmt: skip
