"""Something drawn over a box may be a tick or not: it is never counted, and never lost."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from cpreport import places
from cpreport.reading import FindingKind
from test_reading_word import control, forget_names, issued, kinds, read, tick, unwrap_controls
from word_edits import box_of, edited, element, line_of, shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from lxml.etree import _Element

__all__ = ["issued"]
LINE = 270_000  # EMU: three quarters of a centimetre
FLATTENED = [(), (forget_names,), (forget_names, unwrap_controls)]


OVER_ITS_LINE = "position:absolute;margin-left:1pt;margin-top:2pt;width:12pt;height:12pt"


def vml(body: str = "", style: str = OVER_ITS_LINE) -> _Element:
    box = f"<v:textbox>{body}</v:textbox>" if body else ""
    return element(f'<w:r><w:pict><v:shape style="{style}">{box}</v:shape></w:pict></w:r>')


EMPTY_BODY = "<w:txbxContent><w:p><w:r><w:t> </w:t></w:r></w:p></w:txbxContent>"
DRAWINGS: list[Callable[[], _Element]] = [
    shape,
    lambda: shape(""),
    lambda: shape(EMPTY_BODY),
    vml,
    lambda: vml("<w:txbxContent><w:p/></w:txbxContent>"),
    lambda: element('<w:r><w14:contentPart r:id="rId9"/></w:r>'),
    lambda: element("<w:r><w:drawing><wp:inline><wp:extent cx='1' cy='1'/></wp:inline></w:drawing></w:r>"),
]


def signature_line(document: Document) -> _Element:
    name = places.signature("signature", places.Role.SIGNED)
    return next(control(document, name).iterancestors(qn("w:p")))


def drawn_on(choice: str, drawing: Callable[[], _Element], *, at_end: bool = False) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        line = line_of(document, choice)
        line.insert(len(line) if at_end else 1, drawing())

    return edit


@pytest.mark.parametrize("flatten", FLATTENED)
@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_something_drawn_on_a_choice_is_an_uncertain_mark(
    issued: bytes, drawing: Callable[[], _Element], at_end: bool, flatten: tuple[Callable[[Document], None], ...]
) -> None:
    checked = read(edited(issued, tick("notice"), drawn_on("board", drawing, at_end=at_end), *flatten))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


def test_something_drawn_over_a_ticked_box_is_left_to_a_person(issued: bytes) -> None:
    checked = read(edited(issued, tick("notice", "board"), drawn_on("board", shape)))
    assert checked.answers["activities"] == ["notice"]
    assert checked.uncertain == {"activities": ("board",)}


def test_a_tick_in_a_text_box_over_a_choice_is_an_uncertain_mark(issued: bytes) -> None:
    body = "<w:txbxContent><w:p><w:r><w:t>✓</w:t></w:r></w:p></w:txbxContent>"
    checked = read(edited(issued, drawn_on("board", lambda: shape(body))))
    assert checked.answers["activities"] == []
    assert checked.uncertain == {"activities": ("board",)}


@pytest.mark.parametrize("drawing", [shape, vml])
def test_something_drawn_next_to_a_choice_is_an_uncertain_mark_too(
    issued: bytes, drawing: Callable[[], _Element]
) -> None:
    def on_a_blank_line(document: Document) -> None:
        blank = element("<w:p><w:pPr/></w:p>")
        blank.append(drawing())
        line_of(document, "board").addprevious(blank)

    assert "board" in read(edited(issued, on_a_blank_line)).uncertain["activities"]


def test_a_drawing_that_hangs_below_its_line_concerns_the_lines_it_reaches(issued: bytes) -> None:
    far = drawn_on("notice", lambda: shape("", offset=2 * LINE))
    names = read(edited(issued, far)).uncertain["activities"]
    assert names[0] == "notice"
    assert len(names) in {3, 4}
    assert read(edited(issued, drawn_on("notice", lambda: shape("", offset=-10_000)))).uncertain == {
        "activities": ("notice",)
    }
    above = drawn_on("board", lambda: vml("", "position:absolute;margin-top:-1cm;width:12pt;height:12pt"))
    assert len(read(edited(issued, above)).uncertain["activities"]) in {2, 3}


def test_a_heading_that_something_was_drawn_on_is_still_found(issued: bytes) -> None:
    def on_heading(document: Document) -> None:
        line_of(document, "notice").getprevious().insert(1, shape())

    for flatten in FLATTENED:
        checked = read(edited(issued, tick("board", "binder"), on_heading, *flatten))
        assert checked.answers["activities"] == ["binder", "board"]
        assert checked.uncertain == {"activities": ("notice",)}


def test_a_drawing_in_the_memo_or_a_signature_is_no_mark(issued: bytes) -> None:
    def on_memo(document: Document) -> None:
        document.paragraphs[0]._p.append(shape())

    def sign(document: Document) -> None:
        signature_line(document).append(shape("", offset=-3 * LINE, height=4 * LINE))

    checked = read(edited(issued, tick("board"), on_memo, sign))
    assert checked.answers["activities"] == ["board"]
    assert checked.answers["signature"]["signed"]  # type: ignore[index,call-overload]
    assert kinds(checked) == set()


def test_a_drawing_on_the_printed_words_above_a_signature_makes_them_no_answer(issued: bytes) -> None:
    def above(document: Document) -> None:
        signature_line(document).getprevious().append(shape("", offset=LINE))

    checked = read(edited(issued, tick("board"), above))
    assert checked.answers["comments"] in {None, "\ufffc"}
    assert checked.answers["activities"] == ["board"]


def test_a_copied_box_of_which_only_one_is_ticked_is_left_to_a_person(issued: bytes) -> None:
    def copy_box(document: Document) -> None:
        box = box_of(document, "board")
        box.addnext(copy.deepcopy(box))

    for edits in ((copy_box, tick("board")), (tick("board"), copy_box)):
        checked = read(edited(issued, *edits))
        both = edits[1] is copy_box
        assert checked.answers["activities"] == (["board"] if both else [])
        assert checked.uncertain == ({} if both else {"activities": ("board",)})
    assert FindingKind.UNCERTAIN_MARK not in kinds(read(edited(issued, copy_box, tick("notice"))))
