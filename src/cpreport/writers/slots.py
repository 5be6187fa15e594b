"""What differs from unit to unit in a form, and under which slot name a compiled template holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport import printed
from cpreport.markup import escape
from cpreport.stamp import Identity, make_stamp, printed_code

if TYPE_CHECKING:
    from cpreport.campaign import Campaign, Unit

UNIT_NAME = "unit.name"
UNIT_CODE = "unit.code"
UNIT_STAMP = "unit.stamp"
INSTRUCTION = "form.instruction"


def unit_values(campaign: Campaign, unit: Unit, secret: bytes) -> dict[str, str]:
    """The XML-escaped text of every slot that all forms share, for one unit.

    Args:
        campaign: The campaign the form belongs to.
        unit: Whom the form is for.
        secret: The campaign's secret, for the stamp.
    """
    identity = Identity(campaign.form.form_id, campaign.form.version, unit.id)
    texts = {
        UNIT_NAME: unit.name,
        UNIT_CODE: printed_code(identity),
        UNIT_STAMP: make_stamp(identity, secret),
        INSTRUCTION: printed.instruction(campaign.form, campaign.due(unit)),
    }
    return {slot: escape(text) for slot, text in texts.items()}
