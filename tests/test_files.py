"""Files are written whole or not at all, and their names are accepted everywhere."""

from __future__ import annotations

import errno
import os
import stat
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpreport.files import LONGEST_NAME, safe_name, sha256, sync_folder, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(os.name != "posix", reason="folders are synced on POSIX only")


@pytest.mark.parametrize("durable", [True, False])
def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path, durable: bool) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    write_atomic(target, b"new", durable=durable)
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_when_a_step_fails_the_old_file_is_intact_and_no_temporary_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    seen: list[str] = []

    def fail(*_: object, **__: object) -> None:
        seen.extend(path.name for path in tmp_path.iterdir() if path != target)
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="no space"):
        write_atomic(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
    assert seen[0].startswith(".cpreport-")
    assert seen[0].endswith(".tmp")


def test_an_interrupted_write_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a", b"new")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "no" / "a", b"")


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="a"):
        write_atomic(tmp_path / "a", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@posix_only
def test_colleagues_may_read_what_the_umask_lets_them_read(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_atomic(tmp_path / "ours", b"")
    assert stat.S_IMODE((tmp_path / "ours").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


@posix_only
def test_the_folder_is_synced_only_when_the_write_must_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda fd: kinds.append(stat.S_ISDIR(os.fstat(fd).st_mode)))
    write_atomic(tmp_path / "a", b"", durable=False)
    assert kinds == []
    write_atomic(tmp_path / "a", b"")
    assert kinds == [False, True]


@posix_only
def test_a_share_that_cannot_sync_folders_is_no_error_but_a_broken_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_with(number: int) -> None:
        def fail(_: int) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "fsync", fail)

    fail_with(errno.EINVAL)
    sync_folder(tmp_path)
    fail_with(errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync_folder(tmp_path)


def test_the_hash_is_lower_case_sha_256() -> None:
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("kkj_กกจ.", "kkj_กกจ.docx"),
        ("a:b", "a-b.docx"),
        ('<>:"/\\|?*', "---------.docx".replace("-", "_", 1)),
        ("a\x00b\x7f\u202e", "a-b--.docx"),
        ("../../etc/passwd", "_.-..-etc-passwd.docx"),
        ("CON", "CON_.docx"),
        ("nul.txt", "nul_.txt.docx"),
        ("com1", "com1_.docx"),
        ("LPT³", "LPT³_.docx"),
        ("aux .x", "aux_.x.docx"),
        ("console", "console.docx"),
        ("com10", "com10.docx"),
        ("-rf", "_rf.docx"),
        ("~$a", "_$a.docx"),
        (".hidden", "_hidden.docx"),
        ("  a . . ", "a.docx"),
        ("", "_.docx"),
        (" ... ", "_.docx"),
        ("\ud800", "_.docx"),
        ("e\u0301", "é.docx"),
    ],
)
def test_a_bad_name_becomes_a_safe_one(stem: str, expected: str) -> None:
    assert safe_name(stem, ".docx") == expected


def test_a_long_thai_name_is_cut_before_a_letter_and_not_before_its_marks() -> None:
    syllables = {"กิ่", "น้ำ", "เก้"}
    for syllable in syllables:
        for offset in range(12):
            stem = "x" * offset + syllable * 100
            kept = safe_name(stem, ".docx")[offset:].rpartition("-")[0]
            assert kept.replace(syllable, "") in {"", "น", syllable[:1] if syllable[0] != "เ" else ""}
            following = stem[offset + len(kept)]
            assert following != "\u0e33"
            assert not unicodedata.category(following).startswith("M")


def test_long_names_that_differ_only_at_the_end_stay_different() -> None:
    names = {safe_name("ก" * 200 + str(number), ".docx") for number in range(50)}
    assert len(names) == 50


def test_a_name_of_nothing_but_marks_is_still_a_name() -> None:
    assert safe_name("\u0e34" * 300, ".docx").startswith("_-")


@settings(deadline=None)
@given(
    stem=st.text(max_size=300) | st.text(alphabet="กขเำิ่้ .-~CONcon1:/", max_size=150),
    suffix=st.sampled_from([".docx", ".xlsx", "", ".eml"]) | st.text(max_size=60),
)
def test_every_name_is_safe_on_every_system(stem: str, suffix: str) -> None:
    name = safe_name(stem, suffix)
    assert name == safe_name(stem, suffix)
    assert 0 < len(name.encode()) <= LONGEST_NAME
    assert not set(name) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in name)
    assert name[-1] not in ". "
    assert name[0] not in ".-~ "
    assert name.partition(".")[0].rstrip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


@settings(deadline=None, max_examples=25)
@given(stem=st.text(min_size=1, max_size=200))
@pytest.mark.skipif(sys.platform == "win32", reason="slow there, and the point is made")
def test_every_name_can_be_created_on_this_disk(tmp_path_factory: pytest.TempPathFactory, stem: str) -> None:
    path = tmp_path_factory.mktemp("names") / safe_name(stem, ".docx")
    write_atomic(path, b"x", durable=False)
    assert path.read_bytes() == b"x"
