"""How each group of units stands, as a table for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.summary import GroupCount
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table
    from rich.text import Text

    from cpreport.language import Language
    from cpreport.summary import Summary

MOST_GROUPS: Final = 40


def shown_groups(summary: Summary) -> Sequence[GroupCount]:
    """The groups in the order of the units; of many, those with most units missing."""
    groups = summary.groups
    if len(groups) <= MOST_GROUPS:
        return groups
    return sorted(groups, key=lambda group: -group.missing)[:MOST_GROUPS]


def table_of(summary: Summary, groups: Sequence[GroupCount], language: Language) -> Table:
    """A line for each group, and one for all units.

    What is finished is green, what is missing or asks for a person stands out.
    """
    from rich.box import SIMPLE_HEAD  # slow to import, and most commands have no table
    from rich.table import Table

    counts = summary.counts
    name = say("status.all", language)
    total = GroupCount(name, counts.units, counts.returned, counts.late, counts.needs_review)
    table = Table(box=SIMPLE_HEAD, show_footer=True, header_style="bold", footer_style="bold", pad_edge=False)
    heads = ("group", "expected", "returned", "missing", "late", "review", "rate")
    for key, foot in zip(heads, _cells(total, language), strict=True):
        table.add_column(say(f"status.head.{key}", language), foot, no_wrap=True)
    for column in table.columns[1:]:
        column.justify = "right"
    for group in groups:
        table.add_row(*_cells(group, language), style="" if group.missing else "green")
    return table


def _cells(group: GroupCount, language: Language) -> tuple[Text, ...]:
    from rich.text import Text

    return (
        Text(group.name or say("workbook.no-group", language)),
        Text(str(group.expected)),
        Text(str(group.returned)),
        Text(str(group.missing), "yellow" if group.missing else ""),
        Text(str(group.late)),
        Text(str(group.needs_review), "magenta" if group.needs_review else ""),
        Text(f"{group.rate:.0%}"),
    )
