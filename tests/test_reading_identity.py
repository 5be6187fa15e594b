"""The unit on the form's own unit line is found however the line was broken, and never guessed."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest
from docx.oxml.ns import qn

from cpreport.identify import Identified
from cpreport.reading import Finding, FindingKind
from test_reading_word import (
    edited,
    forget_names,
    forget_properties,
    issued,
    strip_code,
    typed_run,
    unwrap_controls,
    whose,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document

__all__ = ["issued"]
NAME = "สำนักประชาสัมพันธ์เขต 1"
BARE = (forget_names, forget_properties, strip_code, unwrap_controls)


def unit_line_broken_into(*pieces: str) -> Callable[[Document], None]:
    """Enter pressed within the unit's name, so that each further piece stands in a paragraph of its own."""

    def edit(document: Document) -> None:
        text = next(text for text in document.element.body.iter(qn("w:t")) if text.text == NAME)
        line = next(text.iterancestors(qn("w:p")))
        text.text = pieces[0]
        below = line
        for piece in pieces[1:]:
            rest = copy.deepcopy(line)
            for element in list(rest):
                if element.tag != qn("w:pPr"):
                    rest.remove(element)
            rest.append(typed_run(piece))
            below.addnext(rest)
            below = rest

    return edit


@pytest.mark.parametrize("flatten", [(), (forget_names,), BARE])
@pytest.mark.parametrize(
    "pieces",
    [
        ("สำนักประชาสัมพันธ์", "เขต 1"),
        ("สำนักประชาสัมพันธ์เขต", "1"),
        ("สำนัก", "ประชาสัมพันธ์", "เขต ๑"),
        ("สํานักประชาสัม", "พันธ์เขต 1"),
        ("", NAME),
    ],
)
def test_a_name_broken_by_enter_is_the_units_name_when_it_is_whole(
    issued: bytes, pieces: tuple[str, ...], flatten: tuple[Callable[[Document], None], ...]
) -> None:
    assert whose(edited(issued, unit_line_broken_into(*pieces), *flatten)) == Identified("spk-1", "1")


def test_another_units_name_broken_by_enter_is_a_conflict(issued: bytes) -> None:
    found = whose(edited(issued, unit_line_broken_into("สำนักประชาสัมพันธ์", "เขต 2")))
    assert isinstance(found, Finding)
    assert found.kind is FindingKind.CONFLICTING_IDENTITY
    assert "เขต 2" in found.params["candidates"]


@pytest.mark.parametrize("pieces", [("สำนักประชาสัมพันธ์เขต", "1 ขอนแก่น"), ("สำนักประชาสัมพันธ์", "เขต")])
def test_a_broken_name_that_is_not_exact_names_nobody(issued: bytes, pieces: tuple[str, ...]) -> None:
    found = whose(edited(issued, unit_line_broken_into(*pieces), *BARE))
    assert isinstance(found, Finding)
    assert found.kind is FindingKind.UNKNOWN_UNIT
    assert found.read == pieces[0]


@pytest.mark.parametrize("flatten", [(), BARE])
@pytest.mark.parametrize("pieces", [("กองการเจ้าหน้าที่", NAME), (NAME, "สปข.2")])
def test_a_line_and_the_next_that_name_two_units_are_a_conflict(
    issued: bytes, pieces: tuple[str, ...], flatten: tuple[Callable[[Document], None], ...]
) -> None:
    found = whose(edited(issued, unit_line_broken_into(*pieces), *flatten))
    assert isinstance(found, Finding)
    assert found.kind is FindingKind.CONFLICTING_IDENTITY
