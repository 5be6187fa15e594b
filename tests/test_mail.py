"""E-mail drafts: parsed back by the standard library, and safe whatever a unit is called."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpreport.writers.mail import Mail, can_be_written_to, draft

if TYPE_CHECKING:
    from email.message import EmailMessage

SUBJECT = "ขอให้เร่งรัดการส่งแบบรายงานผลการใช้เครื่องมือในระบบความก้าวหน้าในสายอาชีพ (Career path) (ครั้งที่ 2)"


def a_mail(**other: object) -> Mail:
    fields = {
        "name": "กองการเจ้าหน้าที่",
        "address": "hr@example.org",
        "subject": SUBJECT,
        "text": "เรียน  ผู้อำนวยการ\n\nโปรดส่งแบบ ๑ ฉบับ\n",
        "files": (("kkj_กกจ.docx", b"\x00\r\n\xffdocx"), ("kkj_กกจ.xlsx", b"xlsx")),
    }
    return Mail(**fields | other)  # type: ignore[arg-type]


def parsed(mail: Mail) -> EmailMessage:
    return message_from_bytes(draft(mail), policy=policy.default)  # type: ignore[return-value]


def test_a_draft_comes_back_as_it_was_written() -> None:
    message = parsed(a_mail())
    assert message["Subject"] == SUBJECT
    assert message["X-Unsent"] == "1"
    # The standard library's parser of addresses keeps the blank between two encoded words of a name; this one does not.
    to = message_from_bytes(draft(a_mail()), policy=policy.compat32)["To"]
    assert str(make_header(decode_header(to))) == "กองการเจ้าหน้าที่ <hr@example.org>"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == a_mail().text.splitlines()
    assert [(part.get_filename(), part.get_content()) for part in message.iter_attachments()] == list(a_mail().files)
    assert next(message.iter_attachments()).get_content_type().endswith("wordprocessingml.document")
    assert not message.defects


def test_nothing_in_a_draft_needs_more_than_ascii_and_lines_are_short() -> None:
    data = draft(a_mail())
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 200
    assert data == draft(a_mail())
    assert data != draft(a_mail(text="อื่น"))


@pytest.mark.parametrize("between", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\r\n\r\n"])
def test_no_field_can_be_smuggled_in(between: str) -> None:
    hostile = f"กอง{between}Bcc: thief@example.org"
    files = ((f"a{between}Bcc: x.docx", b"1"),)
    message = parsed(a_mail(name=hostile, subject=hostile, files=files))
    assert message["Bcc"] is None
    assert message["Subject"] == "กอง Bcc: thief@example.org"
    assert [address.addr_spec for address in message["To"].addresses] == ["hr@example.org"]
    part = next(message.iter_attachments())
    assert part["Bcc"] is None
    assert part.get_content() == b"1"


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_name_and_subject_give_one_draft_for_one_address(name: str, subject: str) -> None:
    message = parsed(a_mail(name=name, subject=subject))
    assert [address.addr_spec for address in message["To"].addresses] == ["hr@example.org"]
    assert set(message.keys()) == {"X-Cpreport-Draft", "X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
    assert len(list(message.iter_attachments())) == 2


@pytest.mark.parametrize(
    ("address", "usable"),
    [
        ("hr@example.org", True),
        ("", False),
        ("hr@", False),
        ("กอง@example.org", False),
        ("a@b@c", False),
        ('"a@b', False),
        ("a(@b", False),
    ],
)
def test_an_address_that_mail_programs_refuse_is_none(address: str, usable: bool) -> None:
    assert can_be_written_to(address) is usable
