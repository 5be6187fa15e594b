"""What the memo to the director shows of the answers: tables, a chart, comments, and the list of missing units."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from math import fsum
from typing import TYPE_CHECKING, Final

from cpreport.comments import comment_questions, comments, without_comment
from cpreport.dates import long_date, short_date
from cpreport.form import FIGURES, QuestionType
from cpreport.pictures import plain_png
from cpreport.printed import in_digits
from cpreport.tidy import as_date, countable
from cpreport.wording import shorten
from cpreport.words import say
from cpreport.writers.docx_memo import block_xml
from cpreport.writers.docx_picture import EMU, inline_run
from cpreport.writers.docx_table import CELL, Align, TableColumn, cell, plain_table, ruled_table
from cpreport.writers.docx_xml import CENTIMETRE, TEXT_WIDTH, paragraph, run
from cpreport.writers.memo_blocks import Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpreport.comments import Comment
    from cpreport.form import Form, Question
    from cpreport.summary import ChoiceCount, Summary

BAR: Final = "rIdBar"
BAR_PICTURE: Final = plain_png(0x1F, 0x4E, 0x79)
_LONGEST_BAR: Final = 5 * EMU
_BAR_HEIGHT: Final = round(0.38 * EMU)
_MOST_BARS, _BAR_LABEL = 15, 60
_MOST_COMMENTS, _LONGEST_COMMENT, _MOST_NAMES = 10, 300, 3
_COUNT_WIDTH = int(2.4 * CENTIMETRE)
_LABEL_WIDTH = int(7.5 * CENTIMETRE)
_VALUE_WIDTHS: Final = tuple(int(centimetres * CENTIMETRE) for centimetres in (2.2, 2.6, 2.4, 3.6))
_AXIS = '<w:tcBorders><w:left w:val="single" w:sz="6" w:space="0" w:color="7F7F7F"/></w:tcBorders>'
_MIDDLE = '<w:vAlign w:val="center"/>'
_NUMBER_WIDTH = int(1.3 * CENTIMETRE)
_DATE_WIDTH = int(3.6 * CENTIMETRE)
_GROUP_WIDTH = int(3.8 * CENTIMETRE)


def select_questions(form: Form) -> tuple[Question, ...]:
    """The questions whose choices are counted."""
    return tuple(question for question in form.questions if question.is_select)


def tables_xml(summary: Summary) -> str:
    """A table of each select question, its choices by how often they were ticked, and one of all numbers and dates.

    Empty where nothing can be told.
    """
    if not summary.counted:
        return ""
    asked = select_questions(summary.form)
    tables = [_count_table(summary, question, number) for number, question in enumerate(asked, start=1)]
    return "".join((*tables, _values_table(summary, len(asked) + 1)))


def chart_xml(summary: Summary) -> str:
    """A bar chart of the first question with several choices, else of the first with one; empty where there is none."""
    asked = sorted(select_questions(summary.form), key=lambda q: q.type is not QuestionType.SELECT_MULTIPLE)
    if not asked or not summary.counted:
        return ""
    form, question = summary.form, asked[0]
    counted = _ranked(summary, question)
    shown = counted[:_MOST_BARS]
    most = max(count.ticked for count in shown) or 1
    rows = [_bar(form, count, most, number, len(shown)) for number, count in enumerate(shown, start=1)]
    caption = say("director.chart", form.language, question=question.label)
    more = say("director.chart.more", form.language, shown=len(shown), all=len(counted))
    note = paragraph(CELL, run(in_digits(form, more))) if len(shown) < len(counted) else ""
    bars = plain_table([_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH], rows)
    return paragraph("CPMemoCaption", run(caption)) + bars + note


def comments_xml(summary: Summary) -> str:
    """The comments that most units share, in their own words; empty where nobody wrote any."""
    form = summary.form
    asked = [(question, found) for question in comment_questions(form) if (found := comments(summary, question))]
    return "".join(
        "".join((*_comments_of(form, question, found, len(asked) > 1), _none(summary, question)))
        for question, found in asked
    )


def missing_xml(summary: Summary) -> str:
    """The enclosure on its own page: the units that have not returned; empty where all have."""
    missing = summary.missing
    if not missing:
        return ""
    form = summary.form
    grouped = any(row.unit.group for row in missing)
    unit_width = TEXT_WIDTH - _NUMBER_WIDTH - _DATE_WIDTH - (_GROUP_WIDTH if grouped else 0)
    columns = [
        TableColumn(say("director.number", form.language), _NUMBER_WIDTH, Align.CENTRE),
        TableColumn(say("director.unit", form.language), unit_width),
        *([TableColumn(say("director.group", form.language), _GROUP_WIDTH)] if grouped else []),
        TableColumn(say("director.due", form.language), _DATE_WIDTH, Align.CENTRE),
    ]
    rows = (
        (
            in_digits(form, str(number)),
            row.unit.name,
            *([row.unit.group] if grouped else []),
            long_date(row.due, form.language, form.digits),
        )
        for number, row in enumerate(missing, start=1)
    )
    label = paragraph(
        "CPMemoTo", run(say("memo.enclosure", form.language)), '<w:pageBreakBefore/><w:jc w:val="right"/>'
    )
    title = say("director.missing", form.language, as_of=long_date(summary.as_of, form.language, form.digits))
    return label + paragraph("CPMemoEnclosure", run(title)) + ruled_table(columns, rows)


def _ranked(summary: Summary, question: Question) -> list[ChoiceCount]:
    return sorted(summary.tally(question), key=lambda count: -count.ticked)


def _count_table(summary: Summary, question: Question, number: int) -> str:
    form = summary.form
    columns = (
        TableColumn(say("director.choice", form.language), TEXT_WIDTH - 2 * _COUNT_WIDTH),
        TableColumn(say("director.count", form.language), _COUNT_WIDTH, Align.CENTRE),
        TableColumn(say("director.share", form.language), _COUNT_WIDTH, Align.CENTRE),
    )
    counts = [(count.choice.label, count.ticked, count.of_returned) for count in _ranked(summary, question)]
    silent = sum(not row.ticked(question) for row in summary.counted)
    if silent:
        share = silent / len(summary.counted)
        counts.append((say("director.unanswered", form.language), silent, share))
    rows = ((label, in_digits(form, f"{ticked:,}"), in_digits(form, percent(share))) for label, ticked, share in counts)
    return _caption(form, number, question.label) + ruled_table(columns, rows)


def _caption(form: Form, number: int, title: str) -> str:
    caption = say("director.table", form.language, number=in_digits(form, str(number)), question=title)
    return paragraph("CPMemoCaption", run(caption))


def _values_table(summary: Summary, number: int) -> str:
    """The numbers and dates that units gave, a line for each question; empty where the form asks for none."""
    form = summary.form
    asked = [question for question in form.questions if question.type in FIGURES]
    if not asked:
        return ""
    heads = ("answered", "sum", "mean", "range")
    columns = [
        TableColumn(say("director.question", form.language), TEXT_WIDTH - sum(_VALUE_WIDTHS)),
        *(
            TableColumn(say(f"director.{head}", form.language), width, Align.CENTRE)
            for head, width in zip(heads, _VALUE_WIDTHS, strict=True)
        ),
    ]
    rows = (tuple(in_digits(form, text) for text in _figures(summary, question)) for question in asked)
    return _caption(form, number, say("director.values", form.language)) + ruled_table(columns, rows)


def _figures(summary: Summary, question: Question) -> tuple[str, ...]:
    form = summary.form
    if question.type is QuestionType.DATE:
        days = [day for row in summary.counted if (day := as_date(row.answers.get(question.name)))]
        ends = [short_date(end(days), form.language) for end in (min, max)] if days else []
        return question.label, str(len(days)), "–", "–", _range(ends)
    numbers = countable(summary.counted, question)
    if not numbers:
        return question.label, "0", "–", "–", "–"
    ends = [_figure(end(numbers)) for end in (min, max)]
    return (
        question.label,
        str(len(numbers)),
        _figure(fsum(numbers)),
        _figure(fsum(numbers) / len(numbers)),
        _range(ends),
    )


def _range(ends: Sequence[str]) -> str:
    return " – ".join(dict.fromkeys(ends)) or "–"


def _figure(number: float) -> str:
    """A number with at most two decimals: `1,234.5`."""
    whole, _, decimals = f"{number:,.2f}".partition(".")
    return f"{whole}.{decimals.rstrip('0')}".rstrip(".")


def percent(share: float) -> str:
    """A share from 0 to 1 with one decimal, without a sign; a half is rounded up, as Excel does.

    Example:
        >>> percent(0.8625)
        '86.3'
    """
    return str((Decimal(repr(share)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _bar(form: Form, count: ChoiceCount, most: int, number: int, rows: int) -> tuple[str, str]:
    together = "<w:keepNext/>" if number < rows else ""
    value = say("director.bar", form.language, count=f"{count.ticked:,}", share=percent(count.of_returned))
    told = f"{count.choice.label}: {value}"
    length = round(_LONGEST_BAR * count.ticked / most)
    bar = inline_run(number + 1, BAR, (length, _BAR_HEIGHT), told) if length else ""
    label = run(shorten(count.choice.label, _BAR_LABEL))
    return (
        cell(_LABEL_WIDTH, paragraph(CELL, label, together), _MIDDLE),
        cell(
            TEXT_WIDTH - _LABEL_WIDTH,
            paragraph(CELL, bar + run(in_digits(form, f" {value}")), together),
            _AXIS + _MIDDLE,
        ),
    )


def _comments_of(form: Form, question: Question, found: Sequence[Comment], titled: bool) -> Iterator[str]:
    if titled:
        yield paragraph("CPMemoCaption", run(question.label))
    for comment in found[:_MOST_COMMENTS]:
        text = shorten(comment.text, _LONGEST_COMMENT)
        yield _bullet(say("director.comment", form.language, text=text, units=_names(form, comment)))
    if len(found) > _MOST_COMMENTS:
        rest = sum(len(comment.units) for comment in found[_MOST_COMMENTS:])
        yield _bullet(in_digits(form, say("director.comments.more", form.language, count=rest)))


def _none(summary: Summary, question: Question) -> str:
    form, count = summary.form, without_comment(summary, question)
    return _bullet(in_digits(form, say("director.comments.none", form.language, count=count))) if count else ""


def _names(form: Form, comment: Comment) -> str:
    named = ", ".join(unit.abbr or unit.name for unit in comment.units[:_MOST_NAMES])
    more = len(comment.units) - _MOST_NAMES
    if more <= 0:
        return named
    return in_digits(form, say("director.names.more", form.language, names=named, count=more))


def _bullet(text: str) -> str:
    return block_xml(Block(BlockKind.BULLET, 1, "", (Span(text),)))
