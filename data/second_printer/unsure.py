"""Which answers of a look nobody can read for certain."""

from __future__ import annotations

from typing import Any

from data.second_printer.assessment import Answer
from data.second_printer.forms import Row
from data.second_printer.looks import Look

DOUBTFUL_BRACKETS = ("contrary", "twice")
DOUBTFUL_TICKS = ("×", "x", "0", "０")


def unsure(row: Row, answer: Answer, look: Look, any_ticked: bool = True) -> dict[str, Any]:
    """What gold says of an answer beside its value: `unsure`, and of boxes which (`unsure_options`).

    Crosses are a no beside rings: without `any_ticked` box in the print nobody can tell.
    """
    if row.kind == "choice":
        several = answer.value and len(row.options) > 1
        return {"unsure": True} if several and look.bracket in DOUBTFUL_BRACKETS else {}
    if row.kind == "checks" and (look.mark_place == "before" or look.tick in DOUBTFUL_TICKS):
        ticked = [label for label, checked in answer.value.items() if checked]
        return {"unsure": True, "unsure_options": ticked} if ticked else {}
    if row.kind == "checks" and look.empty in DOUBTFUL_TICKS and not any_ticked:
        return {"unsure": True, "unsure_options": list(answer.value)}
    return {}
