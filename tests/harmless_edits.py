"""What people do to a Word form besides filling it in, none of which changes what they mean.

`EDITS` are done to a document's body, `LOSSES` take something away with it, and `PROGRAMS` are other programs that save
it: of these what they do not keep must be found again or be asked for.
"""

from __future__ import annotations

import io
import re
from copy import deepcopy
from typing import TYPE_CHECKING

import docx
from lxml import etree

from cpreport.ooxml import w, w14
from cpreport.thai import thai_digits
from imitations import (
    as_google_docs,
    as_onlyoffice,
    as_pages,
    as_word,
    as_word_web,
    as_wps,
    pasted_as_text,
    pasted_into_new,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NUMBER = re.compile(r"[0-9๐-๙]+\.[0-9๐-๙]+\.?")
_TYPED = frozenset("✓✔√/xX")


def edit(data: bytes, chance: Random) -> bytes:
    """The form with all of these done to it."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    for change in EDITS:
        change(body, chance)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def symbols(body: _Element, chance: Random) -> None:
    """Ticks come from Insert, Symbol: Word writes them as characters of Wingdings."""
    for text in [text for text in body.iter(w("t")) if text.text in _TYPED and text.getparent().tag == w("r")]:
        code = "F0FB" if text.text in "xX" else "F0FC"
        symbol = etree.Element(w("sym"), {w("font"): "Wingdings", w("char"): code})
        text.getparent().replace(text, symbol)


def enter_in_a_label(body: _Element, chance: Random) -> None:
    """Enter is pressed inside the label of a choice, at a space where there is one."""
    lines = [line for line in _choices(body) if len(_label(line).text or "") > 12]
    if not lines:
        return
    line = chance.choice(lines)
    label = _label(line)
    words = label.text or ""
    place = words.find(" ", 4) if " " in words[4:] else len(words) // 2
    second = etree.Element(w("p"))
    properties = line.find(w("pPr"))
    second.extend([deepcopy(properties)] if properties is not None else [])
    run = label.getparent()
    rest = etree.SubElement(etree.SubElement(second, w("r")), w("t"))
    rest.text, label.text = words[place:], words[:place]
    second.extend(list(run.itersiblings()))
    line.addnext(second)


def move_a_line(body: _Element, chance: Random) -> None:
    """The last choice of a question is dragged to the top of its question."""
    lines = _choices(body)
    if not lines:
        return
    first = chance.choice([line for line in lines if line.getprevious() not in lines])
    last = first
    while last.getnext() in lines:
        last = last.getnext()
    if last is not first:
        first.addprevious(last)


def repeat_a_label(body: _Element, chance: Random) -> None:
    """A sentence typed above the form's title quotes a label."""
    if lines := _choices(body):
        body.insert(0, _paragraph(f"✓ {_label(chance.choice(lines)).text}"))


def blank_lines(body: _Element, chance: Random) -> None:
    """Enter is pressed between lines, to make the page look fuller."""
    for line in _choices(body):
        if chance.random() < 0.3:
            line.addprevious(_paragraph(" " * chance.randrange(3)))


def other_glyphs(body: _Element, chance: Random) -> None:
    """Boxes are drawn with other glyphs, as fonts and programs prefer them."""
    others = {"☑": chance.choice("☒🗹🗷✓✔"), "☐": chance.choice("□⬜◻○")}
    if [*body.iter(w14("checkbox"))]:
        others["☐"] = "☐"
    for text in body.iter(w("t")):
        text.text = others.get(text.text or "", text.text)


def thai_numbers(body: _Element, chance: Random) -> None:
    """The numbers before choices are typed again with Thai digits."""
    for line in _choices(body):
        for text in line.iter(w("t")):
            if _NUMBER.fullmatch((text.text or "").strip()):
                text.text = thai_digits(text.text or "")


def invisible_spaces(body: _Element, chance: Random) -> None:
    """Spaces that nobody sees, and some that are seen, come into the labels."""
    for line in _choices(body):
        label = _label(line)
        words = label.text or ""
        place = chance.randrange(len(words) + 1)
        label.text = words[:place] + chance.choice(["\u200b", "\u00a0", "  ", "\u2060"]) + words[place:]
        label.set(_SPACE, "preserve")


def remark_above_the_choices(body: _Element, chance: Random) -> None:
    """A remark is typed in a paragraph or a small table of its own between a heading and its choices."""
    lines = _choices(body)
    if not lines:
        return
    first = chance.choice([line for line in lines if line.getprevious() not in lines])
    remark = _paragraph("ตามเอกสารแนบท้ายหมายเหตุ")
    if chance.random() < 0.5:
        table = etree.Element(w("tbl"))
        cell = etree.SubElement(etree.SubElement(table, w("tr")), w("tc"))
        cell.append(remark)
        remark = table
    first.addprevious(remark)


def without_controls(body: _Element, chance: Random) -> None:
    """The content controls are gone, what they showed stays."""
    for control in list(body.iter(w("sdt"))):
        content = control.find(w("sdtContent"))
        for child in list(content) if content is not None else ():
            control.addprevious(child)
        control.getparent().remove(control)


def without_bookmarks(body: _Element, chance: Random) -> None:
    """The bookmarks are gone."""
    for mark in list(body.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        mark.getparent().remove(mark)


def deleted_choice(body: _Element, chance: Random) -> None:
    """The line of a choice is deleted; not what Enter has parted from it, where a mark may stand."""
    if lines := _whole(body):
        line = chance.choice(lines)
        line.getparent().remove(line)


def reworded_choice(body: _Element, chance: Random) -> None:
    """A choice gets other words, or more of them; not behind it, where they could be the choice's text."""
    if lines := _choices(body):
        label = _label(chance.choice(lines))
        words, space, mark = (label.text or "").rpartition(" ")
        if mark.strip() not in {*_TYPED, "v"}:  # a mark typed behind the label stays
            words, space, mark = label.text or "", "", ""
        middle = len(words) // 2
        new = ["ข้อความใหม่ทั้งหมด", f"{words[:middle]}ใหม่{words[middle:]}", f"การ{words}", words[:-1]]
        label.text = f"{chance.choice(new)}{space}{mark}"


def copied_choice(body: _Element, chance: Random) -> None:
    """The line of a choice is pasted once more below itself; not one half of a line that Enter has broken."""
    if lines := _whole(body):
        line = chance.choice(lines)
        line.addnext(deepcopy(line))


EDITS: tuple[Callable[[_Element, Random], None], ...] = (symbols, move_a_line, enter_in_a_label, repeat_a_label)
LOSSES: tuple[Callable[[_Element, Random], None], ...] = (
    blank_lines,
    other_glyphs,
    thai_numbers,
    invisible_spaces,
    remark_above_the_choices,
    without_controls,
    without_bookmarks,
    deleted_choice,
    reworded_choice,
    copied_choice,
)
PROGRAMS = (as_word, as_word_web, as_google_docs, as_wps, as_onlyoffice, as_pages, pasted_into_new, pasted_as_text)


def changed(data: bytes, change: Callable[..., object], chance: Random) -> bytes:
    """The document after one of these edits or programs; a form that was pasted before is not cut out again."""
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    if change in PROGRAMS:
        has_memo = body.find(f"{w('p')}/{w('pPr')}/{w('sectPr')}") is not None
        saved = change(data) if has_memo or change not in {pasted_into_new, pasted_as_text} else data
        assert isinstance(saved, bytes)
        return saved
    change(body, chance)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _choices(body: _Element) -> list[_Element]:
    styled = (paragraph for paragraph in body.iter(w("p")) if paragraph.find(f"{w('pPr')}/{w('pStyle')}") is not None)
    return [p for p in styled if p.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) == "CPFormChoice"]


def _paragraph(words: str) -> _Element:
    paragraph = etree.Element(w("p"))
    text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"), {_SPACE: "preserve"})
    text.text = words
    return paragraph


def _whole(body: _Element) -> list[_Element]:
    """The choices' lines that have their number."""
    numbered = (text for text in body.iter(w("t")) if _NUMBER.fullmatch((text.text or "").strip()))
    owners = {next(text.iterancestors(w("p"))) for text in numbered}
    return [line for line in _choices(body) if line in owners]


def _label(line: _Element) -> _Element:
    """The first words behind the number; what is longest, where a program has joined them."""
    texts = line.findall(f"{w('r')}/{w('t')}")
    numbers = [place for place, text in enumerate(texts) if _NUMBER.fullmatch((text.text or "").strip())]
    behind = texts[numbers[0] + 1 :] if numbers else []
    worded = [text for text in behind if (text.text or "").strip()]
    return worded[0] if worded else max(texts, key=lambda text: len(text.text or ""))
