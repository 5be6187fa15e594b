"""Every question type, filled in every way, through every path that a LibreOffice can send a form: the figures.

Run by hand: `pytest -m slow -s tests/test_matrix.py`. What a real respondent clicks in LibreOffice is in test_editors.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

from builders import a_campaign, every_type_form
from configuring import SHIPPED
from cpreport.checks import check
from cpreport.config import CampaignFolder, load_campaign
from cpreport.conversion import WANTED, converted
from cpreport.filler import How, fill_docx, fill_xlsx
from cpreport.language import Language
from cpreport.office import Office, find_office
from cpreport.operations.demo.answers import Answered, Habit, habit, make_up
from cpreport.readers import FormFile, open_file
from cpreport.reading import Consequence
from cpreport.sniff import document_kind
from cpreport.writers.docx import DocxWriter
from cpreport.writers.xlsx import XlsxWriter

if TYPE_CHECKING:
    from cpreport.campaign import Campaign
    from cpreport.checks import Checked
    from cpreport.form import Form

DAY = date(2010, 8, 20)
DOCX, XLSX = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"
WORD_PATHS = {
    "docx": (DOCX,),
    "docx twice": (DOCX, DOCX),
    "odt, docx": ("odt", DOCX),
    "doc": ("doc:MS Word 97",),
    "odt": ("odt",),
    "rtf": ("rtf:Rich Text Format",),
}
EXCEL_PATHS = {"xlsx": (XLSX,), "ods": ("ods",), "xls": ("xls:MS Excel 97",)}


@dataclass(slots=True)
class Figures:
    """What came of the forms of one path."""

    files: int = 0
    counted: Counter[str] = field(default_factory=Counter)

    def add(self, form: Form, meant: Answered, checked: Checked) -> None:
        self.files += 1
        doubted = {f.question for f in checked.findings if f.kind.consequence is Consequence.REVIEW}
        for question in form.questions:
            if question.is_select:
                for choice in question.choices:
                    self._tick(question.name, choice.name, meant, checked)
        for key, answer in meant.answers.items():
            if not isinstance(answer, list) and not any(q.name == key and q.is_select for q in form.questions):
                right = checked.answers[key] == answer
                owner = next(q.name for q in form.questions if key == q.name or key.startswith(f"{q.name}_"))
                self.counted["texts right" if right else f"texts {'flagged' if owner in doubted else 'wrong'}"] += 1

    def _tick(self, question: str, choice: str, meant: Answered, checked: Checked) -> None:
        wanted, read = (choice in _names(answers[question]) for answers in (meant.answers, checked.answers))
        flagged = choice in (*checked.uncertain.get(question, ()), *checked.gone.get(question, ()))
        self.counted["ticks right" if wanted == read else f"ticks {'flagged' if flagged else 'wrong'}"] += 1


def _names(answer: object) -> list[str]:
    return [str(name) for name in answer] if isinstance(answer, list) else [str(answer)] if answer else []


def campaigns() -> list[Campaign]:
    every_type = [a_campaign(every_type_form(language)) for language in Language]
    return [load_campaign(CampaignFolder(SHIPPED)), *every_type]


def filled(campaign: Campaign, how: How | None, seed: int) -> tuple[bytes, Answered]:
    unit, rng = campaign.units[seed % len(campaign.units)], Random(seed)
    own = habit(how, rng) if how else Habit(in_excel=True)
    meant = make_up(campaign.form, unit, own, DAY, rng)
    if how is None:
        return fill_xlsx(XlsxWriter(campaign, b"s").render(unit), meant.entries), meant
    return fill_docx(DocxWriter(campaign, b"s", DAY).render(unit), meant.entries), meant


def sent(office: Office, documents: list[bytes], suffix: str, path: tuple[str, ...]) -> list[bytes]:
    """The documents after each program of a path has saved them."""
    for wanted in path:
        made = office.convert_all([(data, suffix) for data in documents], wanted)
        assert all(data is not None for data in made)
        documents = [data for data in made if data is not None]
        suffix = f".{wanted.partition(':')[0]}"
    return documents


def read(office: Office, data: bytes, form: Form) -> Checked:
    kind = document_kind(data)
    readable = converted([(data, kind)], office)[0] if kind in WANTED else data
    assert isinstance(readable, bytes)
    opened = open_file(readable)
    assert isinstance(opened, FormFile)
    return check(form, opened.read(form))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "path"), [*WORD_PATHS.items(), *EXCEL_PATHS.items()])
def test_no_tick_and_no_text_comes_back_wrong(name: str, path: tuple[str, ...]) -> None:
    office = find_office()
    if office is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("no LibreOffice to test with")
    assert office is not None
    hows: list[How | None] = list(How) if name in WORD_PATHS else [None]
    figures = Figures()
    for campaign in campaigns():
        made = [filled(campaign, how, seed) for how in hows for seed in range(6)]
        suffix = ".docx" if name in WORD_PATHS else ".xlsx"
        for data, (_, meant) in zip(sent(office, [d for d, _ in made], suffix, path), made, strict=True):
            figures.add(campaign.form, meant, read(office, data, campaign.form))
    print(f"\n{name}: {figures.files} files, {dict(sorted(figures.counted.items()))}")
    assert not figures.counted["ticks wrong"]
    assert not figures.counted["texts wrong"]
