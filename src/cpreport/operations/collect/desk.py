"""The desk where returned files are read: whose they are, what they answer, and what is doubtful."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpreport.identify import Known, identify
from cpreport.operations.answered import answered, known_forms
from cpreport.operations.summarise import refuse_changed_questions
from cpreport.readers import FormFile, open_file
from cpreport.reading import Finding, FindingKind

if TYPE_CHECKING:
    from cpreport.campaign import Campaign
    from cpreport.returned import Returned
    from cpreport.sniff import Kind
    from cpreport.storage import Ledger


class Desk:
    """Knows the units of a campaign and every version of its form that was issued."""

    def __init__(self, campaign: Campaign, ledger: Ledger) -> None:
        refuse_changed_questions(campaign, ledger)
        self._forms = known_forms(ledger, campaign)
        units = {unit.id: unit for unit in campaign.units}
        versions = [form.version for form in self._forms]
        form_id = campaign.form.form_id
        self._known = Known(form_id, units, versions, ledger.secret, ledger.issued_names(form_id))

    def read(self, returned: Returned, data: bytes) -> Returned:
        """A return with all that its bytes say."""
        try:
            opened = open_file(data)
            if isinstance(opened, Finding):
                return replace(returned, findings=(opened,))
            return self._answered(returned, opened)
        except Exception as error:  # noqa: BLE001  a fault in reading one file must never cost the others
            finding = Finding(FindingKind.UNREADABLE, params={"detail": type(error).__name__})
            return replace(returned, findings=(finding,))

    def read_converted(self, returned: Returned, kind: Kind, made: bytes | Finding) -> Returned:
        """A return with all that its converted copy says; its reader is the kind that it came as."""
        if isinstance(made, Finding):
            return replace(returned, findings=(made,))
        read = self.read(returned, made)
        return replace(read, reader=kind.value) if read.reader else read

    def _answered(self, returned: Returned, file: FormFile) -> Returned:
        facts = file.facts
        returned = replace(returned, reader=facts.reader, modified=facts.modified)
        identified = identify(file.evidence(self._forms), self._known)
        if isinstance(identified, Finding):
            return replace(returned, findings=(identified,))
        form = next(form for form in self._forms if form.version == identified.version)
        return answered(returned, identified.unit, form, file, self._forms[-1], identified.notes)
