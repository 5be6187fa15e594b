from __future__ import annotations

import contextlib
import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from configuring import FORM, MEMO, SHIPPED, UNITS, Fault, campaign, faults, loaded, problems, spoken
from cpreport.config import CampaignFolder, load_campaign
from cpreport.config.report import MOST_PROBLEMS, shown
from cpreport.dates import parse_setting_date
from cpreport.errors import CampaignError
from cpreport.language import Digits, Language
from cpreport.words import CATALOGUE

if TYPE_CHECKING:
    from pathlib import Path


def test_the_shipped_campaign_loads() -> None:
    shipped = load_campaign(CampaignFolder(SHIPPED))
    assert len(shipped.units) == 107
    assert [question.name for question in shipped.form.questions] == [
        "activities", "outcomes", "comments", "signature",
    ]  # fmt: skip
    activities, outcomes, comments, _ = shipped.form.questions
    assert " ".join(choice.name for choice in activities.choices) == (
        "notice binder journal circular discussion board assign events learning rotation other"
    )
    assert " ".join(choice.name for choice in outcomes.choices) == "interested understanding information other"
    assert [choice.name for choice in (*activities.choices, *outcomes.choices) if choice.specify] == ["other"] * 2
    assert (activities.required, outcomes.required, comments.lines) == (True, False, 4)


def test_the_shipped_settings_are_those_of_the_real_campaign() -> None:
    shipped = load_campaign(CampaignFolder(SHIPPED))
    form = shipped.form
    assert (form.form_id, form.version, form.language, form.digits) == ("cp-2553", "1", Language.THAI, Digits.ARABIC)
    assert form.due == parse_setting_date("2553-08-31")
    assert form.timezone == "Asia/Bangkok"
    assert shipped.memo.front["number"] == "นร 0203.02/ว 884"
    assert shipped.memo.front["signer"] == {"name": "นางวนิดา ชัยประภา", "position": "ร.อกจ."}
    assert shipped.memo.body.startswith("ตามที่ กกจ.")
    assert (
        (SHIPPED / "templates/memo.md.j2")
        .read_text(encoding="utf-8")
        .split("\n")[shipped.memo.body_line - 1]
        .startswith("ตามที่ กกจ.")
    )
    assert "{{ form.due | shortdate }}" in shipped.memo.body
    assert shipped.units[0].extra == {"kind": "สำนักงาน"}


def test_a_folder_without_form_and_units_is_no_campaign(tmp_path: Path) -> None:
    (problem,) = problems(CampaignFolder(tmp_path))
    assert problem.key == "problem.config.no-campaign"
    assert str(tmp_path) in spoken(problem)
    assert "cpreport init" in spoken(problem)


def test_the_problems_of_all_three_files_come_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        units=UNITS.replace("id: b", "id: A"),
        form=FORM.replace("2010-08-31", "31/8/2553"),
        memo=MEMO.replace("subject: เรื่อง\n", ""),
    )
    assert {fault.file for fault in found} == {"units.yaml", "templates/form.yaml", "templates/memo.md.j2"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path, form=None, memo=None) == [
        Fault("config.missing", "templates/form.yaml", 0, ""),
        Fault("config.missing", "templates/memo.md.j2", 0, ""),
    ]


def test_a_campaign_can_be_moved(tmp_path: Path) -> None:
    campaign(tmp_path)
    shutil.copytree(tmp_path, tmp_path / "moved")
    assert load_campaign(CampaignFolder(tmp_path / "moved")) == load_campaign(CampaignFolder(tmp_path))


def test_a_relative_root_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = campaign(tmp_path, units="units: [")
    monkeypatch.chdir(tmp_path)
    (problem,) = problems(CampaignFolder(folder.root.relative_to(tmp_path)))
    assert problem.file == "units.yaml"


def test_every_path_stands_where_the_contract_says(tmp_path: Path) -> None:
    folder = CampaignFolder(tmp_path)
    paths = (
        folder.form_file, folder.memo_file, folder.memo_docx, folder.reminder_file, folder.summary_file,
        folder.outbox, folder.inbox, folder.received, folder.ledger, folder.secret, folder.workbook,
    )  # fmt: skip
    assert [folder.label(path) for path in paths] == [
        "templates/form.yaml", "templates/memo.md.j2", "templates/memo.docx", "templates/reminder.md.j2",
        "templates/summary.md.j2", "outbox", "inbox", "received", "ledger.db", "ledger.secret", "summary.xlsx",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("units", "what", "line", "field"),
    [
        ("", "config.empty", 1, ""),
        ("# only a comment\n", "config.empty", 1, ""),
        ("- a\n", "config.not-mapping", 1, ""),
        ("units: one\n", "config.not-list", 1, "units"),
        ("units:\n  - just text\n", "config.not-mapping", 2, "units[1]"),
        ("units: []\n", "units.none-listed", 1, "units"),
        ("unit: []\n", "config.required-close", 1, "unit"),
        ("people: []\n", "config.required", 1, "units"),
        (UNITS + "    name: อื่น\n", "config.duplicate-key", 6, "units[2].name"),
        (UNITS + "units: []\n", "config.duplicate-key", 6, "units"),
        (UNITS + "    x: &here 1\n", "config.alias", 6, "units[2].x"),
        (UNITS + "    x: &here 1\n    y: *here\n", "config.alias", 7, "units[2].y"),
        (UNITS + "    <<: {x: 1, x: 2}\n", "config.duplicate-key", 6, "units[2].<<.x"),
        (UNITS + "    x: !!int 5\n", "config.tag", 6, "units[2].x"),
        (UNITS + "    x: !!python/object/apply:os.system [ls]\n", "config.tag", 6, "units[2].x"),
        (UNITS + "    x: ! 5\n", "config.tag", 6, "units[2].x"),
        (UNITS + "---\nunits: []\n", "config.documents", 6, ""),
        (UNITS + "    [x]: 5\n", "config.key", 6, "units[2]"),
        (UNITS + "    ? {x: 1}\n    : 5\n", "config.key", 6, "units[2]"),
        (UNITS + "    '': 5\n", "config.key", 6, "units[2]"),
        (UNITS + "\tx: 5\n", "config.syntax", 6, ""),
        (UNITS + '    x: "never ended\n\n\n', "config.syntax", 6, ""),
        (UNITS + "    x: [a,\n      b\n", "config.syntax", 7, ""),
        (UNITS + "    no colon\n    x: 5\n", "config.syntax", 6, ""),
        (UNITS + "    head: ผอ.\x07\n", "config.control", 6, ""),
        (UNITS + '    head: "ผอ.\\x07"\n', "config.control", 6, "units[2].head"),
        (UNITS + "    x: " + "[" * 60 + "]" * 60 + "\n", "config.depth", 6, "units[2].x" + "[1]" * 48),
    ],
)
def test_what_yaml_may_not_hold_is_refused(tmp_path: Path, units: str, what: str, line: int, field: str) -> None:
    found = faults(tmp_path, units=units)
    assert Fault(what, "units.yaml", line, shown(field)) in found


def test_a_duplicate_key_names_both_lines(tmp_path: Path) -> None:
    (problem,) = problems(campaign(tmp_path, units=UNITS + "    name: อื่น\n"))
    assert (problem.line, problem.params) == (6, {"value": "name", "first": "5"})


def test_a_million_brackets_are_refused_at_once(tmp_path: Path) -> None:
    assert [fault.what for fault in faults(tmp_path, units="[" * 1_000_000)] == ["config.depth"]
    assert [fault.what for fault in faults(tmp_path, units="{" * 1_000_000)] == ["config.depth"]


@pytest.mark.parametrize("data", ["units:\n  - id: a\n    name: กอง\n".encode("cp874"), UNITS.encode("utf-16")])
def test_another_encoding_is_refused_with_its_line(tmp_path: Path, data: bytes) -> None:
    (fault,) = faults(tmp_path, units=data)
    assert fault == Fault("config.encoding", "units.yaml", 3 if b"units" in data else 1, "")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_foreign_line_ends_do_not_matter(tmp_path: Path, ends: str) -> None:
    files = {
        name: b"\xef\xbb\xbf" + text.replace("\n", ends).encode()
        for name, text in (("units", UNITS), ("form", FORM), ("memo", MEMO))
    }
    plain = loaded(tmp_path)
    assert loaded(tmp_path, **files) == plain
    (fault,) = faults(tmp_path, units=b"\xef\xbb\xbf" + UNITS.replace("id: b", "id: a b").replace("\n", ends).encode())
    assert fault.line == 4


@pytest.mark.parametrize("written", ["no", "0012", "007", "1e3", "0x1F", "true", "null", "2010-08-31", "1-000"])
def test_every_scalar_is_read_as_text(tmp_path: Path, written: str) -> None:
    read = loaded(tmp_path, units=f"units:\n  - id: {written}\n    name: {written}\n")
    assert (read.units[0].id, read.units[0].name) == (written, written)


def test_unknown_keys_suggest_what_was_meant(tmp_path: Path) -> None:
    (problem,) = problems(campaign(tmp_path, form=FORM.replace("  language: th", "  language: th\n  digit: thai")))
    assert (problem.key, problem.line) == ("problem.config.unknown-key-close", 6)
    assert problem.field == "settings.digit"
    assert "“digits”" in spoken(problem)


def test_more_problems_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    units = "units:\n" + "  - id: x y\n" * (MOST_PROBLEMS // 2 + 2)
    found = problems(campaign(tmp_path, units=units))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1].key == "problem.config.more"
    assert int(found[-1].params["number"]) > 0


def test_values_are_shown_on_one_line_with_the_invisible_visible() -> None:
    assert shown("กอง\u200bคลัง\n\x1b[31m") == "กอง\\u200bคลัง\\n\\x1b[31m"
    assert len(shown("x" * 1_000_000)) == 120


def test_every_problem_of_the_configuration_has_words() -> None:
    source = SHIPPED / "src/cpreport/config"
    text = "\n".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    keys = set(re.findall(r'"(?:problem\.)?((?:config|units|form|memo)\.[a-z-]+)"', text))
    files = {"units.yaml", "units.csv", "units.xlsx", "form.yaml", "memo.docx", "memo.md"}
    for key in keys - files:
        assert f"problem.{key}" in CATALOGUE
        assert f"problem.{key}.hint" in CATALOGUE


anything = st.binary(max_size=300) | st.text(st.characters(codec="utf-8"), max_size=300).map(str.encode)
keys = st.sampled_from(
    "units id name abbr aka due email exempt settings form_id version title language digits grace_days timezone font "
    "emblem questions type label hint required choices specify lines agency subject to date signer position".split()
)
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.dates(),
    st.text(max_size=12),
    st.sampled_from(("th", "en", "select_one", "select_multiple", "text", "note", "signature", "2010-08-31")),
    st.sampled_from(("{{x}}", "{%if%}", "Asia", "Asia/Bangkok", "/", "..", "a", "A", "null")),
)
trees = st.recursive(
    values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6),
    max_leaves=30,
)
forms = st.fixed_dictionaries(
    {"settings": st.dictionaries(keys, values), "questions": st.lists(st.dictionaries(keys, trees), max_size=4)}
)
lists_of_units = st.fixed_dictionaries({"units": st.lists(st.dictionaries(keys, trees), max_size=4)})


def only_a_campaign_error(root: Path, **files: bytes) -> None:
    with contextlib.suppress(CampaignError):
        load_campaign(campaign(root, **files))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("campaign")


@settings(deadline=None, max_examples=200)
@given(data=anything)
def test_random_bytes_give_problems_and_nothing_else(root: Path, data: bytes) -> None:
    only_a_campaign_error(root, units=data, form=data, memo=data)
    only_a_campaign_error(root, memo=MEMO.encode() + data)
    only_a_campaign_error(root, memo=b"---\n" + data + b"\n---\n")


@settings(deadline=None, max_examples=300)
@given(tree=trees, form=forms, units=lists_of_units)
def test_random_yaml_gives_problems_and_nothing_else(root: Path, tree: object, form: object, units: object) -> None:
    def written(value: object) -> bytes:
        return yaml.safe_dump(value, allow_unicode=True).encode()

    only_a_campaign_error(root, units=written(units), form=written(form), memo=b"---\n" + written(tree) + b"---\n")
    only_a_campaign_error(root, units=written(tree), form=written(tree))


def test_of_a_key_that_is_missing_the_one_that_was_meant_for_it_is_named(tmp_path: Path) -> None:
    units = "units:\n  - id: a\n    nmae: กองกลาง\n  - id: b\n    leader: ผู้อำนวยการ\n"
    found = faults(tmp_path, units=units)
    assert Fault("config.required-close", "units.yaml", 3, "units[1].nmae") in found
    assert Fault("config.required", "units.yaml", 4, "units[2].name") in found
