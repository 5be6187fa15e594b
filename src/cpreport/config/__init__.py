"""A campaign's folder -> the campaign, checked: past this door nobody checks again.

Every problem names file, line and key with the value as written, and all of them are told at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from cpreport.campaign import Campaign
from cpreport.config.folder import CampaignFolder
from cpreport.config.form import load_form
from cpreport.config.memo import load_memo
from cpreport.config.units import load_units
from cpreport.errors import CampaignError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.campaign import MemoSource, Unit
    from cpreport.form import Form

    Loaded = TypeVar("Loaded")

__all__ = ["CampaignFolder", "Parts", "load_campaign", "load_parts"]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a campaign, None where they are wrong, and everything that is wrong in them."""

    form: Form | None
    units: tuple[Unit, ...] | None
    memo: MemoSource | None
    problems: tuple[Problem, ...]


def load_campaign(folder: CampaignFolder, *, check_templates: bool = True) -> Campaign:
    """Reads the form, the units and the memo of a campaign.

    Args:
        folder: The campaign's folder.
        check_templates: Whether the memo's Jinja tags are checked too; whoever writes no memo need not.

    Raises:
        CampaignError: With everything that is wrong in all three.
    """
    parts = load_parts(folder, check_templates=check_templates)
    if parts.problems or not parts.form or not parts.units or not parts.memo:
        raise CampaignError(*parts.problems)
    return Campaign(parts.form, parts.units, parts.memo)


def load_parts(folder: CampaignFolder, *, check_templates: bool = True) -> Parts:
    """Reads what can be read of a campaign.

    Args:
        folder: The campaign's folder.
        check_templates: As for `load_campaign`.

    Raises:
        CampaignError: If the folder is no campaign's.
    """
    if not folder.is_there:
        raise CampaignError(Problem("problem.config.no-campaign", {"folder": str(folder.root.absolute())}))
    problems: list[Problem] = []
    form = _loaded(load_form, folder, problems)
    units = _loaded(load_units, folder, problems)
    memo = _loaded(partial(load_memo, check_templates=check_templates), folder, problems)
    return Parts(form, units, memo, tuple(problems))


def _loaded(load: Callable[[CampaignFolder], Loaded], folder: CampaignFolder, problems: list[Problem]) -> Loaded | None:
    try:
        return load(folder)
    except CampaignError as error:
        problems.extend(error.problems)
        return None
