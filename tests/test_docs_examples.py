"""Every example of README and documentation runs, in the order of its page, in a folder of its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from doc_examples import PAGES, ROOT, SHELLS, Block, Reader, blocks

if TYPE_CHECKING:
    from pathlib import Path

# Why an example is not run; each has been looked at.
REASONS = {"installs", "Windows", "the tests themselves", "a crontab"}
WITH_EXAMPLES = [page for page in PAGES if any(block.language in SHELLS for block in blocks(page))]


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    left_out = []
    for block in blocks(page):
        if block.about("not run") is not None:
            continue
        if block.note == "needs LibreOffice" and shutil.which("soffice") is None:
            left_out.append(block.text.strip())
            continue
        reader.follow(block)
    if left_out:
        pytest.skip(f"all but these ran, there is no LibreOffice: {left_out}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_example_runs_or_has_its_reason(page: Path) -> None:
    for block in blocks(page):
        why_not = block.about("not run")
        assert why_not is None or why_not in REASONS
        # An example without a note is run, or belongs to the page itself.
        if not block.note:
            assert block.language in {*SHELLS, "python", "text", "{toctree}", "{include} ../README.th.md"}


def test_a_reader_stumbles_over_a_wrong_example(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for wrong in (Block("sh", "cpreport --wrong\n"), Block("python", "import nothing_of_this_name\n")):
        with pytest.raises(AssertionError):
            reader.follow(wrong)
    reader.follow(Block("sh", "cpreport --version\n"))
    with pytest.raises(AssertionError):
        reader.follow(Block("text", "never said\n", "said"))
