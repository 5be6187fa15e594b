"""What stands around the rows of a sheet and changes what they say: cells made one with others, hidden columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.ooxml import s
from cpreport.readers.xlsx_grid import Area, area_of, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

    Place = tuple[int, int]

_MOST_MERGES = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A sheet around its rows; it equals only itself, so that asking for it costs nothing.

    Attributes:
        root: The sheet, parsed; without its rows where they are known.
        merges: The areas made one cell, by their upper left corner.
        hidden: First and last of the columns that are not shown.
    """

    root: _Element
    merges: dict[Place, Area]
    hidden: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, root: _Element) -> Frame:
        """What a sheet's XML says around its rows."""
        columns = (column for column in root.iter(s("col")) if column.get("hidden") in {"1", "true"})
        return cls(root, _merges(root), tuple((whole(col.get("min")), whole(col.get("max"))) for col in columns))


def _merges(sheet: _Element) -> dict[Place, Area]:
    found: dict[Place, Area] = {}
    for count, merge in enumerate(sheet.iter(s("mergeCell"))):
        area = area_of(merge.get("ref", ""))
        if count < _MOST_MERGES and area is not None:
            found[area.top, area.left] = area
    return found
