"""Layouts that were worked out before: returns that came back intact have the same, whatever was ticked and written.

What a layout depends on is taken from a view line by line: `Traits` is all that a text says of the items of a form, so
that a line with other words, or a box with another mark, may stand in its place.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from cpreport import places
from cpreport.readers.align import leading_number, likeness_to
from cpreport.readers.items import items
from cpreport.readers.labels import (
    clean,
    cut_item,
    first_letter,
    is_same,
    key,
    letters_needed,
    letters_of,
    number_before,
)
from cpreport.readers.layout import Layout
from cpreport.readers.remembered import Texts
from cpreport.readers.view import PICTURE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cpreport.form import Form
    from cpreport.readers.items import Item
    from cpreport.readers.view import Line, Span, View

_MOST: Final = 256  # layouts
_TEXTS_OF_ONE: Final = 64  # kinds of texts for each of them


class Traits(NamedTuple):
    """What a line's text says of where the items of a form stand; items and printed words are numbered.

    Attributes:
        is_blank: Whether nothing is written there.
        is_title: Whether it is the form's title.
        is_printed: Whether it says what is printed between the items.
        number: The item number that it is and nothing else.
        fits: How well it fits items, those apart that it does not fit.
        holds: The items whose label stands there.
        numbers: The items whose number it is.
        says: The hints and notes that it says, but for a drawing.
    """

    is_blank: bool
    is_title: bool
    is_printed: bool
    number: str
    fits: tuple[tuple[int, int], ...]
    holds: tuple[int, ...]
    numbers: tuple[int, ...]
    says: frozenset[str]


class Asked:
    """What is looked for in the lines of one form."""

    def __init__(self, form: Form, asked: tuple[Item, ...]) -> None:
        self._title = form.title
        self._items = tuple(enumerate(asked))
        self._needed = [(each, letters_needed(each[1].label)) for each in self._items]
        # Texts with the same key have the same first letter.
        self._words: dict[str, tuple[str, ...]] = {}
        for words in dict.fromkeys(words for _, item in self._items for words in (item.hint, *item.below) if words):
            self._words[first_letter(words)] = (*self._words.get(first_letter(words), ()), words)
        self._numbers: dict[str, tuple[int, ...]] = {}
        for place, item in self._items:
            own = key(item.number)
            self._numbers[own] = (*self._numbers.get(own, ()), place)

    def traits(self, text: str) -> Traits:
        """All that a layout of the form takes from a line's text."""
        written, bare, first = clean(text), text.replace(PICTURE, ""), first_letter(text)
        number, rest = number_before(written)
        letters, leading = letters_of(text), leading_number(text)
        holding = [each for each, needed in self._needed if needed <= letters]
        # What does not have an item's label fits it at most by the number that it begins with.
        numbered = [each for each in self._items if each[1].number == leading] if leading else ()
        fitting = [each for each in self._items if each in holding or each in numbered] if numbered else holding
        fits = ((place, likeness_to(text, item)) for place, item in fitting)
        alike = self._words.get(first, ())
        return Traits(
            is_blank=not written,
            is_title=is_same(text, self._title),
            is_printed=any(key(words) == key(text) for words in alike),
            number="" if rest else number,
            fits=tuple((place, fit) for place, fit in fits if fit),
            holds=tuple(place for place, item in holding if cut_item(text, item.label, item.number)),
            numbers=() if first else self._numbers.get(key(text), ()),
            says=frozenset(words for words in alike if is_same(bare, words)),
        )


class _Layouts:
    """The layouts of one form."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._items = items(form)
        self._asked = Asked(form, self._items)
        self._titles = Texts(lambda text: is_same(text, form.title))
        self._texts = Texts(self._kind)
        self._kinds: dict[Traits, int] = {}
        self._numbers: dict[int, str] = {}
        self._known: dict[tuple[object, ...], Layout] = {}

    def of(self, view: View) -> Layout:
        """The layout of a view."""
        if max(len(self._known), len(self._kinds) // _TEXTS_OF_ONE) >= _MOST:
            for known in (self._texts, self._kinds, self._numbers, self._known):
                known.clear()
        looks = self._looks(view)
        found = self._known.get(looks)
        if found is None:
            found = self._known[looks] = Layout(view, self._form, self._items)
        return found

    def _looks(self, view: View) -> tuple[object, ...]:
        """What the lines have to say of the layout, their places included."""
        start, kind, lines = self._start(view), self._texts, view.lines
        kinds = tuple([kind[line.text] for line in lines[start:]])
        rows = tuple([line.row for line in lines])
        sheets = (tuple([line.sheet for line in lines]), *self._numbered(lines, kinds)) if view.is_grid else ()
        return (view.is_grid, start, kinds, rows, sheets, _places(view.names), _places(view.tags))

    def _start(self, view: View) -> int:
        """The first line whose text can matter: nothing is looked for above the title and our names."""
        if view.is_grid:
            return 0
        titled = (index for index, line in enumerate(view.lines) if self._titles[line.text])
        start = next(titled, len(view.lines) if places.FORM_BEGIN in view.names else 0)
        start = min([start, *(spans[0].first for named in (view.names, view.tags) for spans in named.values())])
        while 0 < start < len(view.lines) and view.lines[start - 1].row == view.lines[start].row:
            start -= 1  # a label may stand beside what has its name
        return start

    def _numbered(self, lines: Sequence[Line], kinds: Sequence[int]) -> Iterator[int]:
        """In a sheet the number of an item has a cell of its own: what the next says together with it."""
        for index, kind in enumerate(kinds[:-1]):
            if kind in self._numbers and lines[index].row == lines[index + 1].row:
                yield self._texts[f"{self._numbers[kind]} {lines[index + 1].text}"]

    def _kind(self, text: str) -> int:
        """A number for all texts with the same traits, from 1."""
        traits = self._asked.traits(text)
        kind = self._kinds.setdefault(traits, len(self._kinds) + 1)
        if traits.number:
            self._numbers[kind] = traits.number
        return kind


def _places(named: Mapping[str, tuple[Span, ...]]) -> tuple[object, ...]:
    """The lines in which names begin."""
    return tuple(
        [(name, spans[0].first if len(spans) == 1 else tuple(s.first for s in spans)) for name, spans in named.items()]
    )


_layouts = lru_cache(maxsize=8)(_Layouts)


def layout_of(view: View, form: Form) -> Layout:
    """Where the items of a form stand in a view."""
    return _layouts(form).of(view)
