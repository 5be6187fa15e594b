"""A campaign's folder -> the campaign, checked: past this door nobody checks again.

Every problem names file, line and key with the value as written, and all of them are told at once.
"""

from __future__ import annotations

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

    Loaded = TypeVar("Loaded")

__all__ = ["CampaignFolder", "load_campaign"]


def load_campaign(folder: CampaignFolder, *, check_templates: bool = True) -> Campaign:
    """Reads the form, the units and the memo of a campaign.

    Args:
        folder: The campaign's folder.
        check_templates: Whether the memo's Jinja tags are checked too; whoever writes no memo need not.

    Raises:
        CampaignError: With everything that is wrong in all three.
    """
    if not folder.is_there:
        raise CampaignError(Problem("problem.config.no-campaign", {"folder": str(folder.root.absolute())}))
    problems: list[Problem] = []
    form = _loaded(load_form, folder, problems)
    units = _loaded(load_units, folder, problems)
    memo = _loaded(partial(load_memo, check_templates=check_templates), folder, problems)
    if problems or not form or not units or not memo:
        raise CampaignError(*problems)
    return Campaign(form, units, memo)


def _loaded(load: Callable[[CampaignFolder], Loaded], folder: CampaignFolder, problems: list[Problem]) -> Loaded | None:
    try:
        return load(folder)
    except CampaignError as error:
        problems.extend(error.problems)
        return None
