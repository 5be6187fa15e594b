"""A bar for what takes longer than a second, on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_PATIENCE_SECONDS: Final = 1.0
_REDRAWN_SECONDS: Final = 0.1


class Progress:
    """Shows how much is done, how much there is, and how long the rest may take.

    Args:
        words: What is being done, in the terminal's language.
    """

    def __init__(self, words: str) -> None:
        self.done = 0
        self.total = 0
        self._words = words
        self._began = self._drawn = time.monotonic()
        self._bar: tuple[Bar, TaskID] | None = None
        self._wanted = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        self.done, self.total = done, total
        now = time.monotonic()
        if not self._wanted or now - self._began < _PATIENCE_SECONDS:
            return
        if done < total and now - self._drawn < _REDRAWN_SECONDS:
            return
        self._drawn = now
        bar, task = self._bar or self._begin()
        bar.update(task, completed=done, total=total, refresh=True)

    def end(self) -> None:
        """Take the bar away; the terminal is as it was."""
        if self._bar:
            self._bar[0].stop()
            self._bar = None
        self._wanted = False

    def _begin(self) -> tuple[Bar, TaskID]:
        # Slow to import, and most commands are done before anybody could see a bar.
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        bar.start()
        self._bar = bar, bar.add_task(self._words)
        return self._bar
