"""A letter of the campaign (a reminder, a request to correct) as a memo of its own, without a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.compiling import compile_package, slot
from cpreport.writers.docx_memo import memo_xml
from cpreport.writers.docx_parts import letter_parts, memo_section
from cpreport.writers.docx_picture import emblem_run
from cpreport.writers.docx_xml import ROOT_NAMESPACES
from cpreport.writers.memo_text import MemoTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpreport.campaign import Campaign, MemoSource, Unit
    from cpreport.writers.memo_text import MemoText

_BODY = "letter"


class LetterTemplate:
    """What a letter says, compiled once. Its template also sees the covering memo's front matter, as `covering`."""

    def __init__(self, campaign: Campaign, source: MemoSource, today: date) -> None:
        """Compiles the template.

        Raises:
            CampaignError: If it is not well formed.
        """
        self._letter = MemoTemplate(campaign, source, today)
        self._covering = MemoTemplate(campaign, campaign.memo, today)

    def text(self, unit: Unit | None, more: Mapping[str, object]) -> MemoText:
        """What it says to one unit; None for a letter about all of them.

        Raises:
            CampaignError: Naming every variable that is undefined.
        """
        return self._letter.render(unit, {"covering": self._covering.covering(unit), **more})


class LetterWriter:
    """Lays letters out like the covering memo."""

    def __init__(self, campaign: Campaign, emblem: tuple[str, bytes] | None = None) -> None:
        """Compiles the page; the emblem is its kind (`png` or `jpeg`) and bytes."""
        self._form = campaign.form
        self._emblem = emblem_run(emblem[1]) if emblem else ""
        document = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:document {ROOT_NAMESPACES}><w:body>{slot(_BODY)}{memo_section(self._form)}</w:body></w:document>"
        )
        self._package = compile_package(letter_parts(self._form, emblem, {}) | {"word/document.xml": document})

    def render(self, text: MemoText) -> bytes:
        """The document of one letter."""
        return self._package.render({_BODY: memo_xml(text, self._form, self._emblem, "")})
