from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from openpyxl import load_workbook

import cpreport.filler
from builders import a_campaign, every_type_form
from cpreport.filler import Entry, How, Sign, Specify, Tick, Write, fill_docx, fill_xlsx
from cpreport.language import Language
from cpreport.ooxml import w, w14
from cpreport.writers.docx import DocxWriter
from cpreport.writers.xlsx import XlsxWriter

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from cpreport.campaign import Campaign
    from cpreport.form import Form

SECRET = b"secret"
OTHER = {Language.THAI: "อื่น ๆ (ระบุ)", Language.ENGLISH: "Other (please say)"}


@pytest.fixture(params=list(Language))
def campaign(request: pytest.FixtureRequest) -> Campaign:
    """A form of every type, behind a memo that repeats its headings."""
    form = every_type_form(request.param)
    plain = a_campaign(form)
    headings = "\n\n".join(f"1. {question.label}" for question in form.questions)
    return replace(plain, memo=replace(plain.memo, body=f"{headings}\n\n{OTHER[form.language]}\n"))


def word(campaign: Campaign, *entries: Entry) -> WordDocument:
    issued = DocxWriter(campaign, SECRET, date(2010, 4, 29)).render(campaign.units[0])
    return Document(BytesIO(fill_docx(issued, entries)))


def excel(campaign: Campaign, *entries: Entry) -> Worksheet:
    issued = XlsxWriter(campaign, SECRET).render(campaign.units[0])
    sheet = load_workbook(BytesIO(fill_xlsx(issued, entries))).active
    assert sheet is not None
    return sheet


def label(form: Form, question: str, choice: str = "") -> str:
    asked = next(q for q in form.questions if q.name == question)
    return next(c.label for c in asked.choices if c.name == choice) if choice else asked.label


def seen(paragraph: _Element) -> str:
    """What a paragraph shows, with tabs."""
    shown = {w("tab"): "\t", w("br"): "\n"}
    runs = (child for run in paragraph.iter(w("r")) for child in run)
    return "".join(shown.get(child.tag, child.text or "") for child in runs if child.tag in {w("t"), *shown})


def numbered(document: WordDocument, number: str) -> _Element:
    """The paragraph of the question or choice with this printed number; the form stands behind the memo."""
    found = [p for p in document.element.body.iter(w("p")) if f"\t{number}\t" in seen(p) or seen(p).startswith(number)]
    return found[-1]


def states(document: WordDocument) -> list[tuple[str, str]]:
    """Every box's state in its properties, and what it shows."""
    boxes = [c for c in document.element.body.iter(w("sdt")) if c.find(f"{w('sdtPr')}/{w14('checkbox')}") is not None]
    return [(next(box.iter(w14("checked"))).get(w14("val")), seen(box)) for box in boxes]


def cell(sheet: Worksheet, text: str) -> Cell:
    """The only cell of a sheet that says exactly this."""
    (found,) = [c for row in sheet.iter_rows() for c in row if c.value == text]
    return found


def test_a_click_ticks_state_and_glyph_of_that_box_only(campaign: Campaign) -> None:
    document = word(campaign, Tick(label(campaign.form, "activities"), label(campaign.form, "activities", "other")))
    assert states(document) == [("0", "☐")] * 2 + [("1", "☑")] + [("0", "☐")] * 5


def test_the_same_label_is_ticked_in_the_section_that_is_named(campaign: Campaign) -> None:
    form = campaign.form
    document = word(campaign, Tick(label(form, "outcomes"), label(form, "outcomes", "other")))
    assert [place for place, state in enumerate(states(document)) if state == ("1", "☑")] == [4]


def test_a_label_that_begins_like_another_is_told_from_it(campaign: Campaign) -> None:
    form = campaign.form
    first = form.questions[1].choices[0].label
    assert form.questions[1].choices[1].label.startswith(first)
    document = word(campaign, Tick(label(form, "activities"), first))
    assert [place for place, state in enumerate(states(document)) if state == ("1", "☑")] == [0]


@pytest.mark.parametrize(("how", "beginning"), [(How.BESIDE, "/☐\t1.1\t"), (How.BETWEEN, "☐/\t1.1\t")])
def test_a_mark_beside_the_box_leaves_the_box_alone(campaign: Campaign, how: How, beginning: str) -> None:
    form = campaign.form
    document = word(campaign, Tick(label(form, "activities"), form.questions[1].choices[0].label, how, "/"))
    assert seen(numbered(document, "1.1")).startswith(beginning)
    assert set(states(document)) == {("0", "☐")}


def test_a_mark_in_place_of_the_box_removes_the_box(campaign: Campaign) -> None:
    form = campaign.form
    document = word(campaign, Tick(label(form, "activities"), form.questions[1].choices[0].label, How.REPLACE, "✓"))
    assert seen(numbered(document, "1.1")).startswith("✓\t1.1\t")
    assert len(states(document)) == 7


def test_a_mark_after_the_label_stands_behind_its_last_word(campaign: Campaign) -> None:
    form = campaign.form
    first = form.questions[1].choices[0].label
    document = word(campaign, Tick(label(form, "activities"), first, How.AFTER, "✓"))
    assert seen(numbered(document, "1.1")) == f"☐\t1.1\t{first} ✓"
    document = word(campaign, Tick(label(form, "activities"), OTHER[form.language], How.AFTER, "✓"))
    assert seen(numbered(document, "1.3")).startswith(f"☐\t1.3\t{OTHER[form.language]} ✓ ")


def test_a_choice_is_specified_in_the_control_behind_it(campaign: Campaign) -> None:
    section = label(campaign.form, "state")
    document = word(campaign, Specify(section, OTHER[campaign.form.language], "= ข้อความ <&> text"))
    controls = list(numbered(document, "3.3").iter(w("sdt")))
    assert [seen(control) for control in controls] == ["☐", " = ข้อความ <&> text "]
    assert seen(numbered(document, "1.3")).endswith("   \t")


def test_a_short_answer_is_typed_on_the_line_of_its_question(campaign: Campaign) -> None:
    document = word(campaign, Write(label(campaign.form, "pieces"), "๑๒"))
    assert seen(numbered(document, "5.")) == f"5. {label(campaign.form, 'pieces')}  ๑๒ \t"


def test_a_long_answer_is_typed_into_the_box_one_paragraph_a_line(campaign: Campaign) -> None:
    document = word(campaign, Write(label(campaign.form, "plans"), "1. หนึ่ง\n\n=สอง"))
    (box,) = document.tables
    paragraphs = box.cell(0, 0).paragraphs
    assert [paragraph.text for paragraph in paragraphs] == ["1. หนึ่ง", "", "=สอง"]
    assert len({paragraph.style.name for paragraph in paragraphs if paragraph.style}) == 1
    assert paragraphs[0]._p.find(w("bookmarkStart")) is not None


def test_the_signature_block_is_filled_in_line_by_line(campaign: Campaign) -> None:
    document = word(campaign, Sign("ลงนามแล้ว", "หัวหน้าหน่วยงาน", "31/8/2553"))
    lines = [seen(p) for p in document.element.body.iterchildren(w("p"))][-4:-1]
    assert "ลงนามแล้ว" in lines[0]
    assert lines[1] == "( หัวหน้าหน่วยงาน \t)"
    assert "31/8/2553" in lines[2]


def test_a_line_of_the_signature_block_can_stay_blank(campaign: Campaign) -> None:
    document = word(campaign, Sign(name="หัวหน้าหน่วยงาน"))
    assert seen(list(document.element.body.iterchildren(w("p")))[-2]).endswith("   \t")


def test_the_memo_stays_as_it_was(campaign: Campaign) -> None:
    form = campaign.form
    untouched = word(campaign)
    filled = word(campaign, Write(label(form, "place"), "here"), Tick(label(form, "state"), OTHER[form.language]))
    end = next(i for i, p in enumerate(untouched.paragraphs) if p._p.find(f"{w('pPr')}/{w('sectPr')}") is not None)
    assert any(label(form, "place") in paragraph.text for paragraph in untouched.paragraphs[:end])
    assert [seen(p._p) for p in filled.paragraphs[:end]] == [seen(p._p) for p in untouched.paragraphs[:end]]


@pytest.mark.parametrize(
    "entry",
    [
        Tick("No such section", "Posters"),
        Tick("State", "No such item"),
        Specify("State", "No such item", "text"),
        Write("No such section", "text"),
    ],
)
def test_what_does_not_stand_on_the_form_is_named(campaign: Campaign, entry: Entry) -> None:
    section = label(campaign.form, "state")
    wanted = replace(entry, section=section) if getattr(entry, "section", "") == "State" else entry
    for fill in (word, excel):
        with pytest.raises(LookupError, match="No such"):
            fill(campaign, wanted)


def test_a_box_that_is_gone_cannot_be_ticked(campaign: Campaign) -> None:
    first = Tick(label(campaign.form, "activities"), campaign.form.questions[1].choices[0].label, How.REPLACE)
    with pytest.raises(LookupError, match="box"):
        word(campaign, first, replace(first, how=How.CONTROL))


def test_nothing_can_be_typed_behind_a_choice_without_a_line(campaign: Campaign) -> None:
    form = campaign.form
    for fill in (word, excel):
        with pytest.raises(LookupError, match="place to write"):
            fill(campaign, Specify(label(form, "activities"), form.questions[1].choices[0].label, "text"))


def test_two_sections_with_the_same_words_are_told_apart_by_their_number(campaign: Campaign) -> None:
    form = campaign.form
    twins = replace(form, questions=(form.questions[1], replace(form.questions[2], label=form.questions[1].label)))
    twofold = replace(campaign, form=twins)
    with pytest.raises(LookupError, match="2 times"):
        word(twofold, Tick(label(form, "activities"), OTHER[form.language]))
    document = word(twofold, Tick(f"2. {label(form, 'activities')}", OTHER[form.language]))
    assert [place for place, state in enumerate(states(document)) if state == ("1", "☑")] == [4]


def test_stamp_controls_and_bookmarks_survive_the_filling_in_word(campaign: Campaign) -> None:
    form = campaign.form
    before, after = word(campaign), word(campaign, *everything(form))
    for tag in ("sdt", "bookmarkStart", "bookmarkEnd", "tbl", "sectPr"):
        assert len(list(after.element.iter(w(tag)))) == len(list(before.element.iter(w(tag))))
    assert after.core_properties.identifier == before.core_properties.identifier != ""
    custom = {str(p.partname): p.blob for p in after.part.package.iter_parts()}["/docProps/custom.xml"]
    assert before.core_properties.identifier.encode() in custom


def test_a_box_is_chosen_from_the_list_in_excel(campaign: Campaign) -> None:
    form = campaign.form
    sheet = excel(campaign, Tick(label(form, "outcomes"), OTHER[form.language]))
    ticked = [row[0].row for row in sheet.iter_rows() if row[0].value == "☑"]
    assert ticked == [cell(sheet, "2.2").row]
    assert sum(row[0].value == "☐" for row in sheet.iter_rows()) == 7


def test_a_mark_can_be_typed_over_a_box_in_excel_and_nowhere_else(campaign: Campaign) -> None:
    form = campaign.form
    tick = Tick(label(form, "outcomes"), OTHER[form.language], How.REPLACE, "/")
    assert excel(campaign, tick)[f"A{cell(excel(campaign), '2.2').row}"].value == "/"
    with pytest.raises(ValueError, match="AFTER"):
        excel(campaign, replace(tick, how=How.AFTER))


def test_answers_are_typed_into_the_cells_of_an_excel_form(campaign: Campaign) -> None:
    form = campaign.form
    sheet = excel(campaign, *everything(form))
    names = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert names["=อื่น ๆ"].row == cell(sheet, "3.3").row
    assert names["ห้องประชุม"].column == names["=อื่น ๆ"].column == names[12].column == names[0.5].column
    assert names["บรรทัดหนึ่ง\n=บรรทัดสอง"].row == cell(sheet, f"8. {label(form, 'plans')}").row + 2
    assert names["หัวหน้าหน่วยงาน "].row == names["ลงนามแล้ว"].row + 1 == names["31/8/2553 "].row - 1


def test_text_that_begins_like_a_formula_stays_text_in_excel(campaign: Campaign) -> None:
    sheet = excel(campaign, Write(label(campaign.form, "place"), "=1+1"), Write(label(campaign.form, "plans"), "#N/A"))
    assert (cell(sheet, "=1+1").data_type, cell(sheet, "#N/A").data_type) == ("s", "s")


def test_names_lists_and_locks_survive_the_filling_in_excel(campaign: Campaign) -> None:
    before, after = excel(campaign), excel(campaign, *everything(campaign.form))
    assert before.parent is not None
    assert after.parent is not None
    assert {n: d.attr_text for n, d in after.parent.defined_names.items()} == {
        n: d.attr_text for n, d in before.parent.defined_names.items()
    }
    assert [v.sqref for v in after.data_validations.dataValidation] == [
        v.sqref for v in before.data_validations.dataValidation
    ]
    assert after.protection.sheet
    assert [p.value for p in after.parent.custom_doc_props.props] == [
        p.value for p in before.parent.custom_doc_props.props
    ]
    assert after.parent.properties.identifier == before.parent.properties.identifier


def test_the_filler_imports_nothing_that_knows_how_a_form_is_built() -> None:
    allowed = {"cpreport.filler", "cpreport.ooxml", "cpreport.thai"}
    for source in Path(cpreport.filler.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                own = name.split(".")[0] == "cpreport"
                assert not own or any(name == known or name.startswith(f"{known}.") for known in allowed), source
            assert not (isinstance(node, ast.ImportFrom) and node.level), source


def everything(form: Form) -> list[Entry]:
    return [
        Tick(label(form, "activities"), form.questions[1].choices[0].label),
        Tick(label(form, "state"), OTHER[form.language]),
        Specify(label(form, "state"), OTHER[form.language], "=อื่น ๆ"),
        Write(label(form, "place"), "ห้องประชุม"),
        Write(label(form, "pieces"), "12"),
        Write(label(form, "cost"), "0.5"),
        Write(label(form, "seen"), "31/8/2553"),
        Write(label(form, "plans"), "บรรทัดหนึ่ง\n=บรรทัดสอง"),
        Sign("ลงนามแล้ว", "หัวหน้าหน่วยงาน ", "31/8/2553 "),
    ]
