"""The verbs for scripts: values instead of words, the same folders."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from configuring import campaign
from cpreport import api
from cpreport.errors import CampaignError, UsageError
from cpreport.returned import Outcome

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    campaign(tmp_path)
    return tmp_path


def test_a_campaign_goes_out_and_comes_back_by_three_verbs(folder: Path) -> None:
    written = api.generate(folder, formats=("docx", "xlsx")).written
    units = api.load(folder).units
    assert len(written) == 2 * len(units)
    first = folder / written[0]
    told: list[tuple[int, int]] = []
    collected = api.collect(folder, [first], progress=lambda done, total: told.append((done, total)))
    assert [(report.outcome, report.unit) for report in collected.files] == [(Outcome.ACCEPTED, units[0].id)]
    assert told[-1] == (1, 1)
    summary = api.summarise(folder)
    assert (summary.counts.returned, summary.counts.units) == (1, len(units))


def test_units_that_are_missing_are_reminded(folder: Path) -> None:
    generated = api.generate(folder).written
    api.collect(folder, [folder / generated[0]])
    wanted = [unit.id for unit in api.load(folder).units[1:]]
    tried = api.remind(folder, dry_run=True)
    assert ([unit.id for unit in tried.units], tried.folder.exists()) == (wanted, False)
    done = api.remind(folder)
    assert ([unit.id for unit in done.units], done.round) == (wanted, 1)
    assert any(done.folder.iterdir())
    assert api.remind(folder).round == 2
    assert api.remind(folder, corrections=True).units == []


def test_what_is_wrong_stops_a_verb_with_all_its_problems(folder: Path) -> None:
    with pytest.raises(UsageError):
        api.generate(folder, units=["nobody"])
    (folder / "units.yaml").write_text("units:\n- {id: a}\n- {id: a, name: x}\n", "utf-8")
    with pytest.raises(CampaignError) as caught:
        api.load(folder)
    assert {problem.key for problem in caught.value.problems} >= {"problem.config.required", "problem.units.id-twice"}


def test_the_example_in_the_description_runs_as_a_script(folder: Path, tmp_path: Path) -> None:
    assert api.__doc__
    lines = [line[8:] for line in api.__doc__.splitlines() if line.startswith(("    >>> ", "    ... "))]
    script = tmp_path / "script.py"
    source = "\n".join(lines).replace('"campaign"', repr(str(folder)))
    script.write_text(f'{source}\n\nif __name__ == "__main__":\n    main()\n', "utf-8")
    (folder / "inbox").mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
    assert " of " in done.stdout
