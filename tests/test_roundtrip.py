"""What is typed into a form is what is read from it, whatever is asked and whatever is answered.

Random forms are filled in by `cpreport.filler`, which knows of a form only what is printed on it. The contract:

* In an ordinary form with ordinary answers everything is read as it was typed, and nothing is doubted.
* With any words at all, none is lost silently: an answer that is not what was typed comes with a finding about its
  question that needs a person.
* A choice that counts was ticked, and one that was ticked counts or is uncertain. There is no exception, not even where
  an editor has dropped all our names.

White space and leaders around a text and blank paragraphs in it are no part of an answer, nor are parentheses typed
around a signer's name, which stands in printed ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given

from builders import a_form
from cpreport.filler import Entry, Sign, Specify, Tick, Write
from cpreport.form import Choice, Question, QuestionType
from cpreport.language import Language
from random_forms import (
    FEW,
    MANY,
    Answered,
    any_answers,
    any_texts,
    assert_contract,
    assert_exact,
    filled_in,
    plain_answers,
    plain_texts,
    returned_docx,
    returned_xlsx,
    typed_marks,
    without_our_names,
)

if TYPE_CHECKING:
    from cpreport.returned import Json

ordinary_docx = filled_in(plain_texts, plain_answers, distinct=True, excel=False)
ordinary_xlsx = filled_in(plain_texts, plain_answers, distinct=True, excel=True)
tricky_docx = filled_in(any_texts, any_answers, distinct=False, excel=False)
tricky_xlsx = filled_in(any_texts, any_answers, distinct=False, excel=True)


@FEW
@given(ordinary_docx)
def test_an_ordinary_word_form_is_read_as_it_was_filled_in(answered: Answered) -> None:
    assert_exact(answered, returned_docx(answered))


@FEW
@given(ordinary_docx)
def test_an_ordinary_word_form_is_read_by_its_labels_alone(answered: Answered) -> None:
    assert_exact(answered, without_our_names(returned_docx(answered)))


@FEW
@given(ordinary_xlsx)
def test_an_ordinary_excel_form_is_read_as_it_was_filled_in(answered: Answered) -> None:
    assert_exact(answered, returned_xlsx(answered))


@FEW
@given(tricky_docx)
def test_no_words_in_a_word_form_lead_to_a_wrong_tick_or_a_silent_loss(answered: Answered) -> None:
    assert_contract(answered, returned_docx(answered))


@FEW
@given(tricky_docx)
def test_nor_do_they_where_our_names_are_gone(answered: Answered) -> None:
    assume(not typed_marks(answered))
    assert_contract(answered, without_our_names(returned_docx(answered)))


def test_a_hint_below_a_signature_is_not_taken_for_its_date_line() -> None:
    signed = Question("s", QuestionType.SIGNATURE)
    asked = (
        signed,
        Question("n", QuestionType.INTEGER, "Boards", hint="Date"),
        Question("m", QuestionType.INTEGER, "Plans"),
    )
    answered = _by_hand(asked, [Sign("", "", "5/3/2010")], s={"signed": False, "name": None, "date": "2010-03-05"})
    assert_exact(answered, without_our_names(returned_docx(answered)))


@FEW
@given(tricky_xlsx)
def test_nor_do_they_in_an_excel_form(answered: Answered) -> None:
    assert_contract(answered, returned_xlsx(answered))


def _scale(name: str) -> Question:
    choices = tuple(Choice(f"c{place}", str(place)) for place in range(1, 6))
    return Question(name, QuestionType.SELECT_ONE, f"How is {name}?", choices=choices)


def _by_hand(questions: tuple[Question, ...], entries: list[Entry], **answers: Json) -> Answered:
    """Answers to some questions of an English form; to all others, nothing."""
    form = a_form(Language.ENGLISH, questions)
    nothing: dict[str, Json] = {
        key: [] if any(q.name == key and q.type is QuestionType.SELECT_MULTIPLE for q in questions) else None
        for key in form.answer_keys()
    }
    ticked = {q.name: [str(a)] if (a := answers.get(q.name)) else [] for q in questions if q.is_select}
    return Answered(form, entries, nothing | answers, ticked)


PLAIN_CASES = {
    "an answer that repeats its label": _by_hand(
        (Question("plans", QuestionType.TEXT, "Plans"), Question("s", QuestionType.SIGNATURE)),
        [Write("Plans", "Our Plans for 2011"), Sign("A", "Ann (acting)", "5/3/2010")],
        plans="Our Plans for 2011",
        s={"signed": True, "name": "Ann (acting)", "date": "2010-03-05"},
    ),
    "a scale of numbers, left blank": _by_hand((_scale("work"), _scale("pay")), []),
    "a scale of numbers": _by_hand(
        (_scale("work"), _scale("pay")), [Tick("How is work?", "3"), Tick("How is pay?", "1")], work="c3", pay="c1"
    ),
    "labels that are the questions' own numbers": _by_hand(
        (Question("a", QuestionType.INTEGER, "1"), Question("b", QuestionType.TEXT, "2")), []
    ),
    "an answer that begins with its hint": _by_hand(
        (Question("why", QuestionType.TEXT, "Why?", "Say", lines=4),), [Write("Why?", "Say no more")], why="Say no more"
    ),
    "an answer that begins with a note": _by_hand(
        (Question("note", QuestionType.NOTE, "Remarks"), Question("why", QuestionType.TEXT, "Why?", lines=4)),
        [Write("Why?", "Money\nRemarks: none")],
        why="Money\nRemarks: none",
    ),
    "a note that is also a question": _by_hand(
        (
            Question("a", QuestionType.SELECT_ONE, "Why?", choices=(Choice("other", "Other", specify=True),)),
            Question("b", QuestionType.SELECT_ONE, "Plans", choices=(Choice("c", "More"),)),
            Question("n", QuestionType.NOTE, "Plans"),
        ),
        [Tick("1. Why?", "Other"), Specify("1. Why?", "Other", "money")],
        a="other",
        a_other="money",
    ),
}


@pytest.mark.parametrize("answered", PLAIN_CASES.values(), ids=PLAIN_CASES)
@pytest.mark.parametrize("way", ["word", "labels alone", "excel"])
def test_such_an_ordinary_form_is_read_as_it_was_filled_in(answered: Answered, way: str) -> None:
    data = returned_xlsx(answered) if way == "excel" else returned_docx(answered)
    assert_exact(answered, without_our_names(data) if way == "labels alone" else data)


def test_a_text_in_a_choices_own_field_is_no_sure_tick() -> None:
    asked = Question("a", QuestionType.SELECT_MULTIPLE, "What?", choices=(Choice("other", "Other", specify=True),))
    answered = _by_hand((asked,), [Specify("What?", "Other", "✓ 1.2 is enough")], a=[], a_other="✓ 1.2 is enough")
    assert_contract(answered, returned_docx(answered))
    assert_contract(answered, returned_xlsx(answered))


@pytest.mark.slow
@MANY
@given(ordinary_docx, ordinary_xlsx)
def test_ordinary_forms_at_length(in_word: Answered, in_excel: Answered) -> None:
    data = returned_docx(in_word)
    assert_exact(in_word, data)
    assert_exact(in_word, without_our_names(data))
    assert_exact(in_excel, returned_xlsx(in_excel))


@pytest.mark.slow
@MANY
@given(tricky_docx, tricky_xlsx)
def test_tricky_forms_at_length(in_word: Answered, in_excel: Answered) -> None:
    data = returned_docx(in_word)
    assert_contract(in_word, data)
    if not typed_marks(in_word):
        assert_contract(in_word, without_our_names(data))
    assert_contract(in_excel, returned_xlsx(in_excel))
