"""The words in the type column of an XLSForm's survey."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cpreport.form import QuestionType

OTHER: Final = "other"
"""The name of the choice that `or_other` adds to a list."""

_PLAIN: Final = {
    "text": QuestionType.TEXT, "string": QuestionType.TEXT, "integer": QuestionType.INTEGER,
    "int": QuestionType.INTEGER, "decimal": QuestionType.DECIMAL, "date": QuestionType.DATE, "note": QuestionType.NOTE,
}  # fmt: skip
_PICTURES: Final = frozenset({"image", "photo"})
_METADATA: Final = frozenset(
    {"start", "end", "today", "deviceid", "imei", "subscriberid", "simserial", "phonenumber", "username", "email"}
) | {"audit"}
_SELECT: Final = re.compile(
    r"(?P<one>select[_ ]one|select1)|(?P<many>select[_ ]multiple|select all that apply)", re.IGNORECASE
)
_LIST: Final = re.compile(r"(?:[_ ]?from)?\s+(?P<list>\S+)(?P<other>\s+(?:or[_ ]other|or specify other))?")
_BEGIN: Final = re.compile(r"begin[_ ](.+)", re.IGNORECASE)
_END: Final = re.compile(r"end[_ ].+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type that a form of ours has too; a select with the name of its list of choices."""

    type: QuestionType
    list_name: str = ""
    or_other: bool = False


def kind_of(written: str) -> Kind | None:
    """The type of a question as we call it; None where we have none such."""
    words = " ".join(written.split())
    if plain := _PLAIN.get(words.casefold()):
        return Kind(plain)
    select = _SELECT.match(words)
    named = _LIST.fullmatch(words[select.end() :]) if select else None
    if select is None or named is None:
        return None
    kind = QuestionType.SELECT_ONE if select["one"] else QuestionType.SELECT_MULTIPLE
    return Kind(kind, named["list"], named["other"] is not None)


def is_picture(written: str) -> bool:
    """Whether a picture is asked for; with the right appearance it is a signature."""
    return written.strip().casefold() in _PICTURES


def is_metadata(written: str) -> bool:
    """Whether a device would fill this in by itself, so that nobody is asked anything."""
    return written.strip().casefold() in _METADATA


def group_of(written: str) -> str:
    """What begins here: `group`, `repeat` or another; empty where nothing does."""
    found = _BEGIN.fullmatch(" ".join(written.split()))
    return found[1].casefold() if found else ""


def is_end(written: str) -> bool:
    """Whether a group ends here."""
    return bool(_END.fullmatch(" ".join(written.split())))
