"""Units that are read in one step are what they are when they are read with care, and so is what is wrong."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cpreport.config import units
from cpreport.config.headings import COLUMNS
from cpreport.config.one_unit import ordinary_unit
from cpreport.config.units import read_units
from cpreport.errors import CampaignError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.campaign import Unit
    from cpreport.errors import Problem

HEADER = (*COLUMNS, "phone", "")
ODD = "กองแผน สำนักเเขต่่ ํา ๆ๑1aZé\u200b\u034f\ufe0f\u00a0\u2028\u0085\t\n;,\"'~-_@.:#[]{}"
PLAIN = st.sampled_from(
    ["กองคลัง", "กอง คลัง", "กองแผน", "a-1", "A-1", "b", "0012", "a@example.org", "2553-09-15", "2010-02-30", "no"]
)
TEXT = PLAIN | st.sampled_from(["", "~", "null", "-", "กค.; กองคลัง", " กกจ. "]) | st.text(ODD, max_size=6)
ROW = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b", "c", "B", "0012"]) | TEXT, "name": TEXT},
    optional=dict.fromkeys((*COLUMNS[2:], "phone"), TEXT),
)


def read(data: bytes, file: str) -> tuple[Unit, ...] | tuple[Problem, ...]:
    try:
        return read_units(data, file)
    except CampaignError as error:
        return error.problems


def read_with_care(data: bytes, file: str) -> tuple[Unit, ...] | tuple[Problem, ...]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(units, "ordinary_unit", lambda *_: None)
        return read(data, file)


def written(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue().encode()


@settings(max_examples=300, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=3))
def test_rows_read_in_one_step_are_what_they_are_read_with_care(rows: list[dict[str, str]]) -> None:
    data = written([[row.get(column, "") for column in HEADER][: 3 + 4 * len(row)] for row in rows])
    assert read(data, "units.csv") == read_with_care(data, "units.csv")


@settings(max_examples=300, deadline=None)
@given(st.lists(ROW.map(dict) | st.just({"id": "d", "name": "กอง", "aka": ["ก;ข", "ค", "~"], "x": None}), max_size=3))
def test_units_in_yaml_are_the_same_both_ways(rows: list[dict[str, object]]) -> None:
    data = yaml.safe_dump({"units": rows}, allow_unicode=True).encode()
    assert read(data, "units.yaml") == read_with_care(data, "units.yaml")


@pytest.mark.parametrize("aka", ["[กก., ขข.]", "กก.;ขข.", "[กก.;ขข.]", '["~", ~, ขข.]', "[[กก.]]", "{a: กก.}", "", "~"])
@pytest.mark.parametrize("more", ["", "x: ~", "x: 'null'", "x: {y: z}", "x: ' a '", "x: |\n      a\n      b\n"])
def test_lists_and_nothing_in_yaml_are_the_same_both_ways(aka: str, more: str) -> None:
    data = f"units:\n  - id: a\n    name: กอง\n    aka: {aka}\n    {more}\n".encode()
    assert read(data, "units.yaml") == read_with_care(data, "units.yaml")


def test_an_ordinary_row_is_read_in_one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Unit | None] = []

    def noted(*given: object) -> Unit | None:
        taken.append(ordinary_unit(*given))  # type: ignore[arg-type]
        return taken[-1]

    monkeypatch.setattr(units, "ordinary_unit", noted)
    row = ["a", "กองคลัง (ส่วนกลาง)", "กค.", "คลัง; การเงิน", "ผอ. กค.", "ก", "a@b.org", "2553-09-15", "", "02 618-1"]
    assert read(written([row]), "units.csv") == tuple(taken)
    assert taken[0] is not None


def test_what_is_damaged_further_down_is_all_that_is_told() -> None:
    too_long = "x" * 140_000
    for above in ("id,id\na,b", "id,name\na,b\na,b", "id,name\n,\n!,?", "id,name,\na,b,c"):
        found = read(f"{above}\nz,{too_long}\n".encode(), "units.csv")
        assert [problem.key for problem in found] == ["problem.units.damaged"]


def test_cells_under_no_heading_are_all_that_is_told() -> None:
    found = read("id,name,\n!,กอง,\na,กอง,b\na,กอง,c\n".encode(), "units.csv")
    assert [(problem.key, problem.line) for problem in found] == [
        ("problem.units.column-unnamed", 3),
        ("problem.units.column-unnamed", 4),
    ]
