"""The Word form: memo and form compiled once, each unit costing only its own text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpreport.compiling import compile_package, slot
from cpreport.writers.docx_form import FormSection
from cpreport.writers.docx_memo import memo_xml
from cpreport.writers.docx_parts import fixed_parts, form_section, memo_section
from cpreport.writers.docx_picture import emblem_run
from cpreport.writers.docx_xml import ROOT_NAMESPACES
from cpreport.writers.memo_shape import as_xml, fits, slotted, split
from cpreport.writers.memo_text import MemoTemplate
from cpreport.writers.prepared import Prepared, Shapes
from cpreport.writers.slots import unit_values

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cpreport.campaign import Campaign, Unit
    from cpreport.compiling import CompiledPackage
    from cpreport.writers.prepared import Shape

_MEMO = "memo"
_DOCUMENT = "word/document.xml"


class _Compiled(NamedTuple):
    """A package of one shape, and which values must be words."""

    package: CompiledPackage
    wary: tuple[int, ...]


class DocxWriter:
    """Writes the Word form of one campaign."""

    def __init__(self, campaign: Campaign, secret: bytes, today: date, emblem: tuple[str, bytes] | None = None) -> None:
        """Compiles the template.

        Args:
            campaign: The campaign.
            secret: The campaign's secret, for the stamps.
            today: What the memo's `today` means.
            emblem: Kind (`png` or `jpeg`) and bytes of the emblem.
        """
        self._campaign = campaign
        self._secret = secret
        self._memo = MemoTemplate(campaign, campaign.memo, today)
        self._form = FormSection(campaign.form).xml()
        self._emblem = emblem_run(emblem[1]) if emblem else ""
        self._section = memo_section(campaign.form)
        self._package = compile_package(fixed_parts(campaign.form, emblem))
        self._whole = self._package.with_parts({_DOCUMENT: self._document(slot(_MEMO))})
        self._shapes = Shapes(self._compile)

    def render(self, unit: Unit) -> bytes:
        """The unit's document."""
        return self.finish(unit, self.prepare(unit), self._secret)

    def prepare(self, unit: Unit) -> Prepared:
        """The unit's memo, rendered.

        Raises:
            CampaignError: If the memo cannot be rendered for it.
        """
        parts = split(self._memo.rendered(unit), self._memo.literals)
        if parts:
            shape, values = parts
            compiled = self._shapes.compiled(shape)
            if compiled and fits(values, compiled.wary):
                return Prepared(self._shapes.known(shape), as_xml(values, self._campaign.form))
        # Its text is not kept: that of thousands of units would be too much.
        return Prepared()

    def finish(self, unit: Unit, prepared: Prepared, secret: bytes) -> bytes:
        """The document of a unit that was prepared; the secret is for its stamp."""
        identity = unit_values(self._campaign, unit, secret)
        compiled = self._shapes.compiled(prepared.shape) if prepared.shape else None
        if compiled:
            return compiled.package.render({**identity, **prepared.by_slot()})
        memo = self._memo.rendered(unit)
        return self._whole.render({**identity, _MEMO: self._memo_xml(memo.varying, "".join(memo.body))})

    def _compile(self, shape: Shape) -> _Compiled | None:
        memo = slotted(shape, self._memo, self._campaign.form)
        if memo is None:
            return None
        document = self._document(self._memo_xml(memo.front, memo.body))
        return _Compiled(self._package.with_parts({_DOCUMENT: document}), memo.wary)

    def _memo_xml(self, varying: Mapping[str, str], body: str) -> str:
        return memo_xml(self._memo.laid_out(varying, body), self._campaign.form, self._emblem, self._section)

    def _document(self, memo: str) -> str:
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<w:document {ROOT_NAMESPACES} mc:Ignorable="w14"><w:body>{memo}'
            f"{self._form}{form_section()}</w:body></w:document>"
        )
