"""Findings and problems in words: what is wrong, where to look, and what to do about it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from cpreport.dates import short_date
from cpreport.form import SIGNATURE_PARTS, QuestionType
from cpreport.language import Digits
from cpreport.printed import choice_number, in_digits, question_number, titled
from cpreport.reading import TYPE_IN, DriftKind
from cpreport.thai import arabic_digits
from cpreport.words import has, say, say_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpreport.errors import Problem
    from cpreport.form import Choice, Form, Question
    from cpreport.language import Language
    from cpreport.reading import Finding
    from cpreport.returned import Json

_LABEL_LENGTH = 60
_SCANS = frozenset({"pdf", "jpg", "jpeg", "png", "tif", "tiff", "gif", "bmp", "heic", "webp"})
_LIST_LENGTH = 300  # of names that are all needed, such as two units
_THAI = re.compile(r"[ -~\u0e01-\u0e5b]*")
_THAI_MARK = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_DEEPER = 4  # characters by which the rest of a line is set in
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})


def finding_message(finding: Finding, form: Form, language: Language) -> tuple[str, str]:
    """What a finding says and what to do, in one language.

    It never fails: a question that the form no longer has keeps its name, a value that is not there is left empty.

    Args:
        finding: The finding, with the values it brings.
        form: Where the labels and the printed numbers come from.
        language: The language of whoever reads it.

    Returns:
        The message and the hint, each on one line.
    """
    values = defaultdict(str, _values(finding, form, language))
    key = finding_key(finding)
    message, hint = (say_with(f"{key}{part}", language, values) for part in ("", ".hint"))
    return _one_line(message), _one_line(hint)


def correction_message(finding: Finding, form: Form, language: Language) -> str:
    """What is wrong, said to the unit below the question or choice it is about, without naming that again."""
    key = finding_key(finding, "correction")
    if not has(key):
        return finding_message(finding, form, language)[0]
    return _one_line(say_with(key, language, defaultdict(str, _values(finding, form, language))))


def finding_key(finding: Finding, about: str = "finding") -> str:
    """The entry of the catalogue for a finding: a scan is told from a form that was left blank."""
    key = f"{about}.{finding.kind}"
    is_scan = finding.params.get("format", "").casefold() in _SCANS or bool(finding.params.get(TYPE_IN))
    return f"{key}.scan" if is_scan and has(f"{key}.scan") else key


def answer_label(form: Form, key: str, language: Language) -> str:
    """What an answer is called, by its flat name: number and label of its question, the choice or part it is of.

    Example:
        For `people` it gives `3 จำนวนคน`, for `signature.date` it gives `วันที่ลงนาม`.
    """
    name, _, part = key.partition(".")
    for question in form.questions:
        if question.name == name:
            label = titled(form, question)
            own = part or ("signed" if question.type is QuestionType.SIGNATURE else "")
            said = say(f"signature.{own}", language) if own in SIGNATURE_PARTS else ""
            return _one_line(" – ".join(text for text in (label, said) if text))
        for choice in question.choices:
            if key == question.specify_key(choice):
                return _one_line(f"{choice_number(form, question, choice)} {choice.label}")
    return key


def answer_text(form: Form, key: str, answer: Json, language: Language) -> str:
    """An answer as the form would print it: labels for choices, days in words, yes or no; empty where there is none."""
    name, _, part = key.partition(".")
    question = next((q for q in form.questions if q.name == name), None)
    if isinstance(answer, bool):
        return say("workbook.yes" if answer else "workbook.no", language)
    if question and (part == "date" or question.type is QuestionType.DATE):
        return _day(str(answer or ""), language)
    labels = {choice.name: choice.label for choice in question.choices} if question else {}
    names = answer if isinstance(answer, list) else [] if answer is None else [answer]
    return "\n".join(labels.get(str(each), str(each)) for each in names)


def terminal_message(finding: Finding, form: Form, language: Language) -> tuple[str, str]:
    """The same for the terminal, where all that the program itself says has Arabic digits."""
    return finding_message(finding, replace(form, digits=Digits.ARABIC), language)


def finding_subject(finding: Finding, form: Form) -> str:
    """The question or choice a finding is about, with its printed number; empty when it is about the whole return."""
    question, choice = _asked(finding, form)
    if question and question.type is QuestionType.SIGNATURE:
        return answer_label(form, f"{question.name}.{finding.signature_part}", form.language)
    label = choice.label if choice else question.label if question else finding.choice or finding.question
    return _one_line(f"{_number(form, question, choice)} {label}")


def problem_text(problem: Problem, language: Language) -> str:
    """A problem on one line, as in `file:line: key: what is wrong. What to do.`."""
    where = ": ".join(part for part in (*_place(problem, language), problem.field) if part)
    params = {key: _day(value, language) if key == "due" else value for key, value in problem.params.items()}
    of_rows = f"row.{problem.key}"
    what = say(of_rows if _is_workbook(problem) and has(of_rows) else problem.key, language, **params)
    hint_key = f"{problem.key}.hint"
    hint = say(hint_key, language, **params) if has(hint_key) else ""
    said = say("line.with-hint", language, what=what, hint=hint) if hint else what
    return f"{where}: {said}" if where else said


def _is_workbook(problem: Problem) -> bool:
    return problem.file.casefold().endswith(".xlsx")


def _place(problem: Problem, language: Language) -> tuple[str, ...]:
    if problem.line and _is_workbook(problem):
        return problem.file, say("line.at-row", language, row=problem.line)
    return (":".join(part for part in (problem.file, str(problem.line or "")) if part),)


def shorten(text: str, limit: int = _LABEL_LENGTH) -> str:
    """The text on one line, with … where it is wider than `limit` characters.

    Example:
        >>> shorten("a much longer label", 10)
        'a much lo…'
    """
    line = _one_line(text)
    if visible_width(line) <= limit:
        return line
    width = 0
    for place, character in enumerate(line):
        width += visible_width(character)
        if width >= limit:
            return f"{line[:place].rstrip()}…"
    return line


def folded(text: str, width: int) -> str:
    """A text for a terminal that is so many characters wide, broken at spaces; what follows is set in deeper.

    A word that is longer than a line, as Thai sentences are, is left to the terminal.
    """
    return "\n".join(_folded(line, width) for line in text.split("\n"))


def _folded(line: str, width: int) -> str:
    if visible_width(line) < width:
        return line
    words = line.split(" ")
    indent = len(line) - len(line.lstrip(" ")) + _DEEPER
    broken = words[0]
    used = visible_width(broken)
    for number, word in enumerate(words[1:], start=1):
        needed = visible_width(word) + 1
        # Behind the indent there is no word yet to be broken off from.
        if used + needed >= width and any(words[:number]):
            broken, used = f"{broken}\n{' ' * indent}{word}", indent + needed - 1
        else:
            broken, used = f"{broken} {word}", used + needed
    return broken


@lru_cache(maxsize=1 << 16)
def visible_width(text: str) -> int:
    """How many characters wide a text is drawn: Thai vowels and tones above and below have no width, ideographs two.

    Example:
        >>> visible_width("ที่นี่")
        2
    """
    if _THAI.fullmatch(text):
        return len(text) - len(_THAI_MARK.findall(text))
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _values(finding: Finding, form: Form, language: Language) -> dict[str, str]:
    question, choice = _asked(finding, form)
    own = {key: _PARAMS.get(key, _long)(str(value), language) for key, value in finding.params.items()}
    change = finding.params.get("change")
    added = change == DriftKind.ADDED and not finding.choice
    text = "" if added else own.get("text", "")
    question_label = question.label if question else finding.question
    if question and question.type is QuestionType.SIGNATURE:
        question_label = answer_label(form, f"{question.name}.{finding.signature_part}", language)
    elif choice and "part" in finding.params:
        question_label = choice.label
    where = in_digits(form, arabic_digits(shorten(finding.where) or _number(form, question, choice)))
    if "changed" in own:
        labels = (shorten(answer_label(form, key, language), 30) for key in own["changed"].split(", "))
        own["changed"] = ", ".join(labels)
    choice_label = choice.label if choice else finding.choice
    return own | {
        "question": shorten(question_label),
        "choice": shorten(choice_label or (own.get("text", "") if added else "") or question_label),
        "read": shorten(finding.read),
        "where": where,
        "item": say("finding.item", language, where=where) if where else "",
        "now": say("drift.now" if change == DriftKind.REWORDED else "drift.words", language, text=text) if text else "",
    }


def _asked(finding: Finding, form: Form) -> tuple[Question | None, Choice | None]:
    question = next((q for q in form.questions if q.name == finding.question), None)
    choices = question.choices if question else ()
    return question, next((c for c in choices if c.name == finding.choice), None)


def _number(form: Form, question: Question | None, choice: Choice | None) -> str:
    if question is None:
        return ""
    return choice_number(form, question, choice) if choice else question_number(form, question)


def _expected(value: str, language: Language) -> str:
    return say(f"expected.{value}", language) if has(f"expected.{value}") else value


def _change(value: str, language: Language) -> str:
    return say(f"drift.{value}", language) if has(f"drift.{value}") else value


def _day(value: str, language: Language) -> str:
    try:
        return short_date(date.fromisoformat(value), language)
    except ValueError:
        return value


def _short(value: str, _language: Language) -> str:
    return shorten(value)


def _long(value: str, _language: Language) -> str:
    return shorten(value, _LIST_LENGTH)


def _control(value: str, language: Language) -> str:
    return say(f"control.{value}", language) if has(f"control.{value}") else ""


_PARAMS: dict[str, Callable[[str, Language], str]] = {
    "expected": _expected,
    "change": _change,
    "control": _control,
    "due": _day,
    "text": _short,
    "version": _short,
    "form": _short,
    "format": _short,
}
