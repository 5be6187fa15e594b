"""Whose form a returned file is: all evidence is compared, none is voted down, and a file name proves nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpreport.reading import Finding, FindingKind
from cpreport.stamp import StampVerdict, check_stamp, printable
from cpreport.thai import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

    from cpreport.campaign import Unit
    from cpreport.reading import Evidence
    from cpreport.stamp import PrintedCode

_LETTERS = re.compile("[ก-ฮ]")  # those that normalising leaves alone
_WORD_ENDS = re.compile(r"[\s(,/]+")
_MOST_WORDS = 60  # of a unit's name, on a line that says more


@dataclass(frozen=True, slots=True)
class Known:
    """What a campaign knows of its units and versions; every process that reads has it, so it is small.

    Attributes:
        form_id: Its form's id.
        names: What each unit is called, by its id.
        versions: Its versions, the present one last.
        secret: The key of its stamps.
        owners: The id of the unit that each name means, by the normalised name.
        ids: The units' ids by their folded case, where that is another.
        longest: How many Thai consonants the longest name has.
    """

    form_id: str
    names: Mapping[str, str]
    versions: Sequence[str]
    secret: bytes
    owners: Mapping[str, str]
    ids: Mapping[str, str]
    longest: int

    @classmethod
    def of(
        cls,
        form_id: str,
        units: Collection[Unit],
        versions: Sequence[str],
        secret: bytes,
        issued_names: Mapping[str, Set[str]] | None = None,
    ) -> Known:
        """What a campaign knows, made once for all its files.

        Args:
            form_id: Its form's id.
            units: Its units.
            versions: Its versions, the present one last.
            secret: The key of its stamps.
            issued_names: The names under which forms were issued, by unit id: a unit that was renamed since is no
                stranger on a form that carries its old name.
        """
        present = {unit.id: unit.name for unit in units}
        issued = ((name, unit) for unit, names in (issued_names or {}).items() if unit in present for name in names)
        # What a name means today goes before what it meant when forms were issued.
        today = ((name, unit.id) for unit in units for name in unit.names)
        owners = {normalise(name): unit for name, unit in (*issued, *today)}
        longest = max((len(_LETTERS.findall(name)) for name in owners), default=0)
        ids = {unit.casefold(): unit for unit in present if unit.casefold() != unit}
        return cls(form_id, present, versions, secret, owners, ids, longest)

    def unit(self, written: str) -> str:
        """The id of a unit as it is listed, in whatever case it was written; as it is written where it is not."""
        folded = written.casefold()
        return self.ids.get(folded) or (folded if folded in self.names else written)


@dataclass(frozen=True, slots=True)
class Identified:
    """A file that belongs to one unit; `notes` are findings that decide nothing."""

    unit: str
    version: str
    notes: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Claims:
    """What the evidence of one file says, kind by kind.

    Attributes:
        named: Units that sound evidence names.
        suspected: Units named by a printed code whose check characters are wrong: it proves nothing, but contradicts.
        versions: Versions of the form that are named.
        unknown_names: Texts on the unit line that are no unit's name.
        foreign_form: Another campaign's form id, where one is named.
        broken_stamp: Whether a stamp fails its check.
        unverified: Whether a stamp was made with another secret.
    """

    named: set[str] = field(default_factory=set)
    suspected: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)
    unknown_names: tuple[str, ...] = ()
    foreign_form: str = ""
    broken_stamp: bool = False
    unverified: bool = False

    @property
    def contradict(self) -> bool:
        """Whether the evidence cannot all be true of one form of ours."""
        one_of_ours_and_more = bool(self.named) and bool(self.unknown_names or self.foreign_form)
        several = len(self.named | (self.suspected if self.named else set())) > 1
        return self.broken_stamp or several or one_of_ours_and_more


def identify(evidence: Evidence, known: Known) -> Identified | Finding:
    """The unit a file belongs to, or the finding that sets it aside."""
    claims = _Claims()
    for stamp in evidence.stamps:
        _weigh_stamp(stamp, known, claims)
    for code in evidence.codes:
        _weigh_code(code, known, claims)
    if claims.foreign_form and not claims.named and not claims.broken_stamp:
        # The same units answer other campaigns too, so the name on the unit line contradicts nothing here.
        return Finding(FindingKind.OTHER_FORM, params={"form": claims.foreign_form})
    found, claims.unknown_names = _by_name(evidence.unit_lines, known, claims.named)
    claims.named |= found
    is_listed = any(unit in known.names for unit in claims.named)
    left_the_list = len(claims.named) == 1 and not is_listed and not claims.broken_stamp
    # Where a unit has left the list, its name on the unit line is as unknown as its id: that is no conflict.
    if claims.contradict and not (left_the_list and not claims.foreign_form):
        return Finding(FindingKind.CONFLICTING_IDENTITY, params={"candidates": _candidates(claims, known)})
    if not evidence.is_form:
        return Finding(FindingKind.NOT_A_FORM)
    unit = next(iter(claims.named), "")
    if unit not in known.names:
        named = ", ".join(filter(None, (unit, *claims.unknown_names)))
        return Finding(FindingKind.UNKNOWN_UNIT, read=named, params={"detail": f": {named}" if named else ""})
    notes = (Finding(FindingKind.UNVERIFIED_STAMP),) if claims.unverified else ()
    return Identified(unit, _version(claims, known), notes)


def _weigh_stamp(stamp: str, known: Known, claims: _Claims) -> None:
    verdict, identity = check_stamp(stamp, known.secret)
    if verdict is StampVerdict.FAILED or identity is None:
        claims.broken_stamp = True
    elif identity.form_id != known.form_id:
        claims.foreign_form = identity.form_id
    elif verdict is StampVerdict.FOREIGN:
        claims.unverified = True
    else:
        claims.named.add(identity.unit)
        claims.versions.add(identity.version)


def _weigh_code(code: PrintedCode, known: Known, claims: _Claims) -> None:
    unit = known.unit(code.unit)
    if code.form_id.casefold() != printable(known.form_id).casefold():
        # What merely looks like a code, a path in an answer say, has no right check characters.
        claims.foreign_form = claims.foreign_form or (code.form_id if code.valid else "")
    elif code.valid:
        claims.named.add(unit)
        claims.versions |= {version for version in known.versions if printable(version) == code.version}
    elif unit in known.names:
        claims.suspected.add(unit)


def _by_name(lines: Iterable[str], known: Known, claimed: Set[str]) -> tuple[set[str], tuple[str, ...]]:
    owners = known.owners
    found: set[str] = set()
    unknown: list[str] = []
    for written in lines:
        line, *below = written.split("\n")
        names = (text for text in _joined(line, below) if len(_LETTERS.findall(text)) <= known.longest)
        whole = {owner for text in names if (owner := owners.get(normalise(text)))}
        if whole:
            found |= whole
        elif (longer := _owner_of_longer(line, owners)) in claimed:
            found.add(longer)
        elif line:
            unknown.append(line)
    return found, tuple(unknown)


def _joined(line: str, below: Sequence[str]) -> Iterator[str]:
    """A unit line as it stands, and with what may be the rest of a name that was broken, at a space or within a word.

    A line below that is a name by itself counts too: it may agree or contradict.
    """
    yield from (line, *below)
    for count in range(1, len(below) + 1):
        for between in ("", " "):
            yield between.join([line, *below[:count]])


def _owner_of_longer(line: str, owners: Mapping[str, str]) -> str:
    """The unit whose name begins a line that says more, as in `กองคลัง (กค.) กรมประชาสัมพันธ์`.

    Alone this proves nothing, because names differ by a word; beside a stamp or code of the same unit it agrees.
    """
    words = [word for word in _WORD_ENDS.split(line) if word]
    for count in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
        owner = owners.get(normalise(" ".join(words[:count])))
        if owner:
            rest = normalise(" ".join(words[count:]))
            names_another = any(name in rest and other != owner for name, other in owners.items())
            return "" if names_another or rest[:1].isdecimal() else owner
    return ""


def _version(claims: _Claims, known: Known) -> str:
    issued = [version for version in known.versions if version in claims.versions]
    return issued[-1] if issued else known.versions[-1]


def _candidates(claims: _Claims, known: Known) -> str:
    units = sorted(claims.named | claims.suspected)
    named = [known.names.get(unit, unit) for unit in units]
    others = [claims.foreign_form] if claims.foreign_form else []
    return " / ".join([*named, *claims.unknown_names, *others]) or "?"
