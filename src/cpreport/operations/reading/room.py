"""The reading room: files go in, and what they say comes out, whatever a file does to the one who reads it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from cpreport.conversion import converted
from cpreport.isolation import Failed, Handed, Trouble, Workers
from cpreport.office import find_office
from cpreport.operations.reading import worker
from cpreport.reading import Finding, FindingKind
from cpreport.returned import Returned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from cpreport.operations.reading.archived import Archived, Read, ToConvert
    from cpreport.operations.reading.desk import Desk

_KINDS: Final = {
    Trouble.TOO_LONG: FindingKind.UNSAFE,
    Trouble.TOO_MUCH_MEMORY: FindingKind.UNSAFE,
    Trouble.FAULT: FindingKind.UNREADABLE,
}


class Room:
    """Where files are read by processes of their own; nothing is made ready before there is a file.

    Args:
        set_up: Gives the desk with what they must know.
        jobs: How many of them read at the same time.
    """

    def __init__(self, set_up: Callable[[], Desk], jobs: int = 1) -> None:
        self._set_up = set_up
        self._jobs = jobs
        self._open = ExitStack()
        self._workers: Workers[Archived, Read] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def hand_in(self, files: Sequence[Archived]) -> Handed[Archived, Read]:
        """Begin to read files."""
        return self._readers().hand_in(files)

    def take_out(self, handed: Handed[Archived, Read]) -> list[Read]:
        """What became of each; one that could not be read has the finding that says so."""
        results = zip(handed.tasks, self._readers().take_out(handed), strict=True)
        return [_set_aside(file, result) if isinstance(result, Failed) else result for file, result in results]

    def convert(self, files: Sequence[tuple[Archived, ToConvert]]) -> list[Returned]:
        """Old documents, converted by one LibreOffice and read."""
        documents = [(Path(file.copy).read_bytes(), wanted.kind) for file, wanted in files]
        made = converted(documents, find_office())
        return [self._read_converted(file, wanted, one) for (file, wanted), one in zip(files, made, strict=True)]

    def _readers(self) -> Workers[Archived, Read]:
        if self._workers is None:
            workers = Workers(self._jobs, worker.read, worker.sit_down, (self._set_up(),))
            self._workers = self._open.enter_context(workers)
        return self._workers

    def _read_converted(self, file: Archived, wanted: ToConvert, made: bytes | Finding) -> Returned:
        if isinstance(made, Finding):
            return replace(file.returned, findings=(made,))
        [read] = self.take_out(self.hand_in([replace(file, converted=made, kind=wanted.kind, name="")]))
        assert isinstance(read, Returned)  # it has no name, so it is no container, and it is converted
        return read


def _set_aside(file: Archived, failed: Failed) -> Returned:
    return replace(file.returned, findings=(Finding(_KINDS[failed.trouble], params={"detail": failed.detail}),))
