"""Excel forms as issued, changed as people and programs change them, and read again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from cpreport import places
from cpreport.checks import Checked, check
from cpreport.config import CampaignFolder, load_campaign
from cpreport.form import Form, Question, QuestionType
from cpreport.identify import Known
from cpreport.readers import FormFile, open_file
from cpreport.writers.xlsx import compile_xlsx, xlsx_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook

    from cpreport.reading import FindingKind

SECRET = b"s" * 32
CAMPAIGN = load_campaign(CampaignFolder(Path(__file__).parents[1]))
FORM = CAMPAIGN.form
KNOWN = Known.of(FORM.form_id, CAMPAIGN.units, [FORM.version], SECRET)
MORE = Form(
    FORM.form_id,
    FORM.version,
    "More",
    FORM.language,
    FORM.due,
    (
        Question("people", QuestionType.INTEGER, "จำนวนคน"),
        Question("money", QuestionType.DECIMAL, "งบประมาณ"),
        Question("day", QuestionType.DATE, "วันที่จัด"),
        Question("place", QuestionType.TEXT, "สถานที่"),
    ),
)


def issued(form: Form = FORM) -> bytes:
    unit = CAMPAIGN.unit("spk-1")
    assert unit
    return compile_xlsx(form).render(xlsx_values(CAMPAIGN, unit, SECRET))


def cell(workbook: Workbook, name: str) -> Cell:
    sheet, reference = next(iter(workbook.defined_names[name].destinations))
    return workbook[sheet][reference.replace("$", "").partition(":")[0]]  # type: ignore[return-value]


def box(workbook: Workbook, choice: str, question: str = "activities") -> Cell:
    return cell(workbook, places.box(question, choice))


def edited(data: bytes, *edits: Callable[[Workbook], None]) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for edit in edits:
        edit(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def fill(**values: object) -> Callable[[Workbook], None]:
    def edit(workbook: Workbook) -> None:
        for choice, value in values.items():
            box(workbook, choice).value = value  # type: ignore[assignment]

    return edit


def write(name: str, value: object) -> Callable[[Workbook], None]:
    def edit(workbook: Workbook) -> None:
        target = cell(workbook, name)
        target.value = value  # type: ignore[assignment]
        if isinstance(value, str):
            target.data_type = "s"

    return edit


def read(data: bytes, form: Form = FORM) -> Checked:
    file = open_file(data)
    assert isinstance(file, FormFile)
    return check(form, file.read(form))


def kinds(checked: Checked) -> set[FindingKind]:
    return {finding.kind for finding in checked.findings}
