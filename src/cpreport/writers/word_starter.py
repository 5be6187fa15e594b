"""The memo in Markdown written out as a Word document with Jinja tags, ready to be edited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpreport.compiling import compile_package
from cpreport.writers.docx_memo import memo_xml
from cpreport.writers.docx_parts import fixed_parts, memo_section
from cpreport.writers.docx_xml import ROOT_NAMESPACES, paragraph, run
from cpreport.writers.memo_blocks import Block, Span
from cpreport.writers.memo_text import source_text
from cpreport.writers.slots import UNIT_CODE, UNIT_STAMP

if TYPE_CHECKING:
    from cpreport.campaign import Campaign

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_KEPT = re.compile("\ue010([0-9]+)\ue011")
_FORM_HERE = "{{p form }}"


def starter_document(campaign: Campaign) -> bytes:
    """templates/memo.docx of a campaign, from its memo.md.j2: the same page, the tags where they stood."""
    tags: list[str] = []

    def keep(found: re.Match[str]) -> str:
        # Tags hold signs that Markdown would take for its own.
        tags.append(found[0])
        return f"\ue010{len(tags) - 1}\ue011"

    memo = source_text(campaign, campaign.memo, _TAG.sub(keep, campaign.memo.body))
    blocks = tuple(_with_tags(block, tags) for block in memo.blocks)
    body = memo_xml(memo.with_blocks(blocks), campaign.form, "", "")
    form_here = paragraph("CPFormNote", run(_FORM_HERE))
    document = (
        f"<w:document {ROOT_NAMESPACES}><w:body>{body}{form_here}{memo_section(campaign.form)}</w:body></w:document>"
    )
    parts = fixed_parts(campaign.form, None) | {"word/document.xml": document}
    # Whose form it is, each unit's own copy says.
    return compile_package(parts).render({UNIT_CODE: "", UNIT_STAMP: ""})


def _with_tags(block: Block, tags: list[str]) -> Block:
    spans = tuple(
        Span(
            _KEPT.sub(lambda found: tags[int(found[1])], span.text),
            span.bold,
            span.italic,
            span.link,
            span.break_before,
        )
        for span in block.spans
    )
    text = "".join(span.text for span in spans).strip()
    if text.startswith("{%") and _TAG.fullmatch(text):
        # Alone on its line in Markdown, alone in its paragraph in Word: the paragraph goes with the tag.
        spans = (Span(f"{{%p{text[2:]}"),)
    return Block(block.kind, block.level, block.number, spans)
