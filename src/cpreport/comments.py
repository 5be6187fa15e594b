"""What units wrote, put together: the same words of several units once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpreport.form import QuestionType
from cpreport.thai import normalise

if TYPE_CHECKING:
    from cpreport.campaign import Unit
    from cpreport.form import Form, Question
    from cpreport.summary import Summary


_AROUND: Final = " .,;:!-–—()[]\"'“”…_"
_NOTHING: Final = frozenset(
    normalise(said)
    for said in (
        *("ไม่มี", "ไม่มีครับ", "ไม่มีค่ะ", "ไม่มีปัญหา", "ไม่มีข้อเสนอแนะ", "ไม่มีปัญหา/ข้อเสนอแนะ", "ไม่มีความเห็น", "ไม่มีข้อคิดเห็น"),
        *("ไม่มีปัญหาและข้อเสนอแนะ", "ไม่มีข้อเสนอแนะเพิ่มเติม", "ไม่มีความเห็นเพิ่มเติม", "ไม่มีเพิ่มเติม"),
        *("none", "no", "nil", "n/a", "na", "nothing", "nothing to add", "nothing to report", "not applicable"),
        *("x", "no comment", "no comments", "no problems", "no suggestions", "no further comments"),
    )
)


@dataclass(frozen=True, slots=True)
class Comment:
    """One text as the first of its units wrote it, and who wrote it."""

    text: str
    units: tuple[Unit, ...]


def comment_questions(form: Form) -> tuple[Question, ...]:
    """The questions that ask for comments: texts of several lines, or where there is none, those of one line."""
    texts = tuple(question for question in form.questions if question.type is QuestionType.TEXT)
    return tuple(question for question in texts if question.is_long) or texts


def says_nothing(text: str) -> bool:
    """Whether a whole answer only says that there is none: a dash, “ไม่มี”, “Nothing to add”.

    Example:
        >>> says_nothing("ไม่มี"), says_nothing("ไม่มีงบประมาณ")
        (True, False)
    """
    bare = normalise(text).strip(_AROUND)
    return bare in _NOTHING or not any(character.isalnum() for character in bare)


def without_comment(summary: Summary, question: Question) -> int:
    """How many units that count answered in words that there is nothing."""
    answers = (row.answers.get(question.name) for row in summary.counted)
    return sum(isinstance(answer, str) and bool(answer.strip()) and says_nothing(answer) for answer in answers)


def comments(summary: Summary, question: Question) -> list[Comment]:
    """The answers of the units that count: those that most units gave first, else in the order of the units.

    A dash, “none” and the like say nothing here; the workbook shows them as written.
    """
    said: dict[str, tuple[str, list[Unit]]] = {}
    for row in summary.counted:
        answer = row.answers.get(question.name)
        if isinstance(answer, str) and not says_nothing(answer):
            said.setdefault(normalise(answer), (answer, []))[1].append(row.unit)
    told = (Comment(text, tuple(units)) for text, units in said.values())
    return sorted(told, key=lambda comment: -len(comment.units))
