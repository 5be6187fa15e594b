"""Old and other Office formats come back through LibreOffice with every answer, and a bad one costs only itself."""

from __future__ import annotations

import io
import os
import random
import struct
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from builders import a_campaign, a_unit, every_type_form, write_campaign
from compounding import compound_file
from cpreport import office as office_module
from cpreport.config import load_campaign
from cpreport.conversion import converted
from cpreport.export import summary_json
from cpreport.filler import How, fill_docx, fill_xlsx
from cpreport.language import Language
from cpreport.office import Office, find_office
from cpreport.operations.collect import Collected, CollectOrder, collect
from cpreport.operations.demo.answers import Answered, Habit, make_up
from cpreport.operations.generate import FileFormat, GenerateOrder, file_name, generate
from cpreport.operations.summarise import current_summary
from cpreport.readers import open_file
from cpreport.reading import Finding, FindingKind
from cpreport.returned import Outcome
from cpreport.sniff import Kind, document_kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


NOW, CAME = datetime(2010, 9, 20, tzinfo=UTC), datetime(2010, 8, 20, 3, tzinfo=UTC)
WORD = {"doc": "doc:MS Word 97", "odt": "odt", "rtf": "rtf:Rich Text Format"}
EXCEL = {"xls": "xls:MS Excel 97", "ods": "ods"}


@pytest.fixture
def libreoffice() -> Office:
    """The LibreOffice of this machine; where there is none, its tests are skipped, but not in CI."""
    found = find_office()
    if found is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("no LibreOffice to test with: soffice is not installed")
    assert found is not None
    return found


def open_document(kind: str, content: bytes = b"<c/>", manifest: bytes = b"<m/>") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return made.getvalue()


def word_stream(flags: int) -> bytes:
    return struct.pack("<5H", 0xA5EC, 0xC1, 0, 0, 0) + struct.pack("<H", flags) + bytes(5000)


def workbook_stream(*records: int) -> bytes:
    return b"".join(struct.pack("<HH6x", record, 6) for record in records) + bytes(5000)


# What a file is


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (compound_file({"WordDocument": word_stream(0), "1Table": b"x"}), Kind.DOC),
        (compound_file({"WordDocument": word_stream(0x0100)}), Kind.ENCRYPTED),
        (compound_file({"Workbook": workbook_stream(0x809), "Pool": {"WordDocument": b"x"}}), Kind.XLS),
        (compound_file({"Book": workbook_stream(0x809)}), Kind.XLS),
        (compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), Kind.ENCRYPTED),
        (compound_file({"__properties_version1.0": b"x", "__attach": {"WordDocument": b"x"}}), Kind.OUTLOOK),
        (compound_file({"PowerPoint Document": b"x" * 5000}), Kind.OLE),
        (compound_file({"WordDocument": word_stream(0)})[:4000], Kind.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, Kind.DAMAGED),
        (open_document("text"), Kind.ODT),
        (open_document("spreadsheet"), Kind.ODS),
        (open_document("presentation"), Kind.OTHER),
        (open_document("text", manifest=b"<m><encryption-data/></m>"), Kind.ENCRYPTED),
        (b"{\\rtf1 x}", Kind.RTF),
        (b"Rar!\x1a\x07\x00", Kind.RAR),
        (b"", Kind.EMPTY),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, kind: Kind) -> None:
    assert document_kind(data) is kind


def test_a_compound_file_whose_directory_runs_in_circles_is_damaged() -> None:
    data = bytearray(compound_file({f"stream {number}": b"x" for number in range(40)}))
    assert document_kind(bytes(data)) is Kind.OLE
    (first,) = struct.unpack_from("<L", data, 0x30)
    (table,) = struct.unpack_from("<L", data, 0x4C)
    struct.pack_into("<L", data, (table + 1) * 512 + first * 4, first)
    assert document_kind(bytes(data)) is Kind.DAMAGED


# What is not converted


def test_without_libreoffice_a_format_that_it_would_read_is_unsupported() -> None:
    documents = [(b"{\\rtf1 x}", Kind.RTF), (open_document("text"), Kind.ODT)]
    findings = converted(documents, None)
    assert findings == [Finding(FindingKind.UNSUPPORTED_FORMAT, params={"format": kind}) for kind in ("rtf", "odt")]
    opened = open_file(documents[0][0])
    assert opened == findings[0]


@pytest.fixture
def stub(tmp_path: Path) -> Callable[[str], Office]:
    """A LibreOffice of a few lines of Python, which has `sources`, `out` and `suffix`."""

    def make(does: str) -> Office:
        program = tmp_path / "soffice"
        program.write_text(
            f"#!{sys.executable}\nimport sys, pathlib\n"
            "with open(__file__ + '.log', 'a') as log: print('started', file=log)\n"
            "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
            "suffix = sys.argv[sys.argv.index('--convert-to') + 1].partition(':')[0]\n"
            "sources = [pathlib.Path(name) for name in sys.argv[sys.argv.index('--outdir') + 2:]]\n"
            f"out.mkdir()\n{does}\n"
        )
        program.chmod(0o755)
        return Office(program)

    return make


EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
COPY = f"""
for source in sources:
    if b'crash' in source.read_bytes(): sys.exit(1)
    if b'fail' not in source.read_bytes(): (out / (source.stem + '.' + suffix)).write_bytes({EMPTY_ZIP!r})
"""


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")
@pytest.mark.parametrize(("bad", "starts"), [(b"fail", 1), (b"crash", 4)])
def test_a_document_that_fails_or_brings_libreoffice_down_costs_only_itself(
    stub: Callable[[str], Office], bad: bytes, starts: int
) -> None:
    office = stub(COPY)
    documents = [(b"{\\rtf1 a}", Kind.RTF), (b"{\\rtf1 " + bad + b"}", Kind.RTF), (b"{\\rtf1 c}", Kind.RTF)]
    made = converted(documents, office)
    assert [one for one in made if isinstance(one, bytes)] == [EMPTY_ZIP, EMPTY_ZIP]
    assert isinstance(made[1], Finding)
    assert made[1].kind is FindingKind.UNREADABLE
    assert office.program.with_name("soffice.log").read_text().count("started") == starts


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")
def test_libreoffice_is_stopped_when_it_takes_too_long(
    stub: Callable[[str], Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_module, "SECONDS", 1)
    monkeypatch.setattr(office_module, "SECONDS_EACH", 0)
    [made] = converted([(b"{\\rtf1 a}", Kind.RTF)], stub("import time; time.sleep(60)"))
    assert isinstance(made, Finding)
    assert made.kind is FindingKind.UNREADABLE


@pytest.mark.parametrize(
    ("data", "kind", "finding"),
    [
        (open_document("text", b"<!DOCTYPE c [<!ENTITY a 'b'>]><c>&a;</c>"), Kind.ODT, FindingKind.UNSAFE),
        (open_document("text", b"<c>"), Kind.ODT, FindingKind.UNREADABLE),
        (b"{\\rtf1 {a \\} b}", Kind.RTF, FindingKind.UNREADABLE),
        (b"{\\rtf1" + bytes(50_000_001), Kind.RTF, FindingKind.UNSAFE),
        (compound_file({"Workbook": workbook_stream(0x809, 0x2F)}), Kind.XLS, FindingKind.ENCRYPTED),
        (compound_file({"Workbook": workbook_stream(0x809, 0x42)}), Kind.XLS, FindingKind.UNREADABLE),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")
def test_what_is_hostile_or_locked_says_so(
    stub: Callable[[str], Office], data: bytes, kind: Kind, finding: FindingKind
) -> None:
    [made] = converted([(data, kind)], stub("pass"))
    assert isinstance(made, Finding)
    assert made.kind is finding


# Through a real LibreOffice


class Sent:
    """A campaign whose units have filled in their forms: some by the controls, some by hand."""

    def __init__(self, root: Path, language: Language) -> None:
        units = tuple(a_unit(f"u-{number}", f"กอง{name}") for number, name in enumerate("กขคงจฉ"))
        self.folder = write_campaign(root, a_campaign(every_type_form(language), units))
        self.campaign = load_campaign(self.folder)
        generate(self.folder, self.campaign, GenerateOrder(date(2010, 5, 1), tuple(FileFormat)), quiet)
        self.folder.inbox.mkdir(exist_ok=True)
        self.answers: dict[str, dict[str, Any]] = {}

    def filled(self, kind: FileFormat, seed: int) -> dict[str, bytes]:
        """The filled-in form of every unit; what was meant is kept in `answers`."""
        chance = random.Random(seed)
        forms = {}
        for unit in self.campaign.units:
            by_hand = kind is FileFormat.DOCX and chance.random() < 0.5
            habit = Habit(How.BESIDE, "✓") if by_hand else Habit(in_excel=kind is FileFormat.XLSX)
            answered: Answered = make_up(self.campaign.form, unit, habit, date(2010, 8, 1), chance)
            fill = fill_docx if kind is FileFormat.DOCX else fill_xlsx
            forms[unit.id] = fill((self.folder.outbox / file_name(unit, kind)).read_bytes(), answered.entries)
            self.answers[unit.id] = dict(answered.answers)
        return forms

    def put(self, name: str, data: bytes) -> None:
        (self.folder.inbox / name).write_bytes(data)
        os.utime(self.folder.inbox / name, (CAME.timestamp(), CAME.timestamp()))

    def collected(self) -> Collected:
        return collect(self.folder, self.campaign, CollectOrder(NOW, UTC), quiet)

    def summary(self) -> Any:
        return summary_json(current_summary(self.folder, self.campaign, NOW.date(), UTC))


def quiet(_done: int, _total: int) -> None:
    pass


def saved_as(office: Office, forms: dict[str, bytes], suffix: str, wanted: str) -> dict[str, bytes]:
    made = office.convert_all([(data, suffix) for data in forms.values()], wanted)
    assert None not in made
    return {unit: data for unit, data in zip(forms, made, strict=True) if data is not None}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("suffix", [*WORD, *EXCEL])
def test_a_form_saved_in_another_format_comes_back_whole(
    libreoffice: Office, tmp_path: Path, suffix: str, language: Language
) -> None:
    sent = Sent(tmp_path, language)
    kind = FileFormat.DOCX if suffix in WORD else FileFormat.XLSX
    forms = sent.filled(kind, seed=len(suffix) + len(language))
    originals = saved_as(libreoffice, forms, f".{kind}", (WORD | EXCEL)[suffix])
    for unit, data in originals.items():
        assert document_kind(data) == suffix
        sent.put(f"{unit}.{suffix}", data)
    assert {report.outcome for report in sent.collected().files} == {Outcome.ACCEPTED}
    summary = sent.summary()
    assert {entry["unit"]: entry["answers"] for entry in summary["returns"]} == sent.answers
    assert {entry["reader"] for entry in summary["returns"]} == {suffix}
    archived = {path.read_bytes() for path in sent.folder.received.iterdir()}
    assert archived == set(originals.values())


def test_all_old_documents_of_a_run_are_converted_at_once_and_a_bad_one_costs_only_itself(
    libreoffice: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Sent(tmp_path, Language.THAI)
    forms = sent.filled(FileFormat.DOCX, seed=7)
    in_excel = dict(list(sent.filled(FileFormat.XLSX, seed=8).items())[5:])
    for unit, data in saved_as(libreoffice, in_excel, ".xlsx", EXCEL["xls"]).items():
        sent.put(f"{unit}.xls", data)
    for number, (suffix, wanted) in enumerate(WORD.items()):
        unit = f"u-{number}"
        made = saved_as(libreoffice, {unit: forms[unit]}, ".docx", wanted)[unit]
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as package:
            package.writestr(f"in.{suffix}", made)
        sent.put(f"{unit}.zip", zipped.getvalue())
        sent.put(f"cut.{suffix}", made[: len(made) * 2 // 3])
    sent.put("named.docx", saved_as(libreoffice, {"u-3": forms["u-3"]}, ".docx", WORD["doc"])["u-3"])
    starts: list[int] = []
    run = office_module._run
    monkeypatch.setattr(office_module, "_run", lambda command, seconds: (starts.append(1), run(command, seconds)))
    collected = sent.collected()
    outcomes = {report.path: (report.unit, report.outcome) for report in collected.files}
    assert {path for path, (_, outcome) in outcomes.items() if outcome is Outcome.ACCEPTED} >= {
        "inbox/u-0.zip!/in.doc",
        "inbox/u-1.zip!/in.odt",
        "inbox/u-2.zip!/in.rtf",
        "inbox/u-5.xls",
        "inbox/named.docx",
    }
    assert outcomes["inbox/cut.doc"][1] is Outcome.SET_ASIDE
    assert outcomes["inbox/cut.odt"][1] is Outcome.SET_ASIDE
    assert outcomes["inbox/cut.rtf"][1] is Outcome.SET_ASIDE
    assert len(starts) == 2
    assert [replace(report, is_new=True) for report in sent.collected().files] == [*collected.files]
    assert len(starts) == 2
