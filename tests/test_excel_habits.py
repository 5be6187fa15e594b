"""What people do to the cells of an Excel form: nothing that is not surely a tick counts, and no text is lost."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from cpreport import places
from cpreport.form import Choice, Question, QuestionType
from cpreport.identify import identify
from cpreport.language import Language
from cpreport.readers import FormFile, open_file
from cpreport.reading import Finding, FindingKind
from excel_forms import FORM, KNOWN, MORE, box, cell, edited, fill, issued, kinds, read, write
from excel_overlays import Control, controls_by_libreoffice, with_controls, with_drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook.workbook import Workbook

    from cpreport.checks import Checked

OTHER, COMMENTS = places.specify("activities", "other"), places.value("comments")
DAY = places.value("day")
CHOICES = tuple(choice.name for choice in FORM.questions[0].choices)


def uncertain(checked: Checked, question: str = "activities") -> tuple[str, ...]:
    return tuple(checked.uncertain.get(question, ()))


def about(checked: Checked, question: str) -> set[str]:
    """The changes of the form that concern a question."""
    changed = (f for f in checked.findings if f.kind is FindingKind.FORM_CHANGED and f.question in {question, ""})
    return {str(finding.params["change"]) for finding in changed}


def looking(name: str, question: str = "activities", **look: Any) -> Callable[[Workbook], None]:
    """Change the look of a choice's box."""

    def edit(workbook: Workbook) -> None:
        for attribute, value in look.items():
            setattr(box(workbook, name, question), attribute, value)

    return edit


def beside(name: str, column: str, value: object, **look: Any) -> Callable[[Workbook], None]:
    """Write into another cell of a choice's row; with `...` only its look changes."""

    def edit(workbook: Workbook) -> None:
        own = box(workbook, name)
        target = own.parent[f"{column}{own.row}"]
        target.value = target.value if value is ... else value
        for attribute, shown in look.items():
            setattr(target, attribute, shown)

    return edit


def row_of(data: bytes, name: str) -> int:
    return int(cell(openpyxl.load_workbook(io.BytesIO(data)), name).row or 0)


def merged(first: str, last: str) -> Callable[[Workbook], None]:
    """The boxes from one choice to another made one cell, as Excel does: only the uppermost text stays."""

    def edit(workbook: Workbook) -> None:
        start, end = box(workbook, first), box(workbook, last)
        start.parent.merge_cells(f"{start.coordinate}:{end.coordinate}")

    return edit


# --- cells made one ---


@pytest.mark.parametrize("mark", ["☑", "✓", "☐", None])
def test_boxes_made_one_cell_are_all_uncertain(mark: str | None) -> None:
    first, middle, last = CHOICES[1:4]
    checked = read(edited(issued(), fill(**{CHOICES[0]: "☑", first: mark, last: "☑"}), merged(first, last)))
    assert checked.answers["activities"] == [CHOICES[0]]
    assert uncertain(checked) == (first, middle, last)
    assert "merged" in about(checked, "activities")


def test_boxes_made_one_cell_are_uncertain_where_our_names_are_gone_too() -> None:
    first, middle, last = CHOICES[1:4]
    checked = read(edited(issued(), fill(**{CHOICES[0]: "☑", first: "✓"}), merged(first, last), forget))
    assert checked.answers["activities"] == [CHOICES[0]]
    assert uncertain(checked) == (first, middle, last)


def test_answers_made_one_cell_are_shown_to_a_person() -> None:
    def edit(workbook: Workbook) -> None:
        people, money = (cell(workbook, places.value(name)) for name in ("people", "money"))
        people.value = 12
        people.parent.merge_cells(f"{people.coordinate}:{money.coordinate}")

    checked = read(edited(issued(MORE), edit), MORE)
    assert about(checked, "people") == about(checked, "money") == {"merged"}


def test_a_box_made_one_cell_with_its_number_is_an_ordinary_box() -> None:
    def edit(workbook: Workbook) -> None:
        own = box(workbook, CHOICES[1])
        own.parent.merge_cells(f"A{own.row}:B{own.row}")

    checked = read(edited(issued(), fill(**{CHOICES[1]: "☑"}), edit))
    assert checked.answers["activities"] == [CHOICES[1]]
    assert not checked.uncertain


def test_a_text_left_hidden_in_a_merged_cell_is_shown_to_a_person() -> None:
    def edit(workbook: Workbook) -> None:
        people = cell(workbook, places.value("people"))
        for area in list(people.parent.merged_cells.ranges):
            if people.row in range(area.min_row, area.max_row + 1):
                people.parent.unmerge_cells(str(area))
        people.value = 12
        # LibreOffice can keep what it hides.
        people.parent.merged_cells.add(f"A{people.row}:{people.coordinate}")

    assert "hidden" in about(read(edited(issued(MORE), edit), MORE), "people")


def test_merged_cells_without_end_are_refused() -> None:
    from imitations import packed, unpacked

    def tall(workbook: Workbook) -> None:
        for row in range(100, 3000):
            workbook.worksheets[0].cell(row, 1).value = "x"

    parts = unpacked(edited(issued(), tall))
    merges = "".join(f'<mergeCell ref="{column}1:XFD1048576"/>' for column in ("A", *map(chr, range(66, 91)))) * 150
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</mergeCells>", f"{merges}</mergeCells>".encode())
    numbers = count(1)
    areas = re.sub(rb'ref="([A-Z])1:', lambda found: b'ref="%s%d:' % (found[1], next(numbers)), parts[sheet])
    finding = open_file(packed(parts | {sheet: areas}))
    assert isinstance(finding, Finding)
    assert finding.kind is FindingKind.UNSAFE


# --- fonts of signs ---


SIGNS = [
    *(("Wingdings", letter) for letter in "üþûx"),
    *(("Wingdings 2", letter) for letter in "PROQ"),
    ("Webdings", "a"),
    ("Symbol", "\u00d6"),
    ("wingdings", "\uf0fc"),
    ("Calibri", "\uf0fc"),
]


@pytest.mark.parametrize(("font", "letter"), SIGNS)
def test_a_letter_in_a_font_of_signs_is_the_sign_it_shows(font: str, letter: str) -> None:
    whole = edited(issued(), fill(board=letter), looking("board", font=Font(name=font)))
    run = CellRichText(TextBlock(InlineFont(rFont=font), letter))
    for data in (
        whole,
        edited(issued(), fill(board=run)),
        edited(issued(), fill(board=None), beside("board", "E", run)),
    ):
        assert read(data).answers["activities"] == ["board"]


@pytest.mark.parametrize(("font", "letter"), [("Wingdings", "o"), ("Wingdings", "\u00a8"), ("Wingdings 2", "\u00a3")])
def test_an_empty_box_in_a_font_of_signs_is_empty(font: str, letter: str) -> None:
    checked = read(edited(issued(), fill(notice="☑", board=letter), looking("board", font=Font(name=font))))
    assert checked.answers["activities"] == ["notice"]
    assert not checked.uncertain


@pytest.mark.parametrize("letter", ["ü", "þ", "P", "R", "O", "£", "o", "๐", "a", "q"])
def test_such_a_letter_without_its_font_is_uncertain(letter: str) -> None:
    checked = read(edited(issued(), fill(notice="☑", board=letter)))
    assert checked.answers["activities"] == ["notice"]
    assert uncertain(checked) == ("board",)


@pytest.mark.parametrize(
    ("font", "letter"), [("Wingdings", "v"), ("Wingdings 3", "x"), ("Symbol", "x"), ("Webdings", "x")]
)
def test_a_sign_that_nobody_takes_for_a_mark_is_uncertain_whatever_its_letter(font: str, letter: str) -> None:
    checked = read(edited(issued(), fill(board=letter), looking("board", font=Font(name=font))))
    assert checked.answers["activities"] == []
    assert uncertain(checked) == ("board",)


# --- colours, lines, notes ---


def test_a_colour_in_place_of_a_mark_is_uncertain() -> None:
    yellow = PatternFill("solid", fgColor="FFFFFF00")
    checked = read(
        edited(issued(), fill(notice="☑"), looking("board", fill=yellow), beside("rotation", "C", ..., fill=yellow))
    )
    assert checked.answers["activities"] == ["notice"]
    assert set(uncertain(checked)) == {"board", "rotation"}


def test_a_colour_on_all_choices_means_nothing() -> None:
    yellow = PatternFill("solid", fgColor="FFFFFF00")
    checked = read(edited(issued(), fill(notice="☑"), *(looking(name, fill=yellow) for name in CHOICES)))
    assert checked.answers["activities"] == ["notice"]
    assert not checked.uncertain


@pytest.mark.parametrize("font", [Font(strike=True), Font(underline="single")])
def test_a_line_through_or_under_a_label_in_place_of_a_mark_is_uncertain(font: Font) -> None:
    checked = read(edited(issued(), fill(notice="☑"), beside("board", "C", ..., font=font)))
    assert checked.answers["activities"] == ["notice"]
    assert uncertain(checked) == ("board",)


def test_a_tick_that_is_struck_out_is_uncertain() -> None:
    struck = looking("board", font=Font(strike=True))
    assert uncertain(read(edited(issued(), fill(notice="☑", board="✓"), struck))) == ("board",)


def test_a_note_at_a_cell_is_shown_to_a_person() -> None:
    noted = looking("board", comment=Comment("ทำไปบางส่วน", "ก"))
    checked = read(edited(issued(), fill(notice="☑"), noted))
    assert uncertain(checked) == ("board",)
    finding = next(f for f in checked.findings if f.params.get("change") == "commented")
    assert (finding.question, finding.choice) == ("activities", "board")
    assert "ทำไปบางส่วน" in finding.read


# --- drawings and controls ---


def test_a_picture_or_shape_over_a_box_is_uncertain() -> None:
    data = edited(issued(), fill(notice="☑"))
    row = row_of(data, places.box("activities", "board"))
    for words in ("", "✓"):
        checked = read(with_drawing(data, (row, 1), (row, 1), words=words))
        assert checked.answers["activities"] == ["notice"]
        assert uncertain(checked) == ("board",)


def test_a_shape_over_several_boxes_makes_each_of_them_uncertain() -> None:
    data = edited(issued(), fill(notice="☑"))
    row = row_of(data, places.box("activities", CHOICES[2]))
    checked = read(with_drawing(data, (row, 1), (row + 2, 3)))
    assert uncertain(checked) == CHOICES[2:5]


def test_words_typed_into_a_shape_over_an_answer_are_read() -> None:
    data = issued()
    row = row_of(data, COMMENTS)
    assert read(with_drawing(data, (row, 1), (row + 1, 4), words="ขาดงบประมาณ")).answers["comments"] == "ขาดงบประมาณ"


def test_a_picture_on_the_signature_line_signs() -> None:
    data = issued()
    signature = next(q for q in FORM.questions if q.type == "signature")
    row = row_of(data, places.signature(signature.name, places.Role.SIGNED))
    answer: Any = read(with_drawing(data, (row, 4), (row, 4))).answers[signature.name]
    assert answer["signed"] is True


def test_the_shadow_that_a_control_leaves_among_the_drawings_is_nothing() -> None:
    data = edited(issued(), fill(notice="☑"))
    row = row_of(data, places.box("activities", "board"))
    checked = read(with_drawing(data, (row, 1), (row, 1), shadow=True))
    assert not checked.uncertain


@pytest.mark.parametrize("only_vml", [False, True])
def test_controls_are_read_wherever_their_state_stands(only_vml: bool) -> None:
    states: dict[str, str | Control] = {"notice": "Checked", "binder": "", "board": "Checked", "rotation": "Mixed"}
    checked = read(with_controls(issued(), states, only_vml=only_vml))
    assert checked.answers["activities"] == ["notice", "board"]
    assert uncertain(checked) == ("rotation",)


@pytest.mark.parametrize("only_vml", [False, True])
def test_the_cells_that_controls_are_linked_to_are_marks_of_no_other_line(only_vml: bool) -> None:
    first, second, third = CHOICES[:3]
    data = issued()
    row = row_of(data, places.box("activities", third))
    data = edited(data, lambda workbook: workbook.worksheets[0].__setitem__(f"H{row}", True))
    checked = read(with_controls(data, {first: Control("Checked", f"$H${row}"), second: ""}, only_vml=only_vml))
    assert checked.answers["activities"] == [first]
    assert not checked.uncertain


def test_a_control_and_its_linked_cell_that_disagree_are_uncertain() -> None:
    data = edited(issued(), lambda workbook: workbook.worksheets[0].__setitem__("H2", False))
    checked = read(with_controls(data, {"notice": Control("Checked", "$H$2")}))
    assert checked.answers["activities"] == []
    assert uncertain(checked) == ("notice",)


def test_a_control_linked_to_the_box_below_it_ticks_it_once() -> None:
    data = issued()
    where = f"$A${row_of(data, places.box('activities', 'board'))}"
    data = with_controls(data, {"board": Control("Checked", where)})
    assert read(edited_keeping(data, where, True)).answers["activities"] == ["board"]
    assert uncertain(read(edited_keeping(data, where, False))) == ("board",)


def test_a_control_that_begins_a_little_above_its_row_belongs_to_its_row() -> None:
    first, second, third = CHOICES[:3]
    checked = read(with_controls(issued(), {first: "", second: Control("Checked", shift=0.3), third: ""}))
    assert checked.answers["activities"] == [second]
    assert not checked.uncertain


def test_a_control_between_two_rows_is_uncertain_in_both() -> None:
    first, second, third = CHOICES[:3]
    checked = read(with_controls(issued(), {first: "", second: Control("Checked", shift=0.5), third: ""}))
    assert checked.answers["activities"] == []
    assert uncertain(checked) == (first, second)


def test_a_control_whose_state_cannot_be_read_is_uncertain() -> None:
    checked = read(with_controls(issued(), {"notice": Control(kind="Forms.CheckBox.1")}))
    assert uncertain(checked) == ("notice",)


def test_states_that_libreoffice_parts_from_their_places_are_uncertain() -> None:
    checked = read(controls_by_libreoffice(issued(), {"notice": "Checked", "binder": "", "board": "Checked"}))
    assert checked.answers["activities"] == []
    assert uncertain(checked) == ("notice", "binder", "board")


def test_option_buttons_are_read_like_checkboxes() -> None:
    states: dict[str, str | Control] = {
        "notice": Control("Checked", "$H$5", kind="Radio"),
        "board": Control("", kind="Radio"),
    }
    data = edited(issued(), lambda workbook: workbook.worksheets[0].__setitem__("H5", 1))
    assert read(with_controls(data, states)).answers["activities"] == ["notice"]


# --- hidden, moved and lost rows ---


def test_a_tick_in_a_hidden_row_is_uncertain_and_an_answer_there_is_shown() -> None:
    def hide(workbook: Workbook) -> None:
        sheet = workbook.worksheets[0]
        for name in (places.box("activities", "board"), places.box("activities", "binder"), COMMENTS):
            sheet.row_dimensions[cell(workbook, name).row].hidden = True

    checked = read(edited(issued(), fill(notice="☑", board="☑"), write(COMMENTS, "มาก"), hide))
    assert checked.answers["activities"] == ["notice"]
    assert uncertain(checked) == ("board",)
    assert "hidden" in about(checked, "comments")


def moved(workbook: Workbook, name: str, row: int, question: str = "activities") -> None:
    """A choice's row is deleted, which leaves `#REF!`, and typed again elsewhere."""
    own = box(workbook, name, question)
    sheet = own.parent
    for area in list(sheet.merged_cells.ranges):
        if area.min_row == own.row:
            sheet.unmerge_cells(str(area))
    for column in range(1, 6):
        old = sheet.cell(own.row, column)
        sheet.cell(row, column).value, old.value = old.value, None
    for place in (places.box(question, name), places.specify(question, name)):
        if place in workbook.defined_names:
            workbook.defined_names[place].attr_text = "#REF!"


@pytest.mark.parametrize(("mark", "expected"), [("☑", "ticked"), ("x", "ticked"), ("☐", "empty"), ("?", "uncertain")])
def test_a_row_typed_again_elsewhere_is_found_by_its_label(mark: str, expected: str) -> None:
    checked = read(edited(issued(), fill(notice="☑", board=mark), lambda workbook: moved(workbook, "board", 60)))
    assert checked.answers["activities"] == (["notice", "board"] if expected == "ticked" else ["notice"])
    assert (uncertain(checked) == ("board",)) == (expected == "uncertain")


def test_a_text_in_a_row_typed_again_elsewhere_is_not_lost() -> None:
    data = edited(
        issued(), fill(notice="☑", other="☑"), write(OTHER, "จัดเสวนา"), lambda workbook: moved(workbook, "other", 60)
    )
    assert read(data).answers["activities_other"] == "จัดเสวนา"


def test_a_row_typed_again_elsewhere_is_never_that_of_another_choice_with_the_same_words() -> None:
    same = Choice("same", "อื่น ๆ")
    asked = tuple(
        Question(name, QuestionType.SELECT_MULTIPLE, name, choices=(Choice("own", f"งาน {name}"), same))
        for name in "ab"
    )
    form = replace(FORM, questions=asked)

    def edit(workbook: Workbook) -> None:
        box(workbook, "same", "b").value = "☑"
        moved(workbook, "same", 60, "b")
        moved(workbook, "same", 90, "a")
        for column in range(1, 6):
            workbook.worksheets[0].cell(90, column).value = None

    checked = read(edited(issued(form), edit), form)
    assert (checked.answers["a"], checked.answers["b"]) == ([], ["same"])
    assert checked.gone == {"a": ("same",)}


def test_cells_without_their_own_addresses_are_counted() -> None:
    from imitations import edit, packed, unpacked

    parts = unpacked(edited(issued(), fill(notice="☑", board="☑"), write(COMMENTS, "ดี")))

    def forget_addresses(root: Any) -> None:
        for element in root.iter("{*}c", "{*}row"):
            if element.getprevious() is None or element.tag.endswith("row"):
                continue
            before = element.getprevious().get("r")
            if before and element.get("r")[0] == chr(ord(before[0]) + 1):
                del element.attrib["r"]

    edit(parts, "xl/worksheets/sheet1.xml", forget_addresses)
    checked = read(packed(parts))
    assert checked.answers["activities"] == ["notice", "board"]
    assert checked.answers["comments"] == "ดี"


# --- the form twice in one workbook ---


def copy_sheet(workbook: Workbook, **values: object) -> None:
    """The sheet copied within the workbook: its names come along, local to it."""
    first = workbook.worksheets[0]
    copied = workbook.copy_worksheet(first)
    for name, defined in list(workbook.defined_names.items()):
        reference = defined.attr_text.rpartition("!")[2]
        copied.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(
            name, attr_text=f"'{copied.title}'!{reference}"
        )
    for choice, value in values.items():
        copied[box(workbook, choice).coordinate].value = value


def test_copies_that_differ_are_uncertain_where_they_differ() -> None:
    data = edited(issued(), fill(notice="☑", board="☑"), lambda workbook: copy_sheet(workbook, board="☐", rotation="☑"))
    checked = read(data)
    assert checked.answers["activities"] == ["notice"]
    assert uncertain(checked) == ("board", "rotation")


def test_a_copy_without_our_names_is_seen_too() -> None:
    def edit(workbook: Workbook) -> None:
        copy_sheet(workbook, board="☐", rotation="☑")
        workbook.worksheets[1].defined_names.clear()

    checked = read(edited(issued(), fill(notice="☑", board="☑"), edit))
    assert uncertain(checked) == ("board", "rotation")


def test_texts_that_differ_between_copies_are_shown_to_a_person() -> None:
    def edit(workbook: Workbook) -> None:
        copy_sheet(workbook)
        workbook.worksheets[1][cell(workbook, COMMENTS).coordinate].value = "อีกอย่าง"

    checked = read(edited(issued(), fill(notice="☑"), write(COMMENTS, "อย่างหนึ่ง"), edit))
    assert "copied" in about(checked, "comments")


@pytest.mark.parametrize("blank", [0, 1])
def test_a_blank_copy_says_nothing_but_is_noticed(blank: int) -> None:
    def edit(workbook: Workbook) -> None:
        copy_sheet(workbook)
        for choice in ("notice", "board"):
            workbook.worksheets[blank][box(workbook, choice).coordinate].value = "☐"

    checked = read(edited(issued(), fill(notice="☑", board="☑"), edit))
    assert checked.answers["activities"] == ["notice", "board"]
    assert FindingKind.FORM_CHANGED in kinds(checked)


def test_a_copy_for_another_unit_is_a_conflict() -> None:
    def edit(workbook: Workbook) -> None:
        copy_sheet(workbook)
        workbook.worksheets[1][cell(workbook, places.UNIT).coordinate].value = "สำนักประชาสัมพันธ์เขต 2"

    file = open_file(edited(issued(), edit))
    assert isinstance(file, FormFile)
    finding = identify(file.evidence([FORM]), KNOWN)
    assert isinstance(finding, Finding)
    assert finding.kind is FindingKind.CONFLICTING_IDENTITY


def test_rows_copied_further_down_on_the_sheet_are_uncertain_where_they_differ() -> None:
    def edit(workbook: Workbook) -> None:
        for offset, (name, mark) in enumerate({"notice": "☑", "board": "☑"}.items()):
            own = box(workbook, name)
            for column in range(1, 5):
                own.parent.cell(70 + offset, column).value = own.parent.cell(own.row, column).value
            own.parent.cell(70 + offset, 1).value = mark

    checked = read(edited(issued(), fill(notice="☑", rotation="☑"), edit))
    assert checked.answers["activities"] == ["notice", "rotation"]
    assert uncertain(checked) == ("board",)


# --- numbers and dates ---


def dated(value: object, number_format: str = "mm-dd-yy", form: Any = MORE) -> Checked:
    def edit(workbook: Workbook) -> None:
        target = cell(workbook, DAY)
        target.value, target.number_format = value, number_format  # type: ignore[assignment]

    return read(edited(issued(form), edit), form)


THAI_FORMATS = (
    "[$-D07041E]d mmm yyyy",
    "[$-107041E]d/m/yyyy;@",
    "[$-1070000]d/mm/yyyy;@",
    "d/m/bbbb",
    "[$-th-TH,107]d mmmm yyyy;@",
)


@pytest.mark.parametrize("shown", ["mm-dd-yy", "yyyy-mm-dd", "d mmm yy", *THAI_FORMATS])
def test_a_real_date_is_that_day_whatever_its_format(shown: str) -> None:
    assert dated(40410, shown).answers["day"] == "2010-08-20"


def test_a_year_of_the_buddhist_era_that_excel_took_for_a_common_one_is_understood() -> None:
    assert dated(238737).answers["day"] == "2010-08-20"  # to Excel 20 August 2553


def test_a_year_of_two_digits_that_excel_completed_is_not_guessed() -> None:
    checked = dated(19591)  # 20/8/53, which Excel takes for 1953
    assert checked.answers["day"] is None
    finding = next(f for f in checked.findings if f.kind is FindingKind.INVALID_VALUE)
    assert (finding.question, finding.read, finding.params["expected"]) == ("day", "1953-08-20", "century")


@pytest.mark.parametrize("shown", THAI_FORMATS)
def test_a_day_of_that_time_shown_with_its_whole_buddhist_year_is_that_day(shown: str) -> None:
    assert dated(19591, shown).answers["day"] == "1953-08-20"


def test_in_an_english_form_that_day_is_what_everybody_sees() -> None:
    english = replace(MORE, language=Language.ENGLISH)
    assert dated(19591, form=english).answers["day"] == "1953-08-20"


@pytest.mark.parametrize(("value", "read_as"), [(20, "20"), (2553, "2553"), (20082553, "20082553")])
def test_a_bare_number_in_a_cell_that_shows_dates_is_no_date(value: int, read_as: str) -> None:
    checked = dated(value)
    assert checked.answers["day"] is None
    assert next(f for f in checked.findings if f.kind is FindingKind.INVALID_VALUE).read == read_as


def test_a_share_or_a_time_of_day_is_no_number() -> None:
    def edit(workbook: Workbook) -> None:
        for name, value, shown in (("money", 0.5, "0%"), ("people", 0.4375, "h:mm")):
            target = cell(workbook, places.value(name))
            target.value, target.number_format = value, shown

    checked = read(edited(issued(MORE), edit), MORE)
    found = {f.question: f.read for f in checked.findings if f.kind is FindingKind.INVALID_VALUE}
    assert found == {"money": "50%", "people": "10:30"}


def test_a_number_is_the_one_that_excel_shows_however_it_is_stored() -> None:
    assert (
        read(edited(issued(MORE), write(places.value("money"), 1250.5499999999999)), MORE).answers["money"] == 1250.55
    )


def forget(workbook: Workbook) -> None:
    for name in list(workbook.defined_names):
        if name.startswith("cp_"):
            del workbook.defined_names[name]


def edited_keeping(data: bytes, where: str, value: bool) -> bytes:
    """A truth value in one cell, put there in the XML: openpyxl drops controls."""
    from lxml import etree

    from imitations import edit, packed, unpacked

    parts = unpacked(data)

    def change(root: Any) -> None:
        own = next(c for c in root.iter("{*}c") if c.get("r") == where.replace("$", ""))
        for child in list(own):
            own.remove(child)
        own.set("t", "b")
        etree.SubElement(own, own.tag[:-1] + "v").text = str(int(value))

    edit(parts, "xl/worksheets/sheet1.xml", change)
    return packed(parts)
