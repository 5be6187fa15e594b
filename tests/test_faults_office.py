"""LibreOffice reads what strangers sent: limited in memory, blind to what lies outside, and not always installed."""

from __future__ import annotations

import io
import os
import socket
import sys
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import hostile
from commands import issued, recorded, run
from configuring import campaign
from cpreport import office as office_module
from cpreport.filler import Tick, fill_docx
from cpreport.office import Office, OfficeFailedError, find_office
from cpreport.storage import open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cpreport.config import CampaignFolder

CAME, DAY = 1_282_273_200, date(2010, 5, 1)
CANARY = "canary-of-the-test"
WORD, EXCEL = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    f'xmlns:office="{OPEN}:office:1.0" xmlns:text="{OPEN}:text:1.0" xmlns:table="{OPEN}:table:1.0" '
    f'xmlns:draw="{OPEN}:drawing:1.0" xmlns:svg="{OPEN}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    f'xmlns:of="{OPEN}:of:1.2"'
)


@pytest.fixture
def libreoffice() -> Office:
    """The LibreOffice of this machine; where there is none, its tests are skipped, but not in CI."""
    found = find_office()
    if found is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("no LibreOffice to test with: soffice is not installed")
    assert found is not None
    return found


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        yield server


def open_document(kind: str, body: str) -> bytes:
    """A document of OpenDocument with this in its body."""
    made = io.BytesIO()
    mime = f"application/vnd.oasis.opendocument.{kind}"
    files = {"/": mime, "content.xml": "text/xml"}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{what}"/>'
        for name, what in files.items()
    )
    manifest = f'<manifest:manifest xmlns:manifest="{OPEN}:manifest:1.0">{entries}</manifest:manifest>'
    inside = f"<office:body>{body}</office:body>"
    content = f'<office:document-content {NAMES} office:version="1.2">{inside}</office:document-content>'
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", mime)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return made.getvalue()


def looking_outside(kind: str, place: str) -> tuple[bytes, str]:
    """A document that shows what lies at an address, and what it is converted to."""
    link = f'xlink:type="simple" xlink:href="{place}"'
    if kind == "odt":
        section = f'<text:section text:name="s"><text:section-source {link} text:filter-name="writer8"/></text:section>'
        picture = (
            f'<text:p>here <draw:frame svg:width="1cm" svg:height="1cm"><draw:image {link}/></draw:frame></text:p>'
        )
        return open_document("text", f"<office:text>{section}{picture}</office:text>"), WORD
    if kind == "ods":
        source = f'<table:table table:name="t"><table:table-source {link} table:table-name="x"/></table:table>'
        formulas = (f"'{place}'#$Sheet1.A1", f'WEBSERVICE("{place}")')
        cells = "".join(
            f'<table:table-cell table:formula="of:={one.replace(chr(34), "&quot;")}" office:value-type="string"/>'
            for one in formulas
        )
        sheet = f'<table:table table:name="u"><table:table-row>{cells}</table:table-row></table:table>'
        return open_document("spreadsheet", f"<office:spreadsheet>{sheet}{source}</office:spreadsheet>"), EXCEL
    fields = "".join(
        rf'{{\field{{\*\fldinst {name} "{place}"}}{{\fldrslt here}}}}'
        for name in ("INCLUDETEXT", "INCLUDEPICTURE", "LINK Word.Document.8")
    )
    return rf"{{\rtf1\ansi {{\*\template {place}}}{fields} here\par}}".encode(), WORD


@pytest.mark.parametrize("kind", ["odt", "ods", "rtf"])
def test_a_document_shows_libreoffice_nothing_of_this_machine_and_calls_nobody(
    libreoffice: Office, listening: socket.socket, tmp_path: Path, kind: str
) -> None:
    secret = tmp_path / "secret.odt"
    secret.write_bytes(open_document("text", f"<office:text><text:p>{CANARY}</text:p></office:text>"))
    plain = tmp_path / "secret.txt"
    plain.write_text(CANARY)
    places = [
        secret.as_uri(),
        plain.as_uri(),
        str(plain),
        f"http://127.0.0.1:{listening.getsockname()[1]}/{CANARY}.png",
    ]
    documents = [looking_outside(kind, place) for place in places]
    made = libreoffice.convert_all([(data, f".{kind}") for data, _ in documents], documents[0][1])
    assert any(made), "nothing was converted, so nothing was tried"
    for one in filter(None, made):
        inside = {n: data for n, data in hostile.parts_of(one).items() if not n.endswith(".rels")}
        shown = b"".join(inside.values()).replace(f"{CANARY}.png".encode(), b"")
        assert CANARY.encode() not in shown
    with pytest.raises(TimeoutError):
        listening.accept()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_libreoffice_may_take_only_so_much_memory(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    size = office_module.MEMORY
    program.write_text(f"#!{sys.executable}\nimport mmap\nmmap.mmap(-1, {size // 2})\nmmap.mmap(-1, {size})\n")
    program.chmod(0o755)
    with pytest.raises(OfficeFailedError, match="exit code 1"):
        Office(program).convert(b"x", ".rtf", "docx")
    program.write_text(f"#!{sys.executable}\nimport mmap\nmmap.mmap(-1, {size // 2})\n")
    with pytest.raises(OfficeFailedError, match="no docx was made"):
        Office(program).convert(b"x", ".rtf", "docx")


@pytest.fixture
def waiting(libreoffice: Office, tmp_path: Path) -> CampaignFolder:
    """A campaign whose .odt and .zip with another were collected where there is no LibreOffice."""
    folder = campaign(tmp_path)
    forms = issued(folder, DAY)
    filled = [(fill_docx(forms[name], [Tick("ทำแล้ว", "ใช่")]), ".docx") for name in ("a.docx", "b.docx")]
    first, second = libreoffice.convert_all(filled, "odt")
    assert first
    assert second
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as package:
        package.writestr("b.odt", second)
    for name, data in {"a.odt": first, "b.zip": zipped.getvalue(), "c.pdf": b"%PDF-1.7 scan"}.items():
        (folder.inbox / name).write_bytes(data)
        os.utime(folder.inbox / name, (CAME, CAME))
    ended = run(folder.root, "collect", "--json", environment={"PATH": ""})
    assert ended.code == 3
    assert kinds(ended.json()) == {key: ["unsupported-format"] for key in ("a.odt", "b.zip!/b.odt", "c.pdf")}
    return folder


def kinds(collected: Any) -> dict[str, list[str]]:
    files = collected["files"]
    return {file["path"].removeprefix("inbox/"): [finding["kind"] for finding in file["findings"]] for file in files}


def test_what_waited_for_libreoffice_is_read_when_there_is_one(waiting: CampaignFolder) -> None:
    before = recorded(waiting)
    ended = run(waiting.root, "collect", "--json")
    assert {file["path"]: file["outcome"] for file in ended.json()["files"]} == {
        "inbox/a.odt": "accepted",
        "inbox/b.zip!/b.odt": "accepted",
        "inbox/c.pdf": "set_aside",
    }
    after = recorded(waiting)
    assert {returned.unit for returned in after.values()} == {"a", "b", ""}
    assert after["inbox/a.odt"].answers["done"] == ["yes"]
    for path in before:
        assert (after[path].sha256, after[path].received_at) == (before[path].sha256, before[path].received_at)
    assert kinds(run(waiting.root, "collect", "--json").json())["c.pdf"] == ["unsupported-format"]


def test_without_one_it_goes_on_waiting_and_is_not_read_again(waiting: CampaignFolder) -> None:
    ledger = waiting.ledger.read_bytes()
    ended = run(waiting.root, "collect", "--json", environment={"PATH": ""})
    assert kinds(ended.json())["a.odt"] == ["unsupported-format"]
    assert waiting.ledger.read_bytes() == ledger


def test_what_a_person_decided_stays_decided(waiting: CampaignFolder) -> None:
    assert run(waiting.root, "review", environment={"PATH": ""}).code in {0, 3}
    _assign(waiting.root / "review.xlsx", "inbox/a.odt", "b")
    applied = run(waiting.root, "review", "--apply", str(waiting.root / "review.xlsx"), environment={"PATH": ""})
    assert applied.code in {0, 3}, applied
    run(waiting.root, "collect")
    with open_ledger(waiting.ledger, waiting.secret, create=False) as ledger:
        assert ledger is not None
        assert [decision.action.value for decision in ledger.decisions()] == ["assign-unit"]
    assert recorded(waiting)["inbox/a.odt"].unit == ""


def _assign(review: Path, path: str, unit: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(review)
    sheet = book.worksheets[0]
    keys = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        cells = dict(zip(keys, row, strict=True))
        if cells["path"].value == path:
            cells["decision"].value, cells["value"].value = "assign-unit", unit
    book.save(review)
