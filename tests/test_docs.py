"""The README says what the program does: every command, option, finding and exit code, and its first lines run."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest
import typer
import yaml

from configuring import campaign
from cpreport.cli import app
from cpreport.config import load_campaign
from cpreport.errors import ExitCode
from cpreport.form import QuestionType
from cpreport.reading import Consequence, FindingKind

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def rows(heading: str) -> dict[str, str]:
    """The first table that follows a line, by its first cell without back quotes."""
    table = takewhile(lambda line: line.startswith("|"), README[README.index(heading) :].splitlines())
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {row[0].strip("`"): row[-1] for row in cells}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_stands_in_the_readme_with_its_options(name: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `cpreport {name}"))
    for parameter in COMMANDS[name].params:
        options = [option for option in parameter.opts if option.startswith("--")]
        for option in set(options) - {"--campaign", "--lang", "--help"}:
            assert f"`{option}`" in row


def test_the_readme_names_no_option_that_does_not_exist() -> None:
    known = {option for command in COMMANDS.values() for parameter in command.params for option in parameter.opts}
    for line in README.splitlines():
        if line.startswith("| `cpreport "):
            assert set(re.findall(r"`(--[a-z-]+)`", line)) <= known


def test_every_finding_stands_in_the_readme_with_its_consequence() -> None:
    words = {Consequence.SET_ASIDE: "set aside", Consequence.REVIEW: "needs review", Consequence.NOTED: "noted"}
    table = rows("| finding |")
    assert set(table) - {"finding", "---"} >= {kind.value for kind in FindingKind}
    for kind in FindingKind:
        assert table[kind.value].startswith(words[kind.consequence])


def test_every_exit_code_stands_in_the_readme() -> None:
    assert {str(code.value) for code in ExitCode} <= set(rows("| exit code |"))


def test_every_type_of_question_stands_in_the_readme() -> None:
    table = README[README.index("| type |") : README.index("### templates/memo.md.j2")]
    for kind in QuestionType:
        assert f"`{kind}`" in table


def test_every_dependency_has_its_reason() -> None:
    table = rows("| package |")
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for name in re.findall(r'^    "([a-z-]+)>=', text.partition("[project.scripts]")[0], re.MULTILINE):
        assert any(name in cell for cell in table), name


def test_the_examples_of_the_readme_load(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    units = next(block for block in blocks if block.startswith("units:"))
    form = next(block for block in blocks if block.startswith("settings:"))
    assert yaml.safe_load(units)
    form = re.sub(r"^  emblem:.*\n", "", form, flags=re.MULTILINE)
    loaded = load_campaign(campaign(tmp_path, units=units, form=form))
    assert loaded.units[0].extra == {"anything": "else"}
    assert loaded.form.form_id == "training-2026"


def test_every_file_that_the_readme_names_in_the_code_is_there() -> None:
    table = README[README.index("| where | what |") : README.index("To work on it")]
    for name in re.findall(r"`([a-z_]+(?:\.py|/))`", table):
        assert (ROOT / "src" / "cpreport" / name).exists(), name
