"""The package as XlsxWriter wrote it, finished: the bodies of its sheets, and the fonts of Thai words in charts."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from cpreport.packing import Member, assemble, deflate, deflate_pieces
from cpreport.workbook.strings import Strings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpreport.language import Language
    from cpreport.workbook.body import Body

_CHARTS: Final = "xl/charts/"
_STRINGS: Final = "xl/sharedStrings.xml"
_LATIN: Final = re.compile(rb'<a:latin typeface="([^"]*)"[^>]*/>')
_SPANS: Final = re.compile(r' spans="\d+:\d+"')
_DIMENSION: Final = re.compile(r"<dimension [^>]*/>")
_EMPTY_ROW: Final = re.compile(r'<row r="\d+"(?: spans="[\d:]*")?(?:/>|></row>)')
_BEFORE_LINKS: Final = re.compile(r"<(?:printOptions|pageMargins)\b")
_ESCAPED: Final = str.maketrans({character: f"%{ord(character):02x}" for character in '%" <>[]^`{}'})
_LEVEL: Final = 3  # of zlib: rows pack in half the time of its default and are a tenth larger
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_HYPERLINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_NO_RELATIONS: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}"></Relationships>'
)


def finish(package: bytes, bodies: Mapping[int, Body], language: Language) -> bytes:
    """The finished workbook.

    Args:
        package: What XlsxWriter wrote.
        bodies: By the sheet's number, from 1, the rows that belong into it.
        language: The campaign's.
    """
    own = {f"xl/worksheets/sheet{number}.xml": body for number, body in bodies.items()}
    with ZipFile(BytesIO(package)) as old:
        return assemble(_members(old, own, Strings(old.read(_STRINGS), language)))


def _members(old: ZipFile, own: Mapping[str, Body], strings: Strings) -> Iterator[Member]:
    relations = {_relations_of(sheet): body for sheet, body in own.items()}
    names = old.namelist()
    for name in names:
        if name in own:
            yield deflate_pieces(name, _sheet(old.read(name).decode(), own[name], strings), _LEVEL)
        elif name.startswith(_CHARTS):
            # XlsxWriter names a font for Latin letters only, and Thai is drawn in the complex-script one.
            yield deflate(name, _LATIN.sub(rb'\g<0><a:cs typeface="\1"/>', old.read(name)))
        elif name != _STRINGS and name not in relations:
            yield deflate(name, old.read(name))
    # What the rows need beside themselves is known once they are written.
    yield deflate_pieces(_STRINGS, strings.part(), _LEVEL)
    for name, body in relations.items():
        if name in names or body.links:
            known = old.read(name).decode() if name in names else _NO_RELATIONS
            yield deflate_pieces(name, _with_targets(known, body), _LEVEL)


def _sheet(content: str, body: Body, strings: Strings) -> Iterator[str]:
    before, mark, rest = content.partition(body.stand_in)
    row, end, after = rest.partition("</row>")
    # How far rows and sheet reach is told for the stand-in; both may be left out.
    yield _SPANS.sub("", _DIMENSION.sub("", before, count=1))
    yield from body.xml(mark + row + end, strings)
    # XlsxWriter writes an empty row for each remark on a row of the body, which is written already.
    yield from _with_links(_EMPTY_ROW.sub("", after), body.links)


def _with_links(after: str, links: list[tuple[str, str]]) -> Iterator[str]:
    place = _BEFORE_LINKS.search(after)
    if not links or place is None:
        yield after
        return
    yield after[: place.start()] + "<hyperlinks>"
    yield from (f'<hyperlink ref="{cell}" r:id="rIdLink{n}"/>' for n, (cell, _) in enumerate(links, start=1))
    yield "</hyperlinks>" + after[place.start() :]


def _relations_of(sheet: str) -> str:
    folder, _, name = sheet.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _with_targets(relations: str, body: Body) -> Iterator[str]:
    before, end, after = relations.rpartition("</Relationships>")
    yield before
    for n, (_, address) in enumerate(body.links, start=1):
        target = quoteattr(_target(address))
        yield f'<Relationship Id="rIdLink{n}" Type="{_HYPERLINK}" Target={target} TargetMode="External"/>'
    yield end + after


def _target(address: str) -> str:
    """An address as Excel writes it into a relationship: letters of any script stay as they are."""
    absolute = address.startswith("/") or address[1:3] == ":/"
    return ("file:///" + address.lstrip("/") if absolute else address).translate(_ESCAPED)
