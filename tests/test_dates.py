from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpreport.dates import long_date, parse_date, parse_number, parse_setting_date, short_date
from cpreport.language import Digits, Language

TH, EN = Language.THAI, Language.ENGLISH
DUE = date(2010, 8, 31)

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("language", "digits", "long", "short"),
    [
        (TH, Digits.ARABIC, "31 สิงหาคม 2553", "31 ส.ค. 2553"),
        (TH, Digits.THAI, "๓๑ สิงหาคม ๒๕๕๓", "๓๑ ส.ค. ๒๕๕๓"),
        (EN, Digits.ARABIC, "31 August 2010", "31 Aug 2010"),
        (EN, Digits.THAI, "๓๑ August ๒๐๑๐", "๓๑ Aug ๒๐๑๐"),
    ],
)
def test_a_date_is_written_the_language_s_way(language: Language, digits: Digits, long: str, short: str) -> None:
    assert long_date(DUE, language, digits) == long
    assert short_date(DUE, language, digits) == short


def test_a_date_has_arabic_digits_and_no_leading_zero_by_default() -> None:
    assert long_date(date(2010, 4, 9), TH) == "9 เมษายน 2553"
    assert short_date(date(2010, 4, 9), EN) == "9 Apr 2010"


@given(days, st.sampled_from(Language), st.sampled_from(Digits), st.sampled_from(Language))
@settings(deadline=None)
def test_a_written_date_is_read_back(day: date, written_in: Language, digits: Digits, read_in: Language) -> None:
    assert parse_date(long_date(day, written_in, digits), read_in) == day
    assert parse_date(short_date(day, written_in, digits), read_in) == day


@given(days, st.sampled_from(Language), st.sampled_from(["/", "-", ".", " / "]))
@settings(deadline=None)
def test_a_date_in_figures_is_read_day_first_in_either_era(day: date, language: Language, by: str) -> None:
    assert parse_date(f"{day.day}{by}{day.month}{by}{day.year}", language) == day
    assert parse_date(f"{day.day:02}{by}{day.month:02}{by}{day.year + 543}", language) == day


@pytest.mark.parametrize("language", [TH, EN])
@pytest.mark.parametrize(
    "text",
    [
        "31/8/2553",
        "31 / 8 / 2553",
        "31/08/2010",
        "31-8-2553",
        "31.8.2553",
        "๓๑/๘/๒๕๕๓",
        "๓๑ ส.ค. ๒๕๕๓",
        "31 ส.ค.2553",
        "31ส.ค.2553",
        "31 ส. ค. 2553",
        "31 ส.ค 2553",
        "31 สค 2553",
        "31-ส.ค.-2553",
        "31 สิงหาคม 2553",
        "31 สิง\u200bหาคม\u00a02553",
        "31 สิงหาคม 2010",
        "31 สิงหาคม พ.ศ. 2553",
        "31 สิงหาคม พ.ศ. 53",
        "31 ส.ค. พศ 2553",
        "31 สิงหาคม ค.ศ. 2010",
        "วันที่ 31 สิงหาคม 2553",
        "วันที่ 31 เดือน สิงหาคม พ.ศ. 2553",
        "วันที่ 31/8/2553",
        "31 Aug 2010",
        "31 AUG. 2010",
        "31-Aug-2010",
        "31st August, 2010",
        "31 august 2553",
        "31 August B.E. 2553",
        "August 31, 2010",
        "Aug. 31 2010",
        "August 31st 2010",
        "2010-08-31",
        "2553-08-31",
        "2010/8/31",
        "2010-08-31T00:00:00",
        "2010-08-31 23:59",
        "2010-08-31T09:30:15.123+07:00",
        "2010-08-31T09:30:15Z",
        "  31/8/2553\n",
        "31 – 8 – 2553",
        "31 — 8 — 2553",
        "31/8/2553.",
        "31 ส.ค. 2553.",
        "31 สิงหา 2553",
        "31 สิงหา พ.ศ. ๒๕๕๓",
        "31/8/พ.ศ. 2553",
        "31 สิงหาคม พุทธศักราช 2553",
        "วันที่: 31/8/2553",
        "วันที่ 31 ส.ค. 2553",
        "วันอังคารที่ 31 สิงหาคม 2553",
        "วันที่ อังคาร 31 สิงหาคม 2553",
        "อ. 31 ส.ค. 2553",
        "Tuesday, 31 August 2010",
        "Tue. 31 Aug 2010",
        "31st of August 2010",
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, language: Language) -> None:
    assert parse_date(text, language) == DUE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 ต.ค.2552", date(2009, 10, 2)),
        ("29 มิถุุนายน 2553", date(2010, 6, 29)),
        ("29 เม.ย. 2553", date(2010, 4, 29)),
        ("1 มี.ค. 2553", date(2010, 3, 1)),
        ("1 กุมภาพันธ์ 2553", date(2010, 2, 1)),
        ("5 Sept 2010", date(2010, 9, 5)),
        ("5 may 2010", date(2010, 5, 5)),
        ("3/4/2010", date(2010, 4, 3)),
        ("29 ก.พ. 2555", date(2012, 2, 29)),
        ("29/2/2555", date(2012, 2, 29)),
    ],
)
def test_the_day_and_the_month_are_told_apart(text: str, expected: date) -> None:
    assert parse_date(text, TH) == expected


@pytest.mark.parametrize(
    ("text", "in_thai", "in_english"),
    [
        ("31/8/53", date(2010, 8, 31), date(2053, 8, 31)),
        ("31 ส.ค. 53", date(2010, 8, 31), date(2053, 8, 31)),
        ("31-Aug-10", date(1967, 8, 31), date(2010, 8, 31)),
        ("29/2/55", date(2012, 2, 29), None),
        ("29/2/12", None, date(2012, 2, 29)),
        ("31 – 8 – 53", date(2010, 8, 31), date(2053, 8, 31)),
        ("๓๑/๘/๕๓", date(2010, 8, 31), date(2053, 8, 31)),
        ("31 สิงหา 53", date(2010, 8, 31), date(2053, 8, 31)),
        ("31 ส.ค. ’53", date(2010, 8, 31), date(2053, 8, 31)),
    ],
)
def test_the_language_decides_the_era_of_a_short_year(text: str, in_thai: date | None, in_english: date | None) -> None:
    assert parse_date(text, TH) == in_thai
    assert parse_date(text, EN) == in_english


@pytest.mark.parametrize("language", [TH, EN])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "ไม่มี",
        "31/2/2553",
        "32/1/53",
        "0/1/53",
        "1/0/53",
        "31/13/2553",
        "8/31/2553",
        "2010-31-08",
        "29/2/2553",
        "29 ก.พ. 2553",
        "31/8/3",
        "31/8/553",
        "31/8/25531",
        "31/8",
        "31 สิงหาคม",
        "สิงหาคม 2553",
        "2553",
        "31",
        "31/8-53",
        "31/8/0053",
        "31/8/0010",
        "31/8/53 โดยประมาณ",
        "ประมาณ 31/8/53",
        "31/8/53 หรือ 1/9/53",
        "31/8/53\n1/9/53",
        "30-31 ส.ค. 2553",
        "3 1/8/2553",
        "31/8/2 553",
        "31 ส.ศ. 2553",
        "วันจันทร์ที่ 31 สิงหาคม 2553",
        "Monday, 31 August 2010",
        "30–31 ส.ค. 2553",
        "31 สิ 2553",
        "31 Augustus 2010",
        "สิงหาคม 31, 2553",
        "August 312010",
        "31 สิงหาคม พ.ศ. 2010",
        "31 สิงหาคม ค.ศ. 2553",
        "31/8/1899",
        "31/8/2442",
        "31/8/2201",
        "31/8/2744",
        "2010-08-31T24:00",
        "2010-08-31T",
        "20100831",
        "១/៨/២៥៥៣",
    ],
)
def test_what_is_not_surely_one_date_is_not_read(text: str, language: Language) -> None:
    assert parse_date(text, language) is None


@given(st.text(), st.sampled_from(Language))
@settings(deadline=None)
def test_no_text_stops_the_reading(text: str, language: Language) -> None:
    parse_date(text, language)
    parse_setting_date(text)
    parse_number(text)


@pytest.mark.parametrize("text", ["2010-08-31", "2553-08-31"])
def test_a_setting_is_an_iso_date_in_either_era(text: str) -> None:
    assert parse_setting_date(text) == DUE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/8/2553",
        "2010-8-31",
        "2010/08/31",
        "2010-08-31T00:00:00",
        "2010-08-31\n",
        " 2010-08-31",
        "๒๕๕๓-๐๘-๓๑",
        "2553-02-29",
        "2010-13-01",
        "2010-00-10",
        "10-08-31",
        "1467-08-31",
        "9999-08-31",
    ],
)
def test_a_setting_is_nothing_but_an_iso_date(text: str) -> None:
    assert parse_setting_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0"),
        ("12", "12"),
        (" 12\n", "12"),
        ("\u200e12\u200b", "12"),
        ("๑๒", "12"),
        ("007", "7"),
        ("1,250", "1250"),
        ("๑,๒๕๐.๕", "1250.5"),
        ("1,250.5", "1250.5"),
        ("12,345,678", "12345678"),
        ("12.50", "12.5"),
        ("-3", "-3"),
        ("+3", "3"),
        ("−3", "-3"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, expected: str) -> None:
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "1,25",
        "1,2500",
        "1250,000",
        "0,123",
        ",123",
        "1,,250",
        "1, 250",
        "1,250,",
        "1 000",
        "1\u00a0000",
        "12 คน",
        "12.",
        ".5",
        "1.2.3",
        "1.250,5",
        "--3",
        "- 3",
        "+-3",
        "3-",
        "NaN",
        "1e5",
        "Infinity",
        "0x10",
        "1_000",
        "½",
        "២",
    ],
)
def test_what_is_not_surely_one_number_is_not_read(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(-(10**12), 10**12))
@settings(deadline=None)
def test_a_number_with_thousands_marked_is_read_back(number: int) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(str(number)) == number
