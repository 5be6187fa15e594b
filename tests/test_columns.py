"""The codebook says of each column of summary.csv what it is."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import every_type_form
from cpreport.columns import codebook
from cpreport.export import summary_csv
from cpreport.language import Language
from cpreport.summary import Status
from summarising import Truth, a_form, a_summary, random_returns, some_units
from test_cli import folder as folder
from test_cli import run

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.form import Form

FORMS = [a_form(), every_type_form(Language.THAI), every_type_form(Language.ENGLISH)]


def header(form: Form) -> list[str]:
    text = summary_csv(a_summary(form, some_units(2), [])).removeprefix("\ufeff")
    return next(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("form", FORMS)
def test_it_has_every_column_of_the_csv_in_its_order(form: Form) -> None:
    assert list(codebook(form)) == header(form)


def test_it_labels_every_kind_of_column() -> None:
    book = codebook(every_type_form(Language.ENGLISH))
    assert book["activities/lobby"] == {
        "type": "select_multiple",
        "question": "activities",
        "label": "What was done?",
        "choice": "lobby",
        "choice_label": "Posters in the lobby & hall",
        "part": None,
        "value": "boolean",
        "choices": None,
    }
    told = {key: (entry["type"], entry["value"], entry["choice"], entry["part"]) for key, entry in book.items()}  # type: ignore[index,call-overload]
    assert told["activities_other"] == ("select_multiple", "text", "other", None)
    assert told["state"] == ("select_one", "choice", None, None)
    assert told["pieces"] == ("integer", "integer", None, None)
    assert told["seen"] == ("date", "date", None, None)
    assert told["signature.signed"] == ("signature", "boolean", None, "signed")
    assert told["received_at"] == ("datetime", "datetime", None, None)
    assert book["state"]["choices"] == {"good": "Good <new>", "bad": "Bad", "other": "Other (please say)"}  # type: ignore[index,call-overload]
    assert set(book["status"]["choices"]) == set(Status)  # type: ignore[index,call-overload,arg-type]
    assert "intro" not in book


def test_every_cell_is_what_the_codebook_says() -> None:
    form, units = a_form(), some_units(60)
    summary = a_summary(form, units, random_returns(form, units, 0.7, Truth()))
    book = codebook(form)
    rows = list(csv.DictReader(io.StringIO(summary_csv(summary).removeprefix("\ufeff"))))
    assert rows
    fits = {
        "boolean": lambda cell, _: cell in {"0", "1"},
        "integer": lambda cell, _: cell.lstrip("'-").isdigit(),
        "decimal": lambda cell, _: float(cell) >= 0,
        "date": lambda cell, _: bool(date.fromisoformat(cell)),
        "datetime": lambda cell, _: cell.endswith("Z"),
        "choice": lambda cell, entry: cell in entry["choices"],
        "text": lambda cell, _: isinstance(cell, str),
    }
    for row in rows:
        for key, cell in row.items():
            if cell:
                entry = book[key]
                assert fits[entry["value"]](cell, entry), (key, cell)  # type: ignore[index,call-overload]


def test_it_is_written_beside_any_summary(folder: Path) -> None:
    run(folder, "generate")
    for name in ("x.csv", "x.docx", "x.json"):
        book = folder / f"{name}.book"
        done = run(folder, "summary", "--out", str(folder / name), "--codebook", str(book))
        assert done.exit_code == 3, done.output
        assert "codebook written" in done.stdout
        assert list(json.loads(book.read_text("utf-8")))[:2] == ["unit", "name"]
        assert (folder / name).exists()
    alone = run(folder, "summary", "--codebook", str(folder / "alone.json"))
    assert alone.exit_code == 3
    assert (folder / "alone.json").exists()


def test_a_codebook_that_cannot_be_written_is_a_problem(folder: Path) -> None:
    run(folder, "generate")
    assert run(folder, "summary", "--codebook", str(folder)).exit_code == 1
