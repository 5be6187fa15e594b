"""The folder of a campaign: where each of its files stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cpreport.errors import CampaignError, Problem

if TYPE_CHECKING:
    from pathlib import Path

_UNITS: Final = ("units.yaml", "units.csv", "units.xlsx")


@dataclass(frozen=True, slots=True)
class CampaignFolder:
    """Every path of a campaign, from its root; nothing says that a file is there."""

    root: Path

    @property
    def units_files(self) -> tuple[Path, ...]:
        """The files that list the units and are there; a campaign has exactly one."""
        return tuple(path for name in _UNITS if self.has(path := self.root / name))

    @property
    def is_there(self) -> bool:
        """Whether anything says that this is a campaign's folder."""
        return self.has(self.form_file) or bool(self.units_files)

    @property
    def form_file(self) -> Path:
        """What is asked."""
        return self.root / "templates" / "form.yaml"

    @property
    def memo_file(self) -> Path:
        """How it is said."""
        return self.root / "templates" / "memo.md.j2"

    @property
    def memo_docx(self) -> Path:
        """The memo laid out in Word, used in place of `memo_file` where it exists."""
        return self.root / "templates" / "memo.docx"

    @property
    def reminder_file(self) -> Path:
        """The reminder's words."""
        return self.root / "templates" / "reminder.md.j2"

    @property
    def summary_file(self) -> Path:
        """The words of the memo to the director."""
        return self.root / "templates" / "summary.md.j2"

    @property
    def outbox(self) -> Path:
        """The generated forms."""
        return self.root / "outbox"

    @property
    def inbox(self) -> Path:
        """The returned files, put there by the officer."""
        return self.root / "inbox"

    @property
    def received(self) -> Path:
        """A copy of every returned file."""
        return self.root / "received"

    @property
    def ledger(self) -> Path:
        """What was issued, received, superseded and decided."""
        return self.root / "ledger.db"

    @property
    def secret(self) -> Path:
        """What the stamps of this campaign are made with."""
        return self.root / "ledger.secret"

    @property
    def workbook(self) -> Path:
        """The consolidated workbook."""
        return self.root / "summary.xlsx"

    def label(self, path: Path) -> str:
        """A file's name for messages: its path in the campaign, with slashes on every system."""
        return path.relative_to(self.root).as_posix()

    def has(self, path: Path) -> bool:
        """Whether there is an ordinary file that can be seen."""
        try:
            return path.is_file()
        except OSError:
            return False

    def read(self, path: Path) -> bytes:
        """The bytes of one of the campaign's files.

        Raises:
            CampaignError: It is not there, or cannot be read.
        """
        if not self.has(path):
            raise CampaignError(Problem("problem.config.missing", {}, self.label(path)))
        try:
            return path.read_bytes()
        except OSError as error:
            reason = {"detail": error.strerror or str(error)}
            raise CampaignError(Problem("problem.config.unreadable", reason, self.label(path))) from error
