"""Tables of a memo as WordprocessingML: ruled ones with a heading row, and plain ones that only line things up.

Widths are twentieths of a point (dxa).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cpreport.writers.docx_xml import BOLD, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CELL = "CPMemoCell"


class Align(StrEnum):
    """How the text of a column stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a ruled table: its heading, its width and how its cells are aligned."""

    heading: str
    width: int
    align: Align = Align.LEFT


def ruled_table(columns: Sequence[TableColumn], rows: Iterable[Sequence[str]]) -> str:
    """A table with lines, its heading row repeated on every page and no row torn apart."""
    heading = "".join(
        cell(column.width, paragraph(CELL, run(column.heading, BOLD), f"<w:keepNext/>{_aligned(Align.CENTRE)}"))
        for column in columns
    )
    body = "".join(_row(_cells(columns, row)) for row in rows)
    return table([column.width for column in columns], _row(heading, "<w:tblHeader/>") + body, "CPFormBox")


def plain_table(widths: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """A table without lines; its cells are given as paragraphs, with their own `w:tcPr` where they need one."""
    return table(widths, "".join(_row("".join(cells)) for cells in rows), "")


def table(widths: Sequence[int], rows: str, style: str) -> str:
    """A table of fixed widths; rows as XML."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def cell(width: int, content: str, properties: str = "") -> str:
    """One cell; its content is one paragraph at least."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _row(cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _cells(columns: Sequence[TableColumn], texts: Sequence[str]) -> str:
    return "".join(
        cell(column.width, paragraph(CELL, run(text), _aligned(column.align)))
        for column, text in zip(columns, texts, strict=True)
    )


def _aligned(align: Align) -> str:
    return "" if align is Align.LEFT else f'<w:jc w:val="{align}"/>'
