"""What a person settled about one doubt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cpreport.returned import Json


class Action(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    SET = "set"
    BLANK = "blank"
    ASSIGN_UNIT = "assign-unit"
    REJECT = "reject"
    SEND_BACK = "send-back"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, as the ledger keeps it; a later one about the same doubt replaces it.

    Attributes:
        doubt_id: Which doubt it settles.
        sha256: The return it is about, by the hash of its bytes.
        action: What was decided.
        at: When, UTC.
        key: The flat name of the answer it changes; empty where it is about the whole return.
        before: The answer before.
        after: The answer after.
        value: What was typed beside the decision.
        reason: Why, in the decider's words.
        by: Who decided.
        content: For an assigned file, what was read from it: unit, version, reader, answers and findings.
    """

    doubt_id: str
    sha256: str
    action: Action
    at: datetime
    key: str = ""
    before: Json = None
    after: Json = None
    value: str = ""
    reason: str = ""
    by: str = ""
    content: Mapping[str, Json] = field(default_factory=dict)
