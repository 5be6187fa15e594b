from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpreport import thai
from cpreport.thai import arabic_digits, normalise, sort_key, thai_digits, visible

TONE, SIGN_I, SIGN_U, NIKHAHIT, AA, AM = "\u0e48", "\u0e34", "\u0e38", "\u0e4d", "\u0e32", "\u0e33"

thai_letters = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
other_letters = st.one_of(st.characters(max_codepoint=0x0DFF), st.characters(min_codepoint=0x0E80))
troublesome = st.sampled_from(list(" \t\n\u00a0\u3000\u200b\u00ad\u200f\ufeff109๑๐aAßİ\u0301\u0323\u05b0\u0345.-/"))
texts = st.text(st.one_of(thai_letters, troublesome, st.characters()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สำนัก", "สํานัก"),
        ("น้ำ", f"น{NIKHAHIT}\u0e49{AA}"),
        ("น้ำ", f"น\u0e49{NIKHAHIT}{AA}"),
        ("น้ำ", f"น{AM}\u0e49"),
        ("น้ำ", f"น{NIKHAHIT}\u0e49{AM}"),
        ("น้ำ", f"น{NIKHAHIT}{AA}\u0e49"),
        ("น้ำ", f"น{AM}\u0e49{AM}\u0e49"),
        ("แผน", "เเผน"),
        ("แผน", "เ\u200bเผน"),
        (f"ก{SIGN_I}{TONE}ง", f"ก{TONE}{SIGN_I}ง"),
        (f"ก{SIGN_U}{TONE}ง", f"ก{TONE}{SIGN_U}ง"),
        ("สิทธิ์", "สิทธ\u0e4c\u0e34"),
        ("พันธุ์", "พันธ\u0e4c\u0e38"),
        (f"ท{SIGN_I}{TONE}", f"ท{SIGN_I}{SIGN_I}{TONE}{TONE}"),
        (f"ท{SIGN_I}{TONE}", f"ท{SIGN_I}{TONE}{SIGN_I}{TONE}"),
        ("เขต 1", "เขต๑"),
        ("กองการเจ้าหน้าที่", " กองการ\u00a0เจ้า\tหน้า\r\nที่\u3000"),
        ("กองคลัง", "\ufeffกอง\u200bคลัง\u200d\u00ad\u200e\u202c\u2069"),
        ("Career path", "CAREER  Path"),
        ("Café", "cafe\u0301"),
        ("Unit 1 1", "unit ๑\u00a0\n๑"),
    ],
)
def test_texts_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("เขต 1", "เขต 2"),
        ("เขต 1", "เขต 11"),
        ("Unit 1 1", "Unit 11"),
        ("ปา", "ป่า"),
        ("สิทธิ์", "สิทธิ"),
        ("กอง-คลัง", "กองคลัง"),
        ("a\u0301", "a"),
    ],
)
def test_texts_that_differ_have_different_keys(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        (" \u200b\n", ""),
        ("เขต 1 2 ก", "เขต1 2ก"),
        ("ข้อ 1 . 2", "ข้อ1.2"),
        ("1\u200b1", "11"),
        ("สํานัก", "สำนัก"),
    ],
)
def test_a_key_is_the_plainest_spelling(text: str, key: str) -> None:
    assert normalise(text) == key


@given(texts)
@settings(deadline=None)
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.one_of(st.text(thai_letters), st.text(other_letters)))
@settings(deadline=None)
def test_a_key_does_not_depend_on_how_characters_are_composed(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


@given(st.text(thai_letters), st.integers(min_value=0))
@settings(deadline=None)
def test_an_invisible_character_changes_no_key(text: str, place: int) -> None:
    place %= len(text) + 1
    assert normalise(text[:place] + "\u200b" + text[place:]) == normalise(text)


def test_visible_text_keeps_its_white_space_and_spelling() -> None:
    assert visible("\u200eกอง\u00adคลัง \u00a0เขต\u200b ๑") == "กองคลัง \u00a0เขต ๑"


def test_arabic_digits_replace_thai_ones_everywhere() -> None:
    assert arabic_digits("ข้อ ๐๑๒๓๔๕๖๗๘๙/10 A๔") == "ข้อ 0123456789/10 A4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0123456789", "๐๑๒๓๔๕๖๗๘๙"),
        ("ที่ นร 0203.02/ว 884", "ที่ นร ๐๒๐๓.๐๒/ว ๘๘๔"),
        ("29 เมษายน 2553", "๒๙ เมษายน ๒๕๕๓"),
        ("1,250.50 บาท", "๑,๒๕๐.๕๐ บาท"),
        ("2010-08-31", "๒๐๑๐-๐๘-๓๑"),
        ("Form 5", "Form ๕"),
    ],
)
def test_thai_digits_replace_arabic_ones(text: str, expected: str) -> None:
    assert thai_digits(text) == expected
    assert arabic_digits(thai_digits(text)) == text


@pytest.mark.parametrize(
    "address",
    [
        "http://www.prd.go.th/form/2553?id=12&x=[3]",
        "HTTPS://example.org:8080/1",
        "ftp://10.0.0.1/7",
        "www.prd.go.th/2553",
        "prd.go.th/cp/2553",
        "prd.go.th:8080/7",
        "hr+2553@example.org",
        "12@prd2.go.th",
        "COVID-19",
        "cp-2553",
        "cp_2553",
        "A4",
        "v1.2",
        "2A",
    ],
)
def test_digits_stay_arabic_in_addresses_and_latin_words(address: str) -> None:
    assert thai_digits(address) == address
    assert thai_digits(f"ข้อ 1 ดู{address}ภายในวันที่ 5") == f"ข้อ ๑ ดู{address}ภายในวันที่ ๕"
    assert thai_digits(f"1 ({address}) 5") == f"๑ ({address}) ๕"


def test_long_runs_of_marks_are_read_in_reasonable_time() -> None:
    for run in (f"{AM}{TONE}", f"{NIKHAHIT}{AA}{TONE}", f"{TONE}{SIGN_I}\u05b0", "เ", " 1"):
        normalise(run * 20_000)


def test_long_runs_of_address_characters_are_read_in_reasonable_time() -> None:
    for run in ("%" * 50_000, "a." * 50_000, "1-" * 50_000, "a%" * 50_000):
        assert len(thai_digits(run)) == len(run)


@pytest.mark.parametrize(
    "in_order",
    [
        ["เขต 1", "เขต ๒", "เขต 10", "เขต ๑๑"],
        ["กา", "เกม", "แก", "ขา", "เขา", "ไข", "คน"],
        ["ปา", "ป่า", "ป้า", "ป๊า", "ป๋า", "ปาก"],
        ["กาแฟ", "กำ", "กิน", "กุ้ง", "เก", "เก็ง", "เก่ง", "แก่", "โก้", "ใกล้", "ไก่"],
        ["ขอนแก่น", "เชียงราย", "เชียงใหม่", "ตาก", "แพร่", "ภูเก็ต", "แม่ฮ่องสอน", "ยะลา", "เลย", "สงขลา"],
        ["รัก", "ฤดู", "ลม", "ฦๅ", "วัน"],
        ["(ร่าง)", "1", "alpha", "Beta", "ก"],
        ["ข้อ 1.2", "ข้อ 1.10", "ข้อ 2"],
        ["กรุงเทพฯ", "กรุงเทพมหานคร"],
    ],
)
def test_texts_sort_as_in_a_thai_dictionary(in_order: list[str]) -> None:
    assert all(sort_key(first) < sort_key(second) for first, second in pairwise(in_order))


def test_a_number_of_any_length_sorts() -> None:
    assert sort_key("9" * 5000) < sort_key("1" + "0" * 5000)


@given(texts, texts)
@settings(deadline=None)
def test_any_two_keys_can_be_compared(one: str, other: str) -> None:
    first, second = sorted([sort_key(one), sort_key(other)])
    assert first <= second
    assert not second < first


@given(texts, texts)
@settings(deadline=None)
def test_only_texts_with_the_same_key_share_a_place(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (normalise(one) == normalise(other))


@given(st.text("กำแมเิ่้็ํ์ๆ ๑1aZ.\u200b\u00a0\n\u2028e\u0301", max_size=12))
def test_texts_that_need_no_rule_have_the_key_that_the_rules_give(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(thai, "_is_settled", lambda _: False)
        key = normalise(text)
    assert normalise(text) == key


@given(st.text("กขจเแโำะาิุ่้์ํ๑1aAé \u00a0\u200b.", max_size=12))
def test_a_space_counts_as_little_as_any_other_white_space(text: str) -> None:
    assert normalise(text) == normalise(text.replace(" ", "\n"))
