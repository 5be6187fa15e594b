"""One sheet a select question: unit x choice, with totals above the units so that they stay in sight."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from cpreport.printed import choice_number, titled
from cpreport.summary import Status
from cpreport.wording import shorten
from cpreport.workbook.body import BodyRow
from cpreport.workbook.looks import SCALE, SHADES
from cpreport.workbook.measure import POINTS_PER_UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.form import Question
    from cpreport.summary import Row
    from cpreport.workbook.body import Body, Style
    from cpreport.workbook.book import Book
    from cpreport.workbook.sheet import Sheet

_LABELS, _TOTAL, _OF_RETURNED, _OF_EXPECTED, _HEAD, FIRST = range(2, 8)
_STATUS = 2
_CHOICES = 3
_STATUS_WIDTH = 14
_HIGHEST_LABEL = 200.0  # points
_MOST_LINES = 4
_ROOM = 1.3  # rotated lines break early
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
    if book.summary.rows:
        _write_units(sheet, question)
        _write_remarks(sheet, question)
    _write_totals(sheet, question)
    _shade(sheet, len(question.choices))
    _finish(sheet, len(question.choices))
    return {choice.name: sheet.cell(_TOTAL, _CHOICES + n) for n, choice in enumerate(question.choices)}


def _write_note(sheet: Sheet, widths: list[float]) -> None:
    """The signs explained, over the whole width of the sheet: a question of few choices prints a narrow one."""
    note = sheet.book.say("workbook.matrix.note")
    sheet.merge(1, 0, 1, len(widths) - 1, note, "note", "wrapped")
    sheet.height(1, sheet.book.face.height(sheet.book.face.lines(note, sum(widths))))


def counted(status: str, book: Book) -> str:
    """The part of a formula that is 1 for a unit that counts as returned, over a range of statuses."""
    return "+".join(f'({status}="{book.say(f"workbook.status.{word}")}")' for word in COUNTED)


def _write_heads(sheet: Sheet, question: Question) -> list[float]:
    """Writes the headings and gives back the widths of all columns."""
    book, labels = sheet.book, _labels(sheet.book, question)
    points = [book.face.units(label) * POINTS_PER_UNIT * _ROOM for label in labels]
    height = min(_HIGHEST_LABEL, max(points, default=0.0)) + _MARGIN
    lines = [ceil(length / (height - _MARGIN)) for length in points]
    columns = [max(_NARROWEST, (n * book.face.line + 8) / POINTS_PER_UNIT) for n in lines]
    widths = [book.name_width, book.group_width, _STATUS_WIDTH, *columns]
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


def _write_units(sheet: Sheet, question: Question) -> None:
    body = sheet.begin_body(FIRST)
    styles = {tone: _Styles.of(body, *tone) for tone in ((), ("muted",))}
    body.fill(_unit(sheet.book, question, row, styles[() if _counts(row) else ("muted",)]) for row in _rows(sheet))


def _unit(book: Book, question: Question, row: Row, styles: _Styles) -> BodyRow:
    name, group = row.unit.name, book.group(row.unit)
    ticked, uncertain, gone = row.ticked(question), row.uncertain(question), row.gone(question)
    names = [choice.name for choice in question.choices]
    marks = ("✓" if name in ticked else "?" if name in uncertain else None for name in names)
    doubtful = row.status is Status.NEEDS_REVIEW and _counts(row)
    looks = (styles.text, styles.text, styles.doubt if doubtful else styles.text)
    lines = max(book.face.lines(name, book.name_width), book.face.lines(group, book.group_width))
    return BodyRow(
        book.face.height(lines),
        (name, group, book.status(row), *marks),
        (*looks, *(styles.gone if name in gone else styles.mark for name in names)),
    )


class _Styles(NamedTuple):
    """How the cells of a unit look, by what they show."""

    text: Style
    doubt: Style
    mark: Style
    gone: Style

    @classmethod
    def of(cls, body: Body, *tone: str) -> _Styles:
        """All of them in one tone."""
        text, mark = ("cell", "middle", *tone), ("cell", "mark", *tone)
        return cls(body.style(*text), body.style(*text, "doubt"), body.style(*mark), body.style(*mark, "gone"))


def _counts(row: Row) -> bool:
    return bool(row.returned) and not row.unit.exempt


def _rows(sheet: Sheet) -> Sequence[Row]:
    return sheet.book.summary.rows


def _write_remarks(sheet: Sheet, question: Question) -> None:
    """Beside the name of a unit whose answer a person decided: who, when and why."""
    for place, row in enumerate(_rows(sheet), start=FIRST):
        if question.name in row.decided:
            decision = row.decided[question.name]
            day = decision.at.date().isoformat()
            told = sheet.book.say("workbook.decided", by=decision.by or "–", day=day, reason=decision.reason)
            sheet.raw.write_comment(place, 0, told)


def _write_totals(sheet: Sheet, question: Question) -> None:
    book = sheet.book
    counts, last = book.summary.counts, FIRST + max(len(book.summary.rows), 1) - 1
    status = sheet.range(FIRST, _STATUS, last)
    asked = "+".join(
        f'COUNTIF({status},"{book.say(f"workbook.status.{word}")}")' for word in (*COUNTED, Status.MISSING)
    )
    bases = ((_OF_RETURNED, _tally(book, status), counts.returned), (_OF_EXPECTED, asked, counts.units))
    _write_total_heads(sheet)
    for row, formula, value in bases:
        sheet.formula(row, _STATUS, formula, value, "cell", "total", "centre", "integer")
    for place, count in enumerate(book.summary.tally(question), start=_CHOICES):
        marks = sheet.range(FIRST, place, last)
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
    last = FIRST + len(sheet.book.summary.rows) - 1
    if last < FIRST or not choices:
        return
    here = "$C8"  # the status beside the first mark; the rule is moved along with the cell it looks at
    for sign, shade in SHADES.items():
        criteria = f'=AND(D8="{sign}",{counted(here, sheet.book)}>0)'
        rule = {"type": "formula", "criteria": criteria, "format": sheet.book.raw.add_format(dict(shade))}
        sheet.raw.conditional_format(FIRST, _CHOICES, last, _CHOICES + choices - 1, rule)
    sheet.raw.conditional_format(_OF_RETURNED, _CHOICES, _OF_EXPECTED, _CHOICES + choices - 1, dict(SCALE))


def _finish(sheet: Sheet, choices: int) -> None:
    sheet.raw.freeze_panes(FIRST, 1)
    sheet.raw.repeat_rows(_LABELS, _HEAD)
    sheet.raw.repeat_columns(0)
    if sheet.book.summary.rows:
        last = FIRST + len(sheet.book.summary.rows) - 1
        sheet.raw.autofilter(_HEAD, 0, last, _CHOICES + choices - 1)
