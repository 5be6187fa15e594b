"""Returned files go into the ledger once, archived first, and each bad one costs a line and no more."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import docx
import pytest

from configuring import FORM, campaign
from cpreport.config import CampaignFolder, load_campaign
from cpreport.errors import LedgerError, UsageError
from cpreport.operations.collect import Collected, CollectOrder, collect
from cpreport.operations.generate import FileFormat, GenerateOrder, generate
from cpreport.operations.summarise import current_summary
from cpreport.operations.verify import Verified, verify
from cpreport.reading import FindingKind
from cpreport.returned import Outcome
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2010, 9, 20, tzinfo=UTC)
ZONE = timezone(timedelta(hours=7))
EARLY, LATER = datetime(2010, 8, 20, 3, tzinfo=UTC), datetime(2010, 9, 5, 3, tzinfo=UTC)


def quiet(_done: int, _total: int) -> None:
    pass


@pytest.fixture
def folder(tmp_path: Path) -> CampaignFolder:
    made = campaign(tmp_path)
    order = GenerateOrder(NOW.date(), (FileFormat.DOCX, FileFormat.XLSX))
    generate(made, load_campaign(made), order, quiet)
    return made


def put(folder: CampaignFolder, unit: str, name: str, *, text: str = "", at: datetime = EARLY) -> Path:
    """The unit's form in the inbox, with a text on the line อื่น ๆ."""
    issued = next(folder.outbox.glob(f"{unit}_*.docx"))
    document = docx.Document(str(issued))
    if text:
        next(line for line in document.paragraphs if "อื่น ๆ" in line.text).add_run(text)
    target = folder.inbox / name
    target.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(target))
    stamped(target, at)
    return target


def stamped(path: Path, at: datetime) -> Path:
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def run(folder: CampaignFolder, *paths: Path, received_at: datetime | None = None, now: datetime = NOW) -> Collected:
    order = CollectOrder(now, ZONE, paths, received_at)
    return collect(folder, load_campaign(folder), order, quiet)


def outcomes(collected: Collected) -> dict[str, Outcome]:
    return {report.path: report.outcome for report in collected.files}


def test_a_return_is_archived_byte_for_byte_under_its_hash(folder: CampaignFolder) -> None:
    source = put(folder, "a", "answer.docx", text="ผอ.")
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    collected = run(folder)
    assert outcomes(collected) == {"inbox/answer.docx": Outcome.ACCEPTED}
    assert collected.files[0].unit == "a"
    assert (folder.received / f"{digest}.docx").read_bytes() == source.read_bytes()


def test_collecting_again_reads_nothing_and_changes_nothing(
    folder: CampaignFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a", "a.docx", text="ผอ.")
    put(folder, "b", "b.docx", text="ผอ.")
    (folder.inbox / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    stamped(folder.inbox / "broken.docx", EARLY)
    first = run(folder)
    before = folder.ledger.read_bytes()

    def read_again(*_: object, **__: object) -> None:
        pytest.fail("a recorded file was read again")

    monkeypatch.setattr("cpreport.isolation.ProcessPool.schedule", read_again)
    again = run(folder)
    assert again.files == [replace(report, is_new=False) for report in first.files]
    assert folder.ledger.read_bytes() == before


def test_the_same_bytes_under_another_name_are_a_duplicate(folder: CampaignFolder) -> None:
    source = put(folder, "a", "a.docx", text="ผอ.")
    shutil.copy2(source, folder.inbox / "copy.docx")
    assert sorted(outcomes(run(folder)).values()) == [Outcome.ACCEPTED, Outcome.DUPLICATE]


def test_a_newer_answer_supersedes_the_older_one_whatever_is_read_first(folder: CampaignFolder) -> None:
    put(folder, "a", "new.docx", text="ใหม่", at=LATER)
    put(folder, "a", "old.docx", text="เก่า", at=EARLY)
    expected = {"inbox/new.docx": Outcome.ACCEPTED, "inbox/old.docx": Outcome.SUPERSEDED}
    assert outcomes(run(folder)) == expected
    accepted = next(report for report in run(folder).files if report.outcome is Outcome.ACCEPTED)
    assert {FindingKind.REVISED, FindingKind.LATE} <= {finding.kind for finding in accepted.findings}


def test_a_single_file_read_before_a_newer_one_is_reported_as_it_stands_now(folder: CampaignFolder) -> None:
    old = put(folder, "a", "old.docx", text="เก่า", at=EARLY)
    assert outcomes(run(folder, old)) == {"inbox/old.docx": Outcome.ACCEPTED}
    run(folder, put(folder, "a", "new.docx", text="ใหม่", at=LATER))
    assert outcomes(run(folder, old)) == {"inbox/old.docx": Outcome.SUPERSEDED}


def test_bad_files_cost_one_line_each_and_the_others_count(folder: CampaignFolder) -> None:
    good = put(folder, "a", "good.docx", text="ผอ.")
    inbox = folder.inbox
    (inbox / "cut.docx").write_bytes(good.read_bytes()[:2000])
    (inbox / "empty.docx").write_bytes(b"")
    (inbox / "scan.pdf").write_bytes(b"%PDF-1.4 scan")
    (inbox / "~$good.docx").write_bytes(b"lock")
    (inbox / ".DS_Store").write_bytes(b"x")
    letter = docx.Document()
    letter.add_paragraph("เรียน ผู้อำนวยการ")
    letter.save(str(inbox / "letter.docx"))
    with zipfile.ZipFile(inbox / "doctype.docx", "w") as package:
        for name, data in _parts(good).items():
            hostile = b"<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
            package.writestr(name, data.replace(b"?>\n", b"?>" + hostile, 1) if "document.xml" in name else data)
    (inbox / "link.docx").symlink_to(good)
    for path in inbox.iterdir():
        if not path.is_symlink():
            stamped(path, EARLY)
    collected = run(folder)
    found = {report.path: [finding.kind for finding in report.findings] for report in collected.files}
    assert outcomes(collected)["inbox/good.docx"] is Outcome.ACCEPTED
    assert found["inbox/cut.docx"] == [FindingKind.UNREADABLE]
    assert found["inbox/empty.docx"] == [FindingKind.UNREADABLE]
    assert found["inbox/scan.pdf"] == [FindingKind.UNSUPPORTED_FORMAT]
    assert found["inbox/letter.docx"] == [FindingKind.NOT_A_FORM]
    assert found["inbox/doctype.docx"] == [FindingKind.UNSAFE]
    assert found["inbox/link.docx"] == [FindingKind.NOT_A_FILE]
    assert collected.counts[Outcome.IGNORED] == 2
    assert collected.counts[Outcome.SET_ASIDE] == 6
    archived = {path.stem for path in folder.received.iterdir()}
    assert archived == {report.sha256 for report in collected.files if report.sha256}


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_form_of_another_campaign_is_set_aside(folder: CampaignFolder, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = campaign(tmp_path / "other", form=FORM.replace("form_id: f-1", "form_id: f-2"))
    generate(other, load_campaign(other), GenerateOrder(NOW.date()), quiet)
    for issued in other.outbox.glob("a_*.docx"):
        shutil.copy(issued, folder.inbox / "other.docx")
    collected = run(folder)
    assert [finding.kind for finding in collected.files[0].findings] == [FindingKind.OTHER_FORM]


def test_a_path_that_is_not_there_is_wrong_usage(folder: CampaignFolder, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run(folder, tmp_path / "nowhere")


def test_the_day_of_receipt_can_be_given(folder: CampaignFolder) -> None:
    put(folder, "a", "a.docx", text="ผอ.", at=LATER)
    run(folder, received_at=EARLY)
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        assert ledger is not None
        assert [returned.received_at for returned in ledger.returns()] == [EARLY]


def test_a_file_from_the_future_came_now(folder: CampaignFolder) -> None:
    put(folder, "a", "a.docx", text="ผอ.", at=NOW + timedelta(days=400))
    run(folder)
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        assert ledger is not None
        assert [returned.received_at for returned in ledger.returns()] == [NOW]


def test_a_file_that_is_still_being_written_is_left_for_the_next_run(folder: CampaignFolder) -> None:
    whole = put(folder, "a", "whole.docx", text="ผอ.").read_bytes()
    (folder.inbox / "whole.docx").unlink()
    growing = folder.inbox / "growing.docx"
    growing.write_bytes(whole[:3000])

    def write_on() -> None:
        for position in range(3000, len(whole), 500):
            time.sleep(0.1)
            with growing.open("ab") as file:
                file.write(whole[position : position + 500])

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        collected = run(folder, now=datetime.now(UTC))
    finally:
        writer.join()
    assert outcomes(collected) == {"inbox/growing.docx": Outcome.UNFINISHED}
    assert outcomes(run(folder)) == {"inbox/growing.docx": Outcome.ACCEPTED}


def test_a_damaged_ledger_stops_and_stays_as_it_is(folder: CampaignFolder) -> None:
    folder.ledger.write_bytes(b"not a database, but a long enough text to be taken for one" * 50)
    before = folder.ledger.read_bytes()
    with pytest.raises(LedgerError):
        run(folder)
    assert folder.ledger.read_bytes() == before


def test_a_lost_ledger_takes_its_secret_from_the_copy_beside_it(folder: CampaignFolder) -> None:
    put(folder, "a", "a.docx", text="ผอ.")
    folder.ledger.unlink()
    report = run(folder).files[0]
    assert report.unit == "a"
    assert FindingKind.UNVERIFIED_STAMP not in {finding.kind for finding in report.findings}


def test_a_ledger_with_another_secret_notes_that_it_cannot_check_the_stamp(folder: CampaignFolder) -> None:
    put(folder, "a", "a.docx", text="ผอ.")
    folder.ledger.unlink()
    folder.secret.unlink()
    report = run(folder).files[0]
    assert report.unit == "a"
    assert FindingKind.UNVERIFIED_STAMP in {finding.kind for finding in report.findings}


def test_the_summary_counts_what_was_collected_until_the_day_asked(folder: CampaignFolder) -> None:
    put(folder, "a", "a.docx", text="ผอ.", at=EARLY)
    put(folder, "b", "b.docx", text="ผอ.", at=LATER)
    run(folder)
    now = current_summary(folder, load_campaign(folder), NOW.date(), ZONE)
    assert (now.counts.returned, now.counts.late, now.counts.missing) == (2, 1, 0)
    then = current_summary(folder, load_campaign(folder), EARLY.date(), ZONE)
    assert (then.counts.returned, then.counts.missing) == (1, 1)
    assert [row.unit.id for row in then.missing] == ["b"]


def test_an_older_version_is_read_against_its_own_questions(folder: CampaignFolder) -> None:
    put(folder, "a", "a.docx", text="ผอ.")
    text = folder.form_file.read_text("utf-8").replace("version: 1", "version: 2").replace("label: ใช่", "label: ทำครบ")
    folder.form_file.write_text(text, "utf-8")
    generate(folder, load_campaign(folder), GenerateOrder(NOW.date(), force=True), quiet)
    report = run(folder).files[0]
    kinds = {finding.kind for finding in report.findings}
    assert FindingKind.OLDER_VERSION in kinds
    assert FindingKind.FORM_CHANGED not in kinds


def assert_lost_copy_is_restored(folder: CampaignFolder, source: Path, left: int) -> None:
    copy = folder.received / f"{hashlib.sha256(source.read_bytes()).hexdigest()}{source.suffix}"
    copy.unlink()
    assert verify(folder, quiet) == Verified(copies=left, missing=[(f"inbox/{source.name}", copy.name)])
    run(folder)
    assert copy.read_bytes() == source.read_bytes()
    assert verify(folder, quiet) == Verified(copies=left + 1)


def test_a_lost_copy_is_named_and_collecting_again_restores_it(folder: CampaignFolder) -> None:
    source = put(folder, "a", "a.docx", text="ผอ.")
    put(folder, "b", "b.docx", text="ผอ.")
    run(folder)
    assert verify(folder, quiet) == Verified(copies=2)
    assert_lost_copy_is_restored(folder, source, left=1)


def test_a_changed_copy_and_one_too_many_are_named(folder: CampaignFolder) -> None:
    source = put(folder, "a", "a.docx", text="ผอ.")
    run(folder)
    copy = folder.received / f"{hashlib.sha256(source.read_bytes()).hexdigest()}.docx"
    copy.write_bytes(source.read_bytes()[::-1])
    (folder.received / "stray.docx").write_bytes(b"x")
    found = verify(folder, quiet)
    assert found == Verified(altered=[("inbox/a.docx", copy.name)], unrecorded=["stray.docx"])
    assert not found.is_whole


def test_what_returns_came_in_is_known_too(folder: CampaignFolder) -> None:
    source = put(folder, "a", "a.docx", text="ผอ.")
    zipped = folder.inbox / "all.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(source, "กองคลัง.docx")
        archive.writestr("ภาพ.png", b"\x89PNG picture")
    source.unlink()
    run(folder)
    assert verify(folder, quiet) == Verified(copies=3)
    assert_lost_copy_is_restored(folder, zipped, left=2)


def test_a_ledger_with_a_damaged_page_is_found_out(folder: CampaignFolder) -> None:
    put(folder, "a", "a.docx", text="ผอ.")
    run(folder)
    data = bytearray(folder.ledger.read_bytes())
    data[4096 * 3 : 4096 * 3 + 200] = b"\xff" * 200
    folder.ledger.write_bytes(data)
    with pytest.raises(LedgerError):
        verify(folder, quiet)
