"""A local LibreOffice, where there is one: converts documents in its own profile, without macros, in limited time."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS: Final = 120
SECONDS_EACH: Final = 15
"""That LibreOffice may take: to start and end, and for each document besides."""

_USUAL_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
MEMORY: Final = 4_000_000_000
"""Bytes of addresses that LibreOffice may take; only Linux holds it to that."""

# The limit is there before the program is, and its children inherit it.
_LIMITED: Final = (
    ("/bin/sh", "-c", f'ulimit -c 0; ulimit -v {MEMORY // 1024}; exec "$0" "$@"') if sys.platform == "linux" else ()
)
# Nothing in a document is run, and nothing outside it is fetched: no link is followed, and the proxy is nobody's.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
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
            OfficeFailedError: If LibreOffice fails or takes longer than about two minutes.
        """
        [made] = self._converted([(document, suffix)], wanted)
        if made is None:
            raise OfficeFailedError(f"no {wanted} was made")
        return made

    def convert_all(self, documents: Sequence[tuple[bytes, str]], wanted: str) -> list[bytes | None]:
        """Documents in another format, all by one LibreOffice; None for each that it did not convert.

        Args:
            documents: The bytes of each, and the suffix of what it is, with its dot.
            wanted: The suffix of what they are to be, without a dot, and LibreOffice's name of that format behind a
                colon where one suffix stands for several.
        """
        if not documents:
            return []  # started with nothing to do, LibreOffice waits for ever
        try:
            return self._converted(documents, wanted)
        except OfficeFailedError:
            # One document can bring all of it down. What it made until then may be cut off: each is tried alone.
            return [self._alone(document, wanted) for document in documents]

    def _alone(self, document: tuple[bytes, str], wanted: str) -> bytes | None:
        with contextlib.suppress(OfficeFailedError):
            return self._converted([document], wanted)[0]
        return None

    def _converted(self, documents: Sequence[tuple[bytes, str]], wanted: str) -> list[bytes | None]:
        with tempfile.TemporaryDirectory(prefix="cpreport-") as folder:
            room = Path(folder)
            profile = room / "profile" / "user"
            profile.mkdir(parents=True)
            (profile / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
            sources = [room / f"document{number}{suffix}" for number, (_, suffix) in enumerate(documents)]
            for source, (document, _) in zip(sources, documents, strict=True):
                source.write_bytes(document)
            options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", wanted]
            profile_option = f"-env:UserInstallation={(room / 'profile').as_uri()}"
            command = [str(self.program), profile_option, *options, "--outdir", str(room / "out"), *map(str, sources)]
            _run(command, SECONDS + SECONDS_EACH * len(documents))
            made = [room / "out" / f"{source.stem}.{wanted.partition(':')[0]}" for source in sources]
            return [path.read_bytes() if path.is_file() else None for path in made]


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


def _run(command: list[str], seconds: int = SECONDS) -> None:
    quiet = subprocess.DEVNULL
    # Only the program found above is run, with paths of our own; its group is its own so that it can be killed whole.
    process = subprocess.Popen(  # noqa: S603
        [*_LIMITED, *command], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=sys.platform != "win32"
    )
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        _kill(process)
        raise OfficeFailedError(f"stopped after {seconds} seconds") from None
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
