"""Jinja tags in a Word document: found in each paragraph, checked, and gathered from the runs they were split over.

The conventions, and the gathering itself, are those of python-docx-template.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from cpreport.ooxml import w
from cpreport.xmltext import serialise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

FORM_TOKEN: Final = "\ue000form\ue001"  # noqa: S105  a place, not a password
_FORM_TAG: Final = re.compile(r"\{\{p\s+form\s*\}\}")
_TOKENS: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_CLOSES: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_SNIPPET: Final = 60


def text_of(paragraph: _Element) -> str:
    """The text of a paragraph, without that of text boxes inside it."""
    own = (text for text in paragraph.iter(w("t")) if next(text.iterancestors(w("p"))) is paragraph)
    return "".join(text.text or "" for text in own)


def has_tags(xml: bytes) -> bool:
    """Whether a part may hold tags; braces that an editor put apart count too."""
    return b"{" in xml


def open_tags(root: _Element) -> Iterator[str]:
    """The paragraphs in which a tag is opened and not closed, or closed and not opened."""
    for paragraph in root.iter(w("p")):
        text = text_of(paragraph)
        expected = ""
        for token in _TOKENS.findall(text):
            if expected and token != expected and token not in _CLOSES:
                continue
            if token in _CLOSES and not expected:
                expected = _CLOSES[token]
            elif token == expected:
                expected = ""
            else:
                expected = "?"
                break
        if expected:
            yield snippet(text)


def form_places(root: _Element) -> list[_Element]:
    """The paragraphs that say where the form goes."""
    return [paragraph for paragraph in root.iter(w("p")) if _FORM_TAG.search(text_of(paragraph))]


def template_text(root: _Element) -> tuple[str, list[str]]:
    """A part as the text of a Jinja template, and what stands on each of its lines.

    Each paragraph ends a line, so that the line of an error leads to its paragraph.
    """
    from docxtpl import DocxTemplate  # half a second, and only campaigns with a Word template need it

    lines = serialise(root).replace("\n", " ").replace("</w:p>", "</w:p>\n")
    texts = [snippet(re.sub(r"<[^>]+>", "", line)) for line in lines.split("\n")]
    return str(DocxTemplate(io.BytesIO()).patch_xml(lines)), texts


def snippet(text: str) -> str:
    """The beginning of a paragraph, for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SNIPPET else f"{line[:_SNIPPET]}…"
