"""summary --out x.docx: the memo to the director."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.operations.generate import emblem_of
from cpreport.operations.letters import director_source
from cpreport.writers.docx_director import DirectorMemo

if TYPE_CHECKING:
    from datetime import date

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder
    from cpreport.summary import Summary


def director_memo(folder: CampaignFolder, campaign: Campaign, summary: Summary, today: date) -> bytes:
    """The memo to the director about a summary, as a Word document.

    Raises:
        CampaignError: If its template is wrong.
    """
    memo = DirectorMemo(campaign, director_source(folder, campaign), today)
    return memo.render(summary, emblem_of(folder, campaign))


def director_gaps(folder: CampaignFolder, campaign: Campaign, summary: Summary, today: date) -> tuple[str, ...]:
    """What a person still has to fill into that memo.

    Raises:
        CampaignError: If its template is wrong.
    """
    return DirectorMemo(campaign, director_source(folder, campaign), today).gaps(summary)
