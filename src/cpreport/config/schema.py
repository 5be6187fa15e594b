"""JSON Schemas of units.yaml and form.yaml, from the names and limits that the loader itself goes by.

An editor completes and checks with them while one types. They are never stricter than the loader: what they refuse, it
refuses. It refuses more: names that stand twice, time zones that are not known, pictures that are not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from cpreport.config.form import LONGEST_FONT, LONGEST_FORM_ID, LONGEST_GRACE, LONGEST_VERSION
from cpreport.config.one_unit import EMAIL, UNIT_ID
from cpreport.config.questions import CHOICE_NAME, MOST_LINES, QUESTION_NAME
from cpreport.form import SELECTS, QuestionType
from cpreport.language import Digits, Language
from cpreport.words import say

if TYPE_CHECKING:
    import re
    from enum import StrEnum

Schema: TypeAlias = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

# Everything is read as the text that is written, so that what YAML would take for a number or a flag is a text too.
_SCALAR: Final = ("string", "number", "boolean")
_NOT_BLANK: Final = r"\S"
_DAY: Final = r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"
_NUMBER: Final = r"^\s*[+-]?[0-9]{1,9}\s*$"
_FLAG: Final = r"^\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])?\s*$"
_YES_OR_NO: Final = r"^\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])\s*$"


def units_schema() -> Schema:
    """The schema of units.yaml."""
    return _document("units", units=_list("units", _unit()))


def form_schema() -> Schema:
    """The schema of templates/form.yaml."""
    answered = {"properties": {"type": {"not": {"enum": [str(QuestionType.NOTE), str(QuestionType.SIGNATURE)]}}}}
    questions = _list("questions", _question()) | {"contains": answered}
    return _document("form", settings=_settings(), questions=questions)


def _document(name: str, /, **properties: Schema) -> Schema:
    head = {"$schema": _DIALECT, "title": f"cpreport: {name}.yaml"}
    return head | _closed(f"{name}-yaml", tuple(properties), **properties)


def _unit() -> Schema:
    names = {"type": [*_SCALAR, "null"]}
    return {
        "type": "object",
        "description": _words("unit"),
        "properties": {
            "id": _text("unit.id", required=True, pattern=_whole(UNIT_ID)),
            "name": _text("unit.name", required=True),
            "abbr": _text("unit.abbr"),
            "aka": {"anyOf": [names, {"type": "array", "items": names}], "description": _words("unit.aka")},
            "head": _text("unit.head"),
            "group": _text("unit.group"),
            "email": _text("unit.email", pattern=rf"^\s*({EMAIL.pattern})?\s*$"),
            "due": _text("unit.due", pattern=rf"{_DAY}|^\s*$"),
            "exempt": {
                "type": ["string", "number", "null"],
                "not": {"type": "string", "pattern": _YES_OR_NO},
                "description": _words("unit.exempt"),
            },
        },
        "required": ["id", "name"],
    }


def _settings() -> Schema:
    return _closed(
        "settings",
        ("form_id", "version", "title", "language", "due"),
        form_id=_text("settings.form_id", required=True, pattern=_code(LONGEST_FORM_ID)),
        version=_text("settings.version", required=True, pattern=_code(LONGEST_VERSION)),
        title=_text("settings.title", required=True),
        language=_word("settings.language", Language, required=True),
        due=_text("settings.due", required=True, pattern=_DAY),
        digits=_word("settings.digits", Digits),
        grace_days=_integer("settings.grace_days", 0, LONGEST_GRACE),
        timezone=_text("settings.timezone"),
        font=_text("settings.font", pattern=rf"^\s*[\s\S]{{0,{LONGEST_FONT}}}\s*$"),
        emblem=_text("settings.emblem"),
    )


def _question() -> Schema:
    question = _closed(
        "question",
        ("name", "type"),
        name=_text("question.name", required=True, pattern=_whole(QUESTION_NAME)),
        type=_word("question.type", QuestionType, required=True),
        label=_text("question.label"),
        hint=_text("question.hint"),
        required=_flag("question.required"),
        lines=_integer("question.lines", 1, MOST_LINES),
        choices=_list("choices", _choice()),
    )
    return question | {
        "allOf": [
            _when(sorted(SELECTS), {"required": ["choices"]}, {"properties": {"choices": False}}),
            _when([QuestionType.TEXT], {}, {"properties": {"lines": False}}),
            _when([QuestionType.NOTE], {"properties": {"required": {"not": {"const": True}}}}, {}),
            _when(
                [QuestionType.SIGNATURE],
                {},
                {"required": ["label"], "properties": {"label": _filled(_NOT_BLANK)}},
            ),
        ]
    }


def _choice() -> Schema:
    return _closed(
        "choice",
        ("name", "label"),
        name=_text("choice.name", required=True, pattern=_whole(CHOICE_NAME)),
        label=_text("choice.label", required=True),
        specify=_flag("choice.specify"),
    )


def _closed(key: str, required: tuple[str, ...], /, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": _words(key),
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _list(key: str, item: Schema) -> Schema:
    return {"type": "array", "description": _words(key), "minItems": 1, "items": item}


def _text(key: str, *, required: bool = False, pattern: str = "") -> Schema:
    if required:
        return _filled(pattern or _NOT_BLANK) | {"description": _words(key)}
    schema: Schema = {"type": [*_SCALAR, "null"], "description": _words(key)}
    return schema | {"pattern": pattern} if pattern else schema


def _filled(pattern: str) -> Schema:
    return {"type": list(_SCALAR), "pattern": pattern}


def _word(key: str, options: type[StrEnum], *, required: bool = False) -> Schema:
    return {"enum": [*map(str, options), *(() if required else (None,))], "description": _words(key)}


def _integer(key: str, minimum: int, maximum: int) -> Schema:
    bounds = {"minimum": minimum, "maximum": maximum}
    return {"type": ["integer", "string", "null"], "pattern": _NUMBER, "description": _words(key)} | bounds


def _flag(key: str) -> Schema:
    return {"type": ["boolean", "string", "null"], "pattern": _FLAG, "description": _words(key)}


def _when(types: list[QuestionType], then: Schema, otherwise: Schema) -> Schema:
    one_of_them = {"properties": {"type": {"enum": [str(kind) for kind in types]}}, "required": ["type"]}
    return {"if": one_of_them} | {key: value for key, value in (("then", then), ("else", otherwise)) if value}


def _whole(pattern: re.Pattern[str]) -> str:
    return rf"^\s*{pattern.pattern}\s*$"


def _code(longest: int) -> str:
    return rf"^\s*[^\s|]{{1,{longest}}}\s*$"


def _words(key: str) -> str:
    """What a key means, in English and in Thai: an editor shows both."""
    return "\n".join(say(f"schema.{key}", language) for language in (Language.ENGLISH, Language.THAI))
