"""Reading the zip container of Office files that strangers sent.

Nothing that a file says about itself is trusted: the directory is checked before anything is inflated, and
inflating stops at the declared size. Our own files are written by `packing`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from cpreport.zipentries import Entry, directory
from cpreport.zipentries import PackageError as PackageError
from cpreport.zipentries import PackageFault as PackageFault
from cpreport.zipformat import DEFLATED, STORED

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of a part that may be remembered: styles and themes are as small, bodies are not.
_USUAL_PACKED: Final = 8_192
_USUAL_SIZE: Final = 32_768
# Of a part that is known to be common to many files: what Word puts into its own template is half as large.
_SHARED_PACKED: Final = 65_536
_SHARED_SIZE: Final = 1_000_000


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


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose directory has been read and found sound; parts are inflated when asked for."""

    _data: bytes
    _entries: Mapping[str, Entry]
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
        found = directory(data, limits.entries)
        if found.size > limits.total:
            raise PackageError(PackageFault.UNSAFE, "too large when unpacked")
        return cls(data, found.files, found.folded, limits)

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
        return self._read(self._counted(self._find(name), name))

    def _read(self, entry: Entry) -> bytes:
        if entry.packed <= _USUAL_PACKED and entry.size <= _USUAL_SIZE:
            packed = self._data[entry.data : entry.data + entry.packed]
            return _usual_part(packed, entry.method, entry.crc, entry.size, entry.name)
        return _inflate(entry, memoryview(self._data)[entry.data : entry.data + entry.packed])

    def read_shared(self, name: str) -> bytes:
        """Like `read`, of a part that returned files have alike, such as styles: it is inflated once for all of them.

        Returns:
            The part, the same object for the same bytes; empty where there is no such part.
        """
        if (found := self._find(name)) is None:
            return b""
        entry = self._counted(found, name)
        packed = self._data[entry.data : entry.data + entry.packed]
        is_kept = entry.packed <= _SHARED_PACKED and entry.size <= _SHARED_SIZE
        return (_shared_part if is_kept else _part)(packed, entry.method, entry.crc, entry.size, entry.name)

    def _counted(self, entry: Entry | None, name: str) -> Entry:
        """The entry of a part that is about to be inflated, if that is still allowed."""
        if entry is None:
            raise PackageError(PackageFault.DAMAGED, f"no part {name!r}")
        if entry.size > self._limits.part:
            raise PackageError(PackageFault.TOO_LARGE, f"{name!r} has {entry.size} bytes")
        self._inflated.append(entry.size)
        if sum(self._inflated) > self._limits.total:
            raise PackageError(PackageFault.UNSAFE, "parts are asked for again and again")
        return entry

    def read_optional(self, name: str) -> bytes | None:
        """Like `read`, but returns None where there is no such part."""
        found = self._find(name)
        return None if found is None else self._read(self._counted(found, name))

    def size(self, name: str) -> int:
        """What a part says that it has in bytes when it is inflated; 0 where there is no such part."""
        entry = self._find(name)
        return entry.size if entry else 0

    def packed(self, name: str) -> bytes:
        """The bytes of one part as they lie in the package: what is left of a part that cannot be inflated."""
        entry = self._find(name)
        return self._data[entry.data : entry.data + entry.packed] if entry else b""

    def _find(self, name: str) -> Entry | None:
        found = self._entries.get(name)
        return self._entries.get(self._folded.get(name.casefold(), "")) if found is None else found


def _part(packed: bytes, method: int, crc: int, size: int, name: str) -> bytes:
    return _inflate(Entry(name, method, crc, len(packed), size, 0, 0), memoryview(packed))


_usual_part = lru_cache(maxsize=64)(_part)
_shared_part = lru_cache(maxsize=24)(_part)


def _inflate(entry: Entry, packed: memoryview) -> bytes:
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
    if zlib.crc32(data) != entry.crc:
        raise PackageError(PackageFault.DAMAGED, f"{entry.name!r} fails its checksum")
    return data


def _inflate_deflated(entry: Entry, packed: memoryview) -> tuple[bytes, bool]:
    """Inflates one byte more than declared at most; that byte gives a lie away."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = stream.decompress(packed, entry.size + 1)
    except zlib.error as error:
        raise PackageError(PackageFault.DAMAGED, f"{entry.name!r}: {error}") from error
    return data, stream.eof
