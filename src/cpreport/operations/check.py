"""check: everything that is wrong or doubtful in a campaign, in one go, writing nothing."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from cpreport.campaign import Campaign
from cpreport.config import CampaignFolder, load_parts
from cpreport.config.form import load_form, setting_lines
from cpreport.config.memo import load_memo
from cpreport.errors import CampaignError, Problem
from cpreport.language import Language
from cpreport.operations.example import example_left
from cpreport.operations.letters import try_director_memo, try_reminders
from cpreport.operations.rendering import render_memos
from cpreport.operations.summarise import recorded_until
from cpreport.shipped import starter
from cpreport.storage import open_ledger
from cpreport.summary import summarise
from cpreport.thai import normalise
from cpreport.timezones import zone_of
from cpreport.wording import shorten, visible_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cpreport.campaign import MemoSource, Unit
    from cpreport.form import Form
    from cpreport.operations.rendering import Memo

_LONG_NAME = 90  # visible characters: more than one line of the form at 16 pt
_TELLING_LABEL = 8  # characters of a label that can hardly stand in a memo by chance
_FRONT_KEYS = ("agency", "number", "date", "subject", "to", "urgency", "enclosure", "signer")
_BEFORE, _AFTER = 15, 40  # characters that show where two memos differ
_HEAD = 1500  # characters of a memo among which its number stands
_CIRCULAR = re.compile(r"/\s*ว")
_NO_LINE = 10**9  # what is about a whole file comes last
_FORM_FILE = "templates/form.yaml"


@dataclass(frozen=True, slots=True)
class Checkup:
    """What is wrong and what is doubtful in a campaign; of a correct one, what it would generate.

    Attributes:
        campaign: The campaign; None where something is wrong.
        wrong: Everything that is wrong, each file's in the order of its lines.
        warnings: Everything that is doubtful, in the same order.
    """

    campaign: Campaign | None
    wrong: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def forms(self) -> int:
        """How many units get a form."""
        return sum(not unit.exempt for unit in self.campaign.units) if self.campaign else 0

    @property
    def exempt(self) -> int:
        """How many units are not asked."""
        return len(self.campaign.units) - self.forms if self.campaign else 0


def check_campaign(folder: CampaignFolder, today: date) -> Checkup:
    """Check units, form, memo and the other letters; what is wrong in one hides nothing in the others.

    Raises:
        CampaignError: If the folder is no campaign's.
        LedgerError: If the ledger cannot be used.
    """
    parts = load_parts(folder)
    wrong = [*parts.problems]
    warnings = [*(_of_form(folder, parts.form, today) if parts.form else ()), *_of_units(parts.units or ())]
    if memo := parts.memo or _memo_with_wrong_tags(folder):
        warnings += _of_front(memo)
    campaign = None
    if parts.units and parts.memo:
        # What the letters can say of a form does not depend on what it asks.
        campaign = Campaign(parts.form or _any_form(), parts.units, parts.memo)
        memos = _memos(folder, campaign, today, wrong)
        warnings += example_left(folder, campaign, memos[0].text if memos else "")
        if parts.form:
            with _gathered(wrong):
                _try_director(folder, campaign, today)
            warnings += _of_memo(campaign, memos) if memos else ()
    return Checkup(None if wrong else campaign, _in_order(wrong), _in_order(warnings))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each once, those of one file together and by line, the files in the order in which they were looked at."""
    files = {problem.file: place for place, problem in reversed([*enumerate(problems)])}
    unique = {(one.key, one.file, one.line, one.field, tuple(one.params.items())): one for one in problems}
    return tuple(sorted(unique.values(), key=lambda one: (files[one.file], one.line or _NO_LINE)))


def _memo_with_wrong_tags(folder: CampaignFolder) -> MemoSource | None:
    """The memo, where nothing but its tags is wrong: that says nothing of its head."""
    with suppress(CampaignError):
        return load_memo(folder, check_templates=False)
    return None


def _any_form() -> Form:
    return load_form(CampaignFolder(Path(str(starter(Language.THAI)))))


def _memos(folder: CampaignFolder, campaign: Campaign, today: date, wrong: list[Problem]) -> list[Memo]:
    """What every unit's memo says, the reminders having been tried; none where something in it is undefined."""
    memos: list[Memo] = []
    with _gathered(wrong):
        memos = render_memos(folder, campaign, campaign.units, today)
    with _gathered(wrong):
        try_reminders(folder, campaign, today)
    return memos


def _try_director(folder: CampaignFolder, campaign: Campaign, today: date) -> None:
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        recorded = recorded_until(ledger, campaign, lambda _moment: True)
    try_director_memo(folder, campaign, summarise(campaign, recorded, today, zone_of(campaign.form)), today)


@contextmanager
def _gathered(problems: list[Problem]) -> Iterator[None]:
    try:
        yield
    except CampaignError as error:
        problems.extend(error.problems)


def _of_form(folder: CampaignFolder, form: Form, today: date) -> Iterator[Problem]:
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


def _of_units(units: Sequence[Unit]) -> Iterator[Problem]:
    for number, unit in enumerate(units, start=1):
        if visible_width(unit.name) > _LONG_NAME:
            yield Problem("warning.long-name", {"name": unit.name}, "units", field=f"units[{number}].name")


def _of_front(memo: MemoSource) -> Iterator[Problem]:
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
