"""Every mark that people put into an Excel form, wherever in a choice's row it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from excel_forms import FORM, box, edited, issued, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook.workbook import Workbook

TICKS = "✓ ✔ ✔️ ✅ √ 🗸 ✗ ✘ ✕ ✖ × ☓ / ⁄ \\ x X v V ✓✓ [x] [/] (/) (x) (✓)".split()
TICKED_BOXES = "☑ ☒ 🗹 🗷".split()
TICKED_WORDS = ["ใช่", "มี", "ทำแล้ว", "ดำเนินการแล้ว", "yes", "true", "TRUE", "1", 1, True]
EMPTY = ["☐", "□", "⬜", "◻", "○", "[ ]", "( )", "-", "–"]
EMPTY_WORDS = ["ไม่", "ไม่มี", "ไม่ใช่", "ยังไม่ดำเนินการ", "no", "false", "0", 0, False]
DOUBTFUL = ["●", "■", "ü", "þ", "P", "R", "£", "o", "๐", "2", 3, "?", "x?", "บางส่วน", "กำลังดำเนินการ", 0.5]

CHOICES = tuple(choice.name for choice in FORM.questions[0].choices if not choice.specify)
PLACES: dict[str, tuple[int, str]] = {
    "in the box": (1, "{mark}"),
    "behind the box's glyph": (1, "{now}{mark}"),
    "before the number": (2, "{mark} {now}"),
    "before the label": (3, "{mark} {now}"),
    "behind the label": (3, "{now} {mark}"),
    "right of the label": (5, "{mark}"),
}


def put(mark: object, places: list[str]) -> Callable[[Workbook], None]:
    """The mark at a choice each, one place a choice; where the box is typed over the mark is what Excel makes of it."""

    def edit(workbook: Workbook) -> None:
        for name, place in zip(CHOICES, places, strict=False):
            own = box(workbook, name)
            column, shape = PLACES[place]
            target = own.parent.cell(own.row, column)
            shown = shape.format(mark=mark, now=target.value)
            target.value = mark if shape == "{mark}" else shown  # type: ignore[assignment]

    return edit


def verdicts(mark: object, places: list[str]) -> list[str]:
    checked = read(edited(issued(), put(mark, places)))
    ticked, unsure = checked.answers["activities"], checked.uncertain.get("activities", ())
    assert isinstance(ticked, list)
    return ["ticked" if n in ticked else "uncertain" if n in unsure else "empty" for n in CHOICES[: len(places)]]


@pytest.mark.parametrize("mark", TICKS)
def test_a_tick_is_read_wherever_it_stands(mark: str) -> None:
    assert verdicts(mark, list(PLACES)) == ["ticked"] * len(PLACES)


@pytest.mark.parametrize("mark", TICKED_WORDS)
def test_a_word_that_says_yes_is_read_in_a_cell_of_its_own(mark: object) -> None:
    assert verdicts(mark, ["in the box", "right of the label"]) == ["ticked", "ticked"]


@pytest.mark.parametrize("mark", TICKED_BOXES)
def test_a_second_box_that_is_ticked_contradicts_the_first(mark: str) -> None:
    elsewhere = [place for place in PLACES if place != "in the box"]
    assert verdicts(mark, ["in the box", *elsewhere]) == ["ticked", *["uncertain"] * len(elsewhere)]


@pytest.mark.parametrize("mark", EMPTY)
def test_an_empty_box_or_a_dash_is_no_tick_wherever_it_stands(mark: str) -> None:
    assert verdicts(mark, list(PLACES)) == ["empty"] * len(PLACES)


@pytest.mark.parametrize("mark", EMPTY_WORDS)
def test_a_word_that_says_no_is_no_tick_in_a_cell_of_its_own(mark: object) -> None:
    assert verdicts(mark, ["in the box", "right of the label"]) == ["empty", "empty"]


@pytest.mark.parametrize("mark", DOUBTFUL)
def test_any_other_mark_is_uncertain_in_a_cell_of_its_own(mark: object) -> None:
    assert verdicts(mark, ["in the box", "right of the label"]) == ["uncertain", "uncertain"]


@pytest.mark.parametrize("mark", [*TICKED_BOXES, *TICKED_WORDS])
def test_no_mark_that_says_yes_is_read_as_no_anywhere(mark: object) -> None:
    assert "empty" not in verdicts(mark, list(PLACES))


@pytest.mark.parametrize("mark", EMPTY_WORDS)
def test_no_mark_that_says_no_is_read_as_yes_anywhere(mark: object) -> None:
    assert "ticked" not in verdicts(mark, list(PLACES))


@pytest.mark.parametrize("mark", DOUBTFUL)
def test_no_doubtful_mark_is_counted_or_overlooked_anywhere(mark: object) -> None:
    assert set(verdicts(mark, list(PLACES))) == {"uncertain"}
