"""What a unit's returned file answers, against the version of the form that it was given."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpreport.checks import check
from cpreport.reading import Finding, FindingKind
from cpreport.reviewing import to_type_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cpreport.campaign import Campaign
    from cpreport.form import Form
    from cpreport.readers import FormFile
    from cpreport.returned import Returned
    from cpreport.storage import Ledger


def known_forms(ledger: Ledger | None, campaign: Campaign) -> Sequence[Form]:
    """Every version that was issued and the present one, which stands last."""
    issued = ledger.forms(campaign.form.form_id) if ledger else []
    return [*(form for form in issued if form.version != campaign.form.version), campaign.form]


def answered(
    returned: Returned, unit: str, form: Form, file: FormFile, present: Form, notes: Iterable[Finding] = ()
) -> Returned:
    """The return as its unit's, with every answer and doubt.

    Args:
        returned: The return; its reader and dates stay as they are.
        unit: Id of the unit it belongs to.
        form: The version it answers.
        file: The opened file.
        present: The campaign's form as it is now.
        notes: What is noted besides.
    """
    checked = check(form, file.read(form))
    older = form.version != present.version
    version_note = [Finding(FindingKind.OLDER_VERSION, params={"version": form.version})] if older else []
    return replace(
        returned,
        unit=unit,
        version=form.version,
        answers=checked.answers,
        uncertain=checked.uncertain,
        gone=checked.gone,
        layers=checked.layers,
        findings=(*checked.findings, *notes, *version_note),
        blank=checked.blank,
    )


def typed_in(returned: Returned, form: Form, unit: str) -> Returned:
    """A file that no program can read, as its unit's return whose every answer a person has yet to type in."""
    blank = form.blank_answers()
    findings = to_type_in(form)
    return replace(returned, unit=unit, version=form.version, reader="person", answers=blank, findings=findings)
