"""units.yaml, units.csv or units.xlsx -> the units, every one with an id and names that mean no other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpreport.campaign import Unit
from cpreport.config.fields import Fields, Written, check_unique
from cpreport.config.report import Report
from cpreport.config.tables import as_tree, read_csv, read_xlsx
from cpreport.config.yaml_tree import decode, parse_yaml
from cpreport.errors import CampaignError, Problem
from cpreport.thai import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.config.folder import CampaignFolder
    from cpreport.config.yaml_tree import Node

COLUMNS: Final = ("id", "name", "abbr", "aka", "head", "group", "email", "due", "exempt")
_LISTS: Final = ("aka",)

# What the printed code of a form can carry.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}", re.ASCII)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
# `exempt: no` is text like everything else, and would exempt the unit.
_NO_REASON: Final = frozenset({"true", "false", "yes", "no"})


@dataclass(frozen=True, slots=True)
class _Listed:
    """A unit, and where its id and all its names are written."""

    unit: Unit
    id: Written
    names: tuple[Written, ...]


def load_units(folder: CampaignFolder) -> tuple[Unit, ...]:
    """Reads who is asked.

    Raises:
        CampaignError: With everything that is wrong.
    """
    path = _the_file(folder)
    report = Report(folder.label(path))
    top = Fields.of(_tree(path, folder.read(path), report), "", report)
    report.stop()
    assert top is not None
    listed = top.children("units", required=True)
    top.unknown()
    if not listed and not report.problems:
        top.fault("units.none-listed", "units")
    read = [_read(fields) for fields in listed]
    check_unique((one.id for one in read), "units.id-twice", report)
    _check_names(read, report)
    report.stop()
    return tuple(one.unit for one in read)


def _the_file(folder: CampaignFolder) -> Path:
    found = folder.units_files
    if not found:
        raise CampaignError(Problem("problem.units.no-file", {}, "units.yaml"))
    if len(found) > 1:
        files = ", ".join(path.name for path in found)
        raise CampaignError(Problem("problem.units.several-files", {"files": files}, found[1].name))
    return found[0]


def _tree(path: Path, data: bytes, report: Report) -> Node | None:
    if path.suffix == ".yaml":
        return parse_yaml(decode(data, report.file), report)
    rows = read_csv(data, report) if path.suffix == ".csv" else read_xlsx(data, report)
    return as_tree(rows, report, COLUMNS, _LISTS)


def _read(fields: Fields) -> _Listed:
    unit_id = fields.written("id", required=True)
    if unit_id.text and not _ID.fullmatch(unit_id.text):
        fields.fault("units.id", "id", value=unit_id.text)
    name = fields.written("name", required=True)
    abbr = fields.written("abbr")
    aka = fields.texts("aka")
    unit = Unit(
        id=unit_id.text,
        name=name.text,
        abbr=abbr.text,
        aka=tuple(other.text for other in aka),
        head=fields.text("head"),
        group=fields.text("group"),
        email=_email(fields),
        due=fields.day("due"),
        exempt=_exempt(fields),
        extra={key: "" if value is None else value for key, value in fields.rest().items()},
    )
    return _Listed(unit, unit_id, tuple(written for written in (name, abbr, *aka) if written.text))


def _email(fields: Fields) -> str:
    text = fields.text("email")
    if text and not _EMAIL.fullmatch(text):
        fields.fault("units.email", "email", value=text)
    return text


def _exempt(fields: Fields) -> str:
    text = fields.text("exempt")
    if text.casefold() in _NO_REASON:
        fields.fault("units.exempt", "exempt", value=text)
    return text


def _check_names(listed: list[_Listed], report: Report) -> None:
    """Notes every name that means two units; a unit may repeat its own."""
    holders: dict[str, tuple[_Listed, Written]] = {}
    for one in listed:
        for name in one.names:
            holder, first = holders.setdefault(normalise(name.text), (one, name))
            if holder is not one:
                before = {"other": first.text, "where": first.place, "first": str(first.line)}
                report.add("units.name-twice", name.line, name.place, value=name.text, **before)
