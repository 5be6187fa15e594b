"""Every mark that is known, in every place where people put it, in controls and without any of our names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from builders import every_type_form
from cpreport.language import Language
from cpreport.reading import FindingKind
from cpreport.wording import finding_message
from test_reading_word import (
    FORM,
    control,
    forget_names,
    issued,
    kinds,
    places,
    read,
    replace_box,
    retype,
    specify,
    tick,
    type_at_end,
    type_before_box,
    typed_run,
    unwrap_controls,
)
from word_edits import edited, element, line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.document import Document
    from lxml.etree import _Element

    from cpreport.checks import Checked

    Edit = Callable[[Document], None]
    Place = Callable[..., Edit]

__all__ = ["issued"]
TICKS = "✓ ✔ ✅ √ 🗸 / ⁄ \\ v V ✔️ [/] (/) (✓) ใช่ มี ทำแล้ว ดำเนินการแล้ว yes true TRUE 1".split()
CROSSES = "✗ ✘ ✕ ✖ × ☓ x X [x] (x) 🗴 🗶".split()
BOXES = "☑ ☒ 🗹 🗷 🗵 ☑️".split()
EMPTY = ["☐", "□", "⬜", "◻", "○", "[ ]", "( )", "-", "–", "ไม่", "ไม่มี", "ไม่ใช่", "ยังไม่ดำเนินการ", "no", "false"]
UNCERTAIN = ["●", "■", "ü", "þ", "P", "R", "£", "o", "๐", "0", "2", "10", "❌", "❎", "👍", "?", "\uf072"]
CHOICES = [choice.name for choice in FORM.questions[0].choices if not choice.specify]
FLATTENED = [(), (forget_names,), (forget_names, unwrap_controls)]


def behind_box(mark: str, *choices: str) -> Edit:
    def edit(document: Document) -> None:
        for choice in choices:
            control(document, places.box("activities", choice)).addnext(typed_run(mark))

    return edit


def in_box(mark: str, *choices: str) -> Edit:
    """Type over the glyph in its control, whose state stays: nobody can tell which of the two is meant."""

    def edit(document: Document) -> None:
        for choice in choices:
            next(control(document, places.box("activities", choice)).iter(qn("w:t"))).text = mark

    return edit


def into_table(document: Document, choice: str, mark: str, *, mark_first: bool) -> None:
    """Put the line of a choice into a table row of its own, with the mark in the cell beside it."""
    line = line_of(document, choice)
    table = document.add_table(1, 2)._tbl
    line.addprevious(table)
    cells: list[_Element] = list(table.iter(qn("w:tc")))
    own, other = (cells[1], cells[0]) if mark_first else (cells[0], cells[1])
    other.find(qn("w:p")).append(typed_run(mark))
    own.replace(own.find(qn("w:p")), line)


def left_cell(mark: str, *choices: str) -> Edit:
    return lambda document: [into_table(document, choice, mark, mark_first=True) for choice in choices] and None


def right_cell(mark: str, *choices: str) -> Edit:
    return lambda document: [into_table(document, choice, mark, mark_first=False) for choice in choices] and None


PLACES = [type_before_box, behind_box, replace_box, type_at_end, left_cell, right_cell]


everywhere = pytest.mark.parametrize("place", PLACES)
by_any_name = pytest.mark.parametrize("flatten", FLATTENED)


def groups(marks: list[str]) -> Iterator[dict[str, str]]:
    """The marks, each on a choice of its own, as many on one form as there are choices without a text."""
    for start in range(0, len(marks), len(CHOICES)):
        yield dict(zip(CHOICES, marks[start:], strict=False))


def marked(issued: bytes, place: Place, marks: dict[str, str], *edits: Edit) -> Checked:
    return read(edited(issued, *(place(mark, choice) for choice, mark in marks.items()), *edits))


@everywhere
@by_any_name
@pytest.mark.parametrize("family", [TICKS, CROSSES])
def test_a_mark_that_means_ticked_ticks_wherever_it_stands(
    issued: bytes, family: list[str], place: Place, flatten: tuple[Edit, ...]
) -> None:
    for marks in groups(family):
        checked = marked(issued, place, marks, *flatten)
        assert (checked.answers["activities"], checked.uncertain) == (list(marks), {})


@everywhere
@by_any_name
def test_the_sign_of_a_ticked_box_ticks_but_beside_one_that_is_empty_and_no_control(
    issued: bytes, place: Place, flatten: tuple[Edit, ...]
) -> None:
    for mark in BOXES:
        checked = marked(issued, place, {"board": mark}, *flatten)
        # Two box signs without a control: nobody can tell which of them is the copy.
        is_doubtful = unwrap_controls in flatten and place is not replace_box
        assert checked.answers["activities"] == ([] if is_doubtful else ["board"])
        assert checked.uncertain == ({"activities": ("board",)} if is_doubtful else {})


@everywhere
@by_any_name
def test_a_mark_that_means_not_ticked_ticks_nothing(issued: bytes, place: Place, flatten: tuple[Edit, ...]) -> None:
    for marks in groups(EMPTY):
        checked = marked(issued, place, marks, tick("other"), specify("อื่น"), *flatten)
        assert (checked.answers["activities"], checked.uncertain) == (["other"], {})


@everywhere
@by_any_name
def test_a_doubtful_mark_is_left_to_a_person_wherever_it_stands(
    issued: bytes, place: Place, flatten: tuple[Edit, ...]
) -> None:
    for marks in groups(UNCERTAIN):
        checked = marked(issued, place, marks, tick("other"), specify("อื่น"), *flatten)
        assert checked.answers["activities"] == ["other"]
        assert checked.uncertain == {"activities": tuple(marks)}


def test_a_glyph_swapped_in_its_box_disagrees_with_the_state(issued: bytes) -> None:
    for mark in (*TICKS, *CROSSES, *BOXES):
        assert read(edited(issued, in_box(mark, "board"))).uncertain == {"activities": ("board",)}, mark
    for mark in EMPTY:
        checked = read(edited(issued, tick("board"), in_box(mark, "board")))
        assert checked.uncertain == {"activities": ("board",)}, mark


def test_the_finding_says_that_only_the_picture_of_the_box_was_changed(issued: bytes) -> None:
    for edits, words in (
        ([in_box("☑", "board")], "the box itself is not switched on, only its picture was changed"),
        ([tick("board"), in_box("☐", "board")], "the box itself is switched on, but its picture was changed"),
    ):
        doubt = next(f for f in read(edited(issued, *edits)).findings if f.kind is FindingKind.UNCERTAIN_MARK)
        assert words in finding_message(doubt, every_type_form(), Language.ENGLISH)[0]


def side_by_side(document: Document, first: str, second: str, *, boxes: str) -> None:
    """Two choices in one row: their boxes in their lines, before them, behind them, or lost with a mark typed."""
    table = document.add_table(1, 2 if boxes == "within" else 4)._tbl
    lines = [line_of(document, choice) for choice in (first, second)]
    lines[0].addprevious(table)
    cells: list[_Element] = list(table.iter(qn("w:tc")))
    for number, (choice, line) in enumerate(zip((first, second), lines, strict=True)):
        if boxes == "within":
            cells[number].replace(cells[number].find(qn("w:p")), line)
            continue
        label, other = (1, 0) if boxes == "before" else (0, 1)
        box = control(document, places.box("activities", choice))
        cells[2 * number + other].find(qn("w:p")).append(box)
        cells[2 * number + label].replace(cells[2 * number + label].find(qn("w:p")), line)


@pytest.mark.parametrize("flatten", FLATTENED)
@pytest.mark.parametrize("boxes", ["within", "before", "behind"])
@pytest.mark.parametrize("ticked", ["notice", "discussion", "both", "none"])
def test_choices_side_by_side_keep_their_own_boxes(
    issued: bytes, boxes: str, ticked: str, flatten: tuple[Edit, ...]
) -> None:
    names = {"both": ["notice", "discussion"], "none": []}.get(ticked, [ticked])
    pair = partial(side_by_side, first="notice", second="discussion", boxes=boxes)
    checked = read(edited(issued, tick(*names), pair, *flatten))
    assert checked.answers["activities"] == names
    assert checked.uncertain == {}


def test_a_mark_between_two_choices_without_boxes_is_left_to_a_person(issued: bytes) -> None:
    def without_boxes(document: Document) -> None:
        side_by_side(document, "notice", "discussion", boxes="before")
        for choice, mark in (("notice", ""), ("discussion", "✓")):
            box = control(document, places.box("activities", choice))
            box.addnext(typed_run(mark))
            box.getparent().remove(box)

    checked = read(edited(issued, without_boxes, forget_names))
    assert checked.answers["activities"] == []
    assert set(checked.uncertain["activities"]) == {"notice", "discussion"}


def joined(document: Document, first: str, second: str) -> None:
    """Delete pressed at the end of a line: the next one follows on it."""
    line, below = line_of(document, first), line_of(document, second)
    for child in [child for child in below if child.tag != qn("w:pPr")]:
        line.append(child)
    below.getparent().remove(below)


@pytest.mark.parametrize("flatten", FLATTENED)
def test_two_choices_joined_on_one_line_never_share_a_tick(issued: bytes, flatten: tuple[Edit, ...]) -> None:
    for ticked in (["notice"], ["discussion"], ["notice", "discussion"], []):
        checked: Checked = read(
            edited(issued, tick(*ticked), partial(joined, first="notice", second="discussion"), *flatten)
        )
        counted = checked.answers["activities"]
        unsure = {*checked.uncertain.get("activities", ()), *checked.gone.get("activities", ())}
        assert isinstance(counted, list)
        assert set(counted) <= set(ticked)
        assert set(ticked) <= {*counted, *unsure}
        assert FindingKind.FORM_CHANGED in kinds(checked) or unsure


@by_any_name
@pytest.mark.parametrize("words", [" (ไม่ได้ทำ)", " ยังไม่ได้ทำ", " ยกเลิก", " not yet"])
def test_words_that_deny_a_tick_leave_it_to_a_person(issued: bytes, words: str, flatten: tuple[Edit, ...]) -> None:
    checked = read(edited(issued, tick("notice", "board"), type_at_end(words, "board"), *flatten))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


@by_any_name
def test_a_tick_typed_into_a_label_is_left_to_a_person(issued: bytes, flatten: tuple[Edit, ...]) -> None:
    checked = read(edited(issued, tick("notice"), retype("จัดบอร์ด", "จัด✓บอร์ด"), *flatten))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


@by_any_name
@pytest.mark.parametrize("number", ["1.6 /", "1.6✓", "/1.6", "1.6. ✓", "๑.๖ /", "✓"])
def test_a_mark_beside_the_number_ticks(issued: bytes, number: str, flatten: tuple[Edit, ...]) -> None:
    checked = read(edited(issued, retype("1.6", number), *flatten))
    assert checked.answers["activities"] == ["board"]
    assert checked.uncertain == {}


@by_any_name
def test_a_mark_that_was_struck_out_is_left_to_a_person(issued: bytes, flatten: tuple[Edit, ...]) -> None:
    def strike(document: Document) -> None:
        mark = typed_run("✓")
        mark.insert(0, element("<w:rPr><w:strike/></w:rPr>"))
        line_of(document, "board").insert(1, mark)

    checked = read(edited(issued, tick("notice"), strike, *flatten))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


@by_any_name
def test_a_choice_with_a_colour_behind_it_is_left_to_a_person(issued: bytes, flatten: tuple[Edit, ...]) -> None:
    def shade(document: Document) -> None:
        line_of(document, "board").find(qn("w:pPr")).append(element('<w:shd w:val="clear" w:fill="FFFF00"/>'))

    checked = read(edited(issued, tick("notice"), shade, *flatten))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}
    assert read(edited(issued, tick("board"), shade, *flatten)).answers["activities"] == ["board"]


@pytest.mark.parametrize(
    ("state", "is_ticked"),
    [("<w:checked/>", True), ('<w:default w:val="1"/>', True), ('<w:default w:val="0"/>', False)],
)
def test_the_checkbox_field_of_an_older_form_is_a_mark(issued: bytes, state: str, is_ticked: bool) -> None:
    def insert(document: Document) -> None:
        field = f"<w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>"
        run = element(f'<w:r><w:fldChar w:fldCharType="begin">{field}</w:fldChar></w:r>')
        line_of(document, "board").insert(1, run)

    checked = read(edited(issued, tick("notice"), insert))
    assert checked.answers["activities"] == (["notice", "board"] if is_ticked else ["notice"])
    assert checked.uncertain == {}
