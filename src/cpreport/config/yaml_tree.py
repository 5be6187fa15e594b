"""YAML as a tree of texts that know their lines.

The tree is built from the parser's events, before anything is resolved: `no`, `0012` and `12:30` stay what is
written. What has no place in a campaign (duplicate keys, aliases, tags, several documents) is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import yaml

from cpreport.errors import CampaignError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.config.report import Report

DEEPEST: Final = 50

# What YAML calls printable; all of it is legal in XML too, where every text ends up.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNFINISHED: Final = frozenset({"while scanning a quoted scalar", "while scanning a simple key"})
_TOO_DEEP: Final = "exceeded maximum nesting depth"  # of the parser itself, from PyYAML 6.0.4 on
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A text as written; `plain` where it stands without quotation marks."""

    text: str
    plain: bool
    line: int


class Entry(NamedTuple):
    """A key with its line, and what it holds."""

    key: str
    line: int
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file, each key once."""

    entries: tuple[Entry, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int


Node: TypeAlias = Scalar | Mapping | Sequence


def joined(path: str, key: str) -> str:
    """The place of a key in a mapping: `settings.due`."""
    return f"{path}.{key}" if path else key


def numbered(path: str, number: int) -> str:
    """The place of an item in a list, counted from 1 as people count: `units[3]`."""
    return f"{path}[{number}]"


def decode(data: bytes, file: str) -> str:
    r"""The text of a file in UTF-8, with or without a byte order mark, its lines ending with `\n`.

    Raises:
        CampaignError: It is in another encoding.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A codec that drops a byte order mark counts positions without it.
        line = error.object[: error.start].count(b"\n") + 1
        raise CampaignError(Problem("problem.config.encoding", {}, file, line)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_characters(text: str, report: Report, line: int = 1) -> None:
    """Notes control characters, the first of each line of a text that begins at `line`."""
    if not _UNPRINTABLE.search(text):
        return
    for number, one_line in enumerate(text.split("\n"), start=line):
        if found := _UNPRINTABLE.search(one_line):
            report.add("config.control", number, code=f"U+{ord(found[0]):04X}")


def parse_yaml(text: str, report: Report, first_line: int = 1) -> Node | None:
    """Parses one YAML document.

    Args:
        text: The document.
        report: Gets what is wrong with it.
        first_line: The line of the file on which the text begins.

    Returns:
        The tree, or None where there is nothing but comments.

    Raises:
        CampaignError: It is not YAML, or holds something that is refused; all that was found.
    """
    check_characters(text, report, first_line)
    report.stop()
    tree = None
    try:
        tree = _Builder(yaml.parse(text, Loader=_LOADER), report, first_line).document()
    except yaml.MarkedYAMLError as error:
        # What is missing at the end is missed on a line that is not there.
        line = first_line + min(_error_line(error), text.rstrip("\n").count("\n"))
        if error.problem == _TOO_DEEP:
            report.add("config.depth", line, limit=str(DEEPEST))
        else:
            report.add("config.syntax", line, detail=error.problem or "")
    except yaml.YAMLError as error:
        report.add("config.syntax", detail=str(error))
    report.stop()
    return tree


def _error_line(error: yaml.MarkedYAMLError) -> int:
    # That these are never ended is found lines later, maybe at the end of the file; what helps is where they begin.
    mark = (error.context in _UNFINISHED and error.context_mark) or error.problem_mark
    return mark.line if mark else 0


class _Builder:
    """Events -> tree."""

    def __init__(self, events: Iterator[yaml.Event], report: Report, first_line: int) -> None:
        self._events = events
        self._report = report
        self._first_line = first_line

    def document(self) -> Node | None:
        root = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._report.add("config.documents", self._line(event))
                    break
                root = self._node(next(self._events), "", 0)
        return None if isinstance(root, Scalar) and root.plain and not root.text else root

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _node(self, event: yaml.Event, path: str, depth: int) -> Node:
        line = self._line(event)
        if depth > DEEPEST:
            self._report.add("config.depth", line, path, limit=str(DEEPEST))
            self._report.stop()
        self._refuse_extras(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(line, path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(line, path, depth)
        return self._scalar(event, path)

    def _refuse_extras(self, event: yaml.Event, path: str) -> None:
        # An alias's event carries the name of the anchor too.
        if anchor := getattr(event, "anchor", None):
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            self._report.add("config.alias", self._line(event), path, value=f"{sign}{anchor}")
        if tag := getattr(event, "tag", None):
            written = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._report.add("config.tag", self._line(event), path, value=written)

    def _scalar(self, event: yaml.Event, path: str) -> Scalar:
        line = self._line(event)
        if not isinstance(event, yaml.ScalarEvent):
            return Scalar("", True, line)
        # Escapes such as "\x07" can write what the text itself may not hold.
        if found := _UNPRINTABLE.search(event.value):
            self._report.add("config.control", line, path, code=f"U+{ord(found[0]):04X}")
        return Scalar(event.value, bool(event.implicit[0]), line)

    def _sequence(self, line: int, path: str, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, numbered(path, len(items) + 1), depth + 1))
        return Sequence(tuple(items), line)

    def _mapping(self, line: int, path: str, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key_line = self._line(event)
            key = self._key(event, path, depth)
            value = self._node(next(self._events), joined(path, key), depth + 1)
            if key in entries:
                first = str(entries[key].line)
                self._report.add("config.duplicate-key", key_line, joined(path, key), value=key, first=first)
            elif key:
                entries[key] = Entry(key, key_line, value)
        return Mapping(tuple(entries.values()), line)

    def _key(self, event: yaml.Event, path: str, depth: int) -> str:
        node = self._node(event, path, depth + 1)
        if isinstance(node, Scalar) and node.text:
            return node.text
        if not isinstance(event, yaml.AliasEvent):
            self._report.add("config.key", node.line, path)
        return ""
