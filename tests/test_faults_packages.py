"""Packages made to harm, collected as an officer collects them: one line each, and every other file is read."""

from __future__ import annotations

import hashlib
import os
import re
import socket
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

import hostile
from commands import Ended, issued, recorded, run, run_measured
from compounding import compound_file
from configuring import campaign
from cpreport.filler import Tick, fill_docx, fill_xlsx
from cpreport.zipformat import DEFLATED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpreport.config import CampaignFolder

MEMORY, SECONDS = 300_000_000, 5.0
CAME = 1_282_273_200  # 20 August 2010
DAY = date(2010, 5, 1)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
CANARY = "canary-of-the-test"


def doctype(declaration: str, encoding: str = "utf-8") -> Callable[[bytes], bytes]:
    """The main part behind a DOCTYPE."""

    def change(form: bytes) -> bytes:
        body = hostile.parts_of(form)[hostile.DOCUMENT].decode().partition("?>")[2]
        assert body
        text = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}{body}'
        return hostile.packed(hostile.parts_of(form) | {hostile.DOCUMENT: text.encode(encoding)})

    return change


def document(xml: str | bytes) -> Callable[[bytes], bytes]:
    """The main part replaced."""
    data = xml.encode() if isinstance(xml, str) else xml
    return lambda form: hostile.packed(hostile.parts_of(form) | {hostile.DOCUMENT: data})


def bomb(name: str, size: int, **lie: int) -> Callable[[bytes], bytes]:
    """One part that inflates to so many bytes."""
    return lambda form: hostile.packed(hostile.without(form, name), hostile.inflating(name, size, **lie))


def body(xml: str) -> Callable[[bytes], bytes]:
    return lambda form: hostile.in_body(form, xml)


class Refused(NamedTuple):
    """What is done to the Word form, or what stands in its stead; the kind of finding; the name's ending."""

    make: Callable[[bytes], bytes]
    kind: str
    suffix: str = ".docx"


REFUSED = {
    "high ratio": Refused(bomb(hostile.DOCUMENT, 1 << 30), "unsafe"),
    "part larger than it says": Refused(bomb(hostile.DOCUMENT, 1 << 28, declared=1000), "unsafe"),
    "many elements": Refused(
        document(f"<w:document {W}><w:body>{'<w:p/>' * 4_000_000}</w:body></w:document>"), "unsafe"
    ),
    "huge picture": Refused(
        lambda form: hostile.packed(hostile.parts_of(form), hostile.inflating("word/media/a.png", 1 << 30)), "unsafe"
    ),
    "huge text": Refused(document(f"<w:document {W}><w:t>{'x' * 20_000_000}</w:t></w:document>"), "unsafe"),
    "65000 entries": Refused(lambda form: hostile.many_entries(form, 65_000), "unsafe"),
    "overlapping entries": Refused(hostile.overlapping, "unsafe"),
    "name twice": Refused(lambda form: hostile.named_twice(form, hostile.DOCUMENT, hostile.DOCUMENT), "unsafe"),
    "name in other case": Refused(
        lambda form: hostile.named_twice(form, hostile.DOCUMENT, "Word/Document.xml"), "unsafe"
    ),
    "name with dots": Refused(lambda form: hostile.with_parts(form, **{"..__..__etc__x": b"x"}), "unsafe"),
    "absolute name": Refused(lambda form: hostile.with_parts(form, **{"__etc__passwd": b"x"}), "unsafe"),
    "doctype": Refused(doctype("<!DOCTYPE w>"), "unsafe"),
    "entities": Refused(doctype(f'<!DOCTYPE w [<!ENTITY a "ha">{LAUGHS}]>'), "unsafe"),
    "entity of a file": Refused(doctype('<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "unsafe"),
    "parameter entity": Refused(doctype('<!DOCTYPE w [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>'), "unsafe"),
    "doctype in utf-16": Refused(doctype('<!DOCTYPE w [<!ENTITY a "x">]>', "utf-16"), "unsafe"),
    "doctype in relationships": Refused(
        lambda form: hostile.changed(form, "_rels/.rels", lambda text: text.replace("?>", "?><!DOCTYPE r>", 1)),
        "unsafe",
    ),
    "deep nesting": Refused(document(f"<w:document {W}>" + "<w:p>" * 100_000), "unsafe"),
    "huge attribute": Refused(body(f'<w:p w:x="{"x" * 20_000_000}"/>'), "unsafe"),
    "invalid utf-8": Refused(
        document(b"<w:document " + W.encode() + b"><w:body>\xff</w:body></w:document>"), "unreadable"
    ),
    "control characters": Refused(document(f"<w:document {W}><w:body>\x01</w:body></w:document>"), "unreadable"),
    "password": Refused(
        lambda _: compound_file({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x"}), "encrypted"
    ),
    "password in the zip": Refused(hostile.encrypted_entry, "encrypted"),
    "pdf": Refused(lambda _: b"%PDF-1.7\n" + b"x" * 500, "unsupported-format"),
    "html": Refused(lambda _: "<!DOCTYPE html><p>ก</p>".encode(), "unsupported-format"),
    "picture": Refused(lambda _: b"\x89PNG\r\n\x1a\n" + b"x" * 99, "unsupported-format", ".png"),
    "truncated": Refused(lambda form: form[: len(form) * 2 // 3], "unreadable"),
    "without a byte": Refused(lambda _: b"", "unreadable"),
    "nothing but zeros": Refused(lambda _: bytes(5000), "unreadable"),
    "unpackable": Refused(lambda form: form[:-40] + bytes(40), "unreadable"),
}

LINK = '<w:p xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
GRID = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="200000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
DDE = f'<w:p><w:r><w:instrText>DDEAUTO c:\\\\x.exe "{CANARY}"</w:instrText></w:r></w:p>'
BOXES = "<w:p><w:r><w:pict><w:txbxContent>" * 60 + "<w:p/>" + "</w:txbxContent></w:pict></w:r></w:p>" * 60
READ: dict[str, Callable[[bytes], bytes]] = {
    "a zip inside": lambda form: hostile.with_parts(form, word__embeddings__a_zip=hostile.many_entries(form, 60_000)),
    "a document inside": lambda form: hostile.with_parts(form, word__embeddings__a_docx=form),
    "macros": lambda form: hostile.related(
        hostile.with_parts(form, word__vbaProject_bin=compound_file({"VBA": {"dir": b"x"}})),
        hostile.DOCUMENT,
        "vbaProject",
        "vbaProject_bin",
    ),
    "a large picture": lambda form: hostile.packed(
        hostile.parts_of(form), hostile.inflating("word/media/a.png", 100_000_000)
    ),
    "grid span": body(GRID),
    "text boxes in text boxes": body(BOXES),
    "one tag too often": body(
        "<w:p>" + '<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent/></w:sdt>' * 50_000 + "</w:p>"
    ),
    "spaces": body(f'<w:p><w:r><w:t xml:space="preserve">1{" " * 1_000_000}x</w:t></w:r></w:p>'),
    "bracket": body(f'<w:p><w:r><w:t xml:space="preserve">({" " * 1_000_000}x</w:t></w:r></w:p>'),
    "dde": body(DDE),
    "strict": hostile.strict,
    "utf-16": hostile.in_utf16,
    "main part elsewhere": hostile.main_part_elsewhere,
    "backslashes": hostile.with_backslashes,
}
READ_EXCEL: dict[str, Callable[[bytes], bytes]] = {
    "last cell": lambda form: hostile.in_sheet(form, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "merged sheet": lambda form: hostile.changed(
        form,
        hostile.SHEET,
        lambda text: re.sub(
            r"(<mergeCells[^>]*>)|(</sheetData>)(?!.*<mergeCells)",
            lambda found: (
                (found[1] or f"{found[2]}<mergeCells>")
                + '<mergeCell ref="M900:XFD1048576"/>'
                + ("" if found[1] else "</mergeCells>")
            ),
            text,
            count=1,
            flags=re.DOTALL,
        ),
    ),
    "digits": lambda form: hostile.in_sheet(
        form, f'<row r="900"><c r="A900" t="s" s="{"9" * 5000}"><v>{"9" * 5000}</v></c></row>'
    ),
}
LITTER = (
    "~$a.docx",
    ".~lock.a.docx#",
    ".DS_Store",
    "._a.docx",
    "desktop.ini",
    "Thumbs.db",
    "a.tmp",
    "a.part",
    "a.crdownload",
)


class Sent(NamedTuple):
    """A campaign, everything that was put into its inbox, and how collecting it ended."""

    folder: CampaignFolder
    files: dict[str, bytes]
    ended: Ended

    def report(self, name: str) -> Any:
        return next(file for file in self.ended.json()["files"] if file["path"] == f"inbox/{name}")


def put(folder: CampaignFolder, name: str, data: bytes) -> Path:
    path = folder.inbox / name
    path.write_bytes(data)
    os.utime(path, (CAME, CAME))
    return path


def answered(folder: CampaignFolder) -> tuple[bytes, bytes]:
    """The Word and the Excel form of unit a, its box ticked."""
    forms = issued(folder, DAY)
    tick = [Tick("ทำแล้ว", "ใช่")]
    return fill_docx(forms["a.docx"], tick), fill_xlsx(forms["a.xlsx"], tick)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    folder = campaign(tmp_path_factory.mktemp("hostile"))
    word, excel = answered(folder)
    files = {f"{name}{refused.suffix}": refused.make(word) for name, refused in REFUSED.items()}
    files |= {f"{name}.docx": make(word) for name, make in READ.items()}
    files |= {f"{name}.xlsx": make(excel) for name, make in READ_EXCEL.items()}
    files |= {"plain.docx": word, "renamed.pdf": word, **dict.fromkeys(LITTER, b"x")}
    for name, data in files.items():
        put(folder, name, data)
    return Sent(folder, files, run(folder.root, "collect", "--json"))


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_package_costs_one_line_that_says_what_to_do(sent: Sent, name: str) -> None:
    refused = REFUSED[name]
    path = f"inbox/{name}{refused.suffix}"
    report = sent.report(f"{name}{refused.suffix}")
    assert (report["outcome"], [finding["kind"] for finding in report["findings"]]) == ("set_aside", [refused.kind])
    [line] = [line for line in sent.ended.lines if line.startswith(f"{path}: ")]
    what, _, hint = line.removeprefix(f"{path}: ").partition(". ")
    assert what
    assert hint.endswith(".")


@pytest.mark.parametrize("name", REFUSED)
def test_its_bytes_are_archived_and_untouched_and_its_outcome_is_in_the_ledger(sent: Sent, name: str) -> None:
    named = f"{name}{REFUSED[name].suffix}"
    data = sent.files[named]
    digest = hashlib.sha256(data).hexdigest()
    assert (sent.folder.received / f"{digest}{REFUSED[name].suffix}").read_bytes() == data
    assert (sent.folder.inbox / named).read_bytes() == data
    returned = recorded(sent.folder)[f"inbox/{named}"]
    assert (returned.sha256, returned.set_aside) == (digest, True)


@pytest.mark.parametrize(
    "name", [*(f"{name}.docx" for name in READ), *(f"{name}.xlsx" for name in READ_EXCEL), "renamed.pdf"]
)
def test_an_odd_package_is_read_for_the_forms_own_data(sent: Sent, name: str) -> None:
    report = sent.report(name)
    assert report["outcome"] in {"accepted", "duplicate", "superseded"}, report
    returned = recorded(sent.folder)[f"inbox/{name}"]
    assert (returned.unit, returned.answers["done"]) == ("a", ["yes"])
    assert CANARY not in str(returned.answers)


@pytest.mark.parametrize("name", LITTER)
def test_what_programs_leave_behind_is_ignored(sent: Sent, name: str) -> None:
    assert sent.report(name)["outcome"] == "ignored"


def test_the_run_ends_with_3_and_without_a_traceback_and_counts_what_it_ignored(sent: Sent) -> None:
    assert sent.ended.code == 3
    assert "Traceback" not in sent.ended.err
    assert sent.ended.json()["counts"]["ignored"] == len(LITTER)
    assert sent.ended.json()["counts"]["set_aside"] == len(REFUSED)
    assert len(sent.ended.lines) == len(REFUSED), sent.ended.err


def test_nothing_is_extracted_anywhere(sent: Sent) -> None:
    made = {path.relative_to(sent.folder.root).parts[0] for path in sent.folder.root.rglob("*")}
    assert made <= {
        *("units.yaml", "templates", "inbox", "outbox", "received", "ledger.db", "ledger.secret", "ledger.db.lock")
    }


BOMBS: dict[str, Callable[[bytes], bytes]] = {
    **{
        name: REFUSED[name].make for name in ("high ratio", "part larger than it says", "many elements", "huge picture")
    },
    "a large picture": READ["a large picture"],
    "as many elements as are parsed": document(f"<w:document {W}><w:body>{'<w:p/>' * 1_200_000}</w:body></w:document>"),
    "broken and large": document(f"<w:document {W}><w:body>{'<w:r><w:t></w:r></w:t>' * 250_000}</w:body></w:document>"),
    "headers": lambda form: hostile.related(
        hostile.with_parts(form, word__h_xml=f"<w:hdr {W}>{'<w:p/>' * 1_000_000}</w:hdr>"),
        hostile.DOCUMENT,
        "header",
        "h_xml",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_takes_less_than_300_mb_and_5_seconds(tmp_path: Path, name: str) -> None:
    folder = campaign(tmp_path)
    word, _ = answered(folder)
    data = BOMBS[name](word)
    assert len(data) < 5_000_000
    put(folder, "bomb.docx", data)
    put(folder, "plain.docx", word)
    ended = run_measured(folder.root, "collect", "--json")
    assert ended.code in {0, 3}, ended.err
    assert {file["outcome"] for file in ended.json()["files"]} <= {"set_aside", "accepted", "superseded", "duplicate"}
    assert ended.took["peak"] < MEMORY
    assert ended.took["cpu"] < SECONDS  # of the processor: a busy machine must not fail this


def test_a_workbook_whose_cells_all_show_one_long_text_takes_less_than_300_mb(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    _, excel = answered(folder)
    schema = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    long = f'<sst xmlns="{schema}"><si><t>{"ก" * 3_000_000}</t></si></sst>'
    excel = hostile.related(excel, "xl/workbook.xml", "sharedStrings", "sharedStrings.xml")
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(900, 4000))
    put(
        folder,
        "a.xlsx",
        hostile.in_sheet(hostile.packed(hostile.parts_of(excel) | {"xl/sharedStrings.xml": long.encode()}), cells),
    )
    ended = run_measured(folder.root, "collect", "--json")
    assert [finding["kind"] for finding in ended.json()["files"][0]["findings"]] == ["unsafe"]
    assert ended.took["peak"] < MEMORY
    assert ended.took["cpu"] < SECONDS


@pytest.fixture
def listening() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def test_what_lies_outside_is_never_followed_and_never_copied(tmp_path: Path, listening: socket.socket) -> None:
    folder = campaign(tmp_path)
    word, excel = answered(folder)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/{CANARY}"
    secret = tmp_path / "secret.docx"
    secret.write_bytes(word)
    chunk = f'{LINK}<w:altChunk r:id="rIdX"/></w:p>'
    files = {
        "link.docx": hostile.related(word, hostile.DOCUMENT, "hyperlink", address, external=True),
        "template.docx": hostile.related(word, "word/settings.xml", "attachedTemplate", address, external=True),
        "header.docx": hostile.related(word, hostile.DOCUMENT, "header", address, external=True),
        "chunk.docx": hostile.in_body(
            hostile.related(word, hostile.DOCUMENT, "aFChunk", secret.as_uri(), external=True), chunk
        ),
        "styles.docx": hostile.related(word, hostile.DOCUMENT, "styles", "../../../secret.docx"),
        "external.xlsx": hostile.related(excel, "xl/workbook.xml", "externalLink", address, external=True),
        "dde.xlsx": hostile.in_sheet(
            excel, f'<row r="900"><c r="A900" t="str"><f>cmd|\'/c {CANARY}\'!A1</f><v>x</v></c></row>'
        ),
    }
    for name, data in files.items():
        put(folder, name, data)
    ended = run(folder.root, "collect", "--json")
    assert {file["outcome"] for file in ended.json()["files"]} <= {"accepted", "duplicate", "superseded"}, ended.err
    with pytest.raises(TimeoutError):
        listening.accept()
    for out in ("summary.xlsx", "summary.json", "summary.csv"):
        assert run(folder.root, "summary", "--out", str(folder.root / out)).code == 3
        data = (folder.root / out).read_bytes()
        text = b"".join(hostile.parts_of(data).values()) if out.endswith("xlsx") else data
        assert CANARY.encode() not in text


def test_formats_are_told_by_content_whatever_the_suffix_says(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    issued(folder, DAY)
    for name, data in {
        "a.docx": b"{\\rtf1 x",
        "b.docx": b"PK\x03\x04",
        "c.xlsx": b"%PDF-1.4 x",
        "d.doc": b"<html>x",
    }.items():
        put(folder, name, data)
    kinds = {f["path"]: f["findings"][0]["kind"] for f in run(folder.root, "collect", "--json").json()["files"]}
    assert kinds == {
        "inbox/a.docx": "unreadable",
        "inbox/b.docx": "unreadable",
        "inbox/c.xlsx": "unsupported-format",
        "inbox/d.doc": "unsupported-format",
    }


def test_methods_of_packing_that_office_never_uses_are_refused(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    word, _ = answered(folder)
    data = bytearray(word)
    at = data.rindex(hostile.DOCUMENT.encode()) - 46 + 10  # its entry in the directory, and the method in that
    assert int.from_bytes(data[at : at + 2], "little") in {0, DEFLATED}
    data[at : at + 2] = (99).to_bytes(2, "little")
    put(folder, "a.docx", bytes(data))
    assert run(folder.root, "collect").code == 3
