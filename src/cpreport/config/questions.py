"""The questions of templates/form.yaml and their choices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpreport.config.fields import Fields, Written, check_unique
from cpreport.form import SELECTS, SIGNATURE_PARTS, Choice, Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.config.report import Report

LONGEST_NAME: Final = 24
LONGEST_CHOICE: Final = 40
MOST_LINES: Final = 60

QUESTION_NAME = re.compile(rf"[A-Za-z][A-Za-z0-9_]{{0,{LONGEST_NAME - 1}}}", re.ASCII)
CHOICE_NAME = re.compile(rf"[A-Za-z0-9_.-]{{1,{LONGEST_CHOICE}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and where its name and those of its choices are written; no question where its type is wrong."""

    fields: Fields
    name: Written
    choices: tuple[Written, ...]
    question: Question | None


def read_questions(top: Fields, report: Report) -> tuple[Question, ...]:
    """Reads the list under `questions`; what is wrong goes to the report."""
    asked = [_ask(fields, report) for fields in top.children("questions", required=True)]
    check_unique((one.name for one in asked), "form.question-twice", report)
    questions = tuple(one.question for one in asked if one.question)
    _check_signatures(asked)
    # What is told already would be told again in other words.
    if not report.problems:
        check_unique(_flat_keys(asked), "form.flat-key", report)
        if not any(question.is_select or question.is_value for question in questions):
            top.fault("form.no-questions", "questions")
    return questions


def _ask(fields: Fields, report: Report) -> _Asked:
    name = fields.written("name", required=True)
    if name.text and not QUESTION_NAME.fullmatch(name.text):
        fields.fault("form.question-name", "name", value=name.text, longest=str(LONGEST_NAME))
    kind = fields.one_of("type", QuestionType)
    choice_names, choices = _choices(fields, kind, report)
    question = Question(
        name=name.text,
        type=kind or QuestionType.NOTE,
        label=fields.text("label", required=kind is not QuestionType.SIGNATURE, lines=kind is QuestionType.NOTE),
        hint=fields.text("hint", lines=True),
        required=_required(fields, kind),
        choices=choices,
        lines=_lines(fields, kind),
    )
    fields.unknown()
    return _Asked(fields, name, choice_names, question if kind else None)


def _required(fields: Fields, kind: QuestionType | None) -> bool:
    required = fields.flag("required")
    if required and kind is QuestionType.NOTE:
        fields.fault("form.note-required", "required")
    return required


def _lines(fields: Fields, kind: QuestionType | None) -> int:
    if fields.has("lines") and kind not in (QuestionType.TEXT, None):
        fields.fault("form.lines-not-here", "lines", value=str(kind))
    return fields.integer("lines", 1, minimum=1, maximum=MOST_LINES)


def _choices(
    fields: Fields, kind: QuestionType | None, report: Report
) -> tuple[tuple[Written, ...], tuple[Choice, ...]]:
    is_select = kind in SELECTS
    listed = fields.children("choices", required=is_select)
    if fields.has("choices"):
        if is_select and not listed:
            fields.fault("form.no-choices", "choices")
        if kind and not is_select:
            fields.fault("form.choices-not-here", "choices", value=kind)
    names = tuple(_choice_name(choice) for choice in listed)
    check_unique(names, "form.choice-twice", report)
    return names, tuple(_choice(choice, name) for choice, name in zip(listed, names, strict=True))


def _choice_name(fields: Fields) -> Written:
    name = fields.written("name", required=True)
    if name.text and not CHOICE_NAME.fullmatch(name.text):
        fields.fault("form.choice-name", "name", value=name.text, longest=str(LONGEST_CHOICE))
    return name


def _choice(fields: Fields, name: Written) -> Choice:
    choice = Choice(name.text, fields.text("label", required=True), fields.flag("specify"))
    fields.unknown()
    return choice


def _check_signatures(asked: list[_Asked]) -> None:
    signatures = [one for one in asked if one.question and one.question.type is QuestionType.SIGNATURE]
    for one in signatures[1:]:
        first = signatures[0].name
        one.fields.fault("form.second-signature", "type", other=first.text, first=str(first.line))


def _flat_keys(asked: list[_Asked]) -> Iterator[Written]:
    """The names of all answers in JSON and in tables, each where its own part of the name is written."""
    for one in asked:
        question = one.question
        if question is None or question.type is QuestionType.NOTE:
            continue
        yield one.name
        if question.type is QuestionType.SIGNATURE:
            yield from (one.name._replace(text=f"{question.name}.{part}") for part in SIGNATURE_PARTS)
        for choice, name in zip(question.choices, one.choices, strict=True):
            if question.type is QuestionType.SELECT_MULTIPLE:
                yield name._replace(text=f"{question.name}/{choice.name}")
            if choice.specify:
                yield name._replace(text=question.specify_key(choice))
