"""How far a value is to be trusted, as follows from the reasons for doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from normalize.reasons import Reason
from normalize.registry import load_registry


class Status(StrEnum):
    """How far an answer is to be trusted."""

    OK = "ok"
    BLANK = "blank"
    UNCERTAIN = "uncertain"
    UNREADABLE = "unreadable"
    UNKNOWN_OPTION = "unknown_option"
    NOT_FOUND = "not_found"


DOUBTFUL = frozenset({Status.UNCERTAIN, Status.UNREADABLE, Status.UNKNOWN_OPTION, Status.NOT_FOUND})
"""What a person should look at before it is trusted."""
GRAVITY = (Status.BLANK, Status.OK, Status.UNCERTAIN, Status.UNREADABLE, Status.UNKNOWN_OPTION, Status.NOT_FOUND)
"""The statuses, the gravest last: it is that of a whole whose parts have several."""


def worst(statuses: Iterable[Status]) -> Status:
    """The gravest of some statuses; `blank` for none."""
    return max(statuses, key=GRAVITY.index, default=Status.BLANK)


def derived_status(reasons: Collection[Reason], blank: bool = False) -> Status:
    """The status that follows from the reasons for doubt; of a value without any, whether it is blank decides."""
    if not reasons:
        return Status.BLANK if blank else Status.OK
    specs = load_registry().reasons
    status = worst(Status(specs[reason].status) for reason in reasons)
    return status if status in DOUBTFUL else Status.BLANK if blank else Status.OK
