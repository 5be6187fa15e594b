"""RESULTS.md: the ratios, the figures behind them, the machine, the versions, the method."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import subprocess
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from comparing import Compared, Ratio, Setup

_OWN = ("cpreport", "docxtpl", "jinja2", "lxml", "markdown-it-py", "openpyxl", "pyyaml", "typer", "xlsxwriter")


def markdown(compared: list[Compared], setup: Setup, *, in_memory: bool) -> str:
    """The whole page."""
    lines = ["# Results", "", *_machine(in_memory), "", *_method(setup), ""]
    lines += ["## What counts", "", *_ratios(compared), ""]
    for one in compared:
        lines += [f"## {one.title}", ""]
        lines += [*_figures(one), ""]
        lines += [f"- {note}" for note in one.notes] + ([""] if one.notes else [])
    return "\n".join([*lines, "## Versions", "", *_versions(setup), ""])


def _ratios(compared: Iterable[Compared]) -> Iterator[str]:
    yield from ("| comparison | ratio | wanted | measured | reached |", "| --- " * 5 + "|")
    for one in compared:
        for ratio in one.ratios:
            yield f"| {one.title} | {ratio.what} | {_outcome(ratio)} |"


def _outcome(ratio: Ratio) -> str:
    wanted = f"at {'least' if ratio.at_least else 'most'} {ratio.bound:g}"
    if ratio.value is None:
        return f"{wanted} | not measured | "
    reached = ratio.value >= ratio.bound if ratio.at_least else ratio.value <= ratio.bound
    return f"{wanted} | {ratio.value:.3g} | {'yes' if reached else '**no**'}"


def _figures(compared: Compared) -> Iterator[str]:
    measured = compared.measured
    yield from ("| command | documents | CPU s | wall s | peak MB | ms CPU a document more |", "| --- " * 6 + "|")
    for name in measured.names():
        sizes = measured.sizes(name)
        for size in sizes:
            cpu, wall, memory = (measured.median(name, size, what) or 0.0 for what in ("cpu", "wall", "memory"))
            marginal = measured.marginal(name) if size == sizes[-1] else None
            more = f"{marginal * 1000:.3f}" if marginal is not None else ""
            yield f"| {name} | {size:,} | {cpu:.2f} | {wall:.2f} | {memory:.0f} | {more} |"


def _machine(in_memory: bool) -> Iterator[str]:
    yield f"Processor: {_processor()}, {os.cpu_count()} cores. System: {platform.system()} {platform.release()}."
    yield f"Python {platform.python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}."
    where = "memory, which was used once just before each run" if in_memory else "a disk"
    yield f"Files were written to {where}."


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text("utf-8")) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def _method(setup: Setup) -> Iterator[str]:
    sizes, others = (", ".join(f"{size:,}" for size in some) for some in (setup.sizes, setup.rival_sizes))
    yield f"Whole commands, {setup.rounds} rounds in which all contenders take turns, each in a new folder; medians."
    yield "CPU is user and system time with all children, memory the largest process. `Marginal` is the cost of one"
    yield "document more, between the two largest sizes. cpreport and the floor were run with"
    yield f"{sizes} documents, the rivals with {others}: what they cost is linear. cpreport hashes,"
    yield "stamps, records in its ledger and looks for altered files all along; the rivals do nothing of that."
    yield "README.md tells what is written and read, and how."


def _versions(setup: Setup) -> Iterator[str]:
    yield f"- cpreport's environment: {', '.join(f'{name} {importlib.metadata.version(name)}' for name in _OWN)}"
    command = [str(setup.rivals), "-m", "pip", "list", "--format", "freeze", "--disable-pip-version-check"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
    rivals = [line.replace("==", " ") for line in listed.splitlines() if not line.startswith(("pip=", "setuptools="))]
    yield f"- the rivals' environment: {', '.join(rivals)}"
