"""What a mark means: the glyphs, signs and words people put in or beside a box."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from cpreport.readers.remembered import by_text
from cpreport.reading import Mark
from cpreport.thai import normalise


class Family(StrEnum):
    """The kind of a mark: a box glyph, something typed or drawn by hand, or words."""

    BOX = "box"
    TICK = "tick"
    CROSS = "cross"
    WORD = "word"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A mark, its kind, and how it was written."""

    mark: Mark
    family: Family
    read: str


_SIGNS: dict[str, tuple[Mark, Family]] = {
    **dict.fromkeys("☑☒🗹🗷🗵⊠", (Mark.TICKED, Family.BOX)),
    **dict.fromkeys("☐□⬜◻▢❏❑❒○◯", (Mark.EMPTY, Family.BOX)),
    **dict.fromkeys("✓✔✅√🗸/⁄∕\\vV", (Mark.TICKED, Family.TICK)),
    **dict.fromkeys("xX×✗✘✕✖☓🗴🗶", (Mark.TICKED, Family.CROSS)),
    **dict.fromkeys("●■⬛◼•▪", (Mark.UNCERTAIN, Family.BOX)),
    **dict.fromkeys("-–—", (Mark.EMPTY, Family.WORD)),
    # Letters that Wingdings and its kin draw as ticks and boxes, left behind when the font was lost.
    **dict.fromkeys("üþPR£ûýoOQST¨", (Mark.UNCERTAIN, Family.NONE)),
    # What says no to one person and yes to another, and pictures of other things.
    **dict.fromkeys("❌❎🗙⮽👍👌🆗💯⭐★☆⊗⊙◉◎", (Mark.UNCERTAIN, Family.NONE)),
    **{chr(code): (Mark.UNCERTAIN, Family.NONE) for code in range(0xF000, 0xF100)},
}
_CROSSED_BOXES = frozenset("☒🗷🗵⊠")
BOX_SIGNS = "".join(sign for sign, (_, family) in _SIGNS.items() if family is Family.BOX)
"""The signs of boxes, ticked and not."""
_TICKED_WORDS = {
    normalise(word): (Mark.TICKED, Family.WORD)
    for word in ("ใช่", "มี", "ทำแล้ว", "ดำเนินการแล้ว", "yes", "true", "done", "1")
}
_EMPTY_WORDS = {
    normalise(word): (Mark.EMPTY, Family.WORD)
    for word in ("ไม่", "ไม่มี", "ไม่ใช่", "ยังไม่ดำเนินการ", "ไม่ได้ดำเนินการ", "no", "false")
}
_WORDS = _TICKED_WORDS | _EMPTY_WORDS
_BRACKETED = re.compile(r"[\[(（［]([^\[\]()（）]*)[\])）］]")
_PIECES = re.compile(r"[\[(（［][^\[\]()（）]*[\])）］]|.")
_NOTHING = re.compile(r"[\s._…‥·\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]+")

_LONGEST_MARK = 60  # characters; longer ones are text, however they begin
_DENIAL = re.compile(r"[\W_]*(?:ยัง\s*)?(?:ไม่|มิได้|ยกเลิก|งด|not?\b|never\b|cancell?ed\b)", re.IGNORECASE)
_SURE_TICK = re.compile("[✓✔✅√🗸☑☒🗹🗷]")
_LEADING_TICK = re.compile(r"[\s._…]*([✓✔✅√🗸☑☒])[\ufe0e\ufe0f]?")

_WINGDINGS = {0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xFD: "☒", 0x78: "☒"} | dict.fromkeys(
    (0xA8, 0x6F, 0x70, 0x71, 0x72), "☐"
)
_WINGDINGS_2 = {0x50: "✓", 0x52: "☑", 0x4F: "✗", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_WEBDINGS = {0x61: "✓", 0x72: "☒", 0x63: "☐"}
_SYMBOL = {0xD6: "√"}
# What most likely lost its font; F072 is an empty box in one and a cross in another.
_FONTLESS = {code: sign for code, sign in _WINGDINGS.items() if code not in _WEBDINGS}
_SYMBOL_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "symbol": _SYMBOL}
_OTHER_SYMBOL_FONTS = frozenset(
    {"wingdings 3", "marlett", "zapfdingbats", "zapf dingbats", "bookshelf symbol 7", "mt extra", "monotype sorts"}
)
_PRIVATE_USE = range(0xF000, 0xF100)
_ANY_PRIVATE_USE = re.compile("[\uf000-\uf0ff]")
_LONGEST_SIGN = 2
_OWN_SIGNS_OF_SYMBOL = range(0x41)  # below A it has the signs and digits that any font has


@lru_cache(maxsize=256)
def is_symbol_font(font: str) -> bool:
    """Whether a font draws signs in place of letters."""
    name = _font_name(font)
    return name in _SYMBOL_FONTS or name in _OTHER_SYMBOL_FONTS


def from_symbol_font(font: str, text: str) -> str:
    """The text with what a symbol font draws as a mark turned into Unicode.

    A character of the private range that has lost its font is taken as Wingdings, which is what editors mean by it.
    A letter alone that is drawn as another sign becomes a character of that range, because the sign is not the letter.
    """
    name = _font_name(font)
    glyphs = _SYMBOL_FONTS.get(name)
    if glyphs is None and name not in _OTHER_SYMBOL_FONTS:
        if not _ANY_PRIVATE_USE.search(text):
            return text
        return "".join(_FONTLESS.get(ord(c) & 0xFF, c) if ord(c) in _PRIVATE_USE else c for c in text)
    is_sign = len(text.strip()) <= _LONGEST_SIGN
    kept = _OWN_SIGNS_OF_SYMBOL if glyphs is _SYMBOL else range(0x21)
    return "".join(_glyph(glyphs or {}, character, kept, is_sign=is_sign) for character in text)


@by_text
def judge(text: str, *, zero_is_empty: bool = False) -> Judgement | None:
    """What a piece of text beside or in a box means.

    Args:
        text: The text, without label and number.
        zero_is_empty: Whether `0` means not ticked, as in the boxes of a sheet.

    Returns:
        None if there is nothing but white space and leaders, or if it is other text and no mark at all.
    """
    read = text.strip()
    bare = _NOTHING.sub("", text)
    if not bare or len(bare) > _LONGEST_MARK:
        return None
    if bracket := _BRACKETED.fullmatch(bare):
        inside = judge(bracket[1], zero_is_empty=zero_is_empty)
        return Judgement(inside.mark, inside.family, read) if inside else _bracket_without_mark(bracket[1], read)
    if bare.isdecimal() and int(bare) != 1:
        is_empty = zero_is_empty and not bare.strip("0")  # a Thai zero is a ring, and may be meant as one
        return Judgement(Mark.EMPTY if is_empty else Mark.UNCERTAIN, Family.WORD, read)
    if known := _WORDS.get(normalise(bare)) or _SIGNS.get(bare):
        return Judgement(*known, read)
    return _beside_box_sign(bare, read, zero_is_empty=zero_is_empty) or _several_signs(bare, read)


def denies(text: str) -> bool:
    """Whether words begin by saying no: on a line that is ticked they contradict the tick."""
    return _DENIAL.match(text) is not None


def has_sure_tick(text: str) -> bool:
    """Whether a sign that is nothing but a tick stands anywhere in a text."""
    return _SURE_TICK.search(text) is not None


def without_box_signs(text: str) -> str:
    """A text without the signs of boxes at its beginning and end."""
    return _NOTHING.sub("", text).strip(BOX_SIGNS)


def leading_mark(text: str) -> tuple[str, str]:
    """A sure tick at the beginning of a text, and the rest: people write it between a label and their own words.

    Only signs that begin no word or list count here: not `-`, `/` or `x`.
    """
    found = _LEADING_TICK.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def typed(judgement: Judgement) -> Judgement:
    """The judgement of a box sign that somebody typed beside the box: it counts as what is drawn in it."""
    if judgement.family is not Family.BOX or judgement.mark is not Mark.TICKED:
        return judgement
    return replace(judgement, family=Family.CROSS if judgement.read in _CROSSED_BOXES else Family.TICK)


def combine(judgements: list[Judgement]) -> Judgement | None:
    """What several marks at one item mean together: a mark typed beside an empty box ticks it."""
    if not judgements:
        return None
    read = " ".join(judgement.read for judgement in judgements)
    marks = {judgement.mark for judgement in judgements}
    written = [judgement for judgement in judgements if judgement.family is not Family.BOX]
    said = {judgement.mark for judgement in written}
    ticked_box = any(j.family is Family.BOX and j.mark is Mark.TICKED for j in judgements)
    contradicts = Mark.EMPTY in said and (ticked_box or Mark.TICKED in said)
    two_boxes = {j.mark for j in judgements if j.family is Family.BOX}
    if Mark.UNCERTAIN in marks or contradicts or len(two_boxes) > 1:
        return Judgement(Mark.UNCERTAIN, Family.NONE, read)
    strongest = next((j for j in written if j.mark is Mark.TICKED), None) or next(
        (j for j in judgements if j.mark is Mark.TICKED), judgements[0]
    )
    return Judgement(strongest.mark, strongest.family, read)


def _font_name(font: str) -> str:
    return font.partition(";")[0].strip().casefold().removesuffix(" regular") if font else ""


def _glyph(glyphs: dict[int, str], character: str, kept: range, *, is_sign: bool) -> str:
    code = ord(character)
    if code not in _PRIVATE_USE and code > 0xFF:
        return character
    if sign := glyphs.get(code & 0xFF):
        return sign
    if code & 0xFF in kept:
        return chr(code & 0xFF)
    return chr(0xF000 | (code & 0xFF)) if is_sign else character


def _bracket_without_mark(inside: str, read: str) -> Judgement | None:
    return Judgement(Mark.EMPTY, Family.BOX, read) if not _NOTHING.sub("", inside) else None


def _beside_box_sign(bare: str, read: str, *, zero_is_empty: bool) -> Judgement | None:
    # A word or a number beside the sign of a box whose control is lost: ใช่☐.
    inside = bare.strip(BOX_SIGNS)
    if len(inside) in {0, len(bare)}:
        return None
    word = judge(inside, zero_is_empty=zero_is_empty)
    signs = [judgement for sign in bare.replace(inside, "", 1) if (judgement := _sign(sign))]
    together = combine([word, *signs]) if word else None
    return Judgement(together.mark, together.family, read) if together else None


def _several_signs(bare: str, read: str) -> Judgement | None:
    # ☐✓, [ ]/ or (/)☐: each sign counts for itself, and only if nothing else stands there.
    pieces = _PIECES.findall(bare)
    judged = [judge(piece) if len(piece) > 1 else _sign(piece) for piece in pieces]
    if not 1 < len(pieces) <= 6 or not all(judged):
        return None
    if len(set(pieces)) == 1 and len(bare) == len(pieces):
        return Judgement(*_SIGNS[bare[0]], read)
    together = combine([judgement for judgement in judged if judgement])
    return Judgement(together.mark, together.family, read) if together else None


def _sign(sign: str) -> Judgement | None:
    return Judgement(*_SIGNS[sign], sign) if sign in _SIGNS else None
