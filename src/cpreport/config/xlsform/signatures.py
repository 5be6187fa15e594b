"""A signature in an XLSForm: a picture drawn by hand, by itself or in a group with the signer's name and the date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpreport import xlsform
from cpreport.config.xlsform.cells import filled, flag
from cpreport.config.xlsform.types import group_of, is_end, is_picture, kind_of
from cpreport.form import QuestionType
from cpreport.language import Language
from cpreport.words import say

if TYPE_CHECKING:
    from cpreport.config.xlsform.report import SheetReport
    from cpreport.config.xlsform.sheets import Row
    from cpreport.config.xlsform.voice import Voice
    from cpreport.config.yaml_tree import Mapping

_PARTS: Final = {QuestionType.TEXT: xlsform.SIGNER, QuestionType.DATE: xlsform.SIGNED_ON}
_WORDS: Final = (xlsform.SIGNED, xlsform.SIGNER, xlsform.SIGNED_ON)


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one signature; `head` is its group, or the picture where it stands alone."""

    head: Row
    parts: tuple[Row, ...]
    length: int

    @property
    def picture(self) -> Row:
        """The row of the signature proper."""
        return next(row for row in self.parts if is_picture(row.text("type")))


def find(rows: tuple[Row, ...], position: int) -> Block | None:
    """The signature that begins here, if one does."""
    head = rows[position]
    if _part(head) == xlsform.SIGNED:
        return Block(head, (head,), 1)
    if group_of(head.text("type")) != "group" or head.text("relevant"):
        return None
    ends = (offset for offset, row in enumerate(rows[position:]) if is_end(row.text("type")))
    end = next(ends, 0)
    parts = rows[position + 1 : position + end]
    kinds = [_part(row) for row in parts]
    whole = xlsform.SIGNED in kinds and None not in kinds and len(set(kinds)) == len(kinds)
    return Block(head, parts, end + 1) if whole else None


def question(block: Block, voice: Voice, report: SheetReport) -> Mapping:
    """The signature as a question; what else its rows say is noted as left out."""
    head, picture = block.head, block.picture
    label = voice.text(head, "label")
    titled = picture if not label and _says_more(picture, voice) else head
    for row in block.parts:
        hinted = row not in (head, picture) and bool(voice.text(row, "hint"))
        if hinted or (row not in (head, titled) and _says_more(row, voice)):
            report.leave_out(row, "part", value=voice.text(row, "label") or voice.text(row, "hint"))
        if row is not picture and row.text("parameters"):
            report.leave_out_column(row, "parameters")
    if len(block.parts) < len(_WORDS):
        report.leave_out(head, "signature")
    flags = [flag(row, report) for row in block.parts]
    return filled(
        head.number,
        name=head.text("name"),
        type=QuestionType.SIGNATURE,
        label=label or voice.text(titled, "label"),
        hint=voice.text(picture, "hint") or voice.text(head, "hint"),
        required="true" if "true" in flags else "",
    )


def _part(row: Row) -> str | None:
    """Which part of a signature a row asks for; None where it is none."""
    written = row.text("type")
    if row.text("relevant"):
        return None
    if is_picture(written):
        return xlsform.SIGNED if xlsform.SIGNATURE in row.text("appearance").split() else None
    kind = kind_of(written)
    return _PARTS.get(kind.type) if kind else None


def _says_more(row: Row, voice: Voice) -> bool:
    label = voice.text(row, "label")
    return bool(label) and all(label != say(f"xlsform.{word}", language) for word in _WORDS for language in Language)
