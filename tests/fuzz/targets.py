"""What is fuzzed: each target takes any bytes and must end in a value or in an error that the program expects."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from builders import a_campaign, every_type_form, write_campaign
from configuring import FORM, MEMO, UNITS, campaign
from cpreport.config import CampaignFolder, load_campaign
from cpreport.containers import Container, open_container
from cpreport.conversion import WANTED
from cpreport.errors import CampaignError
from cpreport.language import Language
from cpreport.operations.generate import FileFormat, GenerateOrder, file_name, generate
from cpreport.operations.reading import Archived, Desk, desk_of
from cpreport.package import Package
from cpreport.packing import assemble, deflate
from cpreport.records import content_of
from cpreport.returned import Returned
from cpreport.storage import open_ledger
from cpreport.wording import finding_message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpreport.campaign import Campaign
    from cpreport.reading import Finding

_CAME: Final = datetime(2010, 8, 20, tzinfo=UTC)
_DAY: Final = date(2010, 5, 1)


@cache
def _issued() -> tuple[Desk, Mapping[FileFormat, bytes]]:
    """A desk of a campaign that asks everything, and one of its forms of each kind."""
    with tempfile.TemporaryDirectory() as place:
        folder = write_campaign(Path(place), a_campaign(every_type_form(Language.THAI)))
        asked: Campaign = load_campaign(folder)
        generate(folder, asked, GenerateOrder(_DAY, tuple(FileFormat)), lambda _done, _total: None)
        forms = {kind: (folder.outbox / file_name(asked.units[0], kind)).read_bytes() for kind in FileFormat}
        with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
            return desk_of(asked, ledger), forms


@cache
def _place() -> Path:
    return Path(tempfile.mkdtemp(prefix="cpreport-fuzz-"))


def form_of(kind: FileFormat) -> bytes:
    """A form as it was issued."""
    return _issued()[1][kind]


@cache
def parts_of(kind: FileFormat) -> Mapping[str, bytes]:
    """The parts of that form."""
    package = Package.open(form_of(kind))
    return {name: package.read(name) for name in package.names}


def with_part(kind: FileFormat, part: str, data: bytes) -> bytes:
    """That form with one part replaced."""
    return assemble(deflate(name, data if name == part else old) for name, old in parts_of(kind).items())


def read_file(data: bytes) -> Returned | None:
    """Read a returned file; None where it is a document for LibreOffice."""
    desk, _ = _issued()
    blank = Returned("inbox/a", "0" * 64, _CAME)
    read = desk.read(Archived(blank, Path("nowhere"), converted=data))
    assert isinstance(read, Returned) or read.kind in WANTED  # type: ignore[union-attr]
    if not isinstance(read, Returned):
        return None
    assert read.unit or read.findings, "neither a unit nor a reason"
    json.dumps(content_of(read), ensure_ascii=False).encode()  # as the ledger keeps it
    for finding in read.findings:
        _told(finding)
    return read


def _told(finding: Finding) -> None:
    for language in Language:
        finding_message(finding, _issued()[0].forms[-1], language)


def read_word(document: bytes) -> None:
    """Read a Word form whose main part is this."""
    read_file(with_part(FileFormat.DOCX, "word/document.xml", document))


def read_excel(sheet: bytes) -> None:
    """Read an Excel form whose sheet is this."""
    read_file(with_part(FileFormat.XLSX, "xl/worksheets/sheet1.xml", sheet))


def read_workbook(workbook: bytes) -> None:
    """Read an Excel form whose workbook part is this."""
    read_file(with_part(FileFormat.XLSX, "xl/workbook.xml", workbook))


def read_styles(styles: bytes) -> None:
    """Read an Excel form whose styles are these."""
    read_file(with_part(FileFormat.XLSX, "xl/styles.xml", styles))


def read_any(data: bytes) -> None:
    """Read a file that holds this."""
    read_file(data)


def unpack(data: bytes) -> None:
    """Open a zip file or a mail."""
    container = open_container(data, "a.eml")
    assert container is None or isinstance(container, Container)


def load_units(data: bytes) -> None:
    """Load a campaign with this list of units."""
    _load(units=data)


def load_form(data: bytes) -> None:
    """Load a campaign that asks this."""
    _load(form=data)


def load_memo(data: bytes) -> None:
    """Load a campaign with this memo, and render it."""
    _load(memo=data, rendered=True)


def load_csv(data: bytes) -> None:
    """Load a campaign whose units stand in this table."""
    folder = campaign(_place(), units=None)
    (_place() / "units.yaml").unlink(missing_ok=True)
    (_place() / "units.csv").write_bytes(data)
    try:
        with contextlib.suppress(CampaignError):
            load_campaign(folder)
    finally:
        (_place() / "units.csv").unlink()


def load_xlsx(data: bytes) -> None:
    """Load a campaign whose units stand in this workbook."""
    folder = campaign(_place(), units=None)
    (_place() / "units.yaml").unlink(missing_ok=True)
    (_place() / "units.xlsx").write_bytes(data)
    try:
        with contextlib.suppress(CampaignError):
            load_campaign(folder)
    finally:
        (_place() / "units.xlsx").unlink()


def _load(*, rendered: bool = False, **files: bytes) -> None:
    folder: CampaignFolder = campaign(_place(), **files)
    with contextlib.suppress(CampaignError):
        loaded = load_campaign(folder)
        if rendered:
            order = GenerateOrder(_DAY, dry_run=True)
            generate(folder, loaded, order, lambda _done, _total: None)


def _mail() -> bytes:
    head = b"From: a@example.org\r\nDate: Fri, 20 Aug 2010 10:00:00 +0700\r\nMIME-Version: 1.0\r\n"
    part = (
        b'--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="a.docx"\r\n\r\nx'
    )
    return head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part + b"\r\n--b--\r\n"


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a/b.docx", b"x" * 300)
        package.writestr("c.eml", _mail())
    return made.getvalue()


def _units_workbook() -> bytes:
    from openpyxl import Workbook

    book, made = Workbook(), io.BytesIO()
    for row in (("id", "name", "aka"), ("a", "กองคลัง", "x;y"), ("b", "กองแผน", None)):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


TARGETS: Final[dict[str, tuple[Callable[[bytes], None], Callable[[], list[bytes]]]]] = {
    "word": (read_word, lambda: [parts_of(FileFormat.DOCX)["word/document.xml"]]),
    "excel": (read_excel, lambda: [parts_of(FileFormat.XLSX)["xl/worksheets/sheet1.xml"]]),
    "workbook": (read_workbook, lambda: [parts_of(FileFormat.XLSX)["xl/workbook.xml"]]),
    "styles": (read_styles, lambda: [parts_of(FileFormat.XLSX)["xl/styles.xml"]]),
    "file": (read_any, lambda: [form_of(FileFormat.DOCX), form_of(FileFormat.XLSX), _zip(), b"{\\rtf1 x}"]),
    "container": (unpack, lambda: [_mail(), _zip()]),
    "units": (load_units, lambda: [UNITS.encode()]),
    "form": (load_form, lambda: [FORM.encode()]),
    "memo": (load_memo, lambda: [MEMO.encode()]),
    "csv": (load_csv, lambda: ["id,name,aka\na,กองคลัง,x;y\nb,กองแผน,\n".encode()]),
    "xlsx": (load_xlsx, lambda: [_units_workbook()]),
}
"""Each target's function, and real inputs to begin with."""
