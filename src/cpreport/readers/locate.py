"""Which line of a returned file belongs to which printed item: by our own names first, then by the printed words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from cpreport import places
from cpreport.readers.align import EXACT, align, likeness
from cpreport.readers.items import Item, ItemKind, items
from cpreport.readers.labels import clean, cut_item, is_same, key, number_before
from cpreport.readers.view import PICTURE
from cpreport.reading import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.form import Form
    from cpreport.readers.view import Line, Span, View

_MOST_BREAKS = 3
_MOST_TITLES = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Where an item stands: the index of its line, and the surest layer that says so."""

    line: int
    layer: Layer


class Location:
    """The items of one form in one view.

    Attributes:
        first: Index of the line where the form begins; the memo before it may repeat its words.
        end: Index behind the form's last line; in Excel, of its sheet.
        copies: How many further copies of the form stand in the file.
    """

    def __init__(self, view: View, form: Form) -> None:
        self.view = view
        self.form = form
        self.items = items(form)
        self._rows: dict[int, list[int]] = {}
        self.first, self.copies = self._beginning()
        self.end = self._end()
        self.found = self._by_name()
        self._by_label()

    @cached_property
    def owner(self) -> dict[int, Item]:
        """The item that each line belongs to."""
        return {found.line: item for item, found in self.found.items()}

    @cached_property
    def _owned_rows(self) -> set[int]:
        return {self.view.lines[line].row for line in self.owner}

    def is_owned(self, line: int) -> bool:
        """Whether a line, or one beside it, belongs to an item."""
        return self.view.lines[line].row in self._owned_rows

    def row(self, line: int) -> list[int]:
        """The indexes of the lines beside a line, itself included, from left to right."""
        if line in self._rows:
            return self._rows[line]
        lines, row = self.view.lines, self.view.lines[line].row
        first = last = line
        while first > 0 and lines[first - 1].row == row:
            first -= 1
        while last + 1 < len(lines) and lines[last + 1].row == row:
            last += 1
        found = list(range(first, last + 1))
        self._rows |= dict.fromkeys(found, found)
        return found

    def followers(self, item: Item) -> list[int]:
        """The lines below an item, up to the next item, without what was printed there."""
        below = self.unowned_from(self.row(self.found[item].line)[-1] + 1)
        if not below:
            return below
        own = self._own_box(item)
        printed = [index for index in below if index not in own and clean(self.view.lines[index].text)]
        dropped: set[int] = set()
        if item.hint and printed and self._is(printed[0], item.hint):
            dropped.add(printed.pop(0))
        for words in reversed(item.below):
            if printed and self._is(printed[-1], words):
                dropped.add(printed.pop())
        if item.kind is not ItemKind.LONG:  # nothing but a long answer can repeat printed words as its own
            dropped |= {index for index in printed if key(self.view.lines[index].text) in self._printed}
        return [index for index in below if index not in dropped]

    @cached_property
    def _printed(self) -> set[str]:
        """What is printed between the items, wherever a moved item has left it."""
        return {key(words) for item in self.items for words in (item.hint, *item.below) if words}

    def unowned_from(self, start: int) -> list[int]:
        """The lines from one on, up to the next that belongs to an item."""
        end = start
        while end < self.end and not self.is_owned(end):
            end += 1
        return list(range(start, end))

    def labelled_text(self, item: Item) -> tuple[str, list[int]]:
        """The text of an item's line, joined with as many lines below as its broken label needs, and those lines.

        Somebody who presses Enter inside a label breaks it over two paragraphs.
        """
        text = self.view.lines[self.found[item].line].text
        if cut_item(text, item.label, item.number) or item.kind is not ItemKind.CHOICE:
            return text, []
        below = [index for index in self.followers(item) if clean(self.view.lines[index].text)][:_MOST_BREAKS]
        joined = text
        for count, index in enumerate(below, start=1):
            joined += self.view.lines[index].text
            if cut_item(joined, item.label, item.number):
                return joined, below[:count]
        return text, []

    def boxes_of_others(self, item: Item, line: int) -> frozenset[int]:
        """Where the boxes of other choices begin in a line, as far as they are named."""
        named = self._named_boxes.get(line, ())
        return frozenset(start for start, other in named if other is not item)

    @cached_property
    def _named_boxes(self) -> dict[int, list[tuple[int, Item]]]:
        found: dict[int, list[tuple[int, Item]]] = {}
        for item in self.items:
            for span in self.view.tags.get(item.place, ()) if item.kind is ItemKind.CHOICE else ():
                found.setdefault(span.first, []).append((span.start, item))
        return found

    def span(self, name: str) -> tuple[Span, Layer] | None:
        """Where one of our names stands, and the layer of that name."""
        return self._spans.get(name)

    def _is(self, line: int, words: str) -> bool:
        # A drawing hangs on whatever paragraph is near it.
        return is_same(self.view.lines[line].text.replace(PICTURE, ""), words)

    def _own_box(self, item: Item) -> set[int]:
        # Nothing is printed inside the box of a long answer: whatever stands there was written.
        anchor = self.span(item.place) if item.kind is ItemKind.LONG else None
        return set(self.row(anchor[0].first)) if anchor else set()

    @cached_property
    def _spans(self) -> dict[str, tuple[Span, Layer]]:
        """Where each name stands first, and its surest layer."""
        name_layer = Layer.NAME if self.view.is_grid else Layer.BOOKMARK
        named = {name: (spans[0], name_layer) for name, spans in self.view.names.items()}
        tagged = {name: (spans[0], Layer.CONTROL) for name, spans in self.view.tags.items()}
        return named | tagged

    def _beginning(self) -> tuple[int, int]:
        """The first line of the form, and how many further copies there are."""
        lines = self.view.lines
        titles = [index for index, line in enumerate(lines) if is_same(line.text, self.form.title)][:_MOST_TITLES]
        ends = [*titles[1:], len(lines)][: len(titles)]
        real = [index for index, end in zip(titles, ends, strict=True) if self._asks(index, end)]
        anchor = self.view.names.get(places.FORM_BEGIN)
        named = [spans[0].first for name, spans in self.view.names.items() if name != places.UNIT]
        if anchor:
            return anchor[0].first, len(real) - 1
        if self.view.is_grid and named:
            sheet = lines[named[0]].sheet
            return next(index for index, line in enumerate(lines) if line.sheet == sheet), len(real) - 1
        starts = real or titles
        return (starts[-1] if starts else 0), len(real) - 1

    def _asks(self, start: int, end: int) -> bool:
        """Whether choices of the form stand between two lines."""
        lines = self.view.lines[start:end]
        choices = [item for item in self.items if item.kind is ItemKind.CHOICE]
        return not choices or any(likeness(item, line) >= EXACT for item in choices for line in lines)

    def _end(self) -> int:
        lines = self.view.lines
        if not self.view.is_grid or not lines:
            return len(lines)
        sheet = lines[self.first].sheet
        return next((i for i in range(self.first, len(lines)) if lines[i].sheet != sheet), len(lines))

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
            if claims[place.line] == 1 or cut_item(lines[place.line].text, item.label, item.number)
        }

    def _labelled(self, item: Item, line: int) -> int:
        # In a sheet the name is on the box or the answer; the label stands in another cell of the same row, even
        # where the answer repeats it.
        if len(row := self.row(line)) == 1:
            return line
        others = [index for index in row if index != line]
        indexes = others if self.view.is_grid else [line, *others]
        lines = self.view.lines
        return next((index for index in indexes if cut_item(lines[index].text, item.label, item.number)), line)

    def _by_label(self) -> None:
        missing = [item for item in self.items if item not in self.found]
        owned = {self.view.lines[found.line].row for found in self.found.values()}
        free = [
            index
            for index in range(self.first, self.end)
            if self.view.lines[index].row not in owned
            and clean(self.view.lines[index].text)
            and not self._is_hint(index)
        ]
        lines = self._numbered(free) if self.view.is_grid else self.view.lines
        for item, line in align(missing, free, lines):
            # In a sheet the number has a cell of its own, and may be all that was recognised.
            is_number = self.view.is_grid and key(self.view.lines[line].text) == key(item.number)
            self.found[item] = Found(self._labelled(item, line) if is_number else line, Layer.LABEL)

    def _is_hint(self, index: int) -> bool:
        """Whether a sheet's row says what is printed between the items and no more: an item has a number or a box."""
        return self.view.is_grid and len(self.row(index)) == 1 and key(self.view.lines[index].text) in self._printed

    def _numbered(self, free: Sequence[int]) -> list[Line]:
        """The lines of a sheet, each with the number that stands in the cell before it."""
        lines = list(self.view.lines)
        for index in free[1:]:
            before, own = self.view.lines[index - 1], lines[index]
            number, rest = number_before(clean(before.text))
            if before.row == own.row and number and not rest:
                lines[index] = replace(own, text=f"{number} {own.text}")
        return lines
