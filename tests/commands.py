"""cpreport in a process of its own, as an officer runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cpreport.config import CampaignFolder, load_campaign
from cpreport.operations.generate import FileFormat, GenerateOrder, generate
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpreport.returned import Returned

COMMAND = (sys.executable, "-m", "cpreport")
_MEASURED = Path(__file__).with_name("measured.py")
_LONGEST = 120.0  # seconds


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        code: The exit code; below 0, the number of the signal that killed it.
        out: What it said on stdout.
        err: What it said on stderr.
        took: Seconds by the clock, seconds of the processor, and bytes of its largest process, where it was measured.
    """

    code: int
    out: str
    err: str
    took: dict[str, float] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """What stderr says, line by line."""
        return self.err.splitlines()

    def json(self) -> Any:
        """The document on stdout."""
        return json.loads(self.out)


def run(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Ended:
    """A command on a campaign, in English."""
    done = subprocess.run(
        [*COMMAND, arguments[0], "-C", str(folder), "--lang", "en", *arguments[1:]],
        capture_output=True,
        timeout=_LONGEST,
        check=False,
        env=plain_environment() | dict(environment or {}),
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def run_measured(folder: Path, *arguments: str) -> Ended:
    """The same, and what it took."""
    command = [*COMMAND, arguments[0], "-C", str(folder), "--lang", "en", *arguments[1:]]
    done = subprocess.run(
        [sys.executable, str(_MEASURED), str(_LONGEST), *command],
        capture_output=True,
        timeout=_LONGEST * 2,
        check=False,
        env=plain_environment(),
    )
    said, _, took = done.stderr.decode().rstrip("\n").rpartition("\n")
    return Ended(done.returncode, done.stdout.decode(), said.rstrip("\n"), json.loads(took))


def plain_environment() -> dict[str, str]:
    """The environment of these processes: no bytecode is written where their writes are counted."""
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}


def issued(folder: CampaignFolder, today: date) -> dict[str, bytes]:
    """The forms of every unit, generated now: `a.docx` and `a.xlsx` for the unit `a`."""
    campaign = load_campaign(folder)
    generate(folder, campaign, GenerateOrder(today, tuple(FileFormat)), lambda _done, _total: None)
    found = {f"{path.name.partition('_')[0]}{path.suffix}": path.read_bytes() for path in folder.outbox.iterdir()}
    folder.inbox.mkdir(exist_ok=True)
    return found


def recorded(folder: CampaignFolder) -> dict[str, Returned]:
    """Every return in the ledger, by its path."""
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        returns = ledger.returns() if ledger else []
    assert len({returned.path for returned in returns}) == len(returns), "a return is recorded twice"
    return {returned.path: returned for returned in returns}
