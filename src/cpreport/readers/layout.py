"""Which lines of a returned file belong to which printed items: by our own names first, then by the printed words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpreport import places
from cpreport.readers.align import EXACT, align, likeness
from cpreport.readers.items import Item, ItemKind, printed_between
from cpreport.readers.labels import clean, cut_item, is_same, key, number_before
from cpreport.readers.view import PICTURE
from cpreport.reading import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.form import Form
    from cpreport.readers.view import Line, View

_MOST_TITLES = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Where an item stands: the index of its line, and the surest layer that says so."""

    line: int
    layer: Layer


class Layout:
    """Where the items of one form stand in a view; the same for all views that look alike (`layouts`).

    It is worked out once and holds nothing of the view itself: what it takes from a line must be among its `Traits`.

    Attributes:
        items: The form's items; only these very ones are found.
        first: Index of the line where the form begins; the memo before it may repeat its words.
        end: Index behind the form's last line; in Excel, of its sheet.
        copies: How many further copies of the form stand in the file.
        found: Where each item stands, those in the order of their printing that have a name of ours, then the others.
        owner: The item that each line belongs to.
        boxed: The choices whose boxes are named on a line.
    """

    def __init__(self, view: View, form: Form, asked: tuple[Item, ...]) -> None:
        self.items = asked
        self._rows = _side_by_side(view.lines)
        survey = _Survey(view, form, asked, self._rows)
        self.first, self.copies, self.end, self.found = survey.first, survey.copies, survey.end, survey.found
        self.owner = {found.line: item for item, found in self.found.items()}
        self._owned = {index for line in self.owner for index in self._rows[line]}
        self._followers = {item: self._below(survey, item) for item in self.found}
        self.boxed: dict[int, tuple[Item, ...]] = {}
        for item in self.items:
            for span in view.tags.get(item.place, ()) if item.kind is ItemKind.CHOICE else ():
                self.boxed[span.first] = (*self.boxed.get(span.first, ()), item)

    def is_owned(self, line: int) -> bool:
        """Whether a line, or one beside it, belongs to an item."""
        return line in self._owned

    def row(self, line: int) -> Sequence[int]:
        """The indexes of the lines beside a line, itself included, from left to right."""
        return self._rows[line]

    def followers(self, item: Item) -> Sequence[int]:
        """The lines below an item, up to the next item, without what was printed there."""
        return self._followers[item]

    def unowned_from(self, start: int) -> Sequence[int]:
        """The lines from one on, up to the next that belongs to an item."""
        end = start
        while end < self.end and end not in self._owned:
            end += 1
        return range(start, end)

    def _below(self, survey: _Survey, item: Item) -> Sequence[int]:
        below = self.unowned_from(self._rows[self.found[item].line][-1] + 1)
        return survey.unprinted(item, below) if below else ()


def _side_by_side(lines: Sequence[Line]) -> list[range]:
    """For each line, the lines beside it."""
    found: list[range] = []
    while len(found) < len(lines):
        first = last = len(found)
        while last + 1 < len(lines) and lines[last + 1].row == lines[first].row:
            last += 1
        found += [range(first, last + 1)] * (last + 1 - first)
    return found


class _Survey:
    """Working out where the items stand."""

    def __init__(self, view: View, form: Form, asked: tuple[Item, ...], rows: Sequence[range]) -> None:
        self.view = view
        self.form = form
        self.items = asked
        self._rows = rows
        self._printed = printed_between(form)
        self.first, self.copies = self._beginning()
        self.end = self._end()
        self.found = self._by_name()
        self._by_label()

    def unprinted(self, item: Item, below: Sequence[int]) -> tuple[int, ...]:
        """The lines below an item without what was printed there."""
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
        return tuple(index for index in below if index not in dropped)

    def _is(self, line: int, words: str) -> bool:
        # A drawing hangs on whatever paragraph is near it.
        return is_same(self.view.lines[line].text.replace(PICTURE, ""), words)

    def _own_box(self, item: Item) -> Sequence[int]:
        # Nothing is printed inside the box of a long answer: whatever stands there was written.
        anchor = self._anchor(item.place) if item.kind is ItemKind.LONG else None
        return self._rows[anchor[0]] if anchor else ()

    def _anchor(self, name: str) -> tuple[int, Layer] | None:
        """The line in which one of our names stands first, and its surest layer."""
        if spans := self.view.tags.get(name):
            return spans[0].first, Layer.CONTROL
        spans = self.view.names.get(name)
        return (spans[0].first, Layer.NAME if self.view.is_grid else Layer.BOOKMARK) if spans else None

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
            anchor = self._anchor(item.place) if item.place else None
            if anchor is None and item.specify:
                anchor = self._anchor(item.specify)
            if anchor and item.kind is not ItemKind.LONG:
                line, layer = anchor
                found[item] = Found(self._labelled(item, line), layer)
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
        if len(row := self._rows[line]) == 1:
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
        return self.view.is_grid and len(self._rows[index]) == 1 and key(self.view.lines[index].text) in self._printed

    def _numbered(self, free: Sequence[int]) -> list[Line]:
        """The lines of a sheet, each with the number that stands in the cell before it."""
        lines = list(self.view.lines)
        for index in free[1:]:
            before, own = self.view.lines[index - 1], lines[index]
            number, rest = number_before(clean(before.text))
            if before.row == own.row and number and not rest:
                lines[index] = replace(own, text=f"{number} {own.text}")
        return lines
