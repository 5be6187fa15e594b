"""Words of an answer that somebody struck out: whether they still hold, nobody can tell from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.readers.items import ItemKind
from cpreport.readers.labels import clean, without_placeholder
from cpreport.reading import Drift, DriftKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpreport.readers.items import Item
    from cpreport.readers.locate import Location
    from cpreport.reading import Text


def struck_out(location: Location, texts: Mapping[str, Text]) -> Iterator[Drift]:
    """Every struck-out piece of a written answer, once.

    Args:
        location: Where the items of the form stand.
        texts: What was read as written, by place; it holds the struck-out words too.
    """
    found = [
        Drift(DriftKind.STRUCK, item.question, item.choice, piece, text.where)
        for item, piece in _pieces(location)
        for text in _written(item, texts)
        if piece in text.text
    ]
    yield from dict.fromkeys(found)


def _pieces(location: Location) -> Iterator[tuple[Item, str]]:
    if not any(line.struck for line in location.view.lines):
        return
    above: Item | None = None
    for index in range(location.first, location.end):
        above = location.owner.get(index, above)
        line = location.view.lines[index]
        for start, end in line.struck if above is not None else ():
            piece = clean(without_placeholder(clean(line.text[start:end])))
            if above is not None and piece:
                yield above, piece


def _written(item: Item, texts: Mapping[str, Text]) -> Iterator[Text]:
    names = (item.specify,) if item.kind is ItemKind.CHOICE else (item.place,)
    return (texts[name] for name in names if name in texts and texts[name].text)
