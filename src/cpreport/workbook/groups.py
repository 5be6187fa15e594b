"""Answers by group of units: response, and for each select question choice x group."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cpreport.printed import choice_number, titled
from cpreport.workbook.looks import SCALE
from cpreport.workbook.paper import keep_together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.form import Choice, Question
    from cpreport.summary import GroupCount, Summary
    from cpreport.workbook.book import Book
    from cpreport.workbook.sheet import Sheet

_LABEL = 60
_GROUP = 13


def write_groups(book: Book) -> None:
    """The sheet of cross-tabulations; none when no unit has a group or nothing can be ticked."""
    groups = book.summary.groups
    questions = [question for question in book.form.questions if question.is_select]
    if not groups or not questions:
        return
    sheet = book.sheet("groups")
    sheet.title(sheet.name)
    sheet.width(0, _LABEL)
    sheet.width(1, _GROUP, last=len(groups) + 1)
    blocks = [range(_write_response(sheet, groups))]
    for question in questions:
        blocks += _write_question(sheet, blocks[-1].stop + 1, question, groups)
    sheet.raw.freeze_panes(_HEAD + 1, 1)
    sheet.raw.repeat_rows(_HEAD)
    sheet.raw.repeat_columns(0)
    keep_together(sheet, [_LABEL, *[_GROUP] * (len(groups) + 1)], blocks)


_HEAD, _RETURNED, _EXPECTED, _RATE = 3, 4, 5, 6


def _write_response(sheet: Sheet, groups: Sequence[GroupCount]) -> int:
    book = sheet.book
    sheet.put(2, 0, book.say("workbook.by-group"), "heading")
    _write_group_heads(sheet, _HEAD, groups)
    for row, key in ((_RETURNED, "returned"), (_EXPECTED, "expected")):
        values = [getattr(group, key) for group in groups]
        sheet.put(row, 0, book.say(f"workbook.{key}"), "cell")
        _write_counts(sheet, row, values)
    sheet.put(_RATE, 0, book.say("workbook.rate"), "cell", "total")
    shares = [*(group.rate for group in groups), book.summary.counts.response_rate]
    for place, share in enumerate(shares, start=1):
        _write_share(sheet, _RATE, place, (sheet.cell(_RETURNED, place), sheet.cell(_EXPECTED, place)), share)
    return _RATE + 1


def _write_question(sheet: Sheet, row: int, question: Question, groups: Sequence[GroupCount]) -> tuple[range, range]:
    """Writes counts and shares of one question below each other, and says which rows each has taken."""
    book = sheet.book
    sheet.put(row, 0, titled(book.form, question), "heading")
    _write_group_heads(sheet, row + 1, groups)
    first, choices = row + 2, question.choices
    ticks = _ticks(book.summary, question)
    for place, choice in enumerate(choices, start=first):
        _write_choice_head(sheet, place, question, choice)
        _write_counts(sheet, place, [ticks[group.name, choice.name] for group in groups])
    middle = first + len(choices)
    sheet.put(middle, 0, book.say("workbook.of-group"), "plain", "strong", "one-line")
    for place, choice in enumerate(choices):
        _write_choice_head(sheet, middle + 1 + place, question, choice)
        own = [ticks[group.name, choice.name] for group in groups]
        bases = [*(group.returned for group in groups), book.summary.counts.returned]
        for column, (count, base) in enumerate(zip([*own, sum(own)], bases, strict=True), start=1):
            cells = sheet.cell(first + place, column), sheet.cell(_RETURNED, column)
            _write_share(sheet, middle + 1 + place, column, cells, count / base if base else 0.0)
    last = middle + len(choices)
    sheet.raw.conditional_format(middle + 1, 1, last, len(groups) + 1, dict(SCALE))
    return range(row, middle), range(middle, last + 1)


def _ticks(summary: Summary, question: Question) -> Counter[tuple[str, str]]:
    rows = [row for row in summary.answered if not row.unit.exempt]
    return Counter((row.unit.group, name) for row in rows for name in row.ticked(question))


def _write_group_heads(sheet: Sheet, row: int, groups: Sequence[GroupCount]) -> None:
    names = [*(group.name or sheet.book.say("workbook.no-group") for group in groups), sheet.book.say("workbook.total")]
    sheet.put(row, 0, None, "head")
    for place, name in enumerate(names, start=1):
        sheet.put(row, place, name, "head")
    sheet.height(row, sheet.book.face.height(max(sheet.book.face.lines(name, _GROUP) for name in names)) + 4)


def _write_choice_head(sheet: Sheet, row: int, question: Question, choice: Choice) -> None:
    label = f"{choice_number(sheet.book.form, question, choice)} {choice.label}"
    sheet.put(row, 0, label, "cell")
    sheet.height(row, sheet.book.face.height(sheet.book.face.lines(label, _LABEL)))


def _write_counts(sheet: Sheet, row: int, values: list[int]) -> None:
    for place, value in enumerate(values, start=1):
        sheet.put(row, place, value, "cell", "centre", "integer")
    total = f"SUM({sheet.range(row, 1, row, len(values))})"
    sheet.formula(row, len(values) + 1, total, sum(values), "cell", "total", "centre", "integer")


def _write_share(sheet: Sheet, row: int, column: int, cells: tuple[str, str], share: float) -> None:
    part, whole = cells
    sheet.formula(row, column, f"IF({whole}=0,0,{part}/{whole})", share, "cell", "centre", "percent")
