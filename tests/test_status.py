"""cpreport status: a table by group that lines up whatever the script, coloured on a terminal and nowhere else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from configuring import campaign
from cpreport import statustable
from cpreport.cli import app
from cpreport.wording import visible_width

if TYPE_CHECKING:
    from pathlib import Path

UNITS = """\
units:
  - {id: a, name: กองคลัง, group: ส่วนกลาง}
  - {id: b, name: กองแผนงาน, group: "ที่ตั้ง [ภาคใต้] ผู้เชี่ยวชาญน้ำ"}
  - {id: c, name: Library, group: North-East}
  - {id: d, name: กองช่าง}
  - {id: e, name: กองกลาง, exempt: ยุบ}
"""
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]m")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    campaign(tmp_path, units=UNITS)
    return tmp_path


def status(folder: Path, *arguments: str, language: str = "th") -> str:
    return CliRunner().invoke(app, ["status", "-C", str(folder), "--lang", language, *arguments]).stdout


def on_a_terminal(folder: Path, **environment: str) -> str:
    """What the command writes where its output is a terminal."""
    pty = pytest.importorskip("pty")
    ours, its = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}
    command = [sys.executable, "-m", "cpreport", "status", "-C", str(folder), "--lang", "en"]
    process = subprocess.Popen(command, stdout=its, env=clean | {"TERM": "xterm-256color"} | environment)
    os.close(its)
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    process.wait(60)
    os.close(ours)
    return said.decode()


def test_the_columns_line_up_although_thai_marks_have_no_width(folder: Path) -> None:
    lines = [line for line in status(folder).splitlines() if line.rstrip().endswith("%") and "(" not in line]
    assert len(lines) == 5
    assert {visible_width(line.rstrip()) for line in lines} == {visible_width(lines[0].rstrip())}
    assert any("[ภาคใต้]" in line for line in lines)
    assert any("ไม่ระบุกลุ่ม" in line for line in lines)
    assert lines[-1].split() == ["รวม", "4", "0", "4", "0", "0", "0%"]


def test_a_campaign_without_groups_has_no_table(tmp_path: Path) -> None:
    campaign(tmp_path)
    assert "Group" not in status(tmp_path, language="en")


def test_of_many_groups_those_that_miss_most_are_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statustable, "MOST_GROUPS", 2)
    assert "The 2 groups with most units missing, of 4" in status(folder, language="en")


def test_it_is_plain_without_a_terminal_and_ends_with_the_next_step(folder: Path) -> None:
    said = status(folder, language="en")
    assert "\x1b" not in said
    assert said.splitlines()[-1] == "Next: cpreport generate"
    CliRunner().invoke(app, ["generate", "-C", str(folder), "--unit", "a"])
    assert status(folder, language="en").splitlines()[-1].startswith("Next: cpreport remind")
    form = folder / "templates" / "form.yaml"
    form.write_text(form.read_text("utf-8").replace("2010-08-31", "2100-08-31"), "utf-8")
    assert "as forms come back, put them into inbox" in status(folder, language="en").splitlines()[-1]
    assert status(folder, "--missing").split() == ["a", "b", "c", "d"]
    assert json.loads(status(folder, "--json"))["counts"]["exempt"] == 1


def test_a_terminal_shows_colours_unless_they_are_not_wanted(folder: Path) -> None:
    assert COLOUR.search(on_a_terminal(folder))
    assert not COLOUR.search(on_a_terminal(folder, NO_COLOR="1"))
    assert "\x1b" not in on_a_terminal(folder, TERM="dumb")


def test_the_table_needs_no_library_for_documents(folder: Path) -> None:
    code = (
        "import sys; from cpreport.__main__ import main\n"
        f"sys.argv[1:] = ['status', '-C', {str(folder)!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print({'docx', 'docxtpl', 'jinja2', 'lxml', 'openpyxl', 'xlsxwriter', 'markdown_it'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert said.stdout.splitlines()[-1] == "set()"
