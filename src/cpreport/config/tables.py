"""units.csv: rows of texts; and rows of texts brought into the same tree as units.yaml."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport.config.headings import MOST_TITLES, is_header
from cpreport.config.report import Report
from cpreport.config.yaml_tree import Entry, Mapping, Scalar, Sequence, check_characters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Western letters in another code page look so when they are taken for Thai: a mark on no consonant, a Thai letter
# inside a Latin word.
_NOT_THAI: Final = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[A-Za-z][\u0e01-\u0e7f][A-Za-z]")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_SEPARATORS: Final = ",;\t"


class Row(NamedTuple):
    """The texts of one row and its line in the file."""

    line: int
    cells: list[str]


class Record(NamedTuple):
    """One row as the texts of its columns, without what stands around them, and its line in the file."""

    line: int
    texts: dict[str, str]


def read_csv(data: bytes, report: Report) -> Iterator[Row]:
    """The rows of a CSV file: in UTF-8 as it should be, or as Excel saves it on a Thai or any other Windows.

    Yields:
        One row after the other, because those of thousands of units would take much memory beside the units.

    Raises:
        CampaignError: It is no text, or holds control characters; or it is damaged, which alone is told then.
    """
    text = _csv_text(data, report)
    check_characters(text, report)
    report.stop()
    # Not StringIO, which takes four bytes for every character.
    lines = (line[0] for line in _LINE.finditer(text) if line[0])
    reader = csv.reader(lines, delimiter=_separator(text))
    damage = Report(report.file)
    begins = 1
    try:
        for cells in reader:
            yield Row(begins, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        damage.add("units.damaged", begins, detail=str(error))
    damage.stop()


def _separator(text: str) -> str:
    """What separates the cells: with it a row near the top names the columns; else what the first row has most of."""
    top = "\n".join(text.lstrip().split("\n", MOST_TITLES)[:MOST_TITLES])
    for separator in _SEPARATORS:
        with contextlib.suppress(csv.Error):
            if any(is_header(cells) for cells in csv.reader(io.StringIO(top, newline=""), delimiter=separator)):
                return separator
    return max(_SEPARATORS, key=top.partition("\n")[0].count)


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


def records(rows: Iterator[Row], report: Report, known: Collection[str]) -> Iterator[Record]:
    """The rows by the names of their columns.

    Args:
        rows: None of them is empty, and the first names the columns.
        report: Gets what is wrong with the columns.
        known: Columns that are recognised whatever their case.

    Raises:
        CampaignError: The columns are not usable, or cells stand under none of them, which alone is told then.
    """
    header = next(rows, None)
    if header is None:
        return
    columns = _columns(header, report, known)
    named = {number for number, name in enumerate(columns) if name}
    unnamed = Report(report.file)
    for line, cells in rows:
        # A cell beyond the named columns would be lost without a word.
        if len(named) < len(cells):
            _refuse_unnamed(line, cells, named, unnamed)
        if len(cells) < len(columns):
            cells += [""] * (len(columns) - len(cells))
        texts = dict(zip(columns, map(str.strip, cells), strict=False))
        texts.pop("", None)
        yield Record(line, texts)
    unnamed.stop()


def as_mapping(record: Record, lists: Collection[str]) -> Mapping:
    """A row as units.yaml would have given it; the columns of `lists` may hold several texts.

    Those are separated by semicolons or line breaks.
    """
    line, texts = record
    return Mapping(
        tuple(
            [
                Entry(name, line, _list(text, line) if name in lists else Scalar(text, False, line))
                for name, text in texts.items()
            ]
        ),
        line,
    )


def _columns(header: Row, report: Report, known: Collection[str]) -> list[str]:
    names = [_column(cell.strip(), known) for cell in header.cells]
    for name in dict.fromkeys(names):
        if name and names.count(name) > 1:
            report.add("units.column-twice", header.line, name, value=name)
    for name in ("id", "name"):
        if name not in names:
            report.add("units.no-column", header.line, name, value=name)
    report.stop()
    return names


def _column(written: str, known: Collection[str]) -> str:
    return written.casefold() if written.casefold() in known else written


def _refuse_unnamed(line: int, cells: list[str], named: Collection[int], report: Report) -> None:
    for number, cell in enumerate(cells):
        if cell.strip() and number not in named:
            report.add("units.column-unnamed", line, value=cell.strip())


def _list(text: str, line: int) -> Sequence:
    parts = text.replace("\n", ";").split(";")
    return Sequence(tuple([Scalar(part.strip(), False, line) for part in parts if part.strip()]), line)
