"""Numbers with their statistics, and dates as real dates."""

from __future__ import annotations

from statistics import fmean, median
from typing import TYPE_CHECKING, NamedTuple

from cpreport.form import FIGURES, QuestionType
from cpreport.printed import titled
from cpreport.reading import FindingKind
from cpreport.tidy import as_date, countable
from cpreport.workbook.body import BodyRow
from cpreport.workbook.listing import Column, finish_list, write_headings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cpreport.form import Question
    from cpreport.summary import Row
    from cpreport.workbook.body import Body, Style
    from cpreport.workbook.book import Book
    from cpreport.workbook.cells import Cell
    from cpreport.workbook.sheet import Sheet

_LOOKS = {QuestionType.INTEGER: "integer", QuestionType.DECIMAL: "decimal", QuestionType.DATE: "centre"}
_FIRST_STATISTIC = 2
_WHO = 2
_TONES = ((), ("muted",))

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
    questions = [question for question in book.form.questions if question.type in FIGURES]
    if not questions:
        return
    sheet = book.sheet("values")
    sheet.title(sheet.name, book.say("workbook.values.note"))
    columns = (
        Column(book.say("workbook.unit"), book.name_width),
        Column(book.say("workbook.group"), book.group_width),
        *(Column(titled(book.form, question), 18, (_LOOKS[question.type],)) for question in questions),
    )
    write_headings(sheet, _HEAD, columns)
    rows = [row for row in book.summary.answered if not row.unit.exempt]
    exempt = [row for row in book.summary.exempt if row.returned]
    if rows or exempt:
        body = sheet.begin_body(_FIRST)
        body.fill(_rows(book, questions, (rows, exempt), {tone: _Styles.of(body, questions, *tone) for tone in _TONES}))
    _write_statistics(sheet, questions, rows)
    finish_list(sheet, _HEAD, columns, len(rows))


class _Styles(NamedTuple):
    """How the cells of a unit look: those that say who it is, its values, and what is written in place of one."""

    who: Style
    values: tuple[Style, ...]
    unread: Style

    @classmethod
    def of(cls, body: Body, questions: Sequence[Question], *tone: str) -> _Styles:
        """All of them in one tone."""
        values = tuple(body.style("cell", _LOOKS[question.type], *tone, "centre") for question in questions)
        return cls(body.style("cell", *tone), values, body.style("cell", *tone, "doubt", "left"))


def _rows(
    book: Book,
    questions: Sequence[Question],
    units: tuple[Sequence[Row], Sequence[Row]],
    styles: Mapping[tuple[str, ...], _Styles],
) -> Iterator[BodyRow | None]:
    """The units that count, and below a free row those that do not."""
    counted, exempt = units
    yield from (_unit(book, questions, row, styles[()]) for row in counted)
    if exempt:
        words, muted = book.say("workbook.values.exempt"), styles["muted",]
        yield None
        yield BodyRow(book.face.height(1), (words,), (muted.who,))
        yield from (_unit(book, questions, row, muted) for row in exempt)


def _unit(book: Book, questions: Sequence[Question], row: Row, styles: _Styles) -> BodyRow:
    group = book.group(row.unit)
    cells: list[Cell] = [row.unit.name, group]
    looks = [styles.who, styles.who]
    lines = max(book.face.lines(row.unit.name, book.name_width), book.face.lines(group, book.group_width))
    for question, style in zip(questions, styles.values, strict=True):
        value = _value(row, question)
        unread = _unread(row, question) if value is None else ""
        cells.append(unread or value)
        looks.append(styles.unread if unread else style)
        lines = max(lines, book.face.lines(unread, 18)) if unread else lines
    return BodyRow(book.face.height(lines), cells, looks)


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
    numbers = countable(rows, question)
    if key == "count":
        sheet.formula(*place, f"COUNT({cells})", len(numbers), *_STATISTIC, "integer")
        return
    # Of no numbers there is no mean, and Excel would show an error.
    formula, value = f'IF(COUNT({cells})=0,"",{function}({cells}))', calculate(numbers) if numbers else ""
    look = "mean" if key in {"mean", "median"} else _LOOKS[question.type]
    sheet.formula(*place, formula, value, *_STATISTIC, look)


def _value(row: Row, question: Question) -> Cell:
    value = row.answers.get(question.name)
    if question.type is QuestionType.DATE:
        return as_date(value)
    return value if isinstance(value, int | float | str) else None


def _unread(row: Row, question: Question) -> str:
    of_question = (f for f in row.findings if f.question == question.name and f.kind is FindingKind.INVALID_VALUE)
    return next((finding.read for finding in of_question), "")
