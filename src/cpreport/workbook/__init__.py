"""The consolidated workbook: everything the officer and the director want to see, in one Excel file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.workbook.book import Book
from cpreport.workbook.data import MOST_ROWS, DataSheet
from cpreport.workbook.doubts import write_decisions, write_findings, write_set_aside
from cpreport.workbook.groups import write_groups
from cpreport.workbook.lists import write_exempt, write_missing, write_specified, write_texts, write_units
from cpreport.workbook.matrix import write_matrix
from cpreport.workbook.overview import write_overview
from cpreport.workbook.values import write_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.returned import Returned
    from cpreport.summary import Summary

__all__ = ["MOST_ROWS", "write_workbook"]


def write_workbook(summary: Summary, archive: Callable[[Returned], str], beside: str = "") -> bytes:
    """Writes the consolidated workbook.

    Args:
        summary: What is known on the day it speaks of.
        archive: Gives the address of a return's archived original, relative to the workbook.
        beside: Name of the file that has the data sheet's rows where they are more than `MOST_ROWS`.

    Returns:
        The bytes of an .xlsx file; the same summary gives the same bytes.
    """
    book = Book(summary, archive)
    overview = book.sheet("overview")
    totals = {q.name: write_matrix(book, q) for q in summary.form.questions if q.is_select}
    write_groups(book)
    write_specified(book)
    write_texts(book)
    write_values(book)
    write_missing(book)
    write_exempt(book)
    write_findings(book)
    write_set_aside(book)
    write_decisions(book)
    units = write_units(book)
    data = DataSheet(book, beside)
    data.write()
    write_overview(overview, units, data, totals)
    return book.close()
