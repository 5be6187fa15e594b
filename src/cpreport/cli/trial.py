"""The command that shows the whole: demo."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cpreport.cli.common import (
    Command,
    LangOption,
    app,
    end,
    help_text,
    open_terminal,
)
from cpreport.errors import ExitCode


@app.command(cls=Command, help=help_text("demo"))
def demo(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help=help_text("demo.dir"), show_default=False)],
    units: Annotated[
        int | None, typer.Option("--units", metavar="N", min=1, help=help_text("demo.units"), show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help=help_text("demo.seed"))] = 2553,
    lang: LangOption = None,
) -> None:
    """Run the whole campaign with made-up answers."""
    with open_terminal(context, lang) as terminal:
        from cpreport.operations.demo import run_demo

        result = run_demo(directory, units, seed, datetime.now(UTC))
        terminal.told(result)
        end(ExitCode.DONE if result.as_planned else ExitCode.PROBLEM)
