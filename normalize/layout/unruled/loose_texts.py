"""The lines of a table without rulings, parted at the column of its answers into labels, answers and free texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.records import Box, Line, Run
from normalize.layout.run_parts import char_width, parted_before, parted_left_of
from normalize.layout.unruled.column_shares import is_beside
from normalize.layout.unruled.columns import SAME_PLACE
from normalize.layout.unruled.label_lines import LabelTests, follows, label_lines, part

RECKONED = 0.5
"""Font sizes by which the reckoned place of a run may be wrong."""


@dataclass(frozen=True, slots=True)
class Text:
    """Lines one below the other: a label, or free text, that may reach over both columns (`is_wide`)."""

    lines: tuple[Line, ...]
    is_label: bool
    is_wide: bool

    @property
    def box(self) -> Box:
        """Where its lines stand."""
        return Box.around([line.box for line in self.lines])


def parted(lines: Sequence[Line], column: float, known: LabelTests) -> tuple[list[Line], list[Line], list[Line]]:
    """Lines that stand left of where a column begins, lines that begin there, and lines that reach across."""
    left: list[Line] = []
    right: list[Line] = []
    wide: list[Line] = []
    for whole in lines:
        line = _cut(whole, column, known)
        at = sum(_begins_before(column, run, line.size) for run in line.runs)
        if at and line.runs[at - 1].x1 > column + SAME_PLACE:
            wide.append(whole)
            continue
        if at:
            left.append(part(line, line.runs[:at]))
        if at < len(line.runs):
            right.append(part(line, line.runs[at:]))
    return left, right, wide


def _begins_before(column: float, run: Run, size: float) -> bool:
    """Whether a run begins left of a column; where a run was parted, the place of its parts is reckoned."""
    return run.x0 < column - (RECKONED * size if run.x1 > column else SAME_PLACE)


def _cut(line: Line, column: float, known: LabelTests) -> Line:
    """The line with its first run in two where it is a label and the answer in its column.

    It is whole where all of it is a label (その他のリスク対策), which may begin as another one does (その他のリスク).
    """
    first, *others = line.runs
    if not first.x0 < column < first.x1 or known.is_spelling(first.text):
        return line
    parts = parted_left_of(first, column, line.size)
    if len(parts) > 1 and known.is_label(parts[0].text):
        return replace(line, runs=(*parts, *others))
    behind = 0.0
    for at in range(len(first.text) - 1, 0, -1):
        behind += char_width(first.text[at]) * line.size
        near = abs(first.x1 - behind - column) <= RECKONED * line.size
        if near and known.is_spelling(first.text[:at].rstrip()):
            return replace(line, runs=(*parted_before(first, at, line.size), *others))
    return line


def texts(left: Sequence[Line], wide: Sequence[Line], right: Sequence[Line], known: LabelTests) -> list[Text]:
    """Labels and free texts, from top to bottom; text left of an answer that is no label of the form may be one."""
    narrow = {id(line) for line in left}
    waiting = sorted([*left, *wide], key=lambda line: line.box.top)
    found: list[Text] = []
    while waiting:
        count = label_lines(waiting, known)
        lines, waiting = tuple(waiting[: count or 1]), waiting[count or 1 :]
        is_wide = any(id(line) not in narrow for line in lines)
        beside = not is_wide and any(is_beside(lines[0].box, line.box) for line in right)
        last = found[-1] if found else None
        if count or beside:
            found.append(Text(lines, True, is_wide))
        elif last is not None and not last.is_label and follows(last.lines[-1], lines[0]):
            found[-1] = Text((*last.lines, *lines), False, True)
        else:
            found.append(Text(lines, False, True))
    return found
