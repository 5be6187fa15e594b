"""A file that was set aside, read as the return of the unit that a person assigned it to."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cpreport.archive import archived_name
from cpreport.operations.answered import typed_in
from cpreport.operations.reading import Archived, Room, desk_of
from cpreport.operations.reading.archived import ToConvert
from cpreport.returned import Returned
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder

    Reread = Callable[[Returned, Unit], Returned]


@contextmanager
def rereading(folder: CampaignFolder, campaign: Campaign) -> Iterator[Reread]:
    """Reads archived files: as the unit's form where they are one, else to be typed in."""
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        desk = desk_of(campaign, ledger)
    with Room(lambda: desk) as room:

        def reread(returned: Returned, unit: Unit) -> Returned:
            copy = folder.received / archived_name(returned.sha256, returned.suffix)
            if not copy.is_file():
                return typed_in(returned, campaign.form, unit.id)
            file = Archived(returned, str(copy), unit=unit.id)
            [read] = room.take_out(room.hand_in([file]))
            if isinstance(read, ToConvert):
                [read] = room.convert([(file, read)])
            # What cannot be read, or only at somebody's peril, a person can still type in.
            return read if isinstance(read, Returned) and read.unit else typed_in(returned, campaign.form, unit.id)

        yield reread
