"""Writing the zip container of our own Office files: the same bytes for the same members, whatever the clock says."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport.zipformat import (
    DEFLATED,
    END,
    END_SIGN,
    ENTRY,
    ENTRY_SIGN,
    LOCAL,
    LOCAL_SIGN,
    MAX16,
    MAX32,
    STORED,
    UTF8_FLAG,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VERSION: Final = 20
_DAY_ONE: Final = 0x21  # 1 January 1980, where the zip calendar starts
_WORTH_PACKING: Final = 1 << 17  # characters


@dataclass(frozen=True, slots=True)
class Member:
    """One entry, packed and ready to be written.

    Attributes:
        name: With `/` between folders.
        method: 0 stored, 8 deflated.
        crc: Of the unpacked bytes.
        size: Of the unpacked bytes.
        data: The packed bytes.
    """

    name: str
    method: int
    crc: int
    size: int
    data: bytes


def deflate(name: str, data: bytes, level: int = 6) -> Member:
    """Packs one entry, or stores it where packing gains nothing."""
    packed = zlib.compress(data, level, -zlib.MAX_WBITS)
    crc = zlib.crc32(data)
    if len(packed) < len(data):
        return Member(name, DEFLATED, crc, len(data), packed)
    return Member(name, STORED, crc, len(data), data)


class Written(NamedTuple):
    """The beginning of a zip file: its members' bytes in pieces, their length, and their entries for the directory."""

    members: tuple[bytes, ...] = ()
    size: int = 0
    directory: bytes = b""
    names: frozenset[str] = frozenset()


_NOTHING: Final = Written()


def deflate_pieces(name: str, pieces: Iterable[str], level: int = 6) -> Member:
    """Packs one entry of text that never stands in memory as a whole.

    Args:
        name: With `/` between folders.
        pieces: The text, in pieces of any size.
        level: How hard it is packed.
    """
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed: list[bytes] = []
    crc = size = 0
    for piece in _gathered(pieces):
        data = piece.encode()
        crc, size = zlib.crc32(data, crc), size + len(data)
        packed.append(packer.compress(data))
    return Member(name, DEFLATED, crc, size, b"".join((*packed, packer.flush())))


def assemble(members: Iterable[Member]) -> bytes:
    """Returns the zip file of these members in this order; the same members give the same bytes.

    Raises:
        ValueError: Two members have one name, or they need zip64 (65,535 members, a name of 64 kB, 4 GB).
    """
    return closed(written(members))


def written(members: Iterable[Member], before: Written = _NOTHING) -> Written:
    """A zip file continued by these members."""
    pieces, directory, names, offset = [*before.members], [before.directory], set(before.names), before.size
    for number, member in enumerate(members, start=len(names) + 1):
        header, entry = _headers(member, offset)
        pieces += (header, member.data)
        directory.append(entry)
        offset += len(header) + len(member.data)
        names.add(member.name)
        if len(names) != number:
            raise ValueError(f"a plain zip file with two members named {member.name!r}")
    return Written(tuple(pieces), offset, b"".join(directory), frozenset(names))


def closed(written: Written) -> bytes:
    """The whole zip file.

    Raises:
        ValueError: It needs zip64.
    """
    size, offset, count = len(written.directory), written.size, len(written.names)
    if count >= MAX16 or offset + size >= MAX32:
        raise ValueError("too much for a plain zip file")
    end = END.pack(END_SIGN, 0, 0, count, count, size, offset, 0)
    return b"".join((*written.members, written.directory, end))


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, joined to some that are worth packing."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= _WORTH_PACKING:
            yield "".join(held)
            held, length = [], 0
    yield "".join(held)


def _headers(member: Member, offset: int) -> tuple[bytes, bytes]:
    name = member.name.encode()
    if len(name) > MAX16 or max(member.size, offset) >= MAX32:
        raise ValueError("too much for a plain zip file")
    flags = 0 if member.name.isascii() else UTF8_FLAG
    common = (_VERSION, flags, member.method, 0, _DAY_ONE, member.crc, len(member.data), member.size, len(name), 0)
    local = LOCAL.pack(LOCAL_SIGN, *common)
    entry = ENTRY.pack(ENTRY_SIGN, _VERSION, *common, 0, 0, 0, 0, offset)
    return local + name, entry + name
