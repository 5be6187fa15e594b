"""What the commands share: the application, its language, and a command's campaign and terminal."""

from __future__ import annotations

import locale
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from cpreport import __version__
from cpreport.errors import CpreportError, ExitCode, Problem, UsageError
from cpreport.language import Language
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder
    from cpreport.console import Console


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


_COURSE = ("init", "check", "generate", "collect", "status", "review", "remind", "summary")
_TYPERS_OWN = ("help", "install_completion", "show_completion")
_LANGUAGE = terminal_language(sys.argv[1:], os.environ, locale.getlocale()[0])


def help_text(key: str) -> str:
    """The help of a command or an option, in the terminal's language."""
    return say(f"help.{key}", _LANGUAGE)


def console(language: Language | None = None) -> Console:
    """The terminal, in the language asked for or its own."""
    from cpreport.console import Console  # what it can tell of takes longer to import than the help to write

    return Console(language or _LANGUAGE)


def _told(params: Sequence[Any]) -> list[Any]:
    """The options as the help tells them: Typer's own in the terminal's language, switches without a type."""
    for option in params:
        if getattr(option, "is_flag", False):
            option.metavar = ""
        if option.name in _TYPERS_OWN:
            option.help = help_text(option.name)
    return list(params)


class Command(TyperCommand):
    """One command."""

    # Typer's own click or the installed one: which of them the context is of depends on Typer's version.
    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        """The options of a command."""
        return _told(super().get_params(ctx))


class _InOrderOfWork(TyperGroup):
    """Names the commands in the order in which a campaign needs them."""

    # As above.
    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The commands, those of a campaign's course first."""
        named = super().list_commands(ctx)
        return [name for name in _COURSE if name in named] + [name for name in named if name not in _COURSE]

    def get_params(self, ctx: typer.Context) -> list[Any]:  # type: ignore[override]
        """The options, Typer's own among them."""
        return _told(super().get_params(ctx))


app = typer.Typer(
    name="cpreport",
    cls=_InOrderOfWork,
    help=help_text("app"),
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@dataclass(frozen=True, slots=True)
class Common:
    """What was said before the command, or with it."""

    campaign: Path | None
    lang: Language | None


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with: the terminal, the campaign, and the moment of this run."""

    console: Console
    folder: CampaignFolder
    campaign: Campaign
    zone: tzinfo | None
    now: datetime

    @property
    def today(self) -> date:
        """The day it is where the campaign is."""
        return self.now.astimezone(self.zone).date()


CampaignOption = Annotated[
    Path | None, typer.Option("--campaign", "-C", metavar="DIR", help=help_text("campaign"), show_default=False)
]
LangOption = Annotated[Language | None, typer.Option("--lang", help=help_text("lang"), show_default=False)]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, help=help_text("jobs"), show_default=False)
]
EmlOption = Annotated[bool, typer.Option("--eml", help=help_text("eml"))]
JsonOption = Annotated[bool, typer.Option("--json", help=help_text("json"))]


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
        bool, typer.Option("--version", help=help_text("version"), is_eager=True, callback=_version)
    ] = False,
) -> None:
    del version
    context.obj = Common(campaign, lang)
    if context.invoked_subcommand is None:
        _where_it_stands(context, campaign)


def _where_it_stands(context: typer.Context, campaign: Path | None) -> None:
    """Without a command: the status of the campaign that one stands in, else the help."""
    from cpreport.config import CampaignFolder

    if campaign is not None or CampaignFolder(Path()).is_there:
        from cpreport.cli.taking import status

        status(context)
    else:
        console().lines([context.get_help()])


@contextmanager
def open_session(context: typer.Context, own: Common, *, writes_memo: bool = False) -> Iterator[Session]:
    """A command's campaign and terminal; what was said before the command counts where the command says nothing."""
    with open_terminal(context, own.lang) as terminal:
        from cpreport.config import load_campaign
        from cpreport.timezones import zone_of

        folder = campaign_folder(context, own.campaign)
        loaded = load_campaign(folder, check_templates=writes_memo)
        yield Session(terminal, folder, loaded, zone_of(loaded.form), datetime.now(UTC))


@contextmanager
def open_terminal(context: typer.Context, lang: Language | None) -> Iterator[Console]:
    """The terminal in the language asked for; what goes wrong is told on it and ends the command."""
    common: Common = context.obj
    terminal = console(lang or common.lang)
    try:
        yield terminal
    except CpreportError as error:
        terminal.end()
        terminal.error(error)
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt:
        terminal.interrupted()
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    finally:
        terminal.end()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def campaign_folder(context: typer.Context, own: Path | None) -> CampaignFolder:
    """The campaign's folder: named with the command, or before it, or the current one."""
    from cpreport.config import CampaignFolder

    common: Common = context.obj
    return CampaignFolder(own or common.campaign or Path())


def end(code: ExitCode) -> None:
    """End a command with its exit code."""
    if code is not ExitCode.DONE:
        raise typer.Exit(code)


def day_of(text: str) -> date | None:
    """The day that an option names; None where it was not given.

    Raises:
        UsageError: If it is no day.
    """
    if not text:
        return None
    from cpreport.dates import parse_setting_date

    day = parse_setting_date(text)
    if day is None:
        raise UsageError(Problem("problem.option.date", {"value": text}))
    return day
