"""Everything the ledger holds of what came back, with what a person decided about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpreport.standing import Standing, standings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpreport.form import Form
    from cpreport.returned import Returned
    from cpreport.reviewing import Decisions, Settled


@dataclass(frozen=True, slots=True)
class Recorded:
    """Everything the ledger holds of what came back.

    Attributes:
        returns: Every return.
        decisions: Every decision.
        forms: Every version of the form, by version; the present one is among them.
        present: The present form.
    """

    returns: Sequence[Returned]
    decisions: Decisions
    forms: Mapping[str, Form]
    present: Form

    def standings(self) -> list[Standing]:
        """The outcome of every return that was not rejected, assigned ones as their unit's."""
        return self.standings_of(self.returns)

    def standings_of(self, returns: Iterable[Returned]) -> list[Standing]:
        """The outcome of some returns: all that there are of a unit, or all that are set aside."""
        return standings(self.decisions.assigned(r) for r in returns if not self.decisions.rejected(r))

    def settle(self, returned: Returned) -> Settled:
        """The return with its decisions applied, against the form it answers."""
        answered = self.forms.get(returned.version, self.present)
        settled = self.decisions.settle(returned, answered)
        if answered is self.present:
            return settled
        return replace(settled, returned=replace(settled.returned, gone=self._gone(settled.returned, answered)))

    def _gone(self, returned: Returned, answered: Form) -> dict[str, tuple[str, ...]]:
        """The choices that are not in the return: also those which its version of the form did not have yet."""
        asked = {question.name: {choice.name for choice in question.choices} for question in answered.questions}
        gone = dict(returned.gone)
        for question in self.present.questions:
            never = [c.name for c in question.choices if c.name not in asked.get(question.name, set())]
            if never:
                gone[question.name] = tuple(dict.fromkeys((*gone.get(question.name, ()), *never)))
        return gone
