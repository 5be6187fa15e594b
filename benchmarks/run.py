"""Every comparison of speed and memory, side by side, into RESULTS.md.

    python benchmarks/run.py                     # everything: some hours
    python benchmarks/run.py --only startup,generate --rounds 3 --sizes 100,1000

Needs cpreport with its test requirements, Linux or macOS, and for a third of the returned forms LibreOffice. The
rivals' virtual environment is made beside this file, from requirements.txt.
"""

from __future__ import annotations

import argparse
import compileall
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import results
from comparing import Setup
from comparisons import COMPARISONS

HERE = Path(__file__).parent
_MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory, where there is one


def main() -> None:
    """Run the comparisons and write what came of them."""
    options = _options()
    room = Path(tempfile.mkdtemp(prefix="cpreport-benchmarks-", dir=options.room))
    try:
        rivals = _rivals()
        # As pip compiles what it installs; a checkout may be where nothing is written beside it.
        compileall.compile_dir(HERE.parent / "src/cpreport", quiet=1)
        setup = Setup(room, rivals, options.sizes, options.rival_sizes, options.rounds, _say, options.national)
        compared = [COMPARISONS[name](setup) for name in options.only]
        text = results.markdown(compared, setup, in_memory=room.is_relative_to(_MEMORY))
        options.out.write_text(text, "utf-8")
    finally:
        shutil.rmtree(room)
    _say(f"written: {options.out}")


def _options() -> argparse.Namespace:
    def numbers(text: str) -> tuple[int, ...]:
        return tuple(sorted(int(number) for number in text.split(",")))

    def names(text: str) -> list[str]:
        return [name for name in COMPARISONS if name in text.split(",")]

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", type=names, default=list(COMPARISONS), help=f"some of {', '.join(COMPARISONS)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sizes", type=numbers, default=(1000, 10_000), help="documents for cpreport")
    parser.add_argument("--rival-sizes", type=numbers, default=(1000,), help="documents for the rivals")
    parser.add_argument("--national", type=int, default=30_000, help="units of the campaign that is run once")
    parser.add_argument("--room", type=Path, default=_MEMORY if _MEMORY.is_dir() else None, help="where to write")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    options = parser.parse_args()
    # What a document more costs needs two sizes; cpreport is run at those of the rivals too.
    if len(options.rival_sizes) == 1:
        options.rival_sizes = (max(1, options.rival_sizes[0] // 10), *options.rival_sizes)
    options.sizes = tuple(sorted({*options.sizes, *options.rival_sizes}))
    return options


def _rivals() -> Path:
    """The Python of the rivals, installed where they are not yet."""
    folder = HERE / ".venv"
    python = folder / "bin" / "python"
    if not python.exists():
        _say("installing the rivals")
        venv.create(folder, with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "-r", str(HERE / "requirements.txt")]
        subprocess.run(install, check=True)  # noqa: S603  pip in the environment made above
    return python


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
