"""What people and programs do to an Excel form besides filling it in; the truth stays, not always its traces."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from cpreport.thai import thai_digits
from imitations_excel import as_excel, as_gnumeric, as_google_sheets, as_xlsm, inserted_rows, renamed_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook

_NUMBER = re.compile(r"[0-9๐-๙]+\.[0-9๐-๙]+")
_GLYPHS = ("☐", "☑")
_UNTICKED = ("☐", "□", "", "-", "ไม่", None, False, 0)


def changed(data: bytes, change: Callable[..., object], chance: Random) -> bytes:
    """The workbook after one of these edits or programs."""
    if change in PROGRAMS:
        saved = change(data)
        assert isinstance(saved, bytes)
        return saved
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    change(workbook, chance)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def without_names(workbook: Workbook, chance: Random) -> None:
    """The names are gone: the sheet was copied into a new workbook by its cells."""
    workbook.defined_names.clear()


def without_a_name(workbook: Workbook, chance: Random) -> None:
    """Some names have lost their cells."""
    for defined in workbook.defined_names.values():
        if chance.random() < 0.3:
            defined.attr_text = "#REF!"


def other_marks(workbook: Workbook, chance: Random) -> None:
    """The list's glyphs are typed over, each by what means the same."""
    ticked = chance.choice(["☒", "✓", "x", "/", True, 1, "ใช่", "TRUE"])
    empty = chance.choice(["", None, False, 0, "-", "ไม่", "□"])
    for own in _boxes(workbook):
        if own.value in _GLYPHS:
            own.value = ticked if own.value == "☑" else empty


def symbol_font(workbook: Workbook, chance: Random) -> None:
    """Ticks come from a font of signs."""
    name, letter = chance.choice([("Wingdings", "ü"), ("Wingdings", "þ"), ("Wingdings 2", "R"), ("Webdings", "a")])
    for own in _boxes(workbook):
        if own.value == "☑":
            own.value, own.font = letter, Font(name=name)


def deleted_choice(workbook: Workbook, chance: Random) -> None:
    """What stands in the row of a choice is deleted, and with it its names."""
    if own := _one(workbook, chance):
        for other in own.parent[own.row]:
            if not isinstance(other, openpyxl.cell.cell.MergedCell):
                other.value = None
        _lose_names(workbook, own.row)


def moved_choice(workbook: Workbook, chance: Random) -> None:
    """A choice is cut out and pasted below everything, where its names do not follow."""
    if own := _one(workbook, chance):
        sheet = own.parent
        target = sheet.max_row + 2
        for column in range(1, 6):
            old = sheet.cell(own.row, column)
            if not isinstance(old, openpyxl.cell.cell.MergedCell):
                sheet.cell(target, column).value, old.value = old.value, None
        _lose_names(workbook, own.row)


def merged_boxes(workbook: Workbook, chance: Random) -> None:
    """The box of a choice is made one cell with the next one's, whose text is lost."""
    own = _one(workbook, chance)
    taken = own.parent.merged_cells if own else ()
    if own and own.coordinate not in taken and f"A{own.row + 1}" not in taken:
        own.parent.cell(own.row + 1, 1).comment = None
        own.parent.merge_cells(start_row=own.row, end_row=own.row + 1, start_column=1, end_column=1)


def hidden_row(workbook: Workbook, chance: Random) -> None:
    """The row of a choice is hidden."""
    if own := _one(workbook, chance):
        own.parent.row_dimensions[own.row].hidden = True


def noted(workbook: Workbook, chance: Random) -> None:
    """A note is put on a box."""
    if own := _one(workbook, chance):
        own.comment = Comment("โปรดดูเอกสารแนบ", "ก")


def coloured(workbook: Workbook, chance: Random) -> None:
    """The row of a choice is coloured."""
    if own := _one(workbook, chance):
        for column in range(1, 4):
            own.parent.cell(own.row, column).fill = PatternFill("solid", fgColor="FFFFFF00")


def reworded_choice(workbook: Workbook, chance: Random) -> None:
    """A choice gets other words, or more of them."""
    if own := _one(workbook, chance):
        label = own.parent.cell(own.row, 3)
        words = str(label.value)
        label.value = chance.choice(["ข้อความใหม่ทั้งหมด", f"{words} และอื่น", f"การ{words}", words[:-1]])
        label.data_type = "s"


def invisible_spaces(workbook: Workbook, chance: Random) -> None:
    """Spaces that nobody sees, and some that are seen, come into the labels."""
    for own in _boxes(workbook):
        label = own.parent.cell(own.row, 3)
        words = str(label.value)
        place = chance.randrange(len(words) + 1)
        label.value = words[:place] + chance.choice(["\u200b", "\u00a0", "  ", "\n"]) + words[place:]
        label.data_type = "s"


def thai_numbers(workbook: Workbook, chance: Random) -> None:
    """The numbers before choices are typed again with Thai digits."""
    for own in _boxes(workbook):
        number = own.parent.cell(own.row, 2)
        number.value = thai_digits(str(number.value))


def copied_sheet(workbook: Workbook, chance: Random) -> None:
    """The sheet is copied, with its names or without, and a tick of the copy changed or not."""
    sheet = workbook.worksheets[0]
    if len(workbook.worksheets) > 1:
        return
    copied = workbook.copy_worksheet(sheet)
    if chance.random() < 0.5:
        for name, defined in workbook.defined_names.items():
            reference = defined.attr_text.rpartition("!")[2]
            copied.defined_names[name] = DefinedName(name, attr_text=f"'{copied.title}'!{reference}")
    own = _one(workbook, chance)
    # Where the first sheet is blank, a tick in the copy would be an answer.
    if own and any(box.value not in _UNTICKED for box in _boxes(workbook)) and chance.random() < 0.7:
        copied.cell(own.row, own.column).value = "☐" if own.value == "☑" else "☑"


def copied_rows(workbook: Workbook, chance: Random) -> None:
    """A choice is pasted once more below everything."""
    if own := _one(workbook, chance):
        target = own.parent.max_row + 2
        for column in range(1, 6):
            own.parent.cell(target, column).value = own.parent.cell(own.row, column).value


PROGRAMS = (as_google_sheets, as_gnumeric, as_excel, inserted_rows, renamed_sheet, as_xlsm)
EDITS: tuple[Callable[[Workbook, Random], None], ...] = (
    without_names,
    without_a_name,
    other_marks,
    symbol_font,
    deleted_choice,
    moved_choice,
    merged_boxes,
    hidden_row,
    noted,
    coloured,
    reworded_choice,
    invisible_spaces,
    thai_numbers,
    copied_sheet,
    copied_rows,
)


def _boxes(workbook: Workbook) -> list[Cell]:
    """The boxes of the form as issued: in the first column, before a number."""
    sheet = workbook.worksheets[0]
    rows = range(1, sheet.max_row + 1)
    numbered = [row for row in rows if _NUMBER.fullmatch(str(sheet.cell(row, 2).value or ""))]
    found = [sheet.cell(row, 1) for row in numbered]
    return [own for own in found if not isinstance(own, openpyxl.cell.cell.MergedCell)]


def _one(workbook: Workbook, chance: Random) -> Cell | None:
    boxes = _boxes(workbook)
    return chance.choice(boxes) if boxes else None


def _lose_names(workbook: Workbook, row: int) -> None:
    for defined in workbook.defined_names.values():
        if re.search(rf"\$[A-Z]+\${row}$", defined.attr_text):
            defined.attr_text = "#REF!"
