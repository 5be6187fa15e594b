"""The commands on the way back: collect, status, review, summary."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from cpreport.cli.common import (
    CampaignOption,
    Command,
    Common,
    JobsOption,
    JsonOption,
    LangOption,
    Session,
    app,
    day_of,
    end,
    help_text,
    open_session,
    processors,
)
from cpreport.errors import ExitCode, Problem, UsageError


@app.command(cls=Command, help=help_text("collect"))
def collect(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help=help_text("collect.paths"), show_default=False)] = None,
    received: Annotated[
        str, typer.Option("--received", metavar="DATE", help=help_text("collect.received"), show_default=False)
    ] = "",
    as_json: JsonOption = False,
    jobs: JobsOption = None,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Read returned files."""
    with open_session(context, Common(campaign, lang)) as session:
        from cpreport.operations import collect as operation

        day = day_of(received)
        if day and day > session.today:
            raise UsageError(Problem("problem.collect.future", {"value": received}))
        noon = datetime.combine(day, time(12), session.zone).astimezone(UTC) if day else None
        order = operation.CollectOrder(session.now, session.zone, tuple(paths or ()), noon, jobs or processors())
        progress = session.console.progress("collect.progress")
        result = operation.collect(session.folder, session.campaign, order, progress)
        report = session.console.collected_json if as_json else session.console.collected
        report(result, session.campaign.form)
        if day:
            session.console.kept_dates(result)
        end(ExitCode.ATTENTION if any(file.needs_person for file in result.files) else ExitCode.DONE)


@app.command(cls=Command, help=help_text("status"))
def status(
    context: typer.Context,
    as_json: JsonOption = False,
    missing: Annotated[bool, typer.Option("--missing", help=help_text("status.missing"))] = False,
    verify: Annotated[bool, typer.Option("--verify", help=help_text("status.verify"))] = False,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Say where the campaign stands."""
    with open_session(context, Common(campaign, lang)) as session:
        if verify:
            _verify(session)
            return
        from cpreport.export import summary_json
        from cpreport.operations.summarise import current_summary

        summary = current_summary(session.folder, session.campaign, session.today, session.zone)
        if as_json:
            session.console.json(summary_json(summary, with_answers=False))
        elif missing:
            session.console.lines(row.unit.id for row in summary.missing)
        else:
            session.console.status(summary, begun=session.folder.has(session.folder.ledger))
        end(ExitCode.ATTENTION if summary.is_open else ExitCode.DONE)


def _verify(session: Session) -> None:
    from cpreport.operations.verify import verify

    found = verify(session.folder, session.console.progress("verify.progress"))
    session.console.verified(found)
    end(ExitCode.DONE if found.is_whole else ExitCode.ATTENTION)


@app.command(cls=Command, help=help_text("review"))
def review(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=help_text("review.out"), show_default=False)
    ] = None,
    apply: Annotated[
        Path | None, typer.Option("--apply", metavar="FILE", help=help_text("review.apply"), show_default=False)
    ] = None,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Write the doubts out, or take the decisions in."""
    with open_session(context, Common(campaign, lang)) as session:
        from cpreport.operations import review as operation
        from cpreport.operations.assign import rereading
        from cpreport.operations.summarise import current_summary

        if apply is not None:
            with rereading(session.folder, session.campaign) as reread:
                count = operation.apply(session.folder, session.campaign, apply, session.now, reread)
            left = current_summary(session.folder, session.campaign, session.today, session.zone)
            session.console.applied(count, left)
        else:
            target = out or session.folder.root / "review.xlsx"
            session.console.reviewed(operation.write(session.folder, session.campaign, target))


@app.command(cls=Command, help=help_text("summary"))
def summary(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help=help_text("summary.out"), show_default=False)
    ] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help=help_text("summary.as-of"), show_default=False)
    ] = "",
    codebook: Annotated[
        Path | None, typer.Option("--codebook", metavar="FILE", help=help_text("summary.codebook"), show_default=False)
    ] = None,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Write the consolidated workbook."""
    with open_session(context, Common(campaign, lang)) as session:
        from cpreport.operations.book import refuse_open
        from cpreport.operations.summarise import (
            SummaryFormat,
            current_summary,
            summary_format,
            write_codebook,
            write_summary,
        )

        target = out or session.folder.workbook
        summary_format(target)
        refuse_open(target)
        day = day_of(as_of) or session.today
        found = current_summary(session.folder, session.campaign, day, session.zone)
        write_summary(session.folder, session.campaign, found, target, session.today)
        if target.suffix.lower() == SummaryFormat.DOCX:
            from cpreport.operations.director import director_gaps

            session.console.gaps(target, director_gaps(session.folder, session.campaign, found, session.today))
        session.console.summarised(found, target)
        if codebook is not None:
            write_codebook(session.campaign.form, codebook)
            session.console.say("codebook.done", path=codebook)
        end(ExitCode.ATTENTION if found.is_open else ExitCode.DONE)
