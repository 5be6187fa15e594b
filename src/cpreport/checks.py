"""From a reading to answers: every key of the form present, every doubt a finding, nothing guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpreport import places
from cpreport.dates import parse_date, parse_number
from cpreport.form import QuestionType
from cpreport.places import Role
from cpreport.reading import DriftKind, Finding, FindingKind, Mark

if TYPE_CHECKING:
    from cpreport.form import Choice, Form, Question
    from cpreport.reading import Box, Reading, Text
    from cpreport.returned import Json


_CENTURY = "century"
_DOTTED = re.compile(r"\.{2,}|[…_]+")


@dataclass(slots=True)
class Checked:
    """The answers of one return and the doubts about them; fields as in `Returned`."""

    answers: dict[str, Json] = field(default_factory=dict)
    uncertain: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone: dict[str, tuple[str, ...]] = field(default_factory=dict)
    layers: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    blank: bool = False


def check(form: Form, reading: Reading) -> Checked:
    """Turn what was read into answers by their flat names."""
    checked = Checked()
    for question in form.questions:
        if question.is_select:
            _select(form, question, reading, checked)
        elif question.is_value:
            _value(form, question, reading, checked)
        elif question.type is QuestionType.SIGNATURE:
            _signature(form, question, reading, checked)
    _drift(reading, checked)
    checked.blank = _is_blank(form, checked)
    if checked.blank:
        kept = [finding for finding in checked.findings if finding.kind is not FindingKind.MISSING_ANSWER]
        checked.findings = [Finding(FindingKind.BLANK), *kept]
    if reading.tracked:
        checked.findings.append(Finding(FindingKind.TRACKED_CHANGES))
    return checked


def _select(form: Form, question: Question, reading: Reading, checked: Checked) -> None:
    found = [(choice, reading.boxes.get(places.box(question.name, choice.name))) for choice in question.choices]
    present = [(choice, box) for choice, box in found if box is not None]
    ticked = [choice.name for choice, box in present if box.mark is Mark.TICKED]
    doubtful = [(choice, box) for choice, box in present if box.mark is Mark.UNCERTAIN]
    checked.gone |= _named(question, [choice.name for choice, box in found if box is None])
    if present:
        checked.layers[question.name] = present[0][1].layer
    for choice, box in doubtful:
        checked.findings.append(_at(FindingKind.UNCERTAIN_MARK, question, choice, box))
    uncertain = [choice.name for choice, _ in doubtful]
    if question.type is QuestionType.SELECT_ONE and len(ticked) > 1:
        labels = " / ".join(choice.label for choice, box in present if box.mark is Mark.TICKED)
        number = form.numbers()[question.name]
        checked.findings.append(Finding(FindingKind.TOO_MANY_MARKS, question.name, read=labels, where=number))
        uncertain = [choice.name for choice in question.choices if choice.name in {*uncertain, *ticked}]
        ticked = []
    checked.uncertain |= _named(question, uncertain)
    is_one = question.type is QuestionType.SELECT_ONE
    checked.answers[question.name] = (ticked[0] if ticked else None) if is_one else list(ticked)
    if question.required and not ticked and not uncertain:
        checked.findings.append(Finding(FindingKind.MISSING_ANSWER, question.name, where=form.numbers()[question.name]))
    for choice, own_box in found:
        if choice.specify:
            _specify(question, choice, own_box, reading, checked)


def _specify(question: Question, choice: Choice, box: Box | None, reading: Reading, checked: Checked) -> None:
    key = question.specify_key(choice)
    text = reading.texts.get(places.specify(question.name, choice.name))
    written = text.text if text else ""
    checked.answers[key] = written or None
    if text:
        checked.layers[key] = text.layer
    if box is None:
        return
    answer = checked.answers[question.name]
    counted = choice.name in answer if isinstance(answer, list) else choice.name == answer
    if counted and not written:
        checked.findings.append(_at(FindingKind.OTHER_WITHOUT_TEXT, question, choice, box))
    if written and box.mark is Mark.EMPTY:
        finding = Finding(FindingKind.TEXT_WITHOUT_TICK, question.name, choice.name, written, box.where)
        checked.findings.append(finding)


def _value(form: Form, question: Question, reading: Reading, checked: Checked) -> None:
    text = reading.texts.get(places.value(question.name))
    written = text.text if text else ""
    answer, expected = parse_value(form, question, written)
    if text and text.is_completed:
        answer, expected = None, _CENTURY
    checked.answers[question.name] = answer
    if text:
        checked.layers[question.name] = text.layer
    where = text.where if text else form.numbers()[question.name]
    if expected:
        finding = Finding(FindingKind.INVALID_VALUE, question.name, "", written, where, {"expected": expected})
        checked.findings.append(finding)
    elif question.required and answer is None:
        checked.findings.append(Finding(FindingKind.MISSING_ANSWER, question.name, where=where))


def parse_value(form: Form, question: Question, written: str) -> tuple[Json, str]:
    """The answer that a written text is, and what was expected where it is none.

    Example:
        For an integer question, `๑๒` gives `(12, "")` and `12 คน` gives `(None, "integer")`.
    """
    if not written:
        return None, ""
    if question.type is QuestionType.DATE:
        day = parse_date(written, form.language)
        return (day.isoformat(), "") if day else (None, question.type)
    if question.type in {QuestionType.INTEGER, QuestionType.DECIMAL}:
        number = parse_number(written)
        if number is None:
            return None, question.type
        whole = number == number.to_integral_value()
        if question.type is QuestionType.INTEGER:
            return (int(number), "") if whole else (None, question.type)
        return (int(number) if whole else float(number)), ""
    return written, ""


def _signature(form: Form, question: Question, reading: Reading, checked: Checked) -> None:
    def written(role: Role) -> Text | None:
        return reading.texts.get(places.signature(question.name, role))

    signed, signer, signed_on = written(Role.SIGNED), written(Role.SIGNER), written(Role.SIGNED_ON)
    day_text = _date_text(signed_on.text) if signed_on else ""
    is_completed = signed_on is not None and signed_on.is_completed
    day = parse_date(day_text, form.language) if day_text and not is_completed else None
    checked.answers[question.name] = {
        "signed": bool(signed and signed.text),
        "name": (signer.text or None) if signer else None,
        "date": day.isoformat() if day else None,
    }
    if signed:
        checked.layers[question.name] = signed.layer
    if day_text and day is None:
        params = {"expected": _CENTURY if is_completed else QuestionType.DATE.value}
        checked.findings.append(Finding(FindingKind.INVALID_VALUE, question.name, read=day_text, params=params))
    if not (signed and signed.text):
        kind = FindingKind.MISSING_ANSWER if question.required else FindingKind.UNSIGNED
        checked.findings.append(Finding(kind, question.name))


def _date_text(text: str) -> str:
    """A date written on a printed or typed dotted line, without the dots; empty where only the line stands."""
    bare = _DOTTED.sub("", text).strip(" /-–")
    return bare if any(character.isdecimal() for character in bare) or bare not in {"", "เดือน พ.ศ."} else ""


def _drift(reading: Reading, checked: Checked) -> None:
    for drift in reading.drift:
        params = {"change": drift.kind.value, "text": drift.text if drift.kind is not DriftKind.GONE else ""}
        finding = Finding(FindingKind.FORM_CHANGED, drift.question, drift.choice, drift.text, drift.where, params)
        checked.findings.append(finding)


def _is_blank(form: Form, checked: Checked) -> bool:
    signatures = {question.name for question in form.questions if question.type is QuestionType.SIGNATURE}
    answers = (answer for key, answer in checked.answers.items() if key not in signatures)
    answered = any(answer is not None and answer != [] for answer in answers)
    invalid = any(f.kind is FindingKind.INVALID_VALUE and f.question not in signatures for f in checked.findings)
    return not answered and not invalid and not any(checked.uncertain.values())


def _named(question: Question, names: list[str]) -> dict[str, tuple[str, ...]]:
    return {question.name: tuple(names)} if names else {}


def _at(kind: FindingKind, question: Question, choice: Choice, box: Box) -> Finding:
    disagrees = kind is FindingKind.UNCERTAIN_MARK and box.switched is not None
    params = {"control": "on" if box.switched else "off"} if disagrees else {}
    return Finding(kind, question.name, choice.name, box.read, box.where, params)
