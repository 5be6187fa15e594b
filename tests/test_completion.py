"""What the shell offers while one types: the units of the campaign that the command is about, and never an error."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from configuring import UNITS, campaign
from cpreport.cli import app

if TYPE_CHECKING:
    from pathlib import Path

RUNNER = CliRunner()
THREE = UNITS + "  - id: B-2\n    name: กองช่าง\n"


def offered(line: str, shell: str = "bash") -> str:
    """What the shell is told when the line is typed so far."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1), "_TYPER_COMPLETE_ARGS": line}
    done = RUNNER.invoke(app, [], prog_name="cpreport", env={"_CPREPORT_COMPLETE": f"complete_{shell}"} | words)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.rstrip("\n")


@pytest.mark.parametrize("option", ["--unit", "--preview"])
def test_ids_are_offered_from_the_campaign_named_with_the_command_or_before_it(tmp_path: Path, option: str) -> None:
    campaign(tmp_path, units=THREE)
    assert offered(f"cpreport generate -C {tmp_path} {option} ").split() == ["a", "b", "B-2"]
    assert offered(f"cpreport --campaign {tmp_path} generate {option} B").split() == ["B-2"]
    assert offered(f"cpreport generate -C {tmp_path} {option} z") == ""


def test_ids_are_offered_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert offered("cpreport generate --unit ").split() == ["a", "b"]


def test_the_names_of_the_units_are_shown_beside_their_ids(tmp_path: Path) -> None:
    campaign(tmp_path)
    assert '"a":"กองคลัง"' in offered(f"cpreport generate -C {tmp_path} --unit ", "zsh")


@pytest.mark.parametrize("units", [None, "units: [", "units: [{id: a}]", b"\xff\xfe\xff", "\x07"])
def test_a_list_that_cannot_be_read_offers_nothing_and_says_nothing(tmp_path: Path, units: str | bytes | None) -> None:
    campaign(tmp_path, units=units)
    assert offered(f"cpreport generate -C {tmp_path} --unit ") == ""
    assert offered(f"cpreport generate -C {tmp_path / 'nowhere'} --unit ") == ""


def test_commands_and_options_are_offered() -> None:
    assert offered("cpreport xls") == "xlsform"
    assert offered("cpreport init --xl") == "--xlsform"


def test_completion_can_be_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if os.name == "nt":
        pytest.skip("PowerShell's profile is not under HOME")
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    done = RUNNER.invoke(app, ["--install-completion", "bash"], prog_name="cpreport")
    assert done.exit_code == 0, done.output
    assert "cpreport" in (tmp_path / ".bash_completions" / "cpreport.sh").read_text()
