"""review: doubts written out for a person, and what the person decided taken into the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpreport.deciding import decided_answer
from cpreport.decision import Action, Decision
from cpreport.errors import CpreportError, OutputError, Problem, UsageError
from cpreport.files import sweep, write_atomic
from cpreport.form import QuestionType
from cpreport.language import Language
from cpreport.operations.book import archived_link, refuse_open
from cpreport.operations.summarise import recorded_until
from cpreport.reading import Consequence
from cpreport.records import content_of
from cpreport.returned import Outcome
from cpreport.reviewbook import ReviewRow, Sheet, read_review, write_review
from cpreport.reviewing import Doubt, answer_at, doubt_id, doubts
from cpreport.storage import open_ledger
from cpreport.thai import normalise
from cpreport.wording import answer_label, finding_key, finding_message, finding_subject, shorten
from cpreport.words import has, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from cpreport.campaign import Campaign
    from cpreport.config import CampaignFolder
    from cpreport.operations.assign import Reread
    from cpreport.recorded import Recorded


_ABOUT_THE_RETURN = frozenset({Action.REJECT, Action.UNDO, Action.SEND_BACK})
_OF_A_FILE = ",".join((Action.ASSIGN_UNIT, Action.REJECT))
_OF_AN_ANSWER = ",".join((Action.ACCEPT, Action.SET, Action.BLANK, Action.SEND_BACK, Action.REJECT))
_NEEDS_VALUE = frozenset({Action.SET, Action.ASSIGN_UNIT})


class ReviewError(CpreportError):
    """Rows of a review that cannot be applied; none of it was."""


@dataclass(frozen=True, slots=True)
class Written:
    """A review that was written: how many doubts are open, and how many typed rows were carried over."""

    path: Path
    open: int
    carried_over: int


def write(folder: CampaignFolder, campaign: Campaign, out: Path) -> Written:
    """Write review.xlsx, keeping what somebody typed into an earlier one and has not applied.

    Raises:
        OutputError: If the file cannot be written, or what stands there is no review.
    """
    refuse_open(out)  # what is typed in and not saved yet would be lost
    with open_ledger(folder.ledger, folder.secret, create=False) as ledger:
        recorded = recorded_until(ledger, campaign, lambda _moment: True)
    try:
        earlier = list(read_review(out.read_bytes())) if out.exists() else []
    except ValueError as error:
        raise OutputError(Problem("problem.review.unreadable", {"detail": str(error)}, str(out))) from error
    typed = {row.doubt_id: row for _, _, row in earlier if not _is_in_force(recorded, row)}
    rows = [_with_typed(_row(folder, campaign, doubt, out), typed) for doubt in _in_order(campaign, recorded)]
    shown = {row.doubt_id for row in rows}
    rows += [row for row in typed.values() if row.doubt_id not in shown]
    language = campaign.form.language
    sheets = (
        Sheet(say("review.sheet", language), tuple(rows)),
        Sheet(say("review.sheet.decided", language), tuple(_decided_rows(folder, campaign, recorded, out))),
    )
    font = campaign.form.font or ("TH SarabunPSK" if language is Language.THAI else "Calibri")
    try:
        sweep(out.parent)
        write_atomic(out, write_review(sheets, language, font))
    except OSError as error:
        detail = {"detail": error.strerror or str(error)}
        raise OutputError(Problem("problem.output.unwritable", detail, str(out))) from error
    return Written(out, len(shown), sum(row.is_typed for row in rows))


def apply(folder: CampaignFolder, campaign: Campaign, file: Path, now: datetime, reread: Reread) -> int:
    """Record the decisions of a review, all of them or none; how many there were.

    Args:
        folder: Where the campaign lives.
        campaign: The campaign.
        file: The review.
        now: The moment of the decisions, UTC.
        reread: Reads an archived file as the form of a unit that a person assigned it to.

    Raises:
        UsageError: If the file is not there.
        ReviewError: Naming every row that cannot be applied.
    """
    if not file.is_file():
        raise UsageError(Problem("problem.file.missing", {"path": str(file)}))
    try:
        rows = list(read_review(file.read_bytes()))
    except ValueError as error:
        raise ReviewError(Problem("problem.review.unreadable", {"detail": str(error)}, str(file))) from error
    with open_ledger(folder.ledger, folder.secret, create=False, writing=True) as ledger:
        if ledger is None:
            raise ReviewError(Problem("problem.review.no-ledger", {}, folder.ledger.name))
        recorded = recorded_until(ledger, campaign, lambda _moment: True)
        known = {doubt.id: doubt for doubt in (*_open_doubts(recorded), *_settled_doubts(recorded))}
        bench = _Bench(campaign, known, now, reread)
        decisions: list[Decision] = []
        problems: list[Problem] = []
        for sheet, number, row in rows:
            if not row.decision or _is_in_force(recorded, row):
                continue
            outcome = bench.decide(row)
            if isinstance(outcome, Decision):
                decisions.append(outcome)
            else:
                problems.append(replace(outcome, file=file.name, line=number, field=sheet))
        if problems:
            raise ReviewError(*problems)
        ledger.record_decisions(decisions)
    return len(decisions)


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where rows are judged: what is known when a review is applied."""

    campaign: Campaign
    known: dict[str, Doubt]
    now: datetime
    reread: Reread

    def decide(self, row: ReviewRow) -> Decision | Problem:
        """The decision that a row says, or what is wrong with it."""
        doubt = self.known.get(row.doubt_id)
        if doubt is None:
            return Problem("problem.review.unknown-doubt", {"id": row.doubt_id})
        try:
            action = Action(row.decision.strip().casefold())
        except ValueError:
            return Problem("problem.review.action", {"value": row.decision, "known": ", ".join(Action)})
        if action in _NEEDS_VALUE and not row.value:
            return Problem("problem.review.no-value", {"action": action})
        if action is Action.ASSIGN_UNIT:
            return self._assign(row, doubt)
        if action in _ABOUT_THE_RETURN:
            return self._plain(row, doubt, action)
        return self._answer(row, doubt, action)

    def _answer(self, row: ReviewRow, doubt: Doubt, action: Action) -> Decision | Problem:
        if doubt.finding.kind.consequence is Consequence.SET_ASIDE:
            return Problem("problem.review.aside", {"action": action})
        key, after, wrong = decided_answer(self.campaign.form, doubt, action, row.value)
        if wrong:
            form = self.campaign.form
            example = f"{form.numbers().get(key.partition('.')[0], '1') or '1'}.1"
            named = shorten(answer_label(form, key, form.language))
            return Problem(wrong, {"value": row.value, "key": named, "example": example})
        return replace(
            self._plain(row, doubt, action), key=key, before=answer_at(doubt.returned.answers, key), after=after
        )

    def _plain(self, row: ReviewRow, doubt: Doubt, action: Action) -> Decision:
        sha256 = doubt.returned.sha256
        return Decision(doubt.id, sha256, action, self.now, value=row.value, reason=row.reason, by=row.by)

    def _assign(self, row: ReviewRow, doubt: Doubt) -> Decision | Problem:
        wanted = normalise(row.value)
        unit = self.campaign.unit(row.value.strip()) or next(
            (unit for unit in self.campaign.units if wanted in map(normalise, unit.names)), None
        )
        if unit is None:
            return Problem("problem.unit.unknown", {"unit": row.value})
        assigned = self.reread(doubt.returned, unit)
        return replace(self._plain(row, doubt, Action.ASSIGN_UNIT), after=unit.id, content=content_of(assigned))


def _is_in_force(recorded: Recorded, row: ReviewRow) -> bool:
    """Whether applying a row would change nothing, because it was applied before."""
    present = recorded.decisions.in_force(row.doubt_id)
    if present is None:
        return row.decision.casefold() == Action.UNDO
    applied = (present.action.value, present.value, present.reason, present.by)
    return applied == (row.decision.casefold(), row.value, row.reason, row.by)


def _in_order(campaign: Campaign, recorded: Recorded) -> list[Doubt]:
    """The open doubts by unit and question, both in the campaign's order; then the files set aside."""
    units = {unit.id: number for number, unit in enumerate(campaign.units)}
    asked = {question.name: number for number, question in enumerate(campaign.form.questions)}

    def place(doubt: Doubt) -> tuple[bool, int, int]:
        aside = doubt.finding.kind.consequence is Consequence.SET_ASIDE
        return aside, units.get(doubt.returned.unit, len(units)), asked.get(doubt.finding.question, -1)

    return sorted(_open_doubts(recorded), key=place)


def _open_doubts(recorded: Recorded) -> Iterator[Doubt]:
    """Every doubt of a return that counts, by path; then the files set aside."""
    ordered = sorted(recorded.standings(), key=lambda standing: (standing.outcome, standing.returned.path))
    for standing in ordered:
        if standing.outcome is Outcome.ACCEPTED:
            settled = recorded.settle(standing.returned)
            yield from (doubt for doubt in doubts(settled.returned) if not _is_sent_back(recorded, doubt))
        elif standing.outcome is Outcome.SET_ASIDE:
            yield from doubts(standing.returned)


def _is_sent_back(recorded: Recorded, doubt: Doubt) -> bool:
    decision = recorded.decisions.about(doubt.returned).get(doubt.id)
    return decision is not None and decision.action is Action.SEND_BACK


def _settled_doubts(recorded: Recorded) -> Iterator[Doubt]:
    """Every doubt that a decision is in force about, so that it can be undone or decided anew."""
    for original in recorded.returns:
        for returned in (original, recorded.decisions.assigned(original)):
            decided = recorded.decisions.about(returned)
            added = recorded.settle(returned).added if decided else ()
            for doubt in doubts(replace(returned, findings=(*returned.findings, *added))):
                if doubt.id in decided:
                    yield doubt


def _row(folder: CampaignFolder, campaign: Campaign, doubt: Doubt, out: Path) -> ReviewRow:
    form = campaign.form
    finding, returned = doubt.finding, doubt.returned
    question = next((q for q in form.questions if q.name == finding.question), None)
    choice = next((c for c in question.choices if c.name == finding.choice), None) if question else None
    unit = campaign.unit(returned.unit)
    message, hint = finding_message(finding, form, form.language)
    own_hint = finding_key(finding, "review.hint")
    hint = say(own_hint, form.language) if has(own_hint) else hint
    has_own_words = question is not None and question.type is not QuestionType.SIGNATURE
    return ReviewRow(
        doubt.id,
        unit=f"{unit.id} {unit.name}" if unit else "",
        path=returned.path,
        question=question.label if question and has_own_words else finding_subject(finding, form),
        choice=choice.label if choice else "",
        read=finding.read,
        evidence=say("line.with-hint", form.language, what=message, hint=hint),
        link=archived_link(folder, returned, out),
        offered=_OF_A_FILE if finding.kind.consequence is Consequence.SET_ASIDE else _OF_AN_ANSWER,
    )


def _with_typed(row: ReviewRow, typed: dict[str, ReviewRow]) -> ReviewRow:
    earlier = typed.get(row.doubt_id)
    if earlier is None:
        return row
    return replace(row, decision=earlier.decision, value=earlier.value, reason=earlier.reason, by=earlier.by)


def _decided_rows(folder: CampaignFolder, campaign: Campaign, recorded: Recorded, out: Path) -> Iterator[ReviewRow]:
    for doubt in {doubt.id: doubt for doubt in _settled_doubts(recorded)}.values():
        decision = recorded.decisions.about(doubt.returned)[doubt_id(doubt.returned, doubt.finding)]
        said = f"{decision.action} {decision.value}".strip()
        told = f"{said} · {decision.by} · {decision.at:%Y-%m-%d} · {decision.reason}"
        row = _row(folder, campaign, doubt, out)
        yield replace(row, evidence=told, offered=f"{Action.UNDO},{row.offered}")
