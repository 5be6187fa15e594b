"""What is handed to a reader, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cpreport.containers import Container
from cpreport.returned import Returned

if TYPE_CHECKING:
    from cpreport.sniff import Kind


@dataclass(frozen=True, slots=True)
class Archived:
    """A file whose bytes are in the archive, to be read.

    Attributes:
        returned: What is known of it without reading: where it came from and when.
        copy: The path of its archived copy; only this is read.
        name: The name it came under, where it may be a container; empty for what came in one.
        unit: Id of the unit that a person says it answers for; empty where the file itself must say it.
        converted: It as .docx or .xlsx, where LibreOffice had to make that of it.
        kind: What it was before it was converted.
    """

    returned: Returned
    copy: str
    name: str = ""
    unit: str = ""
    converted: bytes | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class ToConvert:
    """A document in an old format, not read yet: LibreOffice must make one of it that can be."""

    kind: Kind


Read: TypeAlias = Returned | Container | ToConvert
"""What became of a file: what it says, what is in it, or that it must be converted first."""
