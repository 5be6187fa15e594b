"""E-mail drafts: files that Outlook and Thunderbird open ready to be sent. Nothing is sent from here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from cpreport.files import sha256
from cpreport.words import say
from cpreport.writers.memo_blocks import BlockKind

if TYPE_CHECKING:
    from cpreport.form import Form
    from cpreport.writers.memo_blocks import Block
    from cpreport.writers.memo_text import MemoText

_OFFICE: Final = "vnd.openxmlformats-officedocument"
_SUBTYPES: Final = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_SEAL: Final = b"X-Cpreport-Draft: "
_END: Final = b"\r\n"
# What ends a field or hides in it: line ends, controls, marks that turn the reading direction, halves of characters.
_NOT_IN_A_FIELD: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail: whom it is for, what it says, and the files that go with it, by name."""

    name: str
    address: str
    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...]


def can_be_written_to(address: str) -> bool:
    """Whether there is an address that every mail program understands."""
    try:
        Address(addr_spec=address)
    except (MessageError, ValueError, IndexError):  # what the standard library says of a bad address
        return False
    return address.isascii() and bool(address)


def draft(mail: Mail) -> bytes:
    """The e-mail as an .eml file that opens as a draft, the same bytes for the same mail.

    Raises:
        ValueError: If the address is none; see `can_be_written_to`.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = Address(_one_line(mail.name), addr_spec=mail.address)
    message["Subject"] = _one_line(mail.subject)
    message.set_content(mail.text, cte="base64")
    for name, data in mail.files:
        subtype = _SUBTYPES.get(PurePosixPath(name).suffix.lower(), "octet-stream")
        message.add_attachment(data, maintype="application", subtype=subtype, filename=_one_line(name))
    if mail.files:
        message.set_boundary(f"==cpreport-{sha256(repr(mail).encode())[:32]}==")
    data = message.as_bytes()
    return _SEAL + sha256(data).encode() + _END + data


def is_untouched_draft(data: bytes) -> bool:
    """Whether a draft stands there as it was written, so that nothing of anybody's is lost with it."""
    seal, _, rest = data.partition(_END)
    return seal == _SEAL + sha256(rest).encode()


def letter_text(letter: MemoText, form: Form) -> str:
    """A letter in plain text: to whom, its paragraphs, who signs."""
    to = f"{say('memo.to', form.language)}  {letter.to}"
    signer = [f"({letter.signer_name})"] if letter.signer_name else []
    signer += [letter.signer_position] if letter.signer_position else []
    parts = [to, *(_paragraph(block) for block in letter.blocks), "\n".join(signer)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _paragraph(block: Block) -> str:
    lead = {BlockKind.BULLET: "- ", BlockKind.NUMBERED: f"{block.number} "}.get(block.kind, "")
    pieces = (f"\n{span.text}" if span.break_before else span.text for span in block.spans)
    return lead + "".join(pieces).strip()


def _one_line(text: str) -> str:
    return _NOT_IN_A_FIELD.sub(" ", text).strip()
