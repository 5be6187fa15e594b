"""Who gets which letter, in which round, with which file, and what the ledger and the terminal know of it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from email import message_from_bytes, policy
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from typer.testing import CliRunner

from configuring import UNITS, campaign
from cpreport.cli import app
from cpreport.config import CampaignFolder, load_campaign
from cpreport.errors import CampaignError, OutputError
from cpreport.files import sha256
from cpreport.filler import How, Tick, Write, fill_docx
from cpreport.language import Language
from cpreport.operations.check import check_campaign
from cpreport.operations.drafts import write_drafts
from cpreport.operations.generate import FileFormat, GenerateOrder, generate
from cpreport.operations.init import InitOrder, start_campaign
from cpreport.operations.remind import Reminded, RemindOrder, remind
from cpreport.reminder import ReminderKind
from cpreport.shipped import copy_campaign
from cpreport.storage import open_ledger
from test_review import FORM, NOW, ZONE, apply, collected, decide, keep, put, returned, summary, written

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from click.testing import Result

    from cpreport.reminder import Reminder

MEMO = """\
---
agency: กองการเจ้าหน้าที่
number: นร 0203.02/ว 884
date: 2010-04-29
subject: ขอให้รายงาน
to: ผู้อำนวยการ
urgency: ด่วนมาก
signer: {name: นางวนิดา ชัยประภา, position: ร.อกจ.}
---
ส่งภายใน {{ form.due | longdate }}
"""
FIVE = UNITS.replace("name: กองคลัง", "name: กองคลัง\n    head: ผู้อำนวยการกองคลัง\n    email: klang@example.org") + (
    "  - {id: c, name: กองช่าง, abbr: กช., email: chang@example.org}\n"
    "  - {id: d, name: กองเก่า, exempt: ยุบรวมแล้ว, email: kao@example.org}\n"
    "  - {id: e, name: กองไกล, due: 2010-12-31}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> CampaignFolder:
    made = campaign(tmp_path, form=FORM, units=FIVE, memo=MEMO)
    issue(made)
    return made


def issue(folder: CampaignFolder, *units: str, kind: FileFormat = FileFormat.DOCX) -> None:
    generate(folder, load_campaign(folder), GenerateOrder(NOW.date(), (kind,), units), nothing)


def nothing(_done: int, _total: int) -> None:
    """No progress is shown."""


def reminded(folder: CampaignFolder, days: int = 0, **order: object) -> Reminded:
    return remind(folder, load_campaign(folder), RemindOrder(NOW + timedelta(days=days), ZONE, **order), nothing)  # type: ignore[arg-type]


def ids(result: Reminded) -> list[str]:
    return [unit.id for unit in result.units]


def logged(folder: CampaignFolder) -> list[Reminder]:
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        assert ledger is not None
        return ledger.reminders()


def letter(result: Reminded, unit: str) -> str:
    """What a unit's letter says, paragraph by paragraph."""
    what = "ติดตาม" if result.kind is ReminderKind.REMINDER else "แก้ไข"
    path = next(result.folder.glob(f"{unit}_*{what}*.docx"))
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def mail(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[return-value]


def answered(folder: CampaignFolder, unit: str) -> None:
    put(folder, unit, Tick("กิจกรรม", "จัดบอร์ด"), Write("จำนวนคน", "12"))
    collected(folder)


def run(folder: CampaignFolder, *arguments: str) -> Result:
    return CliRunner().invoke(app, [arguments[0], "-C", str(folder.root), "--lang", "en", *arguments[1:]])


def test_exactly_the_missing_units_get_a_letter_and_a_form(folder: CampaignFolder) -> None:
    answered(folder, "b")
    keep(folder, "broken.docx", b"PK\x03\x04 damaged")
    collected(folder)
    result = reminded(folder)
    assert ids(result) == summary(folder)["missing"] == ["a", "c", "e"]
    assert sorted(path.name for path in result.folder.iterdir()) == [
        "a_กองคลัง.docx",
        "a_กองคลัง_บันทึกติดตามครั้งที่ 1.docx",
        "c_กช._บันทึกติดตามครั้งที่ 1.docx",
        "c_กช.docx",
        "e_กองไกล.docx",
        "e_กองไกล_บันทึกติดตามครั้งที่ 1.docx",
    ]


def test_the_letter_speaks_to_its_unit(folder: CampaignFolder) -> None:
    result = reminded(folder, days=20)
    said = letter(result, "a")
    for words in (
        "ผู้อำนวยการกองคลัง",
        "นร 0203.02/ว 884",
        "29 เมษายน 2553",
        "31 สิงหาคม 2553",
        "14 กันยายน 2553",
        "ครั้งที่ 1",
    ):
        assert words in said, words
    assert "พ้นกำหนดเวลา" in said
    assert "31 ธันวาคม 2553" in letter(result, "e")
    assert "ใกล้ครบกำหนดเวลา" not in letter(result, "e")
    assert "พ้นกำหนดเวลา" not in letter(result, "e")


def test_the_letter_calls_the_due_date_near_in_its_last_week(folder: CampaignFolder) -> None:
    assert "ใกล้ครบกำหนดเวลา" in letter(reminded(folder, days=125), "e")


def test_the_second_round_is_the_second_and_names_the_first(folder: CampaignFolder) -> None:
    first = reminded(folder)
    answered(folder, "a")
    second = reminded(folder, days=20)
    assert (first.round, second.round) == (1, 2)
    assert first.folder.name == "reminder-1"
    assert second.folder.name == "reminder-2"
    assert ids(second) == ["b", "c", "e"]
    assert "ครั้งที่ 2" in letter(second, "b")
    assert "ได้ติดตามแล้วเมื่อวันที่ 25 สิงหาคม 2553" in letter(second, "b")


def test_the_ledger_knows_every_letter_of_a_finished_round(folder: CampaignFolder) -> None:
    result = reminded(folder)
    reminded(folder)
    known = [one for one in logged(folder) if one.round == 1]
    assert [one.unit for one in known] == ["a", "b", "c", "e"]
    for one in known:
        assert (one.kind, one.at) == (ReminderKind.REMINDER, NOW)
        assert sha256((folder.root / one.path).read_bytes()) == one.sha256
        assert one.path.startswith("outbox/reminder-1/")
    assert result.replaced == []


def test_an_interrupted_round_is_written_again_under_its_own_number(
    folder: CampaignFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cpreport.operations.posting.sync_folder", stop)
        with pytest.raises(KeyboardInterrupt):
            reminded(folder)
    assert list((folder.outbox / "reminder-1").iterdir())
    assert logged(folder) == []
    result = reminded(folder)
    assert (result.round, result.replaced) == (1, [])
    assert [(one.round, one.unit) for one in logged(folder)] == [(1, "a"), (1, "b"), (1, "c"), (1, "e")]


def test_a_letter_that_somebody_altered_is_kept(folder: CampaignFolder, tmp_path: Path) -> None:
    out = tmp_path / "letters"
    reminded(folder, out=out)
    path = next(out.glob("a_*ติดตาม*"))
    path.write_bytes(b"changed by hand")
    second = reminded(folder, out=out)
    assert second.replaced == []
    assert path.read_bytes() == b"changed by hand"
    third_name = path.with_name(path.name.replace("1.docx", "3.docx"))
    third_name.write_bytes(b"in the way")
    assert reminded(folder, out=out).replaced == [f"letters/{third_name.name}"]
    assert third_name.with_name(f"{third_name.name}.bak").read_bytes() == b"in the way"


def test_a_dry_run_writes_nothing_and_counts_no_round(folder: CampaignFolder) -> None:
    before = sorted(folder.root.rglob("*"))
    result = reminded(folder, dry_run=True, eml=True)
    assert (result.round, ids(result)) == (1, ["a", "b", "c", "e"])
    assert sorted(folder.root.rglob("*")) == before
    assert reminded(folder).round == 1


def test_a_dry_run_makes_no_ledger(tmp_path: Path) -> None:
    fresh = campaign(tmp_path, form=FORM, units=FIVE, memo=MEMO)
    result = reminded(fresh, dry_run=True)
    assert ids(result) == [unit.id for unit in result.never_issued] == ["a", "b", "c", "e"]
    assert not fresh.ledger.exists()


def test_nobody_missing_is_no_round(folder: CampaignFolder) -> None:
    for unit in "abce":
        answered(folder, unit)
    assert ids(reminded(folder)) == []
    assert logged(folder) == []
    assert not (folder.outbox / "reminder-1").exists()


def test_the_form_is_the_one_that_was_issued(folder: CampaignFolder) -> None:
    issued = (folder.outbox / "a_กองคลัง.docx").read_bytes()
    result = reminded(folder)
    assert (result.folder / "a_กองคลัง.docx").read_bytes() == issued


def test_each_unit_gets_its_form_in_the_format_it_was_given(folder: CampaignFolder) -> None:
    issue(folder, "a", kind=FileFormat.XLSX)
    with closing(sqlite3.connect(folder.ledger)) as ledger, ledger:
        ledger.execute("DELETE FROM issue WHERE unit = 'a' AND path LIKE '%.docx'")
    result = reminded(folder)
    names = {path.name for path in result.folder.iterdir()}
    assert "a_กองคลัง.xlsx" in names
    assert "a_กองคลัง.docx" not in names
    assert "b_กองแผนงาน.docx" in names


def test_the_form_of_a_reminder_is_read_as_any_other_and_blank_it_is_blank(folder: CampaignFolder) -> None:
    result = reminded(folder)
    blank = (result.folder / "a_กองคลัง.docx").read_bytes()
    keep(folder, "blank.docx", blank)
    form = (result.folder / "b_กองแผนงาน.docx").read_bytes()
    keep(folder, "filled.docx", fill_docx(form, [Tick("กิจกรรม", "สนทนา", How.BESIDE), Write("จำนวนคน", "3")]))
    collected(folder)
    assert [finding["kind"] for finding in returned(folder, "a")["findings"] if finding["needs_decision"]] == ["blank"]
    assert returned(folder, "b")["answers"]["done"] == ["talk"]
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        assert ledger is not None
        assert ledger.was_issued(sha256(blank))


def test_a_letter_that_comes_back_is_no_form(folder: CampaignFolder) -> None:
    result = reminded(folder)
    keep(folder, "letter.docx", next(result.folder.glob("a_*ติดตาม*")).read_bytes())
    collected(folder)
    assert [one["kind"] for one in summary(folder)["set_aside"]] == ["not-a-form"]


def sent_back(folder: CampaignFolder) -> None:
    put(folder, "a", Tick("กิจกรรม", "อื่น ๆ"), Write("จำนวนคน", "สิบกว่าคน"))
    put(folder, "b", Tick("กิจกรรม", "จัดบอร์ด"))
    collected(folder)
    path = written(folder)
    told = {"decision": "send-back", "reason": "โปรดระบุกิจกรรม", "by": "สมศรี"}
    decide(path, {"กิจกรรม/อื่น ๆ": told, "จำนวนคน//inbox/a": told | {"reason": "ขอเป็นตัวเลข"}})
    assert apply(folder, path) == 2


def test_a_correction_names_each_question_what_was_read_and_why(folder: CampaignFolder) -> None:
    sent_back(folder)
    result = reminded(folder, corrections=True)
    assert (result.kind, result.round, ids(result)) == (ReminderKind.CORRECTION, 1, ["a"])
    said = letter(result, "a")
    for words in ("ข้อ 1.3", "กิจกรรม", "อื่น ๆ (ระบุ)", "โปรดระบุกิจกรรม", "จำนวนคน", "สิบกว่าคน", "ขอเป็นตัวเลข", "ขอให้แก้ไข"):
        assert words in said, words
    assert "cpreport" not in said
    own = (folder.inbox / "a.docx").read_bytes()
    assert (result.folder / "a_กองคลัง.docx").read_bytes() == own


def test_a_correction_is_asked_for_until_it_comes(folder: CampaignFolder) -> None:
    sent_back(folder)
    reminded(folder, corrections=True)
    assert reminded(folder, corrections=True).round == 2
    assert reminded(folder).round == 1
    corrected = fill_docx(
        next(folder.outbox.glob("a_*.docx")).read_bytes(), [Tick("กิจกรรม", "จัดบอร์ด"), Write("จำนวนคน", "12")]
    )
    keep(folder, "a-again.docx", corrected)
    later = NOW.timestamp() - 500
    os.utime(folder.inbox / "a-again.docx", (later, later))
    collected(folder)
    assert ids(reminded(folder, corrections=True)) == []


def test_a_reminder_template_without_corrections_leaves_them_to_the_shipped_words(folder: CampaignFolder) -> None:
    folder.reminder_file.write_text(
        MEMO.replace("ส่งภายใน {{ form.due | longdate }}", "ทวง {{ round | ordinal }}"), "utf-8"
    )
    sent_back(folder)
    assert "ทวง ครั้งที่ 1" in letter(reminded(folder), "c")
    assert "ขอเป็นตัวเลข" in letter(reminded(folder, corrections=True), "a")


def test_an_undefined_variable_is_named_before_anything_is_written(folder: CampaignFolder) -> None:
    folder.reminder_file.write_text(MEMO + "\n{{ unit.boss }} {{ corrections | length }}\n", "utf-8")
    sent_back(folder)
    for corrections in (False, True):
        with pytest.raises(CampaignError) as caught:
            reminded(folder, corrections=corrections)
        problem = caught.value.problems[0]
        assert (problem.file, problem.line) == ("templates/reminder.md.j2", 12)
    assert not list(folder.outbox.glob("*-1"))
    checkup = check_campaign(folder, NOW.date())
    assert [(p.file, p.line, p.params["detail"]) for p in checkup.wrong] == [
        ("templates/reminder.md.j2", 12, "unit.boss")
    ]


def test_a_folder_that_cannot_be_written_leaves_the_round_open(folder: CampaignFolder) -> None:
    (folder.outbox / "reminder-1").write_text("in the way")
    with pytest.raises(OutputError):
        reminded(folder)
    assert logged(folder) == []


def test_an_older_ledger_learns_of_reminders(folder: CampaignFolder) -> None:
    with closing(sqlite3.connect(folder.ledger)) as ledger, ledger:
        ledger.execute("DROP TABLE reminder")
        ledger.execute("DROP TABLE container")
        ledger.execute("PRAGMA user_version = 2")
    assert reminded(folder).round == 1
    assert reminded(folder).round == 2


def test_drafts_go_to_units_with_an_address_and_carry_what_was_written(folder: CampaignFolder) -> None:
    result = reminded(folder, eml=True)
    assert [unit.id for unit in result.without_address] == ["b", "e"]
    assert sorted(path.name for path in result.folder.glob("*.eml")) == ["a_กองคลัง.eml", "c_กช.eml"]
    draft = mail(result.folder / "a_กองคลัง.eml")
    assert draft["X-Unsent"] == "1"
    assert draft["To"].addresses[0].addr_spec == "klang@example.org"
    assert draft["Subject"] == "ขอให้เร่งรัดการส่งแบบรายงาน (ครั้งที่ 1)"
    body = draft.get_body(("plain",))
    assert body is not None
    assert "เรียน  ผู้อำนวยการกองคลัง" in body.get_content()
    attached = {part.get_filename(): part.get_content() for part in draft.iter_attachments()}
    assert set(attached) == {"a_กองคลัง.docx", "a_กองคลัง_บันทึกติดตามครั้งที่ 1.docx"}
    for name, data in attached.items():
        assert data == (result.folder / str(name)).read_bytes()


def test_generate_drafts_carry_every_form_of_the_unit(folder: CampaignFolder) -> None:
    loaded = load_campaign(folder)
    order = GenerateOrder(NOW.date(), tuple(FileFormat))
    drafts = write_drafts(folder, loaded, order, generate(folder, loaded, order, nothing))
    assert (drafts.count, [unit.id for unit in drafts.without_address]) == (2, ["b", "e"])
    draft = mail(folder.outbox / "c_กช.eml")
    assert draft["Subject"] == "ขอให้รายงาน"
    body = draft.get_body(("plain",))
    assert body is not None
    assert "ส่งภายใน 31 สิงหาคม 2553" in body.get_content()
    assert {part.get_filename() for part in draft.iter_attachments()} == {"c_กช.docx", "c_กช.xlsx"}
    again = write_drafts(folder, loaded, order, generate(folder, loaded, order, nothing))
    assert again.replaced == []
    folder.form_file.write_text(folder.form_file.read_text("utf-8").replace("2010-08-31", "2010-09-30"), "utf-8")
    later = load_campaign(folder)
    altered = folder.outbox / "a_กองคลัง.eml"
    altered.write_bytes(altered.read_bytes() + b"a word")
    again = write_drafts(folder, later, order, generate(folder, later, order, nothing))
    assert (again.count, again.replaced) == (2, ["outbox/a_กองคลัง.eml"])


def test_a_form_that_was_altered_is_not_mailed(folder: CampaignFolder) -> None:
    (folder.outbox / "a_กองคลัง.docx").write_bytes(b"altered")
    loaded = load_campaign(folder)
    order = GenerateOrder(NOW.date())
    assert write_drafts(folder, loaded, order, generate(folder, loaded, order, nothing)).count == 1
    assert not (folder.outbox / "a_กองคลัง.eml").exists()


def test_a_memo_in_word_gives_a_mail_of_a_few_words(folder: CampaignFolder) -> None:
    start_campaign(folder.root / "other", InitOrder(Language.THAI, word=True))
    shutil.copy(folder.root / "other" / "templates" / "memo.docx", folder.memo_docx)
    loaded = load_campaign(folder)
    order = GenerateOrder(NOW.date(), force=True)
    write_drafts(folder, loaded, order, generate(folder, loaded, order, nothing))
    draft = mail(folder.outbox / "c_กช.eml")
    assert draft["Subject"] == "แบบรายงาน"
    body = draft.get_body(("plain",))
    assert body is not None
    assert "31 สิงหาคม 2553" in body.get_content()


def test_the_command_says_which_round_for_whom_and_what_is_left_out(folder: CampaignFolder) -> None:
    would = run(folder, "remind", "--dry-run")
    assert would.exit_code == 0
    assert "reminder round 1: letters to 4 units would be written" in would.stdout
    assert "  c  กองช่าง" in would.stdout
    done = run(folder, "remind", "--eml")
    assert done.exit_code == 0, done.output
    assert "no e-mail draft for 2 units without a usable e-mail address: b, e" in done.stderr
    assert "reminder round 1: letters to 4 units written" in done.stdout
    assert "round 2" in run(folder, "remind", "--dry-run").stdout
    assert "No return was sent back" in run(folder, "remind", "--corrections").stdout
    assert run(folder, "remind", "--unit", "a").exit_code == 2
    drafted = run(folder, "generate", "--eml")
    assert drafted.exit_code == 0
    assert "2 e-mail drafts written" in drafted.stdout


@pytest.mark.parametrize("language", list(Language))
def test_a_new_campaign_has_both_templates_and_they_are_right(tmp_path: Path, language: Language) -> None:
    copy_campaign(tmp_path, language=language)
    made = CampaignFolder(tmp_path)
    assert made.has(made.reminder_file)
    assert made.has(made.summary_file)
    check_campaign(made, NOW.date())
    result = reminded(made)
    said = "\n".join(p.text for p in docx.Document(BytesIO(_a_letter(result))).paragraphs)
    assert ("ครั้งที่ 1" if language is Language.THAI else "1st reminder") in said
    assert not [word for word in ("{{", "{%", "None", "\\") if word in said]


def _a_letter(result: Reminded) -> bytes:
    return next(path for path in sorted(result.folder.iterdir()) if "1.docx" in path.name[-7:]).read_bytes()
