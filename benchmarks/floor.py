"""The least that can be done: only write so many files, or only read and inflate them.

    python floor.py write SAMPLE OUT SIZE
    python floor.py read INBOX

Without pathlib, which would be a good part of what it costs.
"""

# ruff: noqa: PTH102, PTH123, PTH208

from __future__ import annotations

import os
import struct
import sys
import zlib


def write(sample: str, out: str, size: str) -> None:
    """The bytes of one document, written under so many names."""
    with open(sample, "rb") as file:
        data = file.read()
    os.mkdir(out)
    for number in range(int(size)):
        with open(f"{out}/{number}.docx", "wb") as file:
            file.write(data)


def read(inbox: str) -> None:
    """Every entry of every file inflated, found by the zip directory."""
    for name in os.listdir(inbox):
        with open(f"{inbox}/{name}", "rb") as file:
            data = file.read()
        count, _, at = struct.unpack_from("<H2L", data, data.rindex(b"PK\5\6") + 10)
        for _ in range(count):
            method, packed, n, x, c, start = _entry(data, at)
            begin = start + 30 + sum(struct.unpack_from("<2H", data, start + 26))
            if method:
                zlib.decompress(data[begin : begin + packed], -15)
            at += 46 + n + x + c


def _entry(data: bytes, at: int) -> tuple[int, ...]:
    method, packed = struct.unpack_from("<10xH8xL", data, at)
    return (method, packed, *struct.unpack_from("<3H8xL", data, at + 28))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](*sys.argv[2:])
