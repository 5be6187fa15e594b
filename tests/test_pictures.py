"""An emblem keeps its shape: its size is read from the picture's own header."""

from __future__ import annotations

import struct
import zlib

import pytest

from cpreport.pictures import picture_size, plain_png


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", zlib.crc32(chunk[4:]))


def jpeg(width: int, height: int) -> bytes:
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"abcd"
    return b"\xff\xd8" + comment + b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"


@pytest.mark.parametrize("make", [png, jpeg])
def test_width_and_height_are_told_apart(make: object) -> None:
    assert callable(make)
    assert picture_size(make(300, 340)) == (300, 340)


@pytest.mark.parametrize("data", [b"", b"x", png(1, 1)[:20], jpeg(3, 4)[:12], b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_a_broken_header_gives_a_square(data: bytes) -> None:
    assert picture_size(data) == (1, 1)


def test_a_plain_picture_is_a_whole_png_of_one_colour() -> None:
    data = plain_png(1, 2, 3)
    assert picture_size(data) == (8, 8)
    at, chunks = 8, {}
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    assert zlib.decompress(chunks[b"IDAT"]) == (b"\0" + bytes((1, 2, 3)) * 8) * 8
