"""The languages a campaign can speak and the digits it can print."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """The language of forms, findings and workbooks: ISO 639-1 codes."""

    THAI = "th"
    ENGLISH = "en"


class Digits(StrEnum):
    """The digits of what the program itself prints."""

    ARABIC = "arabic"
    THAI = "thai"
