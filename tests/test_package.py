"""Packages from strangers are read or refused; packages of our own are read by everybody."""

from __future__ import annotations

import contextlib
import io
import pickle
import struct
import time
import tracemalloc
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpreport.compiling import CompiledPackage, compile_package, slot
from cpreport.package import Limits, Package, PackageError, PackageFault
from cpreport.packing import Member, assemble, deflate

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = {"[Content_Types].xml": b"<Types/>" * 50, "word/document.xml": b"<document/>" * 100, "e.bin": b""}
USUAL = Limits()


def zipped(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """What the standard library writes, duplicates and all."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def opening(data: bytes, limits: Limits = USUAL) -> PackageFault:
    with pytest.raises(PackageError) as caught:
        Package.open(data, limits)
    return caught.value.reason


def reading(data: bytes, name: str, limits: Limits = USUAL) -> PackageFault:
    package = Package.open(data, limits)
    with pytest.raises(PackageError) as caught:
        package.read(name)
    return caught.value.reason


def patched(data: bytes, at: int, layout: str, *values: int, sign: bytes = b"PK\x01\x02") -> bytes:
    """Overwrites a field of the first record with this signature."""
    changed = bytearray(data)
    struct.pack_into(layout, changed, data.index(sign) + at, *values)
    return bytes(changed)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_come_back_as_they_were_in_their_order(method: int) -> None:
    package = Package.open(zipped(*PARTS.items(), method=method))
    assert package.names == tuple(PARTS)
    assert {name: package.read(name) for name in package.names} == PARTS


def test_names_differ_in_case_and_direction_of_slashes() -> None:
    package = Package.open(zipped(("Word\\Document.xml", b"x"), ("word/", b"")))
    assert package.names == ("Word/Document.xml",)
    assert "word/document.XML" in package
    assert package.read("word/document.xml") == b"x"
    assert "word/" not in package


def test_a_part_that_is_not_there_is_none_or_an_error() -> None:
    package = Package.open(zipped(("a", b"")))
    assert package.read_optional("b") is None
    assert package.read_optional("a") == b""
    with pytest.raises(PackageError, match="no part"):
        package.read("b")


def test_thai_names_are_read_as_macs_windows_and_the_standard_write_them() -> None:
    name = "กกจ.docx"
    assert Package.open(zipped((name, b"x"))).names == (name,)
    for encoding in ("utf-8", "cp874"):
        raw = name.encode(encoding)
        data = zipped(("x" * len(raw), b"x")).replace(b"x" * len(raw), raw)
        assert Package.open(data).names == (name,)


def test_zip64_and_data_descriptors_and_something_before_the_archive_are_read() -> None:
    class Unseekable(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    buffer = Unseekable()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a", "w", force_zip64=True) as file:
        file.write(b"hello")
    data = buffer.getvalue()
    assert Package.open(data).read("a") == b"hello"
    assert Package.open(b"MZ junk" + data).read("a") == b"hello"


def test_zip64_sizes_in_the_directory_are_read() -> None:
    data = b"hello"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 45, 0, 0, 0, 33, zlib.crc32(data), 5, 5, 1, 0) + b"a" + data
    extra = struct.pack("<2HB2H3Q", 9, 1, 0, 1, 24, 5, 5, 0)
    most = 0xFFFFFFFF
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 45, 45, 0, 0, 0, 33, zlib.crc32(data), most, most, 1, len(extra), 0, 0, 0, 0, most
    )
    entry += b"a" + extra
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(entry), len(local))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(local) + len(entry), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, most, most, 0)
    whole = local + entry + end64 + locator + end
    assert zipfile.ZipFile(io.BytesIO(whole)).read("a") == data
    assert Package.open(whole).read("a") == data


@pytest.mark.parametrize("data", [b"", b"PK", b"garbage" * 100, b"\xd0\xcf\x11\xe0" * 200, b"PK\x05\x06"])
def test_what_is_no_package_is_damaged(data: bytes) -> None:
    assert opening(data) is PackageFault.DAMAGED


def test_a_package_cut_anywhere_is_damaged() -> None:
    data = zipped(*PARTS.items())
    for length in range(0, len(data), 7):
        assert opening(data[:length]) is PackageFault.DAMAGED


def test_a_changed_byte_fails_the_checksum() -> None:
    data = bytearray(zipped(("a", b"hello"), method=zipfile.ZIP_STORED))
    data[data.index(b"hello")] ^= 1
    assert reading(bytes(data), "a") is PackageFault.DAMAGED


def test_a_broken_stream_is_damaged() -> None:
    data = bytearray(zipped(("a", bytes(range(256)) * 9)))
    data[31:60] = b"\xff" * 29
    assert reading(bytes(data), "a") is PackageFault.DAMAGED


def test_a_high_ratio_bomb_is_refused_by_what_it_declares() -> None:
    bomb = zipped(("word/document.xml", bytes(130_000_000)))
    assert len(bomb) < 200_000
    assert opening(bomb) is PackageFault.UNSAFE


def test_a_part_over_the_limit_is_too_large_but_the_others_are_read() -> None:
    data = zipped(("big.xml", bytes(40_000_000)), ("small.xml", b"x"))
    assert reading(data, "big.xml") is PackageFault.TOO_LARGE
    assert Package.open(data).read("small.xml") == b"x"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_larger_than_it_says_is_unsafe_and_never_inflated(method: int) -> None:
    size = 40_000_000 if method else 4_000
    data = patched(zipped(("a", bytes(size)), method=method), 24, "<L", 10)
    tracemalloc.start()
    assert reading(data, "a") is PackageFault.UNSAFE
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_smaller_than_it_says_is_damaged(method: int) -> None:
    data = patched(zipped(("a", b"x" * 100), method=method), 24, "<L", 200)
    assert reading(data, "a") is PackageFault.DAMAGED


def test_a_stream_that_stops_early_is_damaged() -> None:
    data = zipped(("a", bytes(range(256)) * 9))
    packed = struct.unpack_from("<L", data, data.index(b"PK\x01\x02") + 20)[0]
    assert reading(patched(data, 20, "<L", packed - 4), "a") is PackageFault.DAMAGED


def test_65_000_entries_are_refused_at_once() -> None:
    data = zipped(*((f"{number}", b"") for number in range(65_000)))
    began = time.perf_counter()
    assert opening(data) is PackageFault.UNSAFE
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize("declared", [10, 0])
def test_65_000_entries_that_are_said_to_be_few_are_refused_at_once(declared: int) -> None:
    data = zipped(*((f"{number}", b"") for number in range(65_000)))
    began = time.perf_counter()
    lying = patched(data, 8, "<2H", declared, declared, sign=b"PK\x05\x06")
    assert opening(lying) is PackageFault.UNSAFE
    assert time.perf_counter() - began < 0.5


def test_more_entries_than_zip_counts_without_zip64_are_refused() -> None:
    data = patched(zipped(("a", b"")), 8, "<2H", 0xFFFF, 0xFFFF, sign=b"PK\x05\x06")
    assert opening(data) is PackageFault.UNSAFE


def test_two_entries_over_the_same_bytes_are_refused() -> None:
    # As the modern bombs do it: the bytes of `a`, stored, hold a second local header that `b` points to.
    inner = assemble([deflate("b", bytes(10_000))])
    data = bytearray(assemble([Member("a", 0, zlib.crc32(inner), len(inner), inner), deflate("b", b"")]))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 42, data.index(b"PK\x03\x04", 4))
    with pytest.raises(PackageError, match="overlapping"):
        Package.open(bytes(data))


def test_two_entries_with_the_same_header_are_refused() -> None:
    data = bytearray(assemble([deflate("a", b"x"), deflate("a.", b"x")]))
    struct.pack_into("<L", data, data.rindex(b"PK\x01\x02") + 42, 0)
    assert opening(bytes(data)) is PackageFault.UNSAFE


def test_an_entry_that_reaches_into_the_directory_is_refused() -> None:
    data = zipped(("a", b"hello"), method=zipfile.ZIP_STORED)
    assert opening(patched(data, 20, "<2L", 6, 6)) is PackageFault.UNSAFE


def test_an_entry_with_another_name_in_its_own_header_is_refused() -> None:
    data = bytearray(zipped(("aa", b"x")))
    data[30] = ord("b")
    assert opening(bytes(data)) is PackageFault.UNSAFE


@pytest.mark.parametrize(
    "names",
    [
        ("a", "a"),
        ("word/document.xml", "word/document.xml"),
        ("word/document.xml", "Word/Document.xml"),
        ("word/document.xml", "word\\document.xml"),
        ("../a",),
        ("word/../../a",),
        ("word\\..\\a",),
        ("..",),
        ("/etc/passwd",),
        ("\\\\server\\a",),
        ("C:/a",),
        ("c:a",),
    ],
)
def test_names_that_repeat_or_lead_outside_are_unsafe(names: tuple[str, ...]) -> None:
    assert opening(zipped(*((name, b"x") for name in names))) is PackageFault.UNSAFE


def test_names_without_letters_or_with_a_nul_are_unsafe() -> None:
    assert opening(zipped(("", b"x"))) is PackageFault.UNSAFE
    assert opening(zipped(("aXb", b"x")).replace(b"aXb", b"a\0b")) is PackageFault.UNSAFE


def test_dots_that_lead_nowhere_are_only_dots() -> None:
    assert Package.open(zipped(("..a", b""), ("b..", b""), ("...", b""))).names == ("..a", "b..", "...")


@pytest.mark.parametrize("flag", [0x0001, 0x0041, 0x2000])
def test_an_encrypted_entry_is_said_to_be_encrypted(flag: int) -> None:
    assert opening(patched(zipped(("a", b"x")), 8, "<H", flag)) is PackageFault.ENCRYPTED


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_methods_of_packing_are_not_unpacked(method: int) -> None:
    data = zipped(("a", b"x" * 100), method=method)
    assert reading(data, "a") is PackageFault.DAMAGED


@pytest.mark.parametrize(
    "limits", [Limits(file=100), Limits(entries=2), Limits(total=100)], ids=["file", "entries", "total"]
)
def test_each_limit_is_kept(limits: Limits) -> None:
    assert opening(zipped(*PARTS.items()), limits) is PackageFault.UNSAFE


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_changed_bytes_end_in_parts_or_a_package_error(changes: list[tuple[int, int]]) -> None:
    data = bytearray(zipped(*PARTS.items()))
    for at, value in changes:
        data[-1 - at % len(data)] = value
    with contextlib.suppress(PackageError):
        package = Package.open(bytes(data))
        assert [package.read(name) is not None for name in package.names]


@settings(deadline=None)
@given(st.binary(max_size=200).map(lambda tail: b"PK\x05\x06" + tail) | st.binary())
def test_any_bytes_end_in_a_package_error(data: bytes) -> None:
    with contextlib.suppress(PackageError):
        assert Package.open(data).names == ()


def test_an_error_survives_the_way_from_a_worker() -> None:
    error = pickle.loads(pickle.dumps(PackageError(PackageFault.TOO_LARGE, "x")))
    assert (error.reason, str(error)) == (PackageFault.TOO_LARGE, "too-large: x")


# Writing.


@settings(deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-zก-ฮ]{1,8}(/[a-z.]{1,8}x)?", fullmatch=True), st.binary(max_size=500)))
def test_everybody_reads_what_is_assembled(parts: dict[str, bytes]) -> None:
    data = assemble(deflate(name, part) for name, part in parts.items())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts
    package = Package.open(data)
    assert {name: package.read(name) for name in package.names} == parts


def test_nothing_in_the_file_depends_on_clock_or_system() -> None:
    data = assemble([deflate("a.xml", b"x" * 100), deflate("ก.xml", b"y")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first, second = archive.infolist()
    assert first.date_time == (1980, 1, 1, 0, 0, 0)
    assert (first.create_system, first.external_attr, first.flag_bits) == (0, 0, 0)
    assert (first.compress_type, second.compress_type) == (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)
    assert second.flag_bits == 0x800


@pytest.mark.parametrize(
    "members",
    [
        lambda: [deflate("a", b""), deflate("a", b"")],
        lambda: (deflate(str(number), b"") for number in range(65_535)),
        lambda: [Member("a", 8, 0, 0xFFFFFFFF, b"")],
        lambda: [deflate("a" * 65_536, b"")],
    ],
    ids=["twice", "too many", "too large", "name too long"],
)
def test_what_a_plain_zip_file_cannot_hold_is_refused(members: Callable[[], list[Member]]) -> None:
    with pytest.raises(ValueError, match="plain zip"):
        assemble(members())


def a_template() -> CompiledPackage:
    return compile_package(
        {
            "[Content_Types].xml": b"<Types/>" * 50,
            "word/document.xml": f"<d>{slot('unit.name')} ถึง {slot('unit.head')}{slot('unit.name')}</d>",
            "docProps/app.xml": slot("x_1").encode(),
        }
    )


def test_slots_are_filled_in_every_place_and_parts_keep_their_order() -> None:
    template = a_template()
    package = Package.open(template.render({"unit.name": "กกจ.", "unit.head": "&amp;", "x_1": "", "more": "m"}))
    assert template.slots == {"unit.name", "unit.head", "x_1"}
    assert package.names == ("[Content_Types].xml", "word/document.xml", "docProps/app.xml")
    assert package.read("word/document.xml").decode() == "<d>กกจ. ถึง &amp;กกจ.</d>"
    assert package.read("docProps/app.xml") == b""
    assert package.read("[Content_Types].xml") == b"<Types/>" * 50


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_value_comes_back_as_it_was_even_when_it_looks_like_a_token(one: str, other: str) -> None:
    values = {"unit.name": one + slot("unit.head"), "unit.head": other, "x_1": ""}
    document = Package.open(a_template().render(values)).read("word/document.xml").decode()
    assert document == f"<d>{values['unit.name']} ถึง {other}{values['unit.name']}</d>"


def test_the_same_values_give_the_same_bytes_also_in_another_process() -> None:
    values = dict.fromkeys(a_template().slots, "x")
    copy = pickle.loads(pickle.dumps(a_template()))
    assert copy.render(values) == a_template().render(values)


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"unit\.head"):
        a_template().render({"unit.name": "a", "x_1": ""})


@pytest.mark.parametrize("name", ["", "Name", "a b", "a\ue001"])
def test_a_slot_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        slot(name)
