"""Labels whose letters stand one below the other, left of the labels of several rows (再委託)."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Line
from normalize.layout.unruled.label_lines import part

LEAST = 2
"""So many letters make such a label."""
SAME_PLACE = 2.0
"""Points by which they may stand further left or right than each other."""
APART = 2.5
"""They stand at most so many font sizes one below the other."""


def upright_labels(left: Sequence[Line]) -> tuple[list[list[Line]], list[Line]]:
    """The letters of each such label, from top to bottom, and the lines without them."""
    letters: list[tuple[Line, Line]] = []
    for line in left:
        first = line.runs[0]
        if len(first.text.strip()) == 1 or line.turned or line.box.height > APART * (first.x1 - first.x0):
            letters.append((line, part(line, line.runs[:1])))
    labels: list[list[tuple[Line, Line]]] = []
    for line, letter in letters:
        label = next((each for each in labels if _goes_on(each[-1][1], letter)), None)
        if label is None:
            labels.append([(line, letter)])
        else:
            label.append((line, letter))
    labels = [label for label in labels if sum(len(letter.text.strip()) for _, letter in label) >= LEAST]
    taken = {id(line) for label in labels for line, _ in label}
    others = [_behind(line) if id(line) in taken else line for line in left]
    return [[letter for _, letter in label] for label in labels], [line for line in others if line is not None]


def _goes_on(above: Line, below: Line) -> bool:
    apart = below.box.top - above.box.bottom
    return abs(below.box.x0 - above.box.x0) <= SAME_PLACE and apart <= APART * below.size


def _behind(line: Line) -> Line | None:
    """What stands right of the letter on its line."""
    return part(line, line.runs[1:]) if len(line.runs) > 1 else None
