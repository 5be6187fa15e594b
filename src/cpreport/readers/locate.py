"""Where the items of a form stand in one returned file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from cpreport.readers.items import Item, ItemKind
from cpreport.readers.labels import clean, cut_item
from cpreport.readers.layouts import layout_of
from cpreport.reading import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.form import Form
    from cpreport.readers.view import Span, View

_MOST_BREAKS = 3
_NOTHING: Final[frozenset[int]] = frozenset()


class Location:
    """The items of one form in one view: the layout that it has, and what stands there.

    Attributes:
        items: The form's items; only these very ones are found.
        first: Index of the line where the form begins.
        end: Index behind the form's last line; in Excel, of its sheet.
        copies: How many further copies of the form stand in the file.
        found: Where each item stands.
        owner: The item that each line belongs to.
    """

    def __init__(self, view: View, form: Form) -> None:
        self.view = view
        self.form = form
        layout = layout_of(view, form)
        self.items = layout.items
        self.first, self.end, self.copies = layout.first, layout.end, layout.copies
        self.found = layout.found
        self.owner = layout.owner
        self.is_owned = layout.is_owned
        self.row = layout.row
        self.followers = layout.followers
        self.unowned_from = layout.unowned_from
        self._boxed = layout.boxed

    def labelled_text(self, item: Item) -> tuple[str, Sequence[int]]:
        """The text of an item's line, joined with as many lines below as its broken label needs, and those lines.

        Somebody who presses Enter inside a label breaks it over two paragraphs.
        """
        text = self.view.lines[self.found[item].line].text
        if item.kind is not ItemKind.CHOICE or cut_item(text, item.label, item.number):
            return text, ()
        below = [index for index in self.followers(item) if clean(self.view.lines[index].text)][:_MOST_BREAKS]
        joined = text
        for count, index in enumerate(below, start=1):
            joined += self.view.lines[index].text
            if cut_item(joined, item.label, item.number):
                return joined, below[:count]
        return text, ()

    def boxes_of_others(self, item: Item, line: int) -> frozenset[int]:
        """Where the boxes of other choices begin in a line, as far as they are named."""
        others = [other for other in self._boxed.get(line, ()) if other is not item]
        if not others:
            return _NOTHING
        spans = (span for other in others for span in self.view.tags[other.place])
        return frozenset(span.start for span in spans if span.first == line)

    def span(self, name: str) -> tuple[Span, Layer] | None:
        """Where one of our names stands first, and its surest layer."""
        return self._spans.get(name)

    @cached_property
    def _spans(self) -> dict[str, tuple[Span, Layer]]:
        name_layer = Layer.NAME if self.view.is_grid else Layer.BOOKMARK
        named = {name: (spans[0], name_layer) for name, spans in self.view.names.items()}
        tagged = {name: (spans[0], Layer.CONTROL) for name, spans in self.view.tags.items()}
        return named | tagged
