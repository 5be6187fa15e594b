"""The JSON Schemas that editors read say what the loader says, and are never stricter than it."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import a_form
from configuring import FORM, SHIPPED, UNITS, campaign, problems
from cpreport.config.form_yaml import form_to_yaml
from cpreport.config.headings import COLUMNS
from cpreport.config.schema import form_schema, units_schema
from cpreport.form import QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMAS = {"units": units_schema(), "form": form_schema()}
STARTERS = [SHIPPED, SHIPPED / "src" / "cpreport" / "starters" / "en"]
SETTINGS = SCHEMAS["form"]["properties"]["settings"]["properties"]
QUESTION = SCHEMAS["form"]["properties"]["questions"]["items"]["properties"]
CHOICE = QUESTION["choices"]["items"]["properties"]


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: `no`, dates and 12:30 are texts."""


CoreLoader.yaml_implicit_resolvers = {
    sign: kept
    for sign, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if (kept := [rule for rule in rules if rule[0].rpartition(":")[2] in {"null", "float"}])
}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|True|TRUE|false|False|FALSE"), list("tTfF"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("[-+]?[0-9]+$"), list("-+0123456789"))


def accepts(name: str, text: str) -> bool:
    """Whether the schema has nothing against a file."""
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    return validator.is_valid(yaml.load(text, CoreLoader))


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_the_schema_in_docs_is_the_programs_own(name: str) -> None:
    file = SHIPPED / "docs" / "schema" / f"{name}.schema.json"
    assert json.loads(file.read_text("utf-8")) == SCHEMAS[name], "run: python docs/schema/write.py"
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("root", STARTERS, ids=["shipped", "english starter"])
def test_the_files_that_come_with_the_program_are_valid(root: Path) -> None:
    assert accepts("units", (root / "units.yaml").read_text("utf-8"))
    assert accepts("form", (root / "templates" / "form.yaml").read_text("utf-8"))


def test_a_form_with_every_type_is_valid() -> None:
    assert accepts("form", form_to_yaml(a_form(timezone="Asia/Bangkok", grace_days=3)))


def known(folder: Path, form: str) -> set[str]:
    """The keys that the loader knows where it found one that it does not."""
    (problem,) = problems(campaign(folder, form=form))
    return set(problem.params["known"].split(", "))


def test_the_schema_has_every_key_that_the_loader_knows_and_no_other(tmp_path: Path) -> None:
    assert set(SCHEMAS["form"]["properties"]) == known(tmp_path, FORM + "0000000: x\n")
    assert set(SETTINGS) == known(tmp_path, FORM.replace("questions:", "  0000000: x\nquestions:"))
    assert set(QUESTION) == known(tmp_path, FORM.replace("    label: ทำแล้ว", "    label: ทำแล้ว\n    0000000: x"))
    assert set(CHOICE) == known(tmp_path, FORM.replace("label: ใช่", "label: ใช่, 0000000: x"))
    assert set(SCHEMAS["units"]["properties"]["units"]["items"]["properties"]) == set(COLUMNS)


def test_every_key_says_what_it_is_for() -> None:
    def places(schema: Any) -> Iterator[dict[str, Any]]:
        for key, value in schema.items() if isinstance(schema, dict) else ():
            if key == "properties":
                yield from value.values()
            yield from places(value)

    plain = [schema for name in SCHEMAS for schema in places({k: v for k, v in SCHEMAS[name].items() if k != "allOf"})]
    assert all(
        "description" in schema or schema.keys() <= {"enum", "not", "pattern", "type"} for schema in plain if schema
    )


BROKEN = [
    ("form_id: f-1", "form_id: f 1"),
    ("form_id: f-1", "form_id:"),
    ("version: 1", f"version: {'1' * 20}a"),
    ("title: แบบรายงาน", 'title: " "'),
    ("title: แบบรายงาน", "title: [a]"),
    ("language: th", "language: thai"),
    ("language: th", "langauge: th"),
    ("due: 2010-08-31", "due: 31/8/2553"),
    ("due: 2010-08-31", "due: 2010-08-31\n  digits: roman"),
    ("due: 2010-08-31", "due: 2010-08-31\n  grace_days: -1"),
    ("due: 2010-08-31", "due: 2010-08-31\n  grace_days: soon"),
    ("due: 2010-08-31", f"due: 2010-08-31\n  font: {'x' * 32}"),
    ("type: select_multiple", "type: select"),
    ("type: select_multiple", "type: text"),
    ("type: select_multiple", "type: select_multiple\n    lines: 2"),
    ("name: done", "name: 1 done"),
    ("name: done", "name: a_name_that_is_longer_than_this"),
    ("    label: ทำแล้ว\n", ""),
    ("label: ใช่", "label: "),
    ("label: ใช่", "label: ใช่, specify: yes"),
    ("name: yes", "name: a b"),
    ("    choices:\n      - {name: yes, label: ใช่}\n      - {name: other, label: อื่น ๆ, specify: true}\n", ""),
    ("    label: ทำแล้ว", "    label: ทำแล้ว\n    required: maybe"),
    ("type: signature", "type: note, label: x, required: true"),
    ("type: signature", "type: integer"),
]


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_what_an_officer_gets_wrong_is_refused_by_schema_and_loader(tmp_path: Path, old: str, new: str) -> None:
    assert old in FORM
    form = FORM.replace(old, new, 1)
    assert not accepts("form", form)
    assert problems(campaign(tmp_path, form=form))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: b", "id: b c"),
        ("id: b", "id:"),
        ("name: กองแผนงาน", "nmae: กองแผนงาน"),
        ("name: กองแผนงาน", "name: กองแผนงาน\n    email: me"),
        ("name: กองแผนงาน", "name: กองแผนงาน\n    exempt: yes"),
        ("name: กองแผนงาน", "name: กองแผนงาน\n    due: soon"),
        ("name: กองแผนงาน", "name: กองแผนงาน\n    aka: [{a: b}]"),
    ],
)
def test_a_wrong_unit_is_refused_by_schema_and_loader(tmp_path: Path, old: str, new: str) -> None:
    units = UNITS.replace(old, new, 1)
    assert not accepts("units", units)
    assert problems(campaign(tmp_path, units=units))


SCALARS = st.sampled_from(
    [
        "",
        "no",
        "x",
        "a b",
        "0012",
        "กองคลัง",
        "true",
        "2010-08-31",
        "4",
        "x@y.z",
        "th",
        "select_one",
        "text",
        "note",
        "a" * 70,
    ]
)
VALUES = st.one_of(
    SCALARS,
    st.integers(-5, 5000),
    st.booleans(),
    st.floats(-10, 10),
    st.none(),
    st.lists(SCALARS, max_size=2),
    st.dictionaries(SCALARS, SCALARS, max_size=2),
)
KEYS = [*SETTINGS, *QUESTION, *CHOICE, *COLUMNS, "settings", "questions", "other"]


def mappings(node: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a document."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from mappings(value)
    elif isinstance(node, list):
        for value in node:
            yield from mappings(value)


def written(document: Any) -> str:
    """The document as one writes it: nothing where there is nothing."""
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000).replace(": null\n", ":\n")


def broken(data: st.DataObject, name: str) -> str:
    source = {"units": UNITS, "form": form_to_yaml(a_form(timezone="Asia/Bangkok"))}[name]
    document = copy.deepcopy(yaml.safe_load(source))
    if name == "form":
        document["settings"]["due"] = str(document["settings"]["due"])
    for _ in range(data.draw(st.integers(1, 3))):
        mapping = data.draw(st.sampled_from(list(mappings(document))))
        key = data.draw(st.sampled_from([*mapping, *mapping, *KEYS]))
        if data.draw(st.booleans()):
            mapping.pop(key, None)
        else:
            mapping[key] = data.draw(VALUES)
    return written(document)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(list(SCHEMAS)))
def test_what_the_schema_refuses_the_loader_refuses(
    data: st.DataObject, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = broken(data, name)
    if not accepts(name, text):
        assert problems(campaign(tmp_path_factory.mktemp("broken"), **{name: text})), text


def test_every_type_of_question_is_in_the_schema() -> None:
    assert QUESTION["type"]["enum"] == list(QuestionType)
