"""What in a returned file says which form of which unit it is: stamps, printed codes, and the form's own unit lines."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from cpreport import places
from cpreport.language import Language
from cpreport.readers.align import EXACT, NUMBERED, likeness_to
from cpreport.readers.copies import sheets
from cpreport.readers.items import ItemKind, items
from cpreport.readers.labels import clean, cut, is_same
from cpreport.readers.remembered import Texts
from cpreport.reading import Evidence
from cpreport.stamp import find_codes
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpreport.form import Form
    from cpreport.readers.view import View

_QUESTIONS: Final = frozenset({ItemKind.HEADING, ItemKind.SHORT, ItemKind.LONG})
_MOST_BREAKS: Final = 2  # of a unit's name, by Enter


def evidence(view: View, forms: Sequence[Form]) -> Evidence:
    """Everything in the file that says whose form it is."""
    said = _told_by(tuple(forms))
    texts = [line.text for line in view.lines]
    coded = [text for text in (*texts, *view.furniture) if "/" in text]  # hardly any text, and this costs least
    codes = tuple(dict.fromkeys(chain.from_iterable(map(find_codes, coded))))
    unit_lines = tuple(dict.fromkeys(name for sheet in sheets(view) for name in _units_on(sheet, said)))
    ours = any(name.startswith("cp_") for name in chain(view.tags, view.names))
    looks_like = bool(view.stamps or codes or unit_lines or ours) or any(said.is_title[text] for text in texts)
    return Evidence(view.stamps, codes, unit_lines, looks_like)


class _ToldBy:
    """What texts tell of any of these forms.

    Attributes:
        is_title: Whether a text is the title of a form.
        is_question: Whether a question of a form is printed there, with its own number.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        questions = [item for form in forms for item in items(form) if item.kind in _QUESTIONS]
        self.is_title = Texts(lambda text: any(is_same(text, form.title) for form in forms))
        self.is_question = Texts(lambda t: any(likeness_to(t, item) >= EXACT + NUMBERED for item in questions))


_told_by = lru_cache(maxsize=4)(_ToldBy)


@cache
def _unit_labels() -> tuple[str, ...]:
    return tuple(say("form.unit", language) for language in Language)


def _units_on(sheet: View, said: _ToldBy) -> Iterator[str]:
    texts = [line.text for line in sheet.lines]
    titles = [index for index, text in enumerate(texts) if said.is_title[text]]
    if not (titles or places.UNIT in sheet.names) and sheet.is_part:
        return  # another sheet of the same workbook may list units for reasons of its own
    anchor = sheet.names.get(places.FORM_BEGIN)
    start = anchor[0].first if anchor else max(titles, default=0)
    # The form's unit line is above its first question, whatever answers say below.
    end = next((index for index in range(start, len(texts)) if said.is_question[texts[index]]), len(texts))
    yield from _unit_lines(sheet, start, end)


def _unit_lines(view: View, start: int, end: int) -> Iterator[str]:
    """What stands on the form's own unit line; never from the memo, where the sender's own name stands."""
    named = {span.first for span in view.names.get(places.UNIT, ())}
    labels = _unit_labels()
    for index in range(start, end):
        line = view.lines[index]
        parts = next((p for label in labels if (p := cut(line.text, label)) and not clean(p.before).strip("(")), None)
        if parts is None:
            if view.is_grid and index in named:
                yield from filter(None, [clean(line.text)])
            continue
        name = clean(parts.after.strip().removesuffix(")") if "(" in parts.before else parts.after).lstrip(":").strip()
        if beside := [clean(other.text) for other in view.lines if other.row == line.row and other is not line]:
            yield from filter(None, [name or beside[0]])
        else:
            below = [clean(other.text) for other in view.lines[index + 1 : end] if clean(other.text)]
            yield "\n".join([name, *below[:_MOST_BREAKS]])
