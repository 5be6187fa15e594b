"""units.csv and units.xlsx: rows of texts, brought into the same tree as units.yaml."""

from __future__ import annotations

import contextlib
import csv
import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport.config.yaml_tree import Entry, Mapping, Scalar, Sequence, check_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.config.report import Report

# Western letters in another code page look so when they are taken for Thai: a mark on no consonant, a Thai letter
# inside a Latin word.
_NOT_THAI: Final = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[A-Za-z][\u0e01-\u0e7f][A-Za-z]")
_SEPARATORS: Final = ",;\t"
_MOST_COLUMNS: Final = 256

# openpyxl has no exception of its own for a file that is damaged, or is no workbook at all.
DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, SyntaxError,
    LookupError, ValueError, TypeError, AttributeError, RuntimeError, ArithmeticError, AssertionError,
)  # fmt: skip


class Row(NamedTuple):
    """The texts of one row and its line in the file."""

    line: int
    cells: list[str]


def read_csv(data: bytes, report: Report) -> list[Row]:
    """The rows of a CSV file: in UTF-8 as it should be, or as Excel saves it on a Thai or any other Windows.

    Raises:
        CampaignError: It is no text, or holds control characters.
    """
    text = _csv_text(data, report)
    check_characters(text.replace("\r", ""), report)
    report.stop()
    header = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=header.count))
    rows: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            rows.append(Row(begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        report.add("units.damaged", begins, detail=str(error))
    report.stop()
    return rows


def _csv_text(data: bytes, report: Report) -> str:
    # Excel's "Unicode text" is UTF-16; its plain CSV is in the code page of Windows, cp874 in Thailand.
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp874"):
        try:
            text = data.decode(encoding)
            if encoding != "cp874" or not _NOT_THAI.search(text):
                return text
            line = text[: text.index(_NOT_THAI.findall(text)[0])].count("\n") + 1
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
    report.add("config.encoding", line)
    report.stop()
    return ""


def read_xlsx(data: bytes, report: Report) -> list[Row]:
    """The rows of a workbook's first sheet, as text.

    Raises:
        CampaignError: It is no workbook, or is damaged.
    """
    rows: list[Row] = []
    try:
        # openpyxl warns of features that only matter to who saves the workbook again, and prints about odd styles.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            rows = [Row(line, [_cell_text(cell) for cell in cells]) for line, cells in _sheet_rows(data) if any(cells)]
    except DAMAGE as error:
        report.add("units.damaged", detail=str(error) or type(error).__name__)
    for row in rows:
        check_characters(" ".join(row.cells).replace("\n", " "), report, row.line)
    report.stop()
    return rows


def _sheet_rows(data: bytes) -> Iterator[tuple[int, tuple[object, ...]]]:
    import openpyxl  # half a second that only campaigns with a units.xlsx need

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        # The declared dimensions may lie.
        sheet.reset_dimensions()
        yield from enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), start=1)
    finally:
        book.close()


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def as_mappings(rows: list[Row], report: Report, known: tuple[str, ...], lists: tuple[str, ...]) -> Iterator[Mapping]:
    """The rows as units.yaml would have given them.

    Args:
        rows: The first that is not empty names the columns.
        report: Gets what is wrong with the columns.
        known: Columns that are recognised whatever their case.
        lists: Columns that may hold several texts, separated by semicolons or line breaks.

    Raises:
        CampaignError: The columns are not usable.
    """
    filled = (row for row in rows if any(cell.strip() for cell in row.cells))
    header = next(filled, None)
    if header is None:
        return
    columns = _columns(header, report, known)
    _refuse_unnamed(rows, columns, report)
    for row in filled:
        yield _as_mapping(row, columns, lists)


def _columns(header: Row, report: Report, known: tuple[str, ...]) -> list[str]:
    names = [_column(cell.strip(), known) for cell in header.cells]
    for name in dict.fromkeys(names):
        if name and names.count(name) > 1:
            report.add("units.column-twice", header.line, name, value=name)
    for name in ("id", "name"):
        if name not in names:
            report.add("units.no-column", header.line, name, value=name)
    report.stop()
    return names


def _column(written: str, known: tuple[str, ...]) -> str:
    return written.casefold() if written.casefold() in known else written


def _refuse_unnamed(rows: list[Row], columns: list[str], report: Report) -> None:
    # A cell beyond the named columns would be lost without a word.
    named = {number for number, name in enumerate(columns) if name}
    for row in rows:
        if len(named) < len(row.cells):
            for number, cell in enumerate(row.cells):
                if cell.strip() and number not in named:
                    report.add("units.column-unnamed", row.line, value=cell.strip())
    report.stop()


def _as_mapping(row: Row, columns: list[str], lists: tuple[str, ...]) -> Mapping:
    line, cells = row
    cells = cells + [""] * (len(columns) - len(cells))
    return Mapping(
        tuple(
            [
                Entry(name, line, _list(text, line) if name in lists else Scalar(text.strip(), False, line))
                for name, text in zip(columns, cells, strict=False)
                if name
            ]
        ),
        line,
    )


def _list(text: str, line: int) -> Sequence:
    parts = text.replace("\n", ";").split(";")
    return Sequence(tuple([Scalar(part.strip(), False, line) for part in parts if part.strip()]), line)
