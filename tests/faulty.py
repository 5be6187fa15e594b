"""A process that is killed, or that the disk fails, at the k-th thing it writes, by a library loaded before libc."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("shim.c")
NO_SPACE, INPUT_OUTPUT = "28", "5"  # errno on Linux


@cache
def library(place: Path) -> Path:
    """The library, compiled; where that cannot be done, the test is skipped."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        stop = pytest.fail if os.environ.get("CI") and sys.platform == "linux" else pytest.skip
        stop("faults are injected by a C library on Linux: there is no compiler")
    target = place / "faults.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(target), str(_SOURCE), "-ldl"]
    subprocess.run(command, check=True, capture_output=True)
    return target


@dataclass(frozen=True, slots=True)
class Faults:
    """Faults below one folder.

    Attributes:
        library: The compiled shim.
        root: The folder.
    """

    library: Path
    root: Path

    def at(self, number: int, kind: str, *, lasts: bool = False, only: str = "") -> dict[str, str]:
        """The environment in which the so-many-th thing written fails."""
        chosen = {"FAULT_LASTS": "1"} if lasts else {}
        chosen |= {"FAULT_ONLY": only} if only else {}
        return self._loaded() | {"FAULT_AT": str(number), "FAULT_KIND": kind} | chosen

    def counting(self, log: Path, *, only: str = "") -> dict[str, str]:
        """The environment in which nothing fails and everything that is written gets a line in a log."""
        return self._loaded() | {"FAULT_LOG": str(log)} | ({"FAULT_ONLY": only} if only else {})

    def _loaded(self) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "FAULT_ROOT": f"{self.root}/"}
