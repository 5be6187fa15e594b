"""A wrong or hostile configuration stops every command at once, with file, line and key, and nothing is made."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

import hostile
from commands import run, run_measured
from configuring import FORM, MEMO, UNITS, campaign

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.config import CampaignFolder

NO_QUESTIONS = FORM.partition("questions:")[0]
WRONG = {
    "an id twice": ({"units": UNITS + "  - {id: A, name: x}\n"}, "units.yaml:6: units[3].id:", "“A”"),
    "a name twice": ({"units": UNITS + "  - {id: c, name: ก อง คลัง}\n"}, "units.yaml:6: units[3].name:", "ก อง คลัง"),
    "a time as an id": ({"units": UNITS + "  - {id: 12:30, name: x}\n"}, "units.yaml:6: units[3].id:", "12:30"),
    "a key twice": ({"units": UNITS + "    name: x\n"}, "units.yaml:6: units[2].name:", ""),
    "an alias": ({"units": UNITS + "  - &a {id: c, name: x}\n  - *a\n"}, "units.yaml:", ""),
    "a tag": ({"units": UNITS + "  - !!python/object/apply:os.system {id: c, name: x}\n"}, "units.yaml:6:", ""),
    "a control character": ({"units": UNITS + '  - {id: c, name: "a\x07b"}\n'}, "units.yaml:6:", ""),
    "an escaped control character": ({"units": UNITS + '  - {id: c, name: "a\\x07b"}\n'}, "units.yaml:6:", ""),
    "a bomb of aliases": (
        {
            "units": "a: &a [x]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)},' * 9}]\n" for n in range(9))
        },
        "units.yaml:1:",
        "",
    ),
    "a thousand lists in lists": ({"form": "settings: " + "[" * 100_000}, "templates/form.yaml:", ""),
    "no questions": ({"form": NO_QUESTIONS}, "templates/form.yaml:", "questions"),
    "an unknown type": ({"form": FORM.replace("select_multiple", "os.system")}, "templates/form.yaml:", "os.system"),
    "an undefined variable": ({"memo": f"{MEMO}\n{{{{ unit.nmae }}}}\n"}, "templates/memo.md.j2:8:", "nmae"),
    "the operating system": (
        {"memo": f"{MEMO}\n{{{{ cycler.__init__.__globals__.os.system('touch /tmp/x') }}}}\n"},
        "templates/memo.md.j2:8:",
        "",
    ),
    "a loop without end": (
        {"memo": f"{MEMO}\n{{% for a in range(99999) %}}{{% for b in range(99999) %}}{{% endfor %}}{{% endfor %}}\n"},
        "templates/memo.md.j2:8:",
        "",
    ),
    "a text without end": ({"memo": f"{MEMO}\n{{{{ 'x' * 10 ** 10 }}}}\n"}, "templates/memo.md.j2:8:", ""),
    "another file": ({"memo": f"{MEMO}\n{{% include '/etc/passwd' %}}\n"}, "templates/memo.md.j2:8:", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_with_file_line_and_key_and_nothing_is_generated(tmp_path: Path, name: str) -> None:
    files, place, value = WRONG[name]
    folder = campaign(tmp_path, **files)  # type: ignore[arg-type]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    began = time.monotonic()
    ended = run(folder.root, "generate")
    assert time.monotonic() - began < 10
    assert ended.code == 1, ended
    line = next(line for line in ended.lines if line.startswith(place))
    assert value in line
    assert line.endswith(".")
    assert "Traceback" not in ended.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_ids_that_yaml_takes_for_something_else_are_text(tmp_path: Path) -> None:
    units = "".join(
        f"  - {{id: {one}, name: {one}}}\n" for one in ("no", "0012", "007", "1e3", "null", "0x1F", "2010-01-01")
    )
    folder = campaign(tmp_path, units=f"units:\n{units}")
    assert run(folder.root, "generate").code == 0
    names = {path.name.partition("_")[0] for path in folder.outbox.iterdir()}
    assert names == {"no", "0012", "007", "1e3", "null", "0x1F", "2010-01-01"}


def test_names_that_make_bad_file_names_make_safe_and_stable_ones(tmp_path: Path) -> None:
    wished = {
        "CON": "NUL",
        "aux": "ท้าย.",
        "lpt1": "a:b/c\\d*e?",
        "long": "สำนักงานประชาสัมพันธ์" * 30,
        "dots": "...",
        "rtl": "a\u202egpj.exe",
    }
    units = "".join(f"  - {{id: {key}, name: {name!r}}}\n" for key, name in wished.items())
    folder = campaign(tmp_path, units=f"units:\n{units}")
    assert run(folder.root, "generate").code == 0
    first = sorted(path.name for path in folder.outbox.iterdir())
    assert len(first) == len(wished)
    for name in first:
        assert len(name.encode()) <= 200
        assert not set(name) & set('<>:"/\\|?*\u202e')
        assert not name.removesuffix(".docx").endswith((".", " "))
        assert name.partition(".")[0].upper() not in {"CON", "NUL", "AUX", "LPT1"}
    assert run(folder.root, "generate").code == 0
    assert sorted(path.name for path in folder.outbox.iterdir()) == first


def word_memo(folder: CampaignFolder, document: bytes) -> None:
    (folder.root / "templates" / "memo.docx").write_bytes(document)


def plain_memo(*paragraphs: str) -> bytes:
    import docx

    document, made = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


GOOD = plain_memo("{{ unit.name }}", "{{p form }}")
HOSTILE_MEMOS = {
    "the operating system": plain_memo("{{ cycler.__init__.__globals__.os.system('true') }}", "{{p form }}"),
    "a loop without end": plain_memo(
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "{{p form }}"
    ),
    "a text without end": plain_memo("{{ 'x' * 10 ** 10 }}", "{{p form }}"),
    "an undefined variable": plain_memo("{{ unit.nmae }}", "{{p form }}"),
    "a bomb": hostile.packed(hostile.without(GOOD, hostile.DOCUMENT), hostile.inflating(hostile.DOCUMENT, 1 << 30)),
    "a doctype": hostile.changed(
        GOOD, hostile.DOCUMENT, lambda xml: xml.replace("?>", '?><!DOCTYPE w [<!ENTITY a "b">]>', 1)
    ),
    "overlapping entries": hostile.overlapping(GOOD),
    "cut off": GOOD[:-200],
    "no document": b"PK\x05\x06" + bytes(18),
}


@pytest.mark.parametrize("name", HOSTILE_MEMOS)
def test_a_hostile_word_memo_is_stopped_and_named(tmp_path: Path, name: str) -> None:
    folder = campaign(tmp_path)
    word_memo(folder, HOSTILE_MEMOS[name])
    began = time.monotonic()
    ended = run(folder.root, "generate")
    assert time.monotonic() - began < 10
    assert ended.code == 1, ended
    assert ended.lines[0].startswith("templates/memo.docx")
    assert "Traceback" not in ended.err
    assert not folder.outbox.exists()
    assert not folder.ledger.exists()


def test_what_a_word_memo_refers_to_outside_is_not_sent_to_the_units(tmp_path: Path) -> None:
    folder = campaign(tmp_path)
    address = "http://127.0.0.1:9/template-of-somebody"
    word_memo(folder, hostile.related(GOOD, "word/settings.xml", "attachedTemplate", address, external=True))
    assert run(folder.root, "generate").code == 0
    for form in folder.outbox.glob("*.docx"):
        with zipfile.ZipFile(form) as package:
            assert not any(address.encode() in package.read(name) for name in package.namelist())


@pytest.mark.parametrize(
    "data",
    [
        hostile.packed({"xl/workbook.xml": b"<x/>"}, hostile.inflating("xl/worksheets/sheet1.xml", 1 << 30)),
        hostile.packed({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
        b"PK\x03\x04",
        b"",
    ],
    ids=["bomb", "doctype", "cut", "empty"],
)
def test_a_hostile_list_of_units_in_excel_is_refused(tmp_path: Path, data: bytes) -> None:
    folder = campaign(tmp_path, units=None)
    (tmp_path / "units.xlsx").write_bytes(data)
    ended = run_measured(folder.root, "check")
    assert ended.code == 1, ended
    assert ended.took["peak"] < 300_000_000
    assert ended.lines[0].startswith("units.xlsx")
    assert "Traceback" not in ended.err
