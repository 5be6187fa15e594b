"""The entry point: runs the command line, and turns a bug of ours into a log file and exit code 70."""

from __future__ import annotations

import gc
import sys

from cpreport import __version__
from cpreport.errors import ExitCode

# Nearly everything that is made here lives on, in modules or in lists of units: looking for garbage among it over and
# over, as Python does after every 700 new objects, takes a tenth of the time and finds none.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main() -> None:
    """Run cpreport with the process's arguments."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        # Old consoles have code pages without Thai; a lost letter is better than no report at all.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from cpreport.cli import app

    try:
        app()
    except Exception as error:  # noqa: BLE001  the one place where a bug of ours is caught
        _report_bug(error)
        sys.exit(ExitCode.BUG)


def _report_bug(error: Exception) -> None:
    import tempfile
    import traceback

    from cpreport.cli import console

    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="cpreport-bug-", suffix=".log", delete=False) as log:
        # Only where it happened: what the error says of itself may hold an answer.
        frames = traceback.extract_tb(error.__traceback__)
        log.write(f"cpreport {__version__}, Python {sys.version}\n{type(error).__name__}\n")
        log.writelines(f"{frame.filename}:{frame.lineno} {frame.name}\n" for frame in frames)
    console().warn("bug", detail=type(error).__name__, log=log.name)


if __name__ == "__main__":
    main()
