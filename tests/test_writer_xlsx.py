from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, cast

import pytest
from lxml import etree
from openpyxl import load_workbook

from cpreport import places, printed
from cpreport.campaign import Campaign, MemoSource, Unit
from cpreport.form import Choice, Form, Question, QuestionType
from cpreport.language import Digits, Language
from cpreport.package import Package
from cpreport.places import Role
from cpreport.stamp import Identity, StampVerdict, check_stamp, printed_code
from cpreport.writers.xlsx import compile_xlsx, xlsx_values

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.properties import PageSetupProperties
    from openpyxl.worksheet.worksheet import Worksheet

SECRET = b"secret"
UNIT = Unit("kkj", "กองการเจ้าหน้าที่")
AWKWARD = Unit("r-d", 'R&D <East> "One"')


def select(name: str, *labels: str, kind: QuestionType = QuestionType.SELECT_MULTIPLE) -> Question:
    choices = tuple(Choice(f"c{number}", label) for number, label in enumerate(labels))
    return Question(name, kind, f"About {name}", choices=(*choices, Choice("other", "อื่น ๆ (ระบุ)", specify=True)))


EVERY_TYPE = (
    Question("intro", QuestionType.NOTE, "=1+1 is a note, and so is http://example.org/"),
    select("activities", "ติดประกาศให้บุคลากรภายในหน่วยงานทราบ", "จัดบอร์ด"),
    select("state", "Good & new", '<Bad> or "broken"', kind=QuestionType.SELECT_ONE),
    Question("place", QuestionType.TEXT, "Where?", hint="Building & floor"),
    Question("pieces", QuestionType.INTEGER, "How many?"),
    Question("cost", QuestionType.DECIMAL, "Cost"),
    Question("seen", QuestionType.DATE, "Last seen"),
    Question("plans", QuestionType.TEXT, "Plans", lines=4),
    Question("signature", QuestionType.SIGNATURE),
)


def a_form(language: Language = Language.THAI, questions: tuple[Question, ...] = EVERY_TYPE) -> Form:
    return Form("cp-1", "2", "แบบรายงาน <ผล> & title", language, date(2010, 8, 31), questions)


def render(form: Form, unit: Unit = UNIT) -> bytes:
    campaign = Campaign(form, (unit,), MemoSource("memo.md.j2", {}, ""))
    return compile_xlsx(form).render(xlsx_values(campaign, unit, SECRET))


def opened(form: Form, unit: Unit = UNIT) -> tuple[Workbook, Worksheet]:
    workbook = load_workbook(BytesIO(render(form, unit)))
    return workbook, workbook.worksheets[0]


def cell_named(workbook: Workbook, name: str) -> Cell:
    [(title, place)] = workbook.defined_names[name].destinations
    return cast("Cell", cast("Worksheet", workbook[title])[place.replace("$", "")])


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def area_at(sheet: Worksheet, cell: Cell) -> CellRange:
    areas: dict[str, CellRange] = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
    return areas[cell.coordinate]


def row_texts(cell: Cell) -> list[str]:
    return [str(other.value) for other in cast("Worksheet", cell.parent)[cell.row] if other.value is not None]


def listed(sheet: Worksheet) -> set[str]:
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert {rule.formula1 for rule in lists} <= {'"☐,☑"'}
    return {
        sheet.cell(row, column).coordinate for rule in lists for area in rule.sqref.ranges for row, column in area.cells
    }


@pytest.fixture(params=Language)
def form(request: pytest.FixtureRequest) -> Form:
    return a_form(request.param)


def test_every_place_is_a_name_of_the_workbook_for_one_cell_of_its_own(form: Form) -> None:
    workbook, _ = opened(form)
    names = [place.name for place in places.places(form)] + [places.UNIT, places.CODE]
    assert set(workbook.defined_names) == set(names)
    assert len({cell_named(workbook, name).coordinate for name in names}) == len(names)


def test_each_box_stands_on_the_line_of_its_number_and_label(form: Form) -> None:
    workbook, _ = opened(form)
    for question in form.questions:
        for choice in question.choices:
            number = printed.choice_number(form, question, choice)
            line = row_texts(cell_named(workbook, places.box(question.name, choice.name)))
            assert line == ["☐", number, choice.label]
            if choice.specify:
                answer = cell_named(workbook, places.specify(question.name, choice.name))
                assert row_texts(answer) == line


def test_a_short_answer_stands_on_the_line_of_its_heading_and_a_long_one_below(form: Form) -> None:
    workbook, sheet = opened(form)
    for question in form.questions:
        if question.is_value:
            answer = cell_named(workbook, places.value(question.name))
            line = sheet[answer.row - 1] if question.is_long else sheet[answer.row]
            assert printed.heading(form, question) in [cell.value for cell in line]
    assert area_at(sheet, cell_named(workbook, places.value("plans"))).size == {"rows": 4, "columns": 4}


def test_the_signature_has_its_words_and_three_places(form: Form) -> None:
    workbook, _ = opened(form)
    words = printed.signature_words(form)
    expected = {Role.SIGNED: [words.signed], Role.SIGNER: ["(", ")"], Role.SIGNED_ON: [words.date]}
    for role, line in expected.items():
        assert row_texts(cell_named(workbook, places.signature("signature", role))) == line


def test_exactly_the_boxes_offer_the_two_marks(form: Form) -> None:
    workbook, sheet = opened(form)
    boxes = [place.name for place in places.places(form) if place.role is Role.BOX]
    assert listed(sheet) == {cell_named(workbook, name).coordinate for name in boxes}


def test_numbers_and_dates_are_advised_and_never_refused(form: Form) -> None:
    workbook, sheet = opened(form)
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type != "list"]
    advised = {cell_named(workbook, places.value(name)).coordinate for name in ("pieces", "cost", "seen")}
    assert {str(rule.sqref) for rule in rules} == advised
    assert all(rule.prompt for rule in rules)
    assert all(rule.errorStyle == "information" for rule in rules if rule.type not in (None, "none"))


def test_only_answers_can_be_changed_and_no_password_is_asked_for(form: Form) -> None:
    workbook, sheet = opened(form)
    answers = {cell_named(workbook, place.name).coordinate for place in places.places(form)}
    area = area_at(sheet, cell_named(workbook, places.value("plans")))
    inside = {sheet.cell(row, column).coordinate for row, column in area.cells}
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == answers | inside
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.formatRows


def test_written_answers_stay_as_typed_and_dates_stay_dates(form: Form) -> None:
    workbook, _ = opened(form)
    for place in places.places(form):
        is_text = place.role in (Role.SPECIFY, Role.SIGNED, Role.SIGNER) or place.question in ("place", "plans")
        assert cell_named(workbook, place.name).number_format == ("@" if is_text else "General")


def test_a_note_is_a_text_whatever_it_begins_with(form: Form) -> None:
    _, sheet = opened(form)
    [cell] = [cell for row in sheet.iter_rows() for cell in row if cell.value == EVERY_TYPE[0].label]
    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_title_hint_and_the_due_date_of_the_unit_are_printed(form: Form) -> None:
    _, sheet = opened(form, replace(UNIT, due=date(2010, 9, 15)))
    instruction = printed.instruction_xlsx(form, date(2010, 9, 15))
    assert {form.title, instruction, "Building & floor", printed.unit_label(form)} <= set(texts(sheet))


@pytest.mark.parametrize("unit", [UNIT, AWKWARD], ids=lambda unit: unit.id)
def test_the_unit_stands_on_its_line_and_its_code_at_the_foot(form: Form, unit: Unit) -> None:
    workbook, sheet = opened(form, unit)
    code = printed_code(Identity(form.form_id, form.version, unit.id))
    assert cell_named(workbook, places.UNIT).value == unit.name
    assert cell_named(workbook, places.CODE).value == code
    assert cell_named(workbook, places.CODE).row == sheet.max_row
    assert cast("HeaderFooterItem", sheet.oddFooter).left.text == f"{printed.code_label(form)} {code}"


def test_the_stamp_stands_in_both_kinds_of_properties(form: Form) -> None:
    workbook, _ = opened(form, AWKWARD)
    [custom] = etree.fromstring(Package.open(render(form, AWKWARD)).read("docProps/custom.xml"))
    assert custom.get("name") == places.PROPERTY
    stamps = [workbook.properties.identifier, custom[0].text]
    expected = (StampVerdict.VALID, Identity(form.form_id, form.version, AWKWARD.id))
    assert {check_stamp(str(stamp), SECRET) for stamp in stamps} == {expected}
    assert workbook.properties.title == form.title
    assert workbook.properties.subject == AWKWARD.name


def test_every_part_is_well_formed_and_no_slot_is_left(form: Form) -> None:
    package = Package.open(render(form, AWKWARD))
    for name in package.names:
        assert "\ue000" not in etree.tostring(etree.fromstring(package.read(name)), encoding="unicode")


def test_two_units_differ_only_in_the_parts_with_slots() -> None:
    form = a_form()
    campaign = Campaign(form, (UNIT, AWKWARD), MemoSource("memo.md.j2", {}, ""))
    compiled = compile_xlsx(form)
    one, other = (Package.open(compiled.render(xlsx_values(campaign, unit, SECRET))) for unit in campaign.units)
    assert one.names == other.names
    assert {name for name in one.names if one.read(name) != other.read(name)} == {
        "docProps/core.xml",
        "docProps/custom.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
    }


def test_the_same_form_gives_the_same_bytes() -> None:
    assert render(a_form()) == render(a_form())


def test_the_page_is_a4_upright_and_one_page_wide(form: Form) -> None:
    _, sheet = opened(form)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert cast("PageSetupProperties", sheet.sheet_properties.pageSetUpPr).fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area.endswith(f"$A$1:$E${sheet.max_row}")


def test_a_form_of_sixty_choices_runs_over_several_pages() -> None:
    many = Question(
        "many", QuestionType.SELECT_MULTIPLE, "Many", choices=tuple(Choice(f"c{n}", f"No {n}") for n in range(60))
    )
    form = a_form(questions=(many,))
    workbook, sheet = opened(form)
    assert len(listed(sheet)) == 60
    assert row_texts(cell_named(workbook, places.box("many", "c59"))) == ["☐", "1.60", "No 59"]
    assert sheet.page_setup.fitToHeight == 0


def test_no_page_ends_between_a_heading_and_its_answer() -> None:
    asked = tuple(Question(f"q{number}", QuestionType.TEXT, f"Part {number}", lines=9) for number in range(9))
    workbook, sheet = opened(a_form(questions=asked))
    blocks = [cell_named(workbook, places.value(question.name)).row - 2 for question in asked]
    breaks = {mark.id for mark in sheet.row_breaks.brk}
    assert set() < breaks <= set(blocks)


def test_every_row_has_a_height_and_a_long_label_a_higher_one() -> None:
    label = "เผยแพร่ประชาสัมพันธ์ทางวารสาร"
    form = a_form(questions=(select("one", label, label * 5),))
    workbook, sheet = opened(form)
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    short, long = (
        sheet.row_dimensions[cell_named(workbook, places.box("one", name)).row].height for name in ("c0", "c1")
    )
    assert all(heights)
    assert long > 1.5 * short


def test_thai_marks_above_and_below_take_no_room() -> None:
    bare, marked = (opened(a_form(questions=(select("one", label * 60),)))[1] for label in ("ก", "กี่"))
    assert all(bare.row_dimensions[row].height == marked.row_dimensions[row].height for row in range(9))


def test_a_row_grows_with_a_short_answer_but_not_where_its_label_would_be_cut() -> None:
    form = a_form(questions=(Question("a", QuestionType.TEXT, "A"), Question("b", QuestionType.TEXT, "B " * 90)))
    xml = etree.fromstring(Package.open(render(form)).read("xl/worksheets/sheet1.xml"))
    fixed = {row.get("r"): row.get("customHeight") for row in xml.iterfind(".//{*}row")}
    workbook, _ = opened(form)
    assert [fixed[str(cell_named(workbook, places.value(name)).row)] for name in "ab"] == [None, "1"]


def test_the_form_has_its_own_digits_and_font() -> None:
    form = replace(a_form(), digits=Digits.THAI, font="TH Niramit AS")
    workbook, sheet = opened(form)
    assert row_texts(cell_named(workbook, places.box("activities", "c1")))[1] == "๑.๒"
    assert sheet["A1"].font.name == "TH Niramit AS"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_names_and_lists(tmp_path: Path) -> None:
    form = a_form()
    (tmp_path / "form.xlsx").write_bytes(render(form))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "back"]
    subprocess.run([*command, "form.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    workbook = load_workbook(tmp_path / "back" / "form.xlsx")
    issued, issued_sheet = opened(form)
    for name in issued.defined_names:
        assert cell_named(workbook, name).coordinate == cell_named(issued, name).coordinate
    assert listed(workbook.worksheets[0]) == listed(issued_sheet)
