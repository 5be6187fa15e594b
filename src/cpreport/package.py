"""Reading the zip container of Office files that strangers sent.

Nothing that a file says about itself is trusted: the directory is checked before anything is inflated, and
inflating stops at the declared size. Our own files are written by `packing`.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
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
    entry_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The zip64 layouts of APPNOTE.TXT: end of the directory (4.3.14) and its locator (4.3.15).
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_END64_SIGN: Final = b"PK\x06\x06"
_LOCATOR64_SIGN: Final = b"PK\x06\x07"

_ENCRYPTED_FLAGS: Final = 0x2041  # encrypted, strongly encrypted, encrypted directory

_BAD_NAME: Final = re.compile(r"^$|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\0")


class PackageFault(StrEnum):
    """Why a package could not be read."""

    DAMAGED = "damaged"
    """Truncated, altered on the way, or without the part."""
    UNSAFE = "unsafe"
    """Made to harm, or so unlike an Office file that it might be."""
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too-large"
    """A part that is needed is larger than what is parsed."""


class PackageError(Exception):
    """A package, or one part of it, that cannot be read.

    Attributes:
        reason: Which kind of trouble.
        detail: A few English words for the log.
    """

    def __init__(self, reason: PackageFault, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a package is taken, in bytes; real Office files stay below.

    Attributes:
        file: Of the package as it lies on the disk.
        entries: How many.
        total: All entries together, as declared.
        part: One part that is read.
    """

    file: int = 50_000_000
    entries: int = 5_000
    total: int = 128_000_000
    part: int = 32_000_000


class _Entry(NamedTuple):
    """One entry of the central directory; `start` and `data` are where its header and its bytes begin."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int
    data: int


class _Directory(NamedTuple):
    start: int
    end: int
    entries: int
    shift: int
    """How far everything has moved because something stands before the archive."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose directory has been read and found sound; parts are inflated when asked for."""

    _data: bytes
    _entries: Mapping[str, _Entry]
    _folded: Mapping[str, str]
    _limits: Limits
    _inflated: list[int] = field(default_factory=list)

    @classmethod
    def open(cls, data: bytes, limits: Limits = Limits()) -> Package:
        """Checks the directory of a package without inflating anything.

        Raises:
            PackageError: `DAMAGED`, `UNSAFE` or `ENCRYPTED`.
        """
        if len(data) > limits.file:
            raise PackageError(PackageFault.UNSAFE, "file over the limit")
        try:
            directory = _directory(data)
            if directory.entries > limits.entries:
                raise PackageError(PackageFault.UNSAFE, "too many entries")
            entries = list(_read_entries(data, directory))
        except (struct.error, OverflowError, UnicodeDecodeError) as error:
            raise PackageError(PackageFault.DAMAGED, f"directory: {error}") from error
        if sum(entry.size for entry in entries) > limits.total:
            raise PackageError(PackageFault.UNSAFE, "too large when unpacked")
        _refuse_overlaps(entries, directory.start)
        files = {entry.name: entry for entry in entries if not entry.name.endswith("/")}
        return cls(data, files, _fold(entries), limits)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in the order of the directory, with `/` between folders."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return self._find(name) is not None

    def read(self, name: str) -> bytes:
        """Inflates one part, which counts again each time; its name may differ in case, as names of parts do.

        Raises:
            PackageError: `DAMAGED` also where there is no such part.
        """
        entry = self._find(name)
        if entry is None:
            raise PackageError(PackageFault.DAMAGED, f"no part {name!r}")
        if entry.size > self._limits.part:
            raise PackageError(PackageFault.TOO_LARGE, f"{name!r} has {entry.size} bytes")
        self._inflated.append(entry.size)
        if sum(self._inflated) > self._limits.total:
            raise PackageError(PackageFault.UNSAFE, "parts are asked for again and again")
        data = _inflate(entry, memoryview(self._data)[entry.data : entry.data + entry.packed])
        if zlib.crc32(data) != entry.crc:
            raise PackageError(PackageFault.DAMAGED, f"{name!r} fails its checksum")
        return data

    def read_optional(self, name: str) -> bytes | None:
        """Like `read`, but returns None where there is no such part."""
        return self.read(name) if name in self else None

    def size(self, name: str) -> int:
        """What a part says that it has in bytes when it is inflated; 0 where there is no such part."""
        entry = self._find(name)
        return entry.size if entry else 0

    def packed(self, name: str) -> bytes:
        """The bytes of one part as they lie in the package: what is left of a part that cannot be inflated."""
        entry = self._find(name)
        return self._data[entry.data : entry.data + entry.packed] if entry else b""

    def _find(self, name: str) -> _Entry | None:
        return self._entries.get(name) or self._entries.get(self._folded.get(name.casefold(), ""))


def _directory(data: bytes) -> _Directory:
    # The end stands in the last 64 kB, as only a comment follows it.
    at = data.rfind(END_SIGN, max(0, len(data) - END.size - MAX16))
    if at < 0:
        raise PackageError(PackageFault.DAMAGED, "no end of directory")
    _, _, _, _, entries, size, offset, _ = END.unpack_from(data, at)
    if entries == MAX16 or MAX32 in (size, offset):
        at, entries, size, offset = _end64(data, at)
    start = at - size
    if start < offset:
        raise PackageError(PackageFault.DAMAGED, "directory outside the file")
    return _Directory(start, at, entries, start - offset)


def _end64(data: bytes, at: int) -> tuple[int, int, int, int]:
    locator = at - _LOCATOR64.size
    if locator < _END64.size or not data.startswith(_LOCATOR64_SIGN, locator):
        raise PackageError(PackageFault.UNSAFE, "too many entries")
    end = locator - _END64.size
    sign, _, _, _, _, _, _, entries, size, offset = _END64.unpack_from(data, end)
    if sign != _END64_SIGN:
        raise PackageError(PackageFault.DAMAGED, "no zip64 end of directory")
    return end, entries, size, offset


def _read_entries(data: bytes, directory: _Directory) -> Iterator[_Entry]:
    at = directory.start
    for _ in range(directory.entries):
        sign, _, _, flags, method, _, _, crc, packed, size, n, x, c, _, _, _, start = ENTRY.unpack_from(data, at)
        name_at = at + ENTRY.size
        at = name_at + n + x + c
        if sign != ENTRY_SIGN or at > directory.end:
            raise PackageError(PackageFault.DAMAGED, "broken directory")
        if flags & _ENCRYPTED_FLAGS:
            raise PackageError(PackageFault.ENCRYPTED, "encrypted entry")
        raw = data[name_at : name_at + n]
        if MAX32 in (size, packed, start):
            size, packed, start = _zip64(data[name_at + n : name_at + n + x], size, packed, start)
        start += directory.shift
        yield _Entry(entry_name(raw, flags), method, crc, packed, size, start, _data_start(data, start, raw))
    if at != directory.end:
        raise PackageError(PackageFault.UNSAFE, "more entries than declared")


def _zip64(extra: bytes, *sizes: int) -> Iterator[int]:
    """Yields each size, taken from the zip64 field where the plain one is too small for it."""
    field = b""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == 1:
            field = extra[4 : 4 + length]
            break
        extra = extra[4 + length :]
    for size in sizes:
        if size == MAX32:
            (size,), field = struct.unpack_from("<Q", field), field[8:]
        yield size


def _data_start(data: bytes, start: int, raw: bytes) -> int:
    sign, *_, n, x = LOCAL.unpack_from(data, start)
    after = start + LOCAL.size
    if sign != LOCAL_SIGN:
        raise PackageError(PackageFault.DAMAGED, "no entry where the directory says")
    if data[after : after + n] != raw:
        raise PackageError(PackageFault.UNSAFE, "an entry with two names")
    return after + int(n) + int(x)


def _refuse_overlaps(entries: list[_Entry], directory_start: int) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        if entry.start < end:
            raise PackageError(PackageFault.UNSAFE, "overlapping entries")
        end = entry.data + entry.packed
    if end > directory_start:
        raise PackageError(PackageFault.UNSAFE, "an entry reaches into the directory")


def _fold(entries: list[_Entry]) -> dict[str, str]:
    """Returns the names by their folded case, none of them twice and none of them leading outside."""
    folded: dict[str, str] = {}
    for entry in entries:
        if _BAD_NAME.search(entry.name):
            raise PackageError(PackageFault.UNSAFE, f"name {entry.name!r}")
        if entry.name.casefold() in folded:
            raise PackageError(PackageFault.UNSAFE, f"two entries named {entry.name!r}")
        folded[entry.name.casefold()] = entry.name
    return folded


def _inflate(entry: _Entry, packed: memoryview) -> bytes:
    if entry.method == STORED:
        data, whole = bytes(packed[: entry.size + 1]), len(packed) >= entry.size
    elif entry.method == DEFLATED:
        data, whole = _inflate_deflated(entry, packed)
    else:
        raise PackageError(PackageFault.DAMAGED, f"{entry.name!r} packed by method {entry.method}")
    if len(data) > entry.size:
        raise PackageError(PackageFault.UNSAFE, f"{entry.name!r} is larger than it says")
    if not whole or len(data) < entry.size:
        raise PackageError(PackageFault.DAMAGED, f"{entry.name!r} is incomplete")
    return data


def _inflate_deflated(entry: _Entry, packed: memoryview) -> tuple[bytes, bool]:
    """Inflates one byte more than declared at most; that byte gives a lie away."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = stream.decompress(packed, entry.size + 1)
    except zlib.error as error:
        raise PackageError(PackageFault.DAMAGED, f"{entry.name!r}: {error}") from error
    return data, stream.eof
