"""What is wrong with one file, collected while it is read, so that the officer sees everything at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from cpreport.errors import CampaignError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PROBLEMS: Final = 200
_LONGEST_VALUE: Final = 120


@dataclass(slots=True)
class Report:
    """The problems of one file, in the order they were found."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, what: str, line: int = 0, place: str = "", **params: str) -> None:
        """Notes a problem.

        Args:
            what: Its entry of the catalogue, without `problem.`.
            line: Its line, from 1; 0 when it has none.
            place: The key it stands at, for instance `units[3].name`.
            **params: What the entry's words name, as written in the file.
        """
        values = {name: shown(value) for name, value in params.items()}
        self.problems.append(Problem(f"problem.{what}", values, self.file, line, shown(place)))

    def add_unknown(self, what: str, line: int, place: str, value: str, known: Iterable[str]) -> None:
        """Notes a word that is none of the known ones, with the closest where one is close."""
        names = list(known)
        if close := get_close_matches(value.casefold(), names, n=1):
            self.add(f"{what}-close", line, place, value=value, suggestion=close[0])
        else:
            self.add(what, line, place, value=value, known=_listed(names))

    def stop(self) -> None:
        """Ends the reading of this file if anything was wrong with it.

        Raises:
            CampaignError: With all that was found; beyond 200 only the number is told.
        """
        if len(self.problems) > MOST_PROBLEMS:
            more = Problem("problem.config.more", {"number": str(len(self.problems) - MOST_PROBLEMS)}, self.file)
            raise CampaignError(*self.problems[:MOST_PROBLEMS], more)
        if self.problems:
            raise CampaignError(*self.problems)


def shown(text: str) -> str:
    """A value as a message can show it: one line, not too long, with what cannot be seen made visible."""
    clipped = text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in clipped)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def _listed(names: list[str]) -> str:
    return ", ".join(names)
