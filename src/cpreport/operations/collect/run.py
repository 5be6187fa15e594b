"""One run of collect: files are archived, read and recorded in batches, and reported at the end."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cpreport.operations.collect.order import FileReport
from cpreport.operations.reading.archived import ToConvert
from cpreport.returned import Outcome, Returned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cpreport.archive import Archive
    from cpreport.containers import Container
    from cpreport.intake import Incoming
    from cpreport.isolation import Handed
    from cpreport.operations.collect.arrivals import Arrival, Arrivals
    from cpreport.operations.reading import Archived, Room
    from cpreport.operations.reading.archived import Read
    from cpreport.storage import Ledger, Seen

# So many files are archived, read and recorded together, or fewer where they are large.
_BATCH, _BATCH_BYTES = 32, 16_000_000
# So many old documents are converted at once, and so many bytes are kept for it.
_MOST_WAITING, _LARGEST_WAITING = 100, 64_000_000
_AHEAD: Final = 2
"""Batches that are archived for each reader before the first of them is taken out."""


@dataclass(slots=True)
class _Place:
    """Where the report of a file stands in the order of the files; of a container, the places of what came in it."""

    report: FileReport | None = None
    inside: tuple[_Place, ...] = ()

    def reports(self) -> Iterator[FileReport]:
        if self.report:
            yield self.report
        for place in self.inside:
            yield from place.reports()


class Run:
    """Takes files; nothing is acknowledged before it is archived and recorded.

    Args:
        arrivals: Takes files in.
        archive: Where they are archived.
        room: Where they are read.
        ledger: Where they are recorded.
        jobs: How many readers there are in the room; with one, nothing is done while it reads.
    """

    def __init__(self, arrivals: Arrivals, archive: Archive, room: Room, ledger: Ledger, jobs: int) -> None:
        self._arrivals = arrivals
        self._archive = archive
        self._room = room
        self._ledger = ledger
        self._ahead = jobs * _AHEAD if jobs > 1 else 0
        self._places: list[_Place] = []
        self._batch: list[tuple[_Place, Arrival]] = []
        self._batch_bytes = 0
        self._reading: deque[tuple[list[tuple[_Place, Arrival]], Handed[Archived, Read]]] = deque()
        self._converting: list[tuple[_Place, Arrival, ToConvert]] = []

    def take(self, files: list[Incoming], progress: Callable[[int, int], None]) -> None:
        """Archive, read and record files."""
        for done, taken in enumerate(self._arrivals.take(files), start=1):
            place = _Place()
            self._places.append(place)
            self._put(place, taken)
            if self._is_full():
                self._hand_in(self._ahead)
                progress(done, len(files))
        while self._batch or self._reading:  # what a container holds comes to the batch when it is taken out
            self._hand_in(0)
        self._convert()
        self._archive.settle()  # copies that were lost, of files that are recorded
        progress(len(files), len(files))

    def reports(self) -> Iterator[FileReport]:
        """What was taken, in the order it was found; the outcome of what is recorded is not settled yet."""
        for place in self._places:
            yield from place.reports()

    def _put(self, place: _Place, taken: Arrival | FileReport) -> None:
        if isinstance(taken, FileReport):
            place.report = taken
        else:
            self._batch.append((place, taken))
            self._batch_bytes += taken.status.size

    def _is_full(self) -> bool:
        return len(self._batch) >= _BATCH or self._batch_bytes > _BATCH_BYTES

    def _hand_in(self, ahead: int) -> None:
        """Make the archive durable, have the batch read, and record what is read until only so much is ahead."""
        self._archive.settle()
        batch, self._batch, self._batch_bytes = self._batch, [], 0
        refused = [(place, _refused(arrival), arrival) for place, arrival in batch if arrival.finding]
        self._record(refused)
        wanted = [(place, arrival) for place, arrival in batch if not arrival.finding]
        if wanted:
            self._reading.append((wanted, self._room.hand_in([arrival.file for _, arrival in wanted])))
        while len(self._reading) > ahead:
            self._take_out(*self._reading.popleft())
        if len(self._converting) >= _MOST_WAITING or self._waiting_bytes() > _LARGEST_WAITING:
            self._convert()

    def _waiting_bytes(self) -> int:
        return sum(arrival.status.size for _, arrival, _ in self._converting)

    def _take_out(self, batch: list[tuple[_Place, Arrival]], handed: Handed[Archived, Read]) -> None:
        read: list[tuple[_Place, Returned, Arrival]] = []
        for (place, arrival), result in zip(batch, self._room.take_out(handed), strict=True):
            if isinstance(result, Returned):
                read.append((place, result, arrival))
            elif isinstance(result, ToConvert):
                self._converting.append((place, arrival, result))
            else:
                self._unpack(place, arrival, result)
        self._record(read)

    def _unpack(self, place: _Place, arrival: Arrival, container: Container) -> None:
        if container.finding and self._arrivals.is_unfinished(arrival, (container.finding,)):
            place.report = FileReport(arrival.source.shown, Outcome.UNFINISHED)
            return
        inside = self._arrivals.inside(arrival, container)
        place.inside = tuple(_Place() for _ in inside)
        for inner, taken in zip(place.inside, inside, strict=True):
            self._put(inner, taken)
        returned = arrival.file.returned
        self._ledger.record_container(returned.path, returned.sha256, returned.suffix)

    def _convert(self) -> None:
        waiting, self._converting = self._converting, []
        if waiting:
            made = self._room.convert([(arrival.file, wanted) for _, arrival, wanted in waiting])
            self._record([(place, one, arrival) for (place, arrival, _), one in zip(waiting, made, strict=True)])

    def _record(self, read: list[tuple[_Place, Returned, Arrival]]) -> None:
        recorded: list[Returned] = []
        seen: list[Seen] = []
        for place, returned, arrival in read:
            if self._arrivals.is_unfinished(arrival, returned.findings):
                place.report = FileReport(returned.path, Outcome.UNFINISHED)
                continue
            place.report = FileReport(returned.path, Outcome.ACCEPTED, returned.sha256)
            recorded.append(returned)
            if arrival.seen:
                seen.append(arrival.seen)
        if recorded:
            self._ledger.record_returns(recorded, seen)


def _refused(arrival: Arrival) -> Returned:
    assert arrival.finding is not None
    return replace(arrival.file.returned, findings=(arrival.finding,))
