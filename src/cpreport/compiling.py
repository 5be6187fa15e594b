"""A template whose unchanging parts are packed once for all units.

`compile_package` prepares a package of which only a few parts differ from one unit to the next, and those only at their
slots: a part is one deflate stream (RFC 1951) of blocks, and only the blocks that hold a unit's values are made anew.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport.packing import Member, Written, closed, deflate, written
from cpreport.zipformat import DEFLATED, MAX16

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TOKEN: Final = re.compile("\ue000([a-z0-9._]+)\ue001".encode())
_LENGTHS: Final = struct.Struct("<2H")  # of a stored block, once as it is and once inverted (RFC 1951, 3.2.4)
_SHORT: Final = 1_000  # bytes of a value up to which packing it would cost more than it saves
_LONG: Final = 2_000  # bytes of a literal from which its checksum is computed from its length
_ONCE: Final = 9  # how hard literals are packed


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

    _fixed: Written
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
        return closed(written([pattern.fill(encoded) for pattern in self._patterns], self._fixed))

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
    fixed = written([deflate(name, part, level) for name, part in encoded.items() if name not in changing])
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
