"""Excel's table of shared strings, continued for the texts that we write ourselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from cpreport.workbook.safe import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.language import Language

_NUMBER: Final = re.compile(r'uniqueCount="(\d+)"')
_COUNTS: Final = re.compile(r' count="\d+" uniqueCount="\d+"')
_END: Final = "</sst>"


class Strings(dict[str, int]):
    """The number of each text, behind those that are in the table already; a new text gets the next one."""

    def __init__(self, table: bytes, language: Language) -> None:
        super().__init__()
        self._table = table.decode()
        self._language = language
        found = _NUMBER.search(self._table)
        self._first = int(found[1]) if found else 0

    def __missing__(self, text: str) -> int:
        self[text] = number = self._first + len(self)
        return number

    def part(self) -> Iterator[str]:
        """The whole table as XML, piece by piece."""
        head, end, _ = self._table.rpartition(_END)
        yield _COUNTS.sub(f' uniqueCount="{self._first + len(self)}"', head, count=1)
        for text in self:
            shown = escape(cell_text(text, self._language)).replace("\r", "&#13;")
            # White space at the ends, line breaks among it, is dropped unless it is asked for.
            yield f"<si><t>{shown}</t></si>" if shown == shown.strip() else _KEEPING.format(shown)
        yield end


_KEEPING: Final = '<si><t xml:space="preserve">{}</t></si>'
