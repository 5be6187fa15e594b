"""A tick may be the bullet of its line; bullets and numbers that an editor put on all lines are no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cpreport.reading import FindingKind
from test_reading_word import FORM, forget_names, issued, kinds, read, tick, type_before_box, unwrap_controls
from word_edits import bullet, bulleted, edited, numbering, with_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

__all__ = ["issued"]
ALL = [choice.name for choice in next(q for q in FORM.questions if q.name == "activities").choices]
TICKED = ["notice", "board"]
REST = [name for name in ALL if name not in TICKED]
TICK_BULLETS = [
    bullet("✓"),
    bullet("ü", "Wingdings"),
    bullet("\uf0fc", "Wingdings"),
    bullet("P", "Wingdings 2"),
    bullet("☑"),
    bullet("√", "Arial"),
    bullet("✔", kind="none"),
]
ORDINARY_BULLETS = [
    bullet("•"),
    bullet("\uf0b7", "Symbol"),
    bullet("\uf0a7", "Wingdings"),
    bullet("o", "Courier New"),
    bullet("●"),
    bullet("-"),
    bullet("\uf076", "Wingdings"),
    bullet("%1.", kind="decimal"),
    bullet("(%1)", kind="thaiNumbers"),
    bullet("☐"),
    '<w:numFmt w:val="bullet"/><w:lvlText w:val=""/><w:lvlPicBulletId w:val="0"/>',
]
FLATTENED = [(), (forget_names,), (forget_names, unwrap_controls)]


@pytest.mark.parametrize("flatten", FLATTENED)
@pytest.mark.parametrize("level", TICK_BULLETS)
def test_a_tick_that_is_the_bullet_of_its_line_ticks_it(
    issued: bytes, level: str, flatten: tuple[Callable[[Document], None], ...]
) -> None:
    data = with_part(bulleted(issued, {"1": TICKED}), "numbering", numbering(n1=level))
    checked = read(edited(data, *flatten))
    assert checked.answers["activities"] == TICKED
    assert FindingKind.UNCERTAIN_MARK not in kinds(checked)


def test_a_tick_bullet_on_some_lines_stands_out_from_the_bullets_on_the_others(issued: bytes) -> None:
    for other in ORDINARY_BULLETS:
        parts = numbering(n1=bullet("ü", "Wingdings"), n2=other)
        checked = read(with_part(bulleted(issued, {"1": TICKED, "2": REST}), "numbering", parts))
        assert checked.answers["activities"] == TICKED, other


@pytest.mark.parametrize("level", ORDINARY_BULLETS)
def test_a_bullet_on_all_lines_alike_is_no_answer(issued: bytes, level: str) -> None:
    data = with_part(bulleted(issued, {"1": ALL}), "numbering", numbering(n1=level))
    for edits, answer in (((), []), ((tick("notice"),), ["notice"])):
        checked = read(edited(data, *edits))
        assert checked.answers["activities"] == answer
        assert checked.uncertain == {}


def test_ticks_as_bullets_on_all_lines_are_the_look_of_the_list_where_boxes_are_ticked(issued: bytes) -> None:
    data = with_part(bulleted(issued, {"1": ALL}), "numbering", numbering(n1=bullet("ü", "Wingdings")))
    checked = read(edited(data, tick("notice")))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {}


def test_ticks_as_bullets_on_all_lines_and_nowhere_else_are_left_to_a_person(issued: bytes) -> None:
    checked = read(with_part(bulleted(issued, {"1": ALL}), "numbering", numbering(n1=bullet("✓"))))
    assert checked.answers["activities"] == []
    assert checked.uncertain == {"activities": tuple(ALL)}


@pytest.mark.parametrize("level", [bullet("●"), bullet("\uf0b7", "Symbol"), bullet("þ"), ORDINARY_BULLETS[-1]])
def test_a_doubtful_bullet_on_some_lines_is_left_to_a_person(issued: bytes, level: str) -> None:
    data = with_part(bulleted(issued, {"1": TICKED}), "numbering", numbering(n1=level))
    assert read(data).uncertain == {"activities": tuple(TICKED)}
    checked = read(edited(data, tick(*TICKED)))
    assert checked.answers["activities"] == TICKED
    assert checked.uncertain == {}


def test_a_tick_bullet_where_the_line_says_no_is_left_to_a_person(issued: bytes) -> None:
    data = with_part(bulleted(issued, {"1": TICKED}), "numbering", numbering(n1=bullet("✓")))
    checked = read(edited(data, type_before_box("ไม่", "notice")))
    assert checked.answers["activities"] == ["board"]
    assert checked.uncertain == {"activities": ("notice",)}


def test_a_list_that_the_numbering_does_not_know_changes_nothing(issued: bytes) -> None:
    data = bulleted(issued, {"7": TICKED})
    for broken in (data, with_part(data, "numbering", numbering(n1=bullet("✓"))), with_part(data, "numbering", "<x")):
        assert read(broken).answers["activities"] == []


def test_a_level_that_one_list_overrides_and_a_linked_list_are_followed(issued: bytes) -> None:
    w14 = numbering(n1=bullet("•"), n2="", n3=bullet("✓"))
    overridden = w14.replace(
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
        f"{bullet('✓')}</w:lvl></w:lvlOverride></w:num>",
    )
    linked = w14.replace(
        '<w:abstractNum w:abstractNumId="2">', '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Ticks"/>'
    ).replace('<w:abstractNum w:abstractNumId="3">', '<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="Ticks"/>')
    assert read(with_part(bulleted(issued, {"1": TICKED}), "numbering", overridden)).answers["activities"] == TICKED
    linked = linked.replace('<w:lvl w:ilvl="0"></w:lvl>', "")
    assert read(with_part(bulleted(issued, {"2": TICKED}), "numbering", linked)).answers["activities"] == TICKED
