"""The named styles of memo and form, so that an officer who opens them in Word finds every look by its name.

The form's styles say font and size themselves: they also go into documents that an officer laid out, where the
document's defaults are others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.language import Language
from cpreport.markup import escape
from cpreport.writers.docx_xml import ROOT_NAMESPACES, TEXT_WIDTH, Look

if TYPE_CHECKING:
    from cpreport.form import Form

DEFAULT_FONT: Final = "TH SarabunPSK"
_BASE_SPACING: Final = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_CELL_MARGINS: Final = (
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
)

# Style id: (name in Word, paragraph properties, look).
_FORM_STYLES = {
    "CPFormTitle": ("Form title", '<w:keepNext/><w:spacing w:after="60"/><w:jc w:val="center"/>', Look(bold=True)),
    "CPFormUnit": (
        "Form unit",
        f'<w:keepNext/><w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>',
        Look(),
    ),
    "CPFormInstruction": ("Form instruction", '<w:keepNext/><w:spacing w:after="0"/>', Look(italic=True)),
    "CPFormHeading": ("Form heading", '<w:keepNext/><w:spacing w:before="80"/>', Look(bold=True)),
    "CPFormHint": ("Form hint", '<w:keepNext/><w:ind w:left="284"/>', Look(italic=True)),
    "CPFormNote": ("Form note", '<w:spacing w:before="80"/>', Look()),
    "CPFormChoice": (
        "Form choice",
        '<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="454"/><w:tab w:val="left" w:pos="1077"/>'
        f'<w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs><w:ind w:left="1077" w:hanging="1077"/>',
        Look(),
    ),
    "CPFormLine": (
        "Form answer line",
        f'<w:keepLines/><w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs><w:spacing w:before="80"/>',
        Look(),
    ),
    "CPFormAnswer": ("Form answer box", "", Look()),
    "CPFormSignature": ("Form signature", "<w:keepNext/><w:keepLines/>", Look()),
    "CPFormCode": ("Form code", '<w:spacing w:before="60"/><w:jc w:val="right"/>', Look(size=16)),
}
_MEMO_STYLES = {
    "CPMemoUrgency": (
        "Memo urgency",
        '<w:keepNext/><w:spacing w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>',
        Look(bold=True, size=64, colour="FF0000"),
    ),
    "CPMemoTitle": (
        "Memo title",
        '<w:keepNext/><w:spacing w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>',
        Look(bold=True, size=58),
    ),
    "CPMemoField": ("Memo field", "<w:keepLines/>", Look()),
    "CPMemoTo": ("Memo addressee", '<w:keepNext/><w:spacing w:before="120"/>', Look()),
    "CPMemoText": ("Memo text", '<w:spacing w:before="120"/>{justify}', Look()),
    "CPMemoCaption": ("Memo caption", '<w:keepNext/><w:spacing w:before="160" w:after="40"/>', Look(bold=True)),
    "CPMemoCell": ("Memo table", "", Look(size=28)),
    "CPMemoEnclosure": (
        "Memo enclosure",
        '<w:keepNext/><w:spacing w:after="120"/><w:jc w:val="center"/>',
        Look(bold=True),
    ),
    "CPMemoSigner": ("Memo signer", '<w:jc w:val="center"/>', Look()),
    "CPMemoPage": ("Memo page number", '<w:spacing w:after="120"/><w:jc w:val="center"/>', Look()),
}


def styles_part(form: Form) -> str:
    """word/styles.xml of a document of our own."""
    justify = "thaiDistribute" if form.language is Language.THAI else "both"
    memo = "".join(
        _style(style_id, name, properties.replace("{justify}", f'<w:jc w:val="{justify}"/>'), look)
        for style_id, (name, properties, look) in _MEMO_STYLES.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:styles {ROOT_NAMESPACES}><w:docDefaults><w:rPrDefault>{_base_look(form)}</w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_BASE_SPACING}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{_CELL_MARGINS}</w:tblPr>'
        f"</w:style>{form_styles(form)}{memo}</w:styles>"
    )


def form_styles(form: Form) -> str:
    """The styles of the form, side by side, for a document that lacks them."""
    base = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="CPForm"><w:name w:val="Form"/>'
        f"<w:qFormat/><w:pPr>{_BASE_SPACING}</w:pPr>{_base_look(form)}</w:style>"
    )
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    box = (
        '<w:style w:type="table" w:customStyle="1" w:styleId="CPFormBox"><w:name w:val="Form box"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>{_CELL_MARGINS}</w:tblPr>'
        "</w:style>"
    )
    own = (
        _style(style_id, name, properties, look, "CPForm")
        for style_id, (name, properties, look) in _FORM_STYLES.items()
    )
    return "".join([base, box, *own])


def font_of(form: Form) -> str:
    """The form's font, XML-escaped."""
    return escape(form.font or DEFAULT_FONT)


def _base_look(form: Form) -> str:
    font = font_of(form)
    return (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def _style(style_id: str, name: str, properties: str, look: Look, base: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/><w:pPr>{properties}</w:pPr>{look.xml()}</w:style>'
    )
