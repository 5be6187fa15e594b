"""Writing our own Office files fast: a template whose unchanging parts are packed once for all units.

`assemble` writes the same bytes for the same members, whatever the clock says. `compile_package` prepares a template
of which only a few parts differ from one unit to the next, and those only at their slots: a part is one deflate stream
(RFC 1951) of blocks, and only the blocks that hold a unit's values are made anew.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
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
    from collections.abc import Iterable, Iterator, Mapping

_VERSION: Final = 20
_DAY_ONE: Final = 0x21  # 1 January 1980, where the zip calendar starts
_WORTH_PACKING: Final = 1 << 17  # characters
_TOKEN: Final = re.compile("\ue000([a-z0-9._]+)\ue001".encode())
_LENGTHS: Final = struct.Struct("<2H")  # of a stored block, once as it is and once inverted (RFC 1951, 3.2.4)
_SHORT: Final = 1_000  # bytes of a value up to which packing it would cost more than it saves
_LONG: Final = 2_000  # bytes of a literal from which its checksum is computed from its length
_ONCE: Final = 9  # how hard literals are packed


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


class _Written(NamedTuple):
    """The beginning of a zip file: its members' bytes in pieces, their length, and their entries for the directory."""

    members: tuple[bytes, ...] = ()
    size: int = 0
    directory: bytes = b""
    names: frozenset[str] = frozenset()


_NOTHING: Final = _Written()


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
    return _closed(_written(members))


def _written(members: Iterable[Member], before: _Written = _NOTHING) -> _Written:
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
    return _Written(tuple(pieces), offset, b"".join(directory), frozenset(names))


def _closed(written: _Written) -> bytes:
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


class _Literal(NamedTuple):
    """What stands between two slots of a part.

    Attributes:
        raw: Its bytes.
        packed: The same as a piece of a deflate stream.
        crc: Its checksum.
        shift: What its length makes of the checksum of all before it, by each of that checksum's four bytes; empty
            for a short one, whose bytes are gone through again.
    """

    raw: bytes
    packed: bytes
    crc: int
    shift: tuple[tuple[int, ...], ...]

    def continued(self, crc: int) -> int:
        """The checksum of a text with this literal behind it."""
        if not self.shift:
            return zlib.crc32(self.raw, crc)
        first, second, third, fourth = self.shift
        return self.crc ^ first[crc & 255] ^ second[crc >> 8 & 255] ^ third[crc >> 16 & 255] ^ fourth[crc >> 24]


@lru_cache(maxsize=1024)
def _literal(raw: bytes, last: bool) -> _Literal:
    """Deflated by itself; what is not the last ends with the header of an empty stored block, less its lengths."""
    deflater = zlib.compressobj(_ONCE, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(raw)
    packed += deflater.flush() if last else deflater.flush(zlib.Z_FULL_FLUSH)[: -_LENGTHS.size]
    return _Literal(raw, packed, zlib.crc32(raw), _shift(len(raw)) if len(raw) > _LONG else ())


def _shift(length: int) -> tuple[tuple[int, ...], ...]:
    # Checksums are linear: so many zeros behind a text move each bit of its checksum to places of its own.
    zeros = bytes(length)
    nothing = zlib.crc32(zeros)
    moved = [zlib.crc32(zeros, 1 << bit) ^ nothing for bit in range(32)]
    tables = []
    for byte in range(4):
        table = [0]
        for bit in range(8):
            table += [entry ^ moved[8 * byte + bit] for entry in table]
        tables.append(tuple(table))
    return tuple(tables)


def _value(raw: bytes) -> bytes:
    """What continues a literal: the lengths of the stored block that it began, and the block's bytes."""
    if len(raw) <= _SHORT:
        return _LENGTHS.pack(len(raw), len(raw) ^ MAX16) + raw
    deflater = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _LENGTHS.pack(0, MAX16) + deflater.compress(raw) + deflater.flush(zlib.Z_FULL_FLUSH)


class _Pattern(NamedTuple):
    """A part with slots. Its literals are packed once; a value becomes a stored block between them.

    Attributes:
        name: Of the part.
        first: What stands before the first slot.
        rest: The slots, each with what stands behind it.
        size: Of all literals.
    """

    name: str
    first: _Literal
    rest: tuple[tuple[str, _Literal], ...]
    size: int

    def fill(self, values: Mapping[str, bytes]) -> Member:
        crc, size, packed = self.first.crc, self.size, [self.first.packed]
        for slot, literal in self.rest:
            value = values[slot]
            crc = literal.continued(zlib.crc32(value, crc))
            size += len(value)
            packed += (_value(value), literal.packed)
        return Member(self.name, DEFLATED, crc, size, b"".join(packed))


@dataclass(frozen=True, slots=True)
class CompiledPackage:
    """A package of which only the parts with slots are still to be filled.

    Attributes:
        slots: The names of all slots; `render` needs a value for each.
    """

    _fixed: _Written
    _patterns: tuple[_Pattern, ...]
    slots: frozenset[str]

    def render(self, values: Mapping[str, str]) -> bytes:
        """Returns the package with its slots filled.

        The parts without slots come first, then those with slots, each in the order they were compiled in.

        Args:
            values: Slot -> what stands there, already XML; more than the slots is no harm. Tokens inside
                values are not looked for.

        Raises:
            KeyError: A slot has no value.
        """
        encoded = {slot: values[slot].encode() for slot in self.slots}
        return _closed(_written([pattern.fill(encoded) for pattern in self._patterns], self._fixed))

    def with_parts(self, parts: Mapping[str, str]) -> CompiledPackage:
        """The same package and these parts besides, as `compile_package` would have compiled them."""
        patterns = (*self._patterns, *(_cut(name, part.encode()) for name, part in parts.items()))
        return CompiledPackage(self._fixed, patterns, _slots_of(patterns))


def slot(name: str) -> str:
    """Returns the token that stands for a value in a part: two private-use characters around the name.

    Raises:
        ValueError: The name has other characters than `a-z`, `0-9`, `.` and `_`.
    """
    token = f"\ue000{name}\ue001"
    if not _TOKEN.fullmatch(token.encode()):
        raise ValueError(f"not a name for a slot: {name!r}")
    return token


def compile_package(parts: Mapping[str, bytes | str], level: int = 6) -> CompiledPackage:
    """Packs once what is the same for every unit: whole parts, and in others what stands between their tokens.

    Args:
        parts: Name -> content, in the order they are to stand in the package; text is encoded as UTF-8.
        level: How hard the unchanging parts are packed.

    Raises:
        ValueError: They need zip64.
    """
    encoded = {name: part.encode() if isinstance(part, str) else part for name, part in parts.items()}
    changing = {name: part for name, part in encoded.items() if _TOKEN.search(part)}
    fixed = _written([deflate(name, part, level) for name, part in encoded.items() if name not in changing])
    patterns = tuple(_cut(name, part) for name, part in changing.items())
    fixed = fixed._replace(members=(b"".join(fixed.members),))
    return CompiledPackage(fixed, patterns, _slots_of(patterns))


def _cut(name: str, part: bytes) -> _Pattern:
    pieces = _TOKEN.split(part)
    raws, slots = pieces[::2], [piece.decode() for piece in pieces[1::2]]
    first, *others = (_literal(raw, last=number == len(raws)) for number, raw in enumerate(raws, start=1))
    return _Pattern(name, first, tuple(zip(slots, others, strict=True)), sum(map(len, raws)))


def _slots_of(patterns: Iterable[_Pattern]) -> frozenset[str]:
    return frozenset(slot for pattern in patterns for slot, _ in pattern.rest)
