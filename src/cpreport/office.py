"""A local LibreOffice, where there is one: converts documents in its own profile, without macros, in limited time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SECONDS: Final = 120
_USUAL_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
# Nothing in a document is run, and nothing outside it is fetched.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class OfficeFailedError(Exception):
    """LibreOffice did not convert the document; the message is a few words for the log."""


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice."""

    program: Path

    def convert(self, document: bytes, suffix: str, wanted: str) -> bytes:
        """A document in another format.

        Args:
            document: Its bytes.
            suffix: The suffix of what it is, with its dot.
            wanted: The suffix of what it is to be, without a dot, for instance `pdf`.

        Raises:
            OfficeFailedError: If LibreOffice fails or takes longer than two minutes.
        """
        with tempfile.TemporaryDirectory(prefix="cpreport-") as folder:
            room = Path(folder)
            profile = room / "profile" / "user"
            profile.mkdir(parents=True)
            (profile / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
            source = room / f"document{suffix}"
            source.write_bytes(document)
            options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", wanted]
            profile_option = f"-env:UserInstallation={(room / 'profile').as_uri()}"
            _run([str(self.program), profile_option, *options, "--outdir", str(room / "out"), str(source)])
            made = room / "out" / f"document.{wanted.partition(':')[0]}"
            if not made.is_file():
                raise OfficeFailedError(f"no {wanted} was made")
            return made.read_bytes()


def find_office() -> Office | None:
    """The LibreOffice of this machine."""
    names = (shutil.which(name) for name in ("soffice", "libreoffice"))
    places = (place for place in _USUAL_PLACES if Path(place).is_file())
    found = next((place for place in (*names, *places) if place), None)
    return Office(Path(found)) if found else None


def pages_as_pictures(pdf: Path, resolution: int = 100) -> list[Path]:
    """The pages of a PDF as PNG files beside it, where poppler is installed; else none."""
    program = shutil.which("pdftoppm")
    if program is None:
        return []
    stem = pdf.with_suffix("")
    _run([program, "-png", "-r", str(resolution), str(pdf), str(stem)])
    return sorted(pdf.parent.glob(f"{stem.name}-*.png"))


def _run(command: list[str]) -> None:
    quiet = subprocess.DEVNULL
    # Only the program found above is run, with paths of our own; its group is its own so that it can be killed whole.
    process = subprocess.Popen(  # noqa: S603
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=sys.platform != "win32"
    )
    try:
        code = process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        _kill(process)
        raise OfficeFailedError(f"stopped after {_SECONDS} seconds") from None
    except BaseException:
        _kill(process)
        raise
    if code:
        raise OfficeFailedError(f"exit code {code}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    # soffice starts another process that does the work: the whole group must go.
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
