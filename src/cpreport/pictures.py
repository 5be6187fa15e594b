"""The size of a PNG or JPEG, from its header."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels; a square where the header does not tell.

    Example:
        >>> picture_size(b"not a picture")
        (1, 1)
    """
    found = _png_size(data) if data.startswith(_PNG) else _jpeg_size(data)
    return found if all(found) else (1, 1)


def _png_size(data: bytes) -> tuple[int, int]:
    if len(data) < 24:
        return 0, 0
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    # Segments follow one another, each with its length; the frame header holds the size (ITU-T T.81, B.2.2).
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0
