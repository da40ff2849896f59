"""Where the column of the answers begins beside labels that nothing parts from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Box, Line, Run
from normalize.layout.run_parts import PADDING, char_width
from normalize.layout.unruled.column_shares import is_beside
from normalize.layout.unruled.label_lines import COLUMN, LabelTests
from normalize.text.signs import bare_boxes

SAME_PLACE = 1.5
"""Points within which the texts of a column begin."""
LEAST = 2
"""So many labels have a text beside them that begins where the column does."""
NEXT = 0.6
"""So many line heights above or below a label a line of its answer may stand."""
MOST_LABELS = 1 / 3
"""A column in which more of its texts are labels, as a share of the labels left of it, is one of labels."""

OPENING = "[［〔【＜<"
"""What opens before the value of a choice or its list."""
NARROWER = 0.3
"""Font sizes by which a bracket may be narrower than other letters."""
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


def brackets_apart(lines: Sequence[Line]) -> list[Line]:
    """Lines parted before a bracket, or a box, that touches what it stands behind, where texts of other lines begin."""
    starts = [run.x0 for line in lines for run in line.runs]
    return [_bracket_apart(line, starts) for line in lines]


def _bracket_apart(line: Line, starts: Sequence[float]) -> Line:
    for number, run in enumerate(line.runs):
        for at in range(1, len(run.text)):
            sign = run.text[at]
            if sign not in OPENING + bare_boxes():
                continue
            begin = run.x1 - sum(map(char_width, run.text[at:])) * line.size
            wider = 0.0 if sign in OPENING else line.size / 2
            narrower = NARROWER * line.size if at == len(run.text) - 1 else 0.0
            first, last = begin - wider - SAME_PLACE, begin + narrower + SAME_PLACE
            place = next((x for x in starts if first <= x <= last), None)
            if place is not None:
                before = Run(run.text[:at].rstrip(), run.x0, place - PADDING)
                parts = before, Run(run.text[at:], place, run.x1)
                return replace(line, runs=(*line.runs[:number], *parts, *line.runs[number + 1 :]))
    return line


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
