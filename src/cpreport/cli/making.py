"""The commands on the way out: init, xlsform, check, generate."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cpreport.cli.common import (
    CampaignOption,
    Command,
    Common,
    EmlOption,
    LangOption,
    app,
    campaign_folder,
    end,
    help_text,
    open_session,
    open_terminal,
)
from cpreport.cli.completion import unit_ids
from cpreport.errors import ExitCode
from cpreport.language import Language


class FormFormat(StrEnum):
    """What --format may say."""

    DOCX = "docx"
    XLSX = "xlsx"
    BOTH = "both"


UnitOption = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="ID", help=help_text("generate.unit"), show_default=False, autocompletion=unit_ids),
]
_PREVIEW = help_text("generate.preview")
PreviewOption = Annotated[
    str, typer.Option("--preview", metavar="ID", help=_PREVIEW, show_default=False, autocompletion=unit_ids)
]


@app.command(cls=Command, help=help_text("init"))
def init(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help=help_text("init.dir"), show_default=False)],
    language: Annotated[
        Language | None, typer.Option("--language", help=help_text("init.language"), show_default=False)
    ] = None,
    word: Annotated[bool, typer.Option("--word", help=help_text("init.word"))] = False,
    units: Annotated[
        Path | None, typer.Option("--units", metavar="FILE", help=help_text("init.units"), show_default=False)
    ] = None,
    xlsform: Annotated[
        Path | None, typer.Option("--xlsform", metavar="FILE", help=help_text("init.xlsform"), show_default=False)
    ] = None,
    lang: LangOption = None,
) -> None:
    """Start a new campaign."""
    with open_terminal(context, lang) as terminal:
        from cpreport.operations.init import InitOrder, start_campaign

        terminal.doubts(start_campaign(directory, InitOrder(language, units, word, xlsform)))
        terminal.say("init.done", folder=directory)
        terminal.say("init.next-listed" if units else "init.next")


@app.command(cls=Command, help=help_text("xlsform"))
def xlsform(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=help_text("xlsform.file"), show_default=False)],
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Write the form as an XLSForm."""
    with open_terminal(context, lang) as terminal:
        from cpreport.operations.xlsform import export_form

        terminal.doubts(export_form(campaign_folder(context, campaign), file))
        terminal.say("xlsform.done", path=file)
        terminal.say("xlsform.next", path=file)


@app.command(cls=Command, help=help_text("check"))
def check(context: typer.Context, campaign: CampaignOption = None, lang: LangOption = None) -> None:
    """Say what is wrong or doubtful."""
    with open_terminal(context, lang) as terminal:
        from cpreport.operations.check import check_campaign

        folder = campaign_folder(context, campaign)
        checkup = check_campaign(folder, datetime.now(UTC).astimezone().date())
        terminal.checked(checkup)
        end(ExitCode.PROBLEM if checkup.wrong else ExitCode.DONE)


@app.command(cls=Command, help=help_text("generate"))
def generate(
    context: typer.Context,
    form_format: Annotated[FormFormat, typer.Option("--format", help=help_text("generate.format"))] = FormFormat.DOCX,
    unit: UnitOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help=help_text("generate.out"), show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=help_text("generate.force"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=help_text("generate.dry-run"))] = False,
    preview: PreviewOption = "",
    eml: EmlOption = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", min=1, help=help_text("generate.jobs"), show_default=False)
    ] = None,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Write one form per unit."""
    # A form is put together faster than it is handed to another process, and writing in a thread gains nothing.
    del jobs
    with open_session(context, Common(campaign, lang), writes_memo=True) as session:
        from cpreport.operations import generate as operation

        kinds = tuple(kind for kind in operation.FileFormat if form_format in {kind.value, FormFormat.BOTH})
        if preview:
            from cpreport.operations.preview import preview as show

            shown = operation.GenerateOrder(session.today, kinds, (preview,))
            session.console.previewed(show(session.folder, session.campaign, shown))
            return
        order = operation.GenerateOrder(session.today, kinds, tuple(unit or ()), out, force, dry_run)
        progress = session.console.progress("generate.progress")
        result = operation.generate(session.folder, session.campaign, order, progress)
        session.console.generated(result, session.campaign.form.due, dry_run=dry_run)
        if eml:
            from cpreport.operations.drafts import write_drafts

            drafts = write_drafts(session.folder, session.campaign, order, result)
            session.console.drafted(drafts, dry_run=dry_run)
        end(ExitCode.ATTENTION if result.altered else ExitCode.DONE)
