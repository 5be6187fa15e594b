"""What kind of file some bytes are: the content decides, never the suffix."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of file that come back; the value is what an officer is told."""

    ZIP = "zip"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    OLE = "doc/xls"
    PDF = "pdf"
    RTF = "rtf"
    HTML = "html"
    XML = "xml"
    PICTURE = "picture"
    MAIL = "eml"
    OTHER = "other"


_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"PK", Kind.ZIP),
    (b"%PDF", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"\x89PNG", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"BM", Kind.PICTURE),
    (b"<?xml", Kind.XML),
    (b"<!doctype html", Kind.HTML),
    (b"<html", Kind.HTML),
    (b"from:", Kind.MAIL),
    (b"received:", Kind.MAIL),
    (b"mime-version:", Kind.MAIL),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def sniff(data: bytes) -> Kind:
    """The kind of a file by its first bytes."""
    if not data.strip(b"\0"):
        return Kind.EMPTY
    if data.startswith(_OLE):
        # A password turns an Office file into an OLE container that looks like an old .doc.
        return Kind.ENCRYPTED if _ENCRYPTED_STREAM in data else Kind.OLE
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((kind for signature, kind in _SIGNATURES if head.startswith(signature.lower())), Kind.OTHER)
