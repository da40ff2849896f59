"""What habits ask of an assessment beyond what is drawn for it: longer details and changes, dates that rows share."""

from __future__ import annotations

import random

from data.second_printer.assessment import Assessment, phrases
from data.second_printer.looks import Look

LEAST_CHANGES = 4
SHARING = 3
"""So many rows one after the other have the same date."""
DETAILS = 4
SENTENCES = (30, 60)
"""So many sentences fill more than two pages of a column."""


def stretch(made: Assessment, look: Look) -> None:
    """Change an assessment as the habits of a look want it."""
    draw = random.Random(f"stretch {look.seed}")
    if look.long_details:
        _lengthen_details(made, draw)
    if look.answer_frames == "table":
        _number_lines(made)
    if look.change_long or look.change_dates == "merged":
        while len(made.changes) < LEAST_CHANGES:
            made.changes.append(_change(draw))
    if look.change_dates == "merged":
        for at, row in enumerate(made.changes):
            row["changed_on"] = made.changes[at - at % SHARING]["changed_on"]
    if look.change_long:
        for column in ("before", "after"):
            count = draw.randint(*SENTENCES)
            made.changes[1][column] = "\n".join(draw.choice(phrases()["sentences"]) for _ in range(count))


def _lengthen_details(made: Assessment, draw: random.Random) -> None:
    for answer in made.answers.values():
        for option in answer.details:
            answer.details[option] = "、".join(draw.sample(phrases()["details"], DETAILS))


def _number_lines(made: Assessment) -> None:
    """Number the lines of each answer that becomes a table; those of the cover stay as they are."""
    for (key, _, _), answer in made.answers.items():
        if isinstance(answer.value, str) and "\n" in answer.value and not key.startswith("cover"):
            lines = answer.value.split("\n")
            answer.value = "\n".join(f"{number}　{line}" for number, line in enumerate(lines, 1))


def _change(draw: random.Random) -> dict[str, str]:
    lists = {
        "changed_on": "change_dates", "item": "change_items", "before": "change_texts", "after": "change_texts",
        "reason": "change_reasons",
    }  # fmt: skip
    return {column: str(draw.choice(phrases()[name])) for column, name in lists.items()} | {"timing": "事後"}
