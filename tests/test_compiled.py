"""A form put together from pieces packed once is the form that writing it anew would give."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import docx
import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from builders import a_campaign, a_form, a_unit
from cpreport.campaign import Campaign, MemoSource, Unit
from cpreport.compiling import slot
from cpreport.language import Digits
from cpreport.office import find_office
from cpreport.writers.docx import DocxWriter
from cpreport.writers.docx_form import FormSection
from cpreport.writers.docx_memo import memo_xml
from cpreport.writers.docx_parts import fixed_parts, form_section, memo_section
from cpreport.writers.docx_xml import ROOT_NAMESPACES
from cpreport.writers.memo_text import MemoTemplate, form_variables, unit_variables
from cpreport.writers.slots import unit_values
from cpreport.writers.word_template import WordTemplateWriter
from cpreport.writers.xlsx import XlsxWriter, compile_xlsx, xlsx_values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TODAY = date(2010, 4, 29)
SECRET = b"s" * 32

# Everything that could change what Markdown makes of a value beside it, or of which a value could be a part.
LITERALS = (
    *(
        "เรียน ",
        "ข้อ ",
        "1. ",
        "2.1 ",
        "1",
        "12.",
        ". ",
        "- ",
        "• ",
        "\n",
        "\n\n",
        "  \n",
        " ",
        "(",
        ")",
        "COVID-",
        "-19",
    ),
    *(
        "**",
        "_",
        "*",
        "`",
        "[x](http://y/",
        ")",
        "<http://",
        ">",
        "&",
        ";",
        "\\",
        "amp;",
        "www.a.go.th/",
        "ที่ 5",
        "\ue000",
        "\ue001",
    ),
)
TAGS = (
    *("{{ unit.name }}", "{{ unit.head }}", "{{ unit.note }}", "{{ unit.note | upper }}", "{{ form.due | shortdate }}"),
    *("{% if unit.head %}หัวหน้า {{ unit.head }}{% else %}ว่าง{% endif %}", "{{ memo.to }}", "{{ unit.id }}"),
    *("{% for other in unit.aka %}- {{ other }}\n{% endfor %}", "{% filter upper %}**{{ unit.note }}**{% endfilter %}"),
    *("{% set x %}a{{ unit.note }}{% endset %}{{ x }}", "{% macro m(y) %}_{{ y }}_{% endmacro %}{{ m(unit.head) }}"),
)
BODIES = st.lists(st.sampled_from(LITERALS + TAGS), min_size=1, max_size=12).map("".join)
TEXTS = st.one_of(
    st.sampled_from(
        ["กอง", "กกจ.", "12", "1.", "1. ก", "- ข", "• ค", "**", "a_b", "x\ny", "COVID-19", " ", "", "R&D <b>"]
    ),
    st.sampled_from(
        ["\ue000va\ue001", "๑๒", "http://a.go.th/1", "ที่ 5\u2028", "a\u00a0", "”", "amp", "19", "x@y.th", "กข่"]
    ),
    st.text("กข่1. -*_`[]<&\\\n\té", max_size=6),
)


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    form = a_form(digits=draw(st.sampled_from(Digits)))
    source = MemoSource(
        "templates/memo.md.j2", {"to": "{{ unit.head }}", "subject": draw(TEXTS).strip("{")}, draw(BODIES)
    )
    units = tuple(
        Unit(
            f"u{n}",
            draw(TEXTS) or "ก",
            head=draw(TEXTS),
            aka=tuple(draw(st.lists(TEXTS, max_size=2))),
            extra={"note": draw(TEXTS)},
        )
        for n in range(4)
    )
    return Campaign(form, units, source)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def replaced(parts: Mapping[str, str | bytes], values: Mapping[str, str]) -> dict[str, bytes]:
    """The parts with every token replaced, one after the other."""
    found = {}
    for name, part in parts.items():
        data = part.encode() if isinstance(part, str) else part
        for key, value in values.items():
            data = data.replace(slot(key).encode(), value.encode())
        found[name] = data
    return found


def written_anew(campaign: Campaign, unit: Unit) -> dict[str, bytes]:
    """The parts of a unit's form, its memo rendered and laid out for it alone."""
    form = campaign.form
    memo = memo_xml(MemoTemplate(campaign, campaign.memo, TODAY).render(unit), form, "", memo_section(form))
    before = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document {ROOT_NAMESPACES} mc:Ignorable="w14"><w:body>'
    )
    after = f"{FormSection(form).xml()}{form_section()}</w:body></w:document>"
    values = unit_values(campaign, unit, SECRET)
    parts = replaced(fixed_parts(form, None), values)
    document = before.encode() + memo.encode() + replaced({"after": after}, values)["after"]
    return parts | {"word/document.xml": document}


@settings(deadline=None, max_examples=400)
@given(campaigns())
def test_every_memo_comes_out_as_if_its_unit_were_the_only_one(campaign: Campaign) -> None:
    writer = DocxWriter(campaign, SECRET, TODAY)
    for unit in campaign.units:
        assert parts_of(writer.render(unit)) == written_anew(campaign, unit)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("{{ unit.name }}. ข้อ", "12"),
        ("ก\n{{ unit.name }} ข", "• ค"),
        ("ก**{{ unit.name }}**ข", "”"),
        ("ก**{{ unit.name }}**ข", "(ค)"),
        ("&{{ unit.name }};", "amp"),
        ("[x](http://y/{{ unit.name }})", "กอง"),
        ("`{{ unit.name }}`", "a.b"),
        ("\\{{ unit.name }}", "*"),
        ("<http://y/{{ unit.name }}>", "กอง"),
    ],
)
@pytest.mark.parametrize("digits", Digits)
def test_a_value_that_markdown_makes_something_of_comes_out_right(body: str, name: str, digits: Digits) -> None:
    memo = MemoSource("templates/memo.md.j2", {}, body)
    campaign = Campaign(a_form(digits=digits), (a_unit("u1", "กองคลัง"), a_unit("u2", name)), memo)
    writer = DocxWriter(campaign, SECRET, TODAY)
    for unit in campaign.units:
        assert parts_of(writer.render(unit)) == written_anew(campaign, unit)


def test_a_shipped_memo_with_names_and_dates_is_laid_out_only_once() -> None:
    campaign = a_campaign(units=tuple(a_unit(f"u{n}", f"กอง {n}") for n in range(50)))
    writer = DocxWriter(campaign, SECRET, TODAY)
    shapes = {writer.prepare(unit).shape for unit in campaign.units}
    assert len(shapes) == 1
    assert shapes != {None}


def test_the_result_does_not_depend_on_which_units_came_before() -> None:
    units = tuple(a_unit(f"u{n}", name) for n, name in enumerate(["กองคลัง", "**", "กอง\nสอง", "12", "กองคลัง 2"]))
    campaign = a_campaign(units=units)
    together = DocxWriter(campaign, SECRET, TODAY)
    for unit in units:
        assert together.render(unit) == DocxWriter(campaign, SECRET, TODAY).render(unit)


def word_memo() -> bytes:
    document = docx.Document()
    document.add_paragraph("เรียน {{ unit.name }} {{ unit.note }} ภายใน {{ form.due }}")
    document.add_paragraph("{%p if unit.head %}")
    document.add_paragraph("{{ unit.head }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph(
        "{% for other in unit.aka %}[{{ other }}]{% endfor %}{% filter upper %}a{{ unit.id }}{% endfilter %}"
    )
    document.sections[0].header.paragraphs[0].text = "ถึง {{ unit.name }}"
    document.add_paragraph("{{p form }}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


UNITS = (
    a_unit("u1", "R&D <b>", head="ผอ.", aka=("ก", "ข & ค"), extra={"note": "12"}),
    a_unit("u2", "กองคลัง", extra={"note": ""}),
    a_unit("u3", "กอง", aka=("ง",), extra={"note": "x" * 70_000}),
)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_a_memo_from_word_says_what_docxtpl_makes_of_it(unit: Unit) -> None:
    campaign = a_campaign(units=UNITS)
    ours = docx.Document(io.BytesIO(WordTemplateWriter(campaign, SECRET, TODAY, word_memo()).render(unit)))
    plain = DocxTemplate(io.BytesIO(word_memo()))
    context = {"unit": unit_variables(unit), "form": form_variables(campaign, unit)}
    plain.render(context, Environment(autoescape=True))
    theirs = [paragraph.text for paragraph in plain.docx.paragraphs]
    said = [paragraph.text for paragraph in ours.paragraphs]
    assert [text for text in theirs if text] == [text for text in said[: said.index(campaign.form.title)] if text]
    assert ours.sections[0].header.paragraphs[0].text == f"ถึง {unit.name}"


def test_an_excel_form_has_its_parts_as_they_were_laid_out() -> None:
    campaign = a_campaign()
    unit = campaign.units[1]
    tokens = {key: slot(key) for key in compile_xlsx(campaign.form).slots}
    laid_out = parts_of(compile_xlsx(campaign.form).render(tokens))
    made = parts_of(XlsxWriter(campaign, SECRET).render(unit))
    assert made == replaced(laid_out, xlsx_values(campaign, unit, SECRET))


@pytest.mark.skipif(not shutil.which("unzip"), reason="Info-ZIP is not installed")
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_other_programs_find_nothing_wrong_with_the_package(kind: str, tmp_path: Path) -> None:
    campaign = a_campaign(units=UNITS)
    writer = DocxWriter(campaign, SECRET, TODAY) if kind == "docx" else XlsxWriter(campaign, SECRET)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(writer.render(UNITS[2]))
    assert (
        "No errors detected" in subprocess.run(["unzip", "-t", path], capture_output=True, text=True, check=True).stdout
    )


@pytest.mark.skipif(not find_office(), reason="LibreOffice is not installed")
def test_libreoffice_opens_a_form_with_a_value_that_is_packed() -> None:
    office = find_office()
    assert office
    campaign = a_campaign(units=UNITS)
    data = WordTemplateWriter(campaign, SECRET, TODAY, word_memo()).render(UNITS[2])
    text = office.convert(data, ".docx", "txt:Text").decode("utf-8-sig")
    assert "x" * 1000 in text
    assert campaign.form.title in text
