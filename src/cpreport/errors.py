"""What stops the program: problems with a place and a remedy, and the exit codes they end with."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    PROBLEM = 1
    USAGE = 2
    ATTENTION = 3
    BUG = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words that any language of the catalogue can say.

    Attributes:
        key: Entry of the catalogue; `<key>.hint` says what to do.
        params: Values for both entries, as written by the officer.
        file: The file that holds it, as the officer knows it; empty when it is not in a file.
        line: Line in that file, from 1; 0 when unknown.
        field: The key in that file, for instance `units[3].name`.
    """

    key: str
    params: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    line: int = 0
    field: str = ""


class CpreportError(Exception):
    """The program cannot go on; everything that is wrong is in `problems`."""

    exit_code: ClassVar[ExitCode] = ExitCode.PROBLEM

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.key for problem in problems))
        self.problems = problems


class CampaignError(CpreportError):
    """units.yaml, form.yaml or the memo is wrong."""


class LedgerError(CpreportError):
    """The ledger or the archive cannot be used."""


class OutputError(CpreportError):
    """A result cannot be written."""


class UsageError(CpreportError):
    """The command was called with something that is not there."""

    exit_code = ExitCode.USAGE
