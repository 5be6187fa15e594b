"""From a view to a reading: every box and every text of the form, each with the layer that gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport import printed
from cpreport.readers.added import added, is_own_choice
from cpreport.readers.align import is_copy
from cpreport.readers.beside import doubt_by_drawings, noted
from cpreport.readers.boxes import behind_label, cells_beside
from cpreport.readers.bullets import doubt_by_bullets, sure_bullets
from cpreport.readers.copies import agreed, form_sheets, repeated
from cpreport.readers.items import Item, ItemKind
from cpreport.readers.labels import clean, cut_item, without_placeholder
from cpreport.readers.locate import Location
from cpreport.readers.marks import Family, judge
from cpreport.readers.oddities import doubted
from cpreport.readers.struck import struck_out
from cpreport.readers.unlike import distrusted
from cpreport.readers.verdicts import verdict
from cpreport.readers.view import PICTURE
from cpreport.reading import Box, Drift, DriftKind, Layer, Reading, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpreport.form import Form
    from cpreport.readers.marks import Judgement
    from cpreport.readers.view import View

_WRITTEN = frozenset({ItemKind.SHORT, ItemKind.SIGNED, ItemKind.SIGNER, ItemKind.SIGNED_ON})


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
    if is_reworded or (item.specify and _is_longer(location, item)):
        now = clean(location.view.lines[found.line].text)
        yield Drift(DriftKind.REWORDED, item.question, item.choice, now, where)
    if item.specify:
        texts[item.specify] = Text(_specified(location, item), _text_layer(location, item.specify), where)


def _is_longer(location: Location, item: Item) -> bool:
    """Whether, in a sheet, words stand behind the label although its text has a cell of its own."""
    if not location.view.is_grid:
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
    # A line break inside a cell or a paragraph parts lines as a new paragraph does.
    lines = [line for piece in pieces for line in without_placeholder(clean(piece)).split("\n")]
    written = "\n".join(map(clean, lines)).strip()
    return written.replace(PICTURE, "").strip() or (PICTURE if PICTURE in written else "")


def _text_layer(location: Location, name: str) -> Layer:
    anchor = location.span(name)
    return anchor[1] if anchor else Layer.LABEL


def _where(location: Location, item: Item) -> str:
    anchor = location.span(item.place) if location.view.is_grid else None
    return (location.view.lines[anchor[0].first].where if anchor else "") or item.number
