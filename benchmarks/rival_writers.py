"""Writing one document a unit with other libraries, as each of them documents it.

    python rival_writers.py NAME MATERIAL OUT SIZE

Runs in the rivals' virtual environment and imports nothing of cpreport. What a library has no conditions or loops for
is put together in Python and merged in as a text.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Unit = dict[str, Any]

CENTRAL = "ส่วนกลาง"
WAYS = {True: "หน่วยงานส่วนกลางส่งด้วยตนเอง", False: "หน่วยงานส่วนภูมิภาคส่งทางไปรษณีย์"}


def main() -> None:
    """Write the documents."""
    name, material, out, size = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    units = json.loads((material / "units.json").read_text("utf-8"))[:size]
    out.mkdir()
    WRITERS[name](str(material / f"{name}.docx"), [unit | {"code": unit["id"]} for unit in units], out)


def docxtpl(template: str, units: list[Unit], out: Path) -> None:
    """As its documentation shows: the template opened anew for each document, because rendering uses it up."""
    from docxtpl import DocxTemplate

    for unit in units:
        document = DocxTemplate(template)
        document.render(unit, autoescape=True)
        document.save(out / f"{unit['id']}.docx")


def python_docx(template: str, units: list[Unit], out: Path) -> None:
    """Replaces in the texts of runs and saves; only what lies in the body, headers and footers is looked at."""
    import docx
    from docx.oxml.ns import qn

    for unit in units:
        document = docx.Document(template)
        texts = {f"[[{key}]]": value for key, value in _flat(unit).items()}
        roots = [document.element, *(section.footer._element for section in document.sections)]
        for root in roots:
            for text in root.iter(qn("w:t")):
                if text.text and "[[" in text.text:
                    for mark, value in texts.items():
                        text.text = text.text.replace(mark, value)
        document.save(out / f"{unit['id']}.docx")


def mailmerge(template: str, units: list[Unit], out: Path) -> None:
    """As its documentation shows: opened, merged and written for each document."""
    from mailmerge import MailMerge

    for unit in units:
        with MailMerge(template) as document:
            document.merge(**_flat(unit))
            document.write(out / f"{unit['id']}.docx")


def _flat(unit: Unit) -> dict[str, str]:
    others = "".join(f"ชื่อเดิม {name} " for name in unit["aka"])
    texts = {key: value for key, value in unit.items() if isinstance(value, str)}
    return texts | {"way": WAYS[unit["group"] == CENTRAL], "others": others}


WRITERS: dict[str, Callable[[str, list[Unit], Path], None]] = {
    "docxtpl": docxtpl,
    "python-docx": python_docx,
    "mailmerge": mailmerge,
}

if __name__ == "__main__":
    main()
