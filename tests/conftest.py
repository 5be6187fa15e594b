"""Fixtures for all tests: a real LibreOffice, started once; and every form is read in both ways."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from cpreport import readers
from cpreport.ooxml import parse, w
from cpreport.readers import interpret, locate, verdicts, xlsx
from cpreport.readers.docx import docx_view, sliced_view
from cpreport.readers.layout import Layout
from cpreport.readers.layouts import layout_of
from cpreport.readers.xlsx import parsed_rows, sliced_rows
from cpreport.readers.xlsx_sheet import Sheet, SheetPart, Strip
from cpreport.readers.xlsx_strips import known_strips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.form import Form
    from cpreport.package import Package
    from cpreport.readers.view import View
    from cpreport.readers.xlsx_frame import Frame
    from cpreport.readers.xlsx_rows import Row
    from cpreport.readers.xlsx_values import Book

# Debian installs `uno` for its own Python only; no virtual environment sees it.
SYSTEM_PYTHON = Path("/usr/bin/python3")
DRIVER = Path(__file__).with_name("office_driver.py")
LONGEST_WORK = 600  # seconds
LONGEST_START = 60


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice that listens on a pipe, and the driver that works in it."""

    pipe: str

    def work(self, *jobs: dict[str, Any], patience: float = 2) -> None:
        """Have these documents opened, filled in and saved; see `office_driver.py` for the words of a job."""
        order = json.dumps({"pipe": self.pipe, "patience": patience, "jobs": jobs}).encode()
        done = subprocess.run(
            [str(SYSTEM_PYTHON), str(DRIVER)], input=order, capture_output=True, timeout=LONGEST_WORK, check=False
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        answer = json.loads(done.stdout)
        assert answer["ok"], answer["error"]


@pytest.fixture(autouse=True)
def in_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test reads by its paragraphs or rows is parsed as a whole too; verdicts and layouts remembered are
    worked out anew."""

    def view(package: Package, main: str, data: bytes) -> View | None:
        sliced = sliced_view(package, main, data)
        if sliced is not None:
            body = parse(data).find(w("body"))
            assert body is not None
            assert sliced == docx_view(package, main, body)
        return sliced

    def verdict(*given: Any) -> verdicts.Verdict:
        remembered = verdicts.verdict(*given)
        assert remembered == verdicts.judged(*given)
        return remembered

    def rows(data: bytes, book: Book) -> tuple[Frame, list[Row]] | None:
        alone = book.apart()
        sliced = sliced_rows(data, book)
        if sliced is not None:
            assert [astuple(replace(row, model=None)) for row in sliced[1]] == list(
                map(astuple, parsed_rows(data, alone)[1])
            )
        return sliced

    def strips(source: SheetPart, named: frozenset[str]) -> list[Strip] | None:
        known = known_strips(source, named)
        if known is not None:
            assert [line for strip in known for line in strip.lines] == list(Sheet(source, named).lines())
        return known

    def layout(view: View, form: Form) -> Layout:
        remembered = layout_of(view, form)
        assert vars(remembered) == vars(Layout(view, form, remembered.items))
        return remembered

    monkeypatch.setattr(readers, "sliced_view", view)
    monkeypatch.setattr(xlsx, "sliced_rows", rows)
    monkeypatch.setattr(xlsx, "known_strips", strips)
    monkeypatch.setattr(interpret, "verdict", verdict)
    monkeypatch.setattr(locate, "layout_of", layout)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One headless LibreOffice with its own profile; where there is none, its tests are skipped, but not in CI."""
    soffice = shutil.which("soffice")
    if missing := _missing(soffice):
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop(f"no LibreOffice to test with: {missing}")
    assert soffice is not None
    pipe = f"cpreport-{uuid4().hex}"
    profile = tmp_path_factory.mktemp("libreoffice").as_uri()
    options = ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
    process = subprocess.Popen(
        [soffice, f"-env:UserInstallation={profile}", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        started = Office(pipe)
        started.work(patience=LONGEST_START)
        yield started
    finally:
        # soffice is a script that starts the office proper: the whole group ends, and nothing else.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _missing(soffice: str | None) -> str:
    if soffice is None:
        return "soffice is not installed"
    if not SYSTEM_PYTHON.exists():
        return f"{SYSTEM_PYTHON} is not there"
    probe = subprocess.run([str(SYSTEM_PYTHON), "-c", "import uno"], capture_output=True, check=False)
    return f"{SYSTEM_PYTHON} has no module uno (Debian: python3-uno)" if probe.returncode else ""
