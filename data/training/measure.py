"""How well networks do on prints that they were not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from data.training import strokes
from data.training.examples import Examples
from data.training.fit import answered
from data.training.listening import answering
from data.training.marks import EMPTY, OTHER, Boxed
from extract.scan.boxes import marks as reader
from extract.scan.boxes.patches import Network

SURE = 0.9
"""Likelihood from which an answer about a stroke counts as sure."""
Figures = dict[str, dict[str, int]]
"""Rows of named counts."""


def stroke_figures(examples: Examples, missed: int, network: Network) -> Figures:
    """How many brackets are found among the strokes, and how much else is taken for one."""
    likely = answered(examples.rows, network)
    best, sure = likely.argmax(axis=1), likely.max(axis=1) >= SURE
    bracket = examples.answers != strokes.NEITHER
    right, taken = best == examples.answers, best != strokes.NEITHER
    return {
        "brackets": {
            "all": int(bracket.sum()), "found": int((bracket & right).sum()),
            "found surely": int((bracket & right & sure).sum()), "without a stroke": missed,
        },
        "other strokes": {
            "all": int((~bracket).sum()), "taken for brackets": int((~bracket & taken).sum()),
            "taken surely": int((~bracket & taken & sure).sum()),
        },
    }  # fmt: skip


def mark_figures(boxes: Iterable[Boxed], network: Network) -> Figures:
    """What the reader makes of option boxes, by what is in them; in a ticked box, `empty` is the worst answer.

    `right sign` and `other sign` count marks that were named. What is `lost` cannot be seen by anyone.
    """
    figures: dict[str, Counter[str]] = {}
    with answering(reader, network):
        for box in boxes:
            row = figures.setdefault(f"{_kind(box)}, {'1-bit' if box.mode == 'bw' else 'grey'}", Counter())
            inside = box.read()
            row["all"] += 1
            row[inside.state.value] += 1
            if inside.is_mark and inside.sign in reader.SIGNS and box.answer not in (EMPTY, OTHER):
                row["right sign" if inside.sign == reader.SIGNS[box.answer] else "other sign"] += 1
    columns = ["all", *(state.value for state in reader.State), "right sign", "other sign"]
    return {kind: {column: figures[kind][column] for column in columns} for kind in sorted(figures)}


def table(figures: Figures) -> str:
    """The figures as lines of text."""
    lines = []
    for kind, row in figures.items():
        lines.append(f"  {kind:<23}" + ", ".join(f"{count:,} {name}" for name, count in row.items()))
    return "\n".join(lines)


def _kind(box: Boxed) -> str:
    """What an option box is; `lost` is what stands in it if a scan in black and white left no point of it."""
    if box.answer == EMPTY:
        return "empty"
    between = box.ink[box.opening.top : box.opening.bottom, box.opening.x1 : box.closing.x0]
    if box.mode == "bw" and not between.any():
        return "lost"
    return "other character" if box.answer == OTHER else "ticked, " + ("ring" if box.answer == 0 else "other")
