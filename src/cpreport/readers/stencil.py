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

_NO_TEXT: Final = re.compile(rb"[<&\x00-\x1f]")
_ANY_CLOSING: Final = b"</"
_LARGEST: Final = 16_384  # bytes of a part that is remembered
_SIGN: Final = "\ue000".encode()
_SIGNED: Final = re.compile("\ue000([0-9]+)\ue001")
NO_CHARACTERS: Final = re.compile("[\ufffe\uffff]")
"""What is no character in XML."""

Around = tuple[bytes, ...]
"""What stands around the texts of some XML, from its beginning to its end."""


def taken_out(xml: bytes, closing: bytes = b"</w:t>") -> tuple[Around, tuple[str, ...]] | None:
    """What stands around the texts in some XML, and the texts; None where they are no UTF-8.

    Args:
        xml: The XML.
        closing: What a text ends with.
    """
    around: list[bytes] = []
    found: list[bytes] = []
    begun = b""
    *pieces, last = xml.split(closing)
    for number, piece in enumerate(pieces):
        start = piece.rfind(b">") + 1
        text = piece[start:]
        if text and (start or number) and not _NO_TEXT.search(text):  # behind the last text there is a tag as well
            around.append(begun + piece[:start])
            found.append(text)
            begun = closing
        else:
            begun += piece + closing
    try:
        texts = b"\0".join(found).decode()
    except UnicodeDecodeError:
        return None
    if NO_CHARACTERS.search(texts):
        return None
    return (*around, begun + last), tuple(texts.split("\0")) if texts else ()


Texts = TypeVar("Texts", bound=tuple[str, ...])


def by_texts(function: Callable[[bytes], Texts], xml: bytes) -> Texts:
    """What a function finds in a small part; of parts that differ in their texts alone one is read.

    Args:
        function: It must give texts of the part, or several joined, without looking at what they say.
        xml: The part.
    """
    parted = taken_out(xml, _ANY_CLOSING) if len(xml) <= _LARGEST else None
    if parted is None or _SIGN in xml:
        return function(xml)
    around, texts = parted
    found = _read_once(function, around)
    return cast("Texts", tuple("".join([texts[p] if isinstance(p, int) else p for p in pieces]) for pieces in found))


@lru_cache(maxsize=64)
def _read_once(function: Callable[[bytes], tuple[str, ...]], around: Around) -> tuple[tuple[str | int, ...], ...]:
    """What a function finds, in pieces: each text that was taken out is its number."""
    signed = [around[0]]
    for number, piece in enumerate(around[1:]):
        signed += [f"\ue000{number}\ue001".encode(), piece]
    found = (_SIGNED.split(text) for text in function(b"".join(signed)))
    return tuple(tuple(int(p) if place % 2 else p for place, p in enumerate(pieces)) for pieces in found)


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
