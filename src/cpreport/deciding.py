"""What a decision makes of an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpreport.checks import parse_value
from cpreport.decision import Action
from cpreport.form import QuestionType
from cpreport.reading import Finding, FindingKind
from cpreport.reviewing import ticked
from cpreport.thai import normalise

if TYPE_CHECKING:
    from cpreport.form import Choice, Form, Question
    from cpreport.returned import Json
    from cpreport.reviewing import Doubt

_YES = frozenset(map(normalise, ("true", "yes", "1", "x", "✓", "☑", "ใช่", "ลงนาม", "ลงนามแล้ว", "signed")))
_NO = frozenset(map(normalise, ("false", "no", "0", "-", "☐", "ไม่", "ไม่ใช่", "ไม่ลงนาม", "unsigned")))


def decided_answer(form: Form, doubt: Doubt, action: Action, value: str) -> tuple[str, Json, str]:
    """What a decision makes of an answer.

    Returns:
        The flat name of the answer, the answer, and the catalogue key of what is wrong with the value (or "").
    """
    finding = doubt.finding
    question = next((q for q in form.questions if q.name == finding.question), None)
    if question is None:
        return "", None, ""
    choice = next((c for c in question.choices if c.name == finding.choice), None)
    if question.type is QuestionType.SIGNATURE:
        return _signature_answer(form, question, doubt, action, value)
    if choice and _is_about_text(finding, action):
        return question.specify_key(choice), (value or None) if action is Action.SET else None, ""
    return question.name, *_question_answer(form, question, choice, doubt, action, value)


def _is_about_text(finding: Finding, action: Action) -> bool:
    """Whether a doubt about a choice is settled in the text beside it."""
    lacks_text = finding.kind is FindingKind.OTHER_WITHOUT_TEXT and action is Action.SET
    return lacks_text or finding.params.get("part", "").startswith("_")


def _question_answer(
    form: Form, question: Question, choice: Choice | None, doubt: Doubt, action: Action, value: str
) -> tuple[Json, str]:
    present = doubt.returned.answers.get(question.name)
    if action is Action.SET:
        return _set_answer(form, question, value)
    if choice and question.is_select and doubt.finding.kind is not FindingKind.FORM_CHANGED:
        return ticked(question, present, choice, action is Action.ACCEPT), ""
    if action is Action.ACCEPT:
        return present, ""
    return [] if question.type is QuestionType.SELECT_MULTIPLE else None, ""


def _set_answer(form: Form, question: Question, value: str) -> tuple[Json, str]:
    if not question.is_select:
        answer, expected = parse_value(form, question, value.strip())
        return answer, "problem.review.value" if expected else ""
    names = [_choice_named(form, question, part) for part in value.replace("\n", ";").split(";") if part.strip()]
    if None in names or (question.type is QuestionType.SELECT_ONE and len(names) > 1):
        return None, "problem.review.choice"
    chosen = [choice.name for choice in question.choices if choice.name in names]
    return (chosen[0] if chosen else None) if question.type is QuestionType.SELECT_ONE else list(chosen), ""


def _choice_named(form: Form, question: Question, text: str) -> str | None:
    """The choice that a person means: by name, label or printed number."""
    wanted = normalise(text)
    number = form.numbers()[question.name]
    for position, choice in enumerate(question.choices, start=1):
        if wanted in {normalise(choice.name), normalise(choice.label), f"{number}.{position}"}:
            return choice.name
    return None


def _signature_answer(
    form: Form, question: Question, doubt: Doubt, action: Action, value: str
) -> tuple[str, Json, str]:
    part = doubt.finding.signature_part
    key = f"{question.name}.{part}"
    whole = doubt.returned.answers.get(question.name)
    if action is not Action.SET:
        present = whole.get(part) if isinstance(whole, dict) else None
        return key, present if action is Action.ACCEPT else (False if part == "signed" else None), ""
    if part == "name":
        return key, value or None, ""
    if part == "signed":
        known = normalise(value)
        return key, known in _YES, "" if known in _YES | _NO else "problem.review.value"
    day, expected = parse_value(form, replace(question, type=QuestionType.DATE), value.strip())
    return key, day, "problem.review.value" if expected else ""
