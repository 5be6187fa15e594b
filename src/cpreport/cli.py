"""The commands: they parse, call an operation and report. The only module that knows Typer and reads the clock."""

from __future__ import annotations

import locale
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cpreport import __version__
from cpreport.console import Console
from cpreport.errors import CpreportError, ExitCode, Problem, UsageError
from cpreport.language import Language
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder


def terminal_language(arguments: Sequence[str], environment: Mapping[str, str], system: str | None) -> Language:
    """The terminal's language: --lang, then CPREPORT_LANG, then the system's own.

    Args:
        arguments: The command line; help is written before Typer has read it.
        environment: The environment variables.
        system: The system's locale, for instance `th_TH`.
    """
    named = ""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            named = arguments[position + 1]
        elif argument.startswith("--lang="):
            named = argument.removeprefix("--lang=")
    variables = (environment.get(name, "") for name in ("CPREPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    for value in (named, *variables, system or ""):
        if value:
            return Language.THAI if value.casefold().startswith("th") else Language.ENGLISH
    return Language.ENGLISH


_LANGUAGE = terminal_language(sys.argv[1:], os.environ, locale.getlocale()[0])


def _help(key: str) -> str:
    return say(f"help.{key}", _LANGUAGE)


def console(language: Language | None = None) -> Console:
    """The terminal, in the language asked for or its own."""
    return Console(language or _LANGUAGE)


app = typer.Typer(
    name="cpreport",
    help=_help("app"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class FormFormat(StrEnum):
    """What --format may say."""

    DOCX = "docx"
    XLSX = "xlsx"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class _Common:
    campaign: Path | None
    lang: Language | None


@dataclass(frozen=True, slots=True)
class _Session:
    console: Console
    folder: CampaignFolder
    campaign: Campaign
    zone: tzinfo | None
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


CampaignOption = Annotated[Path | None, typer.Option("--campaign", "-C", help=_help("campaign"), show_default=False)]
LangOption = Annotated[Language | None, typer.Option("--lang", help=_help("lang"), show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help=_help("json"))]


def _version(wanted: bool) -> None:
    if wanted:
        console().lines([f"cpreport {__version__}"])
        raise typer.Exit


@app.callback()
def _common(
    context: typer.Context,
    campaign: CampaignOption = None,
    lang: LangOption = None,
    version: Annotated[
        bool, typer.Option("--version", help=_help("version"), is_eager=True, callback=_version)
    ] = False,
) -> None:
    del version
    context.obj = _Common(campaign, lang)


@app.command(help=_help("init"))
def init(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help=_help("init.dir"), show_default=False)],
    language: Annotated[Language, typer.Option("--language", help=_help("init.language"))] = Language.THAI,
    word: Annotated[bool, typer.Option("--word", help=_help("init.word"))] = False,
    units: Annotated[Path | None, typer.Option("--units", help=_help("init.units"), show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Start a new campaign."""
    with _terminal(context, lang) as terminal:
        from cpreport.operations.init import InitOrder, start_campaign

        start_campaign(directory, InitOrder(language, units, word))
        terminal.say("init.done", folder=directory)
        terminal.say("init.next")


@app.command(help=_help("check"))
def check(context: typer.Context, campaign: CampaignOption = None, lang: LangOption = None) -> None:
    """Say what is wrong or doubtful."""
    with _terminal(context, lang) as terminal:
        from cpreport.config import CampaignFolder
        from cpreport.operations.check import check_campaign

        common: _Common = context.obj
        folder = CampaignFolder(campaign or common.campaign or Path())
        terminal.checked(check_campaign(folder, datetime.now(UTC).astimezone().date()))


@app.command(help=_help("generate"))
def generate(
    context: typer.Context,
    form_format: Annotated[FormFormat, typer.Option("--format", help=_help("generate.format"))] = FormFormat.DOCX,
    unit: Annotated[list[str] | None, typer.Option("--unit", help=_help("generate.unit"), show_default=False)] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_help("generate.out"), show_default=False)] = None,
    force: Annotated[bool, typer.Option("--force", help=_help("generate.force"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_help("generate.dry-run"))] = False,
    preview: Annotated[
        str, typer.Option("--preview", metavar="UNIT", help=_help("generate.preview"), show_default=False)
    ] = "",
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Write one form per unit."""
    with _session(context, _Common(campaign, lang), writes_memo=True) as session:
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
        session.console.generated(result, dry_run=dry_run)
        _end(ExitCode.ATTENTION if result.altered else ExitCode.DONE)


@app.command(help=_help("collect"))
def collect(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help=_help("collect.paths"), show_default=False)] = None,
    received: Annotated[str, typer.Option("--received", help=_help("collect.received"), show_default=False)] = "",
    as_json: JsonOption = False,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Read returned files."""
    with _session(context, _Common(campaign, lang)) as session:
        from cpreport.operations import collect as operation

        day = _day(received)
        noon = datetime.combine(day, time(12), session.zone).astimezone(UTC) if day else None
        order = operation.CollectOrder(session.now, session.zone, tuple(paths or ()), noon)
        progress = session.console.progress("collect.progress")
        result = operation.collect(session.folder, session.campaign, order, progress)
        report = session.console.collected_json if as_json else session.console.collected
        report(result, session.campaign.form)
        _end(ExitCode.ATTENTION if any(file.needs_person for file in result.files) else ExitCode.DONE)


@app.command(help=_help("status"))
def status(
    context: typer.Context,
    as_json: JsonOption = False,
    missing: Annotated[bool, typer.Option("--missing", help=_help("status.missing"))] = False,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Say where the campaign stands."""
    with _session(context, _Common(campaign, lang)) as session:
        from cpreport.export import summary_json
        from cpreport.operations.summarise import current_summary

        summary = current_summary(session.folder, session.campaign, session.today, session.zone)
        if as_json:
            session.console.json(summary_json(summary, with_answers=False))
        elif missing:
            session.console.lines(row.unit.id for row in summary.missing)
        else:
            session.console.status(summary)
        _end(ExitCode.ATTENTION if summary.is_open else ExitCode.DONE)


@app.command(help=_help("review"))
def review(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", help=_help("review.out"), show_default=False)] = None,
    apply: Annotated[Path | None, typer.Option("--apply", help=_help("review.apply"), show_default=False)] = None,
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Write the doubts out, or take the decisions in."""
    with _session(context, _Common(campaign, lang)) as session:
        from cpreport.operations import review as operation

        if apply is not None:
            reread = operation.reread_archived(session.folder, session.campaign)
            count = operation.apply(session.folder, session.campaign, apply, session.now, reread)
            session.console.say("review.applied", count=count)
            session.console.say("review.applied.next")
        else:
            target = out or session.folder.root / "review.xlsx"
            session.console.reviewed(operation.write(session.folder, session.campaign, target))


@app.command(help=_help("summary"))
def summary(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option("--out", help=_help("summary.out"), show_default=False)] = None,
    as_of: Annotated[str, typer.Option("--as-of", help=_help("summary.as-of"), show_default=False)] = "",
    campaign: CampaignOption = None,
    lang: LangOption = None,
) -> None:
    """Write the consolidated workbook."""
    with _session(context, _Common(campaign, lang)) as session:
        from cpreport.operations.summarise import current_summary, summary_format, write_summary

        target = out or session.folder.workbook
        summary_format(target)
        day = _day(as_of) or session.today
        found = current_summary(session.folder, session.campaign, day, session.zone)
        write_summary(session.folder, found, target)
        session.console.summarised(found, target)
        _end(ExitCode.ATTENTION if found.is_open else ExitCode.DONE)


@app.command(help=_help("demo"))
def demo(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help=_help("demo.dir"), show_default=False)],
    units: Annotated[int | None, typer.Option("--units", min=1, help=_help("demo.units"), show_default=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help=_help("demo.seed"))] = 2553,
    lang: LangOption = None,
) -> None:
    """Run the whole campaign with made-up answers."""
    with _terminal(context, lang) as terminal:
        from cpreport.operations.demo import run_demo

        result = run_demo(directory, units, seed, datetime.now(UTC))
        terminal.told(result)
        _end(ExitCode.DONE if result.as_planned else ExitCode.PROBLEM)


@contextmanager
def _session(context: typer.Context, own: _Common, *, writes_memo: bool = False) -> Iterator[_Session]:
    """A command's campaign and terminal; what was said before the command counts where the command says nothing."""
    common: _Common = context.obj
    with _terminal(context, own.lang) as terminal:
        from cpreport.config import CampaignFolder, load_campaign
        from cpreport.timezones import zone_of

        folder = CampaignFolder(own.campaign or common.campaign or Path())
        loaded = load_campaign(folder, check_templates=writes_memo)
        yield _Session(terminal, folder, loaded, zone_of(loaded.form), datetime.now(UTC))


@contextmanager
def _terminal(context: typer.Context, lang: Language | None) -> Iterator[Console]:
    """The terminal in the language asked for; what goes wrong is told on it and ends the command."""
    common: _Common = context.obj
    terminal = console(lang or common.lang)
    try:
        yield terminal
    except CpreportError as error:
        terminal.error(error)
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt:
        terminal.warn("interrupted")
        raise typer.Exit(ExitCode.INTERRUPTED) from None


def _end(code: ExitCode) -> None:
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def _day(text: str) -> date | None:
    if not text:
        return None
    from cpreport.dates import parse_setting_date

    day = parse_setting_date(text)
    if day is None:
        raise UsageError(Problem("problem.option.date", {"value": text}))
    return day
