"""A form that stands more than once in a workbook: copied sheets, and rows that were copied on the sheet itself.

Where the copies differ, none of them is taken for the answer without a finding; one that was left blank says nothing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cpreport import places
from cpreport.readers.items import Item, ItemKind, items
from cpreport.readers.labels import clean, key
from cpreport.readers.marks import Family, combine, judge
from cpreport.readers.remembered import Texts
from cpreport.readers.view import Span
from cpreport.reading import Box, Drift, DriftKind, Mark, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpreport.form import Form
    from cpreport.readers.locate import Location
    from cpreport.readers.view import View
    from cpreport.reading import Text

_LABELLED = frozenset({ItemKind.HEADING, ItemKind.CHOICE, ItemKind.SHORT, ItemKind.LONG})
_IDENTITY = frozenset({places.UNIT, places.CODE})


def sheets(view: View) -> list[View]:
    """Each sheet of a workbook as a view of its own; any other file, and a workbook of one sheet, as it is."""
    if not view.is_grid or not view.lines or view.lines[0].sheet == view.lines[-1].sheet:
        return [view]
    ends = [*(i for i in range(1, len(view.lines)) if view.lines[i].sheet != view.lines[i - 1].sheet), len(view.lines)]
    return [_part(view, start, end) for start, end in zip([0, *ends], ends, strict=False)]


def form_sheets(view: View, form: Form) -> list[View]:
    """The sheets of a workbook that hold the form, the one with the workbook's own names first; else the whole view."""
    named = next((spans[0].first for name, spans in view.names.items() if name not in _IDENTITY), -1)
    holding = [sheet for sheet in sheets(view) if sheet.is_part and _holds(sheet, form)]
    holding.sort(key=lambda sheet: 0 <= named < len(view.lines) and sheet.lines[0].sheet != view.lines[named].sheet)
    return holding if len(holding) > 1 else [view]


def agreed(readings: Sequence[Reading], form: Form) -> Reading:
    """One reading of all copies: what they do not agree on is uncertain, or comes with a finding."""
    first = next((reading for reading in readings if not _is_blank(reading)), readings[0])
    if len(readings) == 1:
        return first
    others = [reading for reading in readings if reading is not first and not _is_blank(reading)]
    boxes, drift = dict(first.boxes), [*first.drift, Drift(DriftKind.ADDED, text=form.title)]
    for other in others:
        boxes |= dict(_disputes(boxes, other.boxes))
        drift += [d for d in (*_only_there(first, other, form), *other.drift) if d not in drift]
    return Reading(boxes, first.texts, tuple(drift), first.tracked)


def repeated(location: Location, boxes: dict[str, tuple[Box, Family]], texts: Mapping[str, Text]) -> Iterator[Drift]:
    """Choices and short questions that stand on the sheet a second time, as copied rows do."""
    if not location.view.is_grid:
        return
    known = _by_label(location.items)
    for index in range(location.first, location.end):
        if location.is_owned(index):
            continue
        alike = known[location.view.lines[index].text]
        if twins := [item for item in alike if item in location.found]:
            yield from _twins(location, index, twins, boxes, texts)


@lru_cache(maxsize=16)
def _by_label(asked: tuple[Item, ...]) -> Mapping[str, Sequence[Item]]:
    """The choices and short questions that a text is the label of."""
    known: dict[str, Sequence[Item]] = {}
    for item in asked:
        if item.kind in {ItemKind.CHOICE, ItemKind.SHORT}:
            label = item.label if item.kind is ItemKind.CHOICE else f"{item.number}. {item.label}"
            known[key(label)] = (*known.get(key(label), ()), item)
    return Texts(lambda text: known.get(key(text), ()))


def _twins(
    location: Location,
    index: int,
    twins: Sequence[Item],
    boxes: dict[str, tuple[Box, Family]],
    texts: Mapping[str, Text],
) -> Iterator[Drift]:
    row = location.row(index)
    cells = [(i, location.view.lines[i].text) for i in row if i != index]
    numbered = [item for item in twins if any(key(text) == key(item.number) for _, text in cells)]
    where = location.view.lines[index].where
    for item in numbered or twins:
        if item.kind is ItemKind.SHORT:
            written = " ".join(clean(text) for i, text in cells if i > index and clean(text))
            own = texts.get(item.place)
            if written and (own is None or own.text != written):
                yield Drift(DriftKind.COPIED, item.question, item.choice, written, where)
            continue
        left = [text for i, text in cells if i < index and key(text) != key(item.number)]
        seen = combine([judged for text in left if (judged := judge(text, zero_is_empty=True))])
        box, _ = boxes.get(item.place, (None, Family.NONE))
        if seen is not None and box is not None:
            if seen.mark is not box.mark:
                boxes[item.place] = _disputed(box, replace(box, mark=seen.mark, read=seen.read)), Family.NONE
            yield Drift(DriftKind.COPIED, item.question, item.choice, seen.read, where)


def _part(view: View, start: int, end: int) -> View:
    names = {
        name: tuple(Span(s.first - start, s.start, s.last - start, s.end) for s in spans if start <= s.first < end)
        for name, spans in view.names.items()
    }
    kept = {name: spans for name, spans in names.items() if spans}
    return replace(view, lines=view.lines[start:end], names=kept, is_part=True)


def _holds(sheet: View, form: Form) -> bool:
    if sheet.names.keys() - _IDENTITY:
        return True
    asked = [item for item in items(form) if item.kind in _LABELLED]
    words = {key(line.text) for line in sheet.lines}
    there = [i for i in asked if {key(i.label), key(f"{i.number}. {i.label}")} & words]
    return 2 * len(there) >= len(asked) > 0


def _is_blank(reading: Reading) -> bool:
    written = any(text.text for text in reading.texts.values())
    return not written and all(box.mark is Mark.EMPTY for box in reading.boxes.values())


def _disputes(mine: Mapping[str, Box], theirs: Mapping[str, Box]) -> Iterator[tuple[str, Box]]:
    """Every box that is not the same in both copies; one that is gone from a copy is as good as empty there."""
    for name in dict.fromkeys((*mine, *theirs)):
        box = mine.get(name) or replace(theirs[name], mark=Mark.EMPTY, read="")
        other = theirs.get(name) or replace(box, mark=Mark.EMPTY, read="")
        if box.mark is not other.mark:
            yield name, _disputed(box, other)


def _disputed(box: Box, other: Box) -> Box:
    return Box(Mark.UNCERTAIN, box.layer, f"{box.read or '☐'} / {other.read or '☐'}", box.where)


def _only_there(first: Reading, other: Reading, form: Form) -> Iterator[Drift]:
    """What stands in another copy and not in the first."""
    for place in places.places(form):
        mine, theirs = first.texts.get(place.name), other.texts.get(place.name)
        if theirs is not None and theirs.text != (mine.text if mine else ""):
            yield Drift(DriftKind.COPIED, place.question, place.choice, theirs.text, theirs.where)
