"""check: everything that is wrong or doubtful in a campaign, in one go, writing nothing."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cpreport.config import load_campaign
from cpreport.config.form import setting_lines
from cpreport.errors import CampaignError, Problem
from cpreport.language import Language
from cpreport.operations.example import example_left
from cpreport.operations.letters import try_director_memo, try_reminders
from cpreport.operations.rendering import render_memos
from cpreport.operations.summarise import recorded_until
from cpreport.storage import open_ledger
from cpreport.summary import summarise
from cpreport.thai import normalise
from cpreport.timezones import zone_of
from cpreport.wording import shorten, visible_width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cpreport.campaign import Campaign, MemoSource
    from cpreport.config import CampaignFolder
    from cpreport.operations.rendering import Memo
    from cpreport.summary import Summary

_LONG_NAME = 90  # visible characters: more than one line of the form at 16 pt
_TELLING_LABEL = 8  # characters of a label that can hardly stand in a memo by chance
_FRONT_KEYS = ("agency", "number", "date", "subject", "to", "urgency", "enclosure", "signer")
_BEFORE, _AFTER = 15, 40  # characters that show where two memos differ
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


def check_campaign(folder: CampaignFolder, today: date) -> Checkup:
    """Check units, form, memo and the other letters.

    Raises:
        CampaignError: With everything that is wrong.
    """
    campaign = load_campaign(folder)
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        recorded = recorded_until(ledger, campaign, lambda _moment: True)
    memos = _memos(folder, campaign, summarise(campaign, recorded, today, zone_of(campaign.form)), today)
    asked = [unit for unit in campaign.units if not unit.exempt]
    warnings = [
        *_of_form(folder, campaign, today),
        *_of_units(campaign),
        *_of_front(campaign),
        *_of_memo(campaign, memos),
    ]
    warnings += example_left(folder, campaign, memos[0].text)
    return Checkup(campaign, len(asked), len(campaign.units) - len(asked), tuple(warnings))


def _memos(folder: CampaignFolder, campaign: Campaign, summary: Summary, today: date) -> list[Memo]:
    """What every unit's memo says, all letters having been tried.

    Raises:
        CampaignError: With everything that is undefined in any of them.
    """
    memos: list[Memo] = []
    problems: list[Problem] = []
    with _gathered(problems):
        memos = render_memos(folder, campaign, campaign.units, today)
    with _gathered(problems):
        try_reminders(folder, campaign, today)
    with _gathered(problems):
        try_director_memo(folder, campaign, summary, today)
    if problems:
        raise CampaignError(*problems)
    return memos


@contextmanager
def _gathered(problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except CampaignError as error:
        problems.extend(error.problems)


def _of_form(folder: CampaignFolder, campaign: Campaign, today: date) -> Iterator[Problem]:
    form = campaign.form
    if form.due < today:
        line = setting_lines(folder).get("settings.due", 0)
        yield Problem("warning.due-past", {"due": form.due.isoformat()}, _FORM_FILE, line, "settings.due")
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
    if is_circular and (other := next((memo for memo in memos if memo.text != first.text), None)):
        number = {"number": first.number or is_circular[0]}
        yield Problem("warning.circular-varies", number | _difference(campaign, memos, other), file)
    said = normalise(first.text)
    for question in campaign.form.questions:
        for label in (question.label, *(choice.label for choice in question.choices)):
            key = normalise(label)
            if len(key) >= _TELLING_LABEL and key in said:
                yield Problem("warning.label-in-memo", {"label": label}, file)


def _difference(campaign: Campaign, memos: list[Memo], other: Memo) -> dict[str, str]:
    """Two units whose memos differ, and the first words in which they do."""
    unit = campaign.units[memos.index(other)]
    ours, theirs = memos[0].text, other.text
    pairs = enumerate(zip(ours, theirs, strict=False))
    same = next((place for place, (one, two) in pairs if one != two), min(len(ours), len(theirs)))
    begin = max(0, same - _BEFORE)
    said, elsewhere = (shorten(text[begin : same + _AFTER]) for text in (ours, theirs))
    return {"one": campaign.units[0].id, "other": unit.id, "said": said, "elsewhere": elsewhere}
