"""The keys of one unit -> the unit: in one step where all is as nearly everybody writes it, else key by key."""

from __future__ import annotations

import re
from sys import intern
from typing import TYPE_CHECKING, Final

from cpreport.campaign import Unit
from cpreport.config.headings import COLUMNS
from cpreport.dates import parse_setting_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpreport.campaign import Plain
    from cpreport.config.fields import Fields

# What the printed code of a form can carry.
UNIT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}", re.ASCII)
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
LISTS: Final = ("aka",)
"""Keys that may hold several texts."""

_MOST_KEPT: Final = 256  # different values of one key
# `exempt: no` is text like everything else, and would exempt the unit.
_NO_REASON: Final = frozenset({"true", "false", "yes", "no"})
_KNOWN: Final = frozenset(COLUMNS)
# Thai and ASCII: all of it but the space can be seen, and nothing of it breaks a line.
_ORDINARY = re.compile("[ -~\u0e01-\u0e5b]*")


class Kept:
    """The officer's own values, those that units have in common kept once."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}
        self._nothing: dict[str, Plain] = {}

    def of(self, values: Mapping[str, Plain]) -> Mapping[str, Plain]:
        """The values that are kept for these of one unit; the empty text for nothing."""
        return {key: self._once(key, value) for key, value in values.items()} or self._nothing

    def _once(self, key: str, value: Plain) -> Plain:
        if not isinstance(value, str):
            return "" if value is None else value
        known = self._known.setdefault(key, {})
        # A key that tells units apart has other values soon; they would only be kept twice.
        return known.setdefault(value, value) if len(known) < _MOST_KEPT else known.get(value, value)


def ordinary_unit(texts: Mapping[str, str], kept: Kept) -> Unit | None:
    """The unit that `read_unit` would read, where its texts are plainly such that nothing can be wrong with them.

    Args:
        texts: Every text of the unit by its key, with nothing around it; those of `LISTS` separated by semicolons.
        kept: Keeps the officer's own values.

    Returns:
        None where they must be read with care, by `read_unit`.
    """
    get = texts.get
    unit_id, name, abbr, aka, head = get("id", ""), get("name", ""), get("abbr", ""), get("aka", ""), get("head", "")
    group, email, due, exempt = get("group", ""), get("email", ""), get("due", ""), get("exempt", "")
    day = parse_setting_date(due) if due else None
    is_sure = (
        name
        and UNIT_ID.fullmatch(unit_id)
        and _ORDINARY.fullmatch(f"{name}{abbr}{aka}{head}{group}{email}{due}{exempt}")
        and (not email or EMAIL.fullmatch(email))
        and (not due or day)
        and (not exempt or exempt.casefold() not in _NO_REASON)
    )
    if not is_sure:
        return None
    others = tuple([other for part in aka.split(";") if (other := part.strip())]) if aka else ()
    extra = kept.of({key: text for key, text in texts.items() if key not in _KNOWN})
    return Unit(unit_id, name, abbr, others, head, intern(group), email, day, exempt, extra)


def read_unit(fields: Fields, kept: Kept) -> Unit:
    """The unit of these fields; what is wrong with them goes to their report."""
    unit_id = fields.written("id", required=True)
    if unit_id.text and not UNIT_ID.fullmatch(unit_id.text):
        fields.fault("units.id", "id", value=unit_id.text)
    return Unit(
        id=unit_id.text,
        name=fields.text("name", required=True),
        abbr=fields.text("abbr"),
        aka=tuple([other.text for other in fields.texts("aka")]),
        head=fields.text("head"),
        group=intern(fields.text("group")),
        email=_email(fields),
        due=fields.day("due"),
        exempt=_exempt(fields),
        extra=kept.of(fields.rest()),
    )


def _email(fields: Fields) -> str:
    text = fields.text("email")
    if text and not EMAIL.fullmatch(text):
        fields.fault("units.email", "email", value=text)
    return text


def _exempt(fields: Fields) -> str:
    text = fields.text("exempt")
    if text.casefold() in _NO_REASON:
        fields.fault("units.exempt", "exempt", value=text)
    return text
