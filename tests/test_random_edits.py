"""Whatever is done to a random form after it was filled in: no wrong tick, and no wrong or lost text without a finding.

Labels begin with one another as often as not. The edits are those of people and programs; what they take away must be
found again in another way, or a person is asked. A choice whose line is gone is named as gone.

`pytest -m slow tests/test_random_edits.py` tries many more.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import excel_edits
import harmless_edits
from random_forms import (
    FEW,
    MANY,
    Answered,
    assert_contract,
    filled_in,
    plain_answers,
    plain_texts,
    returned_docx,
    returned_xlsx,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Change = Callable[..., Any]

PREFIXES = ("จัดบอร์ด", "จัดบอร์ดใน", "จัดบอร์ดในห้องโถง", "จัด", "ประชุม", "ประชุมใหญ่", "Post", "Posters", "Posters in the hall")
LABELS = st.one_of(st.sampled_from(PREFIXES), plain_texts)
SOME = settings(FEW, max_examples=60)


def several(changes: Sequence[Change]) -> st.SearchStrategy[list[Change]]:
    return st.lists(st.sampled_from(changes), min_size=1, max_size=4, unique=True)


in_word = filled_in(LABELS, plain_answers, distinct=False, excel=False)
in_excel = filled_in(LABELS, plain_answers, distinct=False, excel=True)
word_changes = several((*harmless_edits.EDITS, *harmless_edits.LOSSES, *harmless_edits.PROGRAMS))
excel_changes = several((*excel_edits.EDITS, *excel_edits.PROGRAMS))
chances = st.integers(0, 2**32 - 1).map(Random)


def after(data: bytes, module: Any, changes: Sequence[Change], chance: Random) -> bytes:
    for change in changes:
        data = module.changed(data, change, chance)
    return data


@SOME
@given(in_word, word_changes, chances)
def test_no_edit_of_a_word_form_leads_to_a_wrong_answer(
    answered: Answered, changes: list[Change], chance: Random
) -> None:
    assert_contract(answered, after(returned_docx(answered), harmless_edits, changes, chance))


@SOME
@given(in_excel, excel_changes, chances)
def test_nor_does_one_of_an_excel_form(answered: Answered, changes: list[Change], chance: Random) -> None:
    assert_contract(answered, after(returned_xlsx(answered), excel_edits, changes, chance))


@pytest.mark.slow
@MANY
@given(in_word, word_changes, chances)
def test_edits_of_word_forms_at_length(answered: Answered, changes: list[Change], chance: Random) -> None:
    assert_contract(answered, after(returned_docx(answered), harmless_edits, changes, chance))


@pytest.mark.slow
@MANY
@given(in_excel, excel_changes, chances)
def test_edits_of_excel_forms_at_length(answered: Answered, changes: list[Change], chance: Random) -> None:
    assert_contract(answered, after(returned_xlsx(answered), excel_edits, changes, chance))
