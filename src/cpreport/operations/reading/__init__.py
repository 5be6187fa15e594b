"""Reading returned files apart from this process: nothing that a file holds can hurt more than its own outcome."""

from cpreport.operations.reading.archived import Archived
from cpreport.operations.reading.desk import Desk, desk_of
from cpreport.operations.reading.room import Room

__all__ = ["Archived", "Desk", "Room", "desk_of"]
