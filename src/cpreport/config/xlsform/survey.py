"""The survey of an XLSForm as the list of questions that a form.yaml would have held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cpreport.config.xlsform import signatures
from cpreport.config.xlsform.cells import filled, flag, lines_of
from cpreport.config.xlsform.types import group_of, is_end, is_metadata, is_picture, kind_of
from cpreport.config.yaml_tree import Mapping, Sequence
from cpreport.form import QuestionType
from cpreport.xlsform import condition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpreport.config.xlsform.choices import Lists
    from cpreport.config.xlsform.report import SheetReport
    from cpreport.config.xlsform.sheets import Row
    from cpreport.config.xlsform.types import Kind
    from cpreport.config.xlsform.voice import Voice


@dataclass(slots=True)
class Survey:
    """Rows -> questions; what cannot be one goes to the report."""

    lists: Lists
    voice: Voice
    report: SheetReport
    _selects: dict[str, Kind] = field(default_factory=dict)
    _specified: dict[tuple[str, str], Row] = field(default_factory=dict)

    @property
    def lists_used(self) -> frozenset[str]:
        """The lists that a question chooses from."""
        return frozenset(kind.list_name for kind in self._selects.values())

    def questions(self, rows: tuple[Row, ...]) -> Sequence:
        """The questions in the order of the rows."""
        for row in rows:
            kind = kind_of(row.text("type"))
            if kind and kind.list_name:
                self._selects[row.text("name")] = kind
        self._take_specified(rows)
        return Sequence(tuple(self._asked(rows)), 1)

    def _take_specified(self, rows: tuple[Row, ...]) -> None:
        for row in rows:
            found = condition_of(row.text("relevant"))
            kind = kind_of(row.text("type"))
            if not found or not kind or kind.type is not QuestionType.TEXT or found in self._specified:
                continue
            select = self._selects.get(found[0])
            if select and self.lists.has(select.list_name, found[1]):
                self._specified[found] = row

    def _asked(self, rows: tuple[Row, ...]) -> Iterator[Mapping]:
        texts_of_choices = {row.number for row in self._specified.values()}
        end = -1
        for position, row in enumerate(rows):
            if position <= end or row.number in texts_of_choices:
                continue
            block = signatures.find(rows, position)
            if block is not None:
                end = position + block.length - 1
                yield self._named(row, signatures.question(block, self.voice, self.report))
            elif question := self._one(row):
                yield question

    def _one(self, row: Row) -> Mapping | None:
        written = row.text("type")
        kind = kind_of(written)
        if group := group_of(written):
            self.report.refuse(row, "group" if group == "group" else "repeat", value=written)
        elif is_metadata(written):
            self.report.leave_out(row, "metadata", value=written)
        elif kind is None and not is_end(written):
            self.report.refuse(row, "picture" if is_picture(written) else "type", value=written)
        elif kind is not None:
            return self._named(row, self._question(row, kind))
        return None

    def _named(self, row: Row, question: Mapping) -> Mapping:
        self.report.names.append(row.text("name"))
        return question

    def _question(self, row: Row, kind: Kind) -> Mapping:
        if row.text("relevant"):
            self.report.refuse(row, "relevant", value=row.text("relevant"))
        # A note needs no name in an XLSForm, because it has no answer.
        name = row.text("name") or (f"note_{row.number}" if kind.type is QuestionType.NOTE else "")
        question = filled(
            row.number,
            name=name,
            type=kind.type,
            label=self.voice.text(row, "label"),
            hint=self.voice.text(row, "hint"),
            required=flag(row, self.report),
            lines=lines_of(row, kind, self.report),
        )
        return self._with_choices(question, row, kind) if kind.list_name else question

    def _with_choices(self, question: Mapping, row: Row, kind: Kind) -> Mapping:
        name = row.text("name")
        specified = {choice: text for (asked, choice), text in self._specified.items() if asked == name}
        choices = self.lists.choices(row, kind, specified)
        return Mapping((*question.entries, *([choices] if choices else ())), question.line)
