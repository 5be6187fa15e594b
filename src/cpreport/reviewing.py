"""Doubts for a person to settle, and what the answers are once they are settled.

Nothing that was read is ever overwritten: decisions stand beside the return and are applied when it is summed up.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cpreport.decision import Action, Decision
from cpreport.followups import followups
from cpreport.form import SIGNATURE_PARTS, QuestionType
from cpreport.reading import TYPE_IN, Consequence, Finding, FindingKind
from cpreport.records import with_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cpreport.form import Choice, Form, Question
    from cpreport.returned import Json, Returned


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
        sent_back: What the unit was asked to correct; still among its findings.
        added: Doubts that the decisions themselves brought up, whether settled since or not.
        others: The decisions that changed no answer, each with the flat name it is about: to whom the return belongs,
            and what was sent back.
    """

    returned: Returned
    decided: Mapping[str, Decision]
    rejected: bool = False
    sent_back: tuple[Finding, ...] = ()
    added: tuple[Finding, ...] = ()
    others: tuple[tuple[str, Decision], ...] = ()


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

    def is_about(self, sha256: str) -> bool:
        """Whether any decision in force is about these bytes."""
        return bool(self._by_return.get(sha256))

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
        own = self.about(returned)
        if not own:
            return Settled(returned, {})
        work = _Settling(returned, form, own)
        # A whole answer that was typed in comes before single ticks, whatever the order of the doubts.
        work.settle(sorted(returned.findings, key=lambda f: not _is_set(work.decision(f))))
        while new := tuple(work.followups()):
            work.settle(new)
        return work.result(self.rejected(returned))


@dataclass(slots=True)
class _Settling:
    """A return on its way: its answers so far, and what is still open."""

    returned: Returned
    form: Form
    own: Mapping[str, Decision]
    raised: list[Finding] = field(default_factory=list)
    open: list[Finding] = field(default_factory=list)
    sent_back: list[tuple[Finding, Decision]] = field(default_factory=list)
    decided: dict[str, Decision] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Json] = field(init=False)
    uncertain: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.answers = dict(self.returned.answers)
        self.uncertain = {question: list(names) for question, names in self.returned.uncertain.items()}

    def decision(self, finding: Finding) -> Decision | None:
        return self.own.get(doubt_id(self.returned, finding))

    def settle(self, findings: Iterable[Finding]) -> None:
        """Applies the decisions about some findings."""
        for finding in findings:
            self.raised.append(finding)
            decision = self.decision(finding)
            if decision is None or decision.action in {Action.SEND_BACK, Action.ASSIGN_UNIT}:
                self.open.append(finding)
                if decision and decision.action is Action.SEND_BACK:
                    self.sent_back.append((finding, decision))
                continue
            self.decided[decision.key] = decision
            if finding.kind is FindingKind.INVALID_VALUE:
                self.written[decision.key] = finding.read
            if decision.key:
                _apply(decision, finding, self.form, self.answers)
            _forget_doubt(finding, self.uncertain)

    def followups(self) -> Iterator[Finding]:
        """What the decisions so far brought up."""
        return followups(self.form, self.answers, self.raised, self.open) if self.decided else iter(())

    def result(self, rejected: bool) -> Settled:
        """The return as it counts now."""
        order = (key for key in dict.fromkeys(d.key for d in self.own.values()) if key in self.decided)
        decided = {key: self._told(key) for key in order}
        settled = replace(
            self.returned,
            answers=self.answers,
            uncertain={question: tuple(names) for question, names in self.uncertain.items() if names},
            findings=tuple(self.open),
        )
        added = tuple(self.raised[len(self.returned.findings) :])
        sent_back = tuple(finding for finding, _ in self.sent_back)
        return Settled(settled, decided, rejected, sent_back, added, tuple(self._others()))

    def _others(self) -> Iterator[tuple[str, Decision]]:
        yield from (("", own) for own in self.own.values() if own.action is Action.ASSIGN_UNIT)
        yield from ((answer_key(finding), decision) for finding, decision in self.sent_back)

    def _told(self, key: str) -> Decision:
        before, after = answer_at(self.returned.answers, key), answer_at(self.answers, key)
        before = self.written.get(key) if before is None else before
        return replace(self.decided[key], before=before, after=after) if key else self.decided[key]


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
            found += [_typed_in(question, "", part) for part in SIGNATURE_PARTS]
        elif question.type is not QuestionType.NOTE:
            found.append(_typed_in(question))
            found += [_typed_in(question, c.name, f"_{c.name}") for c in question.choices if c.specify]
    return tuple(found)


def _typed_in(question: Question, choice: str = "", part: str = "") -> Finding:
    params = {TYPE_IN: "scan"} | ({"part": part} if part else {})
    return Finding(FindingKind.MISSING_ANSWER, question.name, choice, params=params)


def ticked(question: Question, answer: Json, choice: Choice, wanted: bool) -> Json:
    """The answer of a select question with one choice ticked or not; the names stay in form order."""
    if question.type is QuestionType.SELECT_ONE:
        return choice.name if wanted else (None if answer == choice.name else answer)
    names = set(answer) if isinstance(answer, list) else set()
    names = names | {choice.name} if wanted else names - {choice.name}
    return [own.name for own in question.choices if own.name in names]


def _apply(decision: Decision, finding: Finding, form: Form, answers: dict[str, Json]) -> None:
    name, dot, part = decision.key.partition(".")
    question = next((q for q in form.questions if q.name == decision.key), None)
    choice = next((c for c in question.choices if c.name == finding.choice), None) if question else None
    if dot:
        whole = answers.get(name)
        answers[name] = (dict(whole) if isinstance(whole, dict) else {}) | {part: decision.after}
    elif question and choice and isinstance(decision.after, list) and decision.action is not Action.SET:
        # Several doubts about one question are settled one by one: each moves its own tick only.
        answers[decision.key] = ticked(question, answers.get(decision.key), choice, choice.name in decision.after)
    else:
        answers[decision.key] = decision.after


def _forget_doubt(finding: Finding, uncertain: dict[str, list[str]]) -> None:
    names = uncertain.get(finding.question, [])
    if finding.kind is FindingKind.TOO_MANY_MARKS:
        names.clear()
    elif finding.choice in names:
        names.remove(finding.choice)
