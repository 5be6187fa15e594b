"""Pictures in a Word document: the emblem at its place on the page, and small ones in a line of text.

Lengths are English Metric Units, 360,000 to the centimetre.
"""

from __future__ import annotations

from typing import Final

from cpreport.markup import escape
from cpreport.pictures import picture_size
from cpreport.writers.docx_parts import EMBLEM

EMU: Final = 360_000  # a centimetre
_EMBLEM_HEIGHT: Final = 540_000
_PAGE_LEFT, _PAGE_TOP = 1_080_000, 540_000  # 3 cm and 1.5 cm from the page's edges


def emblem_run(picture: bytes) -> str:
    """The run of the emblem (PNG or JPEG): 1.5 cm high at the top left of the page, moving nothing."""
    width, height = picture_size(picture)
    extent = (round(_EMBLEM_HEIGHT * width / height), _EMBLEM_HEIGHT)
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{_PAGE_LEFT}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{_PAGE_TOP}</wp:posOffset></wp:positionV>'
        f'<wp:extent {_size(extent)}/><wp:wrapNone/><wp:docPr id="1" name="emblem"/><wp:cNvGraphicFramePr/>'
        f"{_graphic(1, 'emblem', EMBLEM, extent)}</wp:anchor></w:drawing></w:r>"
    )


def inline_run(number: int, relation: str, extent: tuple[int, int], told: str) -> str:
    """The run of a picture that stands in its line like a letter.

    Args:
        number: Its id, unique in the document, from 2.
        relation: The relationship that names its file.
        extent: Width and height.
        told: What a screen reader says in its place.
    """
    name = f"picture {number}"
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {_size(extent)}/><wp:docPr id="{number}" name="{name}" descr="{escape(told)}"/>'
        f"<wp:cNvGraphicFramePr/>{_graphic(number, name, relation, extent)}</wp:inline></w:drawing></w:r>"
    )


def _graphic(number: int, name: str, relation: str, extent: tuple[int, int]) -> str:
    return (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {_size(extent)}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )


def _size(extent: tuple[int, int]) -> str:
    return f'cx="{extent[0]}" cy="{extent[1]}"'
