"""What tags insert into a text: literal whatever it says, in Markdown and in Word's XML."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Self

from cpreport.markup import escape

if TYPE_CHECKING:
    from collections.abc import Callable

_IN_MARKDOWN = re.compile(r"[!-/:-@\[-`{-~\n]")
_LINE_END = escape("\n")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class Filled(str):
    """What a tag put into a text, made literal there.

    Attributes:
        value: The same as an ordinary text: without the escapes of Markdown; in Word, XML all the same.
    """

    __slots__ = ("value",)
    value: str

    def __str__(self) -> Self:
        """Itself: Jinja makes a text of everything that it yields, and would drop the value."""
        return self


class Inserted(Enum):
    """Into what a variable's text is inserted: it is always literal there."""

    PLAIN = auto()
    MARKDOWN = auto()
    WORD = auto()


def _literal_in_markdown(value: object) -> Filled:
    text = str(value)
    literal = text
    if _IN_MARKDOWN.search(text):
        # A backslash before a line's end is a line break of Markdown, so a value of several lines keeps them.
        literal = _PUNCTUATION.sub(r"\\\1", text).replace("\r\n", "\n").replace("\n", "\\\n")
    filled = Filled(literal)
    filled.value = text
    return filled


def _literal_in_word(value: object) -> Filled:
    xml = escape(str(value))
    if _LINE_END in xml:
        # Inside a run's text: a line break is an element of its own.
        xml = xml.replace(f"&#13;{_LINE_END}", _LINE_END).replace(_LINE_END, '</w:t><w:br/><w:t xml:space="preserve">')
    filled = Filled(xml)
    filled.value = xml
    return filled


FINALIZERS: dict[Inserted, Callable[[object], Filled] | None] = {
    Inserted.PLAIN: None,
    Inserted.MARKDOWN: _literal_in_markdown,
    Inserted.WORD: _literal_in_word,
}
"""How each makes a text literal; None where it is literal already."""
