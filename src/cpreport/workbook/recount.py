"""A workbook opened again, to see that every sheet holds as many rows as the ledger says."""

from __future__ import annotations

import zlib
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from cpreport.ooxml import parse
from cpreport.tidy import tidy_length
from cpreport.words import say
from cpreport.workbook import listing, matrix
from cpreport.workbook.data import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cpreport.summary import Summary

_PIECE: Final = 1 << 18
_ROW: Final = b"<row "


class DamagedWorkbookError(Exception):
    """A workbook does not hold what was written into it; the text says where."""


def see_complete(path: Path, summary: Summary) -> None:
    """Opens a workbook and counts its rows.

    Every part is unpacked and its checksum compared; every sheet is parsed.

    Raises:
        DamagedWorkbookError: It cannot be read, or a sheet has more or fewer rows than it must.
    """
    try:
        rows = count_rows(path)
    except (BadZipFile, zlib.error, EOFError, expat.ExpatError, KeyError, ValueError) as error:
        raise DamagedWorkbookError(str(error)) from error
    names = list(rows)
    selects = [question for question in summary.form.questions if question.is_select]
    wanted = {name: matrix.FIRST + len(summary.rows) for name in names[1 : 1 + len(selects)]} | _wanted(summary)
    for name, number in wanted.items():
        if rows.get(name) != number:
            raise DamagedWorkbookError(f"{name}: {rows.get(name)} ≠ {number}")


def count_rows(path: Path) -> Mapping[str, int]:
    """The number of rows of every sheet by its name, in the order of the sheets."""
    with ZipFile(path) as package:
        damaged = package.testzip()
        if damaged:
            raise BadZipFile(damaged)
        sheets = [sheet.get("name", "") for sheet in parse(package.read("xl/workbook.xml")).iter("{*}sheet")]
        rows: dict[str, int] = {}
        for number, name in enumerate(sheets, start=1):
            with package.open(f"xl/worksheets/sheet{number}.xml") as part:
                rows[name] = _count(part)
    return rows


def _wanted(summary: Summary) -> dict[str, int]:
    counts, answers = summary.counts, tidy_length(summary)
    listed = {"units": len(summary.rows), "missing": counts.missing, "set_aside": counts.set_aside}
    wanted = {key: listing.FIRST + max(number, 1) for key, number in listed.items()}
    wanted["tidy"] = 1 + answers if answers <= MOST_ROWS else listing.FIRST
    return {say(f"sheet.{key}", summary.form.language): number for key, number in wanted.items()}


def _count(part: IO[bytes]) -> int:
    # No handlers: a call for each of a million cells would take longer than writing them.
    parser, rows, before = expat.ParserCreate(), 0, b""
    while piece := part.read(_PIECE):
        parser.Parse(piece)
        rows += (before + piece).count(_ROW)
        before = piece[1 - len(_ROW) :]
    parser.Parse(b"", True)
    return rows
