"""The text of an equation, written on one line as a person would type it: `1/2`, `x^2`, `√9`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.ooxml import NS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def m(tag: str) -> str:
    """Returns `{namespace}tag` of Office's mathematics."""
    return f"{{{NS['m']}}}{tag}"


EQUATIONS = frozenset({m("oMath"), m("oMathPara")})
# What stands between two parts of a structure; without it 1/2 would be read as 12.
_BETWEEN = {m("f"): "/", m("sSup"): "^", m("sSub"): "_", m("sSubSup"): "_", m("limLow"): "_", m("limUpp"): "^"}
_PROPERTIES = "Pr"


def equation_text(equation: _Element) -> str:
    """Everything that is written in an equation.

    Args:
        equation: Any element of it; properties are left out.
    """
    return "".join(_pieces(equation))


def _pieces(element: _Element) -> Iterator[str]:
    if element.tag == m("t"):
        yield element.text or ""
    elif element.tag == m("rad"):
        yield "√" + _inside(element)
    elif element.tag == m("d"):
        yield f"({_inside(element)})"
    else:
        yield _BETWEEN.get(element.tag, "").join(filter(None, map(equation_text, _parts(element))))


def _inside(element: _Element) -> str:
    return "".join(map(equation_text, _parts(element)))


def _parts(element: _Element) -> list[_Element]:
    return [child for child in element if not str(child.tag).endswith(_PROPERTIES)]
