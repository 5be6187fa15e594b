"""Everything the program says exists in both languages and can be said."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from cpreport.language import Language
from cpreport.reading import DriftKind, FindingKind
from cpreport.returned import Outcome
from cpreport.words import CATALOGUE, say

SOURCE = Path(__file__).parents[1] / "src" / "cpreport"


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("key", sorted(CATALOGUE))
def test_every_entry_says_the_same_in_both_languages(key: str) -> None:
    thai, english = CATALOGUE[key]
    assert thai.strip()
    assert english.strip()
    assert slots(thai) == slots(english)
    if re.search("[A-Za-z]{2}", re.sub(r"\{.*?\}", "", english)):
        assert re.search("[\u0e00-\u0e7f]", thai)
    for language in Language:
        say(key, language, **dict.fromkeys(slots(thai), "x"))


def test_every_finding_has_words_and_advice() -> None:
    for kind in FindingKind:
        assert f"finding.{kind}" in CATALOGUE
        assert f"finding.{kind}.hint" in CATALOGUE
    assert all(f"drift.{kind}" in CATALOGUE for kind in DriftKind)
    assert all(f"outcome.{outcome}" in CATALOGUE for outcome in Outcome)


def test_every_problem_and_warning_says_what_to_do() -> None:
    for key in CATALOGUE:
        if key.startswith(("problem.", "warning.")) and not key.endswith(".hint"):
            assert f"{key}.hint" in CATALOGUE, key


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    prefixes = tuple({key.partition(".")[0] + "." for key in CATALOGUE})
    for file in SOURCE.rglob("*.py"):
        if file.parent.name == "words":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
                "say",
                "warn",
                "Problem",
                "problem",
            }:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and str(argument.value).startswith(prefixes):
                        assert argument.value in CATALOGUE, (file.name, argument.value)
