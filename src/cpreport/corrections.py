"""What units are asked to correct: the doubts that a person sent back, in the unit's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.printed import choice_number, question_number
from cpreport.returned import Outcome
from cpreport.reviewing import doubt_id
from cpreport.wording import correction_message, finding_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.form import Form
    from cpreport.reading import Finding
    from cpreport.recorded import Recorded
    from cpreport.returned import Returned


@dataclass(frozen=True, slots=True)
class Correction:
    """One answer to be corrected.

    Attributes:
        number: As printed on the form, `1.3` say; empty where it is about the whole form.
        question: The question's label; empty where it is about the whole form.
        choice: The choice's label, where it is about one.
        read: What was read there.
        wrong: What is wrong with it.
        reason: What the officer wrote when sending it back.
    """

    number: str
    question: str
    choice: str
    read: str
    wrong: str
    reason: str


def sent_back(recorded: Recorded) -> Iterator[tuple[Returned, tuple[Correction, ...]]]:
    """Every return that counts and was sent back, with what its unit is to correct.

    A newer return of the unit takes the place of the one that was sent back, which is then asked for no more.
    """
    for standing in recorded.standings():
        if standing.outcome is Outcome.ACCEPTED:
            returned = standing.returned
            asked = tuple(_corrections(recorded, returned))
            if asked:
                yield returned, asked


def _corrections(recorded: Recorded, returned: Returned) -> Iterator[Correction]:
    decisions = recorded.decisions.about(returned)
    form = recorded.forms.get(returned.version, recorded.present)
    for finding in recorded.settle(returned).sent_back:
        yield _correction(finding, form, decisions[doubt_id(returned, finding)].reason)


def _correction(finding: Finding, form: Form, reason: str) -> Correction:
    question = next((q for q in form.questions if q.name == finding.question), None)
    choice = next((c for c in question.choices if c.name == finding.choice), None) if question else None
    number = ""
    if question:
        number = choice_number(form, question, choice) if choice else question_number(form, question)
    label = question.label or finding_subject(finding, form) if question else ""
    wrong = correction_message(finding, form, form.language)
    return Correction(number, label, choice.label if choice else "", finding.read, wrong, reason)
