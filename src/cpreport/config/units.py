"""units.yaml, units.csv or units.xlsx -> the units, every one with an id and names that mean no other."""

from __future__ import annotations

import re
from array import array
from sys import intern
from typing import TYPE_CHECKING, Final

from cpreport.campaign import Unit
from cpreport.config.fields import Fields, Written, check_unique
from cpreport.config.headings import COLUMNS, below_titles
from cpreport.config.report import Report
from cpreport.config.tables import as_mappings, read_csv
from cpreport.config.yaml_tree import decode, numbered, parse_yaml
from cpreport.errors import CampaignError, Problem
from cpreport.thai import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cpreport.campaign import Plain
    from cpreport.config.folder import CampaignFolder
    from cpreport.config.tables import Row

_LISTS: Final = ("aka",)

# What the printed code of a form can carry.
UNIT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}", re.ASCII)
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
_MOST_KEPT: Final = 256  # different values of one key
# `exempt: no` is text like everything else, and would exempt the unit.
_NO_REASON: Final = frozenset({"true", "false", "yes", "no"})


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
    kept = _Kept()
    units = tuple([_read(fields, hashes, kept) for fields in _listed(data, report)])
    if not units and not report.problems:
        report.add("units.none-listed", 1, "units")
    if hashes.any_twice:
        _name_those_alike(data, report)
    report.stop()
    return units


def _name_those_alike(data: bytes, report: Report) -> None:
    """Reads the list once more, for the places of the names: those of thousands of units would take much memory."""
    names = _Names(report)
    for fields in _listed(data, Report(report.file)):
        _read(fields, names, _Kept())
    names.check()


def _the_file(folder: CampaignFolder) -> Path:
    found = folder.units_files
    if not found:
        raise CampaignError(Problem("problem.units.no-file", {}, "units.yaml"))
    if len(found) > 1:
        files = ", ".join(path.name for path in found)
        raise CampaignError(Problem("problem.units.several-files", {"files": files}, found[1].name))
    return found[0]


def _listed(data: bytes, report: Report) -> Iterator[Fields]:
    """The fields of each unit, one by one: a tree of thousands of units would take much memory."""
    kind = report.file.lower()
    if kind.endswith(".yaml"):
        top = Fields.of(parse_yaml(decode(data, report.file), report), "", report)
        report.stop()
        assert top is not None
        yield from top.each("units", required=True)
        top.unknown()
    else:
        rows = read_csv(data, report) if kind.endswith(".csv") else _read_xlsx(data, report)
        rows = below_titles(rows, report)
        for number, mapping in enumerate(as_mappings(rows, report, COLUMNS, _LISTS), start=1):
            yield Fields(mapping, numbered("units", number), report)


def _read_xlsx(data: bytes, report: Report) -> list[Row]:
    from cpreport.config.workbooks import read_xlsx  # it parses XML, which only campaigns with a units.xlsx need

    return read_xlsx(data, report)


def _read(fields: Fields, names: _Names | _Hashes, kept: _Kept) -> Unit:
    unit_id = fields.written("id", required=True)
    if unit_id.text and not UNIT_ID.fullmatch(unit_id.text):
        fields.fault("units.id", "id", value=unit_id.text)
    name = fields.written("name", required=True)
    abbr = fields.written("abbr")
    aka = fields.texts("aka")
    names.add(unit_id, [name, abbr, *aka])
    return Unit(
        id=unit_id.text,
        name=name.text,
        abbr=abbr.text,
        aka=tuple([other.text for other in aka]),
        head=fields.text("head"),
        group=intern(fields.text("group")),
        email=_email(fields),
        due=fields.day("due"),
        exempt=_exempt(fields),
        extra={key: kept.once(key, value) for key, value in fields.rest().items()},
    )


def _email(fields: Fields) -> str:
    text = fields.text("email")
    if text and not EMAIL.fullmatch(text):
        fields.fault("units.email", "email", value=text)
    return text


def _exempt(fields: Fields) -> str:
    text = fields.text("exempt")
    if text.casefold() in _NO_REASON:
        fields.fault("units.exempt", "exempt", value=text)
    return text


class _Kept:
    """The officer's own values, those that units have in common kept once."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def once(self, key: str, value: Plain) -> Plain:
        """The value that is kept for this one; the empty text for nothing."""
        if not isinstance(value, str):
            return "" if value is None else value
        known = self._known.setdefault(key, {})
        # A key that tells units apart has other values soon; they would only be kept twice.
        return known.setdefault(value, value) if len(known) < _MOST_KEPT else known.get(value, value)


class _Hashes:
    """What is left of the ids and names of all units to see whether any may be there twice."""

    def __init__(self) -> None:
        self._ids = array("q")
        self._names = array("q")

    def add(self, unit_id: Written, names: Iterable[Written]) -> None:
        """One more unit; it may repeat its own names."""
        if unit_id.text:
            self._ids.append(hash(unit_id.text.casefold()))
        self._names.extend({hash(key) for name in names if name.text and (key := normalise(name.text))})

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
