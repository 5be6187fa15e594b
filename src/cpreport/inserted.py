"""What tags insert into a text: literal whatever it says, in Markdown and in Word's XML."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Self

from cpreport.ooxml import escape

if TYPE_CHECKING:
    from collections.abc import Callable

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class Filled(str):
    """What a tag put into a text, made literal there.

    Attributes:
        value: The same as an ordinary text: without the escapes of Markdown; in Word, XML all the same.
    """

    __slots__ = ("value",)
    value: str

    @classmethod
    def of(cls, literal: str, value: str) -> Self:
        """The literal text of a value."""
        filled = cls(literal)
        filled.value = value
        return filled

    def __str__(self) -> Self:
        """Itself: Jinja makes a text of everything that it yields, and would drop the value."""
        return self


class Inserted(Enum):
    """Into what a variable's text is inserted: it is always literal there."""

    PLAIN = auto()
    MARKDOWN = auto()
    WORD = auto()


def _literal_in_markdown(value: object) -> Filled:
    # A backslash before a line's end is a line break of Markdown, so a value of several lines keeps them.
    text = str(value)
    return Filled.of(_PUNCTUATION.sub(r"\\\1", text).replace("\r\n", "\n").replace("\n", "\\\n"), text)


def _literal_in_word(value: object) -> Filled:
    # Inside a run's text: a line break is an element of its own.
    lines = str(value).replace("\r\n", "\n").split("\n")
    xml = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in lines)
    return Filled.of(xml, xml)


FINALIZERS: dict[Inserted, Callable[[object], Filled] | None] = {
    Inserted.PLAIN: None,
    Inserted.MARKDOWN: _literal_in_markdown,
    Inserted.WORD: _literal_in_word,
}
"""How each makes a text literal; None where it is literal already."""
