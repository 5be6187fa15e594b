"""Real inputs altered at random end in a value or in an error that is expected; `fuzz/README.md` says how to go on."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

from mutations import changed_bytes, changed_package, changed_xml
from targets import TARGETS

SECONDS = 10
FEW, MANY = 60, 3_000


def altered(seed: bytes, chance: Random) -> bytes:
    """A seed with some bytes, some elements, or some parts changed."""
    known = changed_package if seed.startswith(b"PK") else changed_xml
    return chance.choice((changed_bytes, known))(seed, chance)


def fuzz(target: str, number: int) -> None:
    """Runs a target once on an altered seed, in limited time."""
    run, seeds = TARGETS[target]
    chance = Random(number)
    data = altered(chance.choice(seeds()), chance)
    began = time.monotonic()
    run(data)
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("target", TARGETS)
def test_an_altered_input_does_no_harm(target: str) -> None:
    @settings(max_examples=FEW, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 1 << 62))
    def some(number: int) -> None:
        fuzz(target, number)

    some()


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_thousands_of_altered_inputs_do_no_harm(target: str) -> None:
    for number in range(MANY):
        fuzz(target, number)


# What was found, each with its input.

DIGITS = "9" * 5000


def test_numbers_of_thousands_of_digits_in_a_sheet_are_no_numbers() -> None:
    cell = f'<row r="{DIGITS}"><c r="A{DIGITS}" s="{DIGITS}" t="s"><v>{DIGITS}</v></c></row>'
    run, [seed] = TARGETS["excel"][0], TARGETS["excel"][1]()
    run(seed.decode().replace("</sheetData>", f"{cell}</sheetData>").encode())


def test_a_box_that_shows_thousands_of_digits_is_text() -> None:
    run, [seed] = TARGETS["word"][0], TARGETS["word"][1]()
    text = seed.decode()
    assert "☐" in text
    run(text.replace("☐", DIGITS).encode())


@pytest.mark.parametrize("piece", ["1{}x", "({}x", "{}x", "- ", "[ ]", "1 1 ", "1,1", "1/1/"])
def test_long_texts_everywhere_take_no_time(piece: str) -> None:
    text = piece.format(" " * 5_000) if "{}" in piece else piece * (5_000 // len(piece))
    run, [seed] = TARGETS["word"][0], TARGETS["word"][1]()
    began = time.monotonic()
    run(seed.decode().replace("</w:t>", f"{text}</w:t>").replace("<w:t>", '<w:t xml:space="preserve">').encode())
    assert time.monotonic() - began < SECONDS
