"""Numbers with their statistics, and dates as real dates."""

from __future__ import annotations

from statistics import fmean, median
from typing import TYPE_CHECKING

from cpreport.form import QuestionType
from cpreport.reading import FindingKind
from cpreport.workbook.book import is_countable
from cpreport.workbook.listing import Column, finish_list, write_headings
from cpreport.workbook.lists import as_date, titled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpreport.form import Question
    from cpreport.summary import Row
    from cpreport.workbook.book import Book, Cell, Sheet

_ASKED = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE)
_LOOKS = {QuestionType.INTEGER: "integer", QuestionType.DECIMAL: "decimal", QuestionType.DATE: "centre"}
_FIRST_STATISTIC = 2
_WHO = 2

_STATISTICS: dict[str, tuple[str, Callable[[Sequence[float]], float]]] = {
    "count": ("COUNT", len),
    "sum": ("SUM", sum),
    "mean": ("AVERAGE", fmean),
    "median": ("MEDIAN", median),
    "min": ("MIN", min),
    "max": ("MAX", max),
}
_STATISTIC = ("cell", "total", "centre")
_HEAD = _FIRST_STATISTIC + len(_STATISTICS)
_FIRST = _HEAD + 1


def write_values(book: Book) -> None:
    """The sheet of numbers and dates by unit; none when the form asks for neither."""
    questions = [question for question in book.form.questions if question.type in _ASKED]
    if not questions:
        return
    sheet = book.sheet("values")
    sheet.title(sheet.name, book.say("workbook.values.note"))
    columns = (
        Column(book.say("workbook.unit"), 36),
        Column(book.say("workbook.group"), 18),
        *(Column(titled(book.form, question), 18, (_LOOKS[question.type],)) for question in questions),
    )
    write_headings(sheet, _HEAD, columns)
    rows = [row for row in book.summary.answered if not row.unit.exempt]
    for place, row in enumerate(rows, start=_FIRST):
        _write_unit(sheet, place, row, questions, ())
    _write_statistics(sheet, questions, rows)
    finish_list(sheet, _HEAD, columns, len(rows))
    _write_exempt(sheet, _FIRST + len(rows) + 1, questions)


def _write_unit(sheet: Sheet, place: int, row: Row, questions: Sequence[Question], tone: tuple[str, ...]) -> None:
    group = sheet.book.group(row.unit)
    sheet.put(place, 0, row.unit.name, "cell", *tone)
    sheet.put(place, 1, group, "cell", *tone)
    lines = [sheet.book.face.lines(row.unit.name, 36), sheet.book.face.lines(group, 18)]
    for column, question in enumerate(questions, start=_WHO):
        value = _value(row, question)
        unread = _unread(row, question) if value is None else ""
        doubt = ("doubt", "left") if unread else ("centre",)
        sheet.put(place, column, unread or value, "cell", _LOOKS[question.type], *tone, *doubt)
        lines.append(sheet.book.face.lines(unread, 18))
    sheet.height(place, sheet.book.face.height(max(lines)))


def _write_statistics(sheet: Sheet, questions: Sequence[Question], rows: Sequence[Row]) -> None:
    for place, key in enumerate(_STATISTICS, start=_FIRST_STATISTIC):
        sheet.merge(place, 0, place, 1, sheet.book.say(f"workbook.stat.{key}"), "cell", "total")
        sheet.height(place, sheet.book.face.height(1))
        for column, question in enumerate(questions, start=_WHO):
            if question.type is QuestionType.DATE:
                sheet.put(place, column, None, "cell", "total")
            else:
                _write_statistic(sheet, (place, column), key, question, rows)


def _write_statistic(sheet: Sheet, place: tuple[int, int], key: str, question: Question, rows: Sequence[Row]) -> None:
    function, calculate = _STATISTICS[key]
    cells = sheet.range(_FIRST, place[1], _FIRST + max(len(rows), 1) - 1)
    numbers = _numbers(rows, question)
    if key == "count":
        sheet.formula(*place, f"COUNT({cells})", len(numbers), *_STATISTIC, "integer")
        return
    # Of no numbers there is no mean, and Excel would show an error.
    formula, value = f'IF(COUNT({cells})=0,"",{function}({cells}))', calculate(numbers) if numbers else ""
    look = "mean" if key in {"mean", "median"} else _LOOKS[question.type]
    sheet.formula(*place, formula, value, *_STATISTIC, look)


def _write_exempt(sheet: Sheet, place: int, questions: Sequence[Question]) -> None:
    rows = [row for row in sheet.book.summary.exempt if row.returned]
    if not rows:
        return
    sheet.put(place, 0, sheet.book.say("workbook.values.exempt"), "plain", "one-line", "note")
    for below, row in enumerate(rows, start=place + 1):
        _write_unit(sheet, below, row, questions, ("muted",))


def _numbers(rows: Sequence[Row], question: Question) -> list[float]:
    found = (row.answers.get(question.name) for row in rows)
    return [value for value in found if isinstance(value, int | float) and is_countable(value)]


def _value(row: Row, question: Question) -> Cell:
    value = row.answers.get(question.name)
    if question.type is QuestionType.DATE:
        return as_date(value)
    return value if isinstance(value, int | float | str) else None


def _unread(row: Row, question: Question) -> str:
    of_question = (f for f in row.findings if f.question == question.name and f.kind is FindingKind.INVALID_VALUE)
    return next((finding.read for finding in of_question), "")
