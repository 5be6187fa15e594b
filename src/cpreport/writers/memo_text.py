"""A memo's text for one unit: front matter and body rendered, and the body's Markdown cut into blocks.

Numbered levels (1. / 1.1 / 1.1.1) stay as they were typed, so lists of Markdown are not used; markdown-it reads what
stands inside a block: bold, italics and links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from cpreport.dates import long_date, parse_setting_date
from cpreport.errors import CampaignError
from cpreport.language import Digits
from cpreport.templating import Inserted, Origin, Templates, Variables
from cpreport.thai import thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from markdown_it.token import Token

    from cpreport.campaign import Campaign, MemoSource, Plain, Unit
    from cpreport.errors import Problem
    from cpreport.form import Form
    from cpreport.templating import TextTemplate

_NUMBERED = re.compile(r"[ \t]*((?:[0-9๐-๙]+\.)+(?:[0-9๐-๙]+)?)[ \t]+")
_BULLET = re.compile(r"[ \t]*[-*•][ \t]+")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)


class BlockKind(StrEnum):
    """What a block of a memo's body is."""

    PARAGRAPH = "paragraph"
    NUMBERED = "numbered"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one look; `break_before` starts a new line inside the paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    break_before: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph; `level` is 1 for text and `1.`, 2 for `1.1`; `number` is printed as typed."""

    kind: BlockKind
    level: int
    number: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MemoText:
    """A memo ready to be laid out; fields are empty where the officer left them out."""

    agency: str
    number: str
    date: str
    subject: str
    to: str
    urgency: str
    signer_name: str
    signer_position: str
    blocks: tuple[Block, ...]

    def with_blocks(self, blocks: tuple[Block, ...]) -> MemoText:
        """The same memo with another body."""
        return replace(self, blocks=blocks)


class MemoTemplate:
    """A memo compiled once; each unit costs only its own text."""

    def __init__(self, campaign: Campaign, source: MemoSource, today: date) -> None:
        self._campaign = campaign
        self._today = today
        form = campaign.form
        plain = Templates(form.language, form.digits, Inserted.PLAIN)
        self._front = {
            key: plain.compile(text, Origin(source.file, source.lines.get(key, 1), key))
            for key, text in _flatten(source.front)
        }
        markdown = Templates(form.language, form.digits, Inserted.MARKDOWN)
        self._body = markdown.compile(source.body, Origin(source.file, source.body_line))

    def render(self, unit: Unit) -> MemoText:
        """The memo for one unit.

        Raises:
            CampaignError: If the template names a variable that this unit does not have.
        """
        problems: list[Problem] = []
        front = self._front_of(unit, problems)
        context = self._context(unit) | {"memo": Variables("memo", _unflatten(front))}
        body = _tried(self._body, context, problems)
        if problems:
            raise CampaignError(*problems)
        return _laid_out(self._campaign.form, front, body)

    def front(self, unit: Unit) -> dict[str, object]:
        """What a template sees as `memo`: the front matter for one unit.

        Raises:
            CampaignError: As `render`.
        """
        problems: list[Problem] = []
        front = self._front_of(unit, problems)
        if problems:
            raise CampaignError(*problems)
        return _unflatten(front)

    def _front_of(self, unit: Unit, problems: list[Problem]) -> dict[str, str]:
        context = self._context(unit)
        return {key: _tried(template, context, problems) for key, template in self._front.items()}

    def _context(self, unit: Unit) -> dict[str, object]:
        return {
            "unit": Variables("unit", unit_variables(unit)),
            "form": Variables("form", form_variables(self._campaign, unit)),
            "today": self._today,
        }


def source_text(campaign: Campaign, source: MemoSource, body: str) -> MemoText:
    """A memo with its tags as they are written; its date in words."""
    return _laid_out(campaign.form, dict(_flatten(source.front)), body)


def _laid_out(form: Form, front: Mapping[str, str], body: str) -> MemoText:
    thai = form.digits is Digits.THAI
    day = parse_setting_date(front.get("date", ""))
    shown = dict(front) | ({"date": long_date(day, form.language, form.digits)} if day else {})
    if thai:
        shown = {key: thai_digits(text) for key, text in shown.items()}
    return MemoText(
        agency=shown.get("agency", ""),
        number=shown.get("number", ""),
        date=shown.get("date", ""),
        subject=shown.get("subject", ""),
        to=shown.get("to", ""),
        urgency=shown.get("urgency", ""),
        signer_name=shown.get("signer.name", ""),
        signer_position=shown.get("signer.position", ""),
        blocks=blocks(body, thai_digits_shown=thai),
    )


def _tried(template: TextTemplate, context: Mapping[str, object], problems: list[Problem]) -> str:
    try:
        return template.render(context)
    except CampaignError as error:
        problems.extend(error.problems)
        return ""


def unit_variables(unit: Unit) -> dict[str, object]:
    """What a template sees as `unit`: the officer's own keys too; optional keys are empty, never undefined."""
    own = ("id", "name", "abbr", "aka", "head", "group", "email", "due", "exempt")
    return dict(unit.extra) | {key: getattr(unit, key) for key in own}


def form_variables(campaign: Campaign, unit: Unit) -> dict[str, object]:
    """What a template sees as `form`: the settings, with the unit's own due date."""
    keys = ("form_id", "version", "title", "language", "digits", "grace_days", "timezone", "font", "emblem")
    return {key: getattr(campaign.form, key) for key in keys} | {"due": campaign.due(unit)}


@lru_cache(maxsize=64)
def blocks(body: str, *, thai_digits_shown: bool) -> tuple[Block, ...]:
    """A Markdown body as blocks; the same body (a circular's) is cut only once."""
    found: list[Block] = []
    level = 1
    for chunk in _chunks(body):
        block = _block(chunk, level, thai_digits_shown)
        if block.kind is not BlockKind.BULLET:
            level = block.level
        found.append(block)
    return tuple(found)


def _chunks(body: str) -> Iterator[str]:
    lines: list[str] = []
    for line in body.splitlines():
        starts_anew = bool(_NUMBERED.match(line) or _BULLET.match(line))
        if lines and (starts_anew or not line.strip()):
            yield "\n".join(lines)
            lines = []
        if line.strip():
            lines.append(line)
    if lines:
        yield "\n".join(lines)


@lru_cache(maxsize=1024)
def _block(chunk: str, level: int, thai: bool) -> Block:
    if bullet := _BULLET.match(chunk):
        return Block(BlockKind.BULLET, level, "", _spans(chunk[bullet.end() :], thai))
    if numbered := _NUMBERED.match(chunk):
        number = thai_digits(numbered[1]) if thai else numbered[1]
        own_level = len(re.findall(r"[0-9๐-๙]+", numbered[1]))
        return Block(BlockKind.NUMBERED, own_level, number, _spans(chunk[numbered.end() :], thai))
    return Block(BlockKind.PARAGRAPH, 1, "", _spans(chunk.lstrip(), thai))


def _spans(text: str, thai: bool) -> tuple[Span, ...]:
    inline = _markdown().parseInline(text)[0].children or []
    return tuple(_digits(span) for span in _walk(inline)) if thai else tuple(_walk(inline))


def _digits(span: Span) -> Span:
    shown = span.text if span.link and span.text.strip() in span.link else thai_digits(span.text)
    return Span(shown, span.bold, span.italic, span.link, span.break_before)


def _walk(tokens: list[Token]) -> Iterator[Span]:
    bold = italic = broken = False
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.type == "strong_open"
            case "em_open" | "em_close":
                italic = token.type == "em_open"
            case "link_open":
                link = _safe_link(str(token.attrs.get("href", "")))
            case "link_close":
                link = ""
            case "hardbreak":
                broken = True
            case _:
                content = " " if token.type == "softbreak" else token.content
                if content:
                    yield Span(content, bold, italic, link, broken)
                    broken = False


def _safe_link(target: str) -> str:
    return target if _SAFE_LINK.fullmatch(target) else ""


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _flatten(front: Mapping[str, Plain], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in front.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", "" if value is None else str(value)


def _unflatten(flat: Mapping[str, str]) -> dict[str, object]:
    tree: dict[str, object] = {}
    for path, text in flat.items():
        *parents, last = path.split(".")
        branch = tree
        for parent in parents:
            branch = branch.setdefault(parent, {})  # type: ignore[assignment]
        branch[last] = text
    return tree
