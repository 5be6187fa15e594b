"""Makes the pictures of the documentation from the program's own output: python docs/pictures/make.py.

Needs LibreOffice, poppler (pdftoppm), ImageMagick (convert) and the extra `test`. The demonstration is run in a
temporary folder; its forms and workbooks are drawn by LibreOffice, and what the terminal says becomes an SVG.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from cpreport.wording import visible_width

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests"))

from sarabun import fonts  # noqa: E402

AS_OF = "2010-09-15"
COLOURS = "48"  # of a palette: pages are nearly black and white
BOLD = ' font-weight="bold"'
CHARACTER, LINE, MARGIN = 7.9, 19, 18  # width, height and margin of the terminal's pictures, in pixels
# What the reader has: nothing is fetched from the network.
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">
<rect x="0.5" y="0.5" width="{inner}" height="{depth}" rx="8" fill="#fff" stroke="#d0d7de"/>
<g font-family="'DejaVu Sans Mono', Consolas, Menlo, 'Noto Sans Thai', Tahoma, monospace" font-size="13" fill="#24292f">
{lines}
</g></svg>
"""


def main() -> None:
    """Make them all."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        environment = os.environ | {"FONTCONFIG_FILE": str(fonts(room)), "COLUMNS": "100"}
        demo = room / "demo"
        told = cpreport(room, "--lang", "en", "demo", "demo")
        terminal("terminal-demo", "cpreport demo demo", told)
        documents(room, demo, environment)
        terminal_of_a_campaign(room)


def documents(room: Path, demo: Path, environment: dict[str, str]) -> None:
    """The memo, the form, a return, the workbook, the review and the memo to the director."""
    cpreport(demo, "summary", "--as-of", AS_OF)
    cpreport(demo, "summary", "--as-of", AS_OF, "--out", "director.docx")
    form = next((demo / "outbox").glob("slk_*.docx"))
    returned = next(path for path in sorted((demo / "inbox").glob("prov-*.docx")))
    page("memo", form, 1, room, environment)
    page("form", form, 3, room, environment)
    page("returned", returned, 3, room, environment)
    page("director", demo / "director.docx", 1, room, environment)
    page("overview", demo / "summary.xlsx", 1, room, environment)


def terminal_of_a_campaign(room: Path) -> None:
    """A small campaign's first steps, in English and in Thai."""
    cpreport(room, "--lang", "en", "demo", "small", "--units", "12")
    small = room / "small"
    for language in ("en", "th"):
        told = cpreport(small, "--lang", language, "status")
        terminal(f"terminal-status-{language}", f"cpreport --lang {language} status", told)


def cpreport(folder: Path, *arguments: str) -> str:
    """Run a command in a folder; what it says on both streams."""
    command = [sys.executable, "-m", "cpreport", *arguments]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode not in {0, 3}:
        raise SystemExit(done.stdout.decode())
    return done.stdout.decode()


def page(name: str, document: Path, number: int, room: Path, environment: dict[str, str]) -> None:
    """One page of a document as a PNG of few colours."""
    profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(room), str(document)]
    subprocess.run(office, env=environment, check=True, capture_output=True, timeout=180)
    pdf = room / f"{document.stem}.pdf"
    only = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-r", "90", *only, "-png", str(pdf), str(room / name)], check=True)
    framed = ["-trim", "+repage", "-bordercolor", "white", "-border", "24", "-bordercolor", "#d0d7de", "-border", "1"]
    few = ["-dither", "None", "-colors", COLOURS, "-strip", "-define", "png:compression-level=9"]
    subprocess.run(["convert", str(room / f"{name}.png"), *framed, *few, str(HERE / f"{name}.png")], check=True)


def terminal(name: str, typed: str, told: str) -> None:
    """What was typed and what was said, as an SVG."""
    lines = [f"$ {typed}", *told.rstrip("\n").splitlines()]
    width = round(max(visible_width(line) for line in lines) * CHARACTER) + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    drawn = [
        f'<text y="{MARGIN + LINE * number - 5}"{BOLD if number == 1 else ""}>{words(line)}</text>'
        for number, line in enumerate(lines, start=1)
    ]
    picture = FRAME.format(width=width, height=height, inner=width - 1, depth=height - 1, lines="\n".join(drawn))
    (HERE / f"{name}.svg").write_text(picture, "utf-8")


def words(line: str) -> str:
    """The words of a line, each where a terminal has it, whatever the width of the reader's font."""
    placed = []
    for word in re.finditer(r"\S+", line):
        left = MARGIN + visible_width(line[: word.start()]) * CHARACTER
        width = visible_width(word[0]) * CHARACTER
        fitted = f'x="{left:.1f}" textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs"'
        placed.append(f"<tspan {fitted}>{escape(word[0])}</tspan>")
    return "".join(placed)


if __name__ == "__main__":
    main()
