"""The Word form: memo and form compiled once, each unit costing only its own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.packing import compile_package, slot
from cpreport.pictures import picture_size
from cpreport.writers.docx_form import FormSection
from cpreport.writers.docx_memo import memo_xml
from cpreport.writers.docx_parts import EMBLEM, fixed_parts, form_section, memo_section
from cpreport.writers.docx_xml import ROOT_NAMESPACES
from cpreport.writers.memo_text import MemoTemplate
from cpreport.writers.slots import unit_values

if TYPE_CHECKING:
    from datetime import date

    from cpreport.campaign import Campaign, Unit

_MEMO = "memo"
_EMBLEM_HEIGHT = 540000  # 1.5 cm in English Metric Units
_PAGE_LEFT, _PAGE_TOP = 1080000, 540000  # 3 cm and 1.5 cm from the page's edges


class DocxWriter:
    """Writes the Word form of one campaign."""

    def __init__(self, campaign: Campaign, secret: bytes, today: date, emblem: tuple[str, bytes] | None = None) -> None:
        """Compiles the template.

        Args:
            campaign: The campaign.
            secret: The campaign's secret, for the stamps.
            today: What the memo's `today` means.
            emblem: Kind (`png` or `jpeg`) and bytes of the emblem.
        """
        self._campaign = campaign
        self._secret = secret
        self._memo = MemoTemplate(campaign, campaign.memo, today)
        self._emblem = _emblem_run(_shape(emblem[1])) if emblem else ""
        self._section = memo_section(campaign.form)
        self._package = compile_package(fixed_parts(campaign.form, emblem) | {"word/document.xml": self._document()})

    def render(self, unit: Unit) -> bytes:
        """The unit's document."""
        memo = memo_xml(self._memo.render(unit), self._campaign.form, self._emblem, self._section)
        return self._package.render(unit_values(self._campaign, unit, self._secret) | {_MEMO: memo})

    def _document(self) -> str:
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:document {ROOT_NAMESPACES} mc:Ignorable="w14"><w:body>{slot(_MEMO)}'
            f"{FormSection(self._campaign.form).xml()}{form_section()}</w:body></w:document>"
        )


def _shape(picture: bytes) -> float:
    """Width of a PNG or JPEG divided by its height."""
    width, height = picture_size(picture)
    return width / height


def _emblem_run(shape: float) -> str:
    size = f'cx="{round(_EMBLEM_HEIGHT * shape)}" cy="{_EMBLEM_HEIGHT}"'
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{_PAGE_LEFT}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{_PAGE_TOP}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="1" name="emblem"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="emblem"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{EMBLEM}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
