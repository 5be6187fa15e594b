"""From a view to a reading: every box and every text of the form, each with the layer that gave it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from cpreport import places, printed
from cpreport.language import Language
from cpreport.readers.added import added, is_own_choice
from cpreport.readers.align import EXACT, NUMBERED, is_copy, likeness
from cpreport.readers.beside import doubt_by_drawings, noted
from cpreport.readers.boxes import behind_label, cells_beside
from cpreport.readers.bullets import doubt_by_bullets, sure_bullets
from cpreport.readers.copies import agreed, form_sheets, repeated, sheets
from cpreport.readers.items import Item, ItemKind, items
from cpreport.readers.labels import clean, cut, cut_item, key, without_placeholder
from cpreport.readers.locate import Location
from cpreport.readers.marks import Family, judge
from cpreport.readers.oddities import doubted
from cpreport.readers.remembered import by_text
from cpreport.readers.struck import struck_out
from cpreport.readers.unlike import distrusted
from cpreport.readers.verdicts import verdict
from cpreport.readers.view import PICTURE, Line
from cpreport.reading import Box, Drift, DriftKind, Evidence, Layer, Reading, Text
from cpreport.stamp import find_codes
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpreport.form import Form
    from cpreport.readers.marks import Judgement
    from cpreport.readers.view import View

_QUESTIONS = frozenset({ItemKind.HEADING, ItemKind.SHORT, ItemKind.LONG})
_MOST_BREAKS = 2  # of a unit's name, by Enter
_WRITTEN = frozenset({ItemKind.SHORT, ItemKind.SIGNED, ItemKind.SIGNER, ItemKind.SIGNED_ON})


def evidence(view: View, forms: Sequence[Form]) -> Evidence:
    """Everything in the file that says whose form it is."""
    texts = [line.text for line in view.lines]
    codes = tuple(dict.fromkeys(code for text in (*texts, *view.furniture) for code in find_codes(text)))
    titles = {key(form.title) for form in forms}
    unit_lines = tuple(dict.fromkeys(name for sheet in sheets(view) for name in _units_on(sheet, titles, forms)))
    ours = bool(view.tags.keys() | view.names.keys()) and any(
        name.startswith("cp_") for name in (*view.tags, *view.names)
    )
    looks_like = bool(view.stamps or codes or unit_lines or ours) or any(key(text) in titles for text in texts)
    return Evidence(view.stamps, codes, unit_lines, looks_like)


def read(view: View, form: Form) -> Reading:
    """Every answer of the form that the file holds; of all its copies in a workbook."""
    return agreed([_read(sheet, form) for sheet in form_sheets(view, form)], form)


def _read(view: View, form: Form) -> Reading:
    location = Location(view, form)
    boxes: dict[str, tuple[Box, Family]] = {}
    texts: dict[str, Text] = {}
    drift: list[Drift] = []
    gone: dict[str, Drift] = {}
    bullets = sure_bullets(location)
    for item in location.items:
        if item.kind is ItemKind.CHOICE:
            drift += _choice(location, item, bullets.get(item), boxes, texts)
        elif item.kind in _WRITTEN or item.kind is ItemKind.LONG:
            own = _long(location, item) if item.kind is ItemKind.LONG else _written(location, item)
            texts |= own
            gone |= {} if own else {item.question: Drift(DriftKind.GONE, item.question, where=item.number)}
    drift += gone.values()
    doubt_by_bullets(location, boxes)
    doubt_by_drawings(location, boxes)
    drift += [*noted(location, boxes), *added(location, boxes)]
    drift += repeated(location, boxes, texts)
    drift += doubted(location, boxes, texts)
    drift += struck_out(location, texts)
    if view.damaged:
        drift.append(Drift(DriftKind.DAMAGED))
    return Reading(distrusted(location, boxes), texts, tuple(drift), view.tracked)


def _choice(
    location: Location,
    item: Item,
    bullet: Judgement | None,
    boxes: dict[str, tuple[Box, Family]],
    texts: dict[str, Text],
) -> Iterator[Drift]:
    found = location.found.get(item)
    if found is None:
        yield Drift(DriftKind.GONE, item.question, item.choice, where=item.number)
        return
    where = _where(location, item)
    box, family, is_reworded = verdict(location, item, found, where, bullet)
    boxes[item.place] = box, family
    if is_reworded or _is_longer(location, item):
        now = clean(location.view.lines[found.line].text)
        yield Drift(DriftKind.REWORDED, item.question, item.choice, now, where)
    if item.specify:
        texts[item.specify] = Text(_specified(location, item), _text_layer(location, item.specify), where)


def _is_longer(location: Location, item: Item) -> bool:
    """Whether, in a sheet, words stand behind the label although its text has a cell of its own."""
    if not (location.view.is_grid and item.specify):
        return False
    parts = cut_item(location.labelled_text(item)[0], item.label, item.number)
    if not (parts and behind_label(location, item, parts).text.strip()):
        return False
    anchor = location.span(item.specify)
    cells = [location.view.text(anchor[0])] if anchor else cells_beside(location, item)[1]
    return any(clean(text) for text in cells)


def _specified(location: Location, item: Item) -> str:
    """What was written beside a choice: its field, the rest of its line, further cells, and lines that continue it."""
    found = location.found[item]
    lines = location.view.lines
    text, used = location.labelled_text(item)
    parts = cut_item(text, item.label, item.number)
    anchor = location.span(item.specify)
    if parts is None:
        own = [location.view.text(anchor[0])] if anchor and anchor[0].first == found.line else []
    else:
        own = [behind_label(location, item, parts).text]
    if anchor and anchor[0].first not in {found.line, *used}:
        own.append(lines[anchor[0].first].text)
    own += [beside for beside in cells_beside(location, item)[1] if judge(beside) is None]
    below = [index for index in location.followers(item) if index not in used]
    continued = [i for i in below if not is_own_choice(lines[i].text) and not is_copy(item, lines[i])]
    return _joined(own + [lines[i].text for i in continued])


def _written(location: Location, item: Item) -> dict[str, Text]:
    """A short answer, or a line of the signature block."""
    found = location.found.get(item)
    if found is None:
        return {}
    lines = location.view.lines
    parts = cut_item(lines[found.line].text, item.label, item.number)
    anchor = location.span(item.place)
    between = location.view.text(anchor[0]) if anchor else ""
    own = parts.after if parts else between
    beside = [lines[index].text for index in location.row(found.line) if index > found.line]
    below = [lines[index].text for index in location.followers(item)] if item.kind is ItemKind.SHORT else []
    pieces = [*(_without_closing(location, item, text) for text in (own, *beside)), *below]
    return {item.place: Text(_joined(pieces), _text_layer(location, item.place), _where(location, item))}


def _without_closing(location: Location, item: Item, text: str) -> str:
    """A signer's name without the bracket that is printed behind it; in a sheet that has a cell of its own."""
    closing = printed.signature_words(location.form).closing
    if item.kind is not ItemKind.SIGNER or (location.view.is_grid and clean(text) != closing):
        return text
    return clean(text).removesuffix(closing)


def _long(location: Location, item: Item) -> dict[str, Text]:
    """A long answer: everything below its heading, wherever the box ended."""
    anchor = location.span(item.place)
    found = location.found.get(item)
    lines = location.view.lines
    if found is not None:
        parts = cut_item(lines[found.line].text, item.label, item.number)
        pieces = [parts.after if parts else "", *(lines[index].text for index in location.followers(item))]
    elif anchor is not None:
        box = location.row(anchor[0].first)
        pieces = [lines[index].text for index in (*box, *location.unowned_from(box[-1] + 1))]
    else:
        return {}
    return {item.place: Text(_joined(pieces), _text_layer(location, item.place), _where(location, item))}


def _joined(pieces: Sequence[str]) -> str:
    written = "\n".join(clean(without_placeholder(clean(piece))) for piece in pieces).strip()
    return written.replace(PICTURE, "").strip() or (PICTURE if PICTURE in written else "")


def _text_layer(location: Location, name: str) -> Layer:
    anchor = location.span(name)
    return anchor[1] if anchor else Layer.LABEL


def _where(location: Location, item: Item) -> str:
    anchor = location.span(item.place)
    cell = location.view.lines[anchor[0].first].where if anchor and location.view.is_grid else ""
    return cell or item.number


def _units_on(sheet: View, titles: set[str], forms: Sequence[Form]) -> Iterator[str]:
    is_form = places.UNIT in sheet.names or any(key(line.text) in titles for line in sheet.lines)
    if is_form or not sheet.is_part:  # another sheet of the same workbook may list units for reasons of its own
        start = _start_of_form(sheet, titles)
        yield from _unit_lines(sheet, start, _first_question(sheet, start, forms))


def _start_of_form(view: View, titles: set[str]) -> int:
    if anchor := view.names.get(places.FORM_BEGIN):
        return anchor[0].first
    starts = [index for index, line in enumerate(view.lines) if key(line.text) in titles]
    return starts[-1] if starts else 0


def _first_question(view: View, start: int, forms: Sequence[Form]) -> int:
    """The line where the first question stands: the form's unit line is above it, whatever answers say below."""
    asked = tuple(items(form) for form in forms)
    lines = range(start, len(view.lines))
    return next((index for index in lines if _is_question(view.lines[index].text, asked)), len(view.lines))


@by_text
def _is_question(text: str, asked: tuple[tuple[Item, ...], ...]) -> bool:
    """Whether a question of one of the forms is printed there, with its own number."""
    line = Line(text, 0)
    questions = (item for form in asked for item in form if item.kind in _QUESTIONS)
    return any(likeness(item, line) >= EXACT + NUMBERED for item in questions)


@cache
def _unit_labels() -> tuple[str, ...]:
    return tuple(say("form.unit", language) for language in Language)


def _unit_lines(view: View, start: int, end: int) -> Iterator[str]:
    """What stands on the form's own unit line; never from the memo, where the sender's own name stands."""
    named = {span.first for span in view.names.get(places.UNIT, ())}
    labels = _unit_labels()
    for index in range(start, end):
        line = view.lines[index]
        parts = next((p for label in labels if (p := cut(line.text, label)) and not clean(p.before).strip("(")), None)
        if parts is None:
            if view.is_grid and index in named:
                yield from filter(None, [clean(line.text)])
            continue
        name = clean(parts.after.strip().removesuffix(")") if "(" in parts.before else parts.after).lstrip(":").strip()
        if beside := [clean(other.text) for other in view.lines if other.row == line.row and other is not line]:
            yield from filter(None, [name or beside[0]])
        else:
            below = [clean(other.text) for other in view.lines[index + 1 : end] if clean(other.text)]
            yield "\n".join([name, *below[:_MOST_BREAKS]])
