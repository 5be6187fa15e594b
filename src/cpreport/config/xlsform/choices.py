"""The lists of choices of an XLSForm, and each as it belongs to a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.config.xlsform.cells import filled
from cpreport.config.xlsform.types import OTHER
from cpreport.config.yaml_tree import Entry, Sequence
from cpreport.language import Language
from cpreport.words import say
from cpreport.xlsform import LINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpreport.config.xlsform.report import SheetReport
    from cpreport.config.xlsform.sheets import Row
    from cpreport.config.xlsform.types import Kind
    from cpreport.config.xlsform.voice import Voice


@dataclass(frozen=True, slots=True)
class Lists:
    """The rows of every list by its name."""

    rows: Mapping[str, tuple[Row, ...]]
    voice: Voice
    report: SheetReport

    def has(self, list_name: str, choice: str) -> bool:
        """Whether a list has a choice of that name."""
        return any(row.text("name") == choice for row in self.rows.get(list_name, ()))

    def choices(self, asked: Row, kind: Kind, specified: Mapping[str, Row]) -> Entry | None:
        """The choices of a question.

        Args:
            asked: The question.
            kind: Its type, with the name of the list.
            specified: The rows that ask for the texts of its choices, by the choice's name.

        Returns:
            The key `choices`; None where there is no such list, which is noted.
        """
        listed = self.rows.get(kind.list_name)
        if listed is None:
            self.report.refuse(asked, "no-list", value=kind.list_name)
            return None
        items = []
        for row in listed:
            name, label = row.text("name"), self.voice.text(row, "label")
            text = specified.get(name)
            if text:
                self._note_specified(text, f"{asked.text('name')}_{name}", name, label)
            specify = "true" if text or (kind.or_other and name == OTHER) else ""
            items.append(filled(row.number, name=name, label=label, specify=specify))
        if kind.or_other and not self.has(kind.list_name, OTHER):
            label = say("xlsform.other", self.voice.language or Language.THAI)
            items.append(filled(asked.number, name=OTHER, label=label, specify="true"))
        return Entry("choices", asked.number, Sequence(tuple(items), asked.number))

    def _note_specified(self, text: Row, key: str, choice: str, label: str) -> None:
        said = self.voice.text(text, "label")
        if text.text("name") != key or said not in {"", label} or self.voice.text(text, "hint"):
            self.report.leave_out(text, "specify", value=choice, key=key)
        for column in (LINES, "parameters"):
            if text.text(column):
                self.report.leave_out_column(text, column)


def read_lists(rows: Iterable[Row], voice: Voice, report: SheetReport) -> Lists:
    """Gathers the choices by the name of their list."""
    lists: dict[str, list[Row]] = {}
    for row in rows:
        if not row.text("list_name"):
            report.refuse(row, "list-name")
        lists.setdefault(row.text("list_name"), []).append(row)
    return Lists({name: tuple(listed) for name, listed in lists.items()}, voice, report)
