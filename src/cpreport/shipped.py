"""The campaigns that come with the program: the real Thai one and its English sister.

The Thai one is the repository's own root; an installation carries a copy of it as package data.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cpreport.errors import CampaignError, Problem
from cpreport.language import Language

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_UNITS: Final = "units.yaml"
_TEMPLATES: Final = "templates"
_UNIT_BEGINS: Final = re.compile(r"^(?=  - )", re.MULTILINE)
_GROUP: Final = re.compile(r"^    group:[ ]*(.*?)[ ]*$", re.MULTILINE)


def shipped_campaign() -> Traversable:
    """The folder of the shipped campaign.

    Raises:
        CampaignError: If this installation does not have it.
    """
    package = files("cpreport")
    # In a checkout the package stands in src/, two levels below the root, and has no copy of its own.
    for folder in (package / "shipped", Path(str(package)).parent.parent):
        if (folder / _UNITS).is_file() and (folder / _TEMPLATES).is_dir():
            return folder
    raise CampaignError(Problem("problem.config.no-campaign", {"folder": str(package)}))


def starter(language: Language) -> Traversable:
    """The folder of the campaign that a new one in this language begins with."""
    return shipped_campaign() if language is Language.THAI else files("cpreport") / "starters" / "en"


def copy_campaign(target: Path, units: int | None = None, language: Language = Language.THAI) -> None:
    """Copy a shipped campaign.

    Args:
        target: The folder to copy it into; made where it is not there.
        units: How many units take part, spread over the groups; None or more than there are for all.
        language: Which of the shipped campaigns.

    Raises:
        CampaignError: If this installation does not have the campaign.
        OSError: If the folder cannot be written.
    """
    source = starter(language)
    (target / _TEMPLATES).mkdir(parents=True, exist_ok=True)
    listed = (source / _UNITS).read_bytes()
    (target / _UNITS).write_bytes(listed if units is None else some_units(listed.decode(), units).encode())
    for template in (source / _TEMPLATES).iterdir():
        if template.is_file():
            (target / _TEMPLATES / template.name).write_bytes(template.read_bytes())


def some_units(listed: str, count: int) -> str:
    """The text of units.yaml with only so many units, each as it is written, in the same order.

    The units are taken from every group in turn, so that a few of them still show the whole organisation.
    """
    head, *blocks = _UNIT_BEGINS.split(listed)
    groups: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        group = _GROUP.search(block)
        groups.setdefault(group[1] if group else "", []).append(index)
    rounds = sorted((turn, index) for group in groups.values() for turn, index in enumerate(group))
    # Within a round the groups follow one another as they do in the file.
    chosen = sorted(index for _, index in rounds[:count])
    return head + "".join(blocks[index] for index in chosen)
