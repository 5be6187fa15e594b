"""Reading a folder of returned forms with other libraries, each through the cheapest adapter that gets the answers.

    python rival_readers.py NAME INBOX

Runs in the rivals' virtual environment and imports nothing of cpreport. How well each reads is told by `accuracy.py`,
with adapters that try harder; these know forms that came back intact, and do nothing besides.
"""

from __future__ import annotations

import re
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Answers = dict[str, object]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
LINE = re.compile(r"^\s*([☐☑☒✓✔/x]?)\s*([0-9.]+)\s+(.*)$", re.MULTILINE)
BOX = re.compile(r'<input[^>]*type="checkbox"([^>]*)>')
TAG = re.compile(r"<[^>]+>")


def main() -> None:
    """Read every file and say how many answers were found."""
    warnings.simplefilter("ignore")
    read = READERS[sys.argv[1]]
    found = sum(len(read(str(path))) for path in sorted(Path(sys.argv[2]).iterdir()))
    sys.stdout.write(f"{found}\n")


def docx2python(path: str) -> Answers:
    """Its text, a line a paragraph; the sign before a number is its box."""
    from docx2python import docx2python as opened

    with opened(path) as document:
        return {number: (sign, text) for sign, number, text in LINE.findall(document.text)}


def mammoth(path: str) -> Answers:
    """Its HTML, a checkbox being an input element."""
    import mammoth as library

    with open(path, "rb") as file:  # noqa: PTH123
        html = library.convert_to_html(file).value
    text = BOX.sub(lambda box: "☑" if "checked" in box[1] else "☐", html).replace("</p>", "\n")
    return {number: (sign, line) for sign, number, line in LINE.findall(TAG.sub("", text))}


def python_docx(path: str) -> Answers:
    """Its content controls by their tags: the state of a checkbox, the text of the others."""
    import docx

    answers: Answers = {}
    for control in docx.Document(path).element.body.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            state = control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
            text = "".join(piece.text or "" for piece in control.iter(f"{W}t"))
            answers[tag.get(f"{W}val")] = text if state is None else state.get(f"{W14}val")
    return answers


def openpyxl(path: str) -> Answers:
    """Loaded whole, because only that gives the names of the cells; each answer by its name."""
    import openpyxl as library

    book = library.load_workbook(path, data_only=True)
    answers: Answers = {}
    for name, defined in book.defined_names.items():
        for title, place in defined.destinations:
            answers[name] = book[title][place.replace("$", "")].value
    return answers


READERS: dict[str, Callable[[str], Answers]] = {
    "docx2python": docx2python,
    "mammoth": mammoth,
    "python-docx": python_docx,
    "openpyxl": openpyxl,
}

if __name__ == "__main__":
    main()
