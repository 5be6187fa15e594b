"""A sheet taken apart into rows without parsing it, because most rows stand byte for byte in every return.

As with the paragraphs of Word documents (`slices`), a row that was read once is known by its bytes, and what stands
around the rows, the frame, by its own. That this gives exactly what parsing the whole gives rests on:

- What a row says depends on its bytes, the namespaces of the root, the styles and the day from which dates are
  counted. A row that leaves its number or that of a cell to those before it, or names a shared text, is not taken.
- A row is taken only if it is one whole element that holds no other row, a frame only if it is well formed with an
  empty `sheetData` right below the root and no row elsewhere. What could hide markup is in neither.
- What is printed on every page is left out of the frame only where it is one whole element of plain texts.

Whatever does not fit is left to the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport.ooxml import XmlError, parse, s
from cpreport.readers.xlsx_frame import Frame
from cpreport.readers.xlsx_grid import position
from cpreport.readers.xlsx_rows import Row, read_row
from cpreport.readers.xlsx_stencil import Stencil, stencil, taken_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from cpreport.readers.xlsx_values import Book

_LARGEST: Final = 400_000  # bytes: fewer cells than are read of any sheet, and no tree too large for `parse`
_MOST_REMEMBERED: Final = 3_000_000  # bytes in one setting
_ROOT: Final = re.compile(rb"<worksheet[ >]")
_OPENINGS: Final = re.compile(rb"<row[\s/>]")
_BEGIN: Final = b"<sheetData>"
_END: Final = b"</sheetData>"
_SHARED: Final = b' t="s"'  # hardly any row of such a sheet stands alone
_ROW_END: Final = b"</row>"
# What is printed on every page, a code that no other return has among it; nothing of it is read. Its texts are such
# that they are XML wherever they stand.
_FOOTER: Final = re.compile(
    rb'<headerFooter(?: [a-zA-Z]{1,20}="[a-z01]{0,5}")*>'
    rb"(?:<([a-z]+(?:Header|Footer))>(?:[ -%'-;=?-~]|&amp;|&#3[56][0-9]{2};|\xe0[\xb8\xb9][\x80-\xbf])*</\1>"
    rb"|<[a-z]+(?:Header|Footer)/>)*"
    rb"</headerFooter>"
)
_NO_FOOTER: Final = b"<headerFooter/>"
_DECLARATION: Final = re.compile(rb"<\?xml[^?<>]*\?>\s*")
_HIDING: Final = (b"<!", b"<?")


class Rows(NamedTuple):
    """A sheet taken apart.

    Attributes:
        root: The root's tag with all before it.
        frame: The sheet without its rows and what is printed on every page.
        rows: The rows, each without its end.
    """

    root: bytes
    frame: bytes
    rows: list[bytes]


def cut(xml: bytes) -> Rows | None:
    """Take a sheet's part apart; None where that cannot be told to be right."""
    declared = _DECLARATION.match(xml)
    opening = _ROOT.match(xml, declared.end() if declared else 0)
    begin, end = xml.find(_BEGIN), xml.rfind(_END)
    if opening is None or begin < 0 or end < begin or len(xml) > _LARGEST or _SHARED in xml:
        return None
    *rows, last = xml[begin + len(_BEGIN) : end].split(_ROW_END)
    if last.strip():
        return None
    root = xml[: xml.find(b">", opening.start()) + 1]
    return Rows(root, xml[: begin + len(_BEGIN)] + _FOOTER.sub(_NO_FOOTER, xml[end:], count=1), rows)


class Setting:
    """What rows mean in sheets with the same root, styles and first day, and those that were read there."""

    def __init__(self) -> None:
        self._frames: dict[bytes, Frame] = {}
        self._rows: dict[bytes, Row] = {}
        self._stencils: dict[tuple[bytes, ...], Stencil] = {}
        self._size = 0

    def read(self, sheet: Rows, book: Book) -> tuple[Frame, list[Row]] | None:
        """The frame of a sheet and its rows; None where it must be parsed as a whole.

        Raises:
            XmlError: The cells of all sheets together are too many, or show too much.
        """
        if self._size > _MOST_REMEMBERED:
            self._frames.clear()
            self._rows.clear()
            self._stencils.clear()
            self._size = 0
        frame = self._frames.get(sheet.frame)
        if frame is None:
            frame = self._learn_frame(sheet.frame)
        if frame is None or not self._learn(sheet, book):
            return None
        found = [self._rows[each] for each in sheet.rows]
        book.count(sum(row.count for row in found), sum(row.length for row in found))
        return frame, found

    def _learn_frame(self, xml: bytes) -> Frame | None:
        declared = _DECLARATION.match(xml)
        root = None if _hides(xml[declared.end() if declared else 0 :]) else _parsed(xml)
        holders = [] if root is None else list(root.iter(s("sheetData")))
        is_usual = len(holders) == 1 and holders[0].getparent() is root and not len(holders[0])
        if root is None or not is_usual or next(root.iter(s("row"), s("c")), None) is not None:
            return None
        self._frames[xml] = frame = Frame.of(root)
        self._size += len(xml)
        return frame

    def _learn(self, sheet: Rows, book: Book) -> bool:
        """Read the rows that were never seen, nor with other texts."""
        new = [each for each in dict.fromkeys(sheet.rows) if each not in self._rows and not self._fill(each)]
        if not new:
            return True
        elements = _elements(sheet.root, new)
        if elements is None or not all(map(_is_whole, elements)):
            return False
        for xml, element in zip(new, elements, strict=True):
            self._rows[xml] = row = read_row(element, int(element.get("r", "")), book.apart(), _LARGEST)
            self._size += len(xml)
            if (parted := taken_out(xml)) and (made := stencil(element, row, parted[1], book)):
                self._stencils[parted[0]] = made
        return True

    def _fill(self, xml: bytes) -> bool:
        """Fill in a row that was seen with other texts, if it was."""
        parted = taken_out(xml)
        known = self._stencils.get(parted[0]) if parted else None
        row = known.filled(parted[1]) if parted and known else None
        if row is None:
            return False
        self._rows[xml] = row
        self._size += len(xml)
        return True


@lru_cache(maxsize=8)
def setting(root: bytes, styles: bytes | None, starts_1904: bool) -> Setting:
    """What is common to sheets with the same of these."""
    return Setting()


def _elements(root: bytes, slices: Sequence[bytes]) -> list[_Element] | None:
    """The elements of slices, each of which is one whole row; None where they are not."""
    if any(_hides(each) or b"xmlns" in each or b"xml:id" in each or not _is_one(each) for each in slices):
        return None
    rows = [each + _ROW_END for each in slices]
    parsed = _parsed(b"".join([root, _BEGIN, *rows, _END, b"</worksheet>"]))
    holder = None if parsed is None else parsed.find(s("sheetData"))
    found = [] if holder is None else list(holder)
    return found if len(found) == len(slices) and all(each.tag == s("row") for each in found) else None


def _is_one(piece: bytes) -> bool:
    openings = _OPENINGS.findall(piece)
    return len(openings) == 1 and piece.lstrip().startswith(b"<row")


def _is_whole(row: _Element) -> bool:
    """Whether a row says itself where it and its cells stand, and what they show."""
    own = row.get("r", "")
    if not own.isdecimal() or len(own) > 7:
        return False
    return all(position(cell.get("r", "")) and cell.get("t") != "s" for cell in row.iter(s("c")))


def _parsed(xml: bytes) -> _Element | None:
    """A sheet; None where it is none, or not well formed."""
    try:
        root = parse(xml)
    except XmlError:
        return None
    return root if root.tag == s("worksheet") else None


def _hides(xml: bytes) -> bool:
    return any(sign in xml for sign in _HIDING)
