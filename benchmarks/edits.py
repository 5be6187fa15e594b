"""What people do to a form besides filling it in, none of which changes what they mean."""

from __future__ import annotations

import io
from copy import deepcopy
from typing import TYPE_CHECKING

import docx
from lxml import etree

from cpreport.ooxml import w

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from lxml.etree import _Element

_TYPED = frozenset("✓✔√/xX")


def edit(data: bytes, chance: Random) -> bytes:
    """The form with all of these done to it."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    for change in EDITS:
        change(body, chance)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def symbols(body: _Element, chance: Random) -> None:
    """Ticks come from Insert, Symbol: Word writes them as characters of Wingdings."""
    for text in [text for text in body.iter(w("t")) if text.text in _TYPED and text.getparent().tag == w("r")]:
        code = "F0FB" if text.text in "xX" else "F0FC"
        symbol = etree.Element(w("sym"), {w("font"): "Wingdings", w("char"): code})
        text.getparent().replace(text, symbol)


def enter_in_a_label(body: _Element, chance: Random) -> None:
    """Enter is pressed inside the label of a choice, at a space where there is one."""
    lines = [line for line in _choices(body) if len(_label(line).text or "") > 12]
    line = chance.choice(lines)
    label = _label(line)
    words = label.text or ""
    place = words.find(" ", 4) if " " in words[4:] else len(words) // 2
    second = etree.Element(w("p"))
    properties = line.find(w("pPr"))
    second.extend([deepcopy(properties)] if properties is not None else [])
    run = label.getparent()
    rest = etree.SubElement(etree.SubElement(second, w("r")), w("t"))
    rest.text, label.text = words[place:], words[:place]
    second.extend(list(run.itersiblings()))
    line.addnext(second)


def move_a_line(body: _Element, chance: Random) -> None:
    """The last choice of a question is dragged to the top of its question."""
    lines = _choices(body)
    first = chance.choice([line for line in lines if line.getprevious() not in lines])
    last = first
    while last.getnext() in lines:
        last = last.getnext()
    if last is not first:
        first.addprevious(last)


def repeat_a_label(body: _Element, chance: Random) -> None:
    """A sentence typed above the form's title quotes a label."""
    quoted = _label(chance.choice(_choices(body))).text
    paragraph = etree.Element(w("p"))
    text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
    text.text = f"✓ {quoted}"
    body.insert(0, paragraph)


EDITS: tuple[Callable[[_Element, Random], None], ...] = (symbols, move_a_line, enter_in_a_label, repeat_a_label)


def _choices(body: _Element) -> list[_Element]:
    styled = (paragraph for paragraph in body.iter(w("p")) if paragraph.find(f"{w('pPr')}/{w('pStyle')}") is not None)
    return [p for p in styled if p.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) == "CPFormChoice"]


def _label(line: _Element) -> _Element:
    return max(line.findall(f"{w('r')}/{w('t')}"), key=lambda text: len(text.text or ""))
