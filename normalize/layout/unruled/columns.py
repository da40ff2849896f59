"""Where the column of the answers begins beside labels that nothing parts from them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Box, Line
from normalize.layout.unruled.column_shares import is_beside
from normalize.layout.unruled.label_lines import COLUMN, LabelTests

SAME_PLACE = 1.5
"""Points within which the texts of a column begin."""
LEAST = 2
"""So many labels have a text beside them that begins where the column does."""
NEXT = 0.6
"""So many line heights above or below a label a line of its answer may stand."""
MOST_LABELS = 1 / 3
"""A column in which more of its texts are labels, as a share of the labels left of it, is one of labels."""

OF_LABEL = "※"
"""Such a sign behind a label belongs to it, whatever the gap between."""


def answer_column(
    lines: Sequence[Line], labels: Sequence[Box], known: LabelTests, before: float | None = None
) -> float | None:
    """Where the first column right of the labels begins (points); None where none stands beside several labels.

    `labels` are the places of the labels among the lines. Beside a single one stands the column
    where one stood `before`.
    """
    if not labels:
        return None
    edge = min(label.x0 for label in labels)
    runs = [
        (run, line) for line in lines for run in line.runs
        if run.x0 > edge + COLUMN * line.size and run.text.strip() != OF_LABEL
    ]  # fmt: skip
    starts = sorted({run.x0 for run, _ in runs})
    for start in sorted(starts, key=lambda start: not _is_near(start, before)):
        column = [(run, line) for run, line in runs if 0 <= run.x0 - start <= SAME_PLACE]
        beside = sum(
            _stand_beside(label, [line.box for run, line in column if label.x1 <= run.x0 + SAME_PLACE])
            for label in labels
        )
        least = 1 if _is_near(start, before) else LEAST
        if beside >= least and sum(known.is_label(run.text) for run, _ in column) <= MOST_LABELS * beside:
            return start
    return None


def _stand_beside(label: Box, lines: Sequence[Box]) -> bool:
    """Whether one of some lines stands at the height of a label, or it stands between two of them.

    A line right below a label, with none above, may be the answer that stands below it.
    """
    if any(is_beside(label, line) for line in lines):
        return True
    near = [
        line for line in lines
        if max(label.top, line.top) - min(label.bottom, line.bottom) < NEXT * line.height
    ]  # fmt: skip
    return any(line.top < label.top for line in near) and any(line.bottom > label.bottom for line in near)


def _is_near(start: float, before: float | None) -> bool:
    return before is not None and abs(start - before) <= SAME_PLACE
