"""Files that hold others: zip files and mails. Each file inside is a return of its own; nothing is put on the disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cpreport.containers.entry import Budget, Container, Entry, RefusedError
from cpreport.containers.mail import open_mail
from cpreport.containers.outlook import open_outlook
from cpreport.containers.zipped import open_zip
from cpreport.reading import Finding, FindingKind
from cpreport.sniff import Kind, document_kind, mail_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Container", "Entry", "open_container"]

DEEPEST: Final = 3
"""How many containers may lie in one another."""

_OPENERS: Final[dict[Kind, Callable[[bytes, Budget], Container]]] = {
    Kind.ZIP: open_zip,
    Kind.MAIL: open_mail,
    Kind.OUTLOOK: open_outlook,
}


def open_container(data: bytes, name: str, kind: Kind | None = None) -> Container | None:
    """What is in a file that holds others.

    Containers in it are opened too, three deep at most and all within one limit of entries and bytes.

    Args:
        data: The file's bytes.
        name: Its name, which decides only where a text may be a mail or not.
        kind: Its kind, where that is known.

    Returns:
        Its content, or the finding that says why it was not opened; None where it is no container: an Office or
        OpenDocument file is a zip file and none.
    """
    kind = _kind(data, name, kind)
    return _opened(data, kind, Budget(), 1) if kind in _OPENERS else None


def _kind(data: bytes, name: str, kind: Kind | None = None) -> Kind:
    kind = kind or document_kind(data)
    is_mail = kind is Kind.OTHER and name.lower().endswith(".eml") and mail_fields(data) > 0
    return Kind.MAIL if is_mail else kind


def _opened(data: bytes, kind: Kind, budget: Budget, depth: int) -> Container:
    try:
        container = _OPENERS[kind](data, budget)
    except RefusedError as error:
        return Container(finding=error.finding)
    except RecursionError:
        return Container(finding=_finding(FindingKind.UNSAFE, "parts in parts in parts"))
    except Exception as error:  # noqa: BLE001  the libraries fail on hostile mails in ways that nobody can list
        return Container(finding=_finding(FindingKind.UNREADABLE, type(error).__name__))
    entries = tuple(inner for entry in container.entries for inner in _unpacked(entry, budget, depth))
    return replace(container, entries=tuple(_posted(entry, container) for entry in entries))


def _unpacked(entry: Entry, budget: Budget, depth: int) -> Iterator[Entry]:
    """An entry, or what is in it where it is a container itself."""
    kind = Kind.OTHER if entry.litter or entry.finding else _kind(entry.data, entry.name)
    if kind not in _OPENERS:
        yield entry
    elif depth == DEEPEST:
        yield replace(entry, finding=_finding(FindingKind.UNSAFE, "containers in containers"))
    else:
        inner = _opened(entry.data, kind, budget, depth + 1)
        if inner.is_empty:
            yield replace(entry, finding=inner.finding or Finding(FindingKind.NOT_A_FORM))
        yield from (replace(one, name=f"{entry.name}!/{one.name}") for one in inner.entries)


def _posted(entry: Entry, container: Container) -> Entry:
    """An entry with sender and date of the mail it came by; one in a mail in a mail came by the inner one."""
    return replace(entry, sender=entry.sender or container.sender, sent_at=entry.sent_at or container.sent_at)


def _finding(kind: FindingKind, detail: str) -> Finding:
    return Finding(kind, params={"detail": detail})
