"""Progress is seen on a terminal, after a second, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

WORK = """
import sys, time
from cpreport.progress import Progress
progress = Progress("กำลังอ่านไฟล์")
for done in range(1, 8):
    time.sleep(float(sys.argv[1]))
    progress(done, 7)
progress.end()
print("done", file=sys.stderr)
"""


def shown_on_a_terminal(seconds: str) -> str:
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    subprocess.run([sys.executable, "-c", WORK, seconds], stderr=theirs, env=environment, check=True)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # what Linux says at the end of a terminal that nobody holds any more
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    return shown.decode()


def test_long_work_shows_how_much_is_done_and_then_takes_the_bar_away() -> None:
    shown = shown_on_a_terminal("0.4")
    assert "กำลังอ่านไฟล์" in shown
    assert re.search(r"[3-7]/7", shown)
    assert "\x1b[?25h" in shown  # the cursor is back
    assert shown.rstrip().endswith("done")


def test_short_work_shows_nothing() -> None:
    assert shown_on_a_terminal("0.01").strip() == "done"


def test_without_a_terminal_nothing_is_shown() -> None:
    done = subprocess.run([sys.executable, "-c", WORK, "0.2"], capture_output=True, text=True, check=True)
    assert done.stderr == "done\n"
