"""Workers that hang, crash or eat memory cost only the task that did it."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from cpreport.isolation import Failed, Trouble, Workers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MEGABYTES_200 = 200_000_000
_greeting: list[str] = []


def begin(greeting: str) -> None:
    _greeting[:] = [greeting]


def work(tasks: Sequence[str]) -> list[str]:
    return [_do(task) for task in tasks]


def _do(task: str) -> str:
    if task == "hang":
        time.sleep(3600)
    if task == "spin":
        while True:
            pass
    if task == "crash":
        ctypes.string_at(0)
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "leave":
        os._exit(3)
    if task == "eat":
        return str(len(b"x" * 10 * _MEGABYTES_200))
    if task == "fail":
        raise ValueError("สมชาย ใจดี")
    if task == "deep":
        return _do_deeply(0)
    return f"{_greeting[0]} {task}"


def _do_deeply(depth: int) -> str:
    return _do_deeply(depth + 1) + "x"


@pytest.fixture
def workers() -> Iterator[Workers[str, str]]:
    with Workers(2, work, begin, ("read",), seconds=2.0, memory=_MEGABYTES_200) as workers:
        yield workers


def test_results_come_in_the_order_of_the_tasks(workers: Workers[str, str]) -> None:
    batches = [[f"{batch}{number}" for number in range(3)] for batch in "abcde"]
    handed = [workers.hand_in(batch) for batch in batches]
    assert [workers.take_out(one) for one in handed] == [[f"read {task}" for task in batch] for batch in batches]


@pytest.mark.parametrize(
    ("task", "trouble"),
    [
        ("hang", Trouble.TOO_LONG),
        ("spin", Trouble.TOO_LONG),
        ("crash", Trouble.FAULT),
        ("die", Trouble.FAULT),
        ("leave", Trouble.FAULT),
        ("fail", Trouble.FAULT),
        ("deep", Trouble.FAULT),
        pytest.param(
            *("eat", Trouble.TOO_MUCH_MEMORY),
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process"),
        ),
    ],
)
def test_a_task_that_fails_costs_itself_and_no_other(workers: Workers[str, str], task: str, trouble: Trouble) -> None:
    before, failed, after = workers.take_out(workers.hand_in(["one", task, "two"]))
    assert (before, after) == ("read one", "read two")
    assert isinstance(failed, Failed)
    assert failed.trouble is trouble


def test_what_a_fault_says_of_itself_is_not_told_because_it_may_hold_an_answer(workers: Workers[str, str]) -> None:
    [failed] = workers.take_out(workers.hand_in(["fail"]))
    assert failed == Failed(Trouble.FAULT, "ValueError")


def test_no_process_is_started_before_there_is_a_task() -> None:
    began = time.monotonic()
    with Workers(8, work, begin, ("read",)):
        pass
    assert time.monotonic() - began < 1


def test_workers_that_somebody_kills_while_they_wait_are_replaced(workers: Workers[str, str]) -> None:
    assert workers.take_out(workers.hand_in(["one"])) == ["read one"]
    for _ in range(3):
        for child in multiprocessing.active_children():
            child.kill()
        assert workers.take_out(workers.hand_in(["two", "three"])) == ["read two", "read three"]
