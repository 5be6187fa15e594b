"""Where items stand is worked out once for views that look alike, and anew for all others.

That what is remembered is what would be worked out is seen to for every form of every test by a fixture
in `conftest.py`.
"""

from __future__ import annotations

from builders import a_form
from cpreport import places
from cpreport.form import Choice, Question, QuestionType
from cpreport.language import Language
from cpreport.readers.items import ItemKind
from cpreport.readers.layouts import layout_of
from cpreport.readers.locate import Location
from cpreport.readers.view import Line, Span, View
from cpreport.reading import Layer

ASKED = Question("paid", QuestionType.SELECT_ONE, "Paid", choices=(Choice("yes", "in full"), Choice("no", "not yet")))
NOTED = Question("notes", QuestionType.TEXT, "Notes", hint="In a few words", lines=3)
FORM = a_form(Language.ENGLISH, (ASKED, NOTED))
BOXES = [places.box("paid", name) for name in ("yes", "no")]


def of_lines(*texts: str, named: tuple[int, int] = (2, 3), row: int = -1) -> View:
    """A Word form of these lines, its boxes in two of them; one of them beside the line before it."""
    rows = [index - (index == row) for index in range(len(texts))]
    tags = {box: (Span(line, 0, line, 1),) for box, line in zip(BOXES, named, strict=True)}
    return View("docx", tuple(Line(text, row) for text, row in zip(texts, rows, strict=True)), tags)


def a_return(first: str, second: str, notes: str) -> View:
    return of_lines(
        FORM.title,
        "1. Paid (one only)",
        f"{first} 1.1 in full",
        f"{second} 1.2 not yet",
        "2. Notes",
        "In a few words",
        notes,
    )


def place_of(view: View, choice: str) -> tuple[int, Layer]:
    found = layout_of(view, FORM).found
    return next((place.line, place.layer) for item, place in found.items() if item.choice == choice)


def test_other_marks_and_other_words_are_no_other_layout() -> None:
    known = layout_of(a_return("☐", "☒", "All was paid on 1 May"), FORM)
    assert layout_of(a_return("☒", "☐", "The rest is due 2 June"), FORM) is known
    assert layout_of(a_return("☐", "x", "The rest is due 2 June"), FORM) is known


def test_an_answer_that_says_what_is_printed_is_another_layout() -> None:
    known = layout_of(a_return("☐", "☒", "All was paid"), FORM)
    other = layout_of(a_return("☐", "☒", "2. Notes"), FORM)
    assert other is not known
    blank = layout_of(a_return("☐", "☒", " ... "), FORM)
    assert blank is not known


def test_a_label_beside_the_first_name_counts() -> None:
    labelled = of_lines("1.1 in full", "☐", "☐ 1.2 not yet", named=(1, 2), row=1)
    reworded = of_lines("1.1 a share", "☐", "☐ 1.2 not yet", named=(1, 2), row=1)
    begun = {places.FORM_BEGIN: (Span(1, 0, 1, 0),)}
    for view, line in ((labelled, 0), (reworded, 1)):
        place = place_of(View("docx", view.lines, view.tags, begun), "yes")
        assert place == (line, Layer.CONTROL)


def test_the_items_of_a_layout_are_its_own_however_many_forms_were_read_since() -> None:
    view = a_return("☐", "☒", "All was paid")
    for number in range(20):
        Location(view, a_form(Language.ENGLISH, (ASKED, Question(f"n{number}", QuestionType.TEXT, "Notes", lines=3))))
        location = Location(view, FORM)
        assert set(location.found) == {item for item in location.items if item.kind is not ItemKind.CODE}
