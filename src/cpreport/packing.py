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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_VERSION: Final = 20
_DAY_ONE: Final = 0x21  # 1 January 1980, where the zip calendar starts
_WORTH_PACKING: Final = 1 << 17  # characters
_TOKEN: Final = re.compile("\ue000([a-z0-9._]+)\ue001".encode())
_LENGTHS: Final = struct.Struct("<2H")  # of a stored block, once as it is and once inverted (RFC 1951, 3.2.4)
_SHORT: Final = 1_000  # bytes of a value up to which packing it would cost more than it saves
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
    """The beginning of a zip file: so many members, and their entries for the directory."""

    members: bytes = b""
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
    body, directory, names = [before.members], [before.directory], set(before.names)
    offset = len(before.members)
    for number, member in enumerate(members, start=len(names) + 1):
        header, entry = _headers(member, offset)
        body += (header, member.data)
        directory.append(entry)
        offset += len(header) + len(member.data)
        names.add(member.name)
        if len(names) != number:
            raise ValueError(f"a plain zip file with two members named {member.name!r}")
    return _Written(b"".join(body), b"".join(directory), frozenset(names))


def _closed(written: _Written) -> bytes:
    size, offset, count = len(written.directory), len(written.members), len(written.names)
    if count >= MAX16 or offset + size >= MAX32:
        raise ValueError("too much for a plain zip file")
    return written.members + written.directory + END.pack(END_SIGN, 0, 0, count, count, size, offset, 0)


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


@lru_cache(maxsize=1024)
def _literal(raw: bytes, last: bool) -> bytes:
    """Deflated by itself; what is not the last ends with the header of an empty stored block, less its lengths."""
    deflater = zlib.compressobj(_ONCE, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(raw)
    return packed + deflater.flush() if last else (packed + deflater.flush(zlib.Z_FULL_FLUSH))[: -_LENGTHS.size]


def _value(raw: bytes) -> bytes:
    """What continues a literal: the lengths of the stored block that it began, and the block's bytes."""
    if len(raw) <= _SHORT:
        return _LENGTHS.pack(len(raw), len(raw) ^ MAX16) + raw
    deflater = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _LENGTHS.pack(0, MAX16) + deflater.compress(raw) + deflater.flush(zlib.Z_FULL_FLUSH)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A part with slots. Its literals are packed once; a value becomes a stored block between them.

    Attributes:
        name: Of the part.
        literals: What stands before, between and after the slots.
        packed: The same as pieces of one deflate stream.
        slots: The names of the slots.
    """

    name: str
    literals: tuple[bytes, ...]
    packed: tuple[bytes, ...]
    slots: tuple[str, ...]

    def fill(self, values: Mapping[str, bytes]) -> Member:
        chosen = [values[slot] for slot in self.slots]
        raw = _between(self.literals, chosen)
        packed = _between(self.packed, map(_value, chosen))
        return Member(self.name, DEFLATED, zlib.crc32(raw), len(raw), packed)


def _between(literals: Sequence[bytes], values: Iterable[bytes]) -> bytes:
    pieces = [b""] * (2 * len(literals) - 1)
    pieces[::2] = literals
    pieces[1::2] = values
    return b"".join(pieces)


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
    return CompiledPackage(fixed, patterns, _slots_of(patterns))


def _cut(name: str, part: bytes) -> _Pattern:
    pieces = _TOKEN.split(part)
    literals = tuple(pieces[::2])
    packed = tuple(_literal(raw, last=number == len(literals)) for number, raw in enumerate(literals, start=1))
    return _Pattern(name, literals, packed, tuple(piece.decode() for piece in pieces[1::2]))


def _slots_of(patterns: Iterable[_Pattern]) -> frozenset[str]:
    return frozenset(slot for pattern in patterns for slot in pattern.slots)
