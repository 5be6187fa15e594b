"""From the bytes of a returned file to what it says; exactly one reader may claim a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from cpreport.ooxml import XmlError, XmlFault, parse, w
from cpreport.ooxml import s as sheet
from cpreport.package import Package, PackageError, PackageFault
from cpreport.readers import interpret
from cpreport.readers.docx import docx_view, main_part, sliced_view
from cpreport.readers.evidence import evidence as evidence_in
from cpreport.readers.repair import repaired
from cpreport.readers.xlsx import xlsx_view
from cpreport.reading import Evidence, FileFacts, Finding, FindingKind, Reading
from cpreport.sniff import Kind, document_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpreport.form import Form
    from cpreport.readers.view import View

_FAULTS = {
    PackageFault.DAMAGED: FindingKind.UNREADABLE,
    PackageFault.UNSAFE: FindingKind.UNSAFE,
    PackageFault.ENCRYPTED: FindingKind.ENCRYPTED,
    PackageFault.TOO_LARGE: FindingKind.UNSAFE,
    XmlFault.MALFORMED: FindingKind.UNREADABLE,
    XmlFault.UNSAFE: FindingKind.UNSAFE,
}


# Main parts as small as this are workbooks, and thousands of files have the same; nothing changes a tree.
_USUAL_SIZE = 16_384
_usual_tree = lru_cache(maxsize=8)(parse)


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file that a reader has claimed, ready to be asked."""

    view: View

    @property
    def facts(self) -> FileFacts:
        """Which reader claimed it, and when the document was last changed."""
        return FileFacts(self.view.reader, self.view.modified)

    def evidence(self, forms: Sequence[Form]) -> Evidence:
        """Everything that says whose form it is.

        Args:
            forms: Every form this campaign has issued; their titles are known words.
        """
        return evidence_in(self.view, forms)

    def read(self, form: Form) -> Reading:
        """Every answer to the questions of this form."""
        return interpret.read(self.view, form)


def open_file(data: bytes, kind: Kind | None = None) -> FormFile | Finding:
    """Open a returned file by its content, whatever its name; old formats are converted before.

    Args:
        data: The file's bytes.
        kind: Its kind, where that is known.

    Returns:
        The file, or the finding that sets it aside.
    """
    kind = kind or document_kind(data)
    if kind is Kind.ENCRYPTED:
        return Finding(FindingKind.ENCRYPTED)
    if kind in {Kind.EMPTY, Kind.DAMAGED}:
        return Finding(FindingKind.UNREADABLE)
    if kind not in {Kind.OOXML, Kind.ZIP}:
        return Finding(FindingKind.UNSUPPORTED_FORMAT, params={"format": kind})
    try:
        return _open_package(Package.open(data))
    except (PackageError, XmlError) as error:
        return Finding(_FAULTS[error.reason], params={"detail": str(error)})


def is_read_by_paragraphs(data: bytes) -> bool:
    """Whether a Word file takes the fast way (`slices`), which gives what the other gives; for those who measure.

    Args:
        data: The bytes of a file that `open_file` can open.
    """
    package = Package.open(data)
    main = main_part(package)
    return sliced_view(package, main, package.read(main)) is not None


def _open_package(package: Package) -> FormFile | Finding:
    main = main_part(package)
    data = package.read_optional(main) if main else None
    if data is None:
        return Finding(FindingKind.UNSUPPORTED_FORMAT, params={"format": Kind.ZIP})
    if sliced := sliced_view(package, main, data):
        return FormFile(sliced)
    try:
        root, is_damaged = _usual_tree(data) if len(data) <= _USUAL_SIZE else parse(data), False
    except XmlError as error:
        if error.reason is XmlFault.UNSAFE:
            raise
        mended = repaired(data)
        if mended is None:
            raise
        root, is_damaged = parse(mended), True
    if root.tag == w("document"):
        body = root.find(w("body"))
        view = docx_view(package, main, root if body is None else body)
        return FormFile(replace(view, damaged=is_damaged))
    if is_damaged:
        return Finding(FindingKind.UNREADABLE)
    if root.tag == sheet("workbook"):
        return FormFile(xlsx_view(package, main, root))
    return Finding(FindingKind.UNSUPPORTED_FORMAT, params={"format": main})
