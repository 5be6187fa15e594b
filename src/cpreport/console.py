"""The outcome of each command in words, and what to do next."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cpreport.dates import long_date
from cpreport.returned import Outcome
from cpreport.statuslines import correction_lines, doubt_lines, next_step, to_correct, to_decide, to_review
from cpreport.terminal import Terminal
from cpreport.wording import terminal_message
from cpreport.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from cpreport.campaign import Unit
    from cpreport.form import Form
    from cpreport.operations.check import Checkup
    from cpreport.operations.collect import Collected, FileReport
    from cpreport.operations.demo import Demo
    from cpreport.operations.drafts import Drafted
    from cpreport.operations.generate import Generated
    from cpreport.operations.preview import Preview
    from cpreport.operations.remind import Reminded
    from cpreport.operations.review import Written
    from cpreport.operations.verify import Verified
    from cpreport.returned import Json
    from cpreport.summary import Summary

_MOST_LISTED = 20
_NO_TERMINAL = 400  # columns


class Console(Terminal):
    """What each command tells at its end."""

    def checked(self, checkup: Checkup) -> None:
        """What is wrong and doubtful, and what would be generated."""
        self.doubts(checkup.wrong)
        self.doubts(checkup.warnings)
        if checkup.campaign is None:
            self.warn("check.wrong", count=len(checkup.wrong))
            return
        form = checkup.campaign.form
        due = long_date(form.due, self.language)
        self.say("check.fine", forms=checkup.forms, title=form.title, version=form.version, due=due)
        if checkup.exempt:
            self.say("check.exempt", count=checkup.exempt)
        self.say("check.next")

    def generated(self, result: Generated, due: date, *, dry_run: bool) -> None:
        """What generate wrote, left and replaced, and what to do next."""
        if result.due_before:
            before, now = (long_date(day, self.language) for day in (result.due_before, due))
            self.warn("generate.due-changed", before=before, now=now)
        for path in result.altered:
            self.warn("generate.altered", path=path)
        for path in result.replaced:
            self.warn("generate.replaced", path=path)
        key = "generate.would" if dry_run else "generate.done"
        self.say(key, count=len(result.written), folder=result.folder)
        if not dry_run:
            self.say("generate.next")

    def drafted(self, result: Drafted, *, dry_run: bool) -> None:
        """How many e-mail drafts there are, and for whom there is none."""
        self._without_address(result.without_address)
        for path in result.replaced:
            self.warn("remind.replaced", path=path)
        self.say("mail.would" if dry_run else "mail.done", count=result.count)

    def reminded(self, result: Reminded, *, dry_run: bool) -> None:
        """Which round it is, to whom letters were written, and what to do next."""
        for path in result.replaced:
            self.warn("remind.replaced", path=path)
        if not result.units:
            self.say(f"remind.{result.kind}.none")
            return
        if result.never_issued:
            ids = ", ".join(unit.id for unit in result.never_issued)
            self.warn("remind.never-issued", count=len(result.never_issued), units=ids)
        self._without_address(result.without_address)
        key = f"remind.{result.kind}.{'would' if dry_run else 'done'}"
        self.say(key, round=result.round, count=len(result.units), folder=result.folder)
        if dry_run:
            for unit in result.units:
                self.say("remind.unit", id=unit.id, name=unit.name)
        else:
            self.say(f"remind.{result.kind}.next")

    def _without_address(self, units: Sequence[Unit]) -> None:
        if units:
            self.warn("mail.without-address", count=len(units), units=", ".join(unit.id for unit in units))

    def previewed(self, result: Preview) -> None:
        """The files of a preview, and how to get a PDF where there is none."""
        self.lines(str(path) for path in result.files)
        if result.no_office:
            self.warn("preview.no-office")

    def collected(self, result: Collected, form: Form) -> None:
        """The outcome of every file that needs a look, the counts, and what is new of it."""
        for report in result.files:
            self._file(report, form)
        counts = result.counts
        outcomes = ", ".join(self._outcome(result, outcome) for outcome in Outcome if counts[outcome]) or "0"
        fresh = sum(report.is_new and report.outcome is not Outcome.IGNORED for report in result.files)
        key = "collect.done-again" if result.known else "collect.done"
        self.say(key, count=len(result.files), new=fresh, outcomes=outcomes)
        for said, number in (("collect.new", result.doubts(new=True)), ("collect.old", result.doubts(new=False))):
            if number:
                self.say(said, count=number)
        self.say("collect.next-review" if result.is_doubtful else "collect.next")

    def kept_dates(self, result: Collected) -> None:
        """Of how many files the day that was named is not taken, as they were recorded before."""
        if result.known:
            self.warn("collect.received-kept", count=result.known)

    def _outcome(self, result: Collected, outcome: Outcome) -> str:
        doubtful = sum(bool(report.open) for report in result.files if report.outcome is Outcome.ACCEPTED)
        key = "outcome.accepted-open" if outcome is Outcome.ACCEPTED and doubtful else f"outcome.{outcome}"
        return say(key, self.language, count=result.counts[outcome], open=doubtful)

    def collected_json(self, result: Collected, form: Form) -> None:
        """The document of collect --json; what is new and needs a person is told on stderr all the same."""
        from cpreport.export import file_json, finding_json

        for report in result.files:
            self._file(report, form)
        files: list[Json] = [
            file_json(r.path, r.sha256, r.outcome, r.unit, [finding_json(f, form) for f in r.findings])
            for r in result.files
        ]
        counts: dict[str, Json] = {outcome.value: number for outcome, number in result.counts.items()}
        self.json({"files": files, "counts": counts})

    def status(self, summary: Summary, *, begun: bool = True) -> None:
        """Where the campaign stands, and the next step; before anything was issued that is to generate."""
        counts = summary.counts
        self.say("status.title", title=summary.form.title)
        self.say("status.returned", returned=counts.returned, units=counts.units, rate=f"{counts.response_rate:.0%}")
        for key, number in (
            ("status.late", counts.late),
            ("status.review", len(to_review(summary))),
            ("status.correct", len(to_correct(summary))),
            ("status.set-aside", counts.set_aside),
            ("status.exempt", counts.exempt),
        ):
            if number:
                self.say(key, count=number)
        self._groups(summary)
        self._missing(summary)
        self._listed("status.doubts", doubt_lines(summary, self.language))
        self._listed("status.corrections", correction_lines(summary, self.language))
        self._departed(summary)
        self.say(next_step(summary) if begun else "status.next-generate")

    def verified(self, result: Verified) -> None:
        """Which archived copies are gone or altered, and what to do about them."""
        for key, found in (("verify.missing", result.missing), ("verify.altered", result.altered)):
            for path, name in found:
                self.warn(key, path=path, name=name)
        for name in result.unrecorded:
            self.warn("verify.unrecorded", name=name)
        self.say("verify.done", copies=result.copies, wrong=len(result.missing) + len(result.altered))

    def reviewed(self, result: Written) -> None:
        """Where the review is and what to do with it."""
        key = "review.done-kept" if result.carried_over else "review.done"
        self.say(key, path=result.path, open=result.open, kept=result.carried_over)
        if result.open:
            self.say("review.next", path=result.path)
        else:
            self.say("review.nothing")

    def applied(self, count: int, summary: Summary) -> None:
        """How many decisions were recorded, what is still open after them, and the next step."""
        self.say("review.applied" if count else "review.none-chosen", count=count)
        self._left(summary)
        self.say(next_step(summary))

    def summarised(self, summary: Summary, path: Path) -> None:
        """Where the summary is, and its figures."""
        counts = summary.counts
        self.say(
            "summary.counts",
            returned=counts.returned,
            units=counts.units,
            missing=counts.missing,
            review=counts.needs_review,
            set_aside=counts.set_aside,
        )
        self.say("summary.done", path=path)
        self._departed(summary)
        self._left(summary)
        if summary.is_open:
            self.say(next_step(summary))

    def gaps(self, path: Path, names: Iterable[str]) -> None:
        """What a person still has to fill into the memo to the director."""
        for name in names:
            self.warn("director.gap", path=path, what=say(f"director.gap.{name}", self.language))

    def told(self, demo: Demo) -> None:
        """What the demo did and whether it came out as planned."""
        for line in demo.story:
            self.say(line.key, **line.values)

    def _left(self, summary: Summary) -> None:
        for key, number in (("left.doubts", to_decide(summary)), ("left.corrections", len(to_correct(summary)))):
            if number:
                self.say(key, count=number)

    def _departed(self, summary: Summary) -> None:
        if summary.departed:
            self.warn("status.departed", units=", ".join(summary.departed))

    def _groups(self, summary: Summary) -> None:
        if not summary.groups:
            return
        from rich.console import Console as Rich  # slow to import, and only a table needs it

        from cpreport.statustable import shown_groups, table_of

        shown = shown_groups(summary)
        # Nothing is cut where another program reads.
        width = None if sys.stdout.isatty() else _NO_TERMINAL
        Rich(width=width, highlight=False).print(table_of(summary, shown, self.language))
        if len(shown) < len(summary.groups):
            self.say("status.more-groups", shown=len(shown), all=len(summary.groups))

    def _missing(self, summary: Summary) -> None:
        missing = summary.missing
        if missing:
            self.say("status.missing", count=len(missing))
        self.listing(f"  {row.unit.id}  {row.unit.name}" for row in missing[:_MOST_LISTED])
        if len(missing) > _MOST_LISTED:
            self.say("status.more", count=len(missing) - _MOST_LISTED)

    def _listed(self, key: str, lines: Iterable[str]) -> None:
        found = list(lines)
        if found:
            self.say(key)
            self.listing(found)

    def _file(self, report: FileReport, form: Form) -> None:
        if report.outcome is Outcome.UNFINISHED:
            self.warn("collect.unfinished", path=report.path)
        for finding in report.open if report.is_new else ():
            message, hint = terminal_message(finding, form, self.language)
            said = say("line.with-hint", self.language, what=message, hint=hint)
            self.aside(f"{report.path}: {said}")
