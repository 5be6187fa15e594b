"""Zip files: their entries, taken out in memory; their names never reach a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.containers.entry import LARGEST_ENTRY, Container, Entry, RefusedError, printable, told_apart
from cpreport.filenames import is_litter
from cpreport.package import Limits, Package, PackageError, PackageFault
from cpreport.reading import Finding, FindingKind
from cpreport.sniff import LARGEST

if TYPE_CHECKING:
    from cpreport.containers.entry import Budget

_FAULTS: Final = {
    PackageFault.DAMAGED: FindingKind.UNREADABLE,
    PackageFault.UNSAFE: FindingKind.UNSAFE,
    PackageFault.ENCRYPTED: FindingKind.ENCRYPTED,
    PackageFault.TOO_LARGE: FindingKind.UNSAFE,
}


def open_zip(data: bytes, budget: Budget) -> Container:
    """The files in a zip file.

    Raises:
        RefusedError: If it is damaged, encrypted, built to harm, or holds more than may be taken.
    """
    limits = Limits(LARGEST, budget.entries, budget.size, LARGEST_ENTRY)
    try:
        package = Package.open(data, limits)
    except PackageError as error:
        raise RefusedError(_FAULTS[error.reason], str(error)) from error
    entries = tuple(told_apart(_entry(package, name) for name in package.names))
    budget.spend(len(entries), sum(len(entry.data) for entry in entries))
    return Container(entries)


def _entry(package: Package, name: str) -> Entry:
    shown = printable(name)
    if is_litter(name.rpartition("/")[2]):
        return Entry(shown, b"", litter=True)
    try:
        return Entry(shown, package.read(name))
    except PackageError as error:
        finding = Finding(_FAULTS[error.reason], params={"detail": str(error)})
        return Entry(shown, package.packed(name), finding=finding)
