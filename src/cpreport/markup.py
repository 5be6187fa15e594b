"""What is written into XML of Office: its namespaces, and text made literal.

Apart from the parser, which takes longer to import than a form takes to write.
"""

from __future__ import annotations

import re
from typing import Final

OFFICE: Final = "http://schemas.openxmlformats.org"
_MICROSOFT: Final = "http://schemas.microsoft.com/office"

NS: Final[dict[str, str]] = {
    "a": f"{OFFICE}/drawingml/2006/main",
    "cp": f"{OFFICE}/package/2006/metadata/core-properties",
    "ct": f"{OFFICE}/package/2006/content-types",
    "custom": f"{OFFICE}/officeDocument/2006/custom-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ep": f"{OFFICE}/officeDocument/2006/extended-properties",
    "m": f"{OFFICE}/officeDocument/2006/math",
    "mc": f"{OFFICE}/markup-compatibility/2006",
    "pic": f"{OFFICE}/drawingml/2006/picture",
    "r": f"{OFFICE}/officeDocument/2006/relationships",
    "rel": f"{OFFICE}/package/2006/relationships",
    "s": f"{OFFICE}/spreadsheetml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "vt": f"{OFFICE}/officeDocument/2006/docPropsVTypes",
    "w": f"{OFFICE}/wordprocessingml/2006/main",
    "w14": f"{_MICROSOFT}/word/2010/wordml",
    "w15": f"{_MICROSOFT}/word/2012/wordml",
    "wp": f"{OFFICE}/drawingml/2006/wordprocessingDrawing",
    "wps": f"{_MICROSOFT}/word/2010/wordprocessingShape",
    "x14": f"{_MICROSOFT}/spreadsheetml/2009/9/main",
    "xdr": f"{OFFICE}/drawingml/2006/spreadsheetDrawing",
    "xm": f"{_MICROSOFT}/excel/2006/main",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
"""The namespaces of Office documents by their customary prefixes."""

_SPECIAL: Final = re.compile(r'[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"} | {c: f"&#{ord(c)};" for c in "\t\n\r"}


def escape(text: str) -> str:
    """Escapes text for XML, both between tags and inside a double-quoted attribute.

    `& < > "` become entities; tab and line ends become references, so that attributes and carriage returns
    come back as they were. Characters that XML 1.0 does not allow (other controls, lone surrogates, U+FFFE,
    U+FFFF) are dropped.
    """
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], ""), text)
