"""Pairing printed items with lines by their words: in order, as well as it can be done, and never by force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpreport.readers.items import Item, ItemKind
from cpreport.readers.labels import begins_with, clean, cut_item, number_before, without_number
from cpreport.readers.marks import judge, without_box_signs
from cpreport.readers.remembered import by_text
from cpreport.readers.view import PICTURE
from cpreport.stamp import find_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.readers.view import Line

EXACT, NUMBERED, LOOSE = 4, 2, 1
_LONGEST_LEAD = 40
_LONGEST_SIGN = 2
_SIGNATURE = frozenset({ItemKind.SIGNED, ItemKind.SIGNER, ItemKind.SIGNED_ON})


def likeness(item: Item, line: Line) -> int:
    """How well a line fits an item: 0 is not at all; the right label counts more than the right number."""
    return likeness_to(line.text, item)


@by_text
def likeness_to(text: str, item: Item) -> int:
    """The same of a line's text."""
    if item.kind in _SIGNATURE:
        return _signature_likeness(item, text)
    if item.kind is ItemKind.CODE and not find_codes(text) and len(clean(text)) > len(item.label):
        return 0
    parts = cut_item(text, item.label, item.number)
    if parts is None:
        return LOOSE if item.kind is ItemKind.CHOICE and _has_number(item, text) else 0
    number, lead = number_before(parts.before.replace(PICTURE, ""))
    if item.number and not number:
        lead = without_number(lead, item.number)
    if len(lead) > _LONGEST_LEAD or not _may_be_mark(lead):
        return 0
    if number in item.rivals:
        return 0
    # A choice's number has a point in it; with another it may be the question of the same words.
    is_exact = _ends_there(item, parts.after) and not (item.kind is ItemKind.CHOICE and number.isdecimal())
    return (EXACT if is_exact else LOOSE) + (NUMBERED if number == item.number else 0)


def is_copy(item: Item, line: Line) -> bool:
    """Whether a line below a choice is that choice once more: it begins with the choice's own number."""
    return item.kind is ItemKind.CHOICE and _has_number(item, line.text)


def _may_be_mark(lead: str) -> bool:
    """Whether what stands before a label is a mark or may have been meant as one, and not a sentence."""
    return not clean(lead) or judge(lead) is not None or len(without_box_signs(lead)) <= _LONGEST_SIGN


def align(missing: Sequence[Item], free: Sequence[int], lines: Sequence[Line]) -> list[tuple[Item, int]]:
    """The best pairing in order, then what people moved: an exact label anywhere, if it is the only one."""
    pairs = _pairs([item for item in missing if item.kind not in _SIGNATURE], free, lines)
    return pairs + _signature_pairs(missing, free, lines, pairs)


def _pairs(missing: Sequence[Item], free: Sequence[int], lines: Sequence[Line]) -> list[tuple[Item, int]]:
    if not missing or not free:
        return []
    fits = [[likeness(item, lines[line]) for line in free] for item in missing]
    pairs = _best_in_order([[_weight(fit, len(missing)) for fit in row] for row in fits])
    taken = {column for _, column in pairs}
    for row in sorted(set(range(len(fits))) - {row for row, _ in pairs}):
        exact = [column for column, score in enumerate(fits[row]) if score >= EXACT and column not in taken]
        best = [column for column in exact if fits[row][column] >= EXACT + NUMBERED] or exact
        if len(best) == 1:
            pairs.append((row, best[0]))
            taken.add(best[0])
    return [(missing[row], free[column]) for row, column in pairs]


def _weight(fit: int, items: int) -> int:
    """What a pair counts among those of so many items: label and number together outweigh any without a number."""
    return fit * items if fit >= EXACT + NUMBERED else fit


def _signature_pairs(
    missing: Sequence[Item], free: Sequence[int], lines: Sequence[Line], pairs: Sequence[tuple[Item, int]]
) -> list[tuple[Item, int]]:
    """The signature lines, from the last on upwards: an answer above them may begin with the same words.

    Where questions follow, their hints and answers may too: a line above them goes before.
    """
    placed = dict(pairs)
    taken = set(placed.values())
    below = following = max(free, default=0) + 1
    found: list[tuple[Item, int]] = []
    for item in reversed(missing):
        if item.kind not in _SIGNATURE:
            following = placed.get(item, following)
            continue
        fitting = [line for line in free if line < below and line not in taken and likeness(item, lines[line])]
        if fitting:
            below = max((line for line in fitting if line < following), default=fitting[-1])
            found.append((item, below))
    return found


def _signature_likeness(item: Item, text: str) -> int:
    if not begins_with(text, item.label):
        return 0
    if item.kind is ItemKind.SIGNER:
        # In a sheet the brackets have cells of their own. A word closed at once is a printed one: `(ลงนาม)`.
        bare = clean(text)
        is_word = bare.find(")") not in {-1, len(bare) - 1} and not bare[bare.find(")") + 1 :].strip()
        return LOOSE if not is_word and (")" in bare or bare == item.label) else 0
    return EXACT


def _has_number(item: Item, text: str) -> bool:
    """Whether a line begins with the item's number, a mark at most before it."""
    number, lead = _leading_number(text)
    return number == item.number and (not clean(lead) or judge(lead) is not None)


def leading_number(text: str) -> str:
    """The item number that a line begins with, a word at most before it; empty where there is none."""
    return _leading_number(text)[0]


def _leading_number(text: str) -> tuple[str, str]:
    return number_before(" ".join(text.split(maxsplit=2)[:2])[:_LONGEST_LEAD])


def _ends_there(item: Item, after: str) -> bool:
    return bool(item.specify) or item.kind is ItemKind.SHORT or not clean(after) or judge(after) is not None


def _best_in_order(fits: list[list[int]]) -> list[tuple[int, int]]:
    rows, columns = len(fits), len(fits[0])
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            pair = fits[row][column] + best[row + 1][column + 1] if fits[row][column] else 0
            best[row][column] = max(pair, best[row + 1][column], best[row][column + 1])
    pairs: list[tuple[int, int]] = []
    row = column = 0
    while row < rows and column < columns:
        fit = fits[row][column]
        if fit and best[row][column] == fit + best[row + 1][column + 1]:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs
