"""Jinja templates written by an officer: sandboxed, strict, and every error with its file and line.

The only module that knows Jinja. What a variable inserts into Markdown is literal: its punctuation is escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from cpreport.dates import long_date, parse_setting_date, short_date
from cpreport.errors import CampaignError, Problem
from cpreport.language import Digits, Language
from cpreport.thai import thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a template's text stands: file, first line (from 1), and the key for a value of the front matter."""

    file: str
    line: int = 1
    field: str = ""

    def problem(self, key: str, line: int, **params: str) -> Problem:
        """A problem at that line of the template."""
        return Problem(key, params, self.file, self.line + line - 1, self.field)


class TextTemplate:
    """One compiled template."""

    def __init__(self, source: str, origin: Origin, environment: SandboxedEnvironment) -> None:
        self._origin = origin
        try:
            self._template = environment.from_string(source)
        except TemplateSyntaxError as error:
            problem = origin.problem("problem.template.syntax", error.lineno, detail=error.message or "")
            raise CampaignError(problem) from error

    def render(self, context: Mapping[str, object]) -> str:
        """The text for one unit.

        Raises:
            CampaignError: If a variable is undefined or the template does what it must not.
        """
        try:
            return self._template.render(context)
        except (TemplateError, SecurityError, TypeError, ValueError, ArithmeticError, OverflowError) as error:
            line = _template_line(error.__traceback__, self._template.filename or "<template>")
            key = (
                "problem.template.undefined"
                if "undefined" in type(error).__name__.lower()
                else "problem.template.failed"
            )
            raise CampaignError(self._origin.problem(key, line, detail=str(error))) from error


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """What is wrong with a template before anything is rendered.

    Attributes:
        line: Its line in the template, from 1.
        detail: What Jinja says of it.
        unknown: A filter or test that does not exist; empty for other faults.
        known: Those that do.
    """

    line: int
    detail: str = ""
    unknown: str = ""
    known: tuple[str, ...] = ()


def template_faults(source: str) -> Iterator[TemplateFault]:
    """Finds tags that are not well formed, and filters and tests that do not exist.

    The template is parsed, not compiled: the compiler would compute constants, and `"x" | center(9999999999)` is one.
    """
    environment = plain_environment(Language.ENGLISH, Digits.ARABIC)
    try:
        for node in environment.parse(source).find_all((nodes.Filter, nodes.Test)):
            known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
            if node.name not in known:
                yield TemplateFault(node.lineno, unknown=node.name, known=tuple(known))
    except TemplateSyntaxError as error:
        yield TemplateFault(error.lineno, error.message or "")
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or thousands of parentheses.
        yield TemplateFault(1, str(error))


def plain_environment(language: Language, digits: Digits) -> SandboxedEnvironment:
    """The environment for single values, where a variable's text is inserted as it is."""
    return _environment(language, digits, finalize=None)


def markdown_environment(language: Language, digits: Digits) -> SandboxedEnvironment:
    """The environment for Markdown bodies, where a variable's text is made literal."""
    return _environment(language, digits, finalize=_literal)


def _environment(language: Language, digits: Digits, finalize: Any) -> SandboxedEnvironment:  # noqa: ANN401
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, finalize=finalize, autoescape=False, keep_trailing_newline=True
    )
    environment.filters["longdate"] = partial(_dated, long_date, language, digits)
    environment.filters["shortdate"] = partial(_dated, short_date, language, digits)
    environment.filters["thaidigits"] = lambda value: thai_digits(str(value))
    return environment


def _dated(show: Any, language: Language, digits: Digits, value: object) -> str:  # noqa: ANN401
    if isinstance(value, Undefined):
        return str(value)
    day = value if isinstance(value, date) else parse_setting_date(str(value))
    if day is None:
        message = f"not a date: {value}"
        raise ValueError(message)
    return str(show(day, language, digits))


def _literal(value: object) -> object:
    # A backslash before a line's end is a line break of Markdown, so a value of several lines keeps them.
    return _PUNCTUATION.sub(r"\\\1", str(value)).replace("\r\n", "\n").replace("\n", "\\\n")


def _template_line(traceback: TracebackType | None, filename: str) -> int:
    line = 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == filename:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
