"""XML without its texts: thousands of returns have the same paragraph, the same properties, with other words in them.

That filling in other words gives what reading it anew gives rests on:

- A text is taken out only where it is all that stands between two tags, has no markup, entity or control character, and
  is not empty; so the rest has the same elements whatever the text is.
- While the first such paragraph is read, every text that is taken in unseen, but for its font, is recorded. Where the
  reader looks at a text (`OpenParagraph.is_fixed`), or leaves one out, there is no stencil.
- Everything else in a line stands between two pieces of its text, and stays between the same two.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar, cast

from cpreport.readers.paragraph import Paragraph
from cpreport.readers.view import Control, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cpreport.readers.fonts import Fonts
    from cpreport.readers.paragraph import OpenParagraph

# A text and no more. It has no tag in it, so every other piece of a split is one.
WORDS: Final = re.compile(rb"(?<=>)([^<>&\x00-\x1f]+)(?=</w:t>)")
"""A text in a paragraph."""
_ANY_TEXT: Final = re.compile(rb"(?<=>)([^<>&\x00-\x1f]+)(?=</)")
_LARGEST: Final = 16_384  # bytes of a part that is remembered
_SIGN: Final = "\ue000".encode()
_SIGNED: Final = re.compile("\ue000([0-9]+)\ue001")
NO_CHARACTERS: Final = re.compile("[\ufffe\uffff]")
"""What is no character in XML."""

Around = tuple[bytes, ...]
"""What stands around the texts of some XML, from its beginning to its end."""


def taken_out(xml: bytes, text: re.Pattern[bytes] = WORDS) -> tuple[Around, tuple[str, ...]] | None:
    """What stands around the texts in some XML, and the texts; None where they are no UTF-8."""
    pieces = text.split(xml)
    try:
        texts = b"\0".join(pieces[1::2]).decode()
    except UnicodeDecodeError:
        return None
    if NO_CHARACTERS.search(texts):
        return None
    return tuple(pieces[::2]), tuple(texts.split("\0")) if texts else ()


Texts = TypeVar("Texts", bound=tuple[str, ...])


def by_texts(function: Callable[[bytes], Texts], xml: bytes) -> Texts:
    """What a function finds in a small part; of parts that differ in their texts alone one is read.

    Args:
        function: It must give texts of the part, or several joined, without looking at what they say.
        xml: The part.
    """
    parted = taken_out(xml, _ANY_TEXT) if len(xml) <= _LARGEST else None
    if parted is None or any(_SIGN in piece for piece in parted[0]):
        return function(xml)
    around, texts = parted
    found = (_SIGNED.sub(lambda sign: texts[int(sign[1])], text) for text in _read_once(function, around))
    return cast("Texts", tuple(found))


@lru_cache(maxsize=64)
def _read_once(function: Callable[[bytes], Texts], around: Around) -> Texts:
    """What a function finds, each text being a sign with its number."""
    pieces = [around[0]]
    for number, piece in enumerate(around[1:]):
        pieces += [f"\ue000{number}\ue001".encode(), piece]
    return function(b"".join(pieces))


class Stencil(NamedTuple):
    """A paragraph that has been read, its texts taken out.

    Attributes:
        parts: The pieces of its line; of each that was taken out, its fonts.
        paragraph: It as it was read first; all offsets are the numbers of pieces instead.
    """

    parts: tuple[str | Fonts, ...]
    paragraph: Paragraph

    def filled(self, texts: Sequence[str]) -> Paragraph:
        """The paragraph with these texts."""
        given = iter(texts)
        parts = [part if isinstance(part, str) else part.shown(next(given)) for part in self.parts]
        return _moved(self.paragraph, list(accumulate(map(len, parts), initial=0)), "".join(parts))


def stencil(read: OpenParagraph, paragraph: Paragraph, texts: Sequence[str]) -> Stencil | None:
    """The stencil of a paragraph; None where its texts count for more than themselves.

    Args:
        read: How it was read.
        paragraph: What came of it.
        texts: The texts that were taken out.
    """
    if read.is_fixed or [text for _, text, _ in read.texts] != list(texts):
        return None
    parts: list[str | Fonts] = [*read.parts]
    for place, _, fonts in read.texts:
        parts[place] = fonts
    ends = accumulate(map(len, read.parts), initial=0)
    # Pieces without any text are so in every paragraph: before or behind them is the same place.
    places = {end: number for number, end in enumerate(ends)}
    return Stencil(tuple(parts), _moved(paragraph, places, ""))


def _moved(paragraph: Paragraph, places: Sequence[int] | dict[int, int], text: str) -> Paragraph:
    """The paragraph with another text, each offset being replaced by what stands for it in `places`."""
    line = paragraph.line
    moved = Line(
        text,
        line.row,
        tuple(Control(places[start], places[end], checked) for start, end, checked in line.controls),
        tuple((places[start], places[end]) for start, end in line.emphasised),
        tuple((places[start], places[end]) for start, end in line.struck),
        line.bullet,
    )
    return Paragraph(
        moved,
        tuple((name, places[start], places[end]) for name, start, end in paragraph.tags),
        tuple((bookmark, name, places[start], places[end]) for bookmark, name, start, end in paragraph.names),
        tuple((bookmark, name, places[offset]) for bookmark, name, offset in paragraph.bookmarks),
        paragraph.tracked,
    )
