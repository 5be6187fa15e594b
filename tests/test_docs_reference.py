"""The generated pages of the reference are fresh, and tell every key of the JSON documents."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from cpreport.campaign import Campaign, MemoSource
from cpreport.decision import Action, Decision
from cpreport.errors import ExitCode
from cpreport.export import file_json, finding_json, summary_json
from cpreport.reading import Finding, FindingKind
from cpreport.recorded import Recorded
from cpreport.returned import Json, Outcome
from cpreport.reviewing import Decisions, doubt_id
from cpreport.summary import summarise
from summarising import WHEN, a_form, a_return, some_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
NAMED_BY_THE_FORM = {"answers", "uncertain", "decided"}


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_writer", REFERENCE / "write.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WRITER = writer()


def keys(value: Json, name: str = "", any_name: bool = False) -> Iterator[str]:
    """The paths of a document, as the reference writes them."""
    if isinstance(value, dict):
        for key, inside in value.items():
            path = f"{name}.{'*' if any_name else key}".removeprefix(".")
            # An answer is as the form has it; what is decided about it has keys of its own.
            inner = None if path.endswith(("answers.*", "uncertain.*", ".before", ".after")) else inside
            if not isinstance(inner, (dict, list)) or any_name:
                yield path
            yield from keys(inner, path, key in NAMED_BY_THE_FORM)
    elif isinstance(value, list):
        yield f"{name}[]"
        for one in value:
            yield from keys(one, f"{name}[]")


def a_document() -> dict[str, Json]:
    form, units = a_form(), some_units(4)
    doubt = Finding(FindingKind.UNCERTAIN_MARK, "activities", "c1", "x", "1.1")
    lost = Finding(FindingKind.NOT_A_FORM)
    first = a_return(form, "u0", {"activities": []}, findings=(doubt,), uncertain={"activities": ("c1",)})
    missed = Finding(FindingKind.MISSING_ANSWER, "comments")
    second = a_return(form, "u1", {"comments": None}, findings=(missed,))
    strange = replace(a_return(form, "x", {}), unit="", answers={}, findings=(lost,))
    decided = Decision(doubt_id(second, missed), second.sha256, Action.SET, WHEN, "comments", None, "b", "b", "r", "HR")
    recorded = Recorded([first, second, strange], Decisions((decided,)), {form.version: form}, form)
    campaign = Campaign(form, tuple(units), MemoSource("memo.md.j2", {}, ""))
    return summary_json(summarise(campaign, recorded, date(2010, 9, 1), ZoneInfo("Asia/Bangkok")))


@pytest.mark.parametrize("page", sorted(WRITER.pages()))
def test_a_generated_page_is_fresh(page: str) -> None:
    assert (REFERENCE / page).read_text("utf-8") == WRITER.pages()[page], "run python docs/reference/write.py"


def test_every_key_of_the_summary_is_told_and_no_other() -> None:
    assert set(keys(json.loads(json.dumps(a_document())))) == set(WRITER.SUMMARY_KEYS)


def test_every_key_of_collect_is_told_and_no_other() -> None:
    form = a_form()
    finding: Json = finding_json(Finding(FindingKind.BLANK), form)
    counts: Mapping[str, Json] = dict.fromkeys((outcome.value for outcome in Outcome), 1)
    document: Json = {"files": [file_json("a", "b", Outcome.ACCEPTED, "u", [finding])], "counts": dict(counts)}
    assert set(keys(document)) == set(WRITER.COLLECT_KEYS)


def test_every_exit_code_and_outcome_is_told() -> None:
    assert set(WRITER.EXIT_CODES) == set(ExitCode)
    assert set(WRITER.OUTCOMES) == set(Outcome)
