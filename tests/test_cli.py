"""Each command's exit code, what it says on stdout, and what it says on stderr."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import docx
import pytest
from typer.testing import CliRunner

from configuring import UNITS, campaign
from cpreport.cli import app, terminal_language
from cpreport.language import Language

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

RUNNER = CliRunner()


def run(folder: Path, *arguments: str) -> Result:
    """A command on a campaign, in English."""
    return RUNNER.invoke(app, [arguments[0], "-C", str(folder), "--lang", "en", *arguments[1:]])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    campaign(tmp_path)
    return tmp_path


def answer(folder: Path, unit: str) -> None:
    issued = next((folder / "outbox").glob(f"{unit}_*.docx"))
    document = docx.Document(str(issued))
    line = next(line for line in document.paragraphs if "1.1" in line.text)
    line.runs[0].text = "✓" + line.runs[0].text
    target = folder / "inbox" / f"{unit}.docx"
    document.save(str(target))
    os.utime(target, (1_281_000_000, 1_281_000_000))


def test_forms_do_not_depend_on_the_number_of_processes(folder: Path) -> None:
    def forms() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (folder / "outbox").iterdir()}

    assert run(folder, "generate").exit_code == 0
    before = forms()
    assert len(before) == 2
    assert run(folder, "generate", "--jobs", "4").exit_code == 0
    assert forms() == before
    assert run(folder, "generate", "--jobs", "0").exit_code == 2


def test_the_way_from_forms_to_summary(folder: Path) -> None:
    generated = run(folder, "generate")
    assert (generated.exit_code, generated.stderr) == (0, "")
    assert "2 forms written" in generated.stdout
    for unit in ("a", "b"):
        answer(folder, unit)
    collected = run(folder, "collect")
    assert collected.exit_code == 0, collected.output
    assert "2 accepted" in collected.stdout
    status = run(folder, "status")
    assert status.exit_code == 0, status.output
    assert "2 of 2 units" in status.stdout
    summary = run(folder, "summary")
    assert summary.exit_code == 0
    assert (folder / "summary.xlsx").read_bytes().startswith(b"PK")


def test_a_missing_unit_and_a_doubt_ask_for_a_person(folder: Path) -> None:
    run(folder, "generate")
    answer(folder, "a")
    assert run(folder, "collect").exit_code == 0
    assert run(folder, "status").exit_code == 3
    assert run(folder, "status", "--missing").stdout == "b\n"
    assert run(folder, "summary", "--out", str(folder / "x.csv")).exit_code == 3


def test_a_day_on_which_nothing_can_have_come_is_refused(folder: Path) -> None:
    run(folder, "generate")
    answer(folder, "a")
    refused = run(folder, "collect", "--received", "2100-01-31")
    assert refused.exit_code == 2
    assert "the day 2100-01-31 has not come yet" in refused.stderr
    assert run(folder, "collect", "--json", "--received", "2553-08-02").stderr == ""
    again = run(folder, "collect", "--received", "2553-08-01")
    assert "1 file was read before and keeps the day that was recorded then" in again.stderr


@pytest.mark.parametrize("command", ["init", "check", "generate", "collect", "status", "review", "remind", "summary"])
def test_help_names_what_an_option_takes_and_no_types_of_a_program(command: str) -> None:
    said = CliRunner().invoke(app, [command, "--help"]).stdout
    assert "--lang" in said
    assert not [line for line in said.splitlines() if "--" in line and re.search("<(bool|path|int|str|list)", line)]


def test_check_tells_what_is_wrong_and_what_is_doubtful_together(folder: Path) -> None:
    memo = folder / "templates" / "memo.md.j2"
    memo.write_text(memo.read_text("utf-8") + "{{ form.deu }}\n", "utf-8")
    checked = run(folder, "check")
    assert (checked.exit_code, checked.stdout) == (1, "")
    assert "form.deu" in checked.stderr
    assert "Add signer: {name: …, position: …}." in checked.stderr
    assert checked.stderr.endswith("1 thing is wrong\n")


def test_json_is_one_document_and_nothing_else(folder: Path) -> None:
    run(folder, "generate")
    answer(folder, "a")
    (folder / "inbox" / "bad.docx").write_bytes(b"")
    collected = run(folder, "collect", "--json")
    assert collected.exit_code == 3
    document = json.loads(collected.stdout)
    assert document["counts"] == {
        "accepted": 1,
        "superseded": 0,
        "duplicate": 0,
        "set_aside": 1,
        "unfinished": 0,
        "ignored": 0,
    }
    bad = next(file for file in document["files"] if file["path"] == "inbox/bad.docx")
    assert bad["unit"] is None
    assert bad["findings"][0]["kind"] == "unreadable"
    assert bad["findings"][0]["needs_decision"] is True
    status = json.loads(run(folder, "status", "--json").stdout)
    assert status["missing"] == ["b"]
    assert "answers" not in status["returns"][0]


def test_summary_json_is_as_the_contract_says(folder: Path) -> None:
    run(folder, "generate")
    answer(folder, "a")
    run(folder, "collect")
    assert run(folder, "summary", "--out", str(folder / "x.json"), "--as-of", "2553-09-01").exit_code == 3
    document = json.loads((folder / "x.json").read_text("utf-8"))
    assert document["form"] == {"form_id": "f-1", "version": "1", "title": "แบบรายงาน", "due": "2010-08-31"}
    assert document["as_of"] == "2010-09-01"
    returned = document["returns"][0]
    assert returned["answers"] == {
        "done": ["yes"],
        "done_other": None,
        "signed": {"signed": False, "name": None, "date": None},
    }
    assert (returned["status"], returned["late"], returned["reader"]) == ("returned", False, "docx")
    assert returned["received_at"] == "2010-08-05T09:20:00Z"


def test_summary_csv_has_a_row_for_every_unit_and_a_mark_for_excel(folder: Path) -> None:
    run(folder, "generate")
    answer(folder, "a")
    run(folder, "collect")
    run(folder, "summary", "--out", str(folder / "x.csv"))
    text = (folder / "x.csv").read_bytes().decode("utf-8-sig").splitlines()
    assert (folder / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert text[0] == (
        "unit,name,group,status,late,received_at,done/yes,done/other,done_other,signed.signed,signed.name,signed.date"
    )
    assert text[1] == "a,กองคลัง,,returned,0,2010-08-05T09:20:00Z,1,0,,0,,"
    assert text[2] == "b,กองแผนงาน,,missing,,,,,,,,"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["generate", "--unit", "nowhere"], 2),
        (["collect", "nowhere.docx"], 2),
        (["generate", "--format", "pdf"], 2),
        (["summary", "--out", "x.pdf"], 2),
        (["summary", "--as-of", "yesterday"], 2),
        (["status", "--nonsense"], 2),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(folder: Path, arguments: list[str], code: int) -> None:
    result = run(folder, *arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr


def test_a_wrong_campaign_ends_with_1_and_names_every_place(tmp_path: Path) -> None:
    campaign(tmp_path, units=UNITS.replace("id: b", "id: A"))
    result = run(tmp_path, "generate")
    assert result.exit_code == 1
    assert "units.yaml:4: units[2].id" in result.stderr
    assert not (tmp_path / "outbox").exists()


def test_a_folder_that_is_no_campaign_says_what_to_do(tmp_path: Path) -> None:
    result = run(tmp_path, "status")
    assert result.exit_code == 1
    assert "-C" in result.stderr


def test_an_altered_form_ends_with_3(folder: Path) -> None:
    run(folder, "generate")
    path = next((folder / "outbox").glob("a_*.docx"))
    path.write_bytes(path.read_bytes() + b"typed")
    result = run(folder, "generate")
    assert result.exit_code == 3
    assert path.name in result.stderr


def test_the_help_says_what_paths_are_relative_to_and_speaks_thai_of_completion_too(folder: Path) -> None:
    said = {}
    for language in ("en", "th"):
        command = [sys.executable, "-m", "cpreport", "--lang", language, "--help"]
        done = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"COLUMNS": "120"})
        said[language] = done.stdout.decode()
    assert "relative to the current folder" in " ".join(said["en"].replace("│", " ").split())
    assert "นับจากโฟลเดอร์ปัจจุบัน" in said["th"]
    assert "ติดตั้งการเติมคำสั่งอัตโนมัติ" in said["th"]


def test_a_due_date_changed_after_issue_is_told_once(folder: Path) -> None:
    run(folder, "generate")
    form = folder / "templates" / "form.yaml"
    form.write_text(form.read_text("utf-8").replace("2010-08-31", "2010-09-15"), "utf-8")
    assert "changed from 31 August 2010 to 15 September 2010" in run(folder, "generate", "--dry-run").stderr
    assert "changed from 31 August 2010 to 15 September 2010" in run(folder, "generate").stderr
    assert run(folder, "generate").stderr == ""


def test_the_terminal_speaks_thai_when_asked(folder: Path) -> None:
    result = RUNNER.invoke(app, ["-C", str(folder), "--lang", "th", "generate"])
    assert "สร้างแบบแล้ว 2 ไฟล์" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "system", "language"),
    [
        (["--lang", "th"], {"CPREPORT_LANG": "en"}, None, Language.THAI),
        (["--lang=en"], {"LANG": "th_TH.UTF-8"}, None, Language.ENGLISH),
        ([], {"CPREPORT_LANG": "th"}, None, Language.THAI),
        ([], {"LANG": "th_TH.UTF-8"}, None, Language.THAI),
        ([], {}, "th_TH", Language.THAI),
        ([], {}, None, Language.ENGLISH),
    ],
)
def test_the_language_is_what_was_asked_else_the_systems(
    arguments: list[str], environment: dict[str, str], system: str | None, language: Language
) -> None:
    assert terminal_language(arguments, environment, system) is language


def test_every_command_is_in_the_help() -> None:
    result = RUNNER.invoke(app, ["--help"])
    assert result.exit_code == 0
    for command in app.registered_commands:
        assert command.callback is not None
        assert command.callback.__name__ in result.stdout


def test_a_bug_of_ours_ends_with_70_and_a_log_without_answers(folder: Path) -> None:
    code = (
        "import cpreport.operations.summarise as s, sys\n"
        "def fails(*a): raise RuntimeError('secret answer')\n"
        "s.current_summary = fails\n"
        "sys.argv = ['cpreport', 'status', '--lang', 'en']\n"
        "from cpreport.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 70
    assert "secret answer" not in done.stderr
    assert "Traceback" not in done.stderr
    log = next(word for word in done.stderr.split() if word.endswith(".log"))
    with open(log, encoding="utf-8") as file:  # noqa: PTH123
        assert "secret answer" not in file.read()
    os.unlink(log)  # noqa: PTH108


def test_python_m_cpreport_runs_it() -> None:
    done = subprocess.run([sys.executable, "-m", "cpreport", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("cpreport ")


def plain(*arguments: str) -> Result:
    """A command just as it is typed."""
    return RUNNER.invoke(app, list(arguments))


def test_without_a_command_a_campaign_says_where_it_stands_and_any_other_folder_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "campaign").mkdir()
    monkeypatch.chdir(campaign(tmp_path / "campaign").root)
    assert plain().stdout == plain("status").stdout
    monkeypatch.chdir(tmp_path)
    assert plain().stdout == plain("--help").stdout
    assert plain("-C", "campaign").stdout == plain("status", "-C", "campaign").stdout


def test_help_names_the_commands_in_the_order_of_a_campaign() -> None:
    shown = plain("--help").stdout
    course = ("init", "check", "generate", "collect", "status", "review", "remind", "summary", "xlsform", "demo")
    places = [shown.index(f"│ {name} ") for name in course]
    assert places == sorted(places)
