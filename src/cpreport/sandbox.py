"""A Jinja environment that a hostile template can neither leave nor keep busy.

Jinja's sandbox refuses what is unsafe to call. It does not bound how long a template loops or how large a text it
builds, so loops are counted here, and what multiplies or pads texts is bounded. `templating` is its only user.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2.runtime import Context

MOST_LOOPS = 200_000
"""Turns of all loops together in one rendering; a memo of 100 pages has a few hundred."""
LARGEST_TEXT = 5_000_000
"""Characters of one rendered text."""
_WIDEST = 1_000
_TICK = "__tick"
_PADDED = ("center", "indent", "wordwrap", "truncate", "batch", "slice", "round", "filesizeformat")
_FORMAT_WIDTH = re.compile(r"%[^a-zA-Z%]*\d{4,}|\*")


class Variables(dict[str, object]):
    """What a template sees under one name, as `unit` or `form`; the name is for messages."""

    def __init__(self, label: str, values: Mapping[str, object]) -> None:
        super().__init__(values)
        self.label = label


class BoundedEnvironment(SandboxedEnvironment):
    """The sandbox with a budget of loops, and bounds on what a single operation may build."""

    intercepted_binops = frozenset(["*", "**"])

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  Jinja's own options
        # Unoptimised: else constants such as `"x" * 10 ** 9` are computed while the template is compiled.
        super().__init__(optimized=False, **options)
        self._turns = 0
        self.globals[_TICK] = self._tick
        for name in _PADDED:
            self.filters[name] = _bounded(self.filters[name])
        self.filters["format"] = _bounded_format(self.filters["format"])

    def begin(self) -> None:
        """Gives the next rendering its whole budget."""
        self._turns = 0

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """One of the officer's own keys, whatever it is called: `items` is a method of every dictionary."""
        if type(obj) is Variables and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Refuses a product that would be large; see Jinja's sandbox."""
        if operator == "**" and (abs(left) > 10_000 or abs(right) > 10):
            raise SecurityError("a power that large is not computed")
        sizes = [len(side) if hasattr(side, "__len__") else abs(side) for side in (left, right)]
        if operator == "*" and any(hasattr(side, "__len__") for side in (left, right)) and sizes[0] * sizes[1] > 10_000:
            raise SecurityError("a text is not repeated that often")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        loops: list[nodes.For | nodes.Macro] = [*tree.find_all(nodes.For), *tree.find_all(nodes.Macro)]
        for loop in loops:
            call = nodes.Call(nodes.Name(_TICK, "load"), [], [], None, None, lineno=loop.lineno)
            loop.body.insert(0, nodes.Output([call], lineno=loop.lineno).set_environment(self))
        return tree

    def _tick(self) -> str:
        self._turns += 1
        if self._turns > MOST_LOOPS:
            raise SecurityError("it loops too long")
        return ""


def _bounded(plain: Callable[..., Any]) -> Callable[..., Any]:
    def bounded(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        for value in (*arguments[1:], *options.values()):
            if isinstance(value, int) and abs(value) > _WIDEST:
                raise SecurityError("a text is not made that wide")
        return plain(*arguments, **options)

    # Jinja finds by these attributes whether a filter wants the environment or the context first.
    bounded.__dict__.update(plain.__dict__)
    return bounded


def _bounded_format(plain: Callable[..., Any]) -> Callable[..., Any]:
    def bounded(value: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        if _FORMAT_WIDTH.search(str(value)):
            raise SecurityError("a text is not made that wide")
        return plain(value, *arguments, **options)

    return bounded
