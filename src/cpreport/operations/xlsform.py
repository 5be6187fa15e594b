"""xlsform: writes the form as an XLSForm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.config.form import load_form
from cpreport.errors import OutputError, Problem, UsageError
from cpreport.files import write_atomic
from cpreport.writers.xlsform import notices, write_xlsform

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.config import CampaignFolder

_SUFFIX: Final = ".xlsx"


def export_form(folder: CampaignFolder, out: Path) -> tuple[Problem, ...]:
    """Write the campaign's form as an XLSForm.

    Args:
        folder: The campaign; only its form is read.
        out: The workbook to write. Another file of that name is left alone: somebody may have worked on it.

    Returns:
        What other programs will not keep as it is.

    Raises:
        UsageError: If `out` is no .xlsx.
        CampaignError: If the form is wrong, or says what means something else in an XLSForm.
        OutputError: If the file cannot be written, or another one is there.
    """
    if out.suffix.lower() != _SUFFIX:
        raise UsageError(Problem("problem.output.suffix", {"path": str(out), "known": _SUFFIX}))
    form = load_form(folder)
    data = write_xlsform(form)
    try:
        if out.exists() and out.read_bytes() != data:
            raise OutputError(Problem("problem.xlsform.taken", {}, str(out)))
        out.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(out, data)
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise OutputError(Problem("problem.output.unwritable", detail, str(out))) from error
    return notices(form)
