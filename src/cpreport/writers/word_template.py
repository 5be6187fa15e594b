"""The memo laid out in Word: templates/memo.docx compiled once, rendered for each unit."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cpreport.compiling import compile_package
from cpreport.errors import CampaignError, Problem
from cpreport.inserted import Filled, Inserted
from cpreport.ooxml import XmlError, relationships, resolve, w
from cpreport.package import Package, PackageError
from cpreport.sandbox import Variables
from cpreport.templating import Origin, Templates
from cpreport.writers.memo_text import MemoTemplate, form_variables, unit_variables
from cpreport.writers.prepared import Prepared, Shapes, slots_of, with_slots
from cpreport.writers.slots import unit_values
from cpreport.writers.word_parts import WordDocument, add_identity, insert_form
from cpreport.writers.word_tags import FORM_TOKEN, form_places, has_tags, open_tags, template_text

if TYPE_CHECKING:
    from datetime import date

    from lxml.etree import _Element

    from cpreport.campaign import Campaign, Unit
    from cpreport.compiling import CompiledPackage
    from cpreport.templating import TextTemplate
    from cpreport.writers.prepared import Shape

_TAGGED_KINDS = ("header", "footer", "footnotes", "endnotes")


_FORM_KEYS = ("problem.word.no-form", "problem.word.form-misplaced")


class _Tagged(NamedTuple):
    """A part with tags, and its template."""

    part: str
    template: TextTemplate


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
                self._tagged.append(_Tagged(part, self._template(document.tree(part), part)))
        add_identity(document)
        for tagged in self._tagged:
            del document.parts[tagged.part]
        self._package = compile_package(document.parts)
        self._shapes = Shapes(self._compile)

    def texts(self, unit: Unit) -> list[str]:
        """The XML of every tagged part for one unit, a token standing for the form.

        Raises:
            CampaignError: Naming everything that is undefined, with the paragraph it stands in.
        """
        return ["".join(pieces) for pieces in self._pieces(unit)]

    def render(self, unit: Unit) -> bytes:
        """The unit's document."""
        return self.finish(unit, self.prepare(unit), self._secret)

    def prepare(self, unit: Unit) -> Prepared:
        """The unit's text, rendered.

        Raises:
            CampaignError: As `texts`, or because for this unit there is not one place for the form.
        """
        parts = self._pieces(unit)
        shape = tuple(
            tuple([None if _is_value(piece, tagged.template) else piece for piece in pieces])
            for tagged, pieces in zip(self._tagged, parts, strict=True)
        )
        gaps = zip(chain(*parts), chain(*shape), strict=True)
        shape = self._shapes.known(shape)
        self._shapes.compiled(shape)
        return Prepared(shape, tuple([getattr(piece, "value", piece) for piece, text in gaps if text is None]))

    def finish(self, unit: Unit, prepared: Prepared, secret: bytes) -> bytes:
        """The document of a unit that was prepared; the secret is for its stamp."""
        assert prepared.shape is not None
        identity = unit_values(self._campaign, unit, secret)
        return self._shapes.compiled(prepared.shape).render({**identity, **prepared.by_slot()})

    def _pieces(self, unit: Unit) -> list[list[str]]:
        context = self._context(unit)
        problems: list[Problem] = []
        parts: list[list[str]] = []
        for tagged in self._tagged:
            try:
                parts.append(tagged.template.pieces(context))
            except CampaignError as error:
                problems.extend(error.problems)
        if problems:
            raise CampaignError(*problems)
        return parts

    def _compile(self, shape: Shape) -> CompiledPackage:
        names = iter(slots_of(shape))
        texts = {tagged.part: with_slots(part, names) for tagged, part in zip(self._tagged, shape, strict=True)}
        places = texts[self._main].count(FORM_TOKEN)
        if places != 1:
            raise self._error(_FORM_KEYS[min(places, 1)])
        texts[self._main] = texts[self._main].replace(FORM_TOKEN, self._form)
        return self._package.with_parts(texts)

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
        self._form = insert_form(document, root, found[0], self._campaign.form)
        self._main = document.main
        self._tagged.append(_Tagged(document.main, self._template(root, document.main)))

    def _template(self, root: _Element, part: str) -> TextTemplate:
        text, lines = template_text(root)
        # The form's own paragraph was only there to carry the token.
        text = text.replace(f"<w:p>{FORM_TOKEN}</w:p>", FORM_TOKEN)
        return self._templates.compile(text, Origin(self._file, field=_kind_of(part), texts=tuple(lines)))


def _is_value(piece: str, template: TextTemplate) -> bool:
    # A piece that a tag made may be anything, the form's token too.
    return type(piece) is Filled or (piece not in template.literals and FORM_TOKEN not in piece)


def _kind_of(part: str) -> str:
    """`header1` for word/header1.xml, as an officer may look for it."""
    return part.rpartition("/")[2].removesuffix(".xml")


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data
