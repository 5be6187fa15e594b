"""Whose form a returned file is: all evidence is compared, none is voted down, and a file name proves nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.reading import Finding, FindingKind
from cpreport.stamp import Identity, StampVerdict, check_stamp, printable
from cpreport.thai import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpreport.campaign import Unit
    from cpreport.reading import Evidence
    from cpreport.stamp import PrintedCode

_WORD_ENDS = re.compile(r"[\s(,/]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What this campaign knows: its form's id, its units by id, and its versions, the present one last."""

    form_id: str
    units: Mapping[str, Unit]
    versions: Sequence[str]
    secret: bytes


@dataclass(frozen=True, slots=True)
class Identified:
    """A file that belongs to one unit; `notes` are findings that decide nothing."""

    unit: str
    version: str
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claims:
    units: dict[str, str]  # unit id -> where it is named
    versions: set[str]
    foreign_form: str
    broken_stamp: bool
    unverified: bool
    unknown_names: tuple[str, ...]


def identify(evidence: Evidence, known: Known) -> Identified | Finding:
    """The unit a file belongs to, or the finding that sets it aside."""
    claims = _claims(evidence, known)
    if claims.foreign_form and not claims.units:
        return Finding(FindingKind.OTHER_FORM, params={"form": claims.foreign_form})
    contradicts = claims.foreign_form or claims.broken_stamp or (claims.units and claims.unknown_names)
    if len(claims.units) > 1 or contradicts:
        return Finding(FindingKind.CONFLICTING_IDENTITY, params={"candidates": _candidates(claims, known)})
    if not claims.units:
        if not evidence.is_form:
            return Finding(FindingKind.NOT_A_FORM)
        return Finding(FindingKind.UNKNOWN_UNIT, read=", ".join(claims.unknown_names))
    notes = (Finding(FindingKind.UNVERIFIED_STAMP),) if claims.unverified else ()
    return Identified(next(iter(claims.units)), _version(claims, known), notes)


def _claims(evidence: Evidence, known: Known) -> _Claims:
    units: dict[str, str] = {}
    versions: set[str] = set()
    foreign = ""
    broken = unverified = False
    for stamp in evidence.stamps:
        verdict, identity = check_stamp(stamp, known.secret)
        if identity is not None and identity.form_id != known.form_id and verdict is not StampVerdict.FAILED:
            foreign = foreign or identity.form_id
        elif verdict is StampVerdict.VALID and identity is not None:
            _claim(units, identity, "stamp")
            versions.add(identity.version)
        broken |= verdict is StampVerdict.FAILED
        unverified |= verdict is StampVerdict.FOREIGN
    for code in evidence.codes:
        if printable(known.form_id).casefold() != code.form_id.casefold():
            foreign = foreign or (code.form_id if code.valid else "")
        elif unit := _unit_of_code(code, known):
            units.setdefault(unit, "code")
            versions |= _versions_of_code(code, known)
    names, unknown = _by_name(evidence.unit_lines, known, units)
    for unit in names:
        units.setdefault(unit, "name")
    return _Claims(units, versions, foreign, broken, unverified, unknown)


def _claim(units: dict[str, str], identity: Identity, where: str) -> None:
    units.setdefault(identity.unit, where)


def _unit_of_code(code: PrintedCode, known: Known) -> str:
    # A code whose check characters are wrong was altered. It proves nothing, but it may contradict: the unit it
    # names counts as a claim only if it is one of ours.
    ids = {unit.casefold(): unit for unit in known.units}
    own = ids.get(code.unit.casefold(), "")
    return own or (code.unit if code.valid else "")


def _versions_of_code(code: PrintedCode, known: Known) -> set[str]:
    return {version for version in known.versions if code.valid and printable(version) == code.version}


def _by_name(lines: Iterable[str], known: Known, claimed: Mapping[str, str]) -> tuple[set[str], tuple[str, ...]]:
    owners = {normalise(name): unit.id for unit in known.units.values() for name in unit.names}
    found: set[str] = set()
    unknown: list[str] = []
    for line in lines:
        owner = owners.get(normalise(line)) or _owner_of_longer(line, owners)
        if owner and (owner in claimed or normalise(line) in owners):
            found.add(owner)
        else:
            unknown.append(line)
    return found, tuple(unknown)


def _owner_of_longer(line: str, owners: Mapping[str, str]) -> str:
    """The unit whose name begins a line that says more, as in `กองคลัง (กค.) กรมประชาสัมพันธ์`.

    Alone this proves nothing, because names differ by a word; beside a stamp or code of the same unit it agrees.
    """
    words = _WORD_ENDS.split(line)
    for count in range(len(words) - 1, 0, -1):
        owner = owners.get(normalise(" ".join(words[:count])))
        if owner:
            return owner
    return ""


def _version(claims: _Claims, known: Known) -> str:
    issued = [version for version in known.versions if version in claims.versions]
    return issued[-1] if issued else known.versions[-1]


def _candidates(claims: _Claims, known: Known) -> str:
    named = [known.units[unit].name if unit in known.units else unit for unit in claims.units]
    others = [claims.foreign_form] if claims.foreign_form else []
    return " / ".join([*named, *claims.unknown_names, *others]) or "?"
