"""The inbox of the demonstration: the issued files, filled in and sent back, and what else finds its way there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from docx import Document

from cpreport.campaign import Campaign, MemoSource, Unit
from cpreport.config import CampaignFolder
from cpreport.filler import Tick, fill_docx, fill_xlsx
from cpreport.form import Choice, Form, Question, QuestionType
from cpreport.language import Language
from cpreport.operations.demo.plan import Case
from cpreport.operations.generate import FileFormat, GenerateOrder, file_name, generate
from cpreport.returned import Outcome
from cpreport.words import say
from cpreport.words.demo import LETTER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cpreport.operations.demo.plan import Part, Plan

_LEFT_WHEN_DAMAGED = 0.6
_LOCK = b"\x05admin".ljust(162, b"\0")
_OTHER_FORM = "training-survey"


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of the inbox.

    Attributes:
        name: Its name.
        at: When it arrives.
        data: Its bytes.
        outcome: What must become of it.
        tale: The entry of the catalogue that tells of it; empty where there is nothing special.
    """

    name: str
    at: datetime
    data: bytes
    outcome: Outcome = Outcome.ACCEPTED
    tale: str = ""


def fill_inbox(folder: CampaignFolder, campaign: Campaign, plan: Plan) -> list[Sent]:
    """Fills in the issued forms and puts them into the inbox, each with the time of its arrival.

    Returns:
        Every file, as it was put there.
    """
    sent = [one for part in plan.parts for one in _from_unit(folder, campaign, part)]
    sent += _beside_the_answers(folder, campaign, plan)
    for one in sent:
        path = folder.inbox / one.name
        path.write_bytes(one.data)
        moment = one.at.timestamp()
        os.utime(path, (moment, moment))
    return sent


def _from_unit(folder: CampaignFolder, campaign: Campaign, part: Part) -> Iterator[Sent]:
    language = campaign.form.language
    kind = FileFormat.XLSX if part.own.in_excel else FileFormat.DOCX
    name = file_name(part.unit, kind)
    issued = (folder.outbox / name).read_bytes()
    fill = fill_xlsx if part.own.in_excel else fill_docx
    *earlier, last = [(fill(issued, one.answered.entries), one.at) for one in part.submissions]
    for data, at in earlier:
        yield Sent(name, at, data, Outcome.SUPERSEDED, "demo.superseded")
    data, at = last
    yield Sent(_renamed("demo.name-revised", name, language) if part.case is Case.REVISED else name, at, data)
    if part.case is Case.TWICE:
        again = _renamed("demo.name-again", name, language)
        yield Sent(again, part.copied_at, data, Outcome.DUPLICATE, "demo.duplicate")


def _beside_the_answers(folder: CampaignFolder, campaign: Campaign, plan: Plan) -> Iterator[Sent]:
    """What costs one line each and must not touch the rest."""
    language = campaign.form.language
    at = min(part.submissions[-1].at for part in plan.parts)
    if plan.missing:
        name = file_name(plan.missing[0], FileFormat.DOCX)
        whole = (folder.outbox / name).read_bytes()
        damaged = whole[: int(len(whole) * _LEFT_WHEN_DAMAGED)]
        yield Sent(name, at, damaged, Outcome.SET_ASIDE, "demo.damaged")
    someone = plan.parts[0].unit
    foreign = say("demo.name-foreign", language, unit=someone.id) + ".docx"
    yield Sent(foreign, at, _foreign_form(someone, campaign.form), Outcome.SET_ASIDE, "demo.foreign")
    letter = say("demo.name-stranger", language) + ".docx"
    yield Sent(letter, at, _letter(language), Outcome.SET_ASIDE, "demo.stranger")
    lock = f"~${file_name(someone, FileFormat.DOCX)[2:]}"
    yield Sent(lock, at, _LOCK, Outcome.IGNORED, "demo.ignored")


def _renamed(key: str, name: str, language: Language) -> str:
    path = Path(name)
    return say(key, language, name=path.stem) + path.suffix


def _foreign_form(unit: Unit, like: Form) -> bytes:
    """A form that another campaign has issued to the same unit, filled in."""
    language = like.language
    choice = Choice("letters", say("demo.foreign-choice", language))
    question = Question(
        "courses", QuestionType.SELECT_MULTIPLE, say("demo.foreign-question", language), choices=(choice,)
    )
    form = Form(_OTHER_FORM, "1", say("demo.foreign-title", language), language, like.due, (question,))
    memo = MemoSource(
        "memo.md.j2",
        {
            "agency": say("demo.foreign-from", language),
            "subject": form.title,
            "to": say("demo.foreign-to", language),
        },
        say("demo.foreign-text", language),
    )
    other = Campaign(form, (Unit(unit.id, unit.name),), memo)
    with TemporaryDirectory() as place:
        folder = CampaignFolder(Path(place))
        generate(folder, other, GenerateOrder(like.due - timedelta(days=30)), lambda _done, _total: None)
        issued = (folder.outbox / file_name(other.units[0], FileFormat.DOCX)).read_bytes()
    return fill_docx(issued, [Tick(question.label, choice.label)])


def _letter(language: Language) -> bytes:
    document = Document()
    for thai, english in LETTER:
        document.add_paragraph(thai if language is Language.THAI else english)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()
