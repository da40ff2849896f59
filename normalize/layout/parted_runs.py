"""Labels that stand so near to brackets or a list of options that extraction made one run of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.records import Line, Page, Run
from normalize.layout.run_parts import char_width, parted_at, parted_left_of

_BEGINS = re.compile(r"(?<=[^\s\[［〔【（(])[ 　](?=[\[［〔]|＜選択肢＞|[1１][)）])")
"""A blank that extraction may have set for a gap, before what begins an answer."""
MARGIN = 1.0
"""A part ends so many points before the next one at least; texts of one column begin within as many."""
COLUMN, SEVERAL = 3.0, 2
"""A column of answers begins so many font sizes right of the left edge at least, and so many texts begin there."""


def part_runs(page: Page, is_label: Callable[[str], bool]) -> None:
    """Part the first run of each line of a page before brackets or options that stand behind a gap in it.

    In a cell it is parted too where the column of the answers begins beside a label.
    A wide blank may be the writer's own: it parts a run only behind a label.
    """
    page.loose = list(_parted(page.loose, is_label))
    for cell in page.cells:
        lines = _columns_apart(_parted(cell.lines, is_label), is_label)
        cell.lines = _wrapped_label_apart(lines, is_label) if len(lines) > 1 else lines


def _parted(lines: Sequence[Line], is_label: Callable[[str], bool]) -> tuple[Line, ...]:
    return tuple(_part(line, is_label) if _BEGINS.search(line.runs[0].text) else line for line in lines)


def _part(line: Line, is_label: Callable[[str], bool]) -> Line:
    """The line with its first run in two; the line itself where nothing begins in it."""
    first, *others = line.runs
    found = _BEGINS.search(first.text)
    if found is None or (found[0] != " " and not is_label(first.text[: found.start()])):
        return line
    before, behind = first.text[: found.start()], first.text[found.end() :]
    scale = (first.x1 - first.x0) / max(_text_width(first.text), 0.5)
    begin = first.x1 - _text_width(behind) * scale
    end = max(first.x0, min(begin - MARGIN, first.x0 + _text_width(before) * scale))
    written = found[0] != " "  # such a blank is the writer's, and stays in the text
    parts = Run(before + found[0] * written, first.x0, end, first.follows), Run(behind, begin, first.x1, written)
    return replace(line, runs=(*parts, *others))


def _text_width(text: str) -> float:
    """The width of a text in font sizes, as type is usually wide."""
    return sum(map(char_width, text))


def _columns_apart(lines: Sequence[Line], is_label: Callable[[str], bool]) -> tuple[Line, ...]:
    """Lines whose runs are parted where a label at their left edge ends and a column of answers begins."""
    begin = _column(lines)
    if begin is None:
        return tuple(lines)
    label, made = "", list(lines)
    for n, line in enumerate(lines):
        first, *others = line.runs
        if first.x0 > begin - MARGIN:
            continue
        parts = parted_left_of(first, begin, line.size) if first.x1 > begin else [first]
        if parts[0].x1 > begin:
            break
        label += parts[0].text
        made[n] = replace(line, runs=(*parts, *others)) if len(parts) > 1 else line
        if is_label(label):
            return tuple(made)
    return tuple(lines)


def _wrapped_label_apart(lines: tuple[Line, ...], is_label: Callable[[str], bool]) -> tuple[Line, ...]:
    """Lines whose first run is parted where the text begins beside the end of a label that wraps.

    The label fills its column to the last point, so that nothing but its own words tells where it ends.
    """
    first, below = lines[0].runs[0], list(takewhile(lambda line: len(line.runs) > 1, lines[1:]))
    begin = min([line.runs[1].x0 for line in below], default=first.x1)
    if begin > first.x1 - MARGIN or any(line.runs[0].x0 > first.x0 + MARGIN for line in below):
        return lines
    parts = parted_at(first, begin, lines[0].size)
    if len(parts) < 2 or not is_label(parts[0].text + "".join([line.runs[0].text for line in below])):
        return lines
    behind = parts[1]._replace(follows=False)
    return replace(lines[0], runs=(parts[0], behind, *lines[0].runs[1:])), *lines[1:]


def _column(lines: Sequence[Line]) -> float | None:
    """Where the first column right of the left edge begins (points), as several texts do, if some run crosses it."""
    if sum([len(line.runs) for line in lines]) <= SEVERAL:
        return None  # the first run of some line is at the edge
    edge = min([line.runs[0].x0 for line in lines])
    begins = [run.x0 for line in lines for run in line.runs if run.x0 > edge + COLUMN * line.size]
    several = (x for x in begins if sum(abs(x - other) <= MARGIN for other in begins) >= SEVERAL)
    first = min(several, default=None)
    if first is None:
        return None
    crossing = (line.runs[0].x0 < first - MARGIN and first + MARGIN < line.runs[0].x1 for line in lines)
    return first if any(crossing) else None
