"""The keys of one mapping, read as what they should hold; what they hold instead goes to the report."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar, cast

from cpreport.config.yaml_tree import Entry, Mapping, Node, Scalar, Sequence, joined, numbered
from cpreport.dates import parse_setting_date
from cpreport.thai import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date
    from enum import StrEnum

    from cpreport.campaign import Plain
    from cpreport.config.report import Report

    Option = TypeVar("Option", bound=StrEnum)

_NOTHING: Final = frozenset({"", "~"})
_NULL: Final = frozenset({"null", "Null", "NULL"})
_UNSURE: Final = (_NOTHING | _NULL) - {""}  # where they are written with quotation marks, they are texts
_FLAGS: Final = {"true": True, "false": False}
_LINE_BREAK = re.compile(r"[\t\n\r\x85\u2028\u2029]")
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}", re.ASCII)


class Written(NamedTuple):
    """A text and where it stands: its line, and its key in a mapping. The empty text where nothing is written."""

    text: str
    line: int
    path: str
    key: str = ""

    @property
    def place(self) -> str:
        """The key with its path, for instance `units[3].name`."""
        return joined(self.path, self.key) if self.key else self.path


class Fields:
    """One mapping of a file.

    Every key that is asked for counts as known, so `unknown` and `rest` come last.
    """

    def __init__(self, node: Mapping, path: str, report: Report) -> None:
        self.line = node.line
        self.path = path
        self._entries: dict[str, Entry] = {entry.key: entry for entry in node.entries}
        self._report = report
        self._known: dict[str, None] = {}

    @staticmethod
    def of(node: Node | None, path: str, report: Report) -> Fields | None:
        """The fields of a node, or None (and a problem) where it is no mapping."""
        if isinstance(node, Mapping):
            return Fields(node, path, report)
        if node is None:
            report.add("config.empty", 1, path)
        else:
            report.add("config.not-mapping", node.line, path, value=_as_written(node))
        return None

    def fault(self, what: str, key: str, **params: str) -> None:
        """Notes a problem at a key; at the mapping where the key is missing."""
        entry = self._entries.get(key)
        self._report.add(what, entry.line if entry else self.line, joined(self.path, key), **params)

    def fault_unknown(self, what: str, written: Written, known: Iterable[str]) -> None:
        """Notes a text that is none of the known ones, with the closest of them."""
        self._report.add_unknown(what, written.line, written.place, written.text, known)

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        self._known[key] = None
        return key in self._entries

    def written(self, key: str, *, required: bool = False, lines: bool = False) -> Written:
        """One text with its place.

        Args:
            key: Its key.
            required: Whether it must be there and hold something that can be seen.
            lines: Whether it may have several lines; else line breaks become spaces.
        """
        node = self._node(key, required=required)
        if isinstance(node, Scalar) and not _is_blank(node.text):
            return Written(_tidy(node.text, lines=lines), node.line, self.path, key)
        if isinstance(node, Scalar) and required:
            self.fault("config.blank", key, name=key)
        elif node is not None and not isinstance(node, Scalar):
            self.fault("config.not-text", key, value=_as_written(node))
        return Written("", self.line, self.path, key)

    def text(self, key: str, *, required: bool = False, lines: bool = False) -> str:
        """One text; empty where there is none."""
        return self.written(key, required=required, lines=lines).text

    def texts(self, key: str) -> tuple[Written, ...]:
        """A list of texts, or a single text in place of a list of one; blank ones are left out."""
        node = self._node(key)
        if not isinstance(node, Sequence):
            single = self.written(key)
            return (single,) if single.text else ()
        return tuple(self._texts_of(node, joined(self.path, key)))

    def flag(self, key: str) -> bool:
        """True or false; false where the key is missing."""
        text = self.text(key)
        if text and text.casefold() not in _FLAGS:
            self.fault("config.not-flag", key, value=text)
        return _FLAGS.get(text.casefold(), False)

    def integer(self, key: str, default: int, *, minimum: int, maximum: int) -> int:
        """A whole number; the default where the key is missing or wrong."""
        text = self.text(key)
        if not text:
            return default
        bounds = {"minimum": str(minimum), "maximum": str(maximum)}
        if not _INTEGER.fullmatch(text) or not minimum <= int(text) <= maximum:
            self.fault("config.not-integer", key, value=text, **bounds)
            return default
        return int(text)

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A date in ISO form, in either era."""
        text = self.text(key, required=required)
        found = parse_setting_date(text)
        if text and found is None:
            self.fault("config.not-date", key, value=text)
        return found

    def one_of(self, key: str, options: type[Option], default: Option | None = None) -> Option | None:
        """One of a fixed list of words, required where it has no default; None where it is wrong."""
        written = self.written(key, required=default is None)
        if not written.text:
            return default
        if written.text in list(options):
            return options(written.text)
        self.fault_unknown("config.not-one-of", written, options)
        return None

    def child(self, key: str, *, required: bool = False) -> Fields | None:
        """A mapping, or None where the key is missing or wrong."""
        node = self._node(key, required=required)
        return None if node is None else Fields.of(node, joined(self.path, key), self._report)

    def children(self, key: str, *, required: bool = False) -> tuple[Fields, ...]:
        """A list of mappings; those that are none are left out."""
        return tuple(self.each(key, required=required))

    def each(self, key: str, *, required: bool = False) -> Iterator[Fields]:
        """The same one by one: a list may be long."""
        node = self._node(key, required=required)
        path = joined(self.path, key)
        if isinstance(node, Sequence):
            for number, item in enumerate(node.items, start=1):
                if fields := Fields.of(item, numbered(path, number), self._report):
                    yield fields
        elif node is not None:
            self.fault("config.not-list", key, value=_as_written(node))

    def all_texts(self, lists: Collection[str]) -> dict[str, str]:
        """Every text by its key, as it is written; those of `lists` joined by semicolons.

        Returns:
            Nothing at all where a key holds anything else, or what may mean nothing or more than one text.
        """
        texts = {entry.key: _one_text(entry.value, is_list=entry.key in lists) for entry in self._entries.values()}
        return {} if None in texts.values() else cast("dict[str, str]", texts)

    def unknown(self) -> None:
        """Notes every key that nobody asked for."""
        for entry in self._unasked():
            place = joined(self.path, entry.key)
            self._report.add_unknown("config.unknown-key", entry.line, place, entry.key, self._known)

    def rest(self) -> dict[str, Plain]:
        """Every key that nobody asked for, as plain values."""
        return {entry.key: plain(entry.value) for entry in self._unasked()}

    def _unasked(self) -> list[Entry]:
        return [entry for entry in self._entries.values() if entry.key not in self._known]

    def _node(self, key: str, *, required: bool = False) -> Node | None:
        self._known[key] = None
        entry = self._entries.get(key)
        # A required text is a text whatever it says: `id: null` means the unit of that id.
        if entry is not None and not (_is_nothing(entry.value) if required else is_null(entry.value)):
            return entry.value
        if required:
            self._missing(key)
        return None

    def _missing(self, key: str) -> None:
        """Notes that a key is needed; where another looks like it and means nothing, that is what is wrong."""
        others = [] if key in self._entries else [other for other in self._entries if other not in self._known]
        if close := get_close_matches(key, others, n=1):
            self.fault("config.required-close", close[0], name=key, value=close[0])
        else:
            self.fault("config.required", key, name=key)

    def _texts_of(self, node: Sequence, path: str) -> Iterable[Written]:
        for number, item in enumerate(node.items, start=1):
            place = numbered(path, number)
            if not isinstance(item, Scalar):
                self._report.add("config.not-text", item.line, place, value=_as_written(item))
            elif not is_null(item) and not _is_blank(item.text):
                yield Written(_tidy(item.text, lines=False), item.line, place)


def check_unique(written: Iterable[Written], what: str, report: Report) -> None:
    """Notes every text that was written before, whatever its case; blank ones do not count."""
    seen: dict[str, Written] = {}
    for one in written:
        first = seen.setdefault(one.text.casefold(), one)
        if one.text and first is not one:
            before = {"other": first.text, "where": first.place, "first": str(first.line)}
            report.add(what, one.line, one.place, value=one.text, **before)


def is_null(node: Node) -> bool:
    """Whether a node is YAML's null, in any of its spellings."""
    return isinstance(node, Scalar) and node.plain and (node.text in _NOTHING or node.text in _NULL)


def plain(node: Node) -> Plain:
    """A node as nested dictionaries, lists and texts."""
    if isinstance(node, Mapping):
        return values(node)
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    # A block (`|`) ends with a line break that nobody means.
    return None if is_null(node) else node.text.rstrip("\n")


def values(node: Mapping) -> dict[str, Plain]:
    """A mapping as a plain dictionary."""
    return {entry.key: plain(entry.value) for entry in node.entries}


def scalars(node: Node, path: str = "") -> Iterable[Written]:
    """Every text in a tree with its place."""
    if isinstance(node, Scalar):
        yield Written(node.text, node.line, path)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items, start=1):
            yield from scalars(item, numbered(path, number))
    else:
        for entry in node.entries:
            yield from scalars(entry.value, joined(path, entry.key))


def _one_text(node: Node, *, is_list: bool) -> str | None:
    if is_list:
        items = [_one_text(item, is_list=False) for item in node.items] if isinstance(node, Sequence) else [None]
        parts = [item for item in items if item is not None and ";" not in item]
        return ";".join(parts) if len(parts) == len(items) else None
    if isinstance(node, Scalar) and node.text not in _UNSURE and node.text.strip() == node.text:
        return node.text
    return None


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.text in _NOTHING


def _is_blank(text: str) -> bool:
    # A letter or digit can always be seen; only what begins otherwise needs the slow way.
    return not text[:1].isalnum() and not normalise(text)


def _tidy(text: str, *, lines: bool) -> str:
    if lines or not _LINE_BREAK.search(text):
        return text.strip()
    return " ".join(part.strip() for part in _LINE_BREAK.split(text) if part.strip())


def _as_written(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text
    return "{…}" if isinstance(node, Mapping) else "[…]"
