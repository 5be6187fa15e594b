"""What an answer still lacks once doubts about it are settled: a decision must not hide that it is now incomplete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.printed import choice_number
from cpreport.reading import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cpreport.form import Choice, Form, Question
    from cpreport.returned import Json


def followups(
    form: Form, answers: Mapping[str, Json], raised: Collection[Finding], still_open: Iterable[Finding]
) -> Iterator[Finding]:
    """The doubts that decisions brought up, in form order.

    Args:
        form: The form that was answered.
        answers: The answers as they count now.
        raised: The doubts there were already; only questions that one of them is about are looked at.
        still_open: Those of them that nobody has decided; what they leave blank is not missing yet.
    """
    known = {(finding.kind, finding.question, finding.choice) for finding in raised}
    asked = {finding.question for finding in raised}
    waiting = {finding.question for finding in still_open}
    for question in form.questions:
        if question.name not in asked or not (question.is_select or question.is_value):
            continue
        blank = answers.get(question.name) in (None, []) and question.name not in waiting
        if question.required and blank and (FindingKind.MISSING_ANSWER, question.name, "") not in known:
            yield Finding(FindingKind.MISSING_ANSWER, question.name, where=form.numbers()[question.name])
        for choice in _unspecified(question, answers):
            # Of a return whose answers are typed in, the text beside a choice was asked for already.
            kinds = (FindingKind.OTHER_WITHOUT_TEXT, FindingKind.MISSING_ANSWER)
            if not any((kind, question.name, choice.name) in known for kind in kinds):
                where = choice_number(form, question, choice)
                yield Finding(FindingKind.OTHER_WITHOUT_TEXT, question.name, choice.name, where=where)


def _unspecified(question: Question, answers: Mapping[str, Json]) -> Iterator[Choice]:
    answer = answers.get(question.name)
    ticked = answer if isinstance(answer, list) else [answer]
    for choice in question.choices:
        if choice.specify and choice.name in ticked and not answers.get(question.specify_key(choice)):
            yield choice
