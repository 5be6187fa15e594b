"""A memo's text for one unit: front matter and body rendered, and the body's Markdown cut into blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from cpreport.dates import long_date, parse_setting_date
from cpreport.errors import CampaignError
from cpreport.inserted import Inserted
from cpreport.language import Digits
from cpreport.sandbox import Variables
from cpreport.templating import Origin, Templates
from cpreport.thai import thai_digits
from cpreport.writers.memo_blocks import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpreport.campaign import Campaign, MemoSource, Plain, Unit
    from cpreport.errors import Problem
    from cpreport.form import Form
    from cpreport.templating import TextTemplate
    from cpreport.writers.memo_blocks import Block

_NOTHING: Mapping[str, object] = {}
_FRONT_KEYS = ("agency", "number", "date", "subject", "to", "urgency", "enclosure", "signer.name", "signer.position")


@dataclass(frozen=True, slots=True)
class MemoText:
    """A memo ready to be laid out; fields are empty where the officer left them out."""

    agency: str
    number: str
    date: str
    subject: str
    to: str
    urgency: str
    signer_name: str
    signer_position: str
    enclosure: str
    blocks: tuple[Block, ...]

    def with_blocks(self, blocks: tuple[Block, ...]) -> MemoText:
        """The same memo with another body."""
        return replace(self, blocks=blocks)


class RenderedMemo(NamedTuple):
    """The texts of one unit's memo.

    Attributes:
        varying: The front matter's texts that depend on the unit, by key.
        body: Markdown, in pieces; what tags inserted is `Filled`.
    """

    varying: dict[str, str]
    body: list[str]


class MemoTemplate:
    """A memo compiled once; each unit costs only its own text.

    Attributes:
        fixed: The texts of the front matter that are the same for all units, by key.
        varying: The keys of the front matter whose texts depend on the unit.
        literals: The pieces of the body that are the template's own.
    """

    def __init__(self, campaign: Campaign, source: MemoSource, today: date) -> None:
        self._campaign = campaign
        self._today = today
        form = campaign.form
        plain = Templates(form.language, form.digits, Inserted.PLAIN)
        front = {
            key: plain.compile(text, Origin(source.file, source.lines.get(key, 1), key))
            for key, text in _flatten(source.front)
        }
        tagged = {key for key, text in _flatten(source.front) if "{" in text}
        self.fixed = {key: template.render({}) for key, template in front.items() if key not in tagged}
        self._varying = {key: template for key, template in front.items() if key in tagged}
        markdown = Templates(form.language, form.digits, Inserted.MARKDOWN)
        self._body = markdown.compile(source.body, Origin(source.file, source.body_line))
        self.varying = tuple(self._varying)
        self.literals = self._body.literals

    def render(self, unit: Unit | None, more: Mapping[str, object] = _NOTHING) -> MemoText:
        """The memo for one unit.

        Args:
            unit: Whom it is for; None for a memo about all of them, which then knows no `unit`.
            more: What its template sees besides.

        Raises:
            CampaignError: If the template names a variable that this unit does not have.
        """
        rendered = self.rendered(unit, more)
        return self.laid_out(rendered.varying, "".join(rendered.body))

    def rendered(self, unit: Unit | None, more: Mapping[str, object] = _NOTHING) -> RenderedMemo:
        """The texts of one unit's memo, not yet laid out.

        Args:
            unit: As for `render`.
            more: As for `render`.

        Raises:
            CampaignError: As `render`.
        """
        problems: list[Problem] = []
        context: dict[str, object] = {**self._context(unit), **more}
        varying = self._front_of(context, problems)
        context["memo"] = Variables("memo", _unflatten({**self.fixed, **varying}))
        body: list[str] = []
        try:
            body = self._body.pieces(context)
        except CampaignError as error:
            problems.extend(error.problems)
        if problems:
            raise CampaignError(*problems)
        return RenderedMemo(varying, body)

    def laid_out(self, varying: Mapping[str, str], body: str) -> MemoText:
        """A memo from the front matter's texts that depend on the unit, and its body in Markdown."""
        return _laid_out(self._campaign.form, {**self.fixed, **varying}, body)

    def front(self, unit: Unit) -> dict[str, object]:
        """What a template sees as `memo`: the front matter for one unit.

        Raises:
            CampaignError: As `render`.
        """
        problems: list[Problem] = []
        varying = self._front_of(self._context(unit), problems)
        if problems:
            raise CampaignError(*problems)
        return _unflatten({**self.fixed, **varying})

    def covering(self, unit: Unit | None) -> Variables:
        """The front matter for the letters that follow the memo: what it does not say is empty, never undefined."""
        said = {**self.fixed, **self._front_of(self._context(unit), [])}
        front = {key: text.strip() for key, text in said.items() if key != "signer"}
        return Variables("covering", _unflatten(dict.fromkeys(_FRONT_KEYS, "") | front))

    def _front_of(self, context: Mapping[str, object], problems: list[Problem]) -> dict[str, str]:
        return {key: _tried(template, context, problems) for key, template in self._varying.items()}

    def _context(self, unit: Unit | None) -> dict[str, object]:
        own = {"unit": Variables("unit", unit_variables(unit))} if unit else {}
        return {"form": Variables("form", form_variables(self._campaign, unit)), "today": self._today} | own


def source_text(campaign: Campaign, source: MemoSource, body: str) -> MemoText:
    """A memo with its tags as they are written; its date in words."""
    return _laid_out(campaign.form, dict(_flatten(source.front)), body)


def _laid_out(form: Form, front: Mapping[str, str], body: str) -> MemoText:
    thai = form.digits is Digits.THAI
    day = parse_setting_date(front.get("date", ""))
    shown = dict(front) | ({"date": long_date(day, form.language, form.digits)} if day else {})
    if thai:
        shown = {key: thai_digits(text) for key, text in shown.items()}
    return MemoText(
        agency=shown.get("agency", ""),
        number=shown.get("number", ""),
        date=shown.get("date", ""),
        subject=shown.get("subject", ""),
        to=shown.get("to", ""),
        urgency=shown.get("urgency", ""),
        signer_name=shown.get("signer.name", ""),
        signer_position=shown.get("signer.position", ""),
        enclosure=shown.get("enclosure", ""),
        blocks=blocks(body, thai_digits_shown=thai),
    )


def _tried(template: TextTemplate, context: Mapping[str, object], problems: list[Problem]) -> str:
    try:
        return template.render(context)
    except CampaignError as error:
        problems.extend(error.problems)
        return ""


def unit_variables(unit: Unit) -> dict[str, object]:
    """What a template sees as `unit`: the officer's own keys too; optional keys are empty, never undefined."""
    own = ("id", "name", "abbr", "aka", "head", "group", "email", "due", "exempt")
    return dict(unit.extra) | {key: getattr(unit, key) for key in own}


def form_variables(campaign: Campaign, unit: Unit | None) -> dict[str, object]:
    """What a template sees as `form`: the settings, with the unit's own due date."""
    keys = ("form_id", "version", "title", "language", "digits", "grace_days", "timezone", "font", "emblem")
    return {key: getattr(campaign.form, key) for key in keys} | {
        "due": campaign.due(unit) if unit else campaign.form.due
    }


def _flatten(front: Mapping[str, Plain], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in front.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", "" if value is None else str(value)


def _unflatten(flat: Mapping[str, str]) -> dict[str, object]:
    tree: dict[str, object] = {}
    for path, text in flat.items():
        *parents, last = path.split(".")
        branch = tree
        for parent in parents:
            branch = branch.setdefault(parent, {})  # type: ignore[assignment]
        branch[last] = text
    return tree
