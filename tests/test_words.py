"""Everything the program says exists in both languages and can be said."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from cpreport.language import Language
from cpreport.reading import DriftKind, FindingKind
from cpreport.returned import Outcome
from cpreport.words import CATALOGUE, say

SOURCE = Path(__file__).parents[1] / "src" / "cpreport"

# Where the number is a limit, stands for more than fits, or is no number at all.
ALWAYS_MANY = {
    "demo.as-planned": {"answers"},
    "demo.filled": {"answers", "marks"},
    "director.chart.more": {"answers"},
    "problem.config.depth": {"levels"},
    "problem.form.font": {"characters"},
    "problem.review.no-value": {"needs"},
    "problem.xlsform.long": {"characters"},
    "workbook.excerpt": {"characters"},
    "workbook.more-groups": {"groups"},
    "workbook.tidy.too-many": {"rows"},
}

# The list of words stands in docs/carrying-on.md.
ONE_WORD = {
    "แยกไว้": "พักไว้",
    "ตัดสิน": "พิจารณา",
    "ตรวจตรา": "รหัสกำกับแบบ",
    "วันครบกำหนด": "กำหนดส่ง",
    "โฟลเดอร์ของงาน": "โฟลเดอร์งาน",
    "ทวง": "ติดตาม",
    "เทมเพลต": "แม่แบบ",
    "แบบฟอร์ม": "แบบรายงาน",
    "อีเมล์": "อีเมล",
}


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_every_entry_says_the_same_in_both_languages(key: str) -> None:
    thai, english = CATALOGUE[key]
    assert thai.strip()
    assert english.strip()
    assert slots(thai) == slots(english)
    if re.search("[A-Za-z]{2}", re.sub(r"\{.*?\}", "", english)):
        assert re.search("[\u0e00-\u0e7f]", thai)
    for language in Language:
        say(key, language, **dict.fromkeys(slots(thai), "x"))


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_no_english_entry_says_that_one_thing_is_many(key: str) -> None:
    said = say(key, Language.ENGLISH, **dict.fromkeys(slots(CATALOGUE[key][1]), 1))
    many = set(re.findall(r"\b1 (?:[a-z-]+ )?([a-z]+s)\b", said)) - {"is", "was", "does", "has", "this"}
    assert many == ALWAYS_MANY.get(key, set())


def test_a_number_chooses_its_word() -> None:
    said = {n: say("generate.done", Language.ENGLISH, count=n, folder="outbox") for n in (0, 1, 2, 21)}
    assert said[1] == "1 form written to outbox"
    assert said[0].startswith("0 forms ")
    assert said[2].startswith("2 forms ")
    assert said[21].startswith("21 forms ")
    assert say("problem.config.more", Language.ENGLISH, number="1") == "there is 1 more problem"
    assert say("generate.done", Language.THAI, count=1, folder="outbox") == "สร้างแบบแล้ว 1 ไฟล์ ใน outbox"


def test_thai_keeps_to_one_word_for_each_thing() -> None:
    for key, (thai, _) in CATALOGUE.items():
        for unwanted, wanted in ONE_WORD.items():
            assert unwanted not in thai, f"{key}: {wanted}"


def test_every_finding_has_words_and_advice() -> None:
    for kind in FindingKind:
        assert f"finding.{kind}" in CATALOGUE
        assert f"finding.{kind}.hint" in CATALOGUE
    assert all(f"drift.{kind}" in CATALOGUE for kind in DriftKind)
    assert all(f"outcome.{outcome}" in CATALOGUE for outcome in Outcome)


def test_every_problem_and_warning_says_what_to_do() -> None:
    for key in CATALOGUE:
        if key.startswith(("problem.", "warning.")) and not key.endswith(".hint"):
            assert f"{key}.hint" in CATALOGUE, key


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    prefixes = tuple({key.partition(".")[0] + "." for key in CATALOGUE})
    for file in SOURCE.rglob("*.py"):
        if file.parent.name == "words":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
                "say",
                "warn",
                "Problem",
                "problem",
            }:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and str(argument.value).startswith(prefixes):
                        assert argument.value in CATALOGUE, (file.name, argument.value)
