"""templates/memo.md.j2 -> the memo's source: its head as values, its body as written, both with Jinja tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cpreport.campaign import MemoSource
from cpreport.config.fields import Fields, Written, scalars, values
from cpreport.config.report import Report
from cpreport.config.yaml_tree import Mapping, check_characters, decode, parse_yaml
from cpreport.dates import parse_setting_date

if TYPE_CHECKING:
    from pathlib import Path

    from cpreport.config.folder import CampaignFolder

_FENCE: Final = "---"


def load_memo(folder: CampaignFolder, *, check_templates: bool = True) -> MemoSource:
    """Reads how it is said; a campaign whose memo is a Word document only has an empty source.

    Args:
        folder: The campaign's folder.
        check_templates: Whether the Jinja tags are checked too; whoever writes no memo need not.

    Raises:
        CampaignError: With everything that is wrong.
    """
    if folder.has(folder.memo_docx) and not folder.has(folder.memo_file):
        return MemoSource(folder.label(folder.memo_docx), {}, "")
    return load_source(folder, folder.memo_file, check_templates=check_templates)


def load_source(folder: CampaignFolder, path: Path, *, check_templates: bool = True) -> MemoSource:
    """Reads one document of the memo's kind: the memo itself, the reminder, the memo to the director.

    Raises:
        CampaignError: It is not there, or with everything that is wrong.
    """
    return read_source(folder.read(path), folder.label(path), check_templates=check_templates)


def read_source(data: bytes, label: str, *, check_templates: bool = True) -> MemoSource:
    """The same from its bytes; the label is its name for messages.

    Raises:
        CampaignError: With everything that is wrong.
    """
    report = Report(label)
    head, body, body_line = _split(decode(data, report.file), report)
    check_characters(body, report, body_line)
    front = parse_yaml(head, report, first_line=2)
    fields = Fields.of(front, "", report)
    report.stop()
    assert isinstance(front, Mapping)
    assert fields is not None
    _check_front(fields)
    if check_templates:
        _check_templates([*scalars(front), Written(body, body_line, "")], report)
    report.stop()
    lines = {written.place: written.line for written in scalars(front)}
    return MemoSource(report.file, values(front), body, body_line, lines)


def _split(text: str, report: Report) -> tuple[str, str, int]:
    """The head without its fences, the body, and the line on which that begins."""
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    if not fences or fences[0] != 0:
        report.add("memo.no-head", 1)
    elif len(fences) < 2:
        report.add("memo.open-head", 1)
    report.stop()
    end = fences[1]
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _check_front(front: Fields) -> None:
    for key in ("agency", "subject", "to"):
        front.text(key, required=True)
    for key in ("number", "urgency", "enclosure"):
        front.text(key)
    day = front.written("date")
    if day.text and not _has_tags(day.text) and parse_setting_date(day.text) is None:
        front.fault("config.not-date", "date", value=day.text)
    if signer := front.child("signer"):
        signer.text("name", required=True)
        signer.text("position")


def _has_tags(text: str) -> bool:
    return "{{" in text or "{%" in text


def _check_templates(templates: list[Written], report: Report) -> None:
    from cpreport.templating import template_faults  # Jinja is slow to import, and not every command needs it

    for template in templates:
        for fault in template_faults(template.text):
            line = template.line + fault.line - 1
            if fault.unknown:
                report.add_unknown("memo.filter", line, template.place, fault.unknown, fault.known)
            else:
                report.add("memo.syntax", line, template.place, detail=fault.detail)
