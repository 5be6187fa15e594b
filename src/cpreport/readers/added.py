"""What a person put on a form that is none of its places: choices of one's own, copies, remarks between the lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpreport.readers.align import EXACT, is_copy, likeness
from cpreport.readers.items import Item, ItemKind
from cpreport.readers.labels import clean, cut_item
from cpreport.readers.marks import Family, judge
from cpreport.reading import Box, Drift, DriftKind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.readers.locate import Location
    from cpreport.readers.view import Line

_OWN_CHOICE = re.compile(r"^[\s☐☑☒□\[\]()/✓✔xX]*[0-9๐-๙]+\.[0-9๐-๙]+[\s.)]+(?=\S)")
# Below these nothing is to be written; what stands below the others is part of their answers.
_NOTHING_BELOW = frozenset({ItemKind.HEADING, ItemKind.CHOICE})


def is_own_choice(text: str) -> bool:
    """Whether a line looks like a choice that somebody typed below the printed ones."""
    return bool(_OWN_CHOICE.match(text)) and any(sign in text for sign in "☐☑☒□✓✔")


def added(location: Location, boxes: dict[str, tuple[Box, Family]]) -> Iterator[Drift]:
    """Every line that was added, as a difference from the issued form; a copied line with another mark casts doubt."""
    if location.copies > 0:
        yield Drift(DriftKind.ADDED, text=location.form.title)
    lines = location.view.lines
    yield from _on_headings(location)
    for item, index in _strangers(location):
        line = lines[index]
        twin = _twin(location, line)
        if twin:
            _doubt(boxes, twin, line)
        elif item.kind is ItemKind.CHOICE:
            _doubt_by_mark(boxes, item, line)
        yield Drift(
            DriftKind.ADDED,
            twin.question if twin else item.question,
            twin.choice if twin else "",
            clean(line.text),
            line.where or (twin.number if twin else ""),
        )


def _on_headings(location: Location) -> Iterator[Drift]:
    """What was written behind the heading of a select question, where nothing is to be written."""
    for item, found in location.found.items():
        if item.kind is not ItemKind.HEADING:
            continue
        line = location.view.lines[found.line]
        parts = cut_item(line.text, item.label, item.number)
        if parts and clean(parts.after):
            yield Drift(DriftKind.ADDED, item.question, text=clean(parts.after), where=line.where or item.number)


def _strangers(location: Location) -> Iterator[tuple[Item, int]]:
    """The added lines, with the item above each."""
    lines = location.view.lines
    for item in location.found:
        if not (below := location.followers(item)):
            continue
        used = set(location.labelled_text(item)[1])
        for index in below:
            text = lines[index].text
            is_choice = bool(lines[index].controls) or is_own_choice(text) or is_copy(item, lines[index])
            remark = item.kind in _NOTHING_BELOW and not item.specify
            if index not in used and clean(text) and (is_choice or remark) and not _is_title(location, text):
                yield item, index


def _is_title(location: Location, text: str) -> bool:
    return clean(text) == clean(location.form.title)


def _twin(location: Location, line: Line) -> Item | None:
    choices = (item for item in location.items if item.kind is ItemKind.CHOICE)
    return next((item for item in choices if likeness(item, line) >= EXACT), None)


def _doubt(boxes: dict[str, tuple[Box, Family]], twin: Item, line: Line) -> None:
    """The same item twice with different states: neither counts."""
    box, _ = boxes.get(twin.place, (None, Family.NONE))
    glyphs = [judge(line.text[control.start : control.end]) for control in line.controls]
    lead = judge(line.text.strip()[:1]) if not glyphs else glyphs[0]
    if box is not None and lead is not None and lead.mark is not box.mark:
        boxes[twin.place] = Box(Mark.UNCERTAIN, box.layer, f"{box.read} {lead.read}", box.where), Family.NONE


def _doubt_by_mark(boxes: dict[str, tuple[Box, Family]], item: Item, line: Line) -> None:
    """A mark alone on the line below a choice that is not ticked: Enter may have been pressed before it."""
    box, _ = boxes.get(item.place, (None, Family.NONE))
    mark = judge(line.text)
    if box is not None and box.mark is Mark.EMPTY and mark is not None and mark.mark is not Mark.EMPTY:
        boxes[item.place] = Box(Mark.UNCERTAIN, box.layer, f"{box.read} {mark.read}", box.where), Family.NONE
