"""The right half of the overview: for each select question its choices, most ticked first, with a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.printed import choice_number, titled
from cpreport.wording import shorten
from cpreport.workbook.charts import bar_chart
from cpreport.workbook.grid import BARS, DATA, ITEM, LABEL, OF_EXPECTED, OF_RETURNED, TICKED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpreport.form import Question
    from cpreport.summary import ChoiceCount
    from cpreport.workbook.grid import Grid

_LABEL_UNITS = 54
_MOST_LINES = 3
_ROWS_BESIDE = 4  # heading, two rows of column heads, a free one
_CHART_LABEL = 28  # characters on a line of the chart


@dataclass(frozen=True, slots=True)
class Bases:
    """Addresses of the numbers of units that the percentages are of."""

    returned: str
    expected: str


def write_question(grid: Grid, question: Question, count: Callable[[str], str], bases: Bases) -> None:
    """Writes the table and the chart of one question.

    Args:
        grid: The overview's page.
        question: A select question.
        count: The formula that counts a choice by its name.
        bases: What percentages are of.
    """
    book, sheet = grid.book, grid.sheet
    tally = sorted(book.summary.tally(question), key=lambda counted: -counted.ticked)
    sheet.merge(grid.right, ITEM, grid.right, BARS, titled(book.form, question), "heading")
    _write_heads(grid, grid.right + 1)
    first, rows = grid.right + 3, _rows_each(grid, tally)
    labels, counts = _write_data(grid, question, tally, first, rows)
    for place, counted in enumerate(tally):
        _write_choice(grid, (first + place * rows, rows), (question, counted), count, bases)
    if tally:
        size = grid.size(range(BARS, BARS + 1), len(tally) * rows)
        longest = max(counted.ticked for counted in tally)
        grid.insert(first, BARS, bar_chart(book, shorten(question.label), (labels, counts), size, longest))
    grid.right = first + len(tally) * rows + 1


def _write_heads(grid: Grid, row: int) -> None:
    heads: Mapping[int, str] = {
        ITEM: "number",
        LABEL: "choice",
        TICKED: "ticked",
        OF_RETURNED: "of-returned",
        OF_EXPECTED: "of-expected",
    }
    for column, key in heads.items():
        grid.sheet.merge(row, column, row + 1, column, grid.book.say(f"workbook.{key}"), "head")


def _rows_each(grid: Grid, tally: list[ChoiceCount]) -> int:
    # The same for all choices, so that the bars stand beside their rows; more than their texts need fills the page.
    lines = (grid.book.face.lines(counted.choice.label, _LABEL_UNITS) for counted in tally)
    return min(max(*lines, _rows_to_fill(grid), 1), _MOST_LINES)


def _rows_to_fill(grid: Grid) -> int:
    asked = [question for question in grid.book.form.questions if question.is_select]
    choices = sum(len(question.choices) for question in asked)
    free = grid.page_rows - grid.first - _ROWS_BESIDE * len(asked)
    return free // choices if choices else 1


def _write_choice(
    grid: Grid,
    place: tuple[int, int],
    counted: tuple[Question, ChoiceCount],
    count: Callable[[str], str],
    bases: Bases,
) -> None:
    (row, rows), (question, found), sheet = place, counted, grid.sheet
    ticked, looks = sheet.cell(row, TICKED), ("cell", "middle", "centre")
    shares = {
        OF_RETURNED: (f"IF({bases.returned}=0,0,{ticked}/{bases.returned})", found.of_returned),
        OF_EXPECTED: (f"IF({bases.expected}=0,0,{ticked}/{bases.expected})", found.of_expected),
    }
    label = shorten(found.choice.label, int(_LABEL_UNITS * rows * 0.9 / grid.book.face.width))
    sheet.merge(row, ITEM, row + rows - 1, ITEM, choice_number(grid.book.form, question, found.choice), *looks)
    sheet.merge(row, LABEL, row + rows - 1, LABEL, label, "cell", "middle")
    for column in (TICKED, *shares):
        sheet.merge(row, column, row + rows - 1, column, None, *looks)
    sheet.formula(row, TICKED, count(found.choice.name), found.ticked, *looks, "strong", "integer")
    for column, (formula, share) in shares.items():
        sheet.formula(row, column, formula, share, *looks, "percent")


def _write_data(grid: Grid, question: Question, tally: list[ChoiceCount], first: int, rows: int) -> tuple[str, str]:
    sheet, start = grid.sheet, grid.data + 1
    sheet.put(grid.data, DATA, shorten(question.label, 40), "note", "one-line")
    for place, counted in enumerate(tally):
        number = choice_number(grid.book.form, question, counted.choice)
        label = shorten(f"{number} {counted.choice.label}", _CHART_LABEL * rows)
        sheet.put(start + place, DATA, label, "note", "one-line")
        ticked = sheet.cell(first + place * rows, TICKED)
        sheet.formula(start + place, DATA + 1, ticked, counted.ticked, "note", "integer")
    grid.data = start + len(tally) + 1
    last = max(start, start + len(tally) - 1)
    return sheet.range(start, DATA, last), sheet.range(start, DATA + 1, last)
