"""The memo laid out in Word: templates/memo.docx compiled once, rendered for each unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpreport.errors import CampaignError, Problem
from cpreport.ooxml import XmlError, relationships, resolve, w
from cpreport.package import Package, PackageError
from cpreport.packing import compile_package, slot
from cpreport.templating import Inserted, Origin, Templates, Variables
from cpreport.writers.memo_text import MemoTemplate, form_variables, unit_variables
from cpreport.writers.slots import unit_values
from cpreport.writers.word_parts import WordDocument, add_identity, insert_form
from cpreport.writers.word_tags import FORM_TOKEN, form_places, has_tags, open_tags, template_text

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element

    from cpreport.campaign import Campaign, Unit
    from cpreport.templating import TextTemplate

_TAGGED_KINDS = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A part with tags: its template, and the slot its text fills; the main part fills two, around the form."""

    template: TextTemplate
    slots: tuple[str, ...]


class WordTemplateWriter:
    """Writes the Word form of a campaign whose memo is a Word document."""

    def __init__(self, campaign: Campaign, secret: bytes, today: date, template: bytes) -> None:
        """Compiles the template.

        Raises:
            CampaignError: If it is no Word document, a tag is not closed, or `{{p form }}` is missing.
        """
        self._campaign = campaign
        self._secret = secret
        self._today = today
        self._file = "templates/memo.docx"
        self._memo = MemoTemplate(campaign, campaign.memo, today) if campaign.memo.front else None
        form = campaign.form
        self._templates = Templates(form.language, form.digits, Inserted.WORD)
        self._tagged: list[_Tagged] = []
        document = self._open(template)
        self._refuse_open_tags(document)
        document.forget_outside()
        self._compile_main(document)
        for part in [part for kind in _TAGGED_KINDS for part in document.related(kind)]:
            if has_tags(_bytes(document.parts[part])):
                self._compile_part(document, part)
        add_identity(document)
        self._package = compile_package(document.parts)

    def texts(self, unit: Unit) -> dict[str, str]:
        """The text of every tagged part for one unit, by slot.

        Raises:
            CampaignError: Naming everything that is undefined, with the paragraph it stands in.
        """
        context = self._context(unit)
        problems: list[Problem] = []
        filled: dict[str, str] = {}
        for tagged in self._tagged:
            try:
                text = tagged.template.render(context)
            except CampaignError as error:
                problems.extend(error.problems)
                continue
            before, _, after = text.partition(FORM_TOKEN)
            filled |= dict(zip(tagged.slots, (before, after), strict=False))
        if problems:
            raise CampaignError(*problems)
        return filled

    def render(self, unit: Unit) -> bytes:
        """The unit's document."""
        return self._package.render(unit_values(self._campaign, unit, self._secret) | self.texts(unit))

    def _context(self, unit: Unit) -> dict[str, object]:
        memo = self._memo.front(unit) if self._memo else {}
        return {
            "unit": Variables("unit", unit_variables(unit)),
            "form": Variables("form", form_variables(self._campaign, unit)),
            "memo": Variables("memo", memo),
            "today": self._today,
        }

    def _open(self, template: bytes) -> WordDocument:
        try:
            package = Package.open(template)
            rels = relationships(package.read("_rels/.rels"))
            main = next(resolve("", r.target) for r in rels.values() if r.type.endswith("/officeDocument"))
            document = WordDocument({name: package.read(name) for name in package.names}, main)
            if document.tree(main).find(w("body")) is not None:
                return document
        except (PackageError, XmlError, StopIteration) as error:
            raise self._error("problem.word.unreadable", detail=str(error)) from error
        raise self._error("problem.word.unreadable", detail="document.xml")

    def _error(self, key: str, **params: str) -> CampaignError:
        return CampaignError(Problem(key, params, self._file))

    def _refuse_open_tags(self, document: WordDocument) -> None:
        parts = [document.main, *(part for kind in _TAGGED_KINDS for part in document.related(kind))]
        found = [
            Problem("problem.word.open-tag", {"text": text}, self._file, field=_kind_of(part))
            for part in parts
            for text in open_tags(document.tree(part))
        ]
        if found:
            raise CampaignError(*found)

    def _compile_main(self, document: WordDocument) -> None:
        root = document.tree(document.main)
        body = root.find(w("body"))
        found = form_places(root)
        if not found:
            raise self._error("problem.word.no-form")
        if len(found) > 1 or found[0].getparent() is not body:
            raise self._error("problem.word.form-misplaced")
        form_xml = insert_form(document, root, found[0], self._campaign.form)
        template = self._template(root, document.main)
        self._tagged.append(_Tagged(template, ("part.before", "part.after")))
        document.parts[document.main] = f"{slot('part.before')}{form_xml}{slot('part.after')}"

    def _compile_part(self, document: WordDocument, part: str) -> None:
        name = f"part.{len(self._tagged)}"
        self._tagged.append(_Tagged(self._template(document.tree(part), part), (name,)))
        document.parts[part] = slot(name)

    def _template(self, root: _Element, part: str) -> TextTemplate:
        text, lines = template_text(root)
        # The form's own paragraph was only there to carry the token.
        text = text.replace(f"<w:p>{FORM_TOKEN}</w:p>", FORM_TOKEN)
        return self._templates.compile(text, Origin(self._file, field=_kind_of(part), texts=tuple(lines)))


def _kind_of(part: str) -> str:
    """`header1` for word/header1.xml, as an officer may look for it."""
    return part.rpartition("/")[2].removesuffix(".xml")


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data
