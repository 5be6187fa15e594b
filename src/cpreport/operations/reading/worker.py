"""What runs in a process of its own: it is given a desk once, and then files to read at it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.operations.reading.archived import Archived, Read
    from cpreport.operations.reading.desk import Desk

# Hardly anything that reading leaves behind is a cycle; looking for them every 700 objects costs a tenth of the work.
_OBJECTS_BETWEEN_LOOKS: Final = 20_000

_desks: list[Desk] = []


def sit_down(desk: Desk) -> None:
    """Begin at a desk."""
    _desks[:] = [desk]
    gc.freeze()  # the units and the program itself stay to the end
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)


def read(files: Sequence[Archived]) -> list[Read]:
    """What each of the files says."""
    [desk] = _desks
    return [desk.read(file) for file in files]
