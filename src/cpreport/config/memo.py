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

    from jinja2 import Environment

    from cpreport.config.folder import CampaignFolder

FILTERS: Final = ("longdate", "shortdate", "thaidigits")
"""Our own filters, which whoever renders a memo adds to Jinja's."""

_FENCE: Final = "---"


def load_memo(folder: CampaignFolder) -> MemoSource:
    """Reads how it is said; a campaign whose memo is a Word document only has an empty source.

    Raises:
        CampaignError: With everything that is wrong.
    """
    if folder.has(folder.memo_docx) and not folder.has(folder.memo_file):
        return MemoSource(folder.label(folder.memo_docx), {}, "")
    return load_source(folder, folder.memo_file)


def load_source(folder: CampaignFolder, path: Path) -> MemoSource:
    """Reads one document of the memo's kind: the memo itself, the reminder, the memo to the director.

    Raises:
        CampaignError: It is not there, or with everything that is wrong.
    """
    report = Report(folder.label(path))
    head, body, body_line = _split(decode(folder.read(path), report.file), report)
    check_characters(body, report, body_line)
    front = parse_yaml(head, report, first_line=2)
    fields = Fields.of(front, "", report)
    report.stop()
    assert isinstance(front, Mapping)
    assert fields is not None
    _check_front(fields)
    _check_templates([*scalars(front), Written(body, body_line, "")], report)
    report.stop()
    return MemoSource(report.file, values(front), body, body_line)


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
    for key in ("number", "urgency"):
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
    from jinja2.sandbox import SandboxedEnvironment  # slow to import, and not every command needs it

    environment = SandboxedEnvironment()
    environment.filters.update(dict.fromkeys(FILTERS))
    for template in templates:
        _check_template(template, environment, report)


def _check_template(template: Written, environment: Environment, report: Report) -> None:
    from jinja2 import TemplateSyntaxError, nodes

    try:
        # Not compiled: the compiler would compute constants, and `"x" | center(9999999999)` is one.
        tree = environment.parse(template.text)
        for node in tree.find_all((nodes.Filter, nodes.Test)):
            known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
            if node.name not in known:
                report.add_unknown("memo.filter", template.line + node.lineno - 1, template.place, node.name, known)
    except TemplateSyntaxError as error:
        report.add("memo.syntax", template.line + error.lineno - 1, template.place, detail=error.message or "")
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or thousands of parentheses.
        report.add("memo.syntax", template.line, template.place, detail=str(error))
