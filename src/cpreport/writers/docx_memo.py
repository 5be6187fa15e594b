"""The covering memo (บันทึกข้อความ) as WordprocessingML.

Layout: ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526, แบบที่ 29, and the explanation of computer typing นร 0106/ว 2019.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cpreport.markup import escape
from cpreport.words import say
from cpreport.writers.docx_xml import CENTIMETRE, TEXT_WIDTH, UNDERLINED, Look, paragraph, right_tab, run
from cpreport.writers.memo_blocks import BlockKind

if TYPE_CHECKING:
    from cpreport.form import Form
    from cpreport.writers.memo_blocks import Block, Span
    from cpreport.writers.memo_text import MemoText

_LABEL = Look(bold=True, size=40)
_FIRST_LINE = int(2.5 * CENTIMETRE)
_DEEPER = CENTIMETRE // 2
_MIDDLE = 8 * CENTIMETRE
_SIGNATURE_INDENT = int(7.5 * CENTIMETRE)
_BLANK_LINES = 3


def memo_xml(memo: MemoText, form: Form, emblem: str, section: str) -> str:
    """All paragraphs of the memo.

    Args:
        memo: The rendered text.
        form: Says the language of the fixed words.
        emblem: The anchored picture's run, or empty for a blank space.
        section: The `w:sectPr` that ends the memo; it is put into the last paragraph, so no blank page follows.
    """
    paragraphs = [*memo_head(memo, form, emblem), *(block_xml(block) for block in memo.blocks), *signature(memo)]
    if not memo.signer_name and not memo.signer_position:
        paragraphs.append(paragraph("CPMemoSigner", ""))
    paragraphs[-1] = paragraphs[-1].replace("</w:pPr>", f"{section}</w:pPr>", 1)
    return "".join(paragraphs)


def memo_head(memo: MemoText, form: Form, emblem: str) -> list[str]:
    """The paragraphs above the text: what is printed on every memo, and to whom it goes."""
    enclosure = run(f"{say('memo.enclosure', form.language)}  {memo.enclosure}")
    return [
        *([paragraph("CPMemoUrgency", run(memo.urgency))] if memo.urgency else []),
        paragraph("CPMemoTitle", emblem + run(say("memo.title", form.language))),
        *_fields(memo, form),
        paragraph("CPMemoTo", run(f"{say('memo.to', form.language)}  {memo.to}")),
        *([paragraph("CPMemoTo", enclosure)] if memo.enclosure else []),
    ]


def _fields(memo: MemoText, form: Form) -> list[str]:
    def label(key: str) -> str:
        return run(say(key, form.language), _LABEL)

    def value(text: str) -> str:
        return run(f"  {text}\t", UNDERLINED)

    both_stops = f'<w:tabs><w:tab w:val="left" w:pos="{_MIDDLE}"/><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    one_stop = right_tab(TEXT_WIDTH)
    return [
        paragraph("CPMemoField", label("memo.agency") + value(memo.agency), one_stop),
        paragraph(
            "CPMemoField",
            label("memo.number") + value(memo.number) + label("memo.date") + value(memo.date),
            both_stops,
        ),
        paragraph("CPMemoField", label("memo.subject") + value(memo.subject), one_stop),
    ]


@lru_cache(maxsize=1024)
def block_xml(block: Block) -> str:
    """One paragraph of a memo's text."""
    depth = block.level - 1 + (1 if block.kind is BlockKind.BULLET else 0)
    spacing = "" if depth == 0 else '<w:spacing w:before="0"/>'
    indent = f'<w:ind w:firstLine="{_FIRST_LINE + depth * _DEEPER}"/>'
    lead = {BlockKind.BULLET: "- ", BlockKind.NUMBERED: f"{block.number} "}.get(block.kind, "")
    content = (run(lead) if lead else "") + "".join(_span(span) for span in block.spans)
    return paragraph("CPMemoText", content, spacing + indent)


def _span(span: Span) -> str:
    text = f"\n{span.text}" if span.break_before else span.text
    if not span.link:
        return run(text, Look(bold=span.bold, italic=span.italic))
    look = '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{escape(span.link)}" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{look}<w:t xml:space="preserve">{escape(text.lstrip())}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def signature(memo: MemoText) -> list[str]:
    """The paragraphs of who signs, with room for the signature; none where nobody is named."""
    lines = [f"({memo.signer_name})"] if memo.signer_name else []
    lines += [memo.signer_position] if memo.signer_position else []
    if not lines:
        return []
    keep = "<w:keepNext/>"
    indent = f'<w:ind w:left="{_SIGNATURE_INDENT}"/>'
    blanks = [paragraph("CPMemoSigner", "", keep + indent)] * _BLANK_LINES
    signed = [
        paragraph("CPMemoSigner", run(line), (keep if number < len(lines) else "") + indent)
        for number, line in enumerate(lines, start=1)
    ]
    return blanks + signed
