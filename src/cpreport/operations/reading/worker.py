"""What runs in a process of its own: it is given a desk once, and then files to read at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.operations.reading.archived import Archived, Read
    from cpreport.operations.reading.desk import Desk

_desks: list[Desk] = []


def sit_down(desk: Desk) -> None:
    """Begin at a desk."""
    _desks[:] = [desk]


def read(files: Sequence[Archived]) -> list[Read]:
    """What each of the files says."""
    [desk] = _desks
    return [desk.read(file) for file in files]
