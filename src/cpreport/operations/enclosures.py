"""What goes with a letter: the unit's blank form again, or its own return where that is to be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.archive import archived_name
from cpreport.operations.generate import FileFormat, file_name, form_writer
from cpreport.operations.rendering import render_memos
from cpreport.operations.tray import unit_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder
    from cpreport.operations.generate import FormWriter
    from cpreport.operations.posting import Parcel
    from cpreport.returned import Returned
    from cpreport.storage import Ledger


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file that goes with a letter; a blank form is one that the ledger must know."""

    name: str
    data: bytes
    is_blank_form: bool


class Enclosures:
    """Makes blank forms as generate does, each unit's of the kinds that it was given, and finds returns."""

    def __init__(self, folder: CampaignFolder, campaign: Campaign, ledger: Ledger, today: date) -> None:
        self._folder = folder
        self._campaign = campaign
        self._secret = ledger.secret
        self._today = today
        self._issued = ledger.issued_paths(campaign.form.form_id)
        self._writers: dict[FileFormat, FormWriter] = {}

    def of(self, unit: Unit, returned: Returned | None) -> tuple[Enclosed, ...]:
        """The return that is to be corrected, where it is a form that is in the archive, else blank forms."""
        if returned is not None and (own := self._archived(returned)):
            return (Enclosed(unit_file(unit, returned.suffix), own, is_blank_form=False),)
        return tuple(
            Enclosed(file_name(unit, kind), self._writer(kind).render(unit), is_blank_form=True)
            for kind in self._kinds(unit)
        )

    def refuse_broken_memos(self, parcels: Sequence[Parcel]) -> None:
        """See that every memo which goes with a blank form can be rendered.

        Raises:
            CampaignError: With everything that is undefined.
        """
        units = [parcel.unit for parcel in parcels if FileFormat.DOCX in self._kinds(parcel.unit)]
        render_memos(self._folder, self._campaign, units, self._today)

    def _archived(self, returned: Returned) -> bytes:
        # A scan whose answers were typed in here is nothing that its unit could correct.
        path = self._folder.received / archived_name(returned.sha256, returned.suffix)
        return path.read_bytes() if returned.reader != "person" and path.is_file() else b""

    def _kinds(self, unit: Unit) -> list[FileFormat]:
        paths = self._issued.get(unit.id, ())
        return [kind for kind in FileFormat if any(path.endswith(f".{kind}") for path in paths)] or [FileFormat.DOCX]

    def _writer(self, kind: FileFormat) -> FormWriter:
        if kind not in self._writers:
            self._writers[kind] = form_writer(kind, self._folder, self._campaign, self._secret, self._today)
        return self._writers[kind]
