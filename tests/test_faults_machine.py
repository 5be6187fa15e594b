"""An ordinary machine on a bad day: processes that are killed, full and read-only disks, odd things in the inbox."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hostile
from commands import COMMAND, issued, plain_environment, recorded, run
from configuring import campaign
from cpreport.errors import LedgerError
from cpreport.filler import Tick, fill_docx
from cpreport.storage import lock, open_ledger, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cpreport.config import CampaignFolder

CAME = 1_282_273_200
DAY = date(2010, 5, 1)
PARENT, USER_TIME, STATE = 1, 11, 0
"""Fields of /proc/PID/stat behind the name."""

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")


def put(folder: CampaignFolder, name: str, data: bytes) -> None:
    (folder.inbox / name).write_bytes(data)
    os.utime(folder.inbox / name, (CAME, CAME))


@pytest.fixture
def folder(tmp_path: Path) -> CampaignFolder:
    (tmp_path / "campaign").mkdir()
    made = campaign(tmp_path / "campaign")
    form = issued(made, DAY)["a.docx"]
    put(made, "good.docx", fill_docx(form, [Tick("ทำแล้ว", "ใช่")]))
    return made


def slow_form(folder: CampaignFolder) -> bytes:
    """A form so long that reading it takes seconds."""
    lines = (f"<w:p><w:r><w:t>{'ก' * 100} {number}</w:t></w:r></w:p>" for number in range(60_000))
    return hostile.in_body((folder.inbox / "good.docx").read_bytes(), "".join(lines))


def started(folder: CampaignFolder, *arguments: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    command = [*COMMAND, arguments[0], "-C", str(folder.root), "--lang", "en", *arguments[1:]]
    # Where the tests themselves run in the background, Ctrl-C is ignored, and what they start would inherit that.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL) if os.name == "posix" else None
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, env=plain_environment(), preexec_fn=heed)


def workers(parent: int) -> dict[int, float]:
    """The readers of a process, and the seconds of the processor that each has used."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (place / "stat").read_text().rpartition(") ")[2].split()
            if int(fields[PARENT]) == parent and b"spawn_main" in (place / "cmdline").read_bytes():
                found[int(place.name)] = int(fields[USER_TIME]) / os.sysconf("SC_CLK_TCK")
    return found


def waited_for(condition: Callable[[], object], seconds: float) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()[STATE] != "Z"
    except OSError:
        return False


# Readers


@linux_only
def test_a_reader_that_is_killed_each_time_costs_its_file_and_the_others_are_read(folder: CampaignFolder) -> None:
    put(folder, "slow.docx", slow_form(folder))
    put(folder, "z.docx", (folder.outbox / "b_กองแผนงาน.docx").read_bytes())
    process = started(folder, "collect")
    killed = 0
    while process.poll() is None:
        for worker, used in workers(process.pid).items():
            if used > 2.0:  # seconds that only the slow one takes
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                    killed += 1
        time.sleep(0.02)
    _, said = process.communicate()
    assert killed >= 2
    assert process.returncode == 3
    assert "Traceback" not in said.decode()
    assert re.search(r"^inbox/slow\.docx: .+\. .+\.$", said.decode(), re.MULTILINE)
    units = {path: returned.unit for path, returned in recorded(folder).items()}
    assert units == {"inbox/good.docx": "a", "inbox/slow.docx": "", "inbox/z.docx": "b"}


@linux_only
def test_no_reader_outlives_a_process_that_is_killed(folder: CampaignFolder) -> None:
    put(folder, "slow.docx", slow_form(folder))
    process = started(folder, "collect")
    assert waited_for(lambda: any(used > 1.0 for used in workers(process.pid).values()), 30)
    readers = list(workers(process.pid))
    process.kill()
    process.communicate()
    assert waited_for(lambda: not any(map(is_running, readers)), 3)
    (folder.inbox / "slow.docx").unlink()
    assert run(folder.root, "collect").code == 0
    assert set(recorded(folder)) == {"inbox/good.docx"}


def test_ctrl_c_ends_with_130_and_leaves_nothing_half(folder: CampaignFolder) -> None:
    for number in range(400):
        put(folder, f"{number}.docx", changed(folder, number))
    process = started(folder, "collect")
    while not any(folder.received.glob("*.docx")):  # archived, so that it is about to be read
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert not list(folder.root.rglob(".cpreport-*"))


# Several at once


def changed(folder: CampaignFolder, number: int) -> bytes:
    """A filled form with as many empty paragraphs more."""
    return hostile.in_body((folder.inbox / "good.docx").read_bytes(), "<w:p/>" * (number + 1))


def several(folder: CampaignFolder, count: int) -> None:
    for number in range(30):
        put(folder, f"{number}.docx", changed(folder, number))
    running = [started(folder, "collect", "--json") for _ in range(count)]
    for process in running:
        _, said = process.communicate(timeout=300)
        assert process.returncode in {0, 3} or b"is using the ledger" in said, said
        assert b"Traceback" not in said
    assert len(recorded(folder)) == 31
    assert len(list(folder.received.iterdir())) == len({returned.sha256 for returned in recorded(folder).values()})


def test_three_collects_at_once_wait_for_each_other_and_record_everything_once(folder: CampaignFolder) -> None:
    several(folder, 3)


@pytest.mark.slow
def test_twenty_collects_at_once_wait_for_each_other_and_record_everything_once(folder: CampaignFolder) -> None:
    several(folder, 20)


@pytest.fixture
def held(folder: CampaignFolder) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes the ledger and does not end."""
    code = (
        "import sys, pathlib\nfrom cpreport.storage import open_ledger\n"
        "with open_ledger(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), create=True) as ledger:\n"
        "    ledger._db.execute('BEGIN IMMEDIATE')\n    print('ready', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(folder.ledger), str(folder.secret)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def test_who_waits_too_long_is_told_who_holds_the_ledger(
    folder: CampaignFolder, held: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAITING_SECONDS", 0.2)
    with pytest.raises(LedgerError) as caught, open_ledger(folder.ledger, folder.secret, create=True):
        pytest.fail("the ledger was opened by two")
    [problem] = caught.value.problems
    assert (problem.key, problem.params["process"]) == ("problem.ledger.held", str(held.pid))
    assert problem.params["machine"] not in {"", "?"}


def test_status_and_summary_work_while_another_command_writes(
    folder: CampaignFolder, held: subprocess.Popen[str]
) -> None:
    assert held.poll() is None
    assert run(folder.root, "status").code == 3
    assert run(folder.root, "summary").code == 3


def test_what_a_killed_command_left_holds_nobody_up(folder: CampaignFolder, held: subprocess.Popen[str]) -> None:
    held.kill()
    held.wait()
    holder = folder.ledger.with_name("ledger.db.holder")
    assert holder.exists()
    assert run(folder.root, "collect").code == 0
    assert not holder.exists()


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe", b"[1]", b"{"])
def test_a_holder_file_that_says_nothing_is_no_obstacle(
    folder: CampaignFolder, held: subprocess.Popen[str], junk: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert held.poll() is None
    folder.ledger.with_name("ledger.db.holder").write_bytes(junk)
    monkeypatch.setattr(lock, "WAITING_SECONDS", 0.2)
    with pytest.raises(LedgerError), open_ledger(folder.ledger, folder.secret, create=True):
        pytest.fail("the ledger was opened by two")


# Older, newer and damaged ledgers

FIRST_SCHEMA = """
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE form (
    form_id TEXT NOT NULL, version TEXT NOT NULL, fingerprint TEXT NOT NULL, whole TEXT NOT NULL,
    first_issued_at TEXT NOT NULL, PRIMARY KEY (form_id, version)
) STRICT;
CREATE TABLE issue (
    id INTEGER PRIMARY KEY, unit TEXT NOT NULL, unit_name TEXT NOT NULL, form_id TEXT NOT NULL, version TEXT NOT NULL,
    path TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (path, sha256),
    FOREIGN KEY (form_id, version) REFERENCES form (form_id, version)
) STRICT;
CREATE INDEX issue_by_bytes ON issue (sha256);
CREATE TABLE returned (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, suffix TEXT NOT NULL, received_at TEXT NOT NULL,
    modified TEXT, sender TEXT NOT NULL, unit TEXT NOT NULL, content TEXT NOT NULL, recorded_at TEXT NOT NULL,
    UNIQUE (path, sha256)
) STRICT;
CREATE INDEX returned_by_bytes ON returned (sha256);
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, doubt_id TEXT NOT NULL, sha256 TEXT NOT NULL, action TEXT NOT NULL, key TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, decided_by TEXT NOT NULL,
    at TEXT NOT NULL, content TEXT NOT NULL
) STRICT;
PRAGMA user_version = 1;
"""
"""The tables of a ledger as the first version made them."""
KEPT = ("setting", "form", "issue", "returned", "decision")


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(sqlite3.connect(path)) as ledger:
        return {table: ledger.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in KEPT}


def version_of(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as ledger:
        return int(ledger.execute("PRAGMA user_version").fetchone()[0])


def made_first_version(folder: CampaignFolder) -> None:
    """The campaign's ledger, as the first version would have written it."""
    before = rows(folder.ledger)
    folder.ledger.unlink()
    with contextlib.closing(sqlite3.connect(folder.ledger)) as ledger, ledger:
        ledger.executescript(FIRST_SCHEMA)
        for table, content in before.items():
            for row in content:
                ledger.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def test_an_older_ledger_is_copied_and_brought_up_to_date(folder: CampaignFolder) -> None:
    run(folder.root, "collect")
    made_first_version(folder)
    before = folder.ledger.read_bytes(), rows(folder.ledger)
    assert run(folder.root, "status").code == 3
    copy = folder.ledger.with_name("ledger.db.v1.bak")
    assert rows(copy) == before[1]
    assert version_of(copy) == 1
    assert (version_of(folder.ledger), rows(folder.ledger)) == (schema.VERSION, before[1])
    put(folder, "later.docx", fill_docx((folder.outbox / "b_กองแผนงาน.docx").read_bytes(), [Tick("ทำแล้ว", "ใช่")]))
    assert run(folder.root, "collect").code == 0
    assert recorded(folder)["inbox/later.docx"].unit == "b"


def test_a_newer_ledger_is_left_alone_with_what_to_do(folder: CampaignFolder) -> None:
    with contextlib.closing(sqlite3.connect(folder.ledger)) as ledger:
        ledger.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = folder.ledger.read_bytes()
    for command in ("collect", "status", "generate", "summary"):
        ended = run(folder.root, command)
        assert ended.code == 1
        assert "newer cpreport" in ended.err
        assert "Install the newest cpreport." in ended.err
    assert folder.ledger.read_bytes() == before


@pytest.mark.parametrize("data", [b"no database " * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_ledger_is_never_overwritten(folder: CampaignFolder, data: bytes) -> None:
    folder.ledger.write_bytes(data)
    for command in ("collect", "status", "generate", "summary"):
        ended = run(folder.root, command)
        assert ended.code == 1, ended
        assert "Restore ledger.db from a copy" in ended.err
        assert "Traceback" not in ended.err
    assert folder.ledger.read_bytes() == data


# Disks


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 3 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here: that needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def filled(place: Path, left: int) -> None:
    """Leaves only so many bytes free."""
    room = os.statvfs(place)
    (place / "filling").write_bytes(b"x" * (room.f_bavail * room.f_frsize - left))


@pytest.mark.parametrize("left", [0, 20_000, 60_000])
@pytest.mark.parametrize("command", ["generate", "collect", "summary"])
def test_a_full_disk_is_said_and_the_old_output_stays(
    folder: CampaignFolder, small_disk: Path, command: str, left: int
) -> None:
    root = small_disk / "campaign"
    shutil.copytree(folder.root, root)
    assert run(root, "summary").code == 3
    workbook = (root / "summary.xlsx").read_bytes()
    if command == "generate":
        shutil.rmtree(root / "outbox")
    if command == "collect":
        (root / "inbox" / "large.docx").write_bytes(os.urandom(100_000))
    filled(small_disk, left)
    ended = run(root, command)
    assert ended.code in {1} | ({0, 3} if left else set()), ended
    assert "Traceback" not in ended.err
    assert not list(root.rglob(".cpreport-*"))
    if ended.code == 1:
        assert "check permission and free space" in ended.err
        assert (root / "summary.xlsx").read_bytes() == workbook
    (small_disk / "filling").unlink()
    assert run(root, command).code in {0, 3}


def test_a_read_only_folder_is_said(folder: CampaignFolder, small_disk: Path) -> None:
    root = small_disk / "campaign"
    shutil.copytree(folder.root, root)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for command in ("generate", "collect", "summary", "review", "remind"):
        ended = run(root, command)
        assert ended.code == 1, (command, ended)
        assert "Read-only file system" in ended.err or "readonly" in ended.err
        assert "Traceback" not in ended.err
    assert run(root, "status").code == 3


@pytest.mark.parametrize(
    ("command", "name"), [("generate", "outbox"), ("collect", "received"), ("summary", "summary.xlsx")]
)
def test_what_stands_in_the_way_of_the_output_is_said(folder: CampaignFolder, command: str, name: str) -> None:
    place = folder.root / name
    if place.is_dir():
        shutil.rmtree(place)
    if command == "summary":
        place.mkdir()
    else:
        place.write_bytes(b"in the way")
    ended = run(folder.root, command)
    assert ended.code == 1, ended
    [line] = ended.lines
    assert name in line
    assert not list(folder.root.rglob(".cpreport-*"))


# The inbox


@pytest.mark.skipif(os.name != "posix", reason="Windows has no FIFO")
def test_what_is_no_file_is_listed_and_neither_followed_nor_waited_for(folder: CampaignFolder) -> None:
    inbox = folder.inbox
    os.mkfifo(inbox / "fifo.docx")
    (inbox / "loop").symlink_to(inbox)
    (inbox / "device.docx").symlink_to("/dev/zero")
    (inbox / "gone.docx").symlink_to(inbox / "nowhere")
    (inbox / "outside.docx").symlink_to(folder.outbox)
    ended = run(folder.root, "collect", "--json")
    assert ended.code == 3
    found = {file["path"]: file for file in ended.json()["files"]}
    for name in ("fifo.docx", "loop", "device.docx", "gone.docx", "outside.docx"):
        assert [finding["kind"] for finding in found[f"inbox/{name}"]["findings"]] == ["not-a-file"], name
    assert found["inbox/good.docx"]["outcome"] == "accepted"
    assert len(ended.lines) == 5


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_listed(folder: CampaignFolder) -> None:
    (folder.inbox / "good.docx").chmod(0)
    [report] = run(folder.root, "collect", "--json").json()["files"]
    assert [finding["kind"] for finding in report["findings"]] == ["not-a-file"]


def test_a_copy_that_goes_on_is_not_finished_and_is_read_when_it_is(folder: CampaignFolder) -> None:
    whole = (folder.inbox / "good.docx").read_bytes()
    (folder.inbox / "good.docx").unlink()
    target = folder.inbox / "growing.docx"
    with target.open("wb") as file:
        file.write(whole[:2000])
        file.flush()
        process = started(folder, "collect", "--json")
        position = 2000
        while process.poll() is None:
            file.write(whole[position : position + 10])
            file.flush()
            position += 10
            time.sleep(0.05)
        said, _ = process.communicate()
        file.write(whole[position:])
    assert process.returncode == 3
    assert b'"outcome": "unfinished"' in said
    assert not recorded(folder)
    os.utime(target, (CAME, CAME))
    assert run(folder.root, "collect").code == 0
    assert recorded(folder)["inbox/growing.docx"].unit == "a"
