"""What the ledger knows of the forms that were issued, and what may no longer be changed because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.errors import CampaignError, Problem

if TYPE_CHECKING:
    from datetime import date

    from cpreport.campaign import Campaign
    from cpreport.storage import Ledger


def refuse_changed_questions(campaign: Campaign, ledger: Ledger) -> None:
    """See that no question changed under a version that was issued.

    Raises:
        CampaignError: If one did: what was returned would be read against other questions than were asked.
    """
    form = campaign.form
    for issued in ledger.forms(form.form_id):
        if issued.version == form.version and issued.fingerprint() != form.fingerprint():
            params = {"version": form.version}
            problem = Problem("problem.form.changed", params, "templates/form.yaml", field="settings.version")
            raise CampaignError(problem)


def due_before(campaign: Campaign, ledger: Ledger) -> date | None:
    """The due date that forms of this version were issued with, where it was changed since."""
    form = campaign.form
    dues = (issued.due for issued in ledger.forms(form.form_id) if issued.version == form.version)
    return next((due for due in dues if due != form.due), None)
