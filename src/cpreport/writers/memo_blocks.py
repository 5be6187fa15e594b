"""The body of a memo: Markdown cut into paragraphs, numbered lines and bullets.

Numbered levels (1. / 1.1 / 1.1.1) stay as they were typed, so lists of Markdown are not used; markdown-it reads what
stands inside a block: bold, italics and links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cpreport.thai import thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

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


@lru_cache(maxsize=64)
def blocks(body: str, *, thai_digits_shown: bool) -> tuple[Block, ...]:
    """A Markdown body as blocks; the same body (a circular's) is cut only once."""
    found: list[Block] = []
    level = 1
    for chunk in chunks(body):
        block = _block(chunk, level, thai_digits_shown)
        if block.kind is not BlockKind.BULLET:
            level = block.level
        found.append(block)
    return tuple(found)


def chunks(body: str) -> Iterator[str]:
    """A Markdown body cut into its paragraphs, numbered lines and bullets."""
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
    from markdown_it import MarkdownIt  # slow, and a memo laid out in Word needs none of it

    return MarkdownIt("commonmark", {"html": False})
