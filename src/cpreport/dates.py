"""Dates and numbers as people write them, in either era and with either digits."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from cpreport.language import Digits, Language
from cpreport.thai import arabic_digits, normalise, thai_digits, visible

_BUDDHIST_ERA = 543
_LATEST_COMMON_YEAR = 2400  # a four-digit year after this one is B.E.
_SANE_YEARS = range(1900, 2201)  # C.E.

_LONG_MONTHS = {
    Language.THAI: "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(),
    Language.ENGLISH: "January February March April May June July August September October November December".split(),
}
_SHORT_MONTHS = {
    Language.THAI: "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split(),
    Language.ENGLISH: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}


def _month_key(written: str) -> str:
    return normalise(written).replace(".", "")


_MONTHS = {
    **{str(number): number for number in range(1, 13)},
    **{f"{number:02}": number for number in range(1, 10)},
    **{
        _month_key(name): number
        for names in (*_LONG_MONTHS.values(), *_SHORT_MONTHS.values())
        for number, name in enumerate(names, start=1)
    },
    # As people say them, without the last syllable: สิงหา, เมษา.
    **{
        _month_key(name).removesuffix("คม").removesuffix("ยน").removesuffix("พันธ์"): number
        for number, name in enumerate(_LONG_MONTHS[Language.THAI], start=1)
    },
    "sept": 9,
}
_WEEKDAYS = {
    _month_key(name): number
    for names in (
        "จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์",
        "จ. อ. พ. พฤ. ศ. ส. อา.",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "Mon Tue Wed Thu Fri Sat Sun",
    )
    for number, name in enumerate(names.split())
} | {_month_key(name): 3 for name in ("พฤหัส", "พฤหัสฯ", "Thur", "Thurs")}

# The shapes of a date, to be matched against a normalised text: in lower case, without white space but for one
# space between two numbers.
_DAY = r"(?P<day>[0-9]{1,2})"
_YEAR = r"['’]?(?P<year>[0-9]{4}|[0-9]{2})"
_ERA = r"(?P<era>พุทธศักราช|พ\.?ศ\.?|คริสต์?ศักราช|ค\.?ศ\.?|b\.?e\.?|a\.?d\.?|c\.?e\.?)"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]+)?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?"
_SHAPES = (
    # 31/8/2553
    re.compile(rf"{_DAY}(?P<separator>[-/.])(?P<month>[0-9]{{1,2}})(?P=separator){_ERA}?{_YEAR}"),
    # 31 ส.ค. 2553, 31 เดือน สิงหาคม พ.ศ. 2553, 31-Aug-10, 31st August 2010
    re.compile(rf"{_DAY}(?:st|nd|rd|th)?(?:of)?[-/]?(?:เดือน)?(?P<month>[^0-9/,'’-]+?)[-/,]?{_ERA}?{_YEAR}"),
    # August 31, 2010
    re.compile(rf"(?P<month>[a-z]+\.?){_DAY}(?:st|nd|rd|th)?[, ]?(?<![0-9])(?P<year>[0-9]{{4}})"),
    # 2010-08-31, 2010-08-31T09:30:00+07:00
    re.compile(
        r"(?P<year>[0-9]{4})(?P<separator>[-/])(?P<month>[0-9]{1,2})(?P=separator)"
        rf"{_DAY}(?:[t ]{_TIME})?"
    ),
)
_DASHES = str.maketrans("–—‐‑‒−", "------")
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
# What stands before a date: its label, or the day of the week.
_BEFORE = re.compile(rf"(?:{normalise('วันที่')}:?)?(?:(?:วัน)?(?P<weekday>{_WEEKDAY})\.?,?(?:ที่)?)?")
_SETTING = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")

# Neither "12." nor ".5": such a dot may be what is left of a dotted line.
_LONGEST_NUMBER = 300  # digits: more are no number to floating point, Excel and JSON
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


@lru_cache(maxsize=64)  # units share their dates, and so the texts too
def long_date(day: date, language: Language, digits: Digits = Digits.ARABIC) -> str:
    """Writes a date out: 29 เมษายน 2553, or 29 April 2010."""
    return _written(day, _LONG_MONTHS[language], language, digits)


@lru_cache(maxsize=64)
def short_date(day: date, language: Language, digits: Digits = Digits.ARABIC) -> str:
    """Writes a date with its month abbreviated: 31 ส.ค. 2553, or 31 Aug 2010."""
    return _written(day, _SHORT_MONTHS[language], language, digits)


def _written(day: date, months: list[str], language: Language, digits: Digits) -> str:
    year = day.year + _BUDDHIST_ERA if language is Language.THAI else day.year
    text = f"{day.day} {months[day.month - 1]} {year}"
    return thai_digits(text) if digits is Digits.THAI else text


def ordinal(number: int, language: Language, digits: Digits = Digits.ARABIC) -> str:
    """Says which one of a row it is: ครั้งที่ 2, or 2nd.

    Example:
        >>> [ordinal(number, Language.ENGLISH) for number in (1, 2, 3, 11, 22)]
        ['1st', '2nd', '3rd', '11th', '22nd']
    """
    if language is Language.THAI:
        return f"ครั้งที่ {thai_digits(str(number)) if digits is Digits.THAI else number}"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def parse_date(text: str, language: Language) -> date | None:
    """Reads a date that a person wrote; guesses nothing.

    The day comes before the month, except in 2010-08-31 and in August 31, 2010. Months have their names in either
    language. A year of four digits is B.E. when it is over 2400; one of two digits is B.E. in Thai and 20xx in
    English. An era that is written out decides. A day of the week must be that day's.

    Args:
        text: What was written, with either digits.
        language: The language of the form, which decides the era of a two-digit year.

    Returns:
        The date, or None where the text holds anything else, no possible date, or one outside 1900-2200 C.E.

    Example:
        >>> parse_date("๓๑ ส.ค. ๒๕๕๓", Language.THAI)
        datetime.date(2010, 8, 31)
    """
    written = normalise(text).translate(_DASHES).removesuffix(".")
    before = _BEFORE.match(written)
    if before is None:
        return None
    for shape in _SHAPES:
        if found := shape.fullmatch(written, before.end()):
            day = _possible_date(_common_year(found, language), found["month"], found["day"])
            weekday = _WEEKDAYS.get(before["weekday"] or "")
            return day if day and weekday in {None, day.weekday()} else None
    return None


def _common_year(found: re.Match[str], language: Language) -> int:
    is_buddhist = _is_buddhist(found, language)
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2500 if is_buddhist else 2000
    return year - _BUDDHIST_ERA if is_buddhist else year


def _is_buddhist(found: re.Match[str], language: Language) -> bool:
    if era := found.groupdict().get("era"):
        return str(era).startswith(("พ", "b"))
    if len(found["year"]) == 2:
        return language is Language.THAI
    return int(found["year"]) > _LATEST_COMMON_YEAR


def _possible_date(year: int, month: str, day: str) -> date | None:
    number = _MONTHS.get(_month_key(month))
    if number is None or year not in _SANE_YEARS:
        return None
    try:
        return date(year, number, int(day))
    except ValueError:
        return None


def parse_setting_date(text: str) -> date | None:
    """Reads a date in our own files: YYYY-MM-DD and nothing else, B.E. when the year is over 2400."""
    found = _SETTING.fullmatch(text)
    if not found:
        return None
    # All years have four digits here, so that no language decides.
    return _possible_date(_common_year(found, Language.ENGLISH), found["month"], found["day"])


def parse_number(text: str) -> Decimal | None:
    """Reads a number that a person wrote, with either digits and with commas only between thousands.

    Returns:
        The number, or None where the text holds anything else: a unit, a space, an exponent.

    Example:
        >>> parse_number("๑,๒๕๐.5")
        Decimal('1250.5')
    """
    written = arabic_digits(visible(text)).strip().replace("−", "-")
    if len(written) > _LONGEST_NUMBER or not _NUMBER.fullmatch(written):
        return None
    return Decimal(written.replace(",", ""))
