"""What lies over, beside or behind the cells of a sheet and may say something else than their text.

Cells made one with others, drawings, notes, hidden rows and colours: none of them is ever counted as a mark, and no
text that they hide or change passes without a finding.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpreport.form import QuestionType
from cpreport.language import Language
from cpreport.readers.items import Item, ItemKind
from cpreport.readers.marks import Family
from cpreport.readers.view import PICTURE, OddKind
from cpreport.reading import Box, Drift, DriftKind, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cpreport.readers.locate import Location
    from cpreport.readers.view import Oddity
    from cpreport.reading import Text

    Boxes = dict[str, tuple[Box, Family]]
    Texts = dict[str, Text]

_SIGNATURE = frozenset({ItemKind.SIGNED, ItemKind.SIGNER, ItemKind.SIGNED_ON})
_DATED = frozenset({ItemKind.SHORT, ItemKind.SIGNED_ON})


def doubted(location: Location, boxes: Boxes, texts: Texts) -> Iterator[Drift]:
    """Casts doubt on what was read from odd cells, and says what a person must look at."""
    if not location.view.is_grid or not any(line.oddities for line in location.view.lines):
        return
    found = list(_odd_cells(location))
    yield from _merged(found, boxes, texts)
    _coloured(location, found, boxes)
    for item, oddity in dict.fromkeys(found):
        if oddity.kind is OddKind.COMMENTED:
            _unsure(boxes, item, {Mark.EMPTY}, oddity.detail)
            yield Drift(DriftKind.COMMENTED, item.question, item.choice, oddity.detail, item.number)
        elif oddity.kind is OddKind.DRAWN:
            _unsure(boxes, item, set(Mark), oddity.detail.replace(PICTURE, ""))
            if item.kind not in _SIGNATURE:
                yield from _over_texts(DriftKind.DRAWN, item, texts)
        elif oddity.kind is OddKind.STRUCK:
            _unsure(boxes, item, {Mark.TICKED}, "")
        elif oddity.kind is OddKind.HIDDEN:
            _unsure(boxes, item, {Mark.TICKED}, "")
            yield from _over_texts(DriftKind.HIDDEN, item, texts)
        elif oddity.kind is OddKind.COMPLETED and item.kind in _DATED:
            _completed(location, item, oddity, texts)


def _odd_cells(location: Location) -> Iterator[tuple[Item, Oddity]]:
    """Each odd cell of the form with the item of its row, else the item above it."""
    lines = location.view.lines
    by_row: dict[int, list[Item]] = {}
    for item, found in location.found.items():
        by_row.setdefault(lines[found.line].row, []).append(item)
    above: list[Item] = []
    for index in range(location.first, location.end):
        above = by_row.get(lines[index].row, above)
        for oddity in lines[index].oddities:
            yield from ((item, oddity) for item in above)


def _merged(found: Iterable[tuple[Item, Oddity]], boxes: Boxes, texts: Texts) -> Iterator[Drift]:
    """Cells of several items made one: nobody can say whose the one mark or text is."""
    owners: dict[str, list[Item]] = {}
    for item, oddity in found:
        if oddity.kind is OddKind.MERGED and item not in owners.setdefault(oddity.detail, []):
            owners[oddity.detail].append(item)
    for area, items in owners.items():
        for item in items if len(items) > 1 else ():
            _unsure(boxes, item, set(Mark), area)
            text = next((texts[name].text for name in (item.place, item.specify) if name in texts), "")
            yield Drift(DriftKind.MERGED, item.question, item.choice, text, area)


def _coloured(location: Location, found: Iterable[tuple[Item, Oddity]], boxes: Boxes) -> None:
    """Where the line of one choice has a colour that others of its question have not, the colour may be its mark."""
    colours: dict[Item, set[str]] = {i: set() for i in location.found if i.kind is ItemKind.CHOICE}
    for item, oddity in found:
        if oddity.kind is OddKind.COLOURED and item in colours:
            colours[item].add(oddity.detail)
    for item, own in colours.items():
        siblings = [other for other in colours if other.question == item.question]
        compared = siblings if len(siblings) > 1 else list(colours)
        if own and any(colours[other] != own for other in compared):
            _unsure(boxes, item, {Mark.EMPTY}, "")


def _over_texts(kind: DriftKind, item: Item, texts: Texts) -> Iterator[Drift]:
    for name in (item.place, item.specify):
        if name in texts and texts[name].text.replace(PICTURE, "").strip():
            yield Drift(kind, item.question, item.choice, texts[name].text, texts[name].where)


def _completed(location: Location, item: Item, oddity: Oddity, texts: Texts) -> None:
    """In Thai forms a year of two digits is B.E.; Excel makes 20/8/53 a day of 1953 and nobody can tell afterwards."""
    own = texts.get(item.place)
    if location.form.language is not Language.THAI or own is None or own.text != oddity.detail:
        return
    question = next(q for q in location.form.questions if q.name == item.question)
    if question.type in {QuestionType.DATE, QuestionType.SIGNATURE}:
        texts[item.place] = replace(own, is_completed=True)


def _unsure(boxes: Boxes, item: Item, marks: set[Mark], read: str) -> None:
    box, _ = boxes.get(item.place, (None, Family.NONE))
    if box is not None and box.mark in marks:
        seen = f"{box.read} {read}".strip()
        visible = box.visible if box.mark is Mark.UNCERTAIN else box.mark
        boxes[item.place] = Box(Mark.UNCERTAIN, box.layer, seen, box.where, visible), Family.NONE
