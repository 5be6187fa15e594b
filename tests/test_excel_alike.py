"""Excel forms whose labels are alike: the numbers decide, and what is printed as a hint is never taken for a choice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from builders import a_form
from cpreport import places
from cpreport.form import Choice, Question, QuestionType
from cpreport.language import Language
from cpreport.readers import xlsx_stencil
from excel_forms import edited, issued
from random_forms import MANY, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook.workbook import Workbook

    from cpreport.form import Form

ALIKE = "จัดบอร์ด"
SELECT, TEXT = QuestionType.SELECT_MULTIPLE, QuestionType.TEXT


def a_form_of(*questions: Question) -> Form:
    return a_form(Language.THAI, questions)


def asking(name: str, *labels: str) -> Question:
    return Question(name, SELECT, ALIKE, choices=tuple(Choice(f"c{i}", each) for i, each in enumerate(labels)))


def written(name: str, text: str) -> Callable[[Workbook], None]:
    return lambda workbook: _at(workbook, name).parent.cell(*_place(workbook, name), value=text)


def without_row(name: str, *, pasted_at: int = 0) -> Callable[[Workbook], None]:
    """What stands in the row of a name is cut out with its names, and pasted into another row or nowhere."""

    def edit(workbook: Workbook) -> None:
        row, _ = _place(workbook, name)
        sheet = workbook.worksheets[0]
        for column in range(1, 4):
            if pasted_at:
                sheet.cell(pasted_at, column, sheet.cell(row, column).value)
            sheet.cell(row, column).value = None
        for defined in workbook.defined_names.values():
            if re.search(rf"\$[A-Z]+\${row}$", defined.attr_text):
                defined.attr_text = "#REF!"

    return edit


def _place(workbook: Workbook, name: str) -> tuple[int, int]:
    own = _at(workbook, name)
    return own.row, own.column


def _at(workbook: Workbook, name: str) -> Any:
    reference = workbook.defined_names[name].attr_text.rpartition("!")[2]
    return workbook.worksheets[0][reference.replace("$", "")]


def test_a_heading_with_its_number_is_no_answer_of_the_question_above() -> None:
    note = Question("note", QuestionType.NOTE, ALIKE, hint=ALIKE)
    form = a_form_of(asking("first", ALIKE), note, Question("short", TEXT, ALIKE), asking("last", ALIKE))
    checked = read(edited(issued(form), without_row(places.box("last", "c0"))), form)
    assert checked.answers["short"] is None
    assert checked.gone == {"last": ("c0",)}


def test_a_hint_in_the_words_of_a_deleted_choice_does_not_take_the_answer_below_it() -> None:
    form = a_form_of(asking("first", ALIKE, ALIKE), Question("long", TEXT, ALIKE, hint=ALIKE, lines=4))
    fill = written(places.value("long"), "คำตอบ")
    checked = read(edited(issued(form), fill, without_row(places.box("first", "c1"))), form)
    assert checked.answers["long"] == "คำตอบ"
    assert checked.gone == {"first": ("c1",)}


def test_a_moved_choice_is_not_ticked_for_a_deleted_one_whose_words_begin_alike() -> None:
    form = a_form_of(asking("first", ALIKE), asking("last", "จัด"))
    edits = (
        written(places.box("first", "c0"), "x"),
        without_row(places.box("last", "c0")),
        without_row(places.box("first", "c0"), pasted_at=40),
    )
    checked = read(edited(issued(form), *edits), form)
    assert checked.answers["last"] == []
    assert checked.gone == {"last": ("c0",)}
    assert checked.answers["first"] == ["c0"] or "c0" in checked.uncertain["first"]


CELLS = st.lists(
    st.sampled_from(["<c><is><t>", "<t/>", "</t></is></c>", ">", "<", "a", "ข", "&amp;", "&#10;", "\t", "\0"])
)


@MANY
@given(CELLS)
def test_the_texts_of_a_row_are_parted_as_their_pattern_says(pieces: list[str]) -> None:
    row = "".join(pieces).encode()
    assert xlsx_stencil._parted(row) == xlsx_stencil._TEXT.split(row)


def test_lines_of_one_cell_are_cleaned_like_paragraphs() -> None:
    form = a_form_of(asking("first", "ก"), Question("long", TEXT, ALIKE, lines=4))
    fill = written(places.value("long"), "หนึ่ง \n  สอง ข้อ\n.......\nสาม")
    checked = read(edited(issued(form), fill), form)
    assert checked.answers["long"] == "หนึ่ง\nสอง ข้อ\n\nสาม"
