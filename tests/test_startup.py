"""What a command does not need, it does not import: on an old office computer that is most of the time it takes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from configuring import campaign

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = {"docx", "docxtpl", "jinja2", "lxml", "markdown_it", "openpyxl", "xlsxwriter"}
RUN = """
import json, sys
from cpreport.__main__ import main
sys.argv[1:] = json.loads(sys.argv[1])
try:
    main()
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)))
"""


def imported(*arguments: str) -> set[str]:
    """The top-level modules that a command line has imported when it ends."""
    order = [sys.executable, "-c", RUN, json.dumps(arguments)]
    said = subprocess.run(order, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return {name.partition(".")[0] for name in json.loads(said.splitlines()[-1])}


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        # Typer's own help has Markdown in it.
        (["--help"], {"markdown_it"}),
        (["--version"], set()),
        (["status"], set()),
        (["generate"], {"jinja2", "markdown_it"}),
        (["generate", "--format", "xlsx"], {"jinja2", "xlsxwriter"}),
    ],
    ids=" ".join,
)
def test_a_command_imports_only_the_libraries_it_needs(command: list[str], needed: set[str], tmp_path: Path) -> None:
    place = ["-C", str(campaign(tmp_path).root)] if command[0] in {"status", "generate"} else []
    assert imported(*command, *place) & DOCUMENTS <= needed


def test_help_and_version_read_no_campaign() -> None:
    for option in ("--help", "--version"):
        assert not imported(option) & {"yaml", "sqlite3"}
