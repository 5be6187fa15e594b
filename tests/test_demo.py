from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest

from builders import a_campaign, every_type_form
from configuring import SHIPPED
from cpreport.checks import check
from cpreport.config import CampaignFolder, load_campaign
from cpreport.errors import UsageError
from cpreport.export import summary_json
from cpreport.filler import How, fill_docx, fill_xlsx
from cpreport.language import Language
from cpreport.operations.collect import CollectOrder, collect
from cpreport.operations.demo import Demo, run_demo
from cpreport.operations.demo.answers import Habit, habit, make_up
from cpreport.operations.demo.truth import Truth, differences
from cpreport.operations.summarise import current_summary
from cpreport.readers import FormFile, open_file
from cpreport.returned import Outcome
from cpreport.shipped import copy_campaign, shipped_campaign, some_units
from cpreport.timezones import zone_of
from cpreport.words import say
from cpreport.words.demo import WORDS
from cpreport.writers.docx import DocxWriter
from cpreport.writers.xlsx import XlsxWriter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOW = datetime(2010, 10, 1, tzinfo=UTC)
SIGNED_ON = date(2010, 8, 20)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A demonstration with a dozen units, which nobody changes."""
    return run_demo(tmp_path_factory.mktemp("demo"), 12, 7, NOW)


def truth_of(demo: Demo) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(demo.truth.read_text(encoding="utf-8"))
    return document


def summary_of(demo: Demo) -> dict[str, Any]:
    folder = CampaignFolder(demo.target)
    campaign = load_campaign(folder)
    return summary_json(current_summary(folder, campaign, NOW.date(), zone_of(campaign.form)))


def test_everything_comes_out_as_planned(demo: Demo) -> None:
    assert demo.mismatches == ()
    assert demo.as_planned
    assert (demo.counts.units, demo.counts.returned, demo.counts.missing) == (12, 9, 3)
    assert (demo.counts.late, demo.counts.needs_review, demo.counts.set_aside) == (1, 0, 3)


def test_the_summary_says_of_every_unit_what_was_typed_in(demo: Demo) -> None:
    truth, summary = truth_of(demo), summary_of(demo)
    read = {row["unit"]: {"late": row["late"], "answers": row["answers"]} for row in summary["returns"]}
    assert read == truth["returns"]
    assert summary["missing"] == truth["missing"]
    assert [file["path"] for file in summary["set_aside"]] == sorted(truth["set_aside"])


def test_the_workbook_is_written(demo: Demo) -> None:
    assert (demo.target / "summary.xlsx").read_bytes().startswith(b"PK")


def test_every_special_file_is_in_the_inbox(demo: Demo) -> None:
    truth = truth_of(demo)
    listed = [path for outcome in Outcome for path in truth.get(outcome.value, [])]
    assert sorted(listed) == sorted(f"inbox/{path.name}" for path in (demo.target / "inbox").iterdir())
    numbers = {outcome: len(truth[outcome]) for outcome in ("superseded", "duplicate", "set_aside", "ignored")}
    assert numbers == {"superseded": 1, "duplicate": 1, "set_aside": 3, "ignored": 1}


def test_the_files_set_aside_are_the_damaged_the_foreign_and_the_strangers(demo: Demo) -> None:
    kinds = sorted(file["kind"] for file in summary_of(demo)["set_aside"])
    assert kinds == ["not-a-form", "other-form", "unreadable"]


def test_forms_come_back_in_word_and_in_excel(demo: Demo) -> None:
    assert {row["reader"] for row in summary_of(demo)["returns"]} == {"docx", "xlsx"}


def test_collecting_again_changes_nothing(demo: Demo) -> None:
    folder = CampaignFolder(demo.target)
    campaign = load_campaign(folder)
    before = summary_of(demo)
    again = collect(folder, campaign, CollectOrder(NOW, zone_of(campaign.form)), lambda _done, _total: None)
    planned = {path: outcome for outcome in Outcome for path in truth_of(demo).get(outcome.value, [])}
    assert {file.path: file.outcome for file in again.files} == planned
    assert summary_of(demo) == before


def test_the_story_can_be_told_in_both_languages(demo: Demo) -> None:
    for language in Language:
        told = [say(line.key, language, **line.values) for line in demo.story]
        assert all(told)
    assert demo.story[-1].key == "demo.as-planned"


def test_both_languages_of_every_line_name_the_same_values() -> None:
    for key, texts in WORDS.items():
        thai, english = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in texts)
        assert thai == english, key


def test_the_same_seed_gives_the_same_campaign(demo: Demo, tmp_path: Path) -> None:
    again = run_demo(tmp_path / "again", 12, 7, datetime(2026, 1, 1, tzinfo=UTC))
    assert again.truth.read_bytes() == demo.truth.read_bytes()
    assert read_back(again) == read_back(demo)


def test_another_seed_gives_another_campaign(demo: Demo, tmp_path: Path) -> None:
    other = run_demo(tmp_path / "other", 12, 8, NOW)
    assert other.as_planned
    assert truth_of(other)["returns"] != truth_of(demo)["returns"]


@pytest.mark.parametrize("units", [1, 2, 3, 5])
def test_a_few_units_are_enough(tmp_path: Path, units: int) -> None:
    demo = run_demo(tmp_path / "few", units, 1, NOW)
    assert demo.as_planned
    assert demo.counts.units == units
    assert demo.counts.returned >= 1


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for taken in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(UsageError, match=r"problem\.folder\.taken"):
            run_demo(taken, 1, 1, NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_whatever_differs_from_the_truth_is_a_mismatch() -> None:
    truth = Truth(
        1,
        {"a": {"done": ["x"], "more": None}, "b": {"done": [], "more": None}},
        frozenset({"a"}),
        ("c",),
        {"inbox/a.docx": Outcome.ACCEPTED, "inbox/d.docx": Outcome.SET_ASIDE},
    )
    right = {"unit": "a", "status": "returned", "late": True, "answers": {"done": ["x"], "more": None}}
    row = {**right, "unit": "b", "late": False, "answers": {"done": [], "more": None}}
    outcomes = dict(truth.outcomes)

    def differing(
        returns: list[Any], missing: list[Any] | None = None, became: Mapping[str, Outcome] = outcomes
    ) -> set[tuple[str, str]]:
        summary = {"returns": returns, "missing": ["c"] if missing is None else missing}
        return {(one.where, one.key) for one in differences(truth, summary, became)}

    assert differing([right, row]) == set()
    assert differing([{**right, "late": False}, row]) == {("a", "late")}
    assert differing([{**right, "answers": {"done": [], "more": None}}, row]) == {("a", "done")}
    assert differing([{**right, "answers": {"done": ["x"]}}, row]) == {("a", "more")}
    assert differing([{**right, "status": "needs_review"}, row]) == {("a", "status")}
    assert ("b", "status") in differing([right], ["b", "c"])
    assert differing([right, row], []) == {("c", "status")}
    assert differing([right, row], None, {**outcomes, "inbox/d.docx": Outcome.ACCEPTED}) == {
        ("inbox/d.docx", "outcome")
    }
    assert differing([right, row], None, {"inbox/a.docx": Outcome.ACCEPTED}) == {("inbox/d.docx", "outcome")}
    assert differing([right, row], None, {**outcomes, "inbox/e.docx": Outcome.IGNORED}) == {("inbox/e.docx", "outcome")}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("how", [*How, None])
def test_made_up_answers_to_every_type_of_question_are_read_back(language: Language, how: How | None) -> None:
    campaign = a_campaign(every_type_form(language))
    form, unit = campaign.form, campaign.units[0]
    writer = DocxWriter(campaign, b"s", SIGNED_ON) if how else XlsxWriter(campaign, b"s")
    issued, fill = writer.render(unit), fill_docx if how else fill_xlsx
    rng = Random(1)
    for _ in range(10):
        own = habit(how, rng) if how else Habit(in_excel=True)
        meant = make_up(form, unit, own, SIGNED_ON, rng)
        assert list(meant.answers) == list(form.answer_keys())
        opened = open_file(fill(issued, meant.entries))
        assert isinstance(opened, FormFile)
        checked = check(form, opened.read(form))
        assert checked.answers == meant.answers
        assert checked.findings == []


def test_respondents_sign_with_an_office() -> None:
    campaign = a_campaign()
    headed = replace(campaign.units[0], head="ผู้อำนวยการกองการเจ้าหน้าที่")
    for unit, title in ((headed, headed.head), (campaign.units[1], "หัวหน้าหน่วยงาน")):
        meant = make_up(campaign.form, unit, Habit(), SIGNED_ON, Random(1))
        assert meant.answers["signature"] == {"signed": True, "name": title, "date": "2010-08-20"}


def test_the_shipped_campaign_is_the_repositorys_own() -> None:
    shipped = shipped_campaign()
    for name in ("units.yaml", "templates/form.yaml", "templates/memo.md.j2"):
        assert (shipped / name).read_bytes() == (SHIPPED / name).read_bytes()


def test_the_shipped_campaign_is_copied_as_it_stands(tmp_path: Path) -> None:
    copy_campaign(tmp_path / "copy")
    copied = {path.relative_to(tmp_path / "copy") for path in (tmp_path / "copy").rglob("*") if path.is_file()}
    assert {path.as_posix() for path in copied} >= {"units.yaml", "templates/form.yaml", "templates/memo.md.j2"}
    for path in copied:
        assert (tmp_path / "copy" / path).read_bytes() == (SHIPPED / path).read_bytes()


def test_some_units_are_taken_from_all_groups_and_written_as_they_were(tmp_path: Path) -> None:
    whole = {unit.id: unit for unit in load_campaign(CampaignFolder(SHIPPED)).units}
    copy_campaign(tmp_path, 20)
    units = load_campaign(CampaignFolder(tmp_path)).units
    assert len(units) == 20
    assert all(whole[unit.id] == unit for unit in units)
    assert {unit.group for unit in units} == {unit.group for unit in whole.values()}
    assert [unit.id for unit in units] == [unit_id for unit_id in whole if unit_id in {unit.id for unit in units}]


def test_no_more_units_are_taken_than_there_are() -> None:
    listed = (SHIPPED / "units.yaml").read_text(encoding="utf-8")
    assert some_units(listed, 1000) == listed


def read_back(demo: Demo) -> dict[str, Any]:
    """What the files of the inbox say and when they came; stamps and hashes aside."""
    rows = [
        {key: row[key] for key in ("unit", "late", "received_at", "path", "reader", "answers")}
        for row in summary_of(demo)["returns"]
    ]
    sizes = sorted((path.name, path.stat().st_mtime) for path in (demo.target / "inbox").iterdir())
    return {"rows": rows, "files": sizes}
