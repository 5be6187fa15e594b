"""Merged cells of a workbook: what is seen once beside several rows is said of each of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport.ooxml import NS, parse, relationships, relationships_part, resolve, s
from cpreport.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?[A-Z]{1,3}\$?([0-9]{1,7})")


class Merged(NamedTuple):
    """Cells merged downwards: their first column from 0, and the first and last row from 1."""

    column: int
    first: int
    last: int


def merged_cells(data: bytes) -> Mapping[str, list[Merged]]:
    """The merged cells of every sheet of an .xlsx, by the sheet's title.

    Raises:
        PackageError: It is no package.
        XmlError: One of its parts is no XML that may be parsed.
    """
    package = Package.open(data)
    top = relationships(package.read(relationships_part("")))
    main = next((resolve("", r.target) for r in top.values() if r.type.endswith("/officeDocument")), "xl/workbook.xml")
    targets = relationships(package.read(relationships_part(main)))
    found = {}
    for sheet in parse(package.read(main)).iter(s("sheet")):
        target = targets.get(sheet.get(f"{{{NS['r']}}}id", ""))
        part = package.read_optional(resolve(main, target.target)) if target else None
        found[sheet.get("name", "")] = list(_merged(part)) if part else []
    return found


def _merged(part: bytes) -> Iterator[Merged]:
    for element in parse(part).iter(s("mergeCell")):
        if found := _RANGE.fullmatch(element.get("ref", "")):
            yield Merged(_number(found[1]), int(found[2]), int(found[3]))


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
