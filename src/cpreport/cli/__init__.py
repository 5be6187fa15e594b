"""The commands: they parse, call an operation and report. The only package that knows Typer and reads the clock."""

from __future__ import annotations

from cpreport.cli import asking, making, taking, trial
from cpreport.cli.common import app, console, terminal_language

__all__ = ["app", "asking", "console", "making", "taking", "terminal_language", "trial"]
