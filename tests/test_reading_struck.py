"""Words of an answer that somebody struck out are shown to a person; nobody else can say whether they still hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn
from openpyxl.styles import Font

from cpreport import places
from cpreport.language import Language
from cpreport.reading import FindingKind
from cpreport.wording import finding_message
from excel_forms import cell, write
from excel_forms import edited as edited_sheet
from excel_forms import issued as issued_sheet
from excel_forms import read as read_sheet
from test_reading_word import FORM, answer, forget_names, issued, kinds, read, specify, tick
from word_edits import edited, element

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from openpyxl.workbook.workbook import Workbook

    from cpreport.checks import Checked
    from cpreport.reading import Finding

__all__ = ["issued"]


def strike(words: str) -> Callable[[Document], None]:
    """Strike out the run that holds these words."""

    def edit(document: Document) -> None:
        run = next(run for run in document.element.body.iter(qn("w:r")) if words in "".join(run.itertext()))
        for old in run.findall(qn("w:rPr")):
            run.remove(old)
        run.insert(0, element("<w:rPr><w:strike/></w:rPr>"))

    return edit


def changes(checked: Checked) -> list[Finding]:
    return [finding for finding in checked.findings if finding.kind is FindingKind.FORM_CHANGED]


@pytest.mark.parametrize("flatten", [(), (forget_names,)])
def test_struck_out_words_of_a_text_are_left_to_a_person(
    issued: bytes, flatten: tuple[Callable[[Document], None], ...]
) -> None:
    checked = read(edited(issued, tick("notice"), answer("ขอเพิ่มงบ", "ขอเพิ่มคน"), strike("ขอเพิ่มคน"), *flatten))
    assert [(finding.question, finding.read) for finding in changes(checked)] == [("comments", "ขอเพิ่มคน")]
    said, _ = finding_message(changes(checked)[0], FORM, Language.THAI)
    assert "ขีดฆ่า" in said
    assert "“ขอเพิ่มคน”" in said


def test_struck_out_words_beside_a_ticked_choice_are_left_to_a_person(issued: bytes) -> None:
    checked = read(edited(issued, tick("other"), specify("จัดนิทรรศการ"), strike("จัดนิทรรศการ")))
    assert checked.answers["activities"] == ["other"]
    assert [(finding.choice, finding.read) for finding in changes(checked)] == [("other", "จัดนิทรรศการ")]


def test_dots_that_are_struck_out_are_no_answer(issued: bytes) -> None:
    checked = read(edited(issued, tick("notice"), specify("........"), strike("........")))
    assert FindingKind.FORM_CHANGED not in kinds(checked)


def test_a_struck_out_cell_is_left_to_a_person() -> None:
    def edit(workbook: Workbook) -> None:
        cell(workbook, places.value("comments")).font = Font(strike=True)

    checked = read_sheet(edited_sheet(issued_sheet(), write(places.value("comments"), "ขอเพิ่มคน"), edit))
    assert [(finding.question, finding.read) for finding in changes(checked)] == [("comments", "ขอเพิ่มคน")]
