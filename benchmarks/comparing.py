"""What comparisons share: how they are run, the figures that count, and what comes of one."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Contender, Measured, interleaved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
CPREPORT = (sys.executable, "-m", "cpreport")


@dataclass(frozen=True, slots=True)
class Setup:
    """How the comparisons are run.

    Attributes:
        room: A folder for everything that is written, in memory where there is such a file system.
        rivals: The Python of the rivals' virtual environment.
        sizes: How many documents cpreport and the floor get.
        rival_sizes: How many the rivals get; what they cost is linear.
        rounds: How often everything is run.
        say: Tells how far it is.
        national: How many units the campaign has that is run once.
    """

    room: Path
    rivals: Path
    sizes: tuple[int, ...]
    rival_sizes: tuple[int, ...]
    rounds: int
    say: Callable[[str], None]
    national: int

    def run(self, title: str, contenders: list[Contender]) -> Measured:
        """Runs contenders in turn, in folders of their own."""
        return interleaved(contenders, self.room / title, self.rounds, self.say)

    @property
    def usual(self) -> int:
        """The size at which whole commands are compared with the rivals'."""
        return max(size for size in self.sizes if size in self.rival_sizes)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure that counts: what it is, its value, and the bound it should keep."""

    what: str
    value: float | None
    bound: float
    at_least: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: its figures, the ratios, and what to know about them."""

    title: str
    measured: Measured
    ratios: tuple[Ratio, ...]
    notes: tuple[str, ...] = ()


def growth(name: str, measured: Measured) -> Iterator[Ratio]:
    """How cost a document and memory grow between the two largest sizes."""
    sizes = measured.sizes(name)
    if len(sizes) >= 2:
        high, middle = sizes[-1], sizes[-2]
        memory = [measured.median(name, size, "memory") for size in (high, middle)]
        yield Ratio(f"{name}: peak memory, {high:,} ÷ {middle:,}", divided(*memory), 1.25, at_least=False)
    if len(sizes) >= 3:
        low, middle, high = sizes[-3:]
        steps = [
            divided((measured.median(name, more) or 0) - (measured.median(name, less) or 0), more - less)
            for less, more in ((low, middle), (middle, high))
        ]
        yield Ratio(
            f"{name}: cost a document, to {high:,} ÷ to {middle:,}", divided(*reversed(steps)), 1.15, at_least=False
        )


def divided(one: float | None, other: float | None) -> float | None:
    """A ratio, where there is one."""
    return one / other if one is not None and other else None
