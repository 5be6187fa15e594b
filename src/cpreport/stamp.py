"""Which form of which campaign for which unit: the stamp in a file's properties and the code printed on it.

The stamp is an HMAC-SHA-256 under the campaign's secret, so a stamp that was altered is found out. The printed code
carries check characters only: it survives every editor, and a slip of the keyboard is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote, unquote

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 O 1 I: they are mistaken for one another
_CHECK_LENGTH = 4
_CODE = re.compile(
    rf"([\w.-]{{1,80}})/([\w.-]{{1,40}})/([A-Za-z0-9-]{{1,80}})/([{_ALPHABET}]{{{_CHECK_LENGTH}}})(?!\w)",
    re.IGNORECASE,
)
_SCHEME = "cp1"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a form is: campaign, version of its questions, and unit."""

    form_id: str
    version: str
    unit: str


class StampVerdict(StrEnum):
    """What a ledger can say about a stamp."""

    VALID = "valid"
    FAILED = "failed"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code found in a text: parts as printed, and whether its check characters are right."""

    form_id: str
    version: str
    unit: str
    valid: bool


def make_stamp(identity: Identity, secret: bytes) -> str:
    """The stamp for one form, as ASCII text.

    Example:
        >>> make_stamp(Identity("cp-2553", "1", "kkj"), b"secret").split("|")[:4]
        ['cp1', 'cp-2553', '1', 'kkj']
    """
    parts = [quote(part, safe="") for part in (identity.form_id, identity.version, identity.unit)]
    payload = "|".join([_SCHEME, *parts, _key_id(secret)])
    return f"{payload}|{_mac(payload, secret)}"


def is_stamp(text: str) -> bool:
    """Whether a property's text claims to be a stamp of ours."""
    return text.strip().startswith(f"{_SCHEME}|")


def check_stamp(text: str, secret: bytes) -> tuple[StampVerdict, Identity | None]:
    """What the stamp says and whether this campaign's secret vouches for it."""
    parts = text.strip().split("|")
    if len(parts) != 6 or parts[0] != _SCHEME:
        return StampVerdict.FAILED, None
    identity = Identity(*(unquote(part) for part in parts[1:4]))
    if parts[4] != _key_id(secret):
        return StampVerdict.FOREIGN, identity
    expected = _mac("|".join(parts[:5]), secret)
    genuine = hmac.compare_digest(expected.encode(), parts[5].encode())
    return (StampVerdict.VALID if genuine else StampVerdict.FAILED), identity


def printed_code(identity: Identity) -> str:
    """The code printed at the foot of a form, for instance `cp-2553/1/kkj/7KQ4`."""
    parts = (printable(identity.form_id), printable(identity.version), identity.unit)
    return "/".join([*parts, _check_characters(*parts)])


def printable(text: str) -> str:
    """A form id or version as it stands in a printed code."""
    return re.sub(r"[^\w.-]+", "_", text)


def find_codes(text: str) -> tuple[PrintedCode, ...]:
    """Every printed code in a text, also those whose check characters are wrong."""
    return () if text.count("/") < 3 else _codes_in(text)


@lru_cache(maxsize=16)  # a form has its code in two places, and is asked for it more than once
def _codes_in(text: str) -> tuple[PrintedCode, ...]:
    return tuple(_as_code(*match.groups()) for match in _CODE.finditer(text))


def _as_code(form_id: str, version: str, unit: str, check: str) -> PrintedCode:
    return PrintedCode(form_id, version, unit, valid=_check_characters(form_id, version, unit) == check.upper())


@lru_cache(maxsize=16)
def _check_characters(*parts: str) -> str:
    # Case is ignored, because editors capitalise what begins a line.
    number = int.from_bytes(hashlib.sha256("/".join(parts).casefold().encode()).digest()[:8], "big")
    return "".join(_ALPHABET[(number >> 5 * place) % 32] for place in range(_CHECK_LENGTH))


@lru_cache(maxsize=8)
def _key_id(secret: bytes) -> str:
    return hashlib.sha256(b"cpreport key id\0" + secret).hexdigest()[:8]


def _mac(payload: str, secret: bytes) -> str:
    return hmac.digest(secret, payload.encode(), "sha256").hex()[:32]
