"""The workbook on disk: refused while somebody has it open, seen to be whole before it takes the old one's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.archive import archived_name
from cpreport.errors import OutputError, Problem
from cpreport.export import tidy_csv
from cpreport.files import sweep, write_atomic
from cpreport.tidy import tidy_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from cpreport.config import CampaignFolder
    from cpreport.returned import Returned
    from cpreport.summary import Summary

_MOST_OF_A_LOCK: Final = 4096  # bytes; a few names


def refuse_open(out: Path) -> None:
    """See that nobody has the file open, before any work is done for it.

    Excel and LibreOffice leave a small file beside a document for as long as it is open.

    Raises:
        OutputError: Somebody has, or the file is held or write-protected.
    """
    for lock in (out.with_name(f"~${out.name}"), out.with_name(f".~lock.{out.name}#")):
        if lock.exists():
            who = _owner(lock)
            key = "problem.output.open-by" if who else "problem.output.open"
            raise OutputError(Problem(key, {"who": who, "lock": lock.name}, str(out)))
    if out.exists():
        try:
            out.open("r+b").close()
        except OSError as error:
            raise _not_written(out, error) from error


def save(out: Path, data: bytes | Iterable[bytes], check: Callable[[Path], None] | None = None) -> None:
    """Write a result, whole or not at all; the folders above it are made.

    Raises:
        OutputError: If it cannot be written, or cannot take the old one's place; that is intact.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        sweep(out.parent)
        write_atomic(out, data, check=check)
    except OSError as error:
        raise _not_written(out, error) from error


def write_book(folder: CampaignFolder, summary: Summary, out: Path) -> None:
    """Write the consolidated workbook, and beside it the answers as CSV where they are too many for a sheet.

    Raises:
        OutputError: If a file cannot be written, or the workbook, opened again, is not whole; the old one is intact.
    """
    from cpreport.workbook import MOST_ROWS, write_workbook  # slow to import

    beside = out.with_name(f"{out.stem}-data.csv")
    too_many = tidy_length(summary) > MOST_ROWS
    if too_many:
        refuse_open(beside)
    received = _received_from(folder, out)
    book = write_workbook(summary, lambda returned: f"{received}/{_copy(returned)}", beside.name)
    if too_many:
        save(beside, (piece.encode() for piece in tidy_csv(summary)))
    save(out, book, lambda written: _see_complete(written, summary, out))


def archived_link(folder: CampaignFolder, returned: Returned, out: Path) -> str:
    """The address of a return's archived original, for a link in a workbook."""
    return f"{_received_from(folder, out)}/{_copy(returned)}"


def _not_written(out: Path, error: OSError) -> OutputError:
    # Windows answers so while a program has the file open.
    kind = "held" if isinstance(error, PermissionError) else "unwritable"
    return OutputError(Problem(f"problem.output.{kind}", {"detail": error.strerror or str(error)}, str(out)))


def _received_from(folder: CampaignFolder, out: Path) -> str:
    # Relative where it can be, so that the campaign's folder can be moved or handed on with its links intact.
    beside, received = out.absolute().parent, folder.received.absolute()
    return (received.relative_to(beside) if received.is_relative_to(beside) else received).as_posix()


def _copy(returned: Returned) -> str:
    return archived_name(returned.sha256, returned.suffix)


def _see_complete(written: Path, summary: Summary, out: Path) -> None:
    from cpreport.workbook.recount import DamagedWorkbookError, see_complete

    try:
        see_complete(written, summary)
    except DamagedWorkbookError as error:
        raise OutputError(Problem("problem.output.damaged", {"detail": str(error)}, str(out))) from error


def _owner(lock: Path) -> str:
    """Who has a document open, as the lock file says it; empty where it cannot be told."""
    try:
        with lock.open("rb") as file:
            held = file.read(_MOST_OF_A_LOCK)
    except OSError:
        return ""
    if lock.name.startswith("~$"):
        return held[1 : 1 + held[0]].decode("ascii", errors="replace").strip() if held else ""
    parts = held.decode(errors="replace").split(",")
    return next((part for part in parts[:2] if part.strip()), "")
