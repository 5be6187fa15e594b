"""What a writer hands on between its two steps: the shape of a unit's text, and the values in its gaps.

All units are prepared before the first form is written, because a memo that cannot be rendered must stop everything.
Units whose texts differ in values only have the same shape, so what is kept of each is little more than its own words.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from cpreport.compiling import slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Shape: TypeAlias = tuple[tuple[str | None, ...], ...]
"""Some texts in pieces; None is a gap where a value stands."""

MOST_SHAPES = 64
"""How many are kept compiled; a memo has one for every way through its conditions and loops."""

Compiled = TypeVar("Compiled")

_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class Prepared(NamedTuple):
    """One unit's text, rendered.

    Attributes:
        shape: Shared with other units; None where the text is rendered again when it is written.
        values: What stands in the gaps, as XML.
    """

    shape: Shape | None = None
    values: tuple[str, ...] = ()

    def by_slot(self) -> Mapping[str, str]:
        """The values by the names of their slots."""
        return dict(zip(value_slots(len(self.values)), self.values, strict=True))


@cache
def value_slots(count: int) -> tuple[str, ...]:
    """Names for the slots of so many gaps: of letters only, because the digits of a text may be turned into Thai."""
    return tuple(f"v{number:x}".translate(_LETTERS) for number in range(count))


class Shapes(Generic[Compiled]):
    """The shapes that were met, each compiled once while it is in use."""

    def __init__(self, compiled: Callable[[Shape], Compiled]) -> None:
        self._known: dict[Shape, Shape] = {}
        self.compiled = lru_cache(MOST_SHAPES)(compiled)

    def known(self, shape: Shape) -> Shape:
        """The shape that is equal to this one, so that units share it."""
        return self._known.setdefault(shape, shape)


def with_slots(part: Iterable[str | None], names: Iterator[str]) -> str:
    """The text of a shape's part, the token of the next slot standing in each gap."""
    return "".join([slot(next(names)) if piece is None else piece for piece in part])


def slots_of(shape: Shape) -> tuple[str, ...]:
    """A slot for every gap."""
    return value_slots(sum(part.count(None) for part in shape))
