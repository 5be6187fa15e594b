"""The headings of a list of units as offices write them, and the row in which they stand.

Nothing is guessed: a heading counts only where it is one of these words, and a row only where it names both the ids
and the names.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from cpreport.thai import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpreport.config.report import Report
    from cpreport.config.tables import Row

_ALSO: Final = {
    "id": ("รหัส", "รหัสหน่วยงาน", "รหัสส่วนราชการ", "unit id", "unit code", "code"),
    "name": ("ชื่อ", "ชื่อหน่วยงาน", "หน่วยงาน", "ชื่อส่วนราชการ", "ส่วนราชการ", "unit", "unit name"),
    "abbr": ("ชื่อย่อ", "อักษรย่อ", "ตัวย่อ", "คำย่อ", "abbreviation", "short name"),
    "aka": ("ชื่ออื่น", "ชื่ออื่น ๆ", "ชื่อเดิม", "other names", "former names", "also known as"),
    "head": ("หัวหน้าหน่วยงาน", "หัวหน้าส่วนราชการ", "head of unit", "addressee"),
    "group": ("กลุ่ม", "กลุ่มหน่วยงาน", "unit group"),
    "email": ("อีเมล", "อีเมล์", "e-mail", "email address", "e-mail address"),
    "due": ("กำหนดส่ง", "วันกำหนดส่ง", "วันครบกำหนด", "due date", "deadline"),
    "exempt": ("ยกเว้น", "ได้รับยกเว้น", "เหตุผลที่ยกเว้น", "exemption", "exempt reason"),
}
COLUMNS: Final = tuple(_ALSO)

# "Unit ID", "unit_id" and "unit-id" are the same words.
_KEYS: Final[Mapping[str, str]] = {
    normalise(word.replace("-", " ")): key for key, words in _ALSO.items() for word in (key, *words)
}
_NEEDED: Final = frozenset({"id", "name"})
MOST_TITLES: Final = 30


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names the columns: the ids and the names at least."""
    return {_key_of(cell) for cell in cells} >= _NEEDED


def below_titles(rows: Iterable[Row], report: Report) -> Iterator[Row]:
    """The rows from the one that names the columns on, the columns called as in units.yaml.

    Args:
        rows: All rows; titles may stand above the headings, and headings may take several rows.
        report: Gets two columns that mean the same.

    Returns:
        All rows as they are, where none of the first names any column; empty rows are left out.
    """
    rest = (row for row in rows if "".join(row.cells).strip())
    filled = list(islice(rest, MOST_TITLES))
    named = [_NEEDED & {_key_of(cell) for cell in row.cells} for row in filled]
    most = max(map(len, named), default=0)
    if not most:
        return chain(filled, rest)
    top = next(number for number, names in enumerate(named) if len(names) == most)
    while top + 1 < len(named) and is_header(filled[top + 1].cells):
        top += 1
    header = filled[top]
    return chain([header._replace(cells=_called(header, report))], filled[top + 1 :], rest)


def _called(header: Row, report: Report) -> list[str]:
    written = [cell.strip() for cell in header.cells]
    plain = {cell.casefold() for cell in written}
    keys = [_key_of(cell) for cell in written]
    called = []
    for cell, key in zip(written, keys, strict=True):
        # Where the key itself is a heading, a word like it is a column of the officer's own.
        is_own = not key or (key in plain and cell.casefold() != key)
        if not is_own and key not in plain and keys.count(key) > 1:
            report.add("units.column-alike", header.line, key, value=cell, name=key)
        called.append(cell if is_own else key)
    report.stop()
    return called


def _key_of(heading: str) -> str:
    return _KEYS.get(normalise(heading.replace("_", " ").replace("-", " ")), "")
