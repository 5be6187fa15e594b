"""Doubts for a person to settle, and what the answers are once they are settled.

Nothing that was read is ever overwritten: decisions stand beside the return and are applied when it is summed up.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpreport.checks import parse_value
from cpreport.decision import Action, Decision
from cpreport.form import QuestionType
from cpreport.reading import Consequence, Finding, FindingKind
from cpreport.records import with_content
from cpreport.thai import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpreport.form import Choice, Form, Question
    from cpreport.returned import Json, Returned

SIGNATURE_PARTS = ("signed", "name", "date")
_YES = frozenset(map(normalise, ("true", "yes", "1", "x", "✓", "☑", "ใช่", "ลงนาม", "ลงนามแล้ว", "signed")))
_NO = frozenset(map(normalise, ("false", "no", "0", "-", "☐", "ไม่", "ไม่ใช่", "ไม่ลงนาม", "unsigned")))


@dataclass(frozen=True, slots=True)
class Doubt:
    """One open question about one return."""

    id: str
    returned: Returned
    finding: Finding
    key: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A return with its decisions applied.

    Attributes:
        returned: Its answers as they count now; findings that were settled are gone from it.
        decided: The decisions that changed or confirmed something, by flat name; "" is the whole return.
        rejected: Whether it does not count at all.
        sent_back: Whether the unit was asked to correct it.
    """

    returned: Returned
    decided: Mapping[str, Decision]
    rejected: bool = False
    sent_back: bool = False


class Decisions:
    """All decisions of a campaign, the latest about each doubt in force."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._by_return: dict[str, dict[str, Decision]] = {}
        for decision in decisions:
            own = self._by_return.setdefault(decision.sha256, {})
            own.pop(decision.doubt_id, None)
            if decision.action is not Action.UNDO:
                own[decision.doubt_id] = decision

    @property
    def assigned_hashes(self) -> frozenset[str]:
        """The hashes of the files that a person assigned to a unit."""
        return frozenset(
            sha256
            for sha256, own in self._by_return.items()
            if any(decision.action is Action.ASSIGN_UNIT for decision in own.values())
        )

    def about(self, returned: Returned) -> dict[str, Decision]:
        """The decisions in force about a return, by doubt."""
        return self._by_return.get(returned.sha256, {})

    def in_force(self, doubt: str) -> Decision | None:
        """The decision in force about a doubt, whichever return it is about."""
        return next((own[doubt] for own in self._by_return.values() if doubt in own), None)

    def assigned(self, returned: Returned) -> Returned:
        """The return as it stands for the unit it was assigned to, if it was."""
        for decision in self.about(returned).values():
            if decision.action is Action.ASSIGN_UNIT:
                return with_content(returned, decision.content)
        return returned

    def rejected(self, returned: Returned) -> bool:
        """Whether a person decided that a return does not count."""
        return any(decision.action is Action.REJECT for decision in self.about(returned).values())

    def settle(self, returned: Returned, form: Form) -> Settled:
        """The return with every decision about it applied.

        Args:
            returned: The return, already as its unit's.
            form: The form it answers.
        """
        answers = dict(returned.answers)
        uncertain = {question: list(names) for question, names in returned.uncertain.items()}
        open_findings: list[Finding] = []
        decided: dict[str, Decision] = {}
        sent_back = False
        own = self.about(returned)
        # A whole answer that was typed in comes before single ticks, whatever the order of the doubts.
        for finding in sorted(returned.findings, key=lambda f: not _is_set(own.get(doubt_id(returned, f)))):
            decision = own.get(doubt_id(returned, finding))
            sent_back |= decision is not None and decision.action is Action.SEND_BACK
            if decision is None or decision.action in {Action.SEND_BACK, Action.ASSIGN_UNIT}:
                open_findings.append(finding)
                continue
            decided[decision.key] = decision
            if decision.key:
                _apply(decision, finding, form, answers)
            _forget_doubt(finding, uncertain)
        decided = {
            key: replace(one, before=answer_at(returned.answers, key), after=answer_at(answers, key)) if key else one
            for key, one in ((k, decided[k]) for k in dict.fromkeys(d.key for d in own.values()) if k in decided)
        }
        settled = replace(
            returned,
            answers=answers,
            uncertain={question: tuple(names) for question, names in uncertain.items() if names},
            findings=tuple(open_findings),
        )
        return Settled(settled, decided, self.rejected(returned), sent_back)


def _is_set(decision: Decision | None) -> bool:
    return decision is not None and decision.action is Action.SET


def answer_at(answers: Mapping[str, Json], key: str) -> Json:
    """The answer of a flat name; `signature.date` is a part of one."""
    name, dot, part = key.partition(".")
    answer = answers.get(name)
    if dot:
        return answer.get(part) if isinstance(answer, dict) else None
    return answer


def doubts(returned: Returned) -> list[Doubt]:
    """What in a return asks for a person, in the order it was found."""
    return [
        Doubt(doubt_id(returned, finding), returned, finding, answer_key(finding))
        for finding in returned.findings
        if finding.kind.consequence is not Consequence.NOTED
    ]


def doubt_id(returned: Returned, finding: Finding) -> str:
    """A short name for a doubt that stays the same however often the file is read or the review written."""
    part = finding.params.get("part", "")
    said = "\0".join((returned.sha256, finding.kind, finding.question, finding.choice, part, finding.where))
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def answer_key(finding: Finding) -> str:
    """The flat name of the answer that a finding is about; empty where it is about the whole return."""
    if finding.kind in {FindingKind.OTHER_WITHOUT_TEXT, FindingKind.TEXT_WITHOUT_TICK, FindingKind.FORM_CHANGED}:
        return finding.question
    part = finding.params.get("part", "")
    return f"{finding.question}.{part}" if part else finding.question


def to_type_in(form: Form) -> tuple[Finding, ...]:
    """A doubt for every answer of the form: for a scan whose answers a person types in."""
    found: list[Finding] = []
    for question in form.questions:
        if question.type is QuestionType.SIGNATURE:
            found += [Finding(FindingKind.MISSING_ANSWER, question.name, params={"part": p}) for p in SIGNATURE_PARTS]
        elif question.type is not QuestionType.NOTE:
            found.append(Finding(FindingKind.MISSING_ANSWER, question.name))
            own = [choice for choice in question.choices if choice.specify]
            found += [
                Finding(FindingKind.MISSING_ANSWER, question.name, choice.name, params={"part": f"_{choice.name}"})
                for choice in own
            ]
    return tuple(found)


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
        return _ticked(question, present, choice, action is Action.ACCEPT), ""
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


def _ticked(question: Question, answer: Json, choice: Choice, wanted: bool) -> Json:
    if question.type is QuestionType.SELECT_ONE:
        return choice.name if wanted else (None if answer == choice.name else answer)
    names = set(answer) if isinstance(answer, list) else set()
    names = names | {choice.name} if wanted else names - {choice.name}
    return [own.name for own in question.choices if own.name in names]


def _signature_answer(
    form: Form, question: Question, doubt: Doubt, action: Action, value: str
) -> tuple[str, Json, str]:
    part = doubt.finding.params.get("part", "") or (
        "date" if doubt.finding.kind is FindingKind.INVALID_VALUE else "signed"
    )
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


def _apply(decision: Decision, finding: Finding, form: Form, answers: dict[str, Json]) -> None:
    name, dot, part = decision.key.partition(".")
    question = next((q for q in form.questions if q.name == decision.key), None)
    choice = next((c for c in question.choices if c.name == finding.choice), None) if question else None
    if dot:
        whole = answers.get(name)
        answers[name] = (dict(whole) if isinstance(whole, dict) else {}) | {part: decision.after}
    elif question and choice and isinstance(decision.after, list) and decision.action is not Action.SET:
        # Several doubts about one question are settled one by one: each moves its own tick only.
        answers[decision.key] = _ticked(question, answers.get(decision.key), choice, choice.name in decision.after)
    else:
        answers[decision.key] = decision.after


def _forget_doubt(finding: Finding, uncertain: dict[str, list[str]]) -> None:
    names = uncertain.get(finding.question, [])
    if finding.kind is FindingKind.TOO_MANY_MARKS:
        names.clear()
    elif finding.choice in names:
        names.remove(finding.choice)
