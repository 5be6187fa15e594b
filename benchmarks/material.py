"""What the writers are timed on: a campaign of any size whose memo has ten tags, an `if` and a loop.

The Word document is made with python-docx's own template, which Word made: with its theme, its many styles and its
numbering. The rivals' templates are the form that cpreport makes of it, with their own tags where the unit's texts
stand, so all write the same document.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import docx

from cpreport.campaign import Unit
from cpreport.config import CampaignFolder, load_campaign
from cpreport.stamp import Identity, printed_code
from cpreport.writers.word_template import WordTemplateWriter

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
FIELDS = ("name", "abbr", "head", "group", "email", "staff", "province", "contact", "phone")
CENTRAL = "ส่วนกลาง"
BY_HAND, BY_POST = "หน่วยงานส่วนกลางส่งด้วยตนเอง", "หน่วยงานส่วนภูมิภาคส่งทางไปรษณีย์"
TODAY = date(2010, 4, 29)

_TIMED = (
    "ด้วย {{ unit.name }} ({{ unit.abbr }}) สังกัด {{ unit.group }} มีบุคลากร {{ unit.staff }} คน ในจังหวัด "
    "{{ unit.province }} ผู้ประสานงาน {{ unit.contact }} โทร. {{ unit.phone }} จึงแจ้งมายัง {{ unit.email }} "
    "เพื่อให้ {{ unit.head }} ส่งคืนภายใน {{ form.due | shortdate }}",
    f'{{% if unit.group == "{CENTRAL}" %}}{BY_HAND}{{% else %}}{BY_POST}{{% endif %}}',
    "{% for name in unit.aka %}ชื่อเดิม {{ name }} {% endfor %}",
)
_ID = "u00000"
_CONSONANTS = "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวสหอฮ"


def write_campaign(folder: Path, size: int, *, word: bool) -> None:
    """A campaign of so many units, its memo laid out in Word or in Markdown."""
    templates = folder / "templates"
    templates.mkdir(parents=True)
    shutil.copy(ROOT / "templates/form.yaml", templates)
    shipped = (ROOT / "templates/memo.md.j2").read_text("utf-8")
    timed = "\n\n".join(_TIMED)
    (templates / "memo.md.j2").write_text(f"{shipped}\n{timed}\n", "utf-8")
    if word:
        (templates / "memo.docx").write_bytes(_word_memo(shipped))
    with (folder / "units.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ["id", "aka", *FIELDS])
        rows.writeheader()
        rows.writerows(unit | {"aka": ";".join(unit["aka"])} for unit in units(size))


def units(size: int) -> list[dict[str, object]]:
    """The units, as the rivals get them."""
    return [
        {
            "id": f"u{number:05}",
            "name": f"โรงเรียนบ้าน{_in_letters(number)}",
            "abbr": f"รร.{number}",
            "aka": [f"โรงเรียนวัดที่ {number}", f"โรงเรียนประชาที่ {number}"],
            "head": f"ผู้อำนวยการโรงเรียนบ้าน{_in_letters(number)}",
            "group": (CENTRAL, "ส่วนภูมิภาค")[number % 2],
            "email": f"school{number}@example.org",
            "staff": str(10 + number % 90),
            "province": f"จังหวัดที่ {number % 77}",
            "contact": f"ครูคนที่ {number}",
            "phone": f"02 618 {number:04}",
        }
        for number in range(size)
    ]


def _in_letters(number: int) -> str:
    # A name without digits stays in one run, whoever saves the form.
    return "".join(_CONSONANTS[number // len(_CONSONANTS) ** place % len(_CONSONANTS)] for place in range(4))


def write_rival_material(folder: Path, size: int) -> None:
    """The rivals' templates and their list of units."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "units.json").write_text(json.dumps(units(size)), "utf-8")
    form = _form_with_marks(folder / "campaign")
    (folder / "docxtpl.docx").write_bytes(_rewritten(form, _jinja))
    (folder / "python-docx.docx").write_bytes(form)
    (folder / "mailmerge.docx").write_bytes(_rewritten(form, _merge_fields))


def _word_memo(shipped: str) -> bytes:
    document = docx.Document()
    for paragraph in shipped.split("---\n", 2)[2].split("\n\n"):
        document.add_paragraph(paragraph.strip())
    for paragraph in _TIMED:
        document.add_paragraph(paragraph)
    document.add_paragraph("{{p form }}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _form_with_marks(folder: Path) -> bytes:
    """The form as cpreport makes it, `[[name]]` and the like standing where a unit's texts do."""
    write_campaign(folder, 1, word=True)
    campaign = load_campaign(CampaignFolder(folder))
    marks = {name: f"[[{name}]]" for name in FIELDS}
    own = {name: marks.pop(name) for name in ("name", "abbr", "head", "group", "email")}
    unit = Unit(id=_ID, aka=("[[other]]",), extra=marks, **own)
    template = (folder / "templates/memo.docx").read_bytes()
    data = WordTemplateWriter(campaign, b"s" * 32, TODAY, template).render(unit)
    code = printed_code(Identity(campaign.form.form_id, campaign.form.version, _ID))
    marked = {code: "[[code]]", BY_POST: "[[way]]", "ชื่อเดิม [[other]] ": "[[others]]"}
    return _rewritten(data, lambda xml: _replaced(xml, marked))


def _jinja(xml: str) -> str:
    choice = f'{{% if group == "{CENTRAL}" %}}{BY_HAND}{{% else %}}{BY_POST}{{% endif %}}'
    others = "{% for other in aka %}ชื่อเดิม {{ other }} {% endfor %}"
    xml = _replaced(xml, {"[[way]]": choice, "[[others]]": others})
    return re.sub(r"\[\[(\w+)\]\]", r"{{ \1 }}", xml)


def _merge_fields(xml: str) -> str:
    field = (
        r'</w:t></w:r><w:fldSimple w:instr=" MERGEFIELD \1 "><w:r><w:t>«\1»</w:t></w:r></w:fldSimple>'
        r'<w:r><w:t xml:space="preserve">'
    )
    return re.sub(r"\[\[(\w+)\]\]", field, xml)


def _replaced(text: str, by: dict[str, str]) -> str:
    for old, new in by.items():
        text = text.replace(old, new)
    return text


def _rewritten(data: bytes, change: Callable[[str], str]) -> bytes:
    """The document with its visible parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if re.search(r"word/(document|[\w-]*(header|footer)\w*)\.xml$", name):
                part = change(part.decode()).encode()
            new.writestr(name, part)
    return out.getvalue()
