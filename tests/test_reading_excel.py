"""A returned Excel form is read rightly whatever a person or a program did to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cpreport import places
from cpreport.identify import Identified, identify
from cpreport.readers import FormFile, open_file
from cpreport.reading import Finding, FindingKind
from excel_forms import FORM, KNOWN, MORE, box, edited, fill, issued, kinds, read, write
from excel_overlays import with_controls

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook


def whose(data: bytes) -> Identified | Finding:
    file = open_file(data)
    assert isinstance(file, FormFile)
    return identify(file.evidence([FORM]), KNOWN)


@pytest.mark.parametrize("mark", ["☑", True, "x", "/", "✓", 1, "TRUE", "ใช่"])
def test_every_way_to_tick_a_cell_counts(mark: object) -> None:
    checked = read(edited(issued(), fill(notice=mark, board=mark)))
    assert checked.answers["activities"] == ["notice", "board"]
    assert checked.layers["activities"] == "name"


@pytest.mark.parametrize("mark", ["☐", False, None, 0, "-", "ไม่", "", " "])
def test_every_way_to_leave_a_cell_unticked_counts_as_empty(mark: object) -> None:
    checked = read(edited(issued(), fill(notice="☑", board=mark)))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {}


@pytest.mark.parametrize("mark", [2, "?", "●", "อาจจะ"])
def test_a_doubtful_cell_is_left_to_a_person(mark: object) -> None:
    checked = read(edited(issued(), fill(notice="☑", board=mark)))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


def test_texts_are_read_as_written() -> None:
    other = places.specify("activities", "other")
    comments = places.value("comments")
    data = edited(issued(), fill(other="☑"), write(other, "=1+1"), write(comments, "บรรทัดหนึ่ง\nบรรทัดสอง"))
    checked = read(data)
    assert checked.answers["activities_other"] == "=1+1"
    assert checked.answers["comments"] == "บรรทัดหนึ่ง\nบรรทัดสอง"


def test_numbers_and_real_dates_are_read_as_what_they_are() -> None:
    data = edited(
        issued(MORE),
        write(places.value("people"), 12),
        write(places.value("money"), 1250.5),
        write(places.value("day"), datetime(2010, 8, 31)),  # noqa: DTZ001  cells have no zone
        write(places.value("place"), "0012"),
    )
    assert read(data, MORE).answers == {"people": 12, "money": 1250.5, "day": "2010-08-31", "place": "0012"}


def test_numbers_and_dates_typed_as_text_are_read_too() -> None:
    data = edited(
        issued(MORE),
        write(places.value("people"), "๑๒"),
        write(places.value("money"), "1,250.50"),
        write(places.value("day"), "31 ส.ค. 53"),
    )
    answers = read(data, MORE).answers
    assert (answers["people"], answers["money"], answers["day"]) == (12, 1250.5, "2010-08-31")


def test_what_is_no_number_is_shown_and_not_guessed() -> None:
    checked = read(edited(issued(MORE), write(places.value("people"), "12 คน")), MORE)
    assert checked.answers["people"] is None
    finding = next(f for f in checked.findings if f.kind is FindingKind.INVALID_VALUE)
    assert finding.read == "12 คน"
    assert finding.where[0].isalpha()


def test_inserted_rows_and_a_renamed_sheet_move_no_answer() -> None:
    def insert(workbook: Workbook) -> None:
        sheet = workbook.worksheets[0]
        sheet.title = "ชื่อใหม่ 'ของ' แผ่น"
        for name in list(workbook.defined_names):
            defined = workbook.defined_names[name]
            _, _, reference = defined.attr_text.rpartition("!")
            defined.attr_text = f"'ชื่อใหม่ ''ของ'' แผ่น'!{reference}"

    checked = read(edited(issued(), fill(notice="☑", rotation="☑"), insert))
    assert checked.answers["activities"] == ["notice", "rotation"]


def test_a_workbook_without_our_names_is_read_by_its_labels() -> None:
    def forget(workbook: Workbook) -> None:
        for name in list(workbook.defined_names):
            if name.startswith("cp_"):
                del workbook.defined_names[name]

    other = write(places.specify("activities", "other"), "ประชุม")
    comments = write(places.value("comments"), "ไม่มี")
    checked = read(edited(issued(), fill(notice="☑", other="☑"), other, comments, forget))
    assert checked.answers["activities"] == ["notice", "other"]
    assert checked.answers["activities_other"] == "ประชุม"
    assert checked.answers["comments"] == "ไม่มี"
    assert checked.layers["activities"] == "label"


def test_a_deleted_row_is_a_change_of_the_form() -> None:
    def delete(workbook: Workbook) -> None:
        found = box(workbook, "board")
        for other in workbook.worksheets[0][found.row]:
            if not isinstance(other, openpyxl.cell.cell.MergedCell):
                other.value = None
        workbook.defined_names[places.box("activities", "board")].attr_text = "#REF!"

    checked = read(edited(issued(), fill(notice="☑"), delete))
    assert checked.answers["activities"] == ["notice"]
    assert checked.gone == {"activities": ("board",)}
    assert FindingKind.FORM_CHANGED in kinds(checked)


def test_a_blank_workbook_belongs_to_its_unit() -> None:
    assert whose(issued()) == Identified("spk-1", "1")
    assert FindingKind.BLANK in kinds(read(issued()))


def test_another_units_name_typed_over_is_a_conflict() -> None:
    finding = whose(edited(issued(), write(places.UNIT, "สำนักประชาสัมพันธ์เขต 2")))
    assert isinstance(finding, Finding)
    assert finding.kind is FindingKind.CONFLICTING_IDENTITY


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing() -> None:
    def far(workbook: Workbook) -> None:
        workbook.worksheets[0]["XFD1048576"] = "x"

    checked = read(edited(issued(), fill(notice="☑"), far))
    assert checked.answers["activities"] == ["notice"]


def test_form_control_checkboxes_over_the_cells_are_read() -> None:
    checked = read(
        with_controls(issued(), {"notice": "Checked", "binder": "", "board": "Checked", "rotation": "Mixed"})
    )
    assert checked.answers["activities"] == ["notice", "board"]
    assert checked.uncertain == {"activities": ("rotation",)}


def test_a_formula_without_its_value_is_read_only_where_it_is_plain() -> None:
    checked = read(edited(issued(), fill(notice="=TRUE()", board="=FALSE()", rotation="=A1>3")))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("rotation",)}
