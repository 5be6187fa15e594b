"""XML trees back to text, and text to pieces of a tree, for documents of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from cpreport.ooxml import NS, parse

if TYPE_CHECKING:
    from lxml.etree import _Element


def serialise(root: _Element) -> str:
    """The text of a whole part, with the declaration that Office writes."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return declaration + etree.tostring(root, encoding="unicode")


def fragments(xml: str, *prefixes: str) -> list[_Element]:
    """The elements that a piece of XML consists of.

    Args:
        xml: Elements side by side.
        *prefixes: The customary prefixes it uses, as in `NS`.
    """
    namespaces = " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in prefixes)
    return list(parse(f"<pieces {namespaces}>{xml}</pieces>".encode()))
