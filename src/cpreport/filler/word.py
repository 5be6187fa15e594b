"""Filling a Word form: what clicking and typing in Word does to it, saved by python-docx."""

from __future__ import annotations

import re
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from lxml import etree

from cpreport.filler import matching
from cpreport.filler.entries import Entry, How, Sign, Specify, Tick, Write
from cpreport.ooxml import w, w14

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_TABS_AND_BREAKS = re.compile(r"([\t\n])")
_SHOWN = {w("t"): "", w("tab"): "\t", w("br"): "\n"}  # what stands for text, and the text where it has none of its own
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def fill_docx(data: bytes, entries: Iterable[Entry]) -> bytes:
    """Fills in a Word form.

    Args:
        data: The form as issued.
        entries: What the respondent does, in this order.

    Returns:
        The document as python-docx saves it.

    Raises:
        LookupError: Naming what does not stand on the form.
    """
    document = Document(BytesIO(data))
    page = _Page(document.element.body)
    for entry in entries:
        page.fill(entry)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


class _Page:
    """The form in a document: the paragraphs and tables of the last section, behind the memo."""

    def __init__(self, body: _Element) -> None:
        blocks = [block for block in body if block.tag in {w("p"), w("tbl")}]
        breaks = [index for index, block in enumerate(blocks) if block.find(f"{w('pPr')}/{w('sectPr')}") is not None]
        self._blocks = blocks[breaks[-1] + 1 :] if breaks else blocks

    def fill(self, entry: Entry) -> None:
        match entry:
            case Tick():
                _tick(self._choice(entry.section, entry.item), entry)
            case Specify():
                _type_on_line(self._choice(entry.section, entry.item), entry.text)
            case Write():
                self._write(entry)
            case Sign():
                self._sign(entry)

    def _section(self, words: str) -> list[_Element]:
        """The heading and everything up to the next one."""
        lines = [(_printed(block), index) for index, block in enumerate(self._blocks)]
        start = matching.the_one(lines, matching.heading(words), f"section {words!r}")
        ends = [index for line, index in lines if index > start and matching.is_heading(line)]
        return self._blocks[start : ends[0] if ends else None]

    def _choice(self, section: str, item: str) -> _Element:
        lines = ((_printed(block), block) for block in self._section(section))
        return matching.the_one(lines, matching.choice(item), f"item {item!r} in section {section!r}")

    def _write(self, entry: Write) -> None:
        heading, *below = self._section(entry.section)
        box = next((block for block in below if block.tag == w("tbl")), None)
        if box is None or _text_control(heading) is not None:
            _type_on_line(heading, entry.text)
        else:
            _type_in_cell(next(box.iter(w("tc"))), entry.text)

    def _sign(self, entry: Sign) -> None:
        lines = iter(self._blocks)
        for beginnings, text in (
            (matching.SIGNED, entry.signed),
            (matching.OPENING, entry.name),
            (matching.SIGNED_ON, entry.date),
        ):
            # One iterator for all three: each line is looked for below the one before.
            line = next((block for block in lines if _printed(block).casefold().startswith(beginnings)), None)
            if line is None:
                raise LookupError(f"signature line {beginnings[0]!r}: not on the form")
            if text:
                _type_on_line(line, text)


def _printed(block: _Element) -> str:
    """The tidy text of a paragraph up to the place where something is to be typed; nothing of a table."""
    words: list[str] = []
    for element in block.iter(*_SHOWN, w("sdt")) if block.tag == w("p") else ():
        if element.tag != w("sdt"):
            words.append(_SHOWN[element.tag] or element.text or "")
        elif not _is_box(element):
            break
    return matching.tidy("".join(words))


def _shown(run: _Element) -> Iterator[tuple[_Element, str]]:
    """Every element of a run that shows text, with that text."""
    for child in run.iter(*_SHOWN):
        yield child, _SHOWN[child.tag] or child.text or ""


def _is_box(control: _Element) -> bool:
    return control.find(f"{w('sdtPr')}/{w14('checkbox')}") is not None


def _text_control(paragraph: _Element) -> _Element | None:
    return next((control for control in paragraph.iter(w("sdt")) if not _is_box(control)), None)


def _tick(line: _Element, entry: Tick) -> None:
    if entry.how is How.AFTER:
        _type_after(line, entry.item, f" {entry.mark}")
        return
    box = next((control for control in line.iter(w("sdt")) if _is_box(control)), None)
    if box is None:
        raise LookupError(f"box of item {entry.item!r}: not on the form")
    match entry.how:
        case How.CONTROL:
            _click(box)
        case How.BESIDE:
            line.insert(1 if line.find(w("pPr")) is not None else 0, _run(entry.mark))
        case How.BETWEEN:
            following = next(element for element in box.itersiblings() if element.tag == w("r"))
            following.insert(1 if following.find(w("rPr")) is not None else 0, _text(entry.mark))
        case How.REPLACE:
            _parent(box).replace(box, _run(entry.mark))


def _click(box: _Element) -> None:
    """What Word does: the state in the properties, and the glyph that the properties name for it."""
    checkbox = f"{w('sdtPr')}/{w14('checkbox')}"
    state, look = box.find(f"{checkbox}/{w14('checked')}"), box.find(f"{checkbox}/{w14('checkedState')}")
    glyph = next(box.iter(w("t")), None)
    if state is None or look is None or glyph is None:
        raise LookupError("a box that cannot be clicked")
    state.set(w14("val"), "1")
    glyph.text = chr(int(look.get(w14("val"), "2612"), 16))


def _type_after(line: _Element, words: str, typed: str) -> None:
    """Types behind the last of some printed words, into the run that holds it."""
    pieces = [piece for run in line.iter(w("r")) for piece in _shown(run)]
    found = re.search(r"\s+".join(map(re.escape, words.split())), "".join(text for _, text in pieces))
    assert found is not None  # the line was found by these words
    start = 0
    for element, text in pieces:
        if start < found.end() <= start + len(text):
            place = found.end() - start
            element.text = text[:place] + typed + text[place:]
            element.set(_SPACE, "preserve")
            return
        start += len(text)


def _type_on_line(line: _Element, text: str) -> None:
    """Types into the control on the dotted line, between the spaces that stand in it."""
    control = _text_control(line)
    run = next(control.iter(w("r")), None) if control is not None else None
    if run is None:
        raise LookupError(f"place to write after {_printed(line)!r}: not on the form")
    shown = "".join(text for _, text in _shown(run))
    cursor = len(shown) if shown.strip() else len(shown) // 2
    for child in [child for child in run if child.tag != w("rPr")]:
        run.remove(child)
    run.extend(_pieces(shown[:cursor] + text + shown[cursor:]))


def _type_in_cell(cell: _Element, text: str) -> None:
    """Types into a table cell; Enter begins a paragraph that looks like the one before."""
    first, *others = text.split("\n")
    paragraph = cell.findall(w("p"))[-1]
    paragraph.append(_run(first))
    for line in others:
        following = etree.Element(w("p"))
        look = paragraph.find(w("pPr"))
        following.extend(([deepcopy(look)] if look is not None else []) + ([_run(line)] if line else []))
        paragraph.addnext(following)
        paragraph = following


def _run(text: str) -> _Element:
    run = etree.Element(w("r"))
    run.extend(_pieces(text))
    return run


def _pieces(text: str) -> list[_Element]:
    return [_text(piece) for piece in _TABS_AND_BREAKS.split(text) if piece]


def _text(piece: str) -> _Element:
    if piece in {"\t", "\n"}:
        return etree.Element(w("tab") if piece == "\t" else w("br"))
    element = etree.Element(w("t"))
    element.text = piece
    element.set(_SPACE, "preserve")
    return element


def _parent(element: _Element) -> _Element:
    parent = element.getparent()
    assert parent is not None
    return parent
