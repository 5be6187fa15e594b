"""Remembering what was found out about a text: most texts of a return stand in thousands of others."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Further = ParamSpec("Further")
Result = TypeVar("Result")
Key = TypeVar("Key")
Value = TypeVar("Value")

_LONGEST: Final = 1_000  # characters; what is longer was hardly printed, and would fill the memory
_MOST: Final = 1_024
_MOST_OFTEN: Final = 4_096


def by_text(function: Callable[Concatenate[str, Further], Result]) -> Callable[Concatenate[str, Further], Result]:
    """The same function, remembering its results for short texts.

    Args:
        function: It must depend on its arguments alone, be given a text first, and give what nobody changes.
    """
    known: Any = lru_cache(maxsize=_MOST)(function)

    @wraps(function)
    def remembering(text: str, /, *further: Further.args, **named: Further.kwargs) -> Result:
        if len(text) > _LONGEST:
            return function(text, *further, **named)
        found: Result = known(text, *further, **named)
        return found

    return remembering


class Texts(dict[str, Result]):
    """What a function says of texts, by the text; asked for a new one, it finds out, and remembers short ones.

    Args:
        function: It must depend on the text alone, and give what nobody changes.
    """

    def __init__(self, function: Callable[[str], Result]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Result:
        """What the function says of a text that is not remembered."""
        found = self._function(text)
        if len(text) <= _LONGEST:
            if len(self) >= _MOST_OFTEN:
                self.clear()
            self[text] = found
        return found


class Lately(Generic[Key, Value]):
    """What was met lately: when it has grown old twice without being met again, it is forgotten."""

    def __init__(self) -> None:
        self._now: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def get(self, key: Key) -> Value | None:
        """What is known by a key."""
        found = self._now.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self._now[key] = found
        return found

    def get_all(self, keys: Sequence[Key]) -> list[Value | None]:
        """What is known by each of several keys."""
        found = [*map(self._now.get, keys)]
        if None in found:
            found = [self.get(key) if each is None else each for key, each in zip(keys, found, strict=True)]
        return found

    def put(self, key: Key, value: Value) -> None:
        """Remember a value."""
        self._now[key] = value

    def grow_old(self) -> None:
        """Forget what was not met since the last time."""
        self._before, self._now = self._now, {}
