"""Files that were made to harm, built from a form as it was issued; small themselves, whatever they unfold to."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

from cpreport.packing import Member, assemble, deflate
from cpreport.zipformat import DEFLATED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DOCUMENT = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"
_PIECE = 1 << 24
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = "http://purl.oclc.org/ooxml"


def parts_of(form: bytes) -> dict[str, bytes]:
    """The parts of a package by their names."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes], *members: Member) -> bytes:
    """A package of these parts, and of members that are packed already."""
    return assemble([*(deflate(name, data) for name, data in parts.items()), *members])


def changed(form: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A form with the text of one part changed."""
    parts = parts_of(form)
    before = parts[part].decode()
    after = change(before)
    assert before != after, "nothing was changed"
    return packed(parts | {part: after.encode()})


def with_parts(form: bytes, **parts: bytes | str) -> bytes:
    """A form with further parts, or others in their place; `word__document.xml` is `word/document.xml`."""
    named = {name.replace("__", "/"): data.encode() if isinstance(data, str) else data for name, data in parts.items()}
    return packed(parts_of(form) | named)


def in_body(form: bytes, xml: str) -> bytes:
    """A Word form with something more at the end of its body."""
    return changed(
        form,
        DOCUMENT,
        lambda text: re.sub(r"(?=<w:sectPr(?!.*<w:sectPr))", lambda _: xml, text, count=1, flags=re.DOTALL),
    )


def in_sheet(form: bytes, xml: str) -> bytes:
    """An Excel form with further rows."""
    return changed(form, SHEET, lambda text: text.replace("</sheetData>", f"{xml}</sheetData>"))


def related(form: bytes, part: str, kind: str, target: str, *, external: bool = False) -> bytes:
    """A form one of whose parts refers to something else."""
    folder, _, name = part.rpartition("/")
    mode = ' TargetMode="External"' if external else ""
    one = f'<Relationship Id="rIdX" Type="{_OFFICE}/relationships/{kind}" Target="{target}"{mode}/>'
    rels = f"{folder}/_rels/{name}.rels"
    parts = parts_of(form)
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    before = parts.get(rels, empty.encode()).decode()
    return packed(parts | {rels: before.replace("</Relationships>", f"{one}</Relationships>").encode()})


# Bombs


def inflating(name: str, size: int, *, declared: int | None = None, byte: bytes = b" ") -> Member:
    """An entry that inflates to as many equal bytes; what it says of its size may be a lie."""
    pieces, rest = divmod(size, _PIECE)
    whole, last = byte * _PIECE, byte * rest
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = stream.compress(whole) + stream.flush(zlib.Z_FULL_FLUSH)  # can be repeated as it is
    data = piece * pieces + stream.compress(last) + stream.flush()
    crc = 0
    for _ in range(pieces):
        crc = zlib.crc32(whole, crc)
    return Member(name, DEFLATED, zlib.crc32(last, crc), size if declared is None else declared, data)


def without(form: bytes, *names: str) -> dict[str, bytes]:
    """The parts of a form without some of them."""
    return {name: data for name, data in parts_of(form).items() if name not in names}


# Zip tricks


def many_entries(form: bytes, count: int) -> bytes:
    """A form with as many empty entries besides."""
    return packed(parts_of(form), *(Member(f"x/{number}", 0, 0, 0, b"") for number in range(count)))


def named_twice(form: bytes, name: str, again: str) -> bytes:
    """A form in which an entry comes again under another spelling of its name."""
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for each, data in parts_of(form).items():
            package.writestr(each, data)
        package.writestr(again, parts_of(form)[name])
    return made.getvalue()


def overlapping(form: bytes) -> bytes:
    """A form whose last entry begins inside another one, as the modern bombs do it."""
    inner = assemble([deflate("b", bytes(10_000))])
    outer = Member("a", 0, zlib.crc32(inner), len(inner), inner)
    data = bytearray(packed(parts_of(form), outer, deflate("b", b"")))
    inside = data.index(b"PK\x03\x04", data.index(b"PK\x03\x04", data.index(inner)))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 42, inside)
    return bytes(data)


def encrypted_entry(form: bytes) -> bytes:
    """A form whose first entry says that it has a password."""
    data = bytearray(form)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 8, 1)
    return bytes(data)


# What other programs may do


def strict(form: bytes) -> bytes:
    """A Word form in the namespaces of Strict OOXML."""
    made = {}
    for name, data in parts_of(form).items():
        text = data.decode() if name.endswith((".xml", ".rels")) else None
        if text is None:
            made[name] = data
            continue
        for family in ("wordprocessingml", "officeDocument", "drawingml"):
            base = f"http://schemas.openxmlformats.org/{family}/2006"
            text = text.replace(f"{base}/", f"{_STRICT}/{family}/")
        made[name] = text.encode()
    return packed(made)


def in_utf16(form: bytes) -> bytes:
    """A form whose XML is in UTF-16."""
    return packed(
        {
            name: data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
            if name.endswith((".xml", ".rels"))
            else data
            for name, data in parts_of(form).items()
        }
    )


def main_part_elsewhere(form: bytes) -> bytes:
    """A Word form whose main part has another name."""
    made = {}
    for name, data in parts_of(form).items():
        moved = name.replace("word/document.xml", "word/document7.xml").replace(
            "document.xml.rels", "document7.xml.rels"
        )
        made[moved] = (
            data.replace(b"document.xml", b"document7.xml") if name.endswith((".rels", "Types].xml")) else data
        )
    return packed(made)


def with_backslashes(form: bytes) -> bytes:
    """A form the names of whose parts have backslashes, as some programs write them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts_of(form).items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name.replace("/", "\\")
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
