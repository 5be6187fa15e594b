"""A form -> templates/form.yaml, tidy and ready to be edited by hand; it loads as the same form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from cpreport.config.form import DEFAULT_ZONE
from cpreport.language import Digits
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpreport.form import Choice, Form, Question


class _Dumper(yaml.SafeDumper):
    """Lists stand within their key, and texts of several lines as they are."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def form_to_yaml(form: Form) -> str:
    """The text of a form.yaml.

    Args:
        form: The form; what is not said in it is left to the defaults.
    """
    head = say("form-yaml.head", form.language)
    settings = _dump({"settings": _settings(form)})
    questions = _dump({"questions": [_question(question) for question in form.questions]})
    return f"{head}\n{settings}{questions}"


def _dump(document: Mapping[str, Any]) -> str:
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"))


def _settings(form: Form) -> dict[str, Any]:
    return {
        "form_id": form.form_id,
        "version": form.version,
        "title": form.title,
        "language": str(form.language),
        "due": form.due,
    } | _said(
        digits=str(form.digits) if form.digits is not Digits.ARABIC else "",
        grace_days=form.grace_days,
        timezone=form.timezone if form.timezone != DEFAULT_ZONE[form.language] else "",
        font=form.font,
        emblem=form.emblem,
    )


def _question(question: Question) -> dict[str, Any]:
    return {"name": question.name, "type": str(question.type)} | _said(
        label=question.label,
        hint=question.hint,
        required=question.required,
        lines=question.lines if question.is_long else 0,
        choices=[_choice(choice) for choice in question.choices],
    )


def _choice(choice: Choice) -> dict[str, Any]:
    return {"name": choice.name, "label": choice.label} | _said(specify=choice.specify)


def _said(**values: Any) -> dict[str, Any]:  # noqa: ANN401  whatever YAML can hold
    return {key: value for key, value in values.items() if value}
