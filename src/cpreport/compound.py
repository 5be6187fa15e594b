"""Compound files (OLE2), the container of old Office files, Outlook messages and documents with a password.

Only the directory is read, and only as far as it is sound; the layout is that of [MS-CFB].
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER: Final = struct.Struct("<30x H 16x L 16x L 4x 109L")
_ENTRY: Final = struct.Struct("<64s H B x 3L 36x L Q")
_NOTHING: Final = 0xFFFFFFFA  # this and above are no sectors: end of chain, free, table
_STREAM: Final = 2
_MOST_ENTRIES: Final = 65_536


class CompoundError(Exception):
    """A compound file whose directory cannot be read."""


class Stream(NamedTuple):
    """One entry of the directory: its name, its size in bytes, and the sector in which its bytes begin."""

    name: str
    size: int
    start: int


class _Node(NamedTuple):
    stream: Stream
    kind: int
    left: int
    right: int
    child: int


@dataclass(frozen=True, slots=True)
class Compound:
    """The directory of a compound file; `top` is what stands at its top level, by name."""

    top: dict[str, Stream]
    _data: bytes
    _shift: int

    @classmethod
    def open(cls, data: bytes) -> Compound:
        """Reads the directory.

        Raises:
            CompoundError: If it is not whole.
        """
        try:
            shift, first, table = _header(data)
            nodes = list(_nodes(data, shift, first, table))
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise CompoundError(str(error)) from error
        if not nodes:
            raise CompoundError("no directory")
        if sum(node.stream.size for node in nodes if node.kind == _STREAM) > len(data):
            # Cut off on the way, or streams that share their bytes so that few become very many.
            raise CompoundError("more in its streams than in the file")
        top = {node.stream.name: node.stream for node in _siblings(nodes, nodes[0].child)}
        return cls(top, data, shift)

    def head(self, stream: Stream, length: int) -> bytes:
        """The first bytes of a stream of 4,096 bytes or more, one sector at most."""
        at = (stream.start + 1) << self._shift
        return self._data[at : at + min(length, 1 << self._shift)]


def _header(data: bytes) -> tuple[int, int, list[int]]:
    """The size of a sector as a power of two, the directory's first sector, and the sectors of the table of chains."""
    shift, first, more, *table = _HEADER.unpack_from(data)
    if shift not in {9, 12}:
        raise CompoundError("sector size")
    needed = len(data) >> (2 * shift - 2)
    while more < _NOTHING and len(table) < needed:
        *sectors, more = struct.unpack_from(f"<{(1 << shift) // 4}L", data, (more + 1) << shift)
        table += sectors
    return shift, first, table


def _nodes(data: bytes, shift: int, sector: int, table: list[int]) -> Iterator[_Node]:
    a_sector = (1 << shift) // 4
    seen: set[int] = set()
    while sector < _NOTHING:
        if sector in seen or len(seen) > _MOST_ENTRIES:
            raise CompoundError("endless directory")
        seen.add(sector)
        start = (sector + 1) << shift
        for at in range(start, start + (1 << shift), _ENTRY.size):
            name, length, kind, left, right, child, first, size = _ENTRY.unpack_from(data, at)
            text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            # Files with small sectors may leave anything in the upper half of the size.
            yield _Node(Stream(text, size & 0xFFFFFFFF if shift == 9 else size, first), kind, left, right, child)
        place = (table[sector // a_sector] + 1) << shift
        (sector,) = struct.unpack_from("<L", data, place + sector % a_sector * 4)


def _siblings(nodes: list[_Node], first: int) -> Iterator[_Node]:
    waiting, seen = [first], set[int]()
    while waiting:
        index = waiting.pop()
        if index < len(nodes) and index not in seen:
            seen.add(index)
            yield nodes[index]
            waiting += [nodes[index].left, nodes[index].right]
