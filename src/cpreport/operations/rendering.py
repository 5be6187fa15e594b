"""What the templates of a campaign say to each unit, and everything that is undefined in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from cpreport.errors import CampaignError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder
    from cpreport.errors import Problem
    from cpreport.writers.memo_text import MemoText

Rendered = TypeVar("Rendered")

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Memo:
    """What one unit's memo says: its number, where it is known, and its text."""

    number: str
    text: str


def render_memos(folder: CampaignFolder, campaign: Campaign, units: Sequence[Unit], today: date) -> list[Memo]:
    """What every unit's memo says, from memo.docx where there is one.

    Raises:
        CampaignError: With everything that is undefined, each named once, with the units that lack it.
    """
    return each_unit(units, _renderer(folder, campaign, today))


def each_unit(units: Sequence[Unit], render: Callable[[Unit], Rendered]) -> list[Rendered]:
    """What is rendered for every unit.

    Raises:
        CampaignError: With everything that is undefined, each named once, with the units that lack it.
    """
    found: dict[tuple[str, str, int, str, str], tuple[Problem, list[str]]] = {}
    rendered: list[Rendered] = []
    for unit in units:
        try:
            rendered.append(render(unit))
        except CampaignError as error:
            for problem in error.problems:
                same = (problem.key, problem.file, problem.line, problem.field, problem.params.get("detail", ""))
                found.setdefault(same, (problem, []))[1].append(unit.id)
    if found:
        raise CampaignError(*(_with_units(problem, ids, len(units)) for problem, ids in found.values()))
    return rendered


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
