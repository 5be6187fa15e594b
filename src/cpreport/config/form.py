"""templates/form.yaml -> the form, checked once for everybody who prints, reads or counts it."""

from __future__ import annotations

import re
import zoneinfo
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from cpreport.config.fields import Fields, scalars
from cpreport.config.questions import read_questions
from cpreport.config.report import Report
from cpreport.config.yaml_tree import decode, parse_yaml
from cpreport.form import Form
from cpreport.language import Digits, Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cpreport.config.folder import CampaignFolder
    from cpreport.form import Question

DEFAULT_ZONE: Final = {Language.THAI: "Asia/Bangkok", Language.ENGLISH: ""}
LONGEST_FORM_ID: Final = 60
LONGEST_VERSION: Final = 20
LONGEST_FONT: Final = 31  # what Windows takes for the name of a font
LONGEST_GRACE: Final = 3650

_BAR_OR_SPACE = re.compile(r"[\s|]")
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG, JPEG


def load_form(folder: CampaignFolder) -> Form:
    """Reads what is asked.

    Raises:
        CampaignError: With everything that is wrong.
    """
    report = Report(folder.label(folder.form_file))
    data = folder.read(folder.form_file)
    top = Fields.of(parse_yaml(decode(data, report.file), report), "", report)
    report.stop()
    assert top is not None
    return read_form(top, report, folder)


def setting_lines(folder: CampaignFolder) -> Mapping[str, int]:
    """The line of every scalar of form.yaml, by its path: `settings.due` say; of a form that was read already."""
    report = Report(folder.label(folder.form_file))
    tree = parse_yaml(decode(folder.read(folder.form_file), report.file), report)
    return {written.place: written.line for written in scalars(tree)} if tree else {}


def read_form(top: Fields, report: Report, folder: CampaignFolder | None) -> Form:
    """Reads `settings` and `questions`, wherever they were written.

    Args:
        top: The two of them.
        report: Gets what is wrong with them.
        folder: The campaign whose emblem is looked at; None where the form belongs to none yet.

    Raises:
        CampaignError: With everything that is wrong.
    """
    settings = top.child("settings", required=True)
    questions = read_questions(top, report)
    top.unknown()
    form = _form(settings, questions, folder) if settings else None
    report.stop()
    assert form is not None
    return form


def _form(settings: Fields, questions: tuple[Question, ...], folder: CampaignFolder | None) -> Form:
    language = settings.one_of("language", Language) or Language.THAI
    form = Form(
        form_id=_code(settings, "form_id", LONGEST_FORM_ID),
        version=_code(settings, "version", LONGEST_VERSION),
        title=settings.text("title", required=True),
        language=language,
        due=settings.day("due", required=True) or date.max,
        questions=questions,
        digits=settings.one_of("digits", Digits, Digits.ARABIC) or Digits.ARABIC,
        grace_days=settings.integer("grace_days", 0, minimum=0, maximum=LONGEST_GRACE),
        timezone=_timezone(settings) or DEFAULT_ZONE[language],
        font=_font(settings),
        emblem=_emblem(settings, folder),
    )
    settings.unknown()
    return form


def _code(settings: Fields, key: str, longest: int) -> str:
    # Both are parts of stamps, printed codes and file names.
    text = settings.text(key, required=True)
    if len(text) > longest or _BAR_OR_SPACE.search(text) or not text.isprintable():
        settings.fault("form.code", key, value=text, longest=str(longest))
    return text


def _timezone(settings: Fields) -> str:
    written = settings.written("timezone")
    if not written.text:
        return ""
    try:
        zoneinfo.ZoneInfo(written.text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: the name of a folder of zones, such as Asia.
        settings.fault_unknown("form.timezone", written, sorted(zoneinfo.available_timezones()))
    return written.text


def _font(settings: Fields) -> str:
    text = settings.text("font")
    if len(text) > LONGEST_FONT:
        settings.fault("form.font", "font", value=text, longest=str(LONGEST_FONT))
    return text


def _emblem(settings: Fields, folder: CampaignFolder | None) -> str:
    text = settings.text("emblem")
    if not text:
        return ""
    # The campaign may have been written on Windows.
    relative = PurePosixPath(text.replace("\\", "/"))
    if folder and (fault := _emblem_fault(folder.root / relative, folder.root)):
        settings.fault(fault, "emblem", value=text)
    return relative.as_posix()


def _emblem_fault(path: Path, root: Path) -> str:
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return "form.emblem-outside"
        if not path.is_file():
            return "form.emblem-missing"
        with path.open("rb") as stream:
            return "" if stream.read(8).startswith(_PICTURES) else "form.emblem-type"
    except (OSError, ValueError, RuntimeError):
        # A name that this system cannot have, a loop of links, no permission.
        return "form.emblem-missing"
