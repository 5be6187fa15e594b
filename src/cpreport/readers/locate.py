"""Which line of a returned file belongs to which printed item: by our own names first, then by the printed words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cpreport import places, printed
from cpreport.readers.items import Item, ItemKind, items
from cpreport.readers.labels import begins_with, clean, cut, key, number_before
from cpreport.readers.marks import judge
from cpreport.reading import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpreport.form import Form
    from cpreport.readers.view import Line, Span, View

_EXACT, _NUMBERED, _LOOSE = 4, 2, 1
_LONGEST_LEAD = 40
_MOST_BREAKS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Where an item stands: the index of its line, and the surest layer that says so."""

    line: int
    layer: Layer


class Location:
    """The items of one form in one view."""

    def __init__(self, view: View, form: Form) -> None:
        self.view = view
        self.form = form
        self.items = items(form)
        self.first = self._first_line()
        self.found = self._by_name()
        self._by_label()

    @cached_property
    def owner(self) -> dict[int, Item]:
        """The item that each line belongs to."""
        return {found.line: item for item, found in self.found.items()}

    @cached_property
    def _owned_rows(self) -> set[int]:
        return {self.view.lines[line].row for line in self.owner}

    def row(self, line: int) -> list[int]:
        """The indexes of the lines beside a line, itself included, from left to right."""
        lines, row = self.view.lines, self.view.lines[line].row
        first = last = line
        while first > 0 and lines[first - 1].row == row:
            first -= 1
        while last + 1 < len(lines) and lines[last + 1].row == row:
            last += 1
        return list(range(first, last + 1))

    def followers(self, item: Item) -> list[int]:
        """The lines below an item, up to the next item."""
        start = self.row(self.found[item].line)[-1] + 1
        end = start
        while end < len(self.view.lines) and self.view.lines[end].row not in self._owned_rows:
            end += 1
        return list(range(start, end))

    def written(self, item: Item, indexes: Iterable[int]) -> list[str]:
        """What was written on these lines of an item: their texts without what was printed there."""
        anchor = self.span(item.place) if item.kind is ItemKind.LONG else None
        # Nothing is printed inside the box of a long answer: whatever stands there was written.
        own = set(self.row(anchor[0].first)) if anchor else set()
        lines = self.view.lines
        return [lines[index].text if index in own else self._unprinted(lines[index].text) for index in indexes]

    def labelled_text(self, item: Item) -> tuple[str, int]:
        """The text of an item's line, joined with as many lines below as its broken label needs, and their number.

        Somebody who presses Enter inside a label breaks it over two paragraphs.
        """
        text = self.view.lines[self.found[item].line].text
        if cut(text, item.label) or item.kind is not ItemKind.CHOICE:
            return text, 0
        joined = text
        below = [index for index in self.followers(item) if clean(self.view.lines[index].text)]
        for count, index in enumerate(below[:_MOST_BREAKS], start=1):
            joined += self.view.lines[index].text
            if cut(joined, item.label):
                return joined, count
        return text, 0

    def _unprinted(self, text: str) -> str:
        for words in printed.furniture(self.form):
            if begins_with(text, words):
                parts = cut(text, words)
                # The rest of the instruction is the due date, which differs by unit.
                return "" if parts is None or words in self._instructions else parts.after
        return text

    @cached_property
    def _instructions(self) -> tuple[str, ...]:
        return printed.instructions(self.form)

    def span(self, name: str) -> tuple[Span, Layer] | None:
        """Where one of our names stands, and the layer of that name."""
        for spans, layer in self._layers():
            if name in spans:
                return spans[name][0], layer
        return None

    def _layers(self) -> Sequence[tuple[Mapping[str, tuple[Span, ...]], Layer]]:
        name_layer = Layer.NAME if self.view.is_grid else Layer.BOOKMARK
        return ((self.view.tags, Layer.CONTROL), (self.view.names, name_layer))

    def _first_line(self) -> int:
        # What stands before the form, the memo, may repeat its words: look only from the form's own title on.
        if anchor := self.view.names.get(places.FORM_BEGIN):
            return anchor[0].first
        title = key(self.form.title)
        titles = [index for index, line in enumerate(self.view.lines) if key(line.text) == title]
        return titles[-1] if titles else 0

    def _by_name(self) -> dict[Item, Found]:
        found: dict[Item, Found] = {}
        for item in self.items:
            anchor = self.span(item.place) if item.place else None
            if anchor is None and item.specify:
                anchor = self.span(item.specify)
            if anchor and item.kind is not ItemKind.LONG:
                span, layer = anchor
                found[item] = Found(self._labelled(item, span.first), layer)
        return self._without_strays(found)

    def _without_strays(self, found: dict[Item, Found]) -> dict[Item, Found]:
        # When a line is deleted, its bookmark may slip into the next one: the line's own item keeps it.
        claims = Counter(place.line for place in found.values())
        lines = self.view.lines
        return {
            item: place
            for item, place in found.items()
            if claims[place.line] == 1 or cut(lines[place.line].text, item.label)
        }

    def _labelled(self, item: Item, line: int) -> int:
        # In a sheet the name is on the box; the label stands in another cell of the same row.
        beside = [index for index in self.row(line) if cut(self.view.lines[index].text, item.label)]
        return line if line in beside or not beside else beside[0]

    def _by_label(self) -> None:
        missing = [item for item in self.items if item not in self.found]
        owned = {self.view.lines[found.line].row for found in self.found.values()}
        free = [
            index
            for index in range(self.first, len(self.view.lines))
            if self.view.lines[index].row not in owned and clean(self.view.lines[index].text)
        ]
        for item, line in _align(missing, free, self.view.lines):
            self.found[item] = Found(line, Layer.LABEL)


def likeness(item: Item, line: Line) -> int:
    """How well a line fits an item: 0 is not at all; the right label counts more than the right number."""
    parts = cut(line.text, item.label)
    if item.kind in {ItemKind.SIGNER, ItemKind.SIGNED, ItemKind.SIGNED_ON}:
        return _signature_likeness(item, line.text) if parts else 0
    if parts is None:
        return _LOOSE if item.kind is ItemKind.CHOICE and _has_number(item, line.text) else 0
    number, lead = number_before(parts.before)
    if len(lead) > _LONGEST_LEAD or (clean(lead) and judge(lead) is None):
        return 0
    return (_EXACT if _ends_there(item, parts.after) else _LOOSE) + (_NUMBERED if number == item.number else 0)


def _has_number(item: Item, text: str) -> bool:
    """Whether a line begins with the item's number, a mark at most before it."""
    number, lead = number_before(" ".join(text.split()[:2])[:_LONGEST_LEAD])
    return number == item.number and (not clean(lead) or judge(lead) is not None)


def _ends_there(item: Item, after: str) -> bool:
    return bool(item.specify) or item.kind is ItemKind.SHORT or not clean(after) or judge(after) is not None


def _signature_likeness(item: Item, text: str) -> int:
    if not begins_with(text, item.label):
        return 0
    if item.kind is ItemKind.SIGNER:
        return _LOOSE if clean(text).endswith(")") else 0
    return _EXACT


def _align(missing: Sequence[Item], free: Sequence[int], lines: Sequence[Line]) -> list[tuple[Item, int]]:
    """The best pairing in order, then what people moved: an exact label anywhere, if it is the only one."""
    if not missing or not free:
        return []
    fits = [[likeness(item, lines[line]) for line in free] for item in missing]
    pairs = _best_in_order(fits)
    taken = {column for _, column in pairs}
    for row, scores in enumerate(fits):
        if all(row != paired for paired, _ in pairs):
            exact = [column for column, score in enumerate(scores) if score >= _EXACT and column not in taken]
            if len(exact) == 1:
                pairs.append((row, exact[0]))
                taken.add(exact[0])
    return [(missing[row], free[column]) for row, column in pairs]


def _best_in_order(fits: list[list[int]]) -> list[tuple[int, int]]:
    rows, columns = len(fits), len(fits[0])
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            pair = fits[row][column] + best[row + 1][column + 1] if fits[row][column] else 0
            best[row][column] = max(pair, best[row + 1][column], best[row][column + 1])
    pairs: list[tuple[int, int]] = []
    row = column = 0
    while row < rows and column < columns:
        fit = fits[row][column]
        if fit and best[row][column] == fit + best[row + 1][column + 1]:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs
