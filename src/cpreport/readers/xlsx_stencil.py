"""Rows without their texts: thousands of returns have the same row with other words in it.

That putting other words in gives what reading the row anew gives rests on:

- A text is taken out only where it is the whole of a cell's text that stands in the sheet itself (`inlineStr`), and is
  made of nothing but characters and references to characters; so the rest has the same elements whatever it is.
- What a cell shows of its text is found by the reader's own `written`, with the style that the row names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cpreport.ooxml import s
from cpreport.readers.stencil import NO_CHARACTERS
from cpreport.readers.xlsx_grid import position
from cpreport.readers.xlsx_rows import Row
from cpreport.readers.xlsx_values import Run, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from cpreport.readers.xlsx_styles import CellStyle
    from cpreport.readers.xlsx_values import Book

# References to characters below U+D800, all of which XML allows from U+0020 on.
_CLOSING: Final = b"</t></is></c>"
_NOT_PLAIN: Final = re.compile(rb"[<&\x00-\x1f]")
_TEXT: Final = re.compile(rb"(?<=>)((?:[^<>&\x00-\x08\x0b-\x1f]|&#[0-9]{2,5};)+)(?=</t></is></c>)")
_REFERENCE: Final = re.compile("&#([0-9]+);")
_FIRST, _LAST = 0x20, 0xD7FF


def taken_out(row: bytes) -> tuple[tuple[bytes, ...], list[str]] | None:
    """What stands around the texts of a row, and the texts; None where they are none that can be taken out."""
    pieces = _parted(row)
    if len(pieces) == 1:
        return None
    try:
        texts = [_characters(piece.decode()) for piece in pieces[1::2]]
    except ValueError:
        return None
    return None if any(map(NO_CHARACTERS.search, texts)) else (tuple(pieces[::2]), texts)


def _parted(row: bytes) -> list[bytes]:
    """What stands around the texts of a row, and between these pieces the texts."""
    *cells, last = row.split(_CLOSING)
    pieces: list[bytes] = []
    begun = b""
    for cell in cells:
        start = cell.rfind(b">") + 1
        text = cell[start:]
        if not (start and text) or _NOT_PLAIN.search(text):
            return _TEXT.split(row)  # which finds the same, and takes ten times as long
        pieces += (begun + cell[:start], text)
        begun = _CLOSING
    return [*pieces, begun + last]


@dataclass(frozen=True, slots=True)
class Stencil:
    """A row that has been read, its texts taken out.

    Attributes:
        row: It as it was read first.
        slots: Which of its cells a text is put into, and how they look.
    """

    row: Row
    slots: tuple[tuple[int, CellStyle], ...]

    def filled(self, texts: Sequence[str]) -> Row | None:
        """The row with these texts; None where one of them shows nothing."""
        row = self.row
        cells = list(row.cells)
        length = row.length
        for (index, style), text in zip(self.slots, texts, strict=True):
            value = written((Run(text),), style)
            if not value.text:
                return None
            length += len(value.text) - len(cells[index].value.text)
            cells[index] = cells[index]._replace(value=value)
        return Row(row.number, row.height, row.is_hidden, tuple(cells), row.count, length, row)


def stencil(element: _Element, row: Row, texts: Sequence[str], book: Book) -> Stencil | None:
    """The stencil of a row; None where the texts are not whole cells of it.

    Args:
        element: Its XML.
        row: What was read of it.
        texts: The texts that were taken out.
        book: What says how its cells look.
    """
    cells = list(element.iter(s("c")))
    places = {cell.place: index for index, cell in enumerate(row.cells)}
    simple = [cell for cell in cells if cell.get("t") == "inlineStr" and _text(cell)]
    owners = [position(cell.get("r", "")) for cell in simple]
    is_plain = len({cell.get("r") for cell in cells}) == len(cells) and [_text(cell) for cell in simple] == list(texts)
    if not is_plain or any(place not in places for place in owners):
        return None
    return Stencil(row, tuple((places[o], book.style(c)) for o, c in zip(owners, simple, strict=True) if o))


def _text(cell: _Element) -> str:
    """The text of a cell that has no more than that."""
    children = [child.tag for child in cell.iter()][1:]
    return cell[0][0].text or "" if children == [s("is"), s("t")] and len(cell[0]) == 1 else ""


def _characters(text: str) -> str:
    """A text with the characters that it refers to."""
    pieces = _REFERENCE.split(text)
    pieces[1::2] = map(_character, pieces[1::2])
    return "".join(pieces)


@lru_cache(maxsize=1024)
def _character(number: str) -> str:
    code = int(number)
    if not _FIRST <= code <= _LAST:
        raise ValueError(code)
    return chr(code)
