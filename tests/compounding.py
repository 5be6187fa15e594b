"""Compound files (OLE2) for tests, and mails as Outlook saves them; [MS-CFB] and [MS-OXMSG] say how they are built."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Tree = Mapping[str, "bytes | Tree"]

_END, _FREE, _TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_SMALL = 4096
UNICODE, BINARY, OBJECT, NUMBER, TIME = 0x001F, 0x0102, 0x000D, 0x0003, 0x0040


@dataclass
class _Store:
    """Sectors of one size and the chains they form."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    chain: list[int] = field(default_factory=list)

    def put(self, data: bytes) -> int:
        first, count = len(self.chain), -(-len(data) // self.size)
        self.data += data.ljust(count * self.size, b"\0")
        self.chain += [*range(first + 1, first + count), _END] if count else []
        return first if count else _END


def compound_file(tree: Tree) -> bytes:
    """A compound file with these streams and folders."""
    sectors, small = _Store(512), _Store(64)
    entries: list[tuple[str, int, int, int, int, int]] = []

    def add(name: str, content: bytes | Tree, kind: int) -> int:
        place = len(entries)
        entries.append((name, kind, _NONE, _NONE, 0, 0))
        child, first, size = _NONE, 0, 0
        if isinstance(content, bytes):
            size = len(content)
            first = (small if size < _SMALL else sectors).put(content)
        else:
            for inner in reversed(list(content)):
                node = add(inner, content[inner], 2 if isinstance(content[inner], bytes) else 1)
                entries[node] = (*entries[node][:2], child, *entries[node][3:])  # each beside the one before
                child = node
        entries[place] = (name, kind, _NONE, child, first, size)
        return place

    add("Root Entry", tree, 5)
    root = entries[0]
    entries[0] = (*root[:4], sectors.put(bytes(small.data)), len(small.data))
    table = b"".join(struct.pack("<L", at) for at in small.chain)
    small_table = sectors.put(table.ljust(-(-len(table) // 512) * 512, b"\xff"))
    directory = sectors.put(b"".join(_entry(*entry) for entry in entries).ljust(-(-len(entries) // 4) * 512, b"\0"))
    count = 1
    while count * 128 < len(sectors.chain) + count:
        count += 1
    first = len(sectors.chain)
    chain = [*sectors.chain, *[_TABLE] * count]
    chain += [_FREE] * (count * 128 - len(chain))
    heads = [*range(first, first + count), *[_FREE] * (109 - count)]
    header = struct.pack(
        "<8s16s5H6xLLLLLLLLL109L",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, count, directory, 0, _SMALL, small_table, -(-len(table) // 512), _END, 0, *heads),
    )
    return header + bytes(sectors.data) + struct.pack(f"<{len(chain)}L", *chain)


def outlook_mail(
    sender: str, sent_at: datetime, attachments: list[Tree], *, inside: bool = False, html: str = ""
) -> Tree:
    """The folders of a mail; `compound_file` makes a .msg of them."""
    values = {(0x5D01, UNICODE): sender, (0x0039, TIME): sent_at, (0x1013, BINARY): html.encode()}
    folder = _properties(values, b"\0" * (24 if inside else 32))
    return folder | {f"__attach_version1.0_#{number:08X}": one for number, one in enumerate(attachments)}


def outlook_attachment(name: str, data: bytes, **values: str | int) -> Tree:
    """The folder of an attachment; `mime`, `identifier` and `flags` as Outlook sets them for pictures."""
    numbers = {"mime": (0x370E, UNICODE), "identifier": (0x3712, UNICODE), "flags": (0x3714, NUMBER)}
    given = {numbers[key]: value for key, value in values.items()}
    return _properties({(0x3707, UNICODE): name, (0x3701, BINARY): data, (0x3705, NUMBER): 1, **given}, b"\0" * 8)


def outlook_mail_attached(name: str, mail: Tree) -> Tree:
    """The folder of an attachment that is a mail itself."""
    folder = _properties({(0x3001, UNICODE): name, (0x3705, NUMBER): 5, (0x3701, OBJECT): b""}, b"\0" * 8)
    return {**folder, "__substg1.0_3701000D": mail}


def _properties(
    values: Mapping[tuple[int, int], str | bytes | int | datetime], header: bytes
) -> dict[str, bytes | Tree]:
    streams: dict[str, bytes | Tree] = {}
    table = header
    for (number, kind), value in values.items():
        if isinstance(value, datetime):
            fixed = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
        elif isinstance(value, int):
            fixed = value
        else:
            data = value.encode("utf-16-le") if isinstance(value, str) else value
            fixed = len(data)
            if kind != OBJECT:
                streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        table += struct.pack("<HHLQ", kind, number, 6, fixed)
    return {"__properties_version1.0": table, **streams}


def _entry(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB3L36xLQ", raw, len(raw), kind, 1, _NONE, right, child, first, size)
