"""What of the shipped memo still stands in a campaign of one's own: its number, its date, who signs it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cpreport.config import CampaignFolder
from cpreport.config.memo import load_memo
from cpreport.dates import long_date, parse_setting_date
from cpreport.errors import Problem
from cpreport.language import Language
from cpreport.shipped import starter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpreport.campaign import Campaign, MemoSource

_DETAILS = ("number", "date", "signer.name")


def example_left(folder: CampaignFolder, campaign: Campaign, text: str) -> Iterator[Problem]:
    """A warning for each detail of the shipped memo that was not changed.

    Args:
        folder: The campaign's folder.
        campaign: The campaign.
        text: What the first unit's memo says; of a memo in Word it is all that is known.
    """
    in_word = folder.has(folder.memo_docx)
    file = folder.label(folder.memo_docx) if in_word else campaign.memo.file
    homes = [CampaignFolder(Path(str(starter(language)))) for language in Language]
    examples = [_details(load_memo(home, check_templates=False)) for home in homes]
    own = _details(campaign.memo)
    for key in _DETAILS:
        for written in dict.fromkeys(example[key] for example in examples):
            shown = _shown(written, campaign) if key == "date" else written
            if written and (shown in text if in_word else own[key] == written):
                line = 0 if in_word else campaign.memo.lines.get(key, 0)
                yield Problem("warning.example-left", {"value": shown}, file, line, key)


def _details(memo: MemoSource) -> Mapping[str, str]:
    signer = memo.front.get("signer")
    name = signer.get("name") if isinstance(signer, dict) else ""
    return {
        "number": _said(memo.front.get("number")),
        "date": _said(memo.front.get("date")),
        "signer.name": _said(name),
    }


def _said(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _shown(written: str, campaign: Campaign) -> str:
    day = parse_setting_date(written)
    return long_date(day, campaign.form.language, campaign.form.digits) if day else written
