"""A file that was set aside, read as the return of the unit that a person assigned it to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpreport.archive import archived_name
from cpreport.conversion import WANTED, converted
from cpreport.office import find_office
from cpreport.operations.answered import answered, known_forms
from cpreport.readers import FormFile, open_file
from cpreport.reading import Finding
from cpreport.reviewing import to_type_in
from cpreport.sniff import document_kind
from cpreport.stamp import printable
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder
    from cpreport.returned import Returned

    Reread = Callable[[Returned, Unit], Returned]


def reread_archived(folder: CampaignFolder, campaign: Campaign) -> Reread:
    """Reads archived files: as the unit's form where they are one, else to be typed in."""
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        forms = known_forms(ledger, campaign)

    def reread(returned: Returned, unit: Unit) -> Returned:
        path = folder.received / archived_name(returned.sha256, returned.suffix)
        data = path.read_bytes() if path.is_file() else b""
        kind = document_kind(data)
        readable = converted([(data, kind)], find_office())[0] if kind in WANTED else data
        opened = readable if isinstance(readable, Finding) else open_file(readable)
        evidence = opened.evidence(forms) if isinstance(opened, FormFile) else None
        if not isinstance(opened, FormFile) or evidence is None or not evidence.is_form:
            return typed_in(returned, campaign, unit)
        named = {code.version for code in evidence.codes if code.valid}
        form = next((form for form in forms if printable(form.version) in named), campaign.form)
        reader = kind.value if kind in WANTED else opened.facts.reader
        return answered(replace(returned, reader=reader), unit.id, form, opened, campaign.form)

    return reread


def typed_in(returned: Returned, campaign: Campaign, unit: Unit) -> Returned:
    """A file that no program can read, as its unit's return whose every answer a person has yet to type in."""
    form = campaign.form
    blank = form.blank_answers()
    findings = to_type_in(form)
    return replace(returned, unit=unit.id, version=form.version, reader="person", answers=blank, findings=findings)
