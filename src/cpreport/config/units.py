"""units.yaml, units.csv or units.xlsx -> the units, every one with an id and names that mean no other."""

from __future__ import annotations

from array import array
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from cpreport.config.fields import Fields, Written, check_unique
from cpreport.config.headings import COLUMNS, below_titles
from cpreport.config.one_unit import LISTS, Kept, ordinary_unit, read_unit
from cpreport.config.report import Report
from cpreport.config.tables import as_mapping, read_csv, records
from cpreport.config.yaml_tree import decode, numbered, parse_yaml
from cpreport.errors import CampaignError, Problem
from cpreport.thai import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    from cpreport.campaign import Unit
    from cpreport.config.folder import CampaignFolder
    from cpreport.config.tables import Record, Row

    Listed: TypeAlias = tuple[dict[str, str], Callable[[], Fields]]
    """A unit's texts, to be read in one step, and its fields, to be read with care."""


def load_units(folder: CampaignFolder) -> tuple[Unit, ...]:
    """Reads who is asked.

    Raises:
        CampaignError: With everything that is wrong.
    """
    path = _the_file(folder)
    return read_units(folder.read(path), folder.label(path))


def read_units(data: bytes, file: str) -> tuple[Unit, ...]:
    """Reads a list of units, wherever it stands.

    Args:
        data: The list.
        file: Its name, for messages; the suffix says what kind of list it is.

    Raises:
        CampaignError: With everything that is wrong.
    """
    report = Report(file)
    hashes = _Hashes()
    units = tuple(_read(_listed(data, report), hashes))
    if not units and not report.problems:
        report.add("units.none-listed", 1, "units")
    if hashes.any_twice:
        _name_those_alike(data, report)
    report.stop()
    return units


def _read(listed: Iterable[Listed], hashes: _Hashes) -> Iterator[Unit]:
    kept = Kept()
    for texts, with_care in listed:
        unit = ordinary_unit(texts, kept) or read_unit(with_care(), kept)
        hashes.add(unit)
        yield unit


def _name_those_alike(data: bytes, report: Report) -> None:
    """Reads the list once more, for the places of the names: those of thousands of units would take much memory."""
    names = _Names(report)
    for _, with_care in _listed(data, Report(report.file)):
        fields = with_care()
        unit_id, name = fields.written("id", required=True), fields.written("name", required=True)
        names.add(unit_id, [name, fields.written("abbr"), *fields.texts("aka")])
    names.check()


def _the_file(folder: CampaignFolder) -> Path:
    found = folder.units_files
    if not found:
        raise CampaignError(Problem("problem.units.no-file", {}, "units.yaml"))
    if len(found) > 1:
        files = ", ".join(path.name for path in found)
        raise CampaignError(Problem("problem.units.several-files", {"files": files}, found[1].name))
    return found[0]


def _listed(data: bytes, report: Report) -> Iterator[Listed]:
    """Each unit, one by one: a tree of thousands of units would take much memory."""
    kind = report.file.lower()
    if kind.endswith(".yaml"):
        top = Fields.of(parse_yaml(decode(data, report.file), report), "", report)
        report.stop()
        assert top is not None
        for fields in top.each("units", required=True):
            yield fields.all_texts(LISTS), partial(_same, fields)
        top.unknown()
    else:
        yield from _in_rows(read_csv(data, report) if kind.endswith(".csv") else _read_xlsx(data, report), report)


def _same(fields: Fields) -> Fields:
    return fields


def _in_rows(rows: Iterator[Row], report: Report) -> Iterator[Listed]:
    try:
        for number, record in enumerate(records(below_titles(rows, report), report, COLUMNS), start=1):
            yield record.texts, partial(_fields, record, number, report)
    except CampaignError:
        deque(rows, maxlen=0)  # damage further down goes first: it may be what is wrong with the columns
        raise


def _fields(record: Record, number: int, report: Report) -> Fields:
    return Fields(as_mapping(record, LISTS), numbered("units", number), report)


def _read_xlsx(data: bytes, report: Report) -> Iterator[Row]:
    from cpreport.config.workbooks import read_xlsx  # it parses XML, which only campaigns with a units.xlsx need

    rows = read_xlsx(data, report)[::-1]
    while rows:
        yield rows.pop()


class _Hashes:
    """What is left of the ids and names of all units to see whether any may be there twice."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._names = array("q")

    def add(self, unit: Unit) -> None:
        """One more unit; it may repeat its own names."""
        if unit.id:
            self._ids.append(hash(unit.id.casefold()))
        self._names.extend({hash(key) for name in unit.names if (key := normalise(name))})

    @property
    def any_twice(self) -> bool:
        """Whether two of them may be the same."""
        return any(len(set(hashes)) < len(hashes) for hashes in (self._ids, self._names))


class _Names:
    """The ids and names of all units, and where each was written first."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._ids: list[Written] = []
        self._holders: dict[str, Written] = {}
        self._twice: list[tuple[Written, Written]] = []

    def add(self, unit_id: Written, names: Iterable[Written]) -> None:
        """One more unit; it may repeat its own names."""
        self._ids.append(unit_id)
        own: set[str] = set()
        for name in names:
            key = normalise(name.text) if name.text else ""
            if key and key not in own:
                own.add(key)
                first = self._holders.setdefault(key, name)
                if first is not name:
                    self._twice.append((first, name))

    def check(self) -> None:
        """Notes every id and every name that means two units."""
        check_unique(self._ids, "units.id-twice", self._report)
        for first, name in self._twice:
            before = {"other": first.text, "where": first.place, "first": str(first.line)}
            self._report.add("units.name-twice", name.line, name.place, value=name.text, **before)
