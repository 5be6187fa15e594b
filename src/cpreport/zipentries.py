"""The directory of a zip file that a stranger sent: nothing that it says is trusted, and nothing is inflated."""

from __future__ import annotations

import re
import struct
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport.zipformat import (
    END,
    END_SIGN,
    ENTRY,
    ENTRY_SIGN,
    LOCAL,
    LOCAL_SIGN,
    MAX16,
    MAX32,
    entry_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# The zip64 layouts of APPNOTE.TXT: end of the directory (4.3.14) and its locator (4.3.15).
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_END64_SIGN: Final = b"PK\x06\x06"
_LOCATOR64_SIGN: Final = b"PK\x06\x07"

_ENCRYPTED_FLAGS: Final = 0x2041  # encrypted, strongly encrypted, encrypted directory

_USUAL_FILE: Final = 1_000_000
_USUAL_ENTRIES: Final = 64

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


class Entry(NamedTuple):
    """One entry of the central directory; `start` and `data` are where its header and its bytes begin."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int
    data: int


class Directory(NamedTuple):
    """What a package holds, found sound.

    Attributes:
        size: All entries together in bytes, as declared.
        files: The entries that are no folders, by name.
        folded: The names by their folded case.
    """

    size: int
    files: Mapping[str, Entry]
    folded: Mapping[str, str]


class _End(NamedTuple):
    start: int
    end: int
    entries: int
    shift: int
    """How far everything has moved because something stands before the archive."""


def directory(data: bytes, most: int) -> Directory:
    """What a package holds.

    The last is remembered: a file is opened to see what it is, and again to read it.

    Args:
        data: The whole file.
        most: How many entries it may have.

    Raises:
        PackageError: `DAMAGED`, `UNSAFE` or `ENCRYPTED`.
    """
    return _known(data, most) if len(data) <= _USUAL_FILE else _read(data, most)


def _read(data: bytes, most: int) -> Directory:
    try:
        end = _end(data)
        if end.entries > most:
            raise PackageError(PackageFault.UNSAFE, "too many entries")
        entries = tuple(_read_entries(data, end))
    except (struct.error, OverflowError, UnicodeDecodeError) as error:
        raise PackageError(PackageFault.DAMAGED, f"directory: {error}") from error
    _refuse_overlaps(entries, end.start)
    files = {entry.name: entry for entry in entries if not entry.name.endswith("/")}
    return Directory(sum(entry.size for entry in entries), files, _folded(entries))


_known = lru_cache(maxsize=1)(_read)


def _end(data: bytes) -> _End:
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
    return _End(start, at, entries, start - offset)


def _end64(data: bytes, at: int) -> tuple[int, int, int, int]:
    locator = at - _LOCATOR64.size
    if locator < _END64.size or not data.startswith(_LOCATOR64_SIGN, locator):
        raise PackageError(PackageFault.UNSAFE, "too many entries")
    end = locator - _END64.size
    sign, _, _, _, _, _, _, entries, size, offset = _END64.unpack_from(data, end)
    if sign != _END64_SIGN:
        raise PackageError(PackageFault.DAMAGED, "no zip64 end of directory")
    return end, entries, size, offset


def _read_entries(data: bytes, end: _End) -> Iterator[Entry]:
    at = end.start
    for _ in range(end.entries):
        sign, _, _, flags, method, _, _, crc, packed, size, n, x, c, _, _, _, start = ENTRY.unpack_from(data, at)
        name_at = at + ENTRY.size
        at = name_at + n + x + c
        if sign != ENTRY_SIGN or at > end.end:
            raise PackageError(PackageFault.DAMAGED, "broken directory")
        if flags & _ENCRYPTED_FLAGS:
            raise PackageError(PackageFault.ENCRYPTED, "encrypted entry")
        raw = data[name_at : name_at + n]
        if MAX32 in (size, packed, start):
            size, packed, start = _zip64(data[name_at + n : name_at + n + x], size, packed, start)
        start += end.shift
        yield Entry(entry_name(raw, flags), method, crc, packed, size, start, _data_start(data, start, raw))
    if at != end.end:
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


def _refuse_overlaps(entries: Sequence[Entry], directory_start: int) -> None:
    """Raises PackageError, `UNSAFE`, where two entries share bytes or one reaches into the directory."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        if entry.start < end:
            raise PackageError(PackageFault.UNSAFE, "overlapping entries")
        end = entry.data + entry.packed
    if end > directory_start:
        raise PackageError(PackageFault.UNSAFE, "an entry reaches into the directory")


def _folded(entries: Sequence[Entry]) -> Mapping[str, str]:
    """Returns the names by their folded case, none of them twice and none of them leading outside."""
    names = tuple(entry.name for entry in entries)
    return _usual_names(names) if len(names) <= _USUAL_ENTRIES else _fold(names)


def _fold(names: Sequence[str]) -> Mapping[str, str]:
    folded: dict[str, str] = {}
    for name in names:
        if _BAD_NAME.search(name):
            raise PackageError(PackageFault.UNSAFE, f"name {name!r}")
        if name.casefold() in folded:
            raise PackageError(PackageFault.UNSAFE, f"two entries named {name!r}")
        folded[name.casefold()] = name
    return folded


# Thousands of files have the same names; nothing changes what is given.
_usual_names = lru_cache(maxsize=16)(_fold)
