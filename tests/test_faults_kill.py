"""Killed at any write, or failed by the disk: run again, every command ends as if nothing had happened."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from commands import Ended, issued, run
from configuring import UNITS, campaign
from cpreport.config import CampaignFolder
from cpreport.files import sha256
from cpreport.filler import Tick, fill_docx, fill_xlsx
from cpreport.storage import open_ledger
from faulty import INPUT_OUTPUT, NO_SPACE, Faults, library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

CAME = datetime(2010, 8, 20, tzinfo=UTC).timestamp()
DAY = date(2010, 5, 1)
THREE = f"{UNITS}  - id: c\n    name: กองกลาง\n"
COMMANDS = {
    "generate": ("generate", "--format", "both"),
    "collect": ("collect", "--json"),
    "summary": ("summary",),
    "remind": ("remind",),
}
BEFORE = {"generate": 0, "collect": 1, "summary": 2, "remind": 2}
"""How far a campaign is when a command is run: nothing, forms returned, collected."""


@dataclass(frozen=True, slots=True)
class Campaigns:
    """A campaign at each stage, to be copied, and the shim."""

    stages: tuple[Path, ...]
    library: Path

    def fresh(self, command: str, place: Path) -> CampaignFolder:
        """A copy of the campaign as it is before a command."""
        if place.exists():
            shutil.rmtree(place)
        shutil.copytree(self.stages[BEFORE[command]], place)
        return CampaignFolder(place)

    def faults(self, folder: CampaignFolder) -> Faults:
        return Faults(self.library, folder.root)


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory: pytest.TempPathFactory) -> Campaigns:
    root = tmp_path_factory.mktemp("campaigns")
    shim = library(root)
    stages = tuple(root / name for name in ("new", "returned", "collected"))
    stages[0].mkdir()
    new = campaign(stages[0], units=THREE)
    new.secret.write_text("5e" * 32 + "\n")  # else every run has its own, and no two make the same forms
    shutil.copytree(stages[0], stages[1])
    _return(CampaignFolder(stages[1]))
    shutil.copytree(stages[1], stages[2])
    for command in ("collect", "summary"):
        assert run(stages[2], command).code == 3
    _put(CampaignFolder(stages[2]).inbox / "later.docx", (stages[2] / "inbox" / "a.docx").read_bytes())
    assert run(stages[2], "collect").code == 3
    return Campaigns(stages, shim)


def _return(folder: CampaignFolder) -> None:
    forms = issued(folder, DAY)
    tick = [Tick("ทำแล้ว", "ใช่")]
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as package:
        package.writestr("b.docx", fill_docx(forms["b.docx"], tick))
    files = {
        "a.docx": fill_docx(forms["a.docx"], tick),
        "again.xlsx": fill_xlsx(forms["a.xlsx"], []),
        "b.zip": zipped.getvalue(),
        "broken.docx": forms["b.docx"][:3000],
        "~$a.docx": b"lock",
    }
    for name, data in files.items():
        _put(folder.inbox / name, data)


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    os.utime(path, (CAME, CAME))


def state(folder: CampaignFolder) -> dict[str, Any]:
    """Everything that a campaign is: its files, and what its ledger says, but for the moments of recording."""
    own = {folder.ledger.name, f"{folder.ledger.name}.lock"}
    files = {path.relative_to(folder.root).as_posix(): path for path in folder.root.rglob("*") if path.is_file()}
    found: dict[str, Any] = {name: _content(path) for name, path in files.items() if path.name not in own}
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        assert ledger is not None
        found["returns"] = sorted(repr(returned) for returned in ledger.returns())
        found["issued"] = ledger.issued_paths("f-1"), ledger.issued_names("f-1")
        found["forms"] = [form.fingerprint() for form in ledger.forms("f-1")]
        found["reminders"] = [(one.kind, one.round, one.unit, one.path, one.sha256) for one in ledger.reminders()]
        assert not ledger.fault()
    return found


def _content(path: Path) -> object:
    if path.suffix != ".xlsx":
        return sha256(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        return {name: sha256(package.read(name)) for name in package.namelist() if name != "docProps/core.xml"}


def nothing_is_half(folder: CampaignFolder, ended: Ended) -> None:
    """What must hold at any moment, whatever was killed."""
    for copy in _whole(folder.received):
        assert sha256(copy.read_bytes()) == copy.name.partition(".")[0]
    for office in (*_whole(folder.outbox), *folder.root.glob("summary.xlsx")):
        if office.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(office) as package:
                assert package.testzip() is None
    if not folder.ledger.exists() or not folder.ledger.stat().st_size:
        return
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        assert ledger is not None
        returns = ledger.returns()
    for returned in returns:
        assert (folder.received / f"{returned.sha256}{returned.suffix}").exists()
    if ended.out.startswith("{"):
        told = {file["path"] for file in json.loads(ended.out)["files"] if file["sha256"]}
        assert told <= {returned.path for returned in returns}, "acknowledged and lost"


def _whole(folder: Path) -> Iterable[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".cpreport-")]


def writes(campaigns: Campaigns, command: str, place: Path, *, only: str = "") -> tuple[int, dict[str, Any]]:
    """How many writes a command makes when nothing happens to it, and how the campaign is then."""
    folder = campaigns.fresh(command, place / "unbroken")
    log = place / "writes.log"
    log.unlink(missing_ok=True)
    ended = run(folder.root, *COMMANDS[command], environment=campaigns.faults(folder).counting(log, only=only))
    assert ended.code in {0, 3}, ended.err
    return len(log.read_text().splitlines()), state(folder)


def spread(total: int, count: int) -> list[int]:
    """So many numbers from 1 to a total, the first and the last among them."""
    return sorted({1 + (total - 1) * step // (count - 1) for step in range(count)})


def _next(command: str, folder: CampaignFolder, expected: dict[str, Any]) -> str:
    """What is run afterwards: the same, but a reminder that was recorded as sent is not sent a second time."""
    return "collect" if command == "remind" and state(folder)["reminders"] == expected["reminders"] else command


def killed_everywhere(
    campaigns: Campaigns,
    command: str,
    place: Path,
    chosen: Callable[[int], Iterable[int]],
    kinds: Sequence[str] = ("kill", "torn"),
) -> int:
    """Kills a command at its k-th write for some k, and sees that it ends well the second time; how many there were."""
    total, expected = writes(campaigns, command, place)
    tried = 0
    for number in chosen(total):
        for kind in kinds:
            folder = campaigns.fresh(command, place / "killed")
            ended = run(folder.root, *COMMANDS[command], environment=campaigns.faults(folder).at(number, kind))
            assert ended.code == -9, (number, kind, ended)
            nothing_is_half(folder, ended)
            again = run(folder.root, *COMMANDS[_next(command, folder, expected)])
            assert again.code in {0, 3}, (number, kind, again.err)
            assert state(folder) == expected, (number, kind)
            tried += 1
    return tried


def failed_everywhere(
    campaigns: Campaigns, command: str, place: Path, chosen: Callable[[int], Iterable[int]], kind: str, **how: Any
) -> int:
    """Lets the disk fail a command at its k-th write for some k; how many there were."""
    only = how.get("only", "")
    total, expected = writes(campaigns, command, place, only=only)
    before = state_of_outputs(campaigns.fresh(command, place / "before"))
    tried = 0
    for number in chosen(total):
        folder = campaigns.fresh(command, place / "failed")
        ended = run(folder.root, *COMMANDS[command], environment=campaigns.faults(folder).at(number, kind, **how))
        assert ended.code in {0, 1, 3}, (number, ended)
        assert "Traceback" not in ended.err
        nothing_is_half(folder, ended)
        if ended.code == 1:
            assert ended.lines, number
            assert state_of_outputs(folder) in (before, expected["summary.xlsx"] if command == "summary" else before)
        assert not list(folder.root.rglob(".cpreport-*")) or kind == INPUT_OUTPUT
        again = run(folder.root, *COMMANDS[_next(command, folder, expected)])
        assert again.code in {0, 3}, (number, again.err)
        assert state(folder) == expected, number
        tried += 1
    return tried


def state_of_outputs(folder: CampaignFolder) -> object:
    """The workbook, where there is one."""
    return _content(folder.workbook) if folder.workbook.exists() else None


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_some_writes_and_run_again_it_ends_the_same(
    campaigns: Campaigns, tmp_path: Path, command: str
) -> None:
    assert killed_everywhere(campaigns, command, tmp_path, lambda total: spread(total, 3), ["torn"]) == 3


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_every_write_and_run_again_it_ends_the_same(
    campaigns: Campaigns, tmp_path: Path, command: str, record_property: Callable[[str, object], None]
) -> None:
    tried = killed_everywhere(campaigns, command, tmp_path, lambda total: range(1, total + 1))
    record_property("kill points", tried)
    print(f"{command}: killed {tried} times")


@pytest.mark.parametrize("command", COMMANDS)
def test_on_a_full_disk_it_says_so_and_leaves_the_old_output_and_nothing_temporary(
    campaigns: Campaigns, tmp_path: Path, command: str
) -> None:
    assert failed_everywhere(campaigns, command, tmp_path, lambda total: spread(total, 3), NO_SPACE, lasts=True)


@pytest.mark.parametrize("command", ["collect", "summary"])
def test_a_disk_that_cannot_sync_is_said_and_nothing_is_lost(
    campaigns: Campaigns, tmp_path: Path, command: str
) -> None:
    assert failed_everywhere(campaigns, command, tmp_path, lambda total: spread(total, 3), INPUT_OUTPUT, only="fsync")


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_wherever_the_disk_is_full_or_fails_it_says_so_and_nothing_is_lost(
    campaigns: Campaigns, tmp_path: Path, command: str
) -> None:
    every: Callable[[int], Iterable[int]] = lambda total: range(1, total + 1)  # noqa: E731
    full = failed_everywhere(campaigns, command, tmp_path, every, NO_SPACE, lasts=True)
    failed = failed_everywhere(campaigns, command, tmp_path, every, INPUT_OUTPUT)
    print(f"{command}: no room {full} times, failed {failed} times")
