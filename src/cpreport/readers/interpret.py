"""From a view to a reading: every box and every text of the form, each with the layer that gave it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cpreport import places, printed
from cpreport.language import Language
from cpreport.readers.boxes import cells_beside, distrust_lone_crosses, judge_box, look_at, mark_behind
from cpreport.readers.items import Item, ItemKind
from cpreport.readers.labels import clean, cut, key
from cpreport.readers.locate import Location, likeness
from cpreport.readers.marks import Family, judge, leading_mark
from cpreport.readers.view import PICTURE
from cpreport.reading import Box, Drift, DriftKind, Evidence, Layer, Reading, Text
from cpreport.stamp import find_codes
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpreport.form import Form
    from cpreport.readers.view import View

_WRITTEN = frozenset({ItemKind.SHORT, ItemKind.SIGNED, ItemKind.SIGNER, ItemKind.SIGNED_ON})
_OWN_LABEL = re.compile(r"^[\s☐☑☒□\[\]()]*[0-9๐-๙]+\.[0-9๐-๙]+[\s.)]+(?=\S)")


def evidence(view: View, forms: Sequence[Form]) -> Evidence:
    """Everything in the file that says whose form it is."""
    texts = [line.text for line in view.lines]
    codes = tuple(dict.fromkeys(code for text in (*texts, *view.furniture) for code in find_codes(text)))
    titles = {key(form.title) for form in forms}
    start = _start_of_form(view, titles)
    unit_lines = tuple(dict.fromkeys(_unit_lines(view, start)))
    ours = bool(view.tags.keys() | view.names.keys()) and any(
        name.startswith("cp_") for name in (*view.tags, *view.names)
    )
    looks_like = bool(view.stamps or codes or unit_lines or ours) or any(key(text) in titles for text in texts)
    return Evidence(view.stamps, codes, unit_lines, looks_like)


def read(view: View, form: Form) -> Reading:
    """Every answer of the form that the file holds."""
    location = Location(view, form)
    boxes: dict[str, tuple[Box, Family]] = {}
    texts: dict[str, Text] = {}
    drift: list[Drift] = []
    for item in location.items:
        if item.kind is ItemKind.CHOICE:
            drift += _choice(location, item, boxes, texts)
        elif item.kind in _WRITTEN:
            texts |= _written(location, item)
        elif item.kind is ItemKind.LONG:
            texts |= _long(location, item)
    drift += _added(location)
    return Reading(distrust_lone_crosses(boxes), texts, tuple(drift), view.tracked)


def _choice(
    location: Location, item: Item, boxes: dict[str, tuple[Box, Family]], texts: dict[str, Text]
) -> Iterator[Drift]:
    found = location.found.get(item)
    if found is None:
        yield Drift(DriftKind.GONE, item.question, item.choice, where=item.number)
        return
    look = look_at(location, item, found)
    where = _where(location, item)
    boxes[item.place] = judge_box(look, found, where, is_grid=location.view.is_grid)
    if look.reworded or (look.stray and not _may_be_a_mark(look.stray)):
        now = clean(location.view.lines[found.line].text)
        yield Drift(DriftKind.REWORDED, item.question, item.choice, now, where)
    if item.specify:
        texts[item.specify] = Text(_specified(location, item), _text_layer(location, item.specify), where)


def _may_be_a_mark(text: str) -> bool:
    return judge(text) is not None


def _specified(location: Location, item: Item) -> str:
    """What was written beside a choice: the rest of its line, further cells, and lines that continue it."""
    found = location.found[item]
    lines = location.view.lines
    text, used = location.labelled_text(item)
    parts = cut(text, item.label)
    anchor = location.span(item.specify)
    if parts is None:
        own = location.view.text(anchor[0]) if anchor and anchor[0].first == found.line else ""
    else:
        behind = mark_behind(location, item, parts.after)
        own = "" if behind == parts.after and judge(behind) else leading_mark(parts.after)[1]
    pieces = [own]
    if anchor and anchor[0].first != found.line:
        pieces.append(lines[anchor[0].first].text)
    pieces += [beside for beside in cells_beside(location, item, found)[1] if judge(beside) is None]
    below = [index for index in location.followers(item) if clean(lines[index].text)][used:]
    pieces += location.written(item, [index for index in below if not _OWN_LABEL.match(lines[index].text)])
    return _joined(pieces)


def _written(location: Location, item: Item) -> dict[str, Text]:
    """A short answer, or a line of the signature block."""
    found = location.found.get(item)
    if found is None:
        return {}
    lines = location.view.lines
    parts = cut(lines[found.line].text, item.label)
    anchor = location.span(item.place)
    between = location.view.text(anchor[0]) if anchor else ""
    own = parts.after if parts else between
    beside = [lines[index].text for index in location.row(found.line) if index > found.line]
    below = location.written(item, location.followers(item)) if item.kind is ItemKind.SHORT else []
    pieces = [_answer_only(location, item, text) for text in (own, *beside)] + below
    return {item.place: Text(_joined(pieces), _text_layer(location, item.place), _where(location, item))}


def _answer_only(location: Location, item: Item, text: str) -> str:
    bare = clean(text)
    if item.kind is ItemKind.SIGNER:
        closing = printed.signature_words(location.form).closing
        return clean(bare.removesuffix(closing))
    one_only = say("form.one-only", location.form.language)
    return clean(bare.removeprefix(one_only)) if item.kind is ItemKind.SHORT else bare


def _long(location: Location, item: Item) -> dict[str, Text]:
    """A long answer: everything below its heading, wherever the box ended."""
    anchor = location.span(item.place)
    found = location.found.get(item)
    lines = location.view.lines
    if found is None and anchor is None:
        return {}
    if found is None:
        assert anchor is not None
        own = location.row(anchor[0].first)
        after = own[-1] + 1
        indexes = own
        while after < len(lines) and after not in location.owner:
            indexes.append(after)
            after += 1
        pieces = location.written(item, indexes)
    else:
        parts = cut(lines[found.line].text, item.label)
        pieces = [parts.after if parts else "", *location.written(item, location.followers(item))]
    return {item.place: Text(_joined(pieces), _text_layer(location, item.place), _where(location, item))}


def _joined(pieces: Sequence[str]) -> str:
    written = "\n".join(clean(piece) for piece in pieces).strip()
    return written.replace(PICTURE, "").strip() or (PICTURE if PICTURE in written else "")


def _added(location: Location) -> Iterator[Drift]:
    """Lines that look like a choice of their own: a person has added or copied one."""
    lines = location.view.lines
    for index in range(location.first, len(lines)):
        line = lines[index]
        if index in location.owner or line.row in {lines[own].row for own in location.owner}:
            continue
        looks_like_choice = bool(line.controls) or bool(_OWN_LABEL.match(line.text) and line.text.strip()[0] in "☐☑☒□")
        if not looks_like_choice:
            continue
        twin = next((i for i in location.items if i.kind is ItemKind.CHOICE and likeness(i, line) >= 4), None)
        yield Drift(
            DriftKind.ADDED, twin.question if twin else "", twin.choice if twin else "", clean(line.text), line.where
        )


def _text_layer(location: Location, name: str) -> Layer:
    anchor = location.span(name)
    return anchor[1] if anchor else Layer.LABEL


def _where(location: Location, item: Item) -> str:
    anchor = location.span(item.place)
    cell = location.view.lines[anchor[0].first].where if anchor and location.view.is_grid else ""
    return cell or item.number


def _start_of_form(view: View, titles: set[str]) -> int:
    if anchor := view.names.get(places.FORM_BEGIN):
        return anchor[0].first
    starts = [index for index, line in enumerate(view.lines) if key(line.text) in titles]
    return starts[-1] if starts else 0


def _unit_lines(view: View, start: int) -> Iterator[str]:
    """What stands on the form's own unit line; never from the memo, where the sender's own name stands."""
    named = {span.first for span in view.names.get(places.UNIT, ())}
    labels = [say("form.unit", language) for language in Language]
    for index in range(start, len(view.lines)):
        line = view.lines[index]
        parts = next((p for label in labels if (p := cut(line.text, label)) and not clean(p.before).strip("(")), None)
        if parts is None:
            if view.is_grid and index in named:
                yield from filter(None, [clean(line.text)])
            continue
        name = clean(parts.after.strip().removesuffix(")") if "(" in parts.before else parts.after).lstrip(":").strip()
        if name:
            yield name
        elif beside := [clean(other.text) for other in view.lines if other.row == line.row and other is not line]:
            yield from filter(None, beside[:1])
