"""check: everything that is wrong or doubtful in a campaign, in one go, writing nothing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from cpreport.config import load_campaign
from cpreport.errors import CampaignError, Problem
from cpreport.language import Language
from cpreport.operations.issued import refuse_changed_questions
from cpreport.storage import open_ledger
from cpreport.thai import normalise
from cpreport.wording import visible_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from cpreport.campaign import Campaign, MemoSource, Unit
    from cpreport.config import CampaignFolder
    from cpreport.writers.memo_text import MemoText

    Made = TypeVar("Made")

_LONG_NAME = 90  # visible characters: more than one line of the form at 16 pt
_TELLING_LABEL = 8  # characters of a label that can hardly stand in a memo by chance
_MOST_NAMED = 5
_FRONT_KEYS = ("agency", "number", "date", "subject", "to", "urgency", "signer")
_HEAD = 1500  # characters of a memo among which its number stands
_CIRCULAR = re.compile(r"/\s*ว")
_FORM_FILE = "templates/form.yaml"


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a correct campaign would generate, and what is doubtful about it."""

    campaign: Campaign
    forms: int
    exempt: int
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """What one unit's memo says: its number, where it is known, and its text."""

    number: str
    text: str


def check_campaign(folder: CampaignFolder, today: date) -> Checkup:
    """Check units, form and memo.

    Raises:
        CampaignError: With everything that is wrong.
    """
    campaign = load_campaign(folder)
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        if ledger is not None:
            refuse_changed_questions(campaign, ledger)
    memos = render_memos(folder, campaign, campaign.units, today)
    asked = [unit for unit in campaign.units if not unit.exempt]
    warnings = [*_of_form(campaign, today), *_of_units(campaign), *_of_front(campaign), *_of_memo(campaign, memos)]
    return Checkup(campaign, len(asked), len(campaign.units) - len(asked), tuple(warnings))


def render_memos(folder: CampaignFolder, campaign: Campaign, units: Sequence[Unit], today: date) -> list[Memo]:
    """What every unit's memo says, from memo.docx where there is one.

    Raises:
        CampaignError: With everything that is undefined, each named once, with the units that lack it.
    """
    return for_each_unit(units, _renderer(folder, campaign, today))


def for_each_unit(units: Sequence[Unit], make: Callable[[Unit], Made]) -> list[Made]:
    """What is made of every unit.

    Raises:
        CampaignError: With everything that stops any of them, each named once, with the units that it stops.
    """
    found: dict[tuple[str, str, int, str, str], tuple[Problem, list[str]]] = {}
    made: list[Made] = []
    for unit in units:
        try:
            made.append(make(unit))
        except CampaignError as error:
            for problem in error.problems:
                same = (problem.key, problem.file, problem.line, problem.field, problem.params.get("detail", ""))
                found.setdefault(same, (problem, []))[1].append(unit.id)
    if found:
        raise CampaignError(*(_with_units(problem, ids, len(units)) for problem, ids in found.values()))
    return made


def _renderer(folder: CampaignFolder, campaign: Campaign, today: date) -> Callable[[Unit], Memo]:
    # Each is slow to import.
    if folder.has(folder.memo_docx):
        from cpreport.writers.word_template import WordTemplateWriter

        word = WordTemplateWriter(campaign, b"", today, folder.read(folder.memo_docx))
        return lambda unit: Memo("", re.sub(r"<[^>]+>", "", "\n".join(word.texts(unit))))
    from cpreport.writers.memo_text import MemoTemplate

    markdown = MemoTemplate(campaign, campaign.memo, today)
    return lambda unit: _memo(markdown.render(unit))


def _memo(text: MemoText) -> Memo:
    said = ("".join(span.text for span in block.spans) for block in text.blocks)
    return Memo(text.number, "\n".join([text.subject, *said]))


def _with_units(problem: Problem, ids: list[str], total: int) -> Problem:
    if len(ids) == total:
        return problem
    named = ", ".join(ids[:_MOST_NAMED]) + (" …" if len(ids) > _MOST_NAMED else "")
    return replace(problem, params=dict(problem.params) | {"detail": f"{problem.params.get('detail', '')} ({named})"})


def _of_form(campaign: Campaign, today: date) -> Iterator[Problem]:
    form = campaign.form
    if form.due < today:
        yield Problem("warning.due-past", {"due": form.due.isoformat()}, _FORM_FILE, field="settings.due")
    if not form.emblem and form.language is Language.THAI:
        yield Problem("warning.no-emblem", {}, _FORM_FILE, field="settings.emblem")
    for number, question in enumerate(form.questions, start=1):
        labels = Counter(normalise(choice.label) for choice in question.choices)
        for choice in question.choices:
            if labels.pop(normalise(choice.label), 0) > 1:
                place = f"questions[{number}].choices"
                yield Problem("warning.equal-labels", {"label": choice.label}, _FORM_FILE, field=place)


def _of_units(campaign: Campaign) -> Iterator[Problem]:
    for number, unit in enumerate(campaign.units, start=1):
        if visible_width(unit.name) > _LONG_NAME:
            yield Problem("warning.long-name", {"name": unit.name}, "units", field=f"units[{number}].name")


def _of_front(campaign: Campaign) -> Iterator[Problem]:
    memo = campaign.memo
    if memo.front and "signer" not in memo.front:
        yield Problem("warning.no-signer", {}, memo.file)
    for key in memo.front:
        close = get_close_matches(key, _FRONT_KEYS, n=1, cutoff=0.7)
        if key not in _FRONT_KEYS and close:
            params = {"key": key, "suggestion": close[0]}
            yield Problem("warning.front-key", params, memo.file, _line_of(memo, key), key)


def _line_of(memo: MemoSource, key: str) -> int:
    return next((line for name, line in memo.lines.items() if name.partition(".")[0] == key), 0)


def _of_memo(campaign: Campaign, memos: list[Memo]) -> Iterator[Problem]:
    file = campaign.memo.file
    first = memos[0]
    # A Word template says its number somewhere in its text.
    is_circular = _CIRCULAR.search(first.number or first.text[:_HEAD])
    if is_circular and len({memo.text for memo in memos}) > 1:
        yield Problem("warning.circular-varies", {"number": first.number or is_circular[0]}, file)
    said = normalise(first.text)
    for question in campaign.form.questions:
        for label in (question.label, *(choice.label for choice in question.choices)):
            key = normalise(label)
            if len(key) >= _TELLING_LABEL and key in said:
                yield Problem("warning.label-in-memo", {"label": label}, file)
