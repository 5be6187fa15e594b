"""Mails saved by Outlook (.msg): what was attached to them, who sent them and when."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

from cpreport.containers.entry import Container, Entry, RefusedError, attached, told_apart
from cpreport.containers.mail import sender_address, sent_date, shown_pictures
from cpreport.reading import FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oxmsg.properties import Properties
    from oxmsg.storage import Storage

    from cpreport.containers.entry import Budget

# What stands before the properties of a mail, of a mail in a mail, and of an attachment ([MS-OXMSG] 2.4.1).
_MAIL, _MAIL_INSIDE, _ATTACHMENT = 32, 24, 8
_PROPERTIES: Final = "__properties_version1.0"
_LARGEST_PROPERTIES: Final = 1_000_000
_MAIL_IN_MAIL: Final = "__substg1.0_3701000D"
_DEEPEST: Final = 3

_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SENDER_ADDRESS, _SENDER_SMTP, _HEADERS = 0x0C1F, 0x5D01, 0x007D
_HTML: Final = 0x1013
_DATA, _NAME, _LONG_NAME, _SHORT_NAME, _TYPE = 0x3701, 0x3001, 0x3707, 0x3704, 0x370E
_METHOD, _IDENTIFIER, _FLAGS, _HIDDEN = 0x3705, 0x3712, 0x3714, 0x7FFE
_OLE_OBJECT: Final = 6
_SHOWN_IN_TEXT: Final = 4


def open_outlook(data: bytes, budget: Budget) -> Container:
    """The attachments of a mail; what was attached to mails in it among them, and no pictures that its text shows.

    Raises:
        RefusedError: If it holds more than may be taken.
    """
    from olefile import OleFileIO  # only where such a mail came
    from oxmsg.storage import Storage

    with OleFileIO(io.BytesIO(data)) as file:
        container = _mail(Storage.from_ole(file), _MAIL, 1)
    budget.spend(len(container.entries), sum(len(entry.data) for entry in container.entries))
    return container


def _mail(storage: Storage, offset: int, depth: int) -> Container:
    if depth > _DEEPEST:
        raise RefusedError(FindingKind.UNSAFE, "mails in mails in mails")
    properties = _properties(storage, offset)
    headers = _headers(properties)
    address = properties.str_prop_value(_SENDER_SMTP) or properties.str_prop_value(_SENDER_ADDRESS) or ""
    sender = sender_address(headers.get("from", "")) or (address if "@" in address else "")
    moments = (properties.date_prop_value(pid) for pid in (_SUBMITTED, _DELIVERED))
    moment = next((moment for moment in moments if isinstance(moment, datetime)), None)
    shown = shown_pictures(properties.binary_prop_value(_HTML) or b"")
    inside = (_entries(one, shown, depth) for one in storage.iter_attachment_storages())
    entries = tuple(told_apart(entry for entries in inside for entry in entries))
    return Container(entries, sender, moment or sent_date(headers.get("date", "")))


def _entries(storage: Storage, shown: frozenset[str], depth: int) -> Iterator[Entry]:
    properties = _properties(storage, _ATTACHMENT)
    names = (properties.str_prop_value(pid) for pid in (_LONG_NAME, _SHORT_NAME, _NAME))
    name = next((name.rstrip("\0") for name in names if name), "attachment")
    inner = next((one for one in storage.storages if one.name == _MAIL_IN_MAIL), None)
    if inner and any(stream.name == _PROPERTIES for stream in inner.streams):
        mail = _mail(inner, _MAIL_INSIDE, depth + 1)
        folder = attached(f"{name}.msg", b"").name
        for entry in mail.entries:
            sent_at = entry.sent_at or mail.sent_at
            yield Entry(f"{folder}!/{entry.name}", entry.data, entry.sender or mail.sender, sent_at, entry.litter)
    elif not (_is_in_text(properties, name, shown) or properties.int_prop_value(_METHOD) == _OLE_OBJECT):
        yield attached(name, properties.binary_prop_value(_DATA) or b"")


def _is_in_text(properties: Properties, name: str, shown: frozenset[str]) -> bool:
    kind = properties.str_prop_value(_TYPE) or ""
    if not (kind.startswith("image/") or name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".emz", ".wmz"))):
        return False
    identifier = properties.str_prop_value(_IDENTIFIER) or ""
    in_text = (properties.int_prop_value(_FLAGS) or 0) & _SHOWN_IN_TEXT
    return identifier in shown or bool(in_text or properties.int_prop_value(_HIDDEN))


def _properties(storage: Storage, offset: int) -> Properties:
    from oxmsg.properties import Properties

    if len(storage.properties_stream_bytes) > _LARGEST_PROPERTIES:
        raise RefusedError(FindingKind.UNSAFE, "too many properties")
    return Properties(storage, offset)


def _headers(properties: Properties) -> dict[str, str]:
    """The fields that the mail came with over the network, where it did."""
    lines = (properties.str_prop_value(_HEADERS) or "").splitlines()
    fields = (line.partition(":") for line in lines if not line[:1].isspace())
    return {name.lower(): value.strip() for name, _, value in fields}
