"""The shape of a memo: its text with gaps where the values of a unit stand, the same for many units.

Laying out Markdown takes most of the time that a form costs, and most memos differ in a few words only. A shape is laid
out once, with slots in its gaps. That is right only where no value could change what Markdown makes of the text around
it; everything else is laid out unit by unit. Either way the same text comes out.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from cpreport.inserted import Filled
from cpreport.language import Digits
from cpreport.markup import escape
from cpreport.thai import thai_digits
from cpreport.writers.memo_blocks import chunks
from cpreport.writers.prepared import slots_of, with_slots

if TYPE_CHECKING:
    from cpreport.form import Form
    from cpreport.writers.memo_text import MemoTemplate, RenderedMemo
    from cpreport.writers.prepared import Shape

# The date is not among them: it is written out.
_PRINTED = frozenset(["agency", "number", "subject", "to", "urgency", "signer.name", "signer.position"])
# A text on one line without white space at its ends: it neither begins nor ends a paragraph, a line or a cell.
_PLAIN = re.compile(r"[^\s\0]+(?: +[^\s\0]+)*")
_TOKEN = "\ue000"  # noqa: S105  how a slot begins, not a password
# What may take a value into a link, code, an entity or an escape.
_MARKUP = re.compile(r"[`<&\[\\]")
_EMPHASIS = re.compile(r"[*_]")
_FIRST_IN_LINE = re.compile(rf"^[\s0-9๐-๙.*•-]*{_TOKEN}([a-z]+)", re.MULTILINE)
_SLOTTED = re.compile("\ue000([a-z]+)\ue001")
# Thai digits are not put into Latin words and addresses, so it matters to a value whether it is part of one.
_BESIDE_LATIN = re.compile(rf"[A-Za-z0-9._%+@-]\S*{_TOKEN}|\ue001\S*[A-Za-z0-9._%+@{_TOKEN}-]")


class SlottedMemo(NamedTuple):
    """A memo of one shape, with slots in its gaps.

    Attributes:
        front: The front matter's texts that depend on the unit, by key.
        body: Markdown.
        wary: The places among the values of those that must begin with a letter and end with no sign.
    """

    front: dict[str, str]
    body: str
    wary: tuple[int, ...]


def split(memo: RenderedMemo, literals: frozenset[str]) -> tuple[Shape, list[str]] | None:
    """A rendered memo as shape (front matter, body) and values.

    Args:
        memo: The texts of one unit's memo.
        literals: The pieces of the body that are the template's own.

    Returns:
        None where a value is not plain, or a piece may be Markdown that was made by a tag.
    """
    front = tuple([None if key in _PRINTED and text else text for key, text in memo.varying.items()])
    body = tuple([None if type(piece) is Filled else piece for piece in memo.body])
    values = [text for text, shown in zip(memo.varying.values(), front, strict=True) if shown is None]
    values += [piece.value for piece in memo.body if type(piece) is Filled]
    plain = all(map(_PLAIN.fullmatch, values)) and literals.issuperset(piece for piece in body if piece is not None)
    return ((front, body), values) if plain else None


def slotted(shape: Shape, memo: MemoTemplate, form: Form) -> SlottedMemo | None:
    """The memo of a shape.

    Args:
        shape: Front matter and body.
        memo: Of what template.
        form: Says which digits the memo has.

    Returns:
        None where a value could change what Markdown makes of the text around it.
    """
    if any(_TOKEN in piece for part in (*shape, memo.fixed.values()) for piece in part if piece):
        return None
    names = slots_of(shape)
    following = iter(names)
    front, body = [with_slots([text], following) for text in shape[0]], with_slots(shape[1], following)
    wary: set[str] = set()
    for chunk in chunks(body):
        found = _SLOTTED.findall(chunk)
        if found and (_MARKUP.search(chunk) or (form.digits is Digits.THAI and _BESIDE_LATIN.search(chunk))):
            return None
        wary.update(found if _EMPHASIS.search(chunk) else _FIRST_IN_LINE.findall(chunk))
    places = tuple(place for place, name in enumerate(names) if name in wary)
    return SlottedMemo(dict(zip(memo.varying, front, strict=True)), body, places)


def fits(values: list[str], wary: tuple[int, ...]) -> bool:
    """Whether the values can stand in the slots of their memo."""
    return all(_is_wordlike(values[place]) for place in wary)


def as_xml(values: list[str], form: Form) -> tuple[str, ...]:
    """The values as they are printed, in XML."""
    shown = map(thai_digits, values) if form.digits is Digits.THAI else values
    return tuple(map(escape, shown))


def _is_wordlike(value: str) -> bool:
    return unicodedata.category(value[0])[0] == "L" and unicodedata.category(value[-1])[0] in "LMN"
