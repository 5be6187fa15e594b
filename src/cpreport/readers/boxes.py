"""Judging the box of each choice: what the control says, what its glyph shows, and what was written beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.readers.labels import clean, cut, number_before
from cpreport.readers.marks import Family, Judgement, combine, judge, leading_mark
from cpreport.reading import Box, Layer, Mark

if TYPE_CHECKING:
    from cpreport.readers.items import Item
    from cpreport.readers.locate import Found, Location
    from cpreport.readers.view import Line


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one choice.

    Attributes:
        control: The state the control's attribute says; None without a control.
        glyph: What the control shows.
        beside: What stands in and around the box otherwise.
        stray: Other text behind the label, which is no mark.
        reworded: Whether the printed label is not there any more.
        emphasised: Whether the label is struck out, underlined or highlighted.
    """

    control: bool | None
    glyph: Judgement | None
    beside: tuple[Judgement, ...]
    stray: str = ""
    reworded: bool = False
    emphasised: bool = False


def look_at(location: Location, item: Item, found: Found) -> Look:
    """Everything that can be seen at the line of a choice."""
    line = location.view.lines[found.line]
    bare = _without_controls(line, location.labelled_text(item)[0])
    parts = cut(bare, item.label)
    before, after = (parts.before, parts.after) if parts else _unlabelled(bare, item)
    left, right = cells_beside(location, item, found)
    is_grid = location.view.is_grid
    leading = [_leading(text, item, is_grid=is_grid) for text in (before, *left)]
    following = [(text, judge(text, zero_is_empty=is_grid)) for text in (mark_behind(location, item, after), *right)]
    stray = "" if item.specify else " ".join(clean(text) for text, judged in following if judged is None).strip()
    control = next((c for index in location.row(found.line) for c in location.view.lines[index].controls), None)
    return Look(
        control.checked if control else None,
        _glyph(location, found),
        tuple(judged for judged in (*leading, *(judged for _, judged in following)) if judged),
        stray,
        reworded=parts is None and not _label_beside(location, item, found),
        emphasised=bool(parts and _overlaps(line, parts.start, parts.end)),
    )


def cells_beside(location: Location, item: Item, found: Found) -> tuple[list[str], list[str]]:
    """The texts left and right of a label in its row; the place of the choice's own text is left out."""
    answer = location.span(item.specify) if item.specify else None
    own = {found.line, answer[0].first if answer else found.line}
    lines = location.view.lines
    left = [lines[index].text for index in location.row(found.line) if index < found.line and index not in own]
    right = [lines[index].text for index in location.row(found.line) if index > found.line and index not in own]
    return left, right


def mark_behind(location: Location, item: Item, after: str) -> str:
    """What of the text behind a label can be a mark.

    What stands in the field of a choice's own text is that text, even `-` or `x`; only a sure tick before it is not.
    """
    if not item.specify:
        return after
    if sure := leading_mark(after)[0]:
        return sure
    anchor = location.span(item.specify)
    return "" if anchor and clean(location.view.text(anchor[0])) else after


def judge_box(look: Look, found: Found, where: str, *, is_grid: bool) -> tuple[Box, Family]:
    """The verdict on one box, and the family of what was written by hand (for the rule about a typed x)."""
    seen = combine([*([look.glyph] if look.glyph else []), *look.beside])
    shown = seen.mark if seen else None
    read = seen.read if seen else look.stray
    if look.control is not None and look.glyph and (look.glyph.mark is Mark.TICKED) != look.control:
        return Box(Mark.UNCERTAIN, found.layer, read, where, look.glyph.mark), Family.NONE
    if seen is None:
        # A box that was deleted says nothing; an empty cell of a sheet is an empty box.
        blank = is_grid and not look.stray
        return Box(Mark.EMPTY if blank else Mark.UNCERTAIN, found.layer, read, where), Family.NONE
    if shown is Mark.EMPTY and (look.stray or look.emphasised):
        return Box(Mark.UNCERTAIN, found.layer, look.stray or read, where, Mark.EMPTY), Family.NONE
    by_hand = next((j.family for j in look.beside if j.mark is Mark.TICKED), Family.NONE)
    return Box(seen.mark, found.layer, read, where), by_hand


def distrust_lone_crosses(boxes: dict[str, tuple[Box, Family]]) -> dict[str, Box]:
    """Where others were ticked with ✓ or /, a typed x may mean no: such a mark is not sure."""
    families = {family for _, family in boxes.values()}
    mixed = Family.TICK in families and Family.CROSS in families
    return {
        name: Box(Mark.UNCERTAIN, box.layer, box.read, box.where, Mark.TICKED)
        if mixed and family is Family.CROSS
        else box
        for name, (box, family) in boxes.items()
    }


def gone() -> Box:
    """The box of a choice whose line is not in the returned copy."""
    return Box(Mark.EMPTY, Layer.LABEL)


def _without_controls(line: Line, text: str) -> str:
    for control in line.controls:
        text = text[: control.start] + " " * (control.end - control.start) + text[control.end :]
    return text


def _unlabelled(text: str, item: Item) -> tuple[str, str]:
    # The label was reworded: what stands before the number is all that can still be a mark.
    number = item.number
    parts = cut(text, number) if number else None
    return (parts.before, "") if parts else ("", "")


def _leading(text: str, item: Item, *, is_grid: bool) -> Judgement | None:
    """What stands before a label: a mark, the printed number, or something that may have been meant as a mark."""
    number, lead = number_before(text)
    if number == item.number or "." in number:
        # Somebody may have renumbered the lines; a mark has no point in it.
        text = lead
    judged = judge(text, zero_is_empty=is_grid)
    other = clean(text).strip("()[]:")
    return judged or (Judgement(Mark.UNCERTAIN, Family.NONE, other) if other else None)


def _glyph(location: Location, found: Found) -> Judgement | None:
    for index in location.row(found.line):
        line = location.view.lines[index]
        for control in line.controls[:1]:
            return judge(line.text[control.start : control.end])
    return None


def _label_beside(location: Location, item: Item, found: Found) -> bool:
    return any(cut(location.view.lines[index].text, item.label) for index in location.row(found.line))


def _overlaps(line: Line, start: int, end: int) -> bool:
    return any(first < end and last > start for first, last in line.emphasised)
