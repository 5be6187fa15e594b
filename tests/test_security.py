"""SECURITY.md gives the numbers that are in the code, and names tests that are there."""

from __future__ import annotations

import importlib
import re
from operator import attrgetter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
LIMITS = re.findall(
    r"^\| .+ \| ([0-9,]+)(?: bytes| seconds)? \| `([a-z_.]+)\.((?:Limits\.)?[A-Za-z_]+)` \|$", TEXT, re.MULTILINE
)


def test_every_row_of_the_table_of_limits_is_looked_at() -> None:
    table = TEXT[TEXT.index("| of | at most |") : TEXT.index("A file beyond them")]
    assert len(LIMITS) == table.strip().count("\n") - 1 > 15


@pytest.mark.parametrize(("number", "module", "name"), LIMITS, ids=[f"{module}.{name}" for _, module, name in LIMITS])
def test_a_limit_is_the_one_in_the_code(number: str, module: str, name: str) -> None:
    if name.startswith("Limits."):
        package = importlib.import_module(f"cpreport.{module}")
        found = getattr(package.Limits(), name.partition(".")[2])
    else:
        found = attrgetter(name)(importlib.import_module(f"cpreport.{module}"))
    assert found == int(number.replace(",", ""))


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(tests/[a-z_/]+\.(?:py|md))`", TEXT))
    assert len(named) > 8
    for name in named:
        assert (ROOT / name).is_file(), name
