"""What kind of file some bytes are: the content decides, never the suffix."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from cpreport.compound import SIGNATURE, Compound, CompoundError
from cpreport.package import Limits, Package, PackageError


class Kind(StrEnum):
    """Kinds of file that come back; the value is what an officer is told."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    OOXML = "docx/xlsx"
    DOC = "doc"
    XLS = "xls"
    ODT = "odt"
    ODS = "ods"
    RTF = "rtf"
    ZIP = "zip"
    MAIL = "eml"
    OUTLOOK = "msg"
    OLE = "ole"
    IWORK = "pages/numbers"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    PDF = "pdf"
    HTML = "html"
    XML = "xml"
    PICTURE = "picture"
    OTHER = "other"


LARGEST: Final = 256_000_000
"""Of any file that is looked into, and of all that is in it, in bytes."""

_SIGNATURES: Final = (
    (b"pk", Kind.ZIP),
    (b"%pdf", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"rar!", Kind.RAR),
    (b"7z\xbc\xaf", Kind.SEVEN_ZIP),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"\x89png", Kind.PICTURE),
    (b"gif8", Kind.PICTURE),
    (b"ii*\0", Kind.PICTURE),
    (b"mm\0*", Kind.PICTURE),
    (b"bm", Kind.PICTURE),
    (b"<?xml", Kind.XML),
    (b"<!doctype html", Kind.HTML),
    (b"<html", Kind.HTML),
)
_OPENDOCUMENT: Final = {
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.text-template": Kind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.ODS,
    b"application/vnd.oasis.opendocument.spreadsheet-template": Kind.ODS,
}
_MANIFEST: Final = "META-INF/manifest.xml"
_WORD: Final = b"\xec\xa5"
_LOCKED_WORD: Final = 0x01  # of the second byte of the flags at 0x0A ([MS-DOC] 2.5.2)
_LOCKED_EXCEL: Final = b"\x2f\x00"  # the record FilePass ([MS-XLS] 2.4.117)

_FIELD: Final = re.compile(rb"([!-9;-~]+)[ \t]*:")
_MAIL_FIELDS: Final = frozenset(
    (b"from", b"to", b"date", b"subject", b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to")
)
_MAIL_HEAD: Final = 65_536


def document_kind(data: bytes) -> Kind:
    """The kind of a file."""
    if not data.strip(b"\0"):
        return Kind.EMPTY
    if data.startswith(SIGNATURE):
        return _compound_kind(data)
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), Kind.OTHER)
    if kind is Kind.ZIP:
        return _zip_kind(data)
    return Kind.MAIL if kind is Kind.OTHER and mail_fields(data) > 1 else kind


def mail_fields(data: bytes) -> int:
    """How many of the fields that every mail has stand at the top of some text; 0 where its first line is none."""
    lines = data[:_MAIL_HEAD].lstrip(b"\xef\xbb\xbf\r\n").splitlines()
    if lines and lines[0].startswith(b"From "):
        del lines[0]
    found: set[bytes] = set()
    for line in lines:
        field = _FIELD.match(line)
        if field:
            found.add(field[1].lower())
        elif not line[:1].isspace():
            break
    return len(found & _MAIL_FIELDS)


def is_locked_workbook(data: bytes) -> bool:
    """Whether an .xls says that it has a password; one that Excel sets by itself opens all the same."""
    try:
        file = Compound.open(data)
    except CompoundError:
        return False
    stream = file.top.get("Workbook") or file.top.get("Book")
    head = file.head(stream, 64) if stream else b""
    after = 4 + int.from_bytes(head[2:4], "little")  # FilePass follows the first record
    return head[after : after + 2] == _LOCKED_EXCEL


def _compound_kind(data: bytes) -> Kind:
    try:
        file = Compound.open(data)
    except CompoundError:
        return Kind.DAMAGED
    # A password turns a .docx or .xlsx into a compound file that looks like an old one.
    if "EncryptedPackage" in file.top:
        return Kind.ENCRYPTED
    if "__properties_version1.0" in file.top:
        return Kind.OUTLOOK
    if word := file.top.get("WordDocument"):
        head = file.head(word, 12)
        locked = head.startswith(_WORD) and len(head) == 12 and head[11] & _LOCKED_WORD
        return Kind.ENCRYPTED if locked else Kind.DOC
    return Kind.XLS if "Workbook" in file.top or "Book" in file.top else Kind.OLE


def _zip_kind(data: bytes) -> Kind:
    try:
        package = Package.open(data, Limits(file=LARGEST, total=LARGEST))
        mimetype = package.read_optional("mimetype")
        manifest = package.read_optional(_MANIFEST) if mimetype else None
    except PackageError:
        return Kind.ZIP
    if "[Content_Types].xml" in package or "_rels/.rels" in package:
        return Kind.OOXML
    if "Index/Document.iwa" in package or "Index.zip" in package:
        return Kind.IWORK
    if mimetype is None or not mimetype.startswith(b"application/"):
        return Kind.ZIP
    if manifest and b"encryption-data" in manifest:
        return Kind.ENCRYPTED
    return _OPENDOCUMENT.get(mimetype.strip(), Kind.OTHER)
