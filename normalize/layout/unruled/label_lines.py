"""Lines one below the other that are a label of the form together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.records import Box, Line, Run
from normalize.layout.boxes_beside import before_boxes

MOST_LINES = 6
"""A label is set in so many lines at most."""
PITCH = 1.9
"""Lines of one label or text begin less than so many font sizes one below the other."""
COLUMN = 3.0
"""Labels begin less than so many font sizes right of the left edge."""


class LabelTests(NamedTuple):
    """What tells of a text whether it is like a label of the form, one to the letter, a heading, or like （続き）."""

    is_label: Callable[[str], bool]
    is_spelling: Callable[[str], bool]
    is_heading: Callable[[str], bool]
    is_continued: Callable[[str], bool]


def label_boxes(lines: Sequence[Line], known: LabelTests) -> Iterator[Box]:
    """Where the labels stand whose lines begin near the left edge of some lines."""
    edge = min(line.runs[0].x0 for line in lines)
    waiting = [
        part(line, line.runs[:1]) for line in sorted(lines, key=lambda line: line.box.top)
        if line.runs[0].x0 <= edge + COLUMN * line.size
    ]  # fmt: skip
    while waiting:
        count = label_lines(waiting, known)
        if count:
            yield Box.around([line.box for line in waiting[:count]])
        waiting = waiting[count or 1 :]


def label_lines(lines: Sequence[Line], known: LabelTests) -> int:
    """How many lines are a label together: 0 where the first begins none. Lines that are labels each are several.

    What is a label to the letter goes on with no text behind it that is like a remark, but with one that only says
    that it goes on (（続き）): that would be like the beginning of the next label.
    """
    most = 1
    while most < min(MOST_LINES, len(lines)) and follows(lines[most - 1], lines[most]):
        most += 1
    words = ["".join(map(before_boxes, lines[:count])) for count in range(1, most + 1)]
    exact = next((count for count in range(most, 0, -1) if known.is_spelling(words[count - 1])), 0)
    if exact:
        behind = range(exact, most)
        return next((n for n in behind if not known.is_continued(before_boxes(lines[n]))), most)
    for count in range(most, 0, -1):
        several = count > 1 and known.is_label(words[0]) and known.is_label(before_boxes(lines[count - 1]))
        if not several and known.is_label(words[count - 1]):
            return count
    return 0


def follows(above: Line, below: Line) -> bool:
    """Whether a line stands as far below another as the next one of a text does."""
    return 0 < below.box.top - above.box.top <= PITCH * max(above.size, below.size)


def part(line: Line, runs: Sequence[Run]) -> Line:
    """The line with some of its runs alone."""
    if len(runs) == len(line.runs):
        return line
    return replace(line, runs=tuple(runs), box=line.box._replace(x0=runs[0].x0, x1=runs[-1].x1), read_as=None)
