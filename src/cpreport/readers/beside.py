"""What stands beside the page or over it: comments, notes, and drawings that float. A person must see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.readers.items import Item, ItemKind
from cpreport.readers.marks import Family, denies, judge
from cpreport.reading import Box, Drift, DriftKind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.readers.locate import Location

_Boxes = dict[str, tuple[Box, Family]]
# Over these a drawing is part of the answer: a signature, a picture pasted in.
_OWN_DRAWINGS = frozenset({ItemKind.LONG, ItemKind.SHORT, ItemKind.SIGNED, ItemKind.SIGNER, ItemKind.SIGNED_ON})


def noted(location: Location, boxes: _Boxes) -> Iterator[Drift]:
    """Every comment and note within the form: on a box that is not ticked it may be the answer, elsewhere a remark."""
    if not any(line.notes for line in location.view.lines):
        return
    choices = {line: item for item in _choices(location) for line in _lines(location, item)}
    for line, above in _with_item_above(location):
        for text in dict.fromkeys(location.view.lines[line].notes):
            item = choices.get(line)
            if item is None or not _doubt_by_note(boxes, item, text):
                question, choice = (item.question, item.choice) if item else (above.question if above else "", "")
                where = item.number if item else ""
                yield Drift(DriftKind.ADDED, question, choice, text, location.view.lines[line].where or where)


def doubt_by_drawings(location: Location, boxes: _Boxes) -> None:
    """A drawing that may stand over a choice makes its box uncertain."""
    if not any(line.drawn for line in location.view.lines):
        return
    covered = set(_covered(location))
    for item in _choices(location):
        box, _ = boxes[item.place]
        if box.mark is not Mark.UNCERTAIN and covered & set(location.row(location.found[item].line)):
            boxes[item.place] = Box(Mark.UNCERTAIN, box.layer, box.read, box.where, box.mark), Family.NONE


def _doubt_by_note(boxes: _Boxes, item: Item, text: str) -> bool:
    """Whether a note puts the box in doubt; what is only said of a ticked one does not."""
    box, _ = boxes[item.place]
    judged = judge(text)
    if box.mark is Mark.TICKED and (judged is None or judged.mark is Mark.TICKED) and not denies(text):
        return False
    read = f"{box.read} {text}".strip()
    boxes[item.place] = Box(Mark.UNCERTAIN, box.layer, read, box.where, box.visible), Family.NONE
    return True


def _covered(location: Location) -> Iterator[int]:
    choices = {location.found[item].line for item in _choices(location)}
    for line, above in _with_item_above(location):
        if above is not None and above.kind in _OWN_DRAWINGS:
            continue
        for first, last in location.view.lines[line].drawn:
            # Drawn beside a choice, it may be meant for it.
            reach = (first, last) if line in choices else (min(first, -1), max(last, 1))
            yield from range(line + reach[0], line + reach[1] + 1)


def _with_item_above(location: Location) -> Iterator[tuple[int, Item | None]]:
    above: Item | None = None
    for line in range(location.first, location.end):
        above = location.owner.get(line, above)
        yield line, above


def _choices(location: Location) -> Iterator[Item]:
    return (item for item in location.items if item.kind is ItemKind.CHOICE and item in location.found)


def _lines(location: Location, item: Item) -> Iterator[int]:
    yield from location.row(location.found[item].line)
    yield from location.labelled_text(item)[1]
