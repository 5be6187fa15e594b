"""What the tests of the configuration share: a small campaign on disk, and its problems in a short form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cpreport.config import CampaignFolder, load_campaign
from cpreport.errors import CampaignError, Problem
from cpreport.language import Language
from cpreport.words import say

if TYPE_CHECKING:
    from cpreport.campaign import Campaign

SHIPPED = Path(__file__).parents[1]

UNITS = """\
units:
  - id: a
    name: กองคลัง
  - id: b
    name: กองแผนงาน
"""
FORM = """\
settings:
  form_id: f-1
  version: 1
  title: แบบรายงาน
  language: th
  due: 2010-08-31
questions:
  - name: done
    type: select_multiple
    label: ทำแล้ว
    choices:
      - {name: yes, label: ใช่}
      - {name: other, label: อื่น ๆ, specify: true}
  - {name: signed, type: signature}
"""
MEMO = """\
---
agency: กอง
subject: เรื่อง
to: ผู้อำนวยการ
---
ส่งภายใน {{ form.due | shortdate }}
"""


class Fault(NamedTuple):
    """A problem without its words."""

    what: str
    file: str
    line: int
    field: str


def campaign(root: Path, **files: str | bytes | None) -> CampaignFolder:
    """Writes a correct small campaign; `units`, `form` and `memo` replace a file, None leaves it out."""
    (root / "templates").mkdir(exist_ok=True)
    contents = {"units": UNITS, "form": FORM, "memo": MEMO} | files
    names = {"units": "units.yaml", "form": "templates/form.yaml", "memo": "templates/memo.md.j2"}
    for key, content in contents.items():
        if content is not None:
            data = content if isinstance(content, bytes) else content.encode()
            (root / names[key]).write_bytes(data)
    return CampaignFolder(root)


def loaded(root: Path, **files: str | bytes | None) -> Campaign:
    """The campaign with these files."""
    return load_campaign(campaign(root, **files))


def problems(folder: CampaignFolder) -> tuple[Problem, ...]:
    """What stops the campaign from loading, every problem having been said in both languages."""
    try:
        load_campaign(folder)
    except CampaignError as error:
        for problem in error.problems:
            spoken(problem)
        return error.problems
    return ()


def faults(root: Path, **files: str | bytes | None) -> list[Fault]:
    """The problems of a campaign with these files, without their words."""
    return [
        Fault(problem.key.removeprefix("problem."), problem.file, problem.line, problem.field)
        for problem in problems(campaign(root, **files))
    ]


def spoken(problem: Problem) -> str:
    """The problem and its hint in both languages."""
    keys = (problem.key, f"{problem.key}.hint")
    return "\n".join(say(key, language, **problem.params) for language in Language for key in keys)
