"""Zip files and mails in the inbox: each file inside is a return of its own, whatever the container does."""

from __future__ import annotations

import io
import os
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

import pytest

from compounding import compound_file, outlook_attachment, outlook_mail, outlook_mail_attached
from configuring import campaign
from cpreport.config import CampaignFolder, load_campaign
from cpreport.containers import Container, open_container
from cpreport.files import sha256
from cpreport.filler import Tick, fill_docx
from cpreport.operations.collect import Collected, CollectOrder, collect
from cpreport.operations.generate import FileFormat, GenerateOrder, generate
from cpreport.operations.reading import Archived, Room
from cpreport.reading import FindingKind
from cpreport.returned import Outcome, Returned
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NOW = datetime(2010, 9, 20, tzinfo=UTC)
SENT, SAVED = datetime(2010, 8, 20, 3, tzinfo=UTC), datetime(2010, 9, 5, 3, tzinfo=UTC)
DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """A zip file as most programs make it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            package.writestr(name, data)
    return made.getvalue()


def a_mail(*attachments: tuple[str, bytes], date: str = "Fri, 20 Aug 2010 10:00:00 +0700") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "กองคลัง <finance@example.go.th>"
    message["Date"] = date
    message["Subject"] = "ส่งแบบรายงาน"
    message.set_content("เรียน ผู้อำนวยการ")
    for name, data in attachments:
        message.add_attachment(data, *DOCX, filename=name)
    return message


def opened(data: bytes, name: str = "a.bin") -> Container:
    container = open_container(data, name)
    assert container is not None
    return container


def contents(container: Container) -> dict[str, bytes]:
    assert container.finding is None
    return {entry.name: entry.data for entry in container.entries if not entry.litter and not entry.finding}


def refusal(container: Container) -> FindingKind | None:
    return container.finding.kind if container.finding else None


def refusals(container: Container) -> dict[str, FindingKind]:
    return {entry.name: entry.finding.kind for entry in container.entries if entry.finding}


# What is a container


@pytest.mark.parametrize(
    "data",
    [
        zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")),
        zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<c/>")),
        zipped(("Index/Document.iwa", b"x")),
        compound_file({"WordDocument": b"x" * 5000}),
        b"",
        b"%PDF-1.4",
        b"From: here to there\nis a long way",
    ],
    ids=["docx", "odt", "pages", "doc", "empty", "pdf", "text"],
)
def test_a_document_is_no_container_and_neither_is_a_text(data: bytes) -> None:
    assert open_container(data, "a.zip") is None


def test_the_suffix_decides_only_whether_a_text_is_a_mail() -> None:
    text = b"Subject: x\n\nhello"
    assert open_container(text, "a.txt") is None
    assert open_container(text, "a.eml") == Container()
    assert open_container(b"Subject: x\nFrom: a@b.c\n\nhello", "a.txt") == Container(sender="a@b.c")


# Zip files


def test_every_file_of_a_zip_is_an_entry_whatever_its_folder_and_litter_is_told_apart() -> None:
    container = opened(zipped(("ก/", b""), ("ก/แบบ.docx", b"1"), ("b.pdf", b"2"), ("__MACOSX/ก/._แบบ.docx", b"3")))
    assert contents(container) == {"ก/แบบ.docx": b"1", "b.pdf": b"2"}
    assert [entry.name for entry in container.entries if entry.litter] == ["__MACOSX/ก/._แบบ.docx"]


def test_names_in_the_code_page_of_thai_windows_are_read() -> None:
    name = "แบบ.docx".encode("cp874")
    data = zipped(("A" * len(name), b"1")).replace(b"A" * len(name), name)
    assert contents(opened(data)) == {"แบบ.docx": b"1"}


def test_a_name_that_would_do_something_to_a_terminal_does_not() -> None:
    assert contents(opened(zipped(("x\x1b[2J.docx", b"1"), ("x\n[2J.docx", b"2")))) == {
        "x_[2J.docx": b"1",
        "x_[2J (2).docx": b"2",
    }


def test_what_is_in_a_zip_in_a_zip_says_so_in_its_name() -> None:
    inner = zipped(("c.docx", b"1"))
    assert contents(opened(zipped(("x/b.zip", inner), ("d.docx", b"2")))) == {"x/b.zip!/c.docx": b"1", "d.docx": b"2"}


def test_a_zip_with_nothing_in_it_or_only_litter_is_empty() -> None:
    assert opened(zipped()).is_empty
    assert opened(zipped((".DS_Store", b"x"))).is_empty
    assert refusals(opened(zipped(("b.zip", zipped()), ("c.docx", b"1")))) == {"b.zip": FindingKind.NOT_A_FORM}


def test_a_zip_that_reaches_out_of_its_folder_is_unsafe() -> None:
    assert refusal(opened(zipped(("../../etc/passwd", b"x")))) is FindingKind.UNSAFE
    assert refusal(opened(zipped(("/etc/passwd", b"x")))) is FindingKind.UNSAFE


def test_a_zip_with_a_password_says_so() -> None:
    data = bytearray(zipped(("a.docx", b"x")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    assert refusal(opened(bytes(data))) is FindingKind.ENCRYPTED


def test_a_zip_that_is_cut_off_is_unreadable() -> None:
    assert refusal(opened(zipped(("a.docx", b"x" * 999))[:-30])) is FindingKind.UNREADABLE


def test_a_damaged_entry_costs_only_itself() -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as package:
        package.writestr("a.docx", b"AAAA")
        package.writestr("b.docx", b"BBBB")
    container = opened(stored.getvalue().replace(b"AAAA", b"AXXA"))
    assert refusals(container) == {"a.docx": FindingKind.UNREADABLE}
    assert contents(container) == {"b.docx": b"BBBB"}


def test_zips_twenty_deep_are_opened_three_deep() -> None:
    data = zipped(("form.docx", b"1"))
    for depth in range(20, 1, -1):
        data = zipped((f"{depth}.zip", data), (f"{depth}.docx", b"2"))
    container = opened(data)
    assert refusals(container) == {"2.zip!/3.zip!/4.zip": FindingKind.UNSAFE}
    assert set(contents(container)) == {"2.docx", "2.zip!/3.docx", "2.zip!/3.zip!/4.docx"}


def test_bombs_are_not_inflated() -> None:
    large = zipped(("0.docx", bytes(60_000_000)), ("1.docx", b"1"))
    started = time.monotonic()
    assert refusals(opened(large)) == {"0.docx": FindingKind.UNSAFE}
    assert contents(opened(large)) == {"1.docx": b"1"}
    piece = zipped(("0.docx", bytes(45_000_000)))
    many = refusals(opened(zipped(*((f"{n}.zip", piece) for n in range(20)))))
    assert set(many.values()) == {FindingKind.UNSAFE}
    assert len(many) == 15  # five times 45 MB are within the limit
    assert refusal(opened(zipped(*((f"{n}.docx", b"") for n in range(5001))))) is FindingKind.UNSAFE
    crowds = zipped(*((f"{n}.zip", zipped(*((f"{m}.docx", b"") for m in range(400)))) for n in range(20)))
    assert len(opened(crowds).entries) < 5001
    assert time.monotonic() - started < 20


# Mails


def test_the_attachments_of_a_mail_come_with_its_sender_and_its_date_in_utc() -> None:
    container = opened(a_mail(("a.docx", b"1"), ("b.xlsx", b"2")).as_bytes())
    assert contents(container) == {"a.docx": b"1", "b.xlsx": b"2"}
    assert {(entry.sender, entry.sent_at) for entry in container.entries} == {("finance@example.go.th", SENT)}
    assert (container.sender, container.sent_at) == ("finance@example.go.th", SENT)


@pytest.mark.parametrize("date", ["", "some day", "Fri, 31 Dec 9999 10:00:00 -2300", "Mon, 99 Zzz 2010"])
def test_a_mail_whose_date_says_nothing_has_none(date: str) -> None:
    data = a_mail(("a.docx", b"1")).as_bytes().replace(b"Fri, 20 Aug 2010 10:00:00 +0700", date.encode())
    assert opened(data).sent_at is None


def test_a_mail_that_is_nothing_but_a_file_holds_it() -> None:
    message = EmailMessage()
    message["From"] = "a@b.c"
    message.set_content(b"1", *DOCX, filename="a.docx")
    assert contents(opened(message.as_bytes(), "a.eml")) == {"a.docx": b"1"}


@pytest.mark.parametrize(
    "field",
    [
        b"attachment; filename*=UTF-8''%E0%B8%81.docx",
        b"attachment; filename*0*=UTF-8''%E0%B8; filename*1*=%81.docx",
        b'attachment; filename="=?UTF-8?B?4LiBLmRvY3g=?="',
        b"attachment; filename*=windows-874''%A1.docx",
        'attachment; filename="ก.docx"'.encode(),
        'attachment; filename="ก.docx"'.encode("cp874"),
    ],
    ids=["2231", "2231 in pieces", "2047", "windows-874", "raw utf-8", "raw windows-874"],
)
def test_thai_names_are_read_however_they_are_written(field: bytes) -> None:
    data = b"From: a@b.c\nTo: d@e.f\nContent-Type: application/octet-stream\nContent-Disposition: " + field + b"\n\n1"
    assert contents(opened(data, "a.eml")) == {"ก.docx": b"1"}


def test_of_a_name_with_folders_the_last_part_is_kept_and_equal_names_are_numbered() -> None:
    names = ["../../a.docx", "C:\\Users\\me\\a.docx", "A.docx", "a (2).docx", "x\x1b[2J.docx", "..", "~$a.docx"]
    message = a_mail(*((name, str(number).encode()) for number, name in enumerate(names)))
    container = opened(message.as_bytes())
    assert [entry.name for entry in container.entries] == [
        *("a.docx", "a (2).docx", "A (3).docx", "a (2) (2).docx", "x_[2J.docx", "attachment", "~$a.docx"),
    ]
    assert [entry.litter for entry in container.entries] == [False] * 6 + [True]


def test_pictures_in_the_text_are_no_attachments_and_scans_are() -> None:
    message = EmailMessage()
    message["From"] = "a@b.c"
    message.set_content("x")
    message.add_alternative('<p>x<img src="cid:logo@x"><img src="cid:two@x"></p>', subtype="html")
    message.get_payload()[1].add_related(b"logo", "image", "png", cid="<logo@x>")  # type: ignore[union-attr,index]
    message.add_attachment(b"two", "image", "png", filename="image002.png", cid="<two@x>")
    message.add_attachment(b"scan", "image", "jpeg", filename="scan.jpg", cid="<f_abc>")
    message.add_attachment(b"seen", "image", "jpeg", filename="seen.jpg", disposition="inline")
    message.add_attachment(b"sign", "application", "pkcs7-signature", filename="smime.p7s")
    message.add_attachment("หมายเหตุ", filename="note.txt")
    container = opened(message.as_bytes())
    assert set(contents(container)) == {"scan.jpg", "note.txt"}
    assert [entry.name for entry in container.entries if entry.litter] == ["smime.p7s"]


def test_a_mail_with_nothing_but_words_and_a_logo_is_empty() -> None:
    message = a_mail()
    message.add_attachment(b"logo", "image", "png", filename="logo.png", disposition="inline")
    assert opened(message.as_bytes()).entries == ()


def test_a_mail_in_a_mail_keeps_its_own_sender_and_date() -> None:
    inner = a_mail(("a.docx", b"1"))
    outer = a_mail(("b.zip", zipped(("c.docx", b"2"))), date="Fri, 27 Aug 2010 10:00:00 +0700")
    outer.replace_header("From", "officer@example.go.th")
    outer.add_attachment(inner)
    entries = {entry.name: entry for entry in opened(outer.as_bytes()).entries}
    assert set(entries) == {"b.zip!/c.docx", "mail-3.eml!/a.docx"}
    assert entries["mail-3.eml!/a.docx"].sender == "finance@example.go.th"
    assert entries["mail-3.eml!/a.docx"].sent_at == SENT
    assert entries["b.zip!/c.docx"].sender == "officer@example.go.th"
    assert entries["b.zip!/c.docx"].sent_at == SENT + timedelta(days=7)


def test_a_mail_in_a_mail_is_taken_out_the_same_every_time() -> None:
    inner = a_mail()
    inner["X-Long"] = "ยาว " * 200
    outer = a_mail()
    outer.add_attachment(inner)
    data = outer.as_bytes(policy=SMTP)
    assert opened(data) == opened(data)
    assert refusals(opened(data)) == {"mail-2.eml": FindingKind.NOT_A_FORM}


def test_a_mail_with_a_thousand_attachments_is_read_and_one_with_six_thousand_is_not() -> None:
    part = b"--q\nContent-Type: application/octet-stream; name=f.docx\n\n%d\n"
    head = b"From: a@b.c\nTo: d@e.f\nContent-Type: multipart/mixed; boundary=q\n\n"
    container = opened(head + b"".join(part % number for number in range(1000)))
    assert len({entry.name for entry in container.entries}) == 1000
    assert refusal(opened(head + b"".join(part % number for number in range(6000)))) is FindingKind.UNSAFE


@pytest.mark.parametrize(
    "hostile",
    [
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        b"Content-Type: message/rfc822\n\n" * 3000 + b"\n",
        b"Content-Disposition: attachment; filename=" + b"(" * 50_000 + b"\n\nx",
        b"X-A: b\n" * 100_000 + b"\nx",
    ],
    ids=["parts in parts", "mails in mails", "brackets", "fields"],
)
def test_a_hostile_mail_is_refused_or_empty_and_takes_no_time(hostile: bytes) -> None:
    started = time.monotonic()
    assert opened(b"From: a@b.c\nTo: d@e.f\n" + hostile).is_empty
    assert time.monotonic() - started < 5


# Mails saved by Outlook


def test_the_attachments_of_an_outlook_mail_come_with_its_sender_and_its_date() -> None:
    inner = outlook_mail("b@x.th", SAVED, [outlook_attachment("ใน.docx", b"3" * 9000)], inside=True)
    attachments = [
        outlook_attachment("แบบ.docx", b"1" * 9000),
        outlook_attachment("b.zip", zipped(("c.docx", b"2"))),
        outlook_attachment("logo.png", b"logo", mime="image/png", identifier="logo@x"),
        outlook_attachment("image1.jpg", b"logo", mime="image/jpeg", flags=4),
        outlook_attachment("scan.jpg", b"scan", mime="image/jpeg", identifier="scan@x"),
        outlook_mail_attached("ส่งต่อ", inner),
    ]
    mail = outlook_mail("a@x.th", SENT, attachments, html='<img src="cid:logo@x">')
    container = opened(compound_file(mail))
    assert contents(container) == {
        "แบบ.docx": b"1" * 9000,
        "b.zip!/c.docx": b"2",
        "scan.jpg": b"scan",
        "ส่งต่อ.msg!/ใน.docx": b"3" * 9000,
    }
    assert [(entry.sender, entry.sent_at) for entry in container.entries] == [("a@x.th", SENT)] * 3 + [
        ("b@x.th", SAVED)
    ]


def test_a_damaged_outlook_mail_is_unreadable() -> None:
    assert refusal(opened(compound_file({"__properties_version1.0": b"x"}))) is None  # nothing in it, no more
    broken = outlook_mail("a@x.th", SENT, [{"__substg1.0_37010102": b"x"}])
    assert refusal(opened(compound_file(broken))) is FindingKind.UNREADABLE


# Collecting them


@pytest.fixture
def folder(tmp_path: Path) -> CampaignFolder:
    made = campaign(tmp_path)
    generate(made, load_campaign(made), GenerateOrder(NOW.date(), (FileFormat.DOCX,)), quiet)
    made.inbox.mkdir(exist_ok=True)
    return made


def quiet(_done: int, _total: int) -> None:
    pass


def form_of(folder: CampaignFolder, unit: str) -> bytes:
    """The unit's form, with one tick."""
    return fill_docx(next(folder.outbox.glob(f"{unit}_*.docx")).read_bytes(), [Tick("ทำแล้ว", "ใช่")])


def put(folder: CampaignFolder, name: str, data: bytes) -> None:
    (folder.inbox / name).write_bytes(data)
    os.utime(folder.inbox / name, (SAVED.timestamp(), SAVED.timestamp()))


def run(folder: CampaignFolder, received_at: datetime | None = None, now: datetime = NOW) -> Collected:
    return collect(folder, load_campaign(folder), CollectOrder(now, UTC, (), received_at), quiet)


def told(collected: Collected) -> dict[str, tuple[Outcome, str, list[FindingKind]]]:
    return {
        report.path: (report.outcome, report.unit, [finding.kind for finding in report.findings])
        for report in collected.files
    }


def recorded(folder: CampaignFolder) -> dict[str, Returned]:
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        assert ledger is not None
        return {returned.path: returned for returned in ledger.returns()}


UNSIGNED = [FindingKind.UNSIGNED]


def test_each_file_of_a_zip_is_a_return_of_its_own_archived_beside_the_zip(folder: CampaignFolder) -> None:
    forms = {unit: form_of(folder, unit) for unit in ("a", "b")}
    data = zipped(("กอง/a.docx", forms["a"]), ("b.zip", zipped(("b.DOCX", forms["b"]))), ("Thumbs.db", b"x"))
    put(folder, "all.zip", data)
    reports = told(run(folder, received_at=SENT))
    assert reports == {
        "inbox/all.zip!/กอง/a.docx": (Outcome.ACCEPTED, "a", UNSIGNED),
        "inbox/all.zip!/b.zip!/b.DOCX": (Outcome.ACCEPTED, "b", UNSIGNED),
        "inbox/all.zip!/Thumbs.db": (Outcome.IGNORED, "", []),
    }
    archived = {path.name: path.read_bytes() for path in folder.received.iterdir()}
    whole = {f"{sha256(form)}.docx": form for form in forms.values()} | {f"{sha256(data)}.zip": data}
    assert archived == whole


def test_collecting_a_container_again_reads_nothing_and_tells_the_same(
    folder: CampaignFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.zip", zipped(("a.docx", form_of(folder, "a")), ("x.pdf", b"%PDF"), ("~$a.docx", b"")))
    put(folder, "b.eml", a_mail(("b.docx", form_of(folder, "b"))).as_bytes())
    put(folder, "c.eml", a_mail().as_bytes())
    put(folder, "d.zip", b"PK\x03\x04")
    first = run(folder)
    before = folder.ledger.read_bytes()

    opened: list[str] = []
    hand_in = Room.hand_in

    def noted(room: Room, files: Sequence[Archived]) -> Any:
        opened.extend(file.returned.path for file in files)
        return hand_in(room, files)

    monkeypatch.setattr(Room, "hand_in", noted)
    assert [replace(report, is_new=True) for report in run(folder).files] == [*first.files]
    assert folder.ledger.read_bytes() == before
    assert sorted(opened) == ["inbox/a.zip", "inbox/b.eml"]


def test_what_came_by_mail_was_received_when_the_mail_says_and_its_sender_is_known(folder: CampaignFolder) -> None:
    data = zipped(("a.docx", form_of(folder, "a")))
    put(folder, "m.eml", a_mail(("a.zip", data), ("b.docx", form_of(folder, "b"))).as_bytes())
    run(folder, received_at=SAVED)
    returns = recorded(folder)
    assert set(returns) == {"inbox/m.eml!/a.zip!/a.docx", "inbox/m.eml!/b.docx"}
    assert {r.received_at for r in returns.values()} == {SENT}
    assert {r.sender for r in returns.values()} == {"finance@example.go.th"}


def test_a_mail_from_the_future_came_now_and_one_without_a_date_when_it_was_saved(folder: CampaignFolder) -> None:
    put(folder, "m.eml", a_mail(("a.docx", form_of(folder, "a")), date="Fri, 20 Aug 2553 10:00:00 +0700").as_bytes())
    put(folder, "n.eml", a_mail(("b.docx", form_of(folder, "b")), date="none").as_bytes())
    run(folder)
    assert {path: r.received_at for path, r in recorded(folder).items()} == {
        "inbox/m.eml!/a.docx": NOW,
        "inbox/n.eml!/b.docx": SAVED,
    }


def test_a_container_with_nothing_to_read_has_a_row_of_its_own(folder: CampaignFolder) -> None:
    locked = bytearray(zipped(("a.docx", b"x")))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + at] |= 1
    put(folder, "cut.zip", zipped(("a.docx", b"x" * 999))[:-30])
    put(folder, "empty.zip", zipped())
    put(folder, "litter.zip", zipped(("a/.DS_Store", b"x")))
    put(folder, "locked.zip", bytes(locked))
    put(folder, "out.zip", zipped(("../a.docx", b"x")))
    put(folder, "words.eml", a_mail().as_bytes())
    aside = Outcome.SET_ASIDE
    assert told(run(folder)) == {
        "inbox/cut.zip": (aside, "", [FindingKind.UNREADABLE]),
        "inbox/empty.zip": (aside, "", [FindingKind.NOT_A_FORM]),
        "inbox/litter.zip": (aside, "", [FindingKind.NOT_A_FORM]),
        "inbox/litter.zip!/a/.DS_Store": (Outcome.IGNORED, "", []),
        "inbox/locked.zip": (aside, "", [FindingKind.ENCRYPTED]),
        "inbox/out.zip": (aside, "", [FindingKind.UNSAFE]),
        "inbox/words.eml": (aside, "", [FindingKind.NOT_A_FORM]),
    }
    assert recorded(folder)["inbox/words.eml"].received_at == SENT
    assert recorded(folder)["inbox/words.eml"].sender == "finance@example.go.th"


def test_the_same_form_inside_and_outside_a_zip_is_a_duplicate(folder: CampaignFolder) -> None:
    form = form_of(folder, "a")
    put(folder, "a.docx", form)
    put(folder, "b.zip", zipped(("a.docx", form)))
    assert sorted(outcome for outcome, _, _ in told(run(folder)).values()) == [Outcome.ACCEPTED, Outcome.DUPLICATE]


def test_what_was_too_deep_in_a_zip_is_opened_when_it_is_put_in_the_inbox_itself(folder: CampaignFolder) -> None:
    deep = zipped(("a.docx", form_of(folder, "a")))
    put(folder, "1.zip", zipped(("2.zip", zipped(("3.zip", zipped(("4.zip", deep)))))))
    assert [kinds for _, _, kinds in told(run(folder)).values()] == [[FindingKind.UNSAFE]]
    put(folder, "4.zip", deep)
    assert told(run(folder, received_at=SENT))["inbox/4.zip!/a.docx"] == (Outcome.ACCEPTED, "a", UNSIGNED)


def test_bad_files_in_a_zip_cost_one_line_each_and_the_others_count(folder: CampaignFolder) -> None:
    good = form_of(folder, "a")
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as package:
        for name, data in (("cut.docx", good[:2000]), ("scan.jpg", b"\xff\xd8\xff"), ("good.docx", good)):
            package.writestr(name, data)
        package.writestr("one.docx", b"AAAA")
        package.writestr("two.docx", b"BBBB")
    put(folder, "a.zip", stored.getvalue().replace(b"AAAA", b"AXXA").replace(b"BBBB", b"BXXB"))
    collected = run(folder, received_at=SENT)
    assert told(collected) == {
        "inbox/a.zip!/cut.docx": (Outcome.SET_ASIDE, "", [FindingKind.UNREADABLE]),
        "inbox/a.zip!/scan.jpg": (Outcome.SET_ASIDE, "", [FindingKind.UNSUPPORTED_FORMAT]),
        "inbox/a.zip!/good.docx": (Outcome.ACCEPTED, "a", UNSIGNED),
        "inbox/a.zip!/one.docx": (Outcome.SET_ASIDE, "", [FindingKind.UNREADABLE]),
        "inbox/a.zip!/two.docx": (Outcome.SET_ASIDE, "", [FindingKind.UNREADABLE]),
    }
    assert len({report.sha256 for report in collected.files}) == 5
