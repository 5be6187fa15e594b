"""List bullets as marks: a tick may be the bullet of its line, and a bullet on every line is no answer."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cpreport.readers.items import Item, ItemKind
from cpreport.readers.marks import Family, Judgement, judge, typed
from cpreport.reading import Box, Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cpreport.readers.locate import Location


def sure_bullets(location: Location) -> dict[Item, Judgement]:
    """The bullets that say which choices are ticked: signs for yes or no that differ from line to line."""
    return {
        item: typed(judged)
        for bullets in _by_question(location)
        if len(set(bullets.values())) > 1
        for item, bullet in bullets.items()
        if (judged := judge(bullet)) and _is_sure(judged)
    }


def doubt_by_bullets(location: Location, boxes: dict[str, tuple[Box, Family]]) -> None:
    """Leave to a person what bullets may have been meant as, where nothing else ticks the box.

    A sign on some lines only may be a mark, whatever it is. Of one on all lines alike only a tick may, and only where
    no box of the question was ticked otherwise: else it is the look of the list.
    """
    for bullets in _by_question(location):
        is_layout = len(set(bullets.values())) == 1
        answered = any(boxes[item.place][0].mark is Mark.TICKED for item in bullets)
        for item, bullet in bullets.items():
            judged = judge(bullet)
            is_tick = judged is not None and judged.mark is Mark.TICKED
            says_no = judged is not None and judged.mark is Mark.EMPTY
            box, _ = boxes[item.place]
            may_be_mark = is_tick and not answered if is_layout else bool(bullet) and not says_no
            if box.mark is Mark.EMPTY and may_be_mark:
                boxes[item.place] = Box(Mark.UNCERTAIN, box.layer, bullet, box.where), Family.NONE


def _by_question(location: Location) -> Iterator[Mapping[Item, str]]:
    """The bullets of each question's choices, where there is any."""
    if not any(line.bullet for line in location.view.lines):
        return
    choices = [item for item in location.items if item.kind is ItemKind.CHOICE and item in location.found]
    for _, group in groupby(choices, key=lambda item: item.question):
        bullets = {item: location.view.lines[location.found[item].line].bullet for item in group}
        if any(bullets.values()):
            yield bullets


def _is_sure(judged: Judgement) -> bool:
    return judged.mark is Mark.TICKED or (judged.mark is Mark.EMPTY and judged.family is Family.BOX)
