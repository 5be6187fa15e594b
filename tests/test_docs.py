"""README and docs say what the program does: every command, option, finding and exit code, and the examples load."""

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
CARRYING_ON = (ROOT / "docs" / "carrying-on.md").read_text("utf-8")
FINDINGS = (ROOT / "docs" / "reference" / "findings.md").read_text("utf-8")
OWN_CAMPAIGN = (ROOT / "docs" / "howto" / "own-campaign.md").read_text("utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def rows(heading: str, page: str = README) -> dict[str, str]:
    """The first table that follows a line, by its first cell without back quotes."""
    table = takewhile(lambda line: line.startswith("|"), page[page.index(heading) :].splitlines())
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


def test_every_finding_stands_in_the_reference_under_its_consequence() -> None:
    headings = {Consequence.SET_ASIDE: "Set aside", Consequence.REVIEW: "Needs review", Consequence.NOTED: "Noted"}
    parts = dict(part.split("\n", 1) for part in FINDINGS.split("\n## ")[1:])
    for kind in FindingKind:
        assert f"| `{kind.value}` |" in parts[headings[kind.consequence]]


def test_every_exit_code_stands_in_the_readme() -> None:
    assert {str(code.value) for code in ExitCode} <= set(rows("| exit code |"))


def test_every_type_of_question_is_told_of() -> None:
    assert {kind.value for kind in QuestionType} <= {
        word for cell in rows("| type |", OWN_CAMPAIGN) for word in re.findall(r"[a-z_]+", cell)
    }


def test_every_dependency_has_its_reason() -> None:
    table = rows("| package |", CARRYING_ON)
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for name in re.findall(r'^    "([a-z-]+)>=', text.partition("[project.scripts]")[0], re.MULTILINE):
        assert any(name in cell for cell in table), name


def test_the_examples_of_a_campaign_load(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", OWN_CAMPAIGN, re.DOTALL)
    units = next(block for block in blocks if block.startswith("units:"))
    form = next(block for block in blocks if block.startswith("settings:"))
    assert yaml.safe_load(units)
    form = re.sub(r"^  emblem:.*\n", "", form, flags=re.MULTILINE)
    loaded = load_campaign(campaign(tmp_path, units=units, form=form))
    assert loaded.units[-1].extra == {"floor": "3rd"}
    assert loaded.form.form_id == "training-2026"


def test_every_file_that_the_docs_name_in_the_code_is_there() -> None:
    named = re.findall(r"`([a-z_]+(?:\.py|/))`", " ".join(rows("| where | what |", CARRYING_ON)))
    assert named
    for name in named:
        assert (ROOT / "src" / "cpreport" / name).exists(), name
