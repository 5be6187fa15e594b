from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from configuring import UNITS, Fault, campaign, faults, loaded, problems, spoken
from cpreport.campaign import Unit
from cpreport.config import CampaignFolder
from cpreport.config.report import Report
from cpreport.config.tables import read_csv
from cpreport.config.units import load_units
from cpreport.config.workbooks import read_xlsx
from cpreport.errors import CampaignError
from cpreport.language import Language
from cpreport.operations.init import InitOrder, start_campaign
from cpreport.wording import problem_text

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.campaign import Campaign

A_UNIT = "units:\n  - id: a\n    name: กองคลัง\n"


def two(first: str, second: str) -> str:
    """Two units with these further keys; the second begins on line 5."""
    return f"units:\n  - id: a\n    name: กองคลัง\n    {first}\n  - id: b\n    name: กองแผน\n    {second}\n"


def test_all_keys_are_read(tmp_path: Path) -> None:
    read = loaded(
        tmp_path,
        units="""\
units:
  - id: KKJ-1
    name: "  กองการ
      เจ้าหน้าที่ "
    abbr: กกจ.
    aka: [กองบริหารงานบุคคล, "Personnel: all"]
    head: ผู้อำนวยการ
    group: ส่วนกลาง
    email: hr@example.org
    due: 2553-09-15
    exempt: ยุบรวมแล้ว
    phone: 02
    nothing:
    nested: {list: [no, ~, 0012], text: x}
    block: |
      หนึ่ง
      สอง
""",
    )
    assert read.units == (
        Unit(
            id="KKJ-1",
            name="กองการ เจ้าหน้าที่",
            abbr="กกจ.",
            aka=("กองบริหารงานบุคคล", "Personnel: all"),
            head="ผู้อำนวยการ",
            group="ส่วนกลาง",
            email="hr@example.org",
            due=date(2010, 9, 15),
            exempt="ยุบรวมแล้ว",
            extra={
                "phone": "02",
                "nothing": "",
                "nested": {"list": ["no", None, "0012"], "text": "x"},
                "block": "หนึ่ง\nสอง",
            },
        ),
    )


def test_a_single_other_name_needs_no_list(tmp_path: Path) -> None:
    assert loaded(tmp_path, units=A_UNIT + "    aka: การคลัง; เดิม\n").units[0].aka == ("การคลัง; เดิม",)


@pytest.mark.parametrize("empty", ["", "~", "null", '""', "''", '"\u200b"'])
def test_optional_keys_may_be_empty(tmp_path: Path, empty: str) -> None:
    keys = ("abbr", "aka", "head", "group", "email", "due", "exempt")
    read = loaded(tmp_path, units=A_UNIT + "".join(f"    {key}: {empty}\n" for key in keys))
    assert read.units == (Unit(id="a", name="กองคลัง"),)


@pytest.mark.parametrize(
    ("units", "what", "line", "field"),
    [
        ("units:\n  - name: กองคลัง\n", "config.required", 2, "units[1].id"),
        ("units:\n  - id:\n    name: กองคลัง\n", "config.required", 2, "units[1].id"),
        ("units:\n  - id: a\n", "config.required", 2, "units[1].name"),
        ("units:\n  - id: a\n    name: ' \u200b '\n", "config.blank", 3, "units[1].name"),
        ("units:\n  - id: a\n    name: [x]\n", "config.not-text", 3, "units[1].name"),
        ("units:\n  - id: a b\n    name: x\n", "units.id", 2, "units[1].id"),
        ("units:\n  - id: กกจ\n    name: x\n", "units.id", 2, "units[1].id"),
        ("units:\n  - id: 12:30\n    name: x\n", "units.id", 2, "units[1].id"),
        ("units:\n  - id: -a\n    name: x\n", "units.id", 2, "units[1].id"),
        ("units:\n  - id: ๑๒\n    name: x\n", "units.id", 2, "units[1].id"),
        (f"units:\n  - id: {'a' * 81}\n    name: x\n", "units.id", 2, "units[1].id"),
        (A_UNIT + "    due: 31/8/2553\n", "config.not-date", 4, "units[1].due"),
        (A_UNIT + "    due: 2010-02-30\n", "config.not-date", 4, "units[1].due"),
        (A_UNIT + "    email: nobody\n", "units.email", 4, "units[1].email"),
        (A_UNIT + "    email: a@b.c, d@e.f\n", "units.email", 4, "units[1].email"),
        (A_UNIT + "    exempt: no\n", "units.exempt", 4, "units[1].exempt"),
        (A_UNIT + "    exempt: true\n", "units.exempt", 4, "units[1].exempt"),
        (A_UNIT + "    aka: [x, [y]]\n", "config.not-text", 4, "units[1].aka[2]"),
        (A_UNIT + "    aka: {x: y}\n", "config.not-text", 4, "units[1].aka"),
        (UNITS + "groups: [x]\n", "config.unknown-key", 6, "groups"),
        (UNITS.replace("id: b", "id: A"), "units.id-twice", 4, "units[2].id"),
        (two("x: 1", "abbr: กอง คลัง"), "units.name-twice", 7, "units[2].abbr"),
        (two("abbr: กค.", "abbr: กค."), "units.name-twice", 7, "units[2].abbr"),
        (two("abbr: กค.", "aka: [x, กค.]"), "units.name-twice", 7, "units[2].aka[2]"),
        (two("aka: [x, กองแผน]", "y: 1"), "units.name-twice", 6, "units[2].name"),
        (UNITS.replace("กองแผนงาน", "กอง\u200bคลัง"), "units.name-twice", 5, "units[2].name"),
    ],
)
def test_a_wrong_unit_is_named_by_file_line_and_key(
    tmp_path: Path, units: str, what: str, line: int, field: str
) -> None:
    assert faults(tmp_path, units=units) == [Fault(what, "units.yaml", line, field)]


def test_an_id_is_shown_as_written(tmp_path: Path) -> None:
    (problem,) = problems(campaign(tmp_path, units="units:\n  - id: 12:30\n    name: x\n"))
    assert problem.params["value"] == "12:30"
    assert "“12:30”" in spoken(problem)


def test_a_name_used_twice_names_both_lines(tmp_path: Path) -> None:
    (problem,) = problems(campaign(tmp_path, units=two("abbr: แผน ๑", "abbr: แผน1")))
    assert problem.params == {"value": "แผน1", "other": "แผน ๑", "where": "units[1].abbr", "first": "4"}


def test_a_unit_may_repeat_its_own_name(tmp_path: Path) -> None:
    read = loaded(tmp_path, units=A_UNIT + "    abbr: กองคลัง\n    aka: [กอง คลัง, กองคลัง]\n")
    assert read.units[0].abbr == "กองคลัง"


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    units = "units:\n  - id: x y\n    due: tomorrow\n  - name: ก\n    email: '@'\n"
    assert [(fault.what, fault.line) for fault in faults(tmp_path, units=units)] == [
        ("units.id", 2), ("config.required", 2), ("config.not-date", 3), ("config.required", 4), ("units.email", 5),
    ]  # fmt: skip


def test_no_list_of_units_says_what_to_do(tmp_path: Path) -> None:
    (problem,) = problems(campaign(tmp_path, units=None))
    assert problem.key == "problem.units.no-file"
    assert "units.xlsx" in spoken(problem)


def test_two_lists_of_units_are_refused(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("id,name\na,b\n")
    (problem,) = problems(campaign(tmp_path))
    assert problem.key == "problem.units.several-files"
    assert problem.params["files"] == "units.yaml, units.csv"


def from_csv(root: Path, text: str, encoding: str = "utf-8-sig") -> Campaign:
    (root / "units.csv").write_bytes(text.encode(encoding))
    return loaded(root, units=None)


def csv_faults(root: Path, text: str | bytes) -> list[Fault]:
    (root / "units.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return faults(root, units=None)


EXPECTED = Unit(id="0012", name="กองคลัง", aka=("การคลัง", "คลัง"), due=date(2010, 9, 15), extra={"phone": "02"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_however_excel_saves_it(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = (["ID", "Name", "aka", "due", "phone"], ["0012", "กองคลัง", '"การคลัง; คลัง"', "2553-09-15", "02"])
    text = "".join(separator.join(row) + "\r\n" for row in rows)
    assert from_csv(tmp_path, text, encoding).units == (EXPECTED,)


def test_csv_may_have_line_breaks_and_empty_rows(tmp_path: Path) -> None:
    text = '\nid,name,aka\n\na,"กอง\nคลัง","หนึ่ง\nสอง"\n,,\nb,กองแผน,\n'
    read = from_csv(tmp_path, text)
    assert [(unit.id, unit.name, unit.aka) for unit in read.units] == [
        ("a", "กอง คลัง", ("หนึ่ง", "สอง")),
        ("b", "กองแผน", ()),
    ]


@pytest.mark.parametrize(
    ("text", "what", "line", "field"),
    [
        ("", "units.none-listed", 1, "units"),
        ("id,name\n", "units.none-listed", 1, "units"),
        ("id;title\na;b\n", "units.no-column", 1, "name"),
        ("id,name,ID\na,b,c\n", "units.column-twice", 1, "id"),
        ("id,name\na,b,lost\n", "units.column-unnamed", 2, ""),
        ("id,,name\na,lost,b\n", "units.column-unnamed", 2, ""),
        ('id,name\na,"x\ny"\nb c,z\n', "units.id", 4, "units[2].id"),
        ("id,name\na,x\nA,y\n", "units.id-twice", 3, "units[2].id"),
        ("id,name\na,\n", "config.blank", 2, "units[1].name"),
        ("id,name\na,x\n\x07,y\n", "config.control", 3, ""),
        ("id,name,due\na,x,31/8/2553\n", "config.not-date", 2, "units[1].due"),
        (b"id,name\na,\xff\xfe\n", "config.encoding", 2, ""),
        ("id,name\na," + "x" * 140_000, "units.damaged", 2, ""),
    ],
)
def test_a_wrong_csv_is_named_by_line_and_column(
    tmp_path: Path, text: str | bytes, what: str, line: int, field: str
) -> None:
    assert csv_faults(tmp_path, text) == [Fault(what, "units.csv", line, field)]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_xlsx(root: Path, data: bytes) -> None:
    (root / "units.xlsx").write_bytes(data)


def test_xlsx_is_read_as_text(tmp_path: Path) -> None:
    header = ("id", "NAME", "aka", "due", "phone", "size", "seen", "open")
    first = (12, "กองคลัง", "การคลัง;\nคลัง", datetime(2010, 9, 15), "02", 1.5, datetime(2010, 1, 2, 3, 4), True)  # noqa: DTZ001
    write_xlsx(tmp_path, workbook(header, first, (None,) * 8, (13.0, "กองแผน", None, "2553-09-15")))
    read = loaded(tmp_path, units=None)
    assert read.units == (
        Unit(
            id="12",
            name="กองคลัง",
            aka=("การคลัง", "คลัง"),
            due=date(2010, 9, 15),
            extra={"phone": "02", "size": "1.5", "seen": "2010-01-02 03:04:00", "open": "TRUE"},
        ),
        Unit(
            id="13",
            name="กองแผน",
            due=date(2010, 9, 15),
            extra={"phone": "", "size": "", "seen": "", "open": ""},
        ),
    )


def test_a_wrong_cell_is_named_by_its_row(tmp_path: Path) -> None:
    write_xlsx(tmp_path, workbook(("id", "name"), (None, None), ("a b", "x"), ("c", None)))
    assert faults(tmp_path, units=None) == [
        Fault("units.id", "units.xlsx", 3, "units[1].id"),
        Fault("config.blank", "units.xlsx", 4, "units[2].name"),
    ]


@pytest.mark.parametrize("data", [b"", b"id,name\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 100])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    write_xlsx(tmp_path, data)
    assert faults(tmp_path, units=None) == [Fault("units.damaged", "units.xlsx", 0, "")]


GOOD = workbook(("id", "name"), ("a", "กองคลัง"))


@settings(deadline=None)
@given(place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_workbook_gives_problems_and_nothing_else(place: int, byte: int, cut: bool) -> None:
    data = GOOD[:place] if cut else GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    with contextlib.suppress(CampaignError):
        read_xlsx(data, Report("units.xlsx"))


@given(data=st.binary(max_size=200))
def test_random_tables_give_problems_and_nothing_else(data: bytes) -> None:
    with contextlib.suppress(CampaignError):
        read_csv(data, Report("units.csv"))


# --- lists as offices keep them ---

THAI_TABLE = (
    ("รหัส", " ชื่อหน่วยงาน ", "ชื่อย่อ", "อีเมล", "โทร."),
    ("0012", "กองคลัง  ", "กค.", "k@example.org", "02"),
)
THAI_UNIT = Unit(id="0012", name="กองคลัง", abbr="กค.", email="k@example.org", extra={"โทร.": "02"})


def as_csv(rows: tuple[tuple[str, ...], ...], separator: str) -> str:
    return "".join(separator.join(row) + "\r\n" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("titles", ["", "รายชื่อหน่วยงาน, ปี 2553; ฉบับแก้ไข\r\n\r\n", "sep={separator}\r\n"])
def test_thai_headings_under_titles_are_found(tmp_path: Path, encoding: str, separator: str, titles: str) -> None:
    text = titles.format(separator=separator) + as_csv(THAI_TABLE, separator)
    assert from_csv(tmp_path, text, encoding).units == (THAI_UNIT,)


@pytest.mark.parametrize(
    "header",
    ["Unit ID,Unit name", "unit_id,NAME", "CODE,unit", "รหัสหน่วยงาน,ส่วนราชการ", "รหัส หน่วยงาน,ชื่อ", "id,ชื่อหน่วยงาน"],
)
def test_headings_are_known_by_their_usual_words(tmp_path: Path, header: str) -> None:
    assert from_csv(tmp_path, f"{header}\na,กองคลัง\n").units == (Unit("a", "กองคลัง"),)


def test_a_word_beside_the_key_itself_is_a_column_of_ones_own(tmp_path: Path) -> None:
    (unit,) = from_csv(tmp_path, "id,name,ชื่อ,กลุ่ม\na,กองคลัง,สมชาย,ก\n").units
    assert (unit.name, unit.group, unit.extra) == ("กองคลัง", "ก", {"ชื่อ": "สมชาย"})


def test_two_headings_of_one_meaning_are_refused(tmp_path: Path) -> None:
    assert csv_faults(tmp_path, "ชื่อ,รหัส,หน่วยงาน\na,b,c\n") == [
        Fault("units.column-alike", "units.csv", 1, "name"),
        Fault("units.column-alike", "units.csv", 1, "name"),
    ]


def test_a_list_without_ids_says_so_at_its_first_row(tmp_path: Path) -> None:
    (problem,) = problems(_written(tmp_path, "ลำดับ,ชื่อหน่วยงาน\n1,กองคลัง\n"))
    assert (problem.key, problem.params["value"]) == ("problem.units.no-column", "id")
    assert "รหัส" in spoken(problem)


def _written(root: Path, text: str) -> CampaignFolder:
    (root / "units.csv").write_text(text, "utf-8")
    return campaign(root, units=None)


def test_a_row_under_the_list_is_named_and_not_dropped(tmp_path: Path) -> None:
    text = "ตาราง\n\nid,name\na,กองคลัง\n\n,รวม 1 หน่วยงาน\n"
    assert csv_faults(tmp_path, text) == [Fault("config.blank", "units.csv", 6, "units[2].id")]


def styled(*rows: tuple[object, ...], merge: tuple[str, ...] = (), sheets: tuple[str, ...] = ()) -> bytes:
    """A workbook with merged cells, codes shown with zeros in column A, and the same rows on further sheets."""
    book = openpyxl.Workbook()
    for sheet in (book.active, *(book.create_sheet(name) for name in sheets)):
        for row in rows:
            sheet.append(row)
        for cell in sheet["A"]:
            cell.number_format = "0000"
        for cells in merge:
            sheet.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_office_workbook_is_read_as_it_is_seen(tmp_path: Path) -> None:
    rows = (
        ("รายชื่อหน่วยงาน",),
        ("รหัส", "ชื่อหน่วยงาน", "กลุ่ม", "ติดต่อ", None),
        (None, None, None, "โทร.", "อีเมล"),
        (12, "กองคลัง", "ส่วนกลาง", 1234, None),
        (13, " กองแผน ", None, None, "p@example.org"),
        (None,),
        (14, "สำนักงานเขต 1", "ส่วนภูมิภาค", None, None),
    )
    merge = ("A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "C4:C5")
    write_xlsx(tmp_path, styled(*rows, merge=merge))
    read = loaded(tmp_path, units=None).units
    assert [(unit.id, unit.name, unit.group, unit.email, unit.extra["โทร."]) for unit in read] == [
        ("0012", "กองคลัง", "ส่วนกลาง", "", "1234"),
        ("0013", "กองแผน", "ส่วนกลาง", "p@example.org", ""),
        ("0014", "สำนักงานเขต 1", "ส่วนภูมิภาค", "", ""),
    ]


def test_a_list_merged_to_the_end_of_the_sheet_is_read_at_once(tmp_path: Path) -> None:
    rows = (("id", "name", "group"), ("a", "กองคลัง", "ก"), ("b", "กองแผน", None))
    data = workbook(*rows)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        package = {name: source.read(name) for name in source.namelist()}
    part = "xl/worksheets/sheet1.xml"
    merges = b'</sheetData><mergeCells count="1"><mergeCell ref="C2:XFD1048576"/></mergeCells>'
    package[part] = package[part].replace(b"</sheetData>", merges)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in package.items():
            archive.writestr(name, content)
    write_xlsx(tmp_path, stream.getvalue())
    assert [unit.group for unit in loaded(tmp_path, units=None).units] == ["ก", "ก"]


def test_the_sheet_that_lists_units_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("คำชี้แจง",))
    listing = book.create_sheet("รายชื่อ")
    for row in THAI_TABLE:
        listing.append(row)
    stream = io.BytesIO()
    book.save(stream)
    write_xlsx(tmp_path, stream.getvalue())
    assert loaded(tmp_path, units=None).units == (THAI_UNIT,)


def test_several_sheets_that_list_units_are_refused(tmp_path: Path) -> None:
    write_xlsx(tmp_path, styled(("id", "name"), ("a", "กองคลัง"), sheets=("ภูมิภาค",)))
    (problem,) = problems(campaign(tmp_path, units=None))
    assert (problem.key, problem.params["value"]) == ("problem.units.several-sheets", "Sheet, ภูมิภาค")


def test_a_name_twice_in_a_table_names_both_rows(tmp_path: Path) -> None:
    (problem,) = problems(_written(tmp_path, "รายชื่อ\nรหัส,ชื่อหน่วยงาน\na,กองคลัง\nb,กอง คลัง \n"))
    assert (problem.key, problem.line, problem.params["first"]) == ("problem.units.name-twice", 4, "3")


def test_a_workbook_has_rows_and_no_lines(tmp_path: Path) -> None:
    write_xlsx(tmp_path, styled(("id", "name"), ("a", "กองคลัง"), ("b", "กอง คลัง")))
    (problem,) = problems(campaign(tmp_path, units=None))
    said = problem_text(problem, Language.ENGLISH)
    assert said.startswith("units.xlsx: row 3: units[2].name: ")
    assert "(“กองคลัง” in row 2, " in said


def test_a_new_campaign_refuses_a_wrong_list_before_it_writes(tmp_path: Path) -> None:
    listed = tmp_path / "รายชื่อ.CSV"
    listed.write_bytes("รหัส;ชื่อหน่วยงาน\r\na b;กองคลัง\r\n".encode("cp874"))
    with pytest.raises(CampaignError) as caught:
        start_campaign(tmp_path / "new", InitOrder(units=listed))
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [("รายชื่อ.CSV", 2)]
    assert not (tmp_path / "new").exists()
    listed.write_bytes("รหัส;ชื่อหน่วยงาน\r\na;กองคลัง\r\n".encode("cp874"))
    start_campaign(tmp_path / "new", InitOrder(units=listed))
    assert [unit.name for unit in load_units(CampaignFolder(tmp_path / "new"))] == ["กองคลัง"]


def test_what_units_have_in_common_is_kept_once(tmp_path: Path) -> None:
    alike = "province: ตาก\n    group: เหนือ"
    first, second = loaded(tmp_path, units=two(alike, alike)).units
    assert first.extra["province"] is second.extra["province"]
    assert first.group is second.group
