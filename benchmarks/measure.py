"""Whole commands, measured by what the system accounts to them and their children: CPU, wall time, peak memory."""

from __future__ import annotations

import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PIECE = bytes(1 << 24)
_TOUCHED_BY_ONE = 100_000  # bytes for a document: its file, its archived copy, what is recorded of it
_LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Taken:
    """What one command took: seconds of CPU (user and system, children too) and of wall time, MB at its largest."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, slots=True)
class Contender:
    """A command at one size.

    Attributes:
        name: Who does it.
        size: How many documents.
        command: The command line, for a folder of its own.
        prepare: Fills that folder beforehand, untimed.
    """

    name: str
    size: int
    command: Callable[[Path], Sequence[str]]
    prepare: Callable[[Path], None] = lambda room: None


@dataclass(slots=True)
class Measured:
    """What every contender took, round by round."""

    runs: dict[tuple[str, int], list[Taken]] = field(default_factory=dict)

    def median(self, name: str, size: int, what: str = "cpu") -> float | None:
        """The median of one contender at one size; None where it was not run."""
        runs = self.runs.get((name, size))
        return statistics.median(getattr(run, what) for run in runs) if runs else None

    def marginal(self, name: str, what: str = "cpu") -> float | None:
        """Seconds for one document more, between the two largest sizes of a contender."""
        sizes = self.sizes(name)[-2:]
        if len(sizes) < 2:
            return None
        low, high = (self.median(name, size, what) or 0.0 for size in sizes)
        return (high - low) / (sizes[1] - sizes[0])

    def sizes(self, name: str) -> list[int]:
        """The sizes at which a contender was run."""
        return sorted(size for contender, size in self.runs if contender == name)

    def names(self) -> list[str]:
        """The contenders, in the order they were run."""
        return list(dict.fromkeys(name for name, _ in self.runs))


def take(command: Sequence[str], folder: Path) -> Taken:
    """Runs one command in a folder.

    Raises:
        RuntimeError: It failed; with the end of what it said.
    """
    log, result = (folder.with_name(f"{folder.name}.{suffix}") for suffix in ("log", "taken"))
    with log.open("wb") as said:
        launched = [sys.executable, "-S", str(_LAUNCH), str(result), *command]
        subprocess.run(launched, cwd=folder, stdout=said, stderr=said, check=True)  # noqa: S603  commands of our own
    code, cpu, wall, memory = map(float, result.read_text("ascii").split())
    # 3: done, but something needs a person, which is so for some of the made-up answers.
    if code not in {0, 3}:
        raise RuntimeError(f"{' '.join(command)}: {log.read_text('utf-8', errors='replace')[-2000:]}")
    return Taken(cpu, wall, memory)


def interleaved(contenders: Sequence[Contender], room: Path, rounds: int, say: Callable[[str], None]) -> Measured:
    """Runs all contenders once a round, each in a new folder; nothing is deleted between the runs."""
    measured = Measured()
    for number in range(1, rounds + 1):
        for place, contender in enumerate(contenders):
            folder = room / f"{number}-{place}"
            folder.mkdir(parents=True)
            contender.prepare(folder)
            _touch(folder, contender.size)
            taken = take(contender.command(folder), folder)
            measured.runs.setdefault((contender.name, contender.size), []).append(taken)
            say(f"round {number}: {contender.name}, {contender.size}: {taken.cpu:.2f} s CPU, {taken.memory:.0f} MB")
    return measured


def _touch(folder: Path, documents: int) -> None:
    """Use, just before a run, the memory that its files will take where they are in a file system in memory.

    On a virtual machine the first use of a page asks the host for it, which takes several times what writing takes; the
    host takes back what lies idle, and would be paid for by whoever comes next. On a disk this only writes to it.
    """
    file = folder / "touched"
    with file.open("wb", buffering=0) as target:
        for _ in range(1 + documents * _TOUCHED_BY_ONE // len(_PIECE)):
            target.write(_PIECE)
    file.unlink()
