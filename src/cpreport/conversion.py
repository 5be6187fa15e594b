"""Documents in old or other Office formats, converted by a local LibreOffice to what can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cpreport.ooxml import XmlError, XmlFault, parse
from cpreport.package import Limits, Package, PackageError, PackageFault
from cpreport.reading import Finding, FindingKind
from cpreport.sniff import LARGEST, Kind, is_locked_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.office import Office

_WORD: Final = "docx:MS Word 2007 XML"
_EXCEL: Final = "xlsx:Calc MS Excel 2007 XML"
WANTED: Final = {Kind.DOC: _WORD, Kind.ODT: _WORD, Kind.RTF: _WORD, Kind.XLS: _EXCEL, Kind.ODS: _EXCEL}
"""The kinds that can be converted, and what they become in LibreOffice's words."""


_LARGEST: Final = Limits().file
_PARSED: Final = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_UNSAFE: Final = {PackageFault.UNSAFE, PackageFault.TOO_LARGE, XmlFault.UNSAFE}


def converted(documents: Sequence[tuple[bytes, Kind]], office: Office | None) -> list[bytes | Finding]:
    """Each document as .docx or .xlsx, or the finding that sets it aside.

    LibreOffice is started once for all that become .docx and once for all that become .xlsx.

    Args:
        documents: Bytes and kind of each; the kind is one of `WANTED`.
        office: This machine's LibreOffice; None where there is none.
    """
    if office is None:
        return [Finding(FindingKind.UNSUPPORTED_FORMAT, params={"format": kind}) for _, kind in documents]
    done = [_refused(data, kind) for data, kind in documents]
    for wanted in dict.fromkeys(WANTED.values()):
        chosen = [place for place, (_, kind) in enumerate(documents) if WANTED[kind] == wanted and not done[place]]
        if chosen:
            named = [(documents[place][0], f".{documents[place][1]}") for place in chosen]
            for place, made in zip(chosen, office.convert_all(named, wanted), strict=True):
                done[place] = made if made is not None and _is_whole(made) else _failed(documents[place][0])
    return [one for one in done if one is not None]


def _refused(data: bytes, kind: Kind) -> bytes | Finding | None:
    """Why a document is not even shown to LibreOffice: the limits are those of the documents that we read ourselves."""
    if len(data) > _LARGEST:
        return Finding(FindingKind.UNSAFE, params={"detail": "file over the limit"})
    if kind is Kind.RTF and _is_cut(data):
        return Finding(FindingKind.UNREADABLE, params={"detail": "more groups begin than end"})
    if kind not in {Kind.ODT, Kind.ODS}:
        return None
    try:
        package = Package.open(data)
        for name in _PARSED:
            if part := package.read_optional(name):
                parse(part)
    except (PackageError, XmlError) as error:
        unsafe = error.reason in _UNSAFE
        return Finding(FindingKind.UNSAFE if unsafe else FindingKind.UNREADABLE, params={"detail": str(error)})
    return None


def _is_cut(rtf: bytes) -> bool:
    # LibreOffice takes what is there for the whole. Braces in embedded bytes count for nothing.
    plain = re.sub(rb"\\[\\{}]", b"", rtf)
    return plain.count(b"{") > plain.count(b"}") and b"\\bin" not in plain


def _failed(original: bytes) -> Finding:
    locked = is_locked_workbook(original)
    return Finding(FindingKind.ENCRYPTED if locked else FindingKind.UNREADABLE, params={"detail": "not converted"})


def _is_whole(made: bytes) -> bool:
    try:
        Package.open(made, Limits(file=LARGEST, total=LARGEST))
    except PackageError:
        return False
    return True
