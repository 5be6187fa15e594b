"""Judging the box of each choice: what the control says, what its glyph shows, and what was written beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpreport.readers.align import EXACT, likeness
from cpreport.readers.cells import cells_of
from cpreport.readers.items import ItemKind
from cpreport.readers.labels import clean, cut, cut_item, number_before, without_number
from cpreport.readers.marks import (
    BOX_SIGNS,
    Family,
    Judgement,
    combine,
    denies,
    has_sure_tick,
    judge,
    leading_mark,
    typed,
    without_box_signs,
)
from cpreport.reading import Box, Layer, Mark
from cpreport.thai import arabic_digits

if TYPE_CHECKING:
    from cpreport.readers.items import Item
    from cpreport.readers.labels import Cut
    from cpreport.readers.layout import Found
    from cpreport.readers.locate import Location
    from cpreport.readers.view import Control, Line


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one choice.

    Attributes:
        control: The state the control's attribute says; None without a control.
        glyph: What the control shows.
        beside: What stands in and around the box otherwise.
        stray: Other text behind the label, which is no mark.
        reworded: Whether the printed label is not there any more.
        emphasised: Whether the label is underlined or highlighted.
        struck: Whether the label or a mark is struck out.
        tick_inside: Whether a tick was typed into the label itself.
        is_anothers: Whether another choice's label stands there in its stead.
        is_alone: Whether the words stand by themselves, as in a hint: neither box nor number before them.
    """

    control: bool | None
    glyph: Judgement | None
    beside: tuple[Judgement, ...]
    stray: str = ""
    reworded: bool = False
    emphasised: bool = False
    struck: bool = False
    tick_inside: bool = False
    is_anothers: bool = False
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a label: the pieces that may be marks, and what was written."""

    marks: tuple[str, ...]
    text: str


_NOTHING_BEHIND: Final = Behind(("",), "")


def look_at(location: Location, item: Item, found: Found, bullet: Judgement | None = None) -> Look:
    """Everything that can be seen at the line of a choice; its list bullet where that is a mark."""
    line = location.view.lines[found.line]
    text = location.labelled_text(item)[0]
    parts = cut_item(_without_controls(line, text), item.label, item.number)
    before, after = (parts.before, parts.after) if parts else _unlabelled(text, item)
    left, right = cells_beside(location, item)
    is_grid = location.view.is_grid
    glyph = _glyph(location, item)
    is_numbered = any(number_before(piece)[0] == item.number for piece in (before, *left))
    leading = [_leading(piece, item, is_grid=is_grid, is_numbered=is_numbered) for piece in (before, *left)]
    if not is_numbered:
        leading = _renumbered(leading, item, has_box=glyph is not None)
    outside = behind_label(location, item, parts).marks if item.specify and parts else (after,)
    following = [(piece, judge(piece, zero_is_empty=is_grid)) for piece in (*outside, *right)]
    if item.specify:
        sure = [judge(leading_mark(piece)[0]) for piece in outside]
        following += [("", judged) for judged in sure if judged and all(judged != other for _, other in following)]
    if not parts and (sign := _sign_behind(text)):
        following.append((sign.read, sign))
    stray = "" if item.specify else " ".join(clean(piece) for piece, judged in following if judged is None).strip()
    states = {control.checked for _, control in _controls(location, item)}
    beside = filter(None, [*leading, *(judged for _, judged in following), bullet, *_between_labels(location, item)])
    agree = len(states) < 2
    is_untouched = glyph is not None and glyph.mark is Mark.EMPTY and states == {False}
    return Look(
        next(iter(states), None) if agree else None,
        # A box may have been copied, and then only one of the two ticked.
        glyph if agree else Judgement(Mark.UNCERTAIN, Family.NONE, glyph.read if glyph else ""),
        tuple(typed(judged) if is_untouched else judged for judged in beside),
        stray,
        reworded=parts is None and not _label_beside(location, item, found),
        emphasised=bool(parts and _overlaps(line.emphasised, parts.start, parts.end)),
        # A mark that was struck out is as doubtful as a label; what is struck out behind it may be its text.
        struck=bool(parts and _overlaps(line.struck, 0, parts.end if item.specify else len(line.text))),
        tick_inside=parts is None and has_sure_tick(_without_controls(line, text)),
        is_anothers=parts is None and _is_anothers(location, item, line),
        is_alone=found.layer is Layer.LABEL and not any(clean(piece) for piece in (before, *left)),
    )


def behind_label(location: Location, item: Item, parts: Cut) -> Behind:
    """What stands behind the label of a choice with a text of its own.

    What stands in the text's field is that text, even `-` or `x`; what stands beside the field may be a mark. Where
    the field is lost, a box that is ticked already needs no second mark, so all but a sure tick is the text.
    """
    if not parts.after:
        return _NOTHING_BEHIND
    anchor = location.span(item.specify)
    line = location.found[item].line
    if anchor and anchor[0].first == anchor[0].last == line and anchor[0].start >= parts.end:
        start, end = anchor[0].start - parts.end, anchor[0].end - parts.end
        outside = (parts.after[:start], parts.after[end:])
        kept = ["" if judge(piece) else leading_mark(piece)[1] for piece in outside]
        return Behind(outside, kept[0] + parts.after[start:end] + kept[1])
    sure, rest = leading_mark(parts.after)
    if _is_ticked_before(location, item, parts):
        return Behind((sure,), rest)
    return Behind((parts.after,), "" if judge(parts.after) else rest)


def _is_ticked_before(location: Location, item: Item, parts: Cut) -> bool:
    glyph = _glyph(location, item)
    line = location.view.lines[location.found[item].line]
    lead = _leading(_without_controls(line, parts.before), item, is_grid=False)
    return any(judged is not None and judged.mark is Mark.TICKED for judged in (glyph, lead))


def cells_beside(location: Location, item: Item) -> tuple[list[str], list[str]]:
    """The texts left and right of a label in its row; the place of the choice's own text is left out."""
    answer = location.span(item.specify) if item.specify else None
    own = answer[0].first if answer else None
    cells = cells_of(location, item)
    left, right = ([_bare(location, index) for index in side if index != own] for side in (cells.left, cells.right))
    return left, right


def judge_box(look: Look, found: Found, where: str, *, is_grid: bool) -> tuple[Box, Family]:
    """The verdict on one box, and the family of what was written by hand (for the rule about a typed x)."""
    seen = combine([*([look.glyph] if look.glyph else []), *look.beside])
    read = seen.read if seen else look.stray
    if look.control is not None and look.glyph and (look.glyph.mark is Mark.TICKED) != look.control:
        return Box(Mark.UNCERTAIN, found.layer, read, where, look.glyph.mark, look.control), Family.NONE
    if seen is None:
        # A box that was deleted says nothing; an empty cell of a sheet is an empty box.
        blank = is_grid and not look.stray and not look.is_alone
        return Box(Mark.EMPTY if blank else Mark.UNCERTAIN, found.layer, read, where), Family.NONE
    # Words or a line where a mark is missing may be meant as one; a tick on a line that is struck out, or that cannot
    # be told to be this choice's, may be meant for nothing.
    doubted = {
        Mark.EMPTY: bool(look.stray) or look.emphasised or look.struck or look.tick_inside,
        Mark.TICKED: look.struck
        or look.is_anothers
        or denies(look.stray)
        or (look.reworded and found.layer is Layer.LABEL),
    }
    if doubted.get(seen.mark, False):
        return Box(Mark.UNCERTAIN, found.layer, look.stray or read, where, seen.mark), Family.NONE
    return Box(seen.mark, found.layer, read, where), _family(look, seen)


def _family(look: Look, seen: Judgement) -> Family:
    """What a box was ticked with; a crossed box may be how the control shows that it was clicked, and says nothing."""
    by_hand = next((j.family for j in look.beside if j.mark is Mark.TICKED), None)
    if by_hand is not None or seen.mark is not Mark.TICKED or look.glyph is None:
        return by_hand or Family.NONE
    return Family.TICK if typed(look.glyph).family is Family.TICK else Family.NONE


def gone() -> Box:
    """The box of a choice whose line is not in the returned copy."""
    return Box(Mark.EMPTY, Layer.LABEL)


def _without_controls(line: Line, text: str) -> str:
    for control in line.controls:
        if control.end <= len(text):
            text = text[: control.start] + " " * (control.end - control.start) + text[control.end :]
    return text


def _unlabelled(text: str, item: Item) -> tuple[str, str]:
    # The label was reworded: what stands before the number is all that can still be a mark.
    number = item.number
    parts = cut(text, number) if number else None
    return (parts.before, "") if parts else ("", "")


def _sign_behind(text: str) -> Judgement | None:
    """A tick at the end of a line whose label was reworded: nobody can say where its words end."""
    judged = judge(" ".join(text.split()[1:][-1:]))
    if judged and judged.mark is not Mark.EMPTY and judged.family is not Family.WORD:
        return Judgement(Mark.UNCERTAIN, Family.NONE, judged.read)
    return None


def _leading(text: str, item: Item, *, is_grid: bool, is_numbered: bool = False) -> Judgement | None:
    """What stands before a label: a mark, the printed number, or something that may have been meant as a mark."""
    number, lead = number_before(text)
    if number == item.number or ("." in number and not is_numbered):
        # Where the printed number is gone, somebody may have renumbered the lines; a mark has no point in it.
        text = lead
    elif item.number:
        text = without_number(text, item.number)
    judged = judge(text, zero_is_empty=is_grid)
    other = clean(text).strip("()[]:")
    return judged or (Judgement(Mark.UNCERTAIN, Family.NONE, other) if other else None)


def _renumbered(leading: list[Judgement | None], item: Item, *, has_box: bool) -> list[Judgement | None]:
    """Where the printed number is gone, a bare number may be the one that somebody put in its place: it is no tick.

    Beside a box the item's own position is surely that; anything else a person must look at.
    """
    has_box = has_box or any(judged and judged.family is Family.BOX for judged in leading)
    own = item.number.rpartition(".")[2]
    kept: list[Judgement | None] = []
    for judged in leading:
        number = arabic_digits(without_box_signs(judged.read).strip("().[]")) if judged else ""
        if judged and number.isdecimal():
            box = judge("".join(sign for sign in judged.read if sign in BOX_SIGNS))
            is_own = number == own and (has_box or box is not None)
            kept.append(box if is_own else Judgement(Mark.UNCERTAIN, Family.NONE, judged.read))
        else:
            kept.append(judged)
    return kept


def _controls(location: Location, item: Item) -> list[tuple[Line, Control]]:
    """The checkbox controls of a choice: those on its line, else beside it, but none that is named as another's."""
    cells, own = cells_of(location, item), location.found[item].line
    for indexes in ((own,), (*cells.left, *cells.right)):
        found = [(index, control) for index in indexes for control in location.view.lines[index].controls]
        if found:
            return [
                (location.view.lines[index], each)
                for index, each in found
                if each.start not in location.boxes_of_others(item, index)
            ]
    return []


def _glyph(location: Location, item: Item) -> Judgement | None:
    """What a choice's controls show; one that was copied into two must show the same twice."""
    shown = [judge(line.text[control.start : control.end]) for line, control in _controls(location, item)]
    return combine([judged for judged in shown if judged])


def _between_labels(location: Location, item: Item) -> list[Judgement]:
    """Doubts about marks that may as well be another choice's."""
    shared = (location.view.lines[index] for index in cells_of(location, item).shared)
    judged = filter(None, (judge(line.text) for line in shared))
    return [Judgement(Mark.UNCERTAIN, Family.NONE, each.read) for each in judged if each.mark is not Mark.EMPTY]


def _bare(location: Location, index: int) -> str:
    line = location.view.lines[index]
    return _without_controls(line, line.text)


def _label_beside(location: Location, item: Item, found: Found) -> bool:
    lines = location.view.lines
    return any(cut_item(lines[index].text, item.label, item.number) for index in location.row(found.line))


def _is_anothers(location: Location, item: Item, line: Line) -> bool:
    others = (other for other in location.items if other.kind is ItemKind.CHOICE and other is not item)
    return any(other.question == item.question and likeness(other, line) >= EXACT for other in others)


def _overlaps(ranges: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in ranges)
