"""Remembering what was found out about a text: most texts of a return stand in thousands of others."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Further = ParamSpec("Further")
Result = TypeVar("Result")

_LONGEST: Final = 1_000  # characters; what is longer was hardly printed, and would fill the memory
_MOST: Final = 512


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
