"""Jinja templates written by an officer: sandboxed, strict, and every error with its file and line.

The only module but `sandbox` that knows Jinja.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError

from cpreport.dates import long_date, ordinal, parse_setting_date, short_date
from cpreport.errors import CampaignError, Problem
from cpreport.inserted import FINALIZERS, Inserted
from cpreport.language import Digits, Language
from cpreport.sandbox import LARGEST_TEXT, BoundedEnvironment, Variables
from cpreport.thai import thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType, TracebackType

    from jinja2 import Template

_FILE_NAME = "<template>"  # what Jinja calls a template that was given as text


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a template's text stands.

    Attributes:
        file: The file's name.
        line: Its first line in that file, from 1.
        field: The key, for a value of the front matter; the part, for a Word document.
        texts: For a Word document, which has no lines: the text that stands on each line of the template.
    """

    file: str
    line: int = 1
    field: str = ""
    texts: tuple[str, ...] = ()

    def problem(self, key: str, line: int, **params: str) -> Problem:
        """A problem at that line of the template."""
        if not self.texts:
            return Problem(key, params, self.file, self.line + line - 1, self.field)
        text = self.texts[min(line, len(self.texts)) - 1]
        return Problem(key, params, self.file, field=f"{self.field}: “{text}”")


class TextTemplate:
    """One compiled template.

    Attributes:
        literals: The pieces that are the template's own text; others were made by its tags.
    """

    def __init__(self, source: str, origin: Origin, templates: Templates) -> None:
        self._origin = origin
        self._noted = templates.noted
        self._environment = templates.environment
        try:
            self._template = templates.environment.from_string(source)
        except TemplateSyntaxError as error:
            problem = origin.problem("problem.template.syntax", error.lineno, detail=error.message or "")
            raise CampaignError(problem) from error
        # A plain dictionary in place of Jinja's chain of two, which is copied slowly at every rendering.
        self._template.globals = dict(self._template.globals)
        self.literals = _literals(self._template)

    def render(self, context: Mapping[str, object]) -> str:
        """The text for one unit.

        Raises:
            CampaignError: Naming every variable that is undefined, or what the template does that it must not.
        """
        return "".join(self.pieces(context))

    def pieces(self, context: Mapping[str, object]) -> list[str]:
        """The text for one unit in pieces, none of them empty; what tags inserted is `Filled`.

        Raises:
            CampaignError: As `render`.
        """
        self._noted.clear()
        self._environment.begin()
        pieces: list[str] = []
        failed: list[Problem] = []
        try:
            pieces = self._bounded(context)
        except (TemplateError, TypeError, ValueError, ArithmeticError, RecursionError, MemoryError) as error:
            kind = "undefined" if isinstance(error, UndefinedError) else "failed"
            line = _template_line(error.__traceback__)
            failed.append(self._origin.problem(f"problem.template.{kind}", line, detail=str(error)))
        problems = [*self._undefined(), *failed]
        if problems:
            raise CampaignError(*problems)
        return pieces

    def _bounded(self, context: Mapping[str, object]) -> list[str]:
        pieces: list[str] = []
        size = 0
        for piece in self._template.generate(context):
            if piece:
                size += len(piece)
                if size > LARGEST_TEXT:
                    raise SecurityError("its text grows too long")
                pieces.append(piece)
        return pieces

    def _undefined(self) -> Iterator[Problem]:
        for code_line, name in dict.fromkeys(self._noted):
            line = self._template.get_corresponding_lineno(code_line)
            yield self._origin.problem("problem.template.undefined", line, detail=name)


class Templates:
    """Compiles the templates of one document."""

    def __init__(self, language: Language, digits: Digits, inserted: Inserted) -> None:
        """Prepares the sandbox.

        Args:
            language: The language of `longdate` and `shortdate`.
            digits: Their digits.
            inserted: What becomes of a variable's text.
        """
        self.noted: list[tuple[int, str]] = []
        self.environment = BoundedEnvironment(
            undefined=_noting(self.noted),
            finalize=FINALIZERS[inserted],
            autoescape=False,
            keep_trailing_newline=True,
        )
        self.environment.filters["longdate"] = partial(_dated, long_date, language, digits)
        self.environment.filters["shortdate"] = partial(_dated, short_date, language, digits)
        self.environment.filters["ordinal"] = partial(_ordinal, language, digits)
        self.environment.filters["thaidigits"] = lambda value: thai_digits(str(value))

    def compile(self, source: str, origin: Origin) -> TextTemplate:
        """One template, ready to be rendered for each unit.

        Raises:
            CampaignError: If its tags are not well formed.
        """
        return TextTemplate(source, origin, self)


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
    environment = Templates(Language.ENGLISH, Digits.ARABIC, Inserted.PLAIN).environment
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


def _literals(template: Template) -> frozenset[str]:
    # The constants of the functions that Jinja made of it; they are what its pieces are yielded from.
    functions = (template.root_render_func, *template.blocks.values())
    constants = (constant for function in functions for constant in function.__code__.co_consts)
    return frozenset(constant for constant in constants if isinstance(constant, str))


def names_used(source: str) -> frozenset[str]:
    """The variables that a template takes from outside; none where it is not well formed."""
    environment = Templates(Language.ENGLISH, Digits.ARABIC, Inserted.PLAIN).environment
    try:
        return frozenset(meta.find_undeclared_variables(environment.parse(source)))
    except (TemplateSyntaxError, ValueError, RecursionError):
        return frozenset()


def _noting(noted: list[tuple[int, str]]) -> type[StrictUndefined]:
    """An undefined value that is noted where it is used, so that all of them can be told at once."""

    class NotedUndefined(StrictUndefined):
        __slots__ = ()

        @property
        def _undefined_message(self) -> str:
            owner = self._undefined_obj
            return (
                f"{owner.label}.{self._undefined_name}" if isinstance(owner, Variables) else str(self._undefined_name)
            )

        # StrictUndefined is typed as never returning from any of these; noting goes on to find the others.
        def _note(self) -> None:
            noted.append((_code_line(), self._undefined_message))

        def __str__(self) -> str:  # type: ignore[override]
            self._note()
            return ""

        def __iter__(self) -> Iterator[object]:  # type: ignore[override]
            self._note()
            return iter(())

        def __bool__(self) -> bool:  # type: ignore[override]
            self._note()
            return False

    return NotedUndefined


def _code_line() -> int:
    """The line of the compiled template that is running now."""
    frame: FrameType | None = sys._getframe()
    while frame is not None and frame.f_code.co_filename != _FILE_NAME:
        frame = frame.f_back
    return frame.f_lineno if frame else 1


def _dated(show: Any, language: Language, digits: Digits, value: object) -> str:  # noqa: ANN401
    if isinstance(value, StrictUndefined):
        return str(value)
    day = value if isinstance(value, date) else parse_setting_date(str(value))
    if day is None:
        message = f"not a date: {value}"
        raise ValueError(message)
    return str(show(day, language, digits))


def _ordinal(language: Language, digits: Digits, value: object) -> str:
    return str(value) if isinstance(value, StrictUndefined) else ordinal(int(str(value)), language, digits)


def _template_line(traceback: TracebackType | None) -> int:
    line = 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _FILE_NAME:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line
