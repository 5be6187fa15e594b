"""Whose form a file is: everything that is there must name one unit."""

from __future__ import annotations

import pytest

from cpreport.campaign import Unit
from cpreport.identify import Identified, Known, identify
from cpreport.reading import Evidence, Finding, FindingKind
from cpreport.stamp import Identity, find_codes, make_stamp, printed_code

SECRET, OTHER_SECRET = b"a" * 32, b"b" * 32
UNITS = {
    unit.id: unit
    for unit in (
        Unit("spk-1", "สำนักประชาสัมพันธ์เขต 1", "สปข.1"),
        Unit("spk-2", "สำนักประชาสัมพันธ์เขต 2", "สปข.2", aka=("สปข. เขตสอง",)),
        Unit("kkj", "กองการเจ้าหน้าที่", "กกจ."),
    )
}
KNOWN = Known.of("cp-2553", UNITS.values(), ["1", "2"], SECRET)


def stamp(unit: str = "spk-1", version: str = "2", form_id: str = "cp-2553", secret: bytes = SECRET) -> str:
    return make_stamp(Identity(form_id, version, unit), secret)


def codes(unit: str = "spk-1", version: str = "2", form_id: str = "cp-2553"):  # noqa: ANN201
    return find_codes(printed_code(Identity(form_id, version, unit)))


def kind(found: Identified | Finding) -> FindingKind:
    assert isinstance(found, Finding)
    return found.kind


def test_stamp_code_and_name_of_one_unit_are_accepted() -> None:
    evidence = Evidence((stamp(),), codes(), ("สำนักประชาสัมพันธ์เขต ๑",), is_form=True)
    assert identify(evidence, KNOWN) == Identified("spk-1", "2")


@pytest.mark.parametrize("name", ["สำนักประชาสัมพันธ์เขต 2", "สปข.2", "สปข. ๒", "สปข.เขตสอง"])
def test_the_unit_line_alone_is_enough(name: str) -> None:
    assert identify(Evidence(unit_lines=(name,), is_form=True), KNOWN) == Identified("spk-2", "2")


def test_the_code_alone_is_enough_and_names_the_version() -> None:
    assert identify(Evidence(codes=codes(version="1"), is_form=True), KNOWN) == Identified("spk-1", "1")


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence((stamp("spk-1"),), codes("spk-2"), (), True),
        Evidence((stamp("spk-1"),), (), ("สำนักประชาสัมพันธ์เขต 2",), True),
        Evidence((), codes("spk-1"), ("กกจ.",), True),
        Evidence((), (), ("กกจ.", "สปข.1"), True),
        Evidence((stamp("spk-1"), stamp("spk-2")), (), (), True),
        Evidence((stamp("spk-1"),), (), ("สำนักประชาสัมพันธ์เขต 12",), True),
        Evidence((stamp("spk-1").replace("|spk-1|", "|kkj|"),), (), (), True),
        Evidence((stamp("spk-1")[:-1],), codes("spk-1"), ("สปข.1",), True),
        Evidence((stamp(form_id="other"),), codes("spk-1"), (), True),
    ],
)
def test_evidence_that_disagrees_is_a_conflict(evidence: Evidence) -> None:
    assert kind(identify(evidence, KNOWN)) is FindingKind.CONFLICTING_IDENTITY


def test_a_conflict_names_every_candidate() -> None:
    found = identify(Evidence((stamp("spk-1"),), (), ("กกจ.",), True), KNOWN)
    assert isinstance(found, Finding)
    assert "สำนักประชาสัมพันธ์เขต 1" in found.params["candidates"]
    assert "กองการเจ้าหน้าที่" in found.params["candidates"]


def test_a_stamp_of_another_ledger_is_as_if_absent_but_noted() -> None:
    evidence = Evidence((stamp("kkj", secret=OTHER_SECRET),), codes("kkj"), (), True)
    found = identify(evidence, KNOWN)
    assert isinstance(found, Identified)
    assert found.unit == "kkj"
    assert [note.kind for note in found.notes] == [FindingKind.UNVERIFIED_STAMP]


def test_a_stamp_of_another_ledger_does_not_decide_alone() -> None:
    found = identify(Evidence((stamp("kkj", secret=OTHER_SECRET),), (), (), True), KNOWN)
    assert kind(found) is FindingKind.UNKNOWN_UNIT


def test_another_campaigns_form_is_named_as_such() -> None:
    found = identify(Evidence((stamp(form_id="budget"),), codes(form_id="budget"), (), True), KNOWN)
    assert kind(found) is FindingKind.OTHER_FORM
    assert isinstance(found, Finding)
    assert found.params["form"] == "budget"


@pytest.mark.parametrize("name", ["สำนักประชาสัมพันธ์เขต 9", "กองการ", ""])
def test_a_name_that_is_no_units_is_never_matched_to_a_near_one(name: str) -> None:
    lines = (name,) if name else ()
    assert kind(identify(Evidence(unit_lines=lines, is_form=True), KNOWN)) is FindingKind.UNKNOWN_UNIT


def test_a_file_without_any_trace_of_a_form_is_not_a_form() -> None:
    assert kind(identify(Evidence(), KNOWN)) is FindingKind.NOT_A_FORM


def test_a_misread_code_proves_nothing_alone() -> None:
    code = printed_code(Identity("cp-2553", "2", "spk-1"))
    wrong = find_codes(code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert wrong
    assert not wrong[0].valid
    assert kind(identify(Evidence(codes=wrong, is_form=True), KNOWN)) is FindingKind.UNKNOWN_UNIT
    agreeing = Evidence(codes=wrong, unit_lines=("สปข.1",), is_form=True)
    assert identify(agreeing, KNOWN) == Identified("spk-1", "2")
    assert kind(identify(Evidence(codes=wrong, unit_lines=("กกจ.",), is_form=True), KNOWN)) is (
        FindingKind.CONFLICTING_IDENTITY
    )


def test_a_unit_that_left_the_file_is_unknown() -> None:
    found = identify(Evidence((stamp("gone"),), codes("gone"), (), True), KNOWN)
    assert kind(found) is FindingKind.UNKNOWN_UNIT


def test_a_unit_renamed_since_its_form_was_issued_is_no_conflict() -> None:
    renamed = Known.of("cp-2553", UNITS.values(), ["1", "2"], SECRET, {"kkj": {"กองบริหารบุคคล", "สปข.1"}})
    evidence = Evidence((stamp("kkj"),), codes("kkj"), ("กองบริหารบุคคล",), is_form=True)
    assert identify(evidence, renamed) == Identified("kkj", "2")
    taken = Evidence((stamp("kkj"),), codes("kkj"), ("สปข.1",), is_form=True)
    assert kind(identify(taken, renamed)) is FindingKind.CONFLICTING_IDENTITY


def test_two_names_on_one_unit_line_are_a_conflict() -> None:
    for line in ("สำนักประชาสัมพันธ์เขต 1 / สำนักประชาสัมพันธ์เขต 2", "สำนักประชาสัมพันธ์เขต 1 1"):
        found = identify(Evidence((stamp("spk-1"),), codes("spk-1"), (line,), True), KNOWN)
        assert kind(found) is FindingKind.CONFLICTING_IDENTITY
