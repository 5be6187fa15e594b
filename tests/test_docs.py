"""README and documentation say what the program does: every command, option, finding, exit code, type."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest
import typer

from cpreport.cli import app
from cpreport.decision import Action
from cpreport.errors import ExitCode
from cpreport.form import QuestionType
from cpreport.reading import Consequence, FindingKind

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
THAI_README = (ROOT / "README.th.md").read_text("utf-8")
DOCS = ROOT / "docs"
FINDINGS = (DOCS / "reference" / "findings.md").read_text("utf-8")
CODE = (DOCS / "carrying-on.md").read_text("utf-8")
TYPES = (DOCS / "howto" / "own-campaign.md").read_text("utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def rows(text: str, heading: str) -> dict[str, list[str]]:
    """The first table that follows a line, by its first cell without back quotes."""
    table = takewhile(lambda line: line.startswith("|"), text[text.index(heading) :].splitlines())
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {row[0].strip("`"): row for row in cells}


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


def test_every_finding_stands_under_its_consequence() -> None:
    words = {Consequence.SET_ASIDE: "set aside", Consequence.REVIEW: "needs review", Consequence.NOTED: "noted"}
    for consequence, said in words.items():
        table = rows(FINDINGS[FINDINGS.index(f"## {said.capitalize()}") :], "| finding |")
        assert set(table) - {"finding", "---"} == {kind for kind in FindingKind if kind.consequence is consequence}
        assert all(row[1].startswith(said) for name, row in table.items() if name not in {"finding", "---"})


def test_every_exit_code_stands_in_the_readme() -> None:
    assert set(rows(README, "| exit code |")) - {"exit code", "---"} == {str(code.value) for code in ExitCode}


def test_every_type_of_question_is_explained() -> None:
    table = " ".join(rows(TYPES, "| type |"))
    assert all(kind in table for kind in QuestionType)
    assert all(f"`{kind}`" in THAI_README for kind in QuestionType)


def test_every_decision_is_explained_in_both_languages() -> None:
    review = (DOCS / "howto" / "review.md").read_text("utf-8")
    for action in Action:
        assert f"| `{action}` |" in review
        assert f"| `{action}` |" in THAI_README


def test_every_dependency_has_its_reason() -> None:
    table = rows(CODE, "| package |")
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for name in re.findall(r'"([a-z][A-Za-z-]+)>=', text.partition("[project.scripts]")[0]):
        assert any(name in cell for cell in table) or name == "hatchling", name


def test_both_readmes_begin_with_the_same_two_commands() -> None:
    first, second = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)[:2]
    assert re.findall(r"^```sh\n(.*?)^```", THAI_README, re.DOTALL | re.MULTILINE)[:2] == [first, second]
    assert "cpreport demo demo" in first
    assert "pytest" in second


def test_every_file_that_is_named_in_the_code_is_there() -> None:
    for name in re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:\.py|/))`", CODE):
        places = (ROOT, ROOT / "src" / "cpreport")
        assert any((place / name).exists() for place in places), name


def test_every_link_leads_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "README.th.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_documentation_fetches_nothing() -> None:
    for picture in DOCS.rglob("*.svg"):
        assert not re.search(r"(?:href|src|url)\W+https?:", picture.read_text("utf-8"))
    pictures = list((DOCS / "pictures").glob("*.[ps][nv]g"))
    assert all(picture.stat().st_size <= 150_000 for picture in pictures)
    assert sum(picture.stat().st_size for picture in pictures) < 1_500_000
