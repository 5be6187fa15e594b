"""check says everything that is wrong or doubtful in one go, and writes nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from configuring import FORM, MEMO, UNITS, campaign
from cpreport.config import CampaignFolder
from cpreport.errors import UsageError
from cpreport.language import Language
from cpreport.operations.check import check_campaign
from cpreport.operations.generate import GenerateOrder, generate
from cpreport.operations.init import InitOrder, start_campaign
from cpreport.wording import problem_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cpreport.errors import Problem

TODAY = date(2010, 5, 1)


def keys(problems: Iterable[Problem]) -> list[str]:
    return [problem.key.rpartition(".")[2] for problem in problems]


def wrong(folder: CampaignFolder) -> tuple[Problem, ...]:
    checkup = check_campaign(folder, TODAY)
    assert checkup.campaign is None
    return checkup.wrong


def test_a_good_campaign_says_what_it_would_generate(tmp_path: Path) -> None:
    checkup = check_campaign(campaign(tmp_path), TODAY)
    assert (checkup.forms, checkup.exempt) == (2, 0)
    assert keys(checkup.warnings) == ["no-emblem", "no-signer"]


def test_faults_in_all_three_files_are_told_together(tmp_path: Path) -> None:
    folder = campaign(
        tmp_path,
        units=UNITS.replace("id: b", "id: a"),
        form=FORM.replace("type: signature", "type: sign"),
        memo=MEMO.replace("subject: เรื่อง\n", ""),
    )
    assert {problem.file for problem in wrong(folder)} == {"units.yaml", "templates/form.yaml", "templates/memo.md.j2"}


def test_every_undefined_variable_is_named_once_with_its_line(tmp_path: Path) -> None:
    memo = MEMO.replace("to: ผู้อำนวยการ", "to: '{{ unit.boss }}'") + "{{ unit.room }} {{ nobody }}\n\n{{ unit.room }}\n"
    found = [(p.params["detail"], p.line, p.field) for p in wrong(campaign(tmp_path, memo=memo))]
    assert found == [("unit.boss", 4, "to"), ("unit.room", 7, ""), ("nobody", 7, ""), ("unit.room", 9, "")]


def test_what_is_wrong_in_one_file_hides_nothing_in_the_others(tmp_path: Path) -> None:
    memo = MEMO.replace("to: ผู้อำนวยการ", "to: ผู้อำนวยการ\nsigener: {name: x}") + "{{ form.deu }}\n"
    form = FORM.replace("type: signature", "type: sign").replace("version: 1", "version: [1]")
    checkup = check_campaign(campaign(tmp_path, form=form, memo=memo), TODAY)
    of_form = [one for one in checkup.wrong if one.file == "templates/form.yaml"]
    assert keys(of_form) == ["not-text", "not-one-of-close", "required"]
    assert [one.line for one in of_form] == sorted(one.line for one in of_form)
    assert [(one.params["detail"], one.line) for one in checkup.wrong[len(of_form) :]] == [("form.deu", 8)]
    assert keys(checkup.warnings) == ["front-key", "no-signer"]


def test_a_tag_that_is_never_closed_does_not_hide_a_slip_in_the_memos_head(tmp_path: Path) -> None:
    memo = MEMO.replace("to: ผู้อำนวยการ", "to: ผู้อำนวยการ\nsigener: {name: x}") + "{% if unit.name %}\n"
    checkup = check_campaign(campaign(tmp_path, memo=memo), TODAY)
    assert keys(checkup.wrong) == ["syntax"]
    assert "front-key" in keys(checkup.warnings)


def test_a_variable_that_some_units_lack_names_them(tmp_path: Path) -> None:
    units = UNITS.replace("name: กองคลัง", "name: กองคลัง\n    room: 12")
    problems = wrong(campaign(tmp_path, units=units, memo=MEMO + "{{ unit.room }}"))
    assert [problem.params["detail"] for problem in problems] == ["unit.room (b)"]


def test_a_variable_asked_whether_it_is_defined_is_no_fault(tmp_path: Path) -> None:
    memo = MEMO + "{% if unit.room is defined %}{{ unit.room }}{% endif %}{{ unit.desk | default('-') }}"
    check_campaign(campaign(tmp_path, memo=memo), TODAY)


def test_doubtful_things_are_warned_about(tmp_path: Path) -> None:
    form = FORM.replace("label: อื่น ๆ", "label: ใช่").replace("2010-08-31", "2010-04-30")
    memo = MEMO.replace("subject:", "number: นร 0203.02/ว 12\nsubject:") + "{{ unit.name }} ทำแล้วทุกอย่าง\n"
    units = UNITS.replace("name: กองคลัง", f"name: {'กอง' * 40}")
    checkup = check_campaign(
        campaign(tmp_path, form=form.replace("label: ทำแล้ว", "label: ทำแล้วทุกอย่าง"), memo=memo, units=units), TODAY
    )
    assert keys(checkup.warnings) == [
        "due-past",
        "no-emblem",
        "equal-labels",
        "long-name",
        "no-signer",
        "circular-varies",
        "label-in-memo",
    ]
    by_key = {problem.key.rpartition(".")[2]: problem for problem in checkup.warnings}
    line = next(number for number, one in enumerate(form.splitlines(), start=1) if "due:" in one)
    assert (by_key["due-past"].file, by_key["due-past"].line) == ("templates/form.yaml", line)
    said = problem_text(by_key["circular-varies"], Language.ENGLISH)
    assert "its text varies by unit: a “" in said
    assert "b “" in said
    assert "กองแผนงาน" in said


@pytest.mark.parametrize("language", list(Language))
def test_a_new_campaign_generates_at_once(tmp_path: Path, language: Language) -> None:
    target = tmp_path / "new"
    start_campaign(target, InitOrder(language))
    folder = CampaignFolder(target)
    checkup = check_campaign(folder, TODAY)
    result = generate(folder, checkup.campaign, GenerateOrder(TODAY), lambda _done, _total: None)
    assert len(result.written) == checkup.forms > 5
    assert checkup.campaign.form.language is language


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("word", [False, True])
def test_the_examples_number_date_and_signer_do_not_go_out_unremarked(
    tmp_path: Path, language: Language, word: bool
) -> None:
    start_campaign(tmp_path / "new", InitOrder(language, word=word))
    folder = CampaignFolder(tmp_path / "new")
    left = [one for one in check_campaign(folder, TODAY).warnings if one.key == "warning.example-left"]
    assert [one.field for one in left] == ["number", "date", "signer.name"]
    assert all(bool(one.line) is not word for one in left)


def test_a_memo_of_ones_own_is_not_remarked_upon(tmp_path: Path) -> None:
    start_campaign(tmp_path / "new", InitOrder(Language.THAI))
    folder = CampaignFolder(tmp_path / "new")
    memo = folder.memo_file.read_text("utf-8").replace("/ว 884", "/ว 12").replace("2010-04-29", "2010-05-01")
    folder.memo_file.write_text(memo.replace("นางวนิดา ชัยประภา", "ผู้ลงนาม"), "utf-8")
    assert "example-left" not in keys(check_campaign(folder, TODAY).warnings)


def test_a_new_campaign_takes_a_list_of_units(tmp_path: Path) -> None:
    listed = tmp_path / "mine.csv"
    listed.write_text("id,name\nx,หน่วยงาน ก\n", "utf-8")
    start_campaign(tmp_path / "new", InitOrder(Language.THAI, listed))
    assert [unit.id for unit in check_campaign(CampaignFolder(tmp_path / "new"), TODAY).campaign.units] == ["x"]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(UsageError):
        start_campaign(tmp_path, InitOrder(Language.THAI))


def test_a_slip_in_the_memos_head_is_pointed_out(tmp_path: Path) -> None:
    memo = MEMO.replace("to: ผู้อำนวยการ", "to: ผู้อำนวยการ\nsigned: {name: ก, position: ข}")
    slip = check_campaign(campaign(tmp_path, memo=memo), TODAY).warnings[1]
    assert (slip.key, slip.params["suggestion"], slip.line) == ("warning.front-key", "signer", 5)


def test_questions_changed_after_forms_were_issued_are_told_before_generate_refuses_them(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    made = check_campaign(folder, TODAY).campaign
    generate(folder, made, GenerateOrder(TODAY), lambda _done, _total: None)
    folder.form_file.write_text(FORM.replace("label: ใช่", "label: ครบ"), "utf-8")
    assert keys(wrong(folder)) == ["changed"]


def test_a_list_in_a_western_code_page_is_not_taken_for_thai(tmp_path: Path) -> None:
    folder = campaign(tmp_path, units=None)
    (tmp_path / "units.csv").write_bytes("id,name\na,Musée\n".encode("latin-1"))
    assert keys(wrong(folder)) == ["encoding"]
    (tmp_path / "units.csv").write_bytes("id,name\na,กองคลัง 1 (R&D)\n".encode("cp874"))
    assert check_campaign(folder, TODAY).campaign.units[0].name == "กองคลัง 1 (R&D)"
