"""What is measured against what: a comparison makes its material, names its contenders and the ratios that count."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from comparing import CPREPORT, HERE, Compared, Ratio, Setup, divided, growth
from inbox import FILLED, WAYS, fill_inbox
from material import write_campaign, write_rival_material
from measure import Contender, Measured, Taken, take

from cpreport.office import find_office
from cpreport.operations.generate import FileFormat
from cpreport.readers import is_read_by_paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WRITERS = ("docxtpl", "mailmerge", "python-docx")
READERS = ("docx2python", "mammoth", "python-docx")


def generate(setup: Setup) -> Compared:
    """One form a unit, against what people would use to fill templates in."""
    material = setup.room / "material"
    write_rival_material(material, max(setup.rival_sizes))
    contenders = []
    for size in setup.sizes:
        for name, word, kind in (("cpreport", True, "docx"), ("cpreport, Markdown", False, "docx")):
            contenders.append(_generating(name, size, word=word, kind=kind))
        contenders.append(_generating("cpreport, Excel", size, word=False, kind="xlsx"))
    sample = _sample(setup)
    contenders += [
        Contender("only writing", size, lambda room, size=size: _floor("write", sample, room / "out", size))
        for size in setup.sizes
    ]
    contenders += [
        Contender(name, size, lambda room, name=name, size=size: _writing(setup, name, material, room, size))
        for name in WRITERS
        for size in setup.rival_sizes
    ]
    measured = setup.run("generate", contenders)
    return Compared("generate", measured, tuple(_generate_ratios(setup, measured)))


def _generate_ratios(setup: Setup, measured: Measured) -> Iterator[Ratio]:
    for name in ("cpreport", "cpreport, Markdown"):
        own, least = measured.marginal(name), measured.marginal("only writing")
        yield Ratio(f"docxtpl ÷ {name}, marginal", divided(measured.marginal("docxtpl"), own), 70)
        whole = divided(measured.median("docxtpl", setup.usual), measured.median(name, setup.usual))
        yield Ratio(f"docxtpl ÷ {name}, {setup.usual:,} units, whole command", whole, 45)
        yield Ratio(f"{name} ÷ only writing the bytes, marginal", divided(own, least), 12, at_least=False)
        yield from growth(name, measured)


def _generating(name: str, size: int, *, word: bool, kind: str) -> Contender:
    def prepare(room: Path) -> None:
        write_campaign(room / "campaign", size, word=word)

    return Contender(name, size, lambda room: (*CPREPORT, "generate", "-C", "campaign", "--format", kind), prepare)


def _sample(setup: Setup) -> Path:
    """One form as cpreport writes it."""
    folder = setup.room / "sample"
    write_campaign(folder / "campaign", 1, word=True)
    take((*CPREPORT, "generate", "-C", "campaign"), folder)
    return next((folder / "campaign/outbox").iterdir())


def _writing(setup: Setup, name: str, material: Path, room: Path, size: int) -> tuple[str, ...]:
    return (str(setup.rivals), str(HERE / "rival_writers.py"), name, str(material), str(room / "out"), str(size))


def collect(setup: Setup) -> Compared:
    """Returned Word forms into the ledger, against what people would use to read them; a second time; two processes."""
    ways = WAYS if find_office() else tuple(way for way in WAYS if "LibreOffice" not in way)
    issued = {size: _returned(setup, size, ways) for size in {*setup.sizes, *setup.rival_sizes}}
    contenders = []
    for size in setup.sizes:
        contenders.append(_collecting("cpreport", size, issued[size]))
        contenders.append(_collecting("cpreport, two processes", size, issued[size], "--jobs", "2"))
        contenders.append(_collecting_again(size, issued[size]))
        contenders.append(
            Contender("only reading", size, lambda room, size=size: _floor("read", issued[size] / "inbox"))
        )
    for name in READERS:
        contenders += [_reading(setup, name, size, issued[size]) for size in setup.rival_sizes]
    for way in ways:
        folder = _returned(setup, setup.usual, (way,))
        contenders.append(_collecting(f"cpreport, {way}", setup.usual, folder))
    measured = setup.run("collect", contenders)
    notes = [f"{way}: {_fast_share(setup, way)}" for way in ways]
    return Compared("collect", measured, tuple(_collect_ratios(setup, measured)), tuple(notes))


def _collect_ratios(setup: Setup, measured: Measured) -> Iterator[Ratio]:
    own = measured.marginal("cpreport")
    for name, bound in (("docx2python", 40), ("mammoth", 40), ("python-docx", 2.5)):
        yield Ratio(f"{name} ÷ collect, marginal", divided(measured.marginal(name), own), bound)
    second = divided(measured.marginal("cpreport, second time"), own)
    yield Ratio("second collect ÷ first, marginal", second, 0.05, at_least=False)
    largest = max(setup.sizes)
    walls = [measured.median(name, largest, "wall") for name in ("cpreport", "cpreport, two processes")]
    yield Ratio(f"wall of collect, {largest:,} forms, --jobs 1 ÷ --jobs 2", divided(*walls), 1.6)
    yield from growth("cpreport", measured)


def excel(setup: Setup) -> Compared:
    """Returned Excel forms, against openpyxl loading the whole workbook."""
    issued = {size: _returned(setup, size, (FILLED,), FileFormat.XLSX) for size in {*setup.sizes, *setup.rival_sizes}}
    contenders = [_collecting("cpreport", size, issued[size]) for size in setup.sizes]
    contenders += [_reading(setup, "openpyxl", size, issued[size]) for size in setup.rival_sizes]
    measured = setup.run("excel", contenders)
    ratio = divided(measured.marginal("openpyxl"), measured.marginal("cpreport"))
    return Compared("collect of Excel forms", measured, (Ratio("openpyxl ÷ collect, marginal", ratio, 8),))


def _returned(setup: Setup, size: int, ways: tuple[str, ...], kind: FileFormat = FileFormat.DOCX) -> Path:
    """A campaign whose forms were issued and came back; made once."""
    folder = setup.room / "returned" / f"{kind}-{size}-{'-'.join(str(WAYS.index(way)) for way in ways)}"
    if not folder.exists():
        setup.say(f"filling in {size} forms")
        write_campaign(folder, size, word=False)
        take((*CPREPORT, "generate", "-C", str(folder), "--format", kind), folder)
        (folder / "inbox").rmdir()
        fill_inbox(folder, folder / "inbox", ways, kind)
    return folder


def _collecting(name: str, size: int, issued: Path, *options: str) -> Contender:
    options = options or ("--jobs", "1")
    return Contender(name, size, lambda room: (*CPREPORT, "collect", "-C", "campaign", *options), _copying(issued))


def _collecting_again(size: int, issued: Path) -> Contender:
    def prepare(room: Path) -> None:
        _copying(issued)(room)
        take((*CPREPORT, "collect", "-C", "campaign"), room)

    command = (*CPREPORT, "collect", "-C", "campaign", "--jobs", "1")
    return Contender("cpreport, second time", size, lambda room: command, prepare)


def _copying(issued: Path) -> Callable[[Path], None]:
    # The inbox is never changed, so its files need not be copied.
    def prepare(room: Path) -> None:
        shutil.copytree(issued, room / "campaign", ignore=shutil.ignore_patterns("outbox", "inbox", "*.log"))
        shutil.copytree(issued / "inbox", room / "campaign/inbox", copy_function=os.link)

    return prepare


def _reading(setup: Setup, name: str, size: int, issued: Path) -> Contender:
    command = (str(setup.rivals), str(HERE / "rival_readers.py"), name, str(issued / "inbox"))
    return Contender(name, size, lambda room: command)


def _fast_share(setup: Setup, way: str) -> str:
    """The share of forms that take the fast way."""
    files = sorted((_returned(setup, setup.usual, (way,)) / "inbox").glob("*.docx"))
    taken = sum(is_read_by_paragraphs(path.read_bytes()) for path in files)
    return f"{taken / len(files):.0%} of {len(files):,} files on the fast path"


def startup(setup: Setup) -> Compared:
    """What a command costs before it does anything, against a Typer application that does nothing."""
    empty = (sys.executable, str(HERE / "empty.py"))
    contenders = [
        Contender("help of an empty Typer app", 1, lambda room: (*empty, "--help")),
        Contender("cpreport --help", 1, lambda room: (*CPREPORT, "--help")),
        Contender("empty Typer command", 1, lambda room: (*empty, "run")),
        _generating("generate of one unit", 1, word=False, kind="docx"),
        _generating("generate of one unit, from Word", 1, word=True, kind="docx"),
    ]
    measured = setup.run("startup", contenders)
    bounds = {
        "cpreport --help": ("help of an empty Typer app", 1.3),
        "generate of one unit": ("empty Typer command", 3),
        "generate of one unit, from Word": ("empty Typer command", 3),
    }
    ratios = [
        Ratio(f"{name} ÷ {base}", divided(measured.median(name, 1), measured.median(base, 1)), bound, at_least=False)
        for name, (base, bound) in bounds.items()
    ]
    return Compared("start-up", measured, tuple(ratios))


def summary(setup: Setup) -> Compared:
    """The workbook of 10,000 units and 40 columns, against openpyxl writing the same sheets."""
    from summary import CONTESTANTS, compare

    folder = setup.room / "summary"
    folder.mkdir()
    units, columns = 10_000, 40
    found = compare(units, columns, setup.rounds, folder)
    measured = Measured({(name, units): [Taken(*found.costs[name])] for name in CONTESTANTS})
    ratio = Ratio(f"openpyxl writing the same sheets ÷ summary, {columns} columns with charts", found.ratio, 2)
    return Compared("summary", measured, (ratio,))


def national(setup: Setup) -> Compared:
    """A whole campaign, once: issued, filled in by the filler, collected, summarised."""
    folder = setup.room / "national"
    campaign, size = folder / "campaign", setup.national
    write_campaign(campaign, size, word=False)

    measured = Measured()
    for verb in ("generate", "collect", "summary"):
        if verb == "collect":
            setup.say(f"filling in {size} forms")
            (campaign / "inbox").rmdir()
            fill_inbox(campaign, campaign / "inbox", (FILLED,))
        taken = take((*CPREPORT, verb, "-C", "campaign"), folder)
        measured.runs[verb, size] = [taken]
        setup.say(f"{verb}: {taken.wall:.0f} s, {taken.cpu:.0f} s CPU, {taken.memory:.0f} MB")
    return Compared(f"a campaign of {size:,} units, once", measured, ())


def _floor(*arguments: object) -> tuple[str, ...]:
    return (sys.executable, str(HERE / "floor.py"), *map(str, arguments))


COMPARISONS: dict[str, Callable[[Setup], Compared]] = {
    "startup": startup,
    "generate": generate,
    "collect": collect,
    "excel": excel,
    "national": national,
}
if (HERE / "summary.py").exists():
    COMPARISONS["summary"] = summary
