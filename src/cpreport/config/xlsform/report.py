"""What is wrong with an XLSForm, and what was left out of it, each by sheet, row and name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cpreport.config.report import Report, shown
from cpreport.errors import Problem
from cpreport.xlsform import CHOICES, SETTINGS, SURVEY

if TYPE_CHECKING:
    from cpreport.config.xlsform.sheets import Row

_QUESTION: Final = re.compile(r"questions\[(\d+)\]")
_MOST_ROWS: Final = 12


@dataclass(slots=True)
class SheetReport(Report):
    """A report whose lines are rows of sheets, in place of the lines of a form.yaml.

    Attributes:
        names: The names of the questions in the order of the form; places are told by them.
        columns: The rows in which a column that says nothing to us was filled in, by sheet and column.
        left_out: What the form does without, for the officer to know.
    """

    names: list[str] = field(default_factory=list)
    columns: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    left_out: list[Problem] = field(default_factory=list)

    def add(self, what: str, line: int = 0, place: str = "", **params: str) -> None:
        """Notes a problem that the form's own rules found."""
        if place.endswith(".choices"):
            return  # that the list is not there is told already
        file = f"{self.file}:{_sheet_of(place)}" if line else self.file
        if "where" in params:
            params["where"] = self._named(params["where"])
        values = {name: shown(value) for name, value in params.items()}
        self.problems.append(Problem(f"problem.{what}", values, file, line, shown(self._named(place))))

    def refuse(self, row: Row, what: str, **params: str) -> None:
        """Notes something in a row that a form of ours cannot say."""
        values = {name: shown(value) for name, value in params.items()}
        problem = Problem(f"problem.xlsform.{what}", values, f"{self.file}:{row.sheet}", row.number, _name_of(row))
        self.problems.append(problem)

    def leave_out(self, row: Row, what: str, **params: str) -> None:
        """Notes something in a row that the form does without."""
        values = {name: shown(value) for name, value in params.items()}
        notice = Problem(f"warning.xlsform-{what}", values, f"{self.file}:{row.sheet}", row.number, _name_of(row))
        self.left_out.append(notice)

    def leave_out_column(self, row: Row, column: str) -> None:
        """Notes a cell in a column that says nothing on paper."""
        self.columns.setdefault((row.sheet, column), []).append(row.number)

    def notices(self) -> tuple[Problem, ...]:
        """Everything that was left out, columns once each."""
        columns = (
            Problem("warning.xlsform-column", {"value": shown(column), "rows": _listed(rows)}, f"{self.file}:{sheet}")
            for (sheet, column), rows in self.columns.items()
        )
        return (*self.left_out, *columns)

    def _named(self, place: str) -> str:
        def name(found: re.Match[str]) -> str:
            number = int(found[1])
            known = self.names[number - 1] if number <= len(self.names) else ""
            return known or found[0]

        return _QUESTION.sub(name, place)


def _sheet_of(place: str) -> str:
    if place.startswith("settings"):
        return SETTINGS
    return CHOICES if ".choices[" in place else SURVEY


def _name_of(row: Row) -> str:
    parts = (row.text("list_name"), row.text("name")) if row.sheet == CHOICES else (row.text("name"),)
    return shown(".".join(part for part in parts if part))


def _listed(rows: list[int]) -> str:
    numbers = ", ".join(map(str, rows[:_MOST_ROWS]))
    return f"{numbers} …" if len(rows) > _MOST_ROWS else numbers
