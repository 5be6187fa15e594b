"""The command that asks again: remind."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cpreport.cli.common import CampaignOption, Command, Common, EmlOption, LangOption, app, help_text, open_session


@app.command(cls=Command, help=help_text("remind"))
def remind(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=help_text("remind.out"), show_default=False)
    ] = None,
    corrections: Annotated[bool, typer.Option("--corrections", help=help_text("remind.corrections"))] = False,
    eml: EmlOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_text("remind.dry-run"))] = False,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Write letters to the units that are missing, or that are to correct something."""
    with open_session(context, Common(campaign, lang), writes_memo=True) as session:
        from cpreport.operations import remind as operation

        order = operation.RemindOrder(session.now, session.zone, corrections, eml, out, dry_run)
        progress = session.console.progress("remind.progress")
        result = operation.remind(session.folder, session.campaign, order, progress)
        session.console.reminded(result, dry_run=dry_run)
