"""review.xlsx: one row a doubt with a dropdown of decisions, written for a person and read back by its hidden keys."""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Final

from cpreport.decision import Action
from cpreport.language import Language
from cpreport.wording import visible_width
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS: Final = {
    "doubt_id": 14,
    "unit": 28,
    "path": 34,
    "question": 40,
    "choice": 34,
    "read": 30,
    "evidence": 52,
    "decision": 15,
    "value": 30,
    "reason": 30,
    "by": 18,
}
_TYPED: Final = frozenset({"decision", "value", "reason", "by"})
_FIRST_ROW: Final = 2  # the hidden keys and the headings stand above
_LINE: Final = 1.5  # times the size of the letters: Thai has marks above and below
_TALLEST: Final = 409.0  # points, Excel's limit
_LONGEST: Final = 32_000  # Excel's limit for a cell is 32,767 characters


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row: what is doubted, and what a person typed about it.

    Attributes:
        link: Where the archived original is.
        offered: The decisions that fit it, separated by commas, for its list.
    """

    doubt_id: str
    unit: str = ""
    path: str = ""
    question: str = ""
    choice: str = ""
    read: str = ""
    evidence: str = ""
    decision: str = ""
    value: str = ""
    reason: str = ""
    by: str = ""
    link: str = ""
    offered: str = ",".join(Action)

    @property
    def is_typed(self) -> bool:
        """Whether a person has typed anything into it."""
        return any((self.decision, self.value, self.reason, self.by))


KEYS: Final = tuple(field.name for field in fields(ReviewRow) if field.name not in {"link", "offered"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the review: its name and its rows."""

    name: str
    rows: tuple[ReviewRow, ...]


def write_review(sheets: Iterable[Sheet], language: Language, font: str) -> bytes:
    """The workbook: the doubts on the first sheet, what is decided already on the second."""
    from xlsxwriter import Workbook  # slow to import, and reading back does not need it

    out = io.BytesIO()
    workbook = Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    for sheet in sheets:
        _write_sheet(workbook, sheet, language, font)
    workbook.close()
    return out.getvalue()


def read_review(data: bytes) -> Iterator[tuple[str, int, ReviewRow]]:
    """Sheet, row number and content of every row in which a person typed something.

    Raises:
        ValueError: If it is no review workbook.
    """
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    except Exception as error:
        # openpyxl has no common base for what a damaged file makes it raise.
        raise ValueError(type(error).__name__) from error
    found = False
    for sheet in workbook.worksheets:
        rows = sheet.iter_rows(values_only=True)
        keys = [str(key or "") for key in next(rows, ())]
        if "doubt_id" not in keys:
            continue
        found = True
        for number, values in enumerate(rows, start=2):
            cells = {key: _text(value) for key, value in zip(keys, values, strict=False) if key in KEYS}
            row = ReviewRow(**cells) if cells.get("doubt_id") else None
            if row and row.is_typed and number > _FIRST_ROW:
                yield sheet.title, number, row
    workbook.close()
    if not found:
        raise ValueError("no sheet with doubt_id")


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return "" if value is None else str(value).strip()


def _write_sheet(workbook: Workbook, sheet: Sheet, language: Language, font: str) -> None:
    size = 14 if language is Language.THAI else 11
    look = {"font_name": font, "font_size": size, "valign": "top", "text_wrap": True}
    plain = workbook.add_format(look)
    typed = workbook.add_format(look | {"bg_color": "#FFF8E1", "border": 1, "border_color": "#D9C58B"})
    link = workbook.add_format(look | {"font_color": "#0563C1", "underline": 1})
    head = workbook.add_format(
        look | {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "valign": "vcenter"}
    )
    page = workbook.add_worksheet(sheet.name)
    for column, key in enumerate(KEYS):
        page.write_string(0, column, key)
        page.write_string(1, column, say(f"review.{key}", language), head)
        page.set_column(column, column, _WIDTHS[key], plain)
    page.set_row(0, None, None, {"hidden": True})
    page.set_column(0, 0, _WIDTHS["doubt_id"], plain, {"hidden": True})
    for number, row in enumerate(sheet.rows, start=_FIRST_ROW):
        page.set_row(number, _height(row, size))
        for column, key in enumerate(KEYS):
            text = str(getattr(row, key))[:_LONGEST]
            if key == "path" and row.link:
                page.write_url(number, column, f"external:{row.link}", link, text)
            else:
                page.write_string(number, column, text, typed if key in _TYPED else plain)
    last = max(_FIRST_ROW, _FIRST_ROW + len(sheet.rows) - 1)
    for offered, first, end in _runs(sheet.rows):
        _offer(page, offered, (first, end), language)
    _finish(page, last)


def _height(row: ReviewRow, size: int) -> float:
    """Points that a row needs: neither Excel nor LibreOffice sizes wrapped cells when it opens a file."""
    texts = ((str(getattr(row, key)), _WIDTHS[key]) for key in KEYS if key != "doubt_id")
    lines = max(sum(ceil(visible_width(part) / width) or 1 for part in text.split("\n")) for text, width in texts)
    return min(lines * size * _LINE + size / 2, _TALLEST)


def _runs(rows: Sequence[ReviewRow]) -> Iterator[tuple[str, int, int]]:
    """The first and last row of each run of rows with the same decisions."""
    first = _FIRST_ROW
    for offered, run in groupby(row.offered for row in rows):
        end = first + sum(1 for _ in run) - 1
        yield offered, first, end
        first = end + 1


def _offer(page: Worksheet, offered: str, rows: tuple[int, int], language: Language) -> None:
    decision = KEYS.index("decision")
    page.data_validation(
        rows[0],
        decision,
        rows[1],
        decision,
        {
            "validate": "list",
            "source": offered.split(","),
            "input_title": say("review.decision", language),
            "input_message": say("review.help", language),
        },
    )


def _finish(page: Worksheet, last: int) -> None:
    page.freeze_panes(_FIRST_ROW, KEYS.index("question"))
    page.autofilter(1, 0, last, len(KEYS) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
