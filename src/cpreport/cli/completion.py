"""What the shell offers while a command is typed: the campaign's own units."""

from __future__ import annotations

from pathlib import Path

import typer

from cpreport.errors import CpreportError


def unit_ids(context: typer.Context) -> list[tuple[str, str]]:
    """Every id with the unit's name; none where there is no list that can be read.

    Args:
        context: What has been typed so far; the campaign's folder may be named in it. Typer keeps what fits.
    """
    from cpreport.config import CampaignFolder
    from cpreport.config.units import load_units

    try:
        units = load_units(CampaignFolder(_folder(context)))
    except (CpreportError, OSError):
        return []
    return [(unit.id, unit.name) for unit in units]


def _folder(context: typer.Context) -> Path:
    # While the shell asks, no command has run yet: what was typed before the command stands with its parent.
    before = context.parent.params if context.parent else {}
    return Path(context.params.get("campaign") or before.get("campaign") or "")
