"""The desk where a returned file is read: whose it is, what it answers, and what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cpreport.containers import open_container
from cpreport.conversion import WANTED
from cpreport.identify import Known, identify
from cpreport.operations.answered import answered, known_forms, typed_in
from cpreport.operations.reading.archived import Archived, ToConvert
from cpreport.readers import FormFile, open_file
from cpreport.reading import Finding
from cpreport.sniff import document_kind
from cpreport.stamp import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.campaign import Campaign
    from cpreport.form import Form
    from cpreport.operations.reading.archived import Read
    from cpreport.returned import Returned
    from cpreport.sniff import Kind
    from cpreport.storage import Ledger


@dataclass(frozen=True, slots=True)
class Desk:
    """What a reader must know: the units, and every version of the form, the present one last."""

    known: Known
    forms: Sequence[Form]

    def read(self, file: Archived) -> Read:
        """What a file says; of a container what is in it, of an old document that it must be converted."""
        data = Path(file.copy).read_bytes() if file.converted is None else file.converted
        kind = document_kind(data)
        container = open_container(data, file.name, kind) if file.name else None
        if container is not None:
            return container
        if kind in WANTED and file.converted is None:
            return ToConvert(kind)
        read = self._assigned(file, data, kind) if file.unit else self._read(file.returned, data, kind)
        return replace(read, reader=file.kind.value) if file.kind and read.reader in {"docx", "xlsx"} else read

    def _read(self, returned: Returned, data: bytes, kind: Kind) -> Returned:
        opened = open_file(data, kind)
        if isinstance(opened, Finding):
            return replace(returned, findings=(opened,))
        returned = replace(returned, reader=opened.facts.reader, modified=opened.facts.modified)
        identified = identify(opened.evidence(self.forms), self.known)
        if isinstance(identified, Finding):
            return replace(returned, findings=(identified,))
        form = next(form for form in self.forms if form.version == identified.version)
        return answered(returned, identified.unit, form, opened, self.forms[-1], identified.notes)

    def _assigned(self, file: Archived, data: bytes, kind: Kind) -> Returned:
        """A file read as the form of the unit that a person says it is; what is no form must be typed in."""
        opened = open_file(data, kind)
        evidence = opened.evidence(self.forms) if isinstance(opened, FormFile) else None
        if not isinstance(opened, FormFile) or evidence is None or not evidence.is_form:
            return typed_in(file.returned, self.forms[-1], file.unit)
        named = {code.version for code in evidence.codes if code.valid}
        form = next((form for form in self.forms if printable(form.version) in named), self.forms[-1])
        returned = replace(file.returned, reader=opened.facts.reader)
        return answered(returned, file.unit, form, opened, self.forms[-1])


def desk_of(campaign: Campaign, ledger: Ledger | None) -> Desk:
    """A desk for a campaign, with every version of its form that was issued."""
    forms = known_forms(ledger, campaign)
    form_id = campaign.form.form_id
    if ledger is None:
        return Desk(Known.of(form_id, (), (), b""), forms)
    versions = [form.version for form in forms]
    known = Known.of(form_id, campaign.units, versions, ledger.secret, ledger.issued_names(form_id))
    return Desk(known, forms)
