"""A file that was set aside, read as the return of the unit that a person assigned it to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpreport.archive import archived_name
from cpreport.checks import check
from cpreport.conversion import WANTED, converted
from cpreport.office import find_office
from cpreport.readers import FormFile, open_file
from cpreport.reading import Finding, FindingKind
from cpreport.reviewing import to_type_in
from cpreport.sniff import document_kind
from cpreport.stamp import printable
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.campaign import Campaign, Unit
    from cpreport.config import CampaignFolder
    from cpreport.form import Form
    from cpreport.returned import Returned

    Reread = Callable[[Returned, Unit], Returned]


def reread_archived(folder: CampaignFolder, campaign: Campaign) -> Reread:
    """Reads archived files: as the unit's form where they are one, else to be typed in."""
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        issued = ledger.forms(campaign.form.form_id) if ledger else []
    forms = [*(form for form in issued if form.version != campaign.form.version), campaign.form]

    def reread(returned: Returned, unit: Unit) -> Returned:
        path = folder.received / archived_name(returned.sha256, returned.suffix)
        data = path.read_bytes() if path.is_file() else b""
        kind = document_kind(data)
        readable = converted([(data, kind)], find_office())[0] if kind in WANTED else data
        opened = readable if isinstance(readable, Finding) else open_file(readable)
        if not isinstance(opened, FormFile) or not opened.evidence(forms).is_form:
            return typed_in(returned, campaign, unit)
        named = {code.version for code in opened.evidence(forms).codes if code.valid}
        form = next((form for form in forms if printable(form.version) in named), campaign.form)
        checked = check(form, opened.read(form))
        return replace(
            returned,
            unit=unit.id,
            version=form.version,
            reader=kind.value if kind in WANTED else opened.facts.reader,
            answers=checked.answers,
            uncertain=checked.uncertain,
            gone=checked.gone,
            layers=checked.layers,
            findings=(*checked.findings, *_note_of_version(form, campaign)),
            blank=checked.blank,
        )

    return reread


def _note_of_version(form: Form, campaign: Campaign) -> tuple[Finding, ...]:
    if form.version == campaign.form.version:
        return ()
    return (Finding(FindingKind.OLDER_VERSION, params={"version": form.version}),)


def typed_in(returned: Returned, campaign: Campaign, unit: Unit) -> Returned:
    """A file that no program can read, as its unit's return whose every answer a person has yet to type in."""
    form = campaign.form
    blank = form.blank_answers()
    findings = to_type_in(form)
    return replace(returned, unit=unit.id, version=form.version, reader="person", answers=blank, findings=findings)
