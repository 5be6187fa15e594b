"""What becomes of a cell: it is read, it says nothing on paper, or it asks for what a printed form cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.xlsform import CHOICES, LINES, OWN_SETTINGS, PREFIX, SETTINGS, SURVEY, own

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpreport.config.xlsform.report import SheetReport
    from cpreport.config.xlsform.sheets import Row

_MEDIA: Final = frozenset({"image", "big-image", "audio", "video"})

_READ: Final = {
    SURVEY: frozenset({"type", "name", "label", "hint", "required", "relevant", "appearance", "parameters", "disabled"})
    | {LINES},
    CHOICES: frozenset({"list_name", "name", "label"}),
    SETTINGS: frozenset({"form_title", "form_id", "version", "default_language", own("language")})
    | {own(name) for name in OWN_SETTINGS},
}
# They compute, check or fill in answers, show what cannot be printed, or say more than would be printed.
_REFUSED: Final = {
    SURVEY: frozenset({"calculation", "choice_filter", "constraint", "default", "guidance_hint", "jr:count"})
    | {"read_only", "repeat_count", "save_to", "trigger", *_MEDIA},
    CHOICES: _MEDIA,
    SETTINGS: frozenset[str](),
}
_LAYOUTS: Final = frozenset({"multiline", "signature", "field-list"})


def sort_out(rows: Iterable[Row], report: SheetReport) -> None:
    """Notes every cell that is not read: what is refused as a problem, the rest as left out."""
    for row in rows:
        for column in row.cells:
            if column.name in _REFUSED[row.sheet]:
                report.refuse(row, "column", value=column.name)
            elif column.name.startswith(PREFIX) and column.name not in _READ[row.sheet]:
                report.refuse(row, "own-column", value=column.name, known=", ".join(sorted(_own(row.sheet))))
            elif column.name not in _READ[row.sheet]:
                report.leave_out_column(row, "::".join(part for part in column if part))
        if set(row.text("appearance").split()) - _LAYOUTS:
            report.leave_out_column(row, "appearance")


def _own(sheet: str) -> Iterable[str]:
    return (name for name in _READ[sheet] if name.startswith(PREFIX)) if sheet != CHOICES else ("-",)
