"""A form goes to XLSForm and comes back the same; what a printed form cannot do is refused, by row and name."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert
from typer.testing import CliRunner

from builders import a_form, every_type_form
from configuring import SHIPPED, campaign, spoken
from cpreport.cli import app
from cpreport.config import CampaignFolder
from cpreport.config.form import load_form
from cpreport.config.form_yaml import form_to_yaml
from cpreport.config.xlsform import Imported, read_xlsform
from cpreport.config.xlsform.sheets import column_of
from cpreport.errors import CampaignError, OutputError, UsageError
from cpreport.form import Choice, Form, Question, QuestionType
from cpreport.language import Digits, Language
from cpreport.operations.init import InitOrder, start_campaign
from cpreport.operations.xlsform import export_form
from cpreport.thai import normalise
from cpreport.writers.xlsform import notices, write_xlsform
from cpreport.xlsform import condition_of, language_of

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from cpreport.errors import Problem

DUE = {Language.THAI: date(2010, 8, 31), Language.ENGLISH: date(2026, 12, 31)}
STARTERS = [SHIPPED, SHIPPED / "src" / "cpreport" / "starters" / "en"]


def sheet(name: str, *rows: dict[str, str]) -> str:
    """One sheet of an XLSForm in Markdown; the first row names the columns."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = ["", *("".join(f" {row.get(column, '')} |" for column in columns) for row in rows)]
    return "\n".join(
        [f"| {name} |", f"| |{''.join(f' {column} |' for column in columns)}", *(f"| |{x}" for x in lines[1:])]
    )


def survey(*rows: dict[str, str], choices: tuple[dict[str, str], ...] = (), **sheets: dict[str, str]) -> str:
    """An XLSForm of these questions."""
    parts = [sheet("survey", *rows)]
    parts += [sheet("choices", *choices)] if choices else []
    return "\n\n".join([*parts, *(sheet(name, row) for name, row in sheets.items())])


def asked(kind: str, name: str = "q", label: str = "Label", **cells: str) -> dict[str, str]:
    return {"type": kind, "name": name, "label": label} | cells


def listed(name: str, *choices: str) -> tuple[dict[str, str], ...]:
    return tuple({"list_name": name, "name": choice, "label": choice.title()} for choice in choices)


def read(text: str, wanted: Language | None = None) -> Imported:
    return read_xlsform(text.encode(), PurePath("f-1.md"), wanted, DUE)


def refused(text: str, wanted: Language | None = None) -> list[tuple[str, str, int, str]]:
    """What, sheet, row and name of every problem, each having been said in both languages."""
    with pytest.raises(CampaignError) as caught:
        read(text, wanted)
    return [short(problem) for problem in caught.value.problems]


def left_out(text: str, wanted: Language | None = None) -> list[tuple[str, str, int, str]]:
    return [short(problem) for problem in read(text, wanted).left_out if problem.key != "warning.xlsform-due"]


def short(problem: Problem) -> tuple[str, str, int, str]:
    spoken(problem)
    return re.sub(r".*[.-]", "", problem.key), problem.file.partition(":")[2], problem.line, problem.field


def back(form: Form) -> Form:
    return read_xlsform(write_xlsform(form), PurePath("form.xlsx"), None, DUE).form


# --- there and back ---


@pytest.mark.parametrize("root", STARTERS, ids=["shipped", "english starter"])
def test_a_shipped_form_comes_back_as_it_was_and_pyxform_has_nothing_to_say(root: Path) -> None:
    form = load_form(CampaignFolder(root))
    data = write_xlsform(form)
    assert convert(data, file_type=".xlsx").warnings == []
    imported = read_xlsform(data, PurePath("form.xlsx"), None, DUE)
    assert imported == Imported(form, ())


@pytest.mark.parametrize("language", list(Language))
def test_a_form_with_every_type_comes_back_as_it_was(language: Language) -> None:
    form = a_form(language, timezone="Asia/Bangkok")
    assert convert(write_xlsform(form), file_type=".xlsx").warnings == []
    assert back(form) == form


words = (
    st.text(
        st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"], exclude_characters="\u00a0"),
        max_size=12,
    )
    .map(str.strip)
    .filter(lambda text: bool(normalise(text)) and not re.search(r"\$\{[^{}]*\}", text))
)
tricky = st.sampled_from(
    ["no", "0012", "~", "null", "=1+1", "'x", "_x0041_", "a: b", "- a", "#x", "อื่น ๆ", "{a}", "12:30", "$"]
)
labels = st.one_of(tricky, words)
blocks = st.lists(labels, min_size=1, max_size=3).map("\n".join)


@st.composite
def forms(draw: DrawFn) -> Form:
    """Any form that a form.yaml could hold."""
    kinds = draw(st.lists(st.sampled_from(list(QuestionType)), min_size=1, max_size=6))
    questions = [question(draw, number, kind) for number, kind in enumerate(kinds)]
    first = next((q for q in questions if q.type is QuestionType.SIGNATURE), None)
    questions = [q for q in questions if q.type is not QuestionType.SIGNATURE or q is first]
    language = draw(st.sampled_from(list(Language)))
    return a_form(
        language,
        (Question("asked", QuestionType.TEXT, draw(labels)), *questions),
        form_id=draw(st.sampled_from(["f-1", "0012", "แบบ๑", "no"])),
        version=draw(st.sampled_from(["1", "2.10", "null"])),
        title=draw(labels),
        due=draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        digits=draw(st.sampled_from(list(Digits))),
        grace_days=draw(st.integers(0, 3650)),
        timezone=draw(st.sampled_from(["Asia/Bangkok", "Europe/Berlin"])),
        font=draw(st.sampled_from(["", "TH SarabunPSK", "no"])),
    )


def question(draw: DrawFn, number: int, kind: QuestionType) -> Question:
    choices: tuple[Choice, ...] = ()
    if kind in {QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE}:
        names = draw(st.lists(st.sampled_from(["a", "no", "1", "0012", "x.y", "-", "other"]), min_size=1, unique=True))
        choices = tuple(Choice(name, draw(labels), draw(st.booleans())) for name in names)
    return Question(
        name=draw(st.sampled_from(["no", "Q", "date", "name", "signed", "data", "y"])) + str(number),
        type=kind,
        label=draw(
            st.just("") | labels if kind is QuestionType.SIGNATURE else blocks if kind is QuestionType.NOTE else labels
        ),
        hint=draw(st.just("") | blocks),
        required=kind is not QuestionType.NOTE and draw(st.booleans()),
        choices=choices,
        lines=draw(st.sampled_from([1, 2, 60])) if kind is QuestionType.TEXT else 1,
    )


OFTEN = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@OFTEN
@given(form=forms())
def test_any_form_comes_back_as_it_was(form: Form) -> None:
    assert back(form) == form


@OFTEN
@given(form=forms())
def test_any_form_loads_from_its_yaml_as_it_was(form: Form, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = campaign(tmp_path_factory.mktemp("yaml"), form=form_to_yaml(form))
    assert load_form(folder) == form


@pytest.mark.slow
@settings(OFTEN, max_examples=2000)
@given(form=forms())
def test_very_many_forms_come_back_as_they_were(form: Form) -> None:
    assert back(form) == form


def test_the_same_form_gives_the_same_file() -> None:
    assert write_xlsform(every_type_form()) == write_xlsform(every_type_form())


# --- writing ---


def test_a_signature_is_a_group_of_picture_text_and_date() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(every_type_form(Language.ENGLISH))))
    rows = [tuple(cell or "" for cell in row) for row in book["survey"].iter_rows(values_only=True)][-5:]
    assert [row[:2] for row in rows] == [
        ("begin_group", "signature"),
        ("image", "signed"),
        ("text", "name"),
        ("date", "date"),
        ("end_group", ""),
    ]
    assert "signature" in rows[1]


def test_a_choices_text_is_asked_where_the_choice_is_ticked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(every_type_form())))
    rows = list(book["survey"].iter_rows(values_only=True))
    relevant = rows[0].index("relevant")
    assert {row[1]: row[relevant] for row in rows[1:] if row[relevant]} == {
        f"{name}_other": f"selected(${{{name}}}, 'other')" for name in ("activities", "outcomes", "state")
    }


@pytest.mark.parametrize(
    ("asked", "what", "where"),
    [
        (Question("meta", QuestionType.TEXT, "x"), "problem.xlsform.reserved", "meta"),
        (Question("a", QuestionType.TEXT, "see ${b}"), "problem.xlsform.reference", "a.label"),
        (Question("a", QuestionType.TEXT, "x", hint="see ${b}"), "problem.xlsform.reference", "a.hint"),
        (Question("a", QuestionType.TEXT, "x" * 32_768), "problem.xlsform.long", "a.label"),
        (
            Question("a", QuestionType.SELECT_ONE, "x", choices=(Choice("b", "${a}"),)),
            "problem.xlsform.reference",
            "a.b",
        ),
    ],
)
def test_what_means_something_else_in_an_xlsform_is_not_written(asked: Question, what: str, where: str) -> None:
    with pytest.raises(CampaignError) as caught:
        write_xlsform(a_form(questions=(asked,)))
    (problem,) = caught.value.problems
    spoken(problem)
    assert (problem.key, problem.field) == (what, where)


def test_spaces_that_other_programs_change_are_told() -> None:
    (notice,) = notices(a_form(questions=(Question("a", QuestionType.TEXT, "อื่น\u00a0ๆ"),)))
    spoken(notice)
    assert (notice.key, notice.field) == ("warning.xlsform-space", "a")


def test_another_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    folder, out = campaign(tmp_path), tmp_path / "form.xlsx"
    export_form(folder, out)
    export_form(folder, out)
    out.write_bytes(b"worked on")
    with pytest.raises(OutputError):
        export_form(folder, out)
    assert out.read_bytes() == b"worked on"
    with pytest.raises(UsageError):
        export_form(folder, tmp_path / "form.csv")


# --- reading what others wrote ---


def test_a_form_from_elsewhere_is_read() -> None:
    text = survey(
        asked("select_one yn", "Ok", hint="Really?", required="TRUE"),
        asked("text", "Ok_why", "Say why", relevant="${Ok} = 'no'"),
        asked("select all that apply from colours or_other", "liked"),
        asked("string", "long", appearance="multiline"),
        asked("text", "longer", parameters="rows=7"),
        asked("int", "n"),
        asked("note", "", "Thank you"),
        choices=(*listed("yn", "yes", "no"), *listed("colours", "red", "blue")),
        settings={"form_id": "x-1", "form_title": "A title"},
    )
    form = read(text).form
    other = Choice("other", "อื่น ๆ (ระบุ)", specify=True)
    assert (form.form_id, form.title, form.version, form.due) == ("x-1", "A title", "1", DUE[Language.THAI])
    yes_no = (Choice("yes", "Yes"), Choice("no", "No", specify=True))
    assert form.questions == (
        Question("Ok", QuestionType.SELECT_ONE, "Label", "Really?", required=True, choices=yes_no),
        Question(
            "liked",
            QuestionType.SELECT_MULTIPLE,
            "Label",
            choices=(Choice("red", "Red"), Choice("blue", "Blue"), other),
        ),
        Question("long", QuestionType.TEXT, "Label", lines=4),
        Question("longer", QuestionType.TEXT, "Label", lines=7),
        Question("n", QuestionType.INTEGER, "Label"),
        Question("note_8", QuestionType.NOTE, "Thank you"),
    )
    assert left_out(text) == [("specify", "survey", 3, "Ok_why")]


def test_without_settings_the_file_gives_the_id_and_the_title() -> None:
    form = read(survey(asked("text"))).form
    assert (form.form_id, form.title) == ("f-1", "f-1")


CANNOT = [
    (asked("begin_repeat"), ["repeat"]),
    (asked("begin group"), ["group"]),
    (asked("geopoint"), ["type"]),
    (asked("range"), ["type"]),
    (asked("rank yn"), ["type"]),
    (asked("background-audio"), ["type"]),
    (asked("select_one_from_file x.csv"), ["type"]),
    (asked("image"), ["picture"]),
    (asked("calculate", calculation="1+1"), ["column", "type"]),
    (asked("integer", constraint=". > 5"), ["column"]),
    (asked("integer", default="5"), ["column"]),
    (asked("text", read_only="yes"), ["column"]),
    (asked("text", guidance_hint="More"), ["column"]),
    (asked("text", **{"media::image": "a.png"}), ["column"]),
    (asked("text", **{"bind::constraint": "1"}), ["column"]),
    (asked("text", **{"cpreport::line": "4"}), ["column"]),
    (asked("text", parameters="x=1"), ["column"]),
    (asked("select_one yn", choice_filter="x = 1"), ["column"]),
    (asked("text", relevant="${a} > 1"), ["relevant"]),
    (asked("text", relevant="selected(${a}, 'yes')"), ["relevant"]),
    (asked("integer", relevant="selected(${s}, 'yes')"), ["relevant"]),
    (asked("text", required="${a} > 1"), ["required"]),
    (asked("select_one nowhere"), ["list"]),
    (asked("integer", **{"cpreport::lines": "3"}), ["here"]),
    (asked("text", label=""), ["required"]),
    (asked("text", "no name"), ["name"]),
]


@pytest.mark.parametrize(("row", "what"), CANNOT, ids=[f"{row['type']} {'+'.join(what)}" for row, what in CANNOT])
def test_what_a_printed_form_cannot_do_is_refused_by_row_and_name(row: dict[str, str], what: list[str]) -> None:
    text = survey(asked("integer", "a"), asked("select_one yn", "s"), row, choices=listed("yn", "yes", "no"))
    found = refused(text)
    assert [problem[0] for problem in found] == what
    assert all(problem[1:3] == ("survey", 4) and problem[3].startswith(row["name"]) for problem in found)


def test_everything_wrong_is_told_at_once_in_the_order_of_the_sheets() -> None:
    text = survey(
        asked("begin_group", "g"),
        asked("geopoint", "where"),
        asked("end_group", ""),
        asked("select_one yn", "ok"),
        choices=({"list_name": "yn", "name": "a b", "label": "A"}, {"list_name": "yn", "name": "c", "label": ""}),
        settings={"form_id": "a b", "cpreport::due": "tomorrow"},
    )
    assert refused(text) == [
        ("group", "survey", 2, "g"),
        ("type", "survey", 3, "where"),
        ("name", "choices", 2, "ok.choices[1].name"),
        ("required", "choices", 3, "ok.choices[2].label"),
        ("code", "settings", 2, "settings.form_id"),
        ("date", "settings", 2, "settings.due"),
    ]


def test_metadata_and_what_says_nothing_on_paper_is_left_out_and_told() -> None:
    text = survey(
        asked("start", "start", ""),
        asked("text", "a", appearance="w1", remark="to do"),
        asked("text", "b", appearance="w2", disabled="no"),
        asked("text", "c", disabled="yes"),
        choices=listed("unused", "x"),
        settings={"form_id": "x", "instance_name": "${a}"},
    )
    assert left_out(text) == [
        ("disabled", "survey", 5, "c"),
        ("metadata", "survey", 2, "start"),
        ("list", "choices", 2, "unused.x"),
        ("column", "survey", 0, ""),
        ("column", "survey", 0, ""),
        ("column", "settings", 0, ""),
    ]


SIGNED = asked("image", "sign", "Head of unit", appearance="signature", required="yes")


def test_a_drawn_picture_alone_is_a_signature_too() -> None:
    text = survey(asked("text"), SIGNED)
    assert read(text).form.questions[1] == Question("sign", QuestionType.SIGNATURE, "Head of unit", required=True)
    assert left_out(text) == [("signature", "survey", 3, "sign")]


def test_words_of_a_signature_that_are_not_printed_are_told() -> None:
    group = (
        asked("begin_group", "sig", ""),
        SIGNED,
        asked("date", "d", "Signed when?"),
        asked("text", "t", "ชื่อผู้ลงนาม"),
    )
    text = survey(asked("text"), *group, asked("end_group", "", ""))
    assert read(text).form.questions[1] == Question("sig", QuestionType.SIGNATURE, "Head of unit", required=True)
    assert left_out(text) == [("part", "survey", 5, "d")]


@pytest.mark.parametrize(
    "more", [asked("integer", "age"), asked("text", "t2"), asked("begin_group", "in"), asked("image", "photo")]
)
def test_a_group_with_anything_else_is_no_signature(more: dict[str, str]) -> None:
    group = (asked("begin_group", "g"), SIGNED, asked("text", "t"), more, asked("end_group", ""))
    assert ("group", "survey", 2, "g") in refused(survey(*group))


TWO = {"label::English (en)": "Colour", "label::ไทย (th)": "สี"}


@pytest.mark.parametrize(
    ("settings", "wanted", "label", "language"),
    [
        ({}, Language.THAI, "สี", Language.THAI),
        ({}, Language.ENGLISH, "Colour", Language.ENGLISH),
        ({"default_language": "English (en)"}, None, "Colour", Language.ENGLISH),
        ({"default_language": "ไทย (th)"}, None, "สี", Language.THAI),
        ({"default_language": "English (en)"}, Language.THAI, "สี", Language.THAI),
    ],
)
def test_labels_are_read_in_the_language_asked_for_or_the_default(
    settings: dict[str, str], wanted: Language | None, label: str, language: Language
) -> None:
    text = survey({"type": "text", "name": "q"} | TWO, settings={"form_id": "x"} | settings)
    form = read(text, wanted).form
    assert (form.questions[0].label, form.language) == (label, language)
    assert left_out(text, wanted) == [("language", "survey", 0, "")]


def test_languages_that_cannot_be_told_apart_are_named() -> None:
    text = survey({"type": "text", "name": "q"} | TWO)
    with pytest.raises(CampaignError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.params["known"] == "English (en), ไทย (th)"
    assert "--language" in spoken(problem)
    french = survey({"type": "text", "name": "q", "label::Français (fr)": "x", "label::English (en)": "y"})
    assert [found[0] for found in refused(french, Language.THAI)] == ["languages"]


def test_unnamed_labels_are_in_the_default_language() -> None:
    text = survey({"type": "text", "name": "q", "label": "Colour", "label::ไทย (th)": "สี"})
    assert read(text).form.questions[0].label == "Colour"
    assert read(text, Language.THAI).form.questions[0].label == "สี"
    default = survey({"type": "text", "name": "q", "label": "Colour"}, settings={"default_language": "English (en)"})
    assert read(default).form.language is Language.ENGLISH


@pytest.mark.parametrize(
    ("name", "language"),
    [("ไทย (th)", "th"), ("Thai", "th"), ("English (en-GB)", "en"), ("EN", "en"), ("Français (fr)", None), ("", None)],
)
def test_a_language_is_known_by_its_code_or_its_name(name: str, language: str | None) -> None:
    assert language_of(name) == language


@pytest.mark.parametrize(
    ("relevant", "found"),
    [
        ("selected(${q}, 'other')", ("q", "other")),
        ('selected( ${ q } ,"x.1")', ("q", "x.1")),
        ("${q}='other'", ("q", "other")),
        ("${q} != 'other'", None),
        ("selected(${q}, 'a') or selected(${q}, 'b')", None),
        ("not(selected(${q}, 'a'))", None),
        ("selected(${q}, 'a\")", None),
        ("", None),
    ],
)
def test_only_one_tick_is_the_condition_of_a_choices_text(relevant: str, found: tuple[str, str] | None) -> None:
    assert condition_of(relevant) == found


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("label", ("label", "")),
        ("Label::ไทย (th)", ("label", "ไทย (th)")),
        ("label : English (en)", ("label", "English (en)")),
        ("media::image::English", ("image", "English")),
        ("bind::relevant", ("relevant", "")),
        ("bind::jr:constraintMsg", ("jr::constraintMsg", "")),
        ("List Name", ("list_name", "")),
        ("caption", ("label", "")),
        ("cpreport::Lines", ("cpreport::lines", "")),
    ],
)
def test_a_heading_says_column_and_language(heading: str, column: tuple[str, str]) -> None:
    assert column_of(heading) == column


# --- files ---


def workbook(*rows: tuple[object, ...], sheets: dict[str, tuple[tuple[object, ...], ...]] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in rows:
        book.active.append(row)
    for name, more in (sheets or {}).items():
        book.create_sheet(name)
        for row in more:
            book[name].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_numbers_and_dates_that_excel_made_of_texts_are_read() -> None:
    settings = (("form_id", "version", "cpreport::due"), (12, 3.0, date(2026, 5, 1)))
    data = workbook(("type", "name", "label"), ("text", "q", 5), sheets={"settings": settings})
    form = read_xlsform(data, PurePath("x.XLSX"), None, DUE).form
    assert (form.form_id, form.version, form.due) == ("12", "3", date(2026, 5, 1))
    assert form.questions[0].label == "5"


def test_empty_rows_do_not_change_the_numbers() -> None:
    data = workbook(("type", "name", "label"), (None,), ("text", "q", "x"), (None,), ("range", "r", "x"))
    with pytest.raises(CampaignError) as caught:
        read_xlsform(data, PurePath("x.xlsx"), None, DUE)
    assert [short(problem) for problem in caught.value.problems] == [("type", "survey", 5, "r")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_is_read_with_and_without_a_byte_order_mark(mark: bytes) -> None:
    data = mark + "survey\n,type,name,label\n,text,q,สี\n".encode()
    assert read_xlsform(data, PurePath("x.csv"), None, DUE).form.questions[0].label == "สี"


GOOD = workbook(("type", "name", "label"), ("text", "q", "x"))


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".csv", ".md"])
@pytest.mark.parametrize(
    "data", [b"", b"hello", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 100, GOOD[:300], "ก".encode("cp874")]
)
def test_what_is_no_xlsform_is_refused(data: bytes, suffix: str) -> None:
    with pytest.raises(CampaignError) as caught:
        read_xlsform(data, PurePath(f"x{suffix}"), None, DUE)
    assert "xlsform.damaged" in caught.value.problems[0].key
    spoken(caught.value.problems[0])


@settings(deadline=None)
@given(place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_workbook_gives_problems_and_nothing_else(place: int, byte: int, cut: bool) -> None:
    data = GOOD[:place] if cut else GOOD[:place] + bytes([byte]) + GOOD[place + 1 :]
    with contextlib.suppress(CampaignError):
        read_xlsform(data, PurePath("x.xlsx"), None, DUE)


def test_what_pyxform_itself_refuses_is_refused() -> None:
    text = survey(asked("text", "q"), asked("end_group", "", ""))
    with pytest.raises(CampaignError) as caught:
        read(text)
    assert caught.value.problems[0].key == "problem.xlsform.invalid"
    assert "row : 3" in spoken(caught.value.problems[0])


def test_without_pyxform_the_officer_is_told_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(survey(asked("text")), "utf-8")
    code = "import sys; sys.modules['pyxform'] = None; from cpreport.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "init", "new", "--xlsform", "x.md", "--lang", "en"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b'pip install "cpreport[xlsform]"' in done.stderr
    assert not (tmp_path / "new").exists()


# --- the commands ---

RUNNER = CliRunner()


def test_a_campaign_goes_out_as_an_xlsform_and_comes_back_as_a_campaign(tmp_path: Path) -> None:
    source = campaign(tmp_path)
    out = tmp_path / "form.xlsx"
    written = RUNNER.invoke(app, ["xlsform", str(out), "-C", str(tmp_path), "--lang", "en"])
    assert (written.exit_code, written.stderr) == (0, "")
    begun = RUNNER.invoke(app, ["init", str(tmp_path / "new"), "--xlsform", str(out), "--lang", "en"])
    assert (begun.exit_code, begun.stderr) == (0, "")
    assert load_form(CampaignFolder(tmp_path / "new")) == load_form(source)
    assert RUNNER.invoke(app, ["check", "-C", str(tmp_path / "new")]).exit_code == 0


def test_what_is_left_out_is_told_and_what_cannot_be_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text(survey(asked("today", "today", ""), asked("text")), "utf-8")
    begun = RUNNER.invoke(app, ["init", str(tmp_path / "new"), "--xlsform", str(file), "--lang", "en"])
    assert begun.exit_code == 0
    assert "x.md:survey:2: today: today is left out" in begun.stderr
    assert "due" in begun.stderr
    file.write_text(survey(asked("geopoint"), asked("range", "r")), "utf-8")
    refused = RUNNER.invoke(app, ["init", str(tmp_path / "other"), "--xlsform", str(file), "--lang", "th"])
    assert refused.exit_code == 1
    assert "แบบที่พิมพ์ไม่มีคำถามชนิด “geopoint”" in refused.stderr
    assert "“range”" in refused.stderr
    assert not (tmp_path / "other").exists()


def test_a_list_and_a_form_that_are_both_wrong_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(survey(asked("geopoint")), "utf-8")
    (tmp_path / "u.csv").write_text("id,name\na b,x\n")
    with pytest.raises(CampaignError) as caught:
        start_campaign(tmp_path / "new", InitOrder(units=tmp_path / "u.csv", xlsform=tmp_path / "x.md"))
    assert {problem.file for problem in caught.value.problems} >= {"u.csv", "x.md:survey"}


def test_an_emblem_that_an_xlsform_does_not_carry_is_left_out(tmp_path: Path) -> None:
    out = tmp_path / "f.xlsx"
    out.write_bytes(write_xlsform(a_form(emblem="templates/emblem.png", timezone="Asia/Bangkok")))
    notices = start_campaign(tmp_path / "new", InitOrder(xlsform=out))
    assert [notice.key for notice in notices] == ["warning.xlsform-emblem"]
    assert load_form(CampaignFolder(tmp_path / "new")).emblem == ""


@pytest.mark.parametrize("name", ["x.pdf", "missing.xlsx"])
def test_a_file_that_is_no_xlsform_by_name_is_wrong_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.pdf").write_bytes(b"x")
    with pytest.raises(UsageError):
        start_campaign(tmp_path / "new", InitOrder(xlsform=tmp_path / name))
