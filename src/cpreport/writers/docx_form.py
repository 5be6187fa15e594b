"""The form as WordprocessingML: one section's paragraphs, with slots for what differs by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport import places, printed
from cpreport.compiling import slot
from cpreport.form import QuestionType
from cpreport.writers.docx_xml import (
    BOLD,
    CENTIMETRE,
    TEXT_WIDTH,
    UNDERLINED,
    Look,
    Names,
    paragraph,
    raw_run,
    right_tab,
    run,
)
from cpreport.writers.slots import INSTRUCTION, UNIT_CODE, UNIT_NAME

if TYPE_CHECKING:
    from cpreport.form import Choice, Form, Question

_LINE = 425  # height of one line of a long answer, dxa: 0.75 cm
_CODE_LOOK = Look(size=16, colour="7F7F7F")
_SIGNATURE_INDENT = int(7.5 * CENTIMETRE)
_TITLE_LENGTH = 60  # Word refuses controls whose title is longer than 64 characters


class FormSection:
    """Builds the section of one form; bookmarks are numbered from `first_id` on."""

    def __init__(self, form: Form, first_id: int = 1) -> None:
        self._form = form
        self._names = Names(first_id)

    def xml(self) -> str:
        """All paragraphs and tables of the form, from title to printed code."""
        return "".join([self._head(), *(self._question(q) for q in self._form.questions), self._foot()])

    def _head(self) -> str:
        form = self._form
        title = self._names.bookmark(places.FORM_BEGIN) + run(form.title)
        unit = (
            run(f"{printed.unit_label(form)}", BOLD)
            + run("  ", UNDERLINED)
            + self._names.bookmark(places.UNIT, raw_run(slot(UNIT_NAME), UNDERLINED))
            + run("\t", UNDERLINED)
        )
        return (
            paragraph("CPFormTitle", title)
            + paragraph("CPFormUnit", unit)
            + paragraph("CPFormInstruction", raw_run(slot(INSTRUCTION)))
        )

    def _foot(self) -> str:
        code = run(f"{printed.code_label(self._form)} ", _CODE_LOOK) + self._names.bookmark(
            places.CODE, raw_run(slot(UNIT_CODE), _CODE_LOOK)
        )
        return paragraph("CPFormCode", code)

    def _question(self, question: Question) -> str:
        if question.type is QuestionType.NOTE:
            return paragraph("CPFormNote", run(question.label)) + self._hint(question)
        if question.type is QuestionType.SIGNATURE:
            return self._signature(question)
        if question.is_select:
            return self._heading(question) + "".join(self._choice(question, choice) for choice in question.choices)
        if question.is_long:
            return self._heading(question) + self._answer_box(question)
        return self._short_answer(question)

    def _heading(self, question: Question) -> str:
        return paragraph("CPFormHeading", run(printed.heading(self._form, question))) + self._hint(question)

    def _hint(self, question: Question, properties: str = "") -> str:
        return paragraph("CPFormHint", run(question.hint), properties) if question.hint else ""

    def _choice(self, question: Question, choice: Choice) -> str:
        number = printed.choice_number(self._form, question, choice)
        box = self._names.checkbox(places.box(question.name, choice.name), _title(f"{number} {choice.label}"))
        line = box + run(f"\t{number}\t{choice.label}")
        if choice.specify:
            line += run(" ") + self._names.text(places.specify(question.name, choice.name), _title(choice.label))
            line += run("\t", UNDERLINED)
        return paragraph("CPFormChoice", line)

    def _short_answer(self, question: Question) -> str:
        line = run(f"{printed.heading(self._form, question)} ", BOLD)
        line += self._names.text(places.value(question.name), _title(question.label)) + run("\t", UNDERLINED)
        # The hint stands below its line, and with nothing else.
        together = "<w:keepNext/>" if question.hint else ""
        return paragraph("CPFormLine", line, together) + self._hint(question, '<w:keepNext w:val="0"/>')

    def _answer_box(self, question: Question) -> str:
        # A cell without a control: several paragraphs in one control lose all but the first in LibreOffice 7.4.
        # The bookmark is a point, because one over several cell paragraphs loses its end.
        start = self._names.bookmark(places.value(question.name))
        cell = (
            f'<w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>{paragraph("CPFormAnswer", start)}</w:tc>'
        )
        row = (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{question.lines * _LINE}" w:hRule="atLeast"/></w:trPr>'
            f"{cell}</w:tr>"
        )
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="CPFormBox"/>'
            f'<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{row}</w:tbl>'
        )

    def _signature(self, question: Question) -> str:
        words = printed.signature_words(self._form)
        label = run(question.label, BOLD)
        above = paragraph("CPFormHeading", label) if question.label else ""
        return (
            above
            + self._hint(question)
            + self._signature_line(question, places.Role.SIGNED, f"{words.signed} ", "", '<w:spacing w:before="240"/>')
            + self._signature_line(question, places.Role.SIGNER, words.opening, words.closing, "")
            + self._signature_line(question, places.Role.SIGNED_ON, f"{words.date} ", "", "")
        )

    def _signature_line(self, question: Question, role: places.Role, before: str, after: str, spacing: str) -> str:
        # A closing word stands behind the line's end, so the dotted tab stops short of the margin.
        control = self._names.text(places.signature(question.name, role), _title(before.strip(" ()")) or role)
        line = run(before) + control + run("\t", UNDERLINED) + (run(after) if after else "")
        end = TEXT_WIDTH - (200 if after else 0)
        indent = f'<w:ind w:left="{_SIGNATURE_INDENT}"/>'
        return paragraph("CPFormSignature", line, right_tab(end) + spacing + indent)


def _title(text: str) -> str:
    return text.strip()[:_TITLE_LENGTH]
