"""The fixed parts of the Word form: styles, settings, headers, footers, properties.

Font, size and language stand once in docDefaults, in both script halves; styles name every look, so that an officer
who opens the document in Word finds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport import places, printed
from cpreport.compiling import slot
from cpreport.language import Digits
from cpreport.markup import NS, escape
from cpreport.writers.docx_styles import DEFAULT_FONT, font_of, styles_part
from cpreport.writers.docx_xml import ROOT_NAMESPACES, Look, raw_run, run
from cpreport.writers.slots import UNIT_CODE, UNIT_STAMP

if TYPE_CHECKING:
    from cpreport.form import Form

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD = f"{_OFFICE}.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LOWEST_LINE = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
_EMBLEM_TYPES = {"png": "image/png", "jpeg": "image/jpeg"}


# The relationship ids of word/document.xml.
FOOTER, EMPTY_HEADER, NUMBER_HEADER, EMPTY_FOOTER, EMBLEM = "rIdF", "rIdH0", "rIdH1", "rIdF0", "rIdE"


def fixed_parts(form: Form, emblem: tuple[str, bytes] | None) -> dict[str, str | bytes]:
    """Every part but the document itself, in the order they stand in the package.

    Args:
        form: The form.
        emblem: Kind (`png` or `jpeg`) and bytes of the emblem, if the campaign has one.
    """
    stamped = {"docProps/custom.xml": f"{_OFFICE}.custom-properties+xml", "word/footer1.xml": f"{_WORD}.footer+xml"}
    relations = {FOOTER: (f"{_RELATION}/footer", "footer1.xml")}
    return {
        **_plain_parts(form, emblem, stamped, relations),
        "_rels/.rels": _package_relations({"rId4": (f"{_RELATION}/custom-properties", "docProps/custom.xml")}),
        "docProps/core.xml": _core(form.title, form, f"<dc:identifier>{slot(UNIT_STAMP)}</dc:identifier>"),
        "docProps/custom.xml": _custom(),
        "word/footer1.xml": code_footer(form),
    }


def letter_parts(form: Form, emblem: tuple[str, bytes] | None, pictures: dict[str, bytes]) -> dict[str, str | bytes]:
    """The same for a letter, which carries no stamp and no code: nobody can take it for a form.

    Args:
        form: Says language, font and digits.
        emblem: As for `fixed_parts`.
        pictures: PNG pictures in the text, by the id of their relationship.
    """
    relations = {id_: (f"{_RELATION}/image", f"media/{id_}.png") for id_ in pictures}
    media = {f"word/media/{id_}.png": data for id_, data in pictures.items()}
    return _plain_parts(form, emblem, {}, relations) | media


def _plain_parts(
    form: Form, emblem: tuple[str, bytes] | None, more_types: dict[str, str], relations: dict[str, tuple[str, str]]
) -> dict[str, str | bytes]:
    picture: dict[str, str | bytes] = {f"word/media/emblem.{emblem[0]}": emblem[1]} if emblem else {}
    return {
        "[Content_Types].xml": _content_types(more_types),
        "_rels/.rels": _package_relations({}),
        "docProps/core.xml": _core("", form, ""),
        "docProps/app.xml": _app(),
        "word/_rels/document.xml.rels": _document_relations(emblem[0] if emblem else "", relations),
        "word/styles.xml": styles_part(form),
        "word/settings.xml": _settings(form),
        "word/fontTable.xml": _fonts(form),
        "word/header0.xml": empty_header(),
        "word/header1.xml": _header(_page_number()),
        "word/footer0.xml": _footer(_LOWEST_LINE),
        **picture,
    }


def memo_section(form: Form) -> str:
    """The memo's section: A4, page numbers from the second page on."""
    digits = '<w:pgNumType w:fmt="thaiNumbers"/>' if form.digits is Digits.THAI else ""
    return (
        f"<w:sectPr>{_reference('header', 'first', EMPTY_HEADER)}{_reference('header', 'default', NUMBER_HEADER)}"
        f"{_reference('footer', 'first', EMPTY_FOOTER)}{_reference('footer', 'default', EMPTY_FOOTER)}"
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="850" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
        f"{digits}<w:titlePg/></w:sectPr>"
    )


def form_section(header: str = EMPTY_HEADER, footer: str = FOOTER) -> str:
    """The form's section: tight top and bottom, the code in the footer, no page number.

    Args:
        header: Relationship of an empty header.
        footer: Relationship of the footer with the code.
    """
    return (
        f"<w:sectPr>{_reference('header', 'default', header)}{_reference('footer', 'default', footer)}"
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="850" w:right="1134" w:bottom="850" w:left="1701" w:header="283" w:footer="340" w:gutter="0"/>'
        "</w:sectPr>"
    )


def _reference(kind: str, when: str, relation: str) -> str:
    return f'<w:{kind}Reference w:type="{when}" r:id="{relation}"/>'


def _content_types(more: dict[str, str]) -> str:
    overrides = {
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
        "word/document.xml": f"{_WORD}.document.main+xml",
        "word/styles.xml": f"{_WORD}.styles+xml",
        "word/settings.xml": f"{_WORD}.settings+xml",
        "word/fontTable.xml": f"{_WORD}.fontTable+xml",
        **{f"word/header{n}.xml": f"{_WORD}.header+xml" for n in (0, 1)},
        "word/footer0.xml": f"{_WORD}.footer+xml",
        **more,
    }
    pictures = "".join(f'<Default Extension="{ext}" ContentType="{kind}"/>' for ext, kind in _EMBLEM_TYPES.items())
    parts = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{pictures}{parts}</Types>'
    )


def _relations(relations: dict[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"/>' for id_, (kind, target) in relations.items()
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _package_relations(more: dict[str, tuple[str, str]]) -> str:
    return _relations(
        {
            "rId1": (f"{_RELATION}/officeDocument", "word/document.xml"),
            "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            "rId3": (f"{_RELATION}/extended-properties", "docProps/app.xml"),
            **more,
        }
    )


def _document_relations(emblem_kind: str, more: dict[str, tuple[str, str]]) -> str:
    relations = {
        "rId1": (f"{_RELATION}/styles", "styles.xml"),
        "rId2": (f"{_RELATION}/settings", "settings.xml"),
        "rId3": (f"{_RELATION}/fontTable", "fontTable.xml"),
        EMPTY_HEADER: (f"{_RELATION}/header", "header0.xml"),
        NUMBER_HEADER: (f"{_RELATION}/header", "header1.xml"),
        EMPTY_FOOTER: (f"{_RELATION}/footer", "footer0.xml"),
        **more,
    }
    if emblem_kind:
        relations[EMBLEM] = (f"{_RELATION}/image", f"media/emblem.{emblem_kind}")
    return _relations(relations)


def _core(title: str, form: Form, identifier: str) -> str:
    named = f"<dc:title>{escape(title)}</dc:title>" if title else ""
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{NS["cp"]}" xmlns:dc="{NS["dc"]}">'
        f"{named}{identifier}<dc:language>{form.language}</dc:language></cp:coreProperties>"
    )


def _app() -> str:
    return f'{_DECLARATION}<Properties xmlns="{NS["ep"]}"><Application>cpreport</Application></Properties>'


def _custom() -> str:
    format_id = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    return (
        f'{_DECLARATION}<Properties xmlns="{NS["custom"]}" xmlns:vt="{NS["vt"]}">'
        f'<property fmtid="{format_id}" pid="2" name="{places.PROPERTY}">'
        f"<vt:lpwstr>{slot(UNIT_STAMP)}</vt:lpwstr></property></Properties>"
    )


def _settings(form: Form) -> str:
    return (
        f'{_DECLARATION}<w:settings {ROOT_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/></w:settings>'
    )


def _fonts(form: Form) -> str:
    # Where the font is missing, its newer edition of the same widths is taken before anything else.
    font = font_of(form)
    other = "TH Sarabun New" if font == DEFAULT_FONT else DEFAULT_FONT
    return (
        f'{_DECLARATION}<w:fonts {ROOT_NAMESPACES}><w:font w:name="{font}"><w:altName w:val="{other}"/>'
        '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def empty_header() -> str:
    """A header that takes no room; a section without any would inherit the one before."""
    return _header(_LOWEST_LINE)


def code_footer(form: Form) -> str:
    """The footer that carries the form's printed code."""
    look = Look(size=16, colour="7F7F7F")
    code = run(f"{printed.code_label(form)} ", look) + raw_run(slot(UNIT_CODE), look)
    return _footer(f'<w:p><w:pPr><w:pStyle w:val="CPFormCode"/></w:pPr>{code}</w:p>')


def _header(content: str) -> str:
    return f"{_DECLARATION}<w:hdr {ROOT_NAMESPACES}>{content}</w:hdr>"


def _footer(content: str) -> str:
    return f"{_DECLARATION}<w:ftr {ROOT_NAMESPACES}>{content}</w:ftr>"


def _page_number() -> str:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    return f'<w:p><w:pPr><w:pStyle w:val="CPMemoPage"/></w:pPr>{run("- ")}{field}{run(" -")}</w:p>'
