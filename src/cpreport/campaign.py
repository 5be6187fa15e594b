"""A campaign: who is asked, what is asked, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpreport.form import Form

Plain = str | int | bool | list["Plain"] | dict[str, "Plain"] | None


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisational unit; `extra` holds the officer's own keys for the memo."""

    id: str
    name: str
    abbr: str = ""
    aka: tuple[str, ...] = ()
    head: str = ""
    group: str = ""
    email: str = ""
    due: date | None = None
    exempt: str = ""
    extra: Mapping[str, Plain] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this unit, the official one first."""
        return tuple([name for name in (self.name, self.abbr, *self.aka) if name])


@dataclass(frozen=True, slots=True)
class MemoSource:
    """A memo as the officer wrote it: front matter and Markdown body, both still with Jinja tags.

    Attributes:
        file: The file's name, for messages.
        front: The front matter's values as text, by key; `signer` is a mapping.
        body: Markdown with Jinja.
        body_line: Line of the file on which the body begins, from 1.
        lines: Line of the file on which each value of the front matter stands, `signer.name` for nested ones.
    """

    file: str
    front: Mapping[str, Plain]
    body: str
    body_line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Campaign:
    """Everything the officer defined, checked."""

    form: Form
    units: tuple[Unit, ...]
    memo: MemoSource
    _by_id: Mapping[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {_folded(unit.id): unit for unit in self.units})

    def unit(self, unit_id: str) -> Unit | None:
        """The unit of that id, whatever its case."""
        return self._by_id.get(_folded(unit_id))

    def due(self, unit: Unit) -> date:
        """The day by which this unit must return the form."""
        return unit.due or self.form.due


def _folded(unit_id: str) -> str:
    # Most ids are written so; theirs need not be kept a second time.
    folded = unit_id.casefold()
    return unit_id if folded == unit_id else folded
