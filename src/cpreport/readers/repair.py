"""Putting tags right that overlap, so that a document which is not well formed can be read for what it holds.

LibreOffice 7.4 writes such documents when changes were tracked over content controls: `<w:ins><w:sdt></w:ins></w:sdt>`.
"""

from __future__ import annotations

import re

_LARGEST = 4_000_000  # bytes; a form has a tenth of it
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)(?:\s[^<>]*?)?(/?)>")
# An end tag out of place never closes more than the paragraph, cell or table it stands in.
_WALLS = frozenset({b"w:p", b"w:tc", b"w:tr", b"w:tbl", b"w:txbxContent", b"w:body", b"w:document"})


def repaired(xml: bytes) -> bytes | None:
    """The part with every element closed where it must be; None where that alone does not mend it.

    Args:
        xml: A part in UTF-8; a large one is left as it is.
    """
    if len(xml) > _LARGEST:
        return None
    mended = bytearray()
    opened: list[bytes] = []
    at = 0
    for tag in _TAG.finditer(xml):
        mended += xml[at : tag.start()]
        at = tag.end()
        closes, name, is_empty = tag.groups()
        if not closes:
            if not is_empty:
                opened.append(name)
            mended += tag[0]
        elif (depth := _depth(opened, name)) is not None:
            while len(opened) > depth:
                mended += b"</%s>" % opened.pop()
    mended += xml[at:]
    # What ends in the middle was cut off: nobody can say what is missing.
    return None if opened else bytes(mended)


def _depth(opened: list[bytes], name: bytes) -> int | None:
    """How many elements stay open when this one is closed; None if it is not open here."""
    for depth in range(len(opened) - 1, -1, -1):
        if opened[depth] == name:
            return depth
        if opened[depth] in _WALLS and name not in _WALLS:
            return None
    return None
