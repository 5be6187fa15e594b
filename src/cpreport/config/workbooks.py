"""The rows of units.xlsx as they are seen: the sheet that lists units, merged cells, codes with leading zeros."""

from __future__ import annotations

import contextlib
import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from cpreport.config.headings import MOST_TITLES, is_header
from cpreport.config.merged import merged_cells
from cpreport.config.tables import Row
from cpreport.config.yaml_tree import check_characters
from cpreport.ooxml import XmlError
from cpreport.package import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell.cell import Cell, MergedCell

    from cpreport.config.merged import Merged
    from cpreport.config.report import Report

# openpyxl has no exception of its own for a file that is damaged, or is no workbook at all.
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, SyntaxError,
    LookupError, ValueError, TypeError, AttributeError, RuntimeError, ArithmeticError, AssertionError,
    PackageError, XmlError,
)  # fmt: skip

_MOST_COLUMNS: Final = 256
_ZEROS: Final = re.compile(r"0{2,}")


def read_xlsx(data: bytes, report: Report) -> list[Row]:
    """The rows of the sheet that lists units, as text; of the first sheet where none does.

    Raises:
        CampaignError: It is no workbook, or is damaged, or several of its sheets list units.
    """
    sheets: dict[str, list[Row]] = {}
    try:
        # openpyxl warns of features that only matter to who saves the workbook again, and prints about odd styles.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            sheets = _sheets(data)
    except DAMAGE as error:
        report.add("units.damaged", detail=str(error) or type(error).__name__)
    report.stop()
    rows = _the_one(sheets, report)
    for row in rows:
        check_characters(" ".join(row.cells).replace("\n", " "), report, row.line)
    report.stop()
    return rows


def _the_one(sheets: dict[str, list[Row]], report: Report) -> list[Row]:
    listing = [name for name, rows in sheets.items() if any(is_header(row.cells) for row in rows[:MOST_TITLES])]
    if len(listing) > 1:
        report.add("units.several-sheets", value=", ".join(listing))
    report.stop()
    return sheets[listing[0]] if listing else next(iter(sheets.values()), [])


def _sheets(data: bytes) -> dict[str, list[Row]]:
    import openpyxl  # half a second that only campaigns with a units.xlsx need

    merged = merged_cells(data)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            # The declared dimensions may lie.
            sheet.reset_dimensions()
        return {
            sheet.title: _rows(sheet.iter_rows(max_col=_MOST_COLUMNS), merged.get(sheet.title, ()))
            for sheet in book.worksheets
        }
    finally:
        book.close()


def _rows(seen: Iterable[Sequence[Cell | MergedCell]], merged: Sequence[Merged]) -> list[Row]:
    numbered = enumerate(seen, start=1)
    rows = {line: [_text(cell) for cell in cells] for line, cells in numbered if any(_says(cell) for cell in cells)}
    for column, first, last in merged:
        text = _at(rows.get(first, []), column)
        for line in rows.keys() & range(first + 1, last + 1) if text else ():
            cells = rows[line]
            cells += [""] * (column + 1 - len(cells))
            cells[column] = cells[column] or text
    return [Row(line, cells) for line, cells in rows.items()]


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _says(cell: Cell | MergedCell) -> bool:
    return cell.value is not None and cell.value != ""


def _text(cell: Cell | MergedCell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and int(value) == value:
        # A code that is shown as 0012 is 0012.
        return str(int(value)).zfill(len(zeros[0]) if (zeros := _ZEROS.fullmatch(cell.number_format)) else 0)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
