"""One sheet a select question: unit x choice, with totals above the units so that they stay in sight."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from cpreport.printed import choice_number
from cpreport.summary import Status
from cpreport.wording import shorten
from cpreport.workbook.lists import titled
from cpreport.workbook.looks import SCALE, SHADES
from cpreport.workbook.measure import POINTS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpreport.form import Choice, Question
    from cpreport.summary import Row
    from cpreport.workbook.book import Book, Sheet

_LABELS, _TOTAL, _OF_RETURNED, _OF_EXPECTED, _HEAD, _FIRST = range(2, 8)
_STATUS = 2
_CHOICES = 3
_WIDTHS = (34, 15, 14)
_HIGHEST_LABEL = 200.0  # points
_MOST_LINES = 4
_ROOM = 1.2  # rotated lines break early
_MARGIN = 14.0  # points
_NARROWEST = 7.5
COUNTED = (Status.RETURNED, Status.NEEDS_REVIEW)


def write_matrix(book: Book, question: Question) -> dict[str, str]:
    """Writes the sheet of one question.

    Returns:
        By choice, the address of the cell that holds its total.
    """
    sheet = book.sheet(question.name, name=question.label or question.name)
    sheet.title(titled(book.form, question), " ")
    _write_note(sheet, _write_heads(sheet, question))
    for place, row in enumerate(book.summary.rows, start=_FIRST):
        _write_unit(sheet, place, question, row)
    _write_totals(sheet, question)
    _shade(sheet, len(question.choices))
    _finish(sheet, len(question.choices))
    return {choice.name: sheet.cell(_TOTAL, _CHOICES + n) for n, choice in enumerate(question.choices)}


def _write_note(sheet: Sheet, widths: list[float]) -> None:
    """The signs explained, over the whole width of the sheet: a question of few choices prints a narrow one."""
    note = sheet.book.say("workbook.matrix.note")
    sheet.merge(1, 0, 1, len(widths) - 1, note, "note", "wrapped")
    sheet.height(1, sheet.book.face.height(sheet.book.face.lines(note, sum(widths))))


def mark(row: Row, question: Question, choice: Choice) -> str:
    """What the matrix shows: ✓ counted, ? uncertain, empty when not ticked or not there."""
    if choice.name in row.ticked(question):
        return "✓"
    return "?" if choice.name in _named(row.returned.uncertain if row.returned else {}, question) else ""


def is_gone(row: Row, question: Question, choice: Choice) -> bool:
    """Whether the returned copy no longer has the choice."""
    return choice.name in _named(row.returned.gone if row.returned else {}, question)


def counted(status: str, book: Book) -> str:
    """The part of a formula that is 1 for a unit that counts as returned, over a range of statuses."""
    return "+".join(f'({status}="{book.say(f"workbook.status.{word}")}")' for word in COUNTED)


def _named(by_question: Mapping[str, tuple[str, ...]], question: Question) -> tuple[str, ...]:
    return by_question.get(question.name, ())


def _write_heads(sheet: Sheet, question: Question) -> list[float]:
    """Writes the headings and gives back the widths of all columns."""
    book, labels = sheet.book, _labels(sheet.book, question)
    points = [book.face.units(label) * POINTS_PER_UNIT * _ROOM for label in labels]
    height = min(_HIGHEST_LABEL, max(points, default=0.0)) + _MARGIN
    lines = [ceil(length / (height - _MARGIN)) for length in points]
    widths = [*_WIDTHS, *(max(_NARROWEST, (n * book.face.line + 8) / POINTS_PER_UNIT) for n in lines)]
    for place, width in enumerate(widths):
        sheet.width(place, width)
    sheet.turn_if_narrow(sum(widths))
    sheet.height(_LABELS, max(height, 3 * book.face.line))
    sheet.merge(_LABELS, 0, _LABELS, _STATUS, book.say("workbook.choice"), "head")
    for place, (label, choice) in enumerate(zip(labels, question.choices, strict=True), start=_CHOICES):
        sheet.put(_LABELS, place, label, "head", "rotated")
        sheet.put(_HEAD, place, choice_number(book.form, question, choice), "head", "one-line")
    for place, key in enumerate(("unit", "group", "status")):
        sheet.put(_HEAD, place, book.say(f"workbook.{key}"), "head")
    sheet.height(_HEAD, book.face.height(1) + 4)
    return widths


def _labels(book: Book, question: Question) -> list[str]:
    fits = int(_MOST_LINES * _HIGHEST_LABEL / POINTS_PER_UNIT / book.face.width / _ROOM)
    return [shorten(choice.label or choice.name, fits) for choice in question.choices]


def _write_unit(sheet: Sheet, place: int, question: Question, row: Row) -> None:
    book = sheet.book
    counts = bool(row.returned) and not row.unit.exempt
    tone = () if counts else ("muted",)
    sheet.put(place, 0, row.unit.name, "cell", "middle", *tone)
    sheet.put(place, 1, book.group(row.unit), "cell", "middle", *tone)
    doubt = ("doubt",) if row.status is Status.NEEDS_REVIEW and counts else ()
    sheet.put(place, _STATUS, book.status(row), "cell", "middle", *tone, *doubt)
    if question.name in row.decided:
        decision = row.decided[question.name]
        told = book.say(
            "workbook.decided", by=decision.by or "–", day=decision.at.date().isoformat(), reason=decision.reason
        )
        sheet.raw.write_comment(place, 0, told)
    for column, choice in enumerate(question.choices, start=_CHOICES):
        gone = ("gone",) if is_gone(row, question, choice) else ()
        sheet.put(place, column, mark(row, question, choice), "cell", "mark", *tone, *gone)
    lines = max(book.face.lines(row.unit.name, _WIDTHS[0]), book.face.lines(book.group(row.unit), _WIDTHS[1]))
    sheet.height(place, book.face.height(lines))


def _write_totals(sheet: Sheet, question: Question) -> None:
    book = sheet.book
    counts, last = book.summary.counts, _FIRST + max(len(book.summary.rows), 1) - 1
    status = sheet.range(_FIRST, _STATUS, last)
    asked = "+".join(
        f'COUNTIF({status},"{book.say(f"workbook.status.{word}")}")' for word in (*COUNTED, Status.MISSING)
    )
    bases = ((_OF_RETURNED, _tally(book, status), counts.returned), (_OF_EXPECTED, asked, counts.units))
    _write_total_heads(sheet)
    for row, formula, value in bases:
        sheet.formula(row, _STATUS, formula, value, "cell", "total", "centre", "integer")
    for place, count in enumerate(book.summary.tally(question), start=_CHOICES):
        marks = sheet.range(_FIRST, place, last)
        total = sheet.cell(_TOTAL, place)
        sheet.formula(_TOTAL, place, _tally(book, status, marks), count.ticked, "cell", "total", "centre", "integer")
        for row, share in ((_OF_RETURNED, count.of_returned), (_OF_EXPECTED, count.of_expected)):
            base = sheet.cell(row, _STATUS)
            looks = ("cell", "total", "centre", "percent")
            sheet.formula(row, place, f"IF({base}=0,0,{total}/{base})", share, *looks)


def _tally(book: Book, status: str, marks: str = "") -> str:
    also = f',{marks},"✓"' if marks else ""
    return "+".join(f'COUNTIFS({status},"{book.say(f"workbook.status.{word}")}"{also})' for word in COUNTED)


def _write_total_heads(sheet: Sheet) -> None:
    for row, key in ((_TOTAL, "total"), (_OF_RETURNED, "of-returned"), (_OF_EXPECTED, "of-expected")):
        sheet.merge(row, 0, row, 1, sheet.book.say(f"workbook.{key}"), "cell", "total")
        sheet.height(row, sheet.book.face.height(1))
    sheet.put(_TOTAL, _STATUS, None, "cell", "total")


def _shade(sheet: Sheet, choices: int) -> None:
    last = _FIRST + len(sheet.book.summary.rows) - 1
    if last < _FIRST or not choices:
        return
    here = "$C8"  # the status beside the first mark; the rule is moved along with the cell it looks at
    for sign, shade in SHADES.items():
        criteria = f'=AND(D8="{sign}",{counted(here, sheet.book)}>0)'
        rule = {"type": "formula", "criteria": criteria, "format": sheet.book.raw.add_format(dict(shade))}
        sheet.raw.conditional_format(_FIRST, _CHOICES, last, _CHOICES + choices - 1, rule)
    sheet.raw.conditional_format(_OF_RETURNED, _CHOICES, _OF_EXPECTED, _CHOICES + choices - 1, dict(SCALE))


def _finish(sheet: Sheet, choices: int) -> None:
    sheet.raw.freeze_panes(_FIRST, 1)
    sheet.raw.repeat_rows(_LABELS, _HEAD)
    sheet.raw.repeat_columns(0)
    if sheet.book.summary.rows:
        last = _FIRST + len(sheet.book.summary.rows) - 1
        sheet.raw.autofilter(_HEAD, 0, last, _CHOICES + choices - 1)
