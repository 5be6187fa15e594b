"""The memo to the director: the words of its template, with what the answers show in the places that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cpreport.compiling import compile_package
from cpreport.errors import CampaignError, Problem
from cpreport.sandbox import Variables
from cpreport.writers.director_parts import (
    BAR,
    BAR_PICTURE,
    chart_xml,
    comments_xml,
    missing_xml,
    percent,
    tables_xml,
)
from cpreport.writers.docx_letter import LetterTemplate
from cpreport.writers.docx_memo import block_xml, memo_head, signature
from cpreport.writers.docx_parts import letter_parts, memo_section
from cpreport.writers.docx_picture import emblem_run
from cpreport.writers.docx_xml import ROOT_NAMESPACES, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpreport.campaign import Campaign, MemoSource
    from cpreport.summary import Summary
    from cpreport.writers.memo_blocks import Block
    from cpreport.writers.memo_text import MemoText

_PLACE: Final = re.compile("\ue010([a-z]+)\ue011")
_PARTS: Final = {"tables": tables_xml, "chart": chart_xml, "comments": comments_xml}


class DirectorMemo:
    """Writes the memo to the director."""

    def __init__(self, campaign: Campaign, source: MemoSource, today: date) -> None:
        """Compiles the template.

        Raises:
            CampaignError: If it is not well formed.
        """
        self._form = campaign.form
        self._file = source.file
        self._template = LetterTemplate(campaign, source, today)

    def text(self, summary: Summary) -> MemoText:
        """What the memo says, with marks where the parts of the answers go.

        Raises:
            CampaignError: Naming every variable that is undefined, or a part that has no paragraph of its own.
        """
        return self._text(summary, {name: part(summary) for name, part in _PARTS.items()})

    def gaps(self, summary: Summary) -> tuple[str, ...]:
        """What of its head is empty or only dots: `number`, `agency`, `to`, `signer`.

        Raises:
            CampaignError: As `text`.
        """
        text = self.text(summary)
        head = {"number": text.number, "agency": text.agency, "to": text.to, "signer": text.signer_name}
        return tuple(name for name, said in head.items() if not any(map(str.isalnum, said)))

    def render(self, summary: Summary, emblem: tuple[str, bytes] | None = None) -> bytes:
        """The document.

        Args:
            summary: The answers.
            emblem: Kind (`png` or `jpeg`) and bytes of the emblem.

        Raises:
            CampaignError: As `text`.
        """
        parts = {name: part(summary) for name, part in _PARTS.items()}
        text = self._text(summary, parts)
        picture = emblem_run(emblem[1]) if emblem else ""
        body = "".join(
            [
                *memo_head(text, self._form, picture),
                *(_filled(block, parts) for block in text.blocks),
                *signature(text),
                missing_xml(summary),
                # A table cannot be what ends a document; the line takes no room.
                paragraph("CPMemoCell", "", '<w:spacing w:line="20" w:lineRule="exact"/>'),
            ]
        )
        document = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:document {ROOT_NAMESPACES}><w:body>{body}{memo_section(self._form)}</w:body></w:document>"
        )
        fixed = letter_parts(self._form, emblem, {BAR: BAR_PICTURE})
        return compile_package(fixed | {"word/document.xml": document}).render({})

    def _text(self, summary: Summary, parts: Mapping[str, str]) -> MemoText:
        places = {name: f"\ue010{name}\ue011" if xml else "" for name, xml in parts.items()}
        text = self._template.text(None, {"summary": summary_variables(summary), **places})
        misplaced = [
            Problem("problem.template.part", {"name": name}, self._file)
            for block in text.blocks
            for name in _misplaced(block)
        ]
        if misplaced:
            raise CampaignError(*misplaced)
        return text


def summary_variables(summary: Summary) -> Variables:
    """What a template sees as `summary`: the counts, the response rate in percent, and the day it speaks of."""
    counts = summary.counts
    names = ("units", "returned", "missing", "exempt", "late", "needs_review", "set_aside")
    told: dict[str, object] = {name: getattr(counts, name) for name in names}
    return Variables("summary", told | {"rate": percent(counts.response_rate), "as_of": summary.as_of})


def _said(block: Block) -> str:
    return "".join(span.text for span in block.spans).strip()


def _misplaced(block: Block) -> Iterator[str]:
    said = _said(block)
    if not _PLACE.fullmatch(said):
        yield from _PLACE.findall(said)


def _filled(block: Block, parts: Mapping[str, str]) -> str:
    place = _PLACE.fullmatch(_said(block))
    return parts[place[1]] if place else block_xml(block)
