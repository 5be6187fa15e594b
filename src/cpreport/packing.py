"""Writing our own Office files fast: a template whose unchanging parts are packed once for all units.

`assemble` writes the same bytes for the same members, whatever the clock says. `compile_package` prepares a template
of which only a few parts differ from one unit to the next.
"""

from __future__ import annotations

import re
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
    from collections.abc import Iterable, Mapping

_VERSION: Final = 20
_DAY_ONE: Final = 0x21  # 1 January 1980, where the zip calendar starts
_TOKEN: Final = re.compile("\ue000([a-z0-9._]+)\ue001".encode())


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


def assemble(members: Iterable[Member]) -> bytes:
    """Returns the zip file of these members in this order; the same members give the same bytes.

    Raises:
        ValueError: Two members have one name, or they need zip64 (65,535 members, a name of 64 kB, 4 GB).
    """
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    names: set[str] = set()
    for member in members:
        header, entry = _headers(member, offset)
        body += (header, member.data)
        directory.append(entry)
        offset += len(header) + len(member.data)
        names.add(member.name)
    size, count = sum(map(len, directory)), len(directory)
    if len(names) != count or count >= MAX16 or offset + size >= MAX32:
        raise ValueError("two members of one name, or too much for a plain zip file")
    end = END.pack(END_SIGN, 0, 0, count, count, size, offset, 0)
    return b"".join((*body, *directory, end))


def _headers(member: Member, offset: int) -> tuple[bytes, bytes]:
    name = member.name.encode()
    if len(name) > MAX16 or max(member.size, offset) >= MAX32:
        raise ValueError("too much for a plain zip file")
    flags = 0 if member.name.isascii() else UTF8_FLAG
    common = (_VERSION, flags, member.method, 0, _DAY_ONE, member.crc, len(member.data), member.size, len(name), 0)
    local = LOCAL.pack(LOCAL_SIGN, *common)
    entry = ENTRY.pack(ENTRY_SIGN, _VERSION, *common, 0, 0, 0, 0, offset)
    return local + name, entry + name


class _Pattern(NamedTuple):
    """A part with slots: literals at even places, names of slots at odd ones."""

    name: str
    literals: tuple[bytes, ...]
    slots: tuple[str, ...]

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        pieces = [b""] * (2 * len(self.slots) + 1)
        pieces[::2] = self.literals
        pieces[1::2] = [values[slot] for slot in self.slots]
        return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class CompiledPackage:
    """A package of which only the parts with slots are still to be packed.

    Attributes:
        slots: The names of all slots; `render` needs a value for each.
    """

    _parts: tuple[Member | _Pattern, ...]
    slots: frozenset[str]

    def render(self, values: Mapping[str, str], level: int = 1) -> bytes:
        """Returns the package with its slots filled, its parts in the order they were compiled in.

        Args:
            values: Slot -> what stands there, already XML; more than the slots is no harm. Tokens inside
                values are not looked for.
            level: How hard the filled parts are packed. 1 takes a third of the time of 6.

        Raises:
            KeyError: A slot has no value.
        """
        encoded = {slot: values[slot].encode() for slot in self.slots}
        return assemble(
            part if isinstance(part, Member) else deflate(part.name, part.fill(encoded), level) for part in self._parts
        )


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
    """Packs the parts that are the same for every unit once, and cuts the others at their tokens.

    Args:
        parts: Name -> content, in the order they are to stand in the package; text is encoded as UTF-8.
        level: How hard the unchanging parts are packed.
    """
    compiled = tuple(_compile(name, part, level) for name, part in parts.items())
    patterns = (part for part in compiled if isinstance(part, _Pattern))
    return CompiledPackage(compiled, frozenset(slot for pattern in patterns for slot in pattern.slots))


def _compile(name: str, part: bytes | str, level: int) -> Member | _Pattern:
    data = part.encode() if isinstance(part, str) else part
    pieces = _TOKEN.split(data)
    if len(pieces) == 1:
        return deflate(name, data, level)
    return _Pattern(name, tuple(pieces[::2]), tuple(piece.decode() for piece in pieces[1::2]))
