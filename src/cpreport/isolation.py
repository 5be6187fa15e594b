"""Work on what strangers sent, in processes of their own that can be killed: limited in time and in memory."""

from __future__ import annotations

import os
import sys
from concurrent.futures import TimeoutError as TookTooLongError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Final, Generic, Self, TypeVar

from pebble import ProcessPool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from pebble import ProcessFuture

Task = TypeVar("Task")
Result = TypeVar("Result")

SECONDS: Final = 30.0
"""That a worker may take for the tasks it is given at once, and again for each of them alone."""

MEMORY: Final = 1_000_000_000
"""Bytes that a worker may take beyond what it has when it starts. Only Linux holds it to that."""

_TIMES: Final = 2


class Trouble(StrEnum):
    """What happened to a task that gave no result."""

    TOO_LONG = "too long"
    TOO_MUCH_MEMORY = "too much memory"
    FAULT = "fault"
    LOST = "lost"
    """It was in hand when the pool broke, whatever broke it. Nobody outside sees this one."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A task that gave no result; `detail` is a few English words for the log."""

    trouble: Trouble
    detail: str


@dataclass(frozen=True, slots=True)
class Handed(Generic[Task, Result]):
    """Tasks that a worker has been given together."""

    tasks: Sequence[Task]
    future: ProcessFuture[list[Result]]


class Workers(Generic[Task, Result]):
    """Processes that do the same work on many tasks; none is started before there is a task.

    A worker that hangs, crashes or takes too much memory costs only the task that did it: tasks that were handed in
    together with it are done again, each alone.

    Args:
        count: How many processes.
        work: What is done with tasks, a function of a module; it gives a result for each.
        start: Run once in every new process.
        given: What `start` is given; copied to every process.
        seconds: See `SECONDS`.
        memory: See `MEMORY`.
    """

    def __init__(
        self,
        count: int,
        work: Callable[[Sequence[Task]], list[Result]],
        start: Callable[..., None],
        given: tuple[object, ...],
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY,
    ) -> None:
        self._work = work
        self._seconds = seconds
        # Spawned, not forked: a fork of a process with threads deadlocks, and only spawning works everywhere.
        self._new_pool = partial(
            ProcessPool, count, initializer=_start, initargs=(memory, start, given), context=get_context("spawn")
        )
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def hand_in(self, tasks: Sequence[Task]) -> Handed[Task, Result]:
        """Give a worker tasks; it begins when one is free."""
        try:
            future = self._pool.schedule(self._work, args=(tasks,), timeout=self._seconds)
        except RuntimeError:  # the pool is broken: a worker died in a moment in which it could not tell at what
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = self._new_pool()
            future = self._pool.schedule(self._work, args=(tasks,), timeout=self._seconds)
        return Handed(tasks, future)

    def take_out(self, handed: Handed[Task, Result]) -> list[Result | Failed]:
        """Wait for the result of each task, in their order."""
        result = _result(handed.future)
        if isinstance(result, Failed) and result.trouble is Trouble.LOST:
            # Nobody knows at which task a worker died, so none of them is to blame yet.
            return [one for task in handed.tasks for one in self._alone(task)]
        if not isinstance(result, Failed):
            return list(result)
        if len(handed.tasks) == 1:
            return [result]
        return [one for task in handed.tasks for one in self.take_out(self.hand_in([task]))]

    def _alone(self, task: Task) -> list[Result | Failed]:
        """The result of a task that may be to blame for a broken pool; broken twice, it is."""
        result: list[Result] | Failed = Failed(Trouble.LOST, "")
        for _ in range(_TIMES):
            result = _result(self.hand_in([task]).future)
            if not (isinstance(result, Failed) and result.trouble is Trouble.LOST):
                break
        if isinstance(result, Failed):
            return [Failed(Trouble.FAULT, result.detail) if result.trouble is Trouble.LOST else result]
        return list(result)


def _result(future: ProcessFuture[list[Result]]) -> list[Result] | Failed:
    try:
        return future.result()
    except TookTooLongError:
        return Failed(Trouble.TOO_LONG, "took too long to read")
    except BrokenProcessPool:
        return Failed(Trouble.LOST, "ended without a word")
    except MemoryError:
        return Failed(Trouble.TOO_MUCH_MEMORY, "took too much memory to read")
    except Exception as error:  # noqa: BLE001  whatever went wrong in another process is that one's, not ours
        return Failed(Trouble.FAULT, type(error).__name__)


def _start(memory: int, start: Callable[..., None], given: tuple[object, ...]) -> None:
    # Not by what ends a pool: who is killed ends nothing, and a reader that hangs would go on for ever.
    Thread(target=_end_with_parent, daemon=True).start()
    start(*given)
    _limit(memory)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit(memory: int) -> None:
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123  started often, and pathlib is slow to import
        present = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (present + memory, present + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
