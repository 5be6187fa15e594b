"""Mails as files (.eml): what was attached to them, who sent them and when."""

from __future__ import annotations

import codecs
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING, Final, cast

from cpreport.containers.entry import Container, RefusedError, attached, told_apart
from cpreport.reading import FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from cpreport.containers.entry import Budget, Entry

_LARGEST: Final = 40_000_000  # of a mail in bytes; parsing takes several times as much memory
_LONGEST_FIELD: Final = 20_000
_NOT_SENT: Final = frozenset(
    (
        *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
        "application/applefile",  # what a Mac knows of the file beside it
    )
)


def _thai_windows(name: str) -> codecs.CodecInfo | None:
    return codecs.lookup("cp874") if name in {"windows_874", "x_windows_874", "ms874"} else None


# What mails call Thai Windows, Python does not know by that name; Outlook's reader asks for it too.
codecs.register(_thai_windows)


class _RawThai(EmailPolicy):
    """Also reads fields that are not encoded at all: UTF-8, else Thai Windows."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, _decoded(value.encode("ascii", "surrogateescape"))[:_LONGEST_FIELD]


# With these settings a mail in a mail is written out as it was read.
_POLICY: Final = _RawThai(utf8=True, refold_source="none", max_line_length=None)


def open_mail(data: bytes, budget: Budget) -> Container:
    """The attachments of a mail; mails attached to it among them, and no pictures that its text shows.

    Raises:
        RefusedError: If it is too large, or holds more than may be taken.
    """
    if len(data) > _LARGEST:
        raise RefusedError(FindingKind.UNSAFE, "mail over the limit")
    message = cast("EmailMessage", message_from_bytes(data, policy=_POLICY))
    entries = tuple(told_apart(_attachments(message)))
    budget.spend(len(entries), sum(len(entry.data) for entry in entries))
    return Container(entries, sender_address(_raw(message, "from")), sent_date(_raw(message, "date")))


def sender_address(field: str) -> str:
    """The address in a field From; empty if there is none."""
    return parseaddr(field)[1]


def sent_date(field: str) -> datetime | None:
    """The moment in a field Date, UTC; None where it is none."""
    try:
        moment = parsedate_to_datetime(field)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def shown_pictures(html: bytes) -> frozenset[str]:
    """The identifiers of the pictures that some HTML shows from within its mail."""
    return frozenset(found.decode("ascii", "replace") for found in re.findall(rb"cid:([^\"'\s>)]+)", html))


def _attachments(message: EmailMessage) -> Iterator[Entry]:
    leaves = list(_leaves(message))
    shown = shown_pictures(b"".join(_bytes(part) for part in leaves if _is_text(part, "text/html")))
    for number, part in enumerate(leaves, start=1):
        kind = part.get_content_type()
        if kind in {"message/rfc822", "message/global"}:
            inner = cast("list[EmailMessage]", part.get_payload())
            yield attached(part.get_filename() or f"mail-{number}.eml", inner[0].as_bytes() if inner else b"")
        elif not (part.is_multipart() or _is_text(part) or _is_in_text(part, shown)):
            yield attached(part.get_filename() or f"attachment-{number}", _bytes(part), litter=kind in _NOT_SENT)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, in their order; what is inside an attached mail is not taken apart."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(cast("list[EmailMessage]", part.get_payload()))
        else:
            yield part


def _is_text(part: EmailMessage, *kinds: str) -> bool:
    """Whether a part is what the mail itself says, in one of these kinds of text."""
    wanted = part.get_content_type() in (kinds or ("text/plain", "text/html", "text/enriched", "text/calendar"))
    return wanted and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_in_text(part: EmailMessage, shown: frozenset[str]) -> bool:
    """Whether a part is a picture in the mail's text, as logos under signatures are."""
    if part.get_content_maintype() != "image":
        return False
    identifier = _raw(part, "content-id").strip(" <>\r\n")
    # Some programs give every attachment an identifier, and some call the pictures in the text attachments.
    return identifier in shown or (part.get_content_disposition() != "attachment" and _is_inline(part, identifier))


def _is_inline(part: EmailMessage, identifier: str) -> bool:
    return bool(identifier) or part.get_content_disposition() == "inline"


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _raw(message: EmailMessage, name: str) -> str:
    # As written: the library's own reading of hostile fields is slow and fails in many ways.
    return next((str(value) for field, value in message.raw_items() if field.lower() == name), "")


def _decoded(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp874", "replace")
