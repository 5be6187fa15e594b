"""Reading returned Word forms with other libraries, through the best adapters we could write for them in good faith.

Run by `accuracy.py` in the virtual environment of one library: `python rivals.py NAME < order.json > answers.json`. It
imports nothing of cpreport. An order holds the forms' printed words, the tags of their content controls, and the files.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import re
import sys
import warnings
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICK_GLYPHS = "☑☒✓✔✅√"
TICK_SIGNS = {*TICK_GLYPHS, "x", "X", "×", "/", "v", "V"}
WINGDINGS = {"FC": "✓", "FE": "☑", "FB": "×", "FD": "☒"}
BEFORE = re.compile(r"[\s\[\]()☐□.0-9๐-๙]+")
LEADERS = re.compile(r"^(?:[\s…_]|\.{2,})+|(?:[\s…_]|\.{2,})+$")

Read = dict[str, Any]


def main() -> None:
    """Read the order from stdin, write one reading a file to stdout."""
    order = json.load(sys.stdin)
    read = READERS[sys.argv[1]]
    readings: list[Read | None] = []
    warnings.simplefilter("ignore")
    for file in order["files"]:
        form = order["forms"][file["form"]]
        try:
            # What a library prints must not stand between the answers.
            with contextlib.redirect_stdout(sys.stderr):
                readings.append(read(form, file["path"]))
        except Exception as error:  # noqa: BLE001  a library that fails on a file has read nothing from it
            print(f"{sys.argv[1]}: {file['path']}: {error!r}", file=sys.stderr)  # noqa: T201
            readings.append(None)
    json.dump(readings, sys.stdout)


def by_words(form: dict[str, Any], lines: list[str]) -> Read:
    """Find every printed line by its words: what stands before a label is its box, what follows is its text."""
    lines = lines[_start(form, lines) :]
    reading: Read = {"ticks": {}, "texts": {}}
    headings = _headings(form, lines)
    ends = [*headings[1:], len(lines)]
    for question, start, end in zip(form["questions"], headings, ends, strict=True):
        section = lines[start:end]
        if not section:
            continue
        if question["choices"]:
            _read_choices(question, section, reading)
        else:
            reading["texts"][question["name"]] = _written(form, question, section)
    _read_signature(form, lines, headings[-1], reading)
    return reading


def _headings(form: dict[str, Any], lines: list[str]) -> list[int]:
    """Where each question begins; where its words are not found, at the next one, so that nothing is left of it."""
    places: list[int] = []
    place = 0
    for question in form["questions"]:
        found = _find(lines, question["label"], place)
        places.append(-1 if found is None else found)
        place = place if found is None else found + 1
    for index in range(len(places) - 1, -1, -1):
        if places[index] < 0:
            places[index] = places[index + 1] if index + 1 < len(places) else len(lines)
    return places


def _start(form: dict[str, Any], lines: list[str]) -> int:
    titles = [index for index, line in enumerate(lines) if _squeezed(line) == _squeezed(form["title"])]
    return titles[-1] if titles else 0


def _read_choices(question: dict[str, Any], lines: list[str], reading: Read) -> None:
    place = 0
    for choice in question["choices"]:
        line = _find(lines, choice["label"], place + 1)
        if line is None:
            continue
        place = line
        before, after = _cut(lines[line], choice["label"])
        reading["ticks"][f"{question['name']}/{choice['name']}"] = _ticked(before) or (
            not choice["specify"] and _ticked(after)
        )
        if choice["specify"]:
            reading["texts"][f"{question['name']}_{choice['name']}"] = _bare(after)


def _written(form: dict[str, Any], question: dict[str, Any], lines: list[str]) -> str:
    beside = _bare(_cut(lines[0], question["label"])[1])
    if not question["long"]:
        return beside
    ends = [words for words in (form["signed"], form["unit"], *form["notes"]) if words]
    answer = [beside]
    for line in lines[1:]:
        if any(_squeezed(line).startswith(_squeezed(words)) for words in ends):
            break
        if _squeezed(line) != _squeezed(question["hint"]):
            answer.append(_bare(line))
    return "\n".join(answer).strip()


def _read_signature(form: dict[str, Any], lines: list[str], place: int, reading: Read) -> None:
    if not form["signature"]:
        return
    beginnings = {"signed": form["signed"], "name": "(", "date": form["signed_on"]}
    for part, words in beginnings.items():
        for index in range(place + 1, len(lines)):
            if lines[index].strip().startswith(words):
                text = lines[index].strip()[len(words) :]
                reading["texts"][f"{form['signature']}.{part}"] = _bare(_bare(text).removesuffix(")"))
                place = index
                break


def _find(lines: list[str], label: str, start: int) -> int | None:
    """The line that has nothing but the label and marks, else one that begins with it, else one that holds it."""
    wanted = _squeezed(label)
    holding = [index for index in range(start, len(lines)) if wanted in _squeezed(lines[index])]
    exact = [i for i in holding if BEFORE.sub("", lines[i]).strip("".join(TICK_SIGNS)) == BEFORE.sub("", label)]
    return next(iter([*exact, *holding]), None)


def _cut(line: str, label: str) -> tuple[str, str]:
    found = re.search(r"\s*".join(map(re.escape, label.split())), line)
    return (line[: found.start()], line[found.end() :]) if found else (line, "")


def _ticked(beside: str) -> bool:
    signs = BEFORE.sub("", beside)
    return any(sign in TICK_GLYPHS for sign in signs) or signs in TICK_SIGNS


def _bare(text: str) -> str:
    """A text without the white space and leaders around it."""
    return LEADERS.sub("", text)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def python_docx(form: dict[str, Any], path: str) -> Read:
    """Its paragraphs, walked with the content controls inside them; a control's state counts besides the glyph."""
    body = importlib.import_module("docx").Document(path).element.body
    paragraphs = list(body.iter(f"{W}p"))
    reading = by_words(form, [_paragraph_text(paragraph) for paragraph in paragraphs])
    for control in body.iter(f"{W}sdt"):
        _read_control(form, control, reading)
    return reading


def _paragraph_text(paragraph: Any) -> str:  # noqa: ANN401  lxml is the library's, not ours
    pieces = paragraph.iter(*(f"{W}{tag}" for tag in ("t", "tab", "br", "sym")))
    return "".join(_shown(piece) for piece in pieces if piece.getparent().tag == f"{W}r")


def _shown(piece: Any) -> str:  # noqa: ANN401
    if piece.tag == f"{W}sym":
        return WINGDINGS.get(piece.get(f"{W}char", "")[-2:].upper(), "")
    return {f"{W}tab": "\t", f"{W}br": "\n"}.get(piece.tag, piece.text or "")


def _read_control(form: dict[str, Any], control: Any, reading: Read) -> None:  # noqa: ANN401
    tag = control.find(f"{W}sdtPr/{W}tag")
    name = form["tags"].get(tag.get(f"{W}val")) if tag is not None else None
    state = next(control.iter(f"{W14}checked"), None)
    if name is None:
        return
    if name in reading["ticks"] or "/" in name:
        checked = state is not None and state.get(f"{W14}val", "1") in {"1", "true", "on"}
        reading["ticks"][name] = reading["ticks"].get(name, False) or checked
    else:
        reading["texts"][name] = _bare(_paragraph_text(control))


def docx2python(form: dict[str, Any], path: str) -> Read:
    """Its text, a paragraph a line."""
    with importlib.import_module("docx2python").docx2python(path) as document:
        return by_words(form, [line for line in document.text.split("\n") if line.strip()])


def mammoth(form: dict[str, Any], path: str) -> Read:
    """Its HTML, where a checkbox control is an input element; paragraphs and rows are lines."""
    with open(path, "rb") as file:  # noqa: PTH123
        html: str = importlib.import_module("mammoth").convert_to_html(file).value
    html = re.sub(r'<input[^>]*checked="checked"[^>]*>', "☑", html)
    html = re.sub(r"<input[^>]*>", "☐", html)
    html = re.sub(r"</p>|</tr>|</li>|</h\d>|<br ?/>", "\n", html)
    text = re.sub(r"<[^>]+>", "", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return by_words(form, [line for line in text.split("\n") if line.strip()])


def simplify_docx(form: dict[str, Any], path: str) -> Read:
    """Its JSON, every paragraph a line; it passes over controls and fails at fields, so both are taken out before."""
    document = importlib.import_module("docx").Document(path)
    body = document.element.body
    for control in list(body.iter(f"{W}sdt")):
        for child in list(control.find(f"{W}sdtContent")):
            control.addprevious(child)
        control.getparent().remove(control)
    for piece in list(body.iter(f"{W}fldChar", f"{W}instrText")):
        piece.getparent().remove(piece)
    tree = importlib.import_module("simplify_docx").simplify(document)
    return by_words(form, ["".join(_texts(paragraph)) for paragraph in _paragraphs(tree)])


def _paragraphs(tree: Any) -> Iterator[Any]:  # noqa: ANN401
    if isinstance(tree, dict) and tree.get("TYPE") in {"paragraph", "CT_P"}:
        yield tree
    elif isinstance(tree, (dict, list)):
        yield from chain.from_iterable(map(_paragraphs, tree.values() if isinstance(tree, dict) else tree))


def _texts(tree: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(tree, dict) and tree.get("TYPE") in {"text", "CT_Text"}:
        yield str(tree.get("VALUE", ""))
    elif isinstance(tree, (dict, list)):
        yield from chain.from_iterable(map(_texts, tree.values() if isinstance(tree, dict) else tree))


def docx_form(form: dict[str, Any], path: str) -> Read:
    """Its content controls, by their tags; where an editor dropped the tags, by their order."""
    controls = importlib.import_module("docx_form").docx_form.DocxForm(path).content_control_forms_and_form_fields
    roots = [control.root for control in controls if hasattr(control, "root")]
    reading: Read = {"ticks": {}, "texts": {}}
    for root in roots:
        _read_control(form, root, reading)
    if not reading["ticks"] and not reading["texts"]:
        boxes = [root for root in roots if next(root.iter(f"{W14}checkbox"), None) is not None]
        fields = [root for root in roots if root not in boxes]
        names = list(form["tags"].values())
        named = ([n for n in names if "/" in n], boxes), ([n for n in names if "/" not in n], fields)
        for wanted, found in named:
            if len(wanted) == len(found):
                for name, root in zip(wanted, found, strict=True):
                    _read_control({"tags": {_tag(root): name}}, root, reading)
    return reading


def _tag(root: Any) -> str:  # noqa: ANN401
    """The tag of a control, one being given to it where there is none."""
    properties = root.find(f"{W}sdtPr")
    tag = properties.find(f"{W}tag")
    if tag is None:
        tag = properties.makeelement(f"{W}tag", {f"{W}val": f"nth-{id(root)}"})
        properties.append(tag)
    return str(tag.get(f"{W}val"))


READERS: dict[str, Callable[[dict[str, Any], str], Read]] = {
    "python-docx": python_docx,
    "docx2python": docx2python,
    "mammoth": mammoth,
    "simplify-docx": simplify_docx,
    "docx-form": docx_form,
}

if __name__ == "__main__":
    main()
