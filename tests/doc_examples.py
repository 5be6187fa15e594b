"""The fenced blocks of a page of the documentation, with what an HTML comment before each says about it.

`<!-- file: PATH -->` the block is written there; `<!-- ends with N -->` every command ends with this exit code;
`<!-- said -->` the lines stand in what the commands before said; `<!-- needs LibreOffice -->`; `<!-- not run: why -->`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])
_BLOCK = re.compile(
    r"^(?P<indent> *)(?:<!-- (?P<note>[^\n]*?) -->\n *)?```(?P<language>[^\n`]*)\n(?P<text>.*?)^ *```$",
    re.DOTALL | re.MULTILINE,
)
SHELLS = frozenset({"sh", "powershell", "bat"})


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its language, its text, and the note before it."""

    language: str
    text: str
    note: str = ""

    def about(self, kind: str) -> str | None:
        """What the note says after these words; None where it says something else."""
        return self.note.removeprefix(kind).strip(": ") if self.note.startswith(kind) else None


def blocks(page: Path) -> list[Block]:
    """Every fenced block of a page, in order."""
    found = _BLOCK.finditer(page.read_text("utf-8"))
    return [Block(one["language"], dedent(one["text"]), one["note"] or "") for one in found]


class Reader:
    """Somebody who follows a page from top to bottom, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = ""

    def follow(self, block: Block) -> None:
        """Do what a block says."""
        if (path := block.about("file")) is not None:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, "utf-8")
        elif block.about("said") is not None:
            for line in block.text.splitlines():
                assert line in self.said, f"not said: {line}\n{self.said}"
        elif block.language in SHELLS:
            self._commands(block)
        elif block.language == "python":
            script = self.folder / "example.py"
            script.write_text(block.text, "utf-8")
            self._run([sys.executable, str(script)], 0)

    def _commands(self, block: Block) -> None:
        self.said = ""
        expected = int(block.about("ends with") or 0)
        for line in block.text.splitlines():
            for command in line.split(" && "):
                words = shlex.split(command.replace("\\", "/"), comments=True)
                if words:
                    self._command(words, expected)

    def _command(self, words: list[str], expected: int) -> None:
        program, arguments = words[0], words[1:]
        if program == "cd":
            self.folder /= arguments[0]
        elif program == "mkdir":
            (self.folder / arguments[0]).mkdir(exist_ok=True)
        elif program == "cp":
            shutil.copy(self.folder / arguments[0], self.folder / arguments[1])
        elif program.rpartition("/")[2] == "cpreport":
            self._run([sys.executable, "-m", "cpreport", *arguments], expected)
        else:
            # What installs is run to the letter by .ci/run; here the program is installed already.
            assert "venv" in words or program.endswith("/pip"), f"no reader can do this: {words}"

    def _run(self, command: list[str], expected: int) -> None:
        environment = os.environ | {"PYTHONUTF8": "1", "CPREPORT_LANG": "en"}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        self.said += done.stdout.decode()
        assert done.returncode == expected, f"{command}\n{self.said}"
