"""A question whose line is no longer on the returned copy is named, so that its answer is not lost in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from builders import every_type_form
from cpreport.form import QuestionType
from cpreport.language import Language
from cpreport.reading import FindingKind
from cpreport.wording import finding_message
from random_forms import Answered, read, returned_docx, without_our_names
from word_edits import edited

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

    from cpreport.form import Question

FORM = every_type_form(Language.ENGLISH)
WRITTEN = [
    question
    for question in FORM.questions
    if question.type not in {QuestionType.NOTE, QuestionType.SIGNATURE} and not question.choices
]
BLANK = Answered(FORM, [], {}, {})


def without_line(words: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        lines = [p for p in document.element.body.iter(qn("w:p")) if words in "".join(map(str, p.itertext()))]
        lines[-1].getparent().remove(lines[-1])

    return edit


def gone(data: bytes) -> list[str]:
    findings = read(data, FORM).findings
    return [f.question for f in findings if f.kind is FindingKind.FORM_CHANGED and f.params["change"] == "gone"]


@pytest.mark.parametrize("question", WRITTEN, ids=lambda question: question.name)
def test_a_question_without_its_line_is_named(question: Question) -> None:
    data = without_our_names(returned_docx(BLANK))
    assert gone(data) == []
    assert gone(edited(data, without_line(question.label))) == [question.name]


@pytest.mark.parametrize("words", ["(Signed)", "Date"])
def test_a_signature_without_one_of_its_lines_is_named_once(words: str) -> None:
    data = edited(without_our_names(returned_docx(BLANK)), without_line(words))
    assert gone(data) == ["signature"]
    finding = next(f for f in read(data, FORM).findings if f.kind is FindingKind.FORM_CHANGED)
    assert "deleted" in finding_message(finding, FORM, Language.ENGLISH)[0]
