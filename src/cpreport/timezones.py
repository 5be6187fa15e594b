"""The time zone in which a campaign's days begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import tzinfo

    from cpreport.form import Form


def zone_of(form: Form) -> tzinfo | None:
    """The form's time zone; None is the machine's own."""
    return ZoneInfo(form.timezone) if form.timezone else None
