"""Blank strips between columns, and cells cut at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.records import Box, Line, Run
from normalize.changes.heads.header import Head
from normalize.changes.rows.cutting import at_begins
from normalize.layout.printed_cells import PrintedCell
from normalize.layout.run_parts import PADDING, char_width, fits_type, parted_at

Stretch = tuple[float, float]
NARROW = 1.0
"""Strips narrower than this (points) part nothing."""
APART = 0.6
"""So many font sizes apart two texts of a line may be of two columns, or have a blank between them."""
TELLING = 2
"""So many texts that begin at one place tell where a column begins."""
BLANKS = " \u3000"
"""A text that wraps may end with a wide blank, which reaches to what the next column begins with."""
_HANGING = "、。，．）」』】"


def heads_in(lines: Sequence[Line], recognized: bool) -> list[Head]:
    """The heads that the lines of a header hold: what stands one above the other is one head."""
    runs = [run for line in lines for run in line.runs]
    groups: list[list[int]] = []
    right = 0.0
    for n in sorted(range(len(runs)), key=lambda n: runs[n].x0):
        if groups and runs[n].x0 < right:
            groups[-1].append(n)
        else:
            groups.append([n])
            right = runs[n].x1
        right = max(right, runs[n].x1)
    return [
        Head(
            "".join(runs[n].text for n in sorted(group)),
            runs[group[0]].x0, max(runs[n].x1 for n in group), recognized,
        )
        for group in groups
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strips:
    """Between each two neighboring columns the stretches that no text seen so far crosses; the table's outer edges.

    Where a ruling parts two columns the stretch is as wide as that: from its place to its place. `begins` says where
    the text of the right one of the two begins, where that is known.
    """

    between: tuple[tuple[Stretch, ...], ...]
    left: float
    right: float
    begins: tuple[float | None, ...]

    @staticmethod
    def of(heads: Sequence[Head], cells: Sequence[PrintedCell]) -> Strips:
        """The strips between the heads of a header; `cells` are those that it is printed in."""
        ordered = sorted(heads, key=lambda head: head.x0)
        box = Box.around([cell.box for cell in cells])
        rulings = [cell.box.x0 for cell in cells if cell.ruled]
        between = []
        for a, b in pairwise(ordered):
            ruling = next((x for x in rulings if a.x1 <= x <= b.x0), None)
            between.append(((a.x1, b.x0) if ruling is None else (ruling, ruling),))
        return Strips(tuple(between), box.x0, box.x1, (None,) * len(between))

    def between_texts(self, heads: Sequence[Head], lines: Sequence[Line]) -> Strips:
        """The strips as lines with a text in every column tell them: a head may stand far from its column's text."""
        ordered = sorted(heads, key=lambda head: head.x0)
        full = [line.runs for line in lines if len(line.runs) == len(ordered) and _stand_below(line.runs, ordered)]
        between, begins = list(self.between), list(self.begins)
        for n, (texts, beside) in enumerate(pairwise(zip(*full, strict=True))):
            right, left = max(run.x1 for run in texts), min(run.x0 for run in beside)
            if right < left and not _is_ruling(between[n]):
                between[n], begins[n] = ((right, left),), left
        lines = [at_begins(line, begins) for line in lines]
        for n, (head, following) in reversed([*enumerate(pairwise(ordered))]):
            if begins[n] is None and not _is_ruling(between[n]):
                begins[n] = _common_begin(lines, head.x1, following.x0)
                lines = [at_begins(line, begins[n : n + 1]) for line in lines]
        return replace(self, between=tuple(between), begins=tuple(begins))

    def with_begin(self, column: int, begins: Sequence[float]) -> Strips:
        """The strips with the place where the column behind one begins, as texts tell that begin there, if nothing did.

        Only those count that begin between the heads of both.
        """
        if column >= len(self.begins):
            return self
        known, between = self.begins[column], self.between[column]
        found = [x for x in begins if between[0][0] < x <= between[-1][1] + NARROW]
        if known is not None or not found or _is_ruling(between):
            return self
        return replace(self, begins=(*self.begins[:column], min(found), *self.begins[column + 1 :]))

    def parted(self, line: Line) -> Line:
        """A line whose runs are parted at the blanks behind which a column is known to begin."""
        return at_begins(line, self.begins)

    def without(self, lines: Sequence[Line]) -> Strips | None:
        """What is left of the strips where these lines are printed; None if they close one."""
        runs = [_shown(run, line.size) for line in lines for run in line.runs]
        between = tuple(_free(stretches, runs) for stretches in self.between)
        if not all(between):
            return None
        left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
        return replace(
            self, between=between, left=min(self.left, left - PADDING), right=max(self.right, right + PADDING)
        )

    def may_join(self, line: Line, heads: Sequence[Head]) -> bool:
        """Whether a run of a line may be the texts of two columns, where nothing tells where the second one begins.

        Behind a blank of it something begins between the two heads, and the second column has no other text there.
        """
        ordered = sorted(heads, key=lambda head: head.x0)
        return any(
            head.x1 < x <= following.x0 and not any(run.x1 < other.x0 < following.x1 for other in line.runs)
            for n, (head, following) in enumerate(pairwise(ordered))
            if self.begins[n] is None and not _is_ruling(self.between[n])
            for run in line.runs
            for x in _word_begins(run, line.size)
        )

    @property
    def edges(self) -> list[float]:
        """The edges of the columns: where a ruling parts them, else just left of where the text of a column begins."""
        return [self.left, *map(_edge, self.between, self.begins), self.right]

    def is_doubtful(self, line: Line) -> bool:
        """Whether some text of a line may as well be of the next column: there are wide blanks on both its sides.

        So may a part of one that runs on over the place where the next column is known to begin.
        """
        half = line.size / 2
        if any(run.x0 < x - half and x + half < run.x1 for run in line.runs for x in self.begins if x is not None):
            return True
        return any(
            begin is None and any(wide[0][1] <= run.x0 < wide[-1][1] for run in line.runs)
            for stretches, begin in zip(self.between, self.begins, strict=True)
            if (wide := sorted(each for each in stretches if each[1] - each[0] >= APART * line.size))
        )


def _edge(stretches: Sequence[Stretch], begin: float | None) -> float:
    """Where a column begins: left of its text where that is known, else in the widest blank."""
    x0, x1 = (
        max(stretches, key=lambda each: each[1] - each[0]) if begin is None else
        min(stretches, key=lambda each: abs(each[1] - begin))
    )  # fmt: skip
    if x0 < x1 and begin is not None and begin - x1 > PADDING:  # a text that runs on over it has closed its strip
        return begin - PADDING
    return x0 if x0 == x1 else max((x0 + x1) / 2, x1 - PADDING)


def parted(line: Line, strips: Strips) -> tuple[Line, bool]:
    """A line whose runs are parted where a column begins, if a character of theirs does: columns may touch.

    Told is also whether the widths of type tell where, and no blank of the run tells another place.
    """
    begins = [
        max(stretches, key=lambda each: each[1] - each[0])[1] if begin is None else begin
        for stretches, begin in zip(strips.between, strips.begins, strict=True)
    ]
    runs, sure = list(line.runs), True
    for x in begins:
        parts = [parted_at(run, x, line.size) for run in runs]
        sure = sure and all(
            len(made) == 1 or (fits_type(run, line.size) and (" " not in run.text or _at_blank(run, made)))
            for run, made in zip(runs, parts, strict=True)
        )
        runs = [part for made in parts for part in made]
    return replace(line, runs=tuple(runs)), sure


def _at_blank(run: Run, parts: Sequence[Run]) -> bool:
    """Whether a run was parted at a blank."""
    return not run.text[len(parts[0].text)].strip()


def _shown(run: Run, em: float) -> Run:
    """A run without the blank half of the point or bracket that it ends with: such may stand in the margin."""
    return run._replace(x1=run.x1 - em / 2) if run.text[-1:] in _HANGING else run


def _stand_below(runs: Sequence[Run], heads: Sequence[Head]) -> bool:
    """Whether each of some texts may be of the column with the head at its place."""
    begins = [*(run.x0 for run in runs), float("inf")]
    return all(begins[n] <= head.x1 and head.x0 < begins[n + 1] for n, head in enumerate(heads))


def _common_begin(lines: Sequence[Line], x0: float, x1: float) -> float | None:
    """Where texts begin between two heads, if as many do as tell a column, and no other place has half as many."""
    begins = (x for line in lines for run in line.runs for x in _begins(run, line.size))
    near = sorted(x for x in begins if x0 < x <= x1 + NARROW)
    counted = sorted(((sum(abs(x - other) <= NARROW for other in near), -x) for x in set(near)), reverse=True)
    if not counted or counted[0][0] < TELLING:
        return None
    most, x = counted[0][0], -counted[0][1]
    others = [count for count, other in counted if abs(-other - x) > 2 * NARROW]
    return x if not others or max(others) <= most / 2 else None


def _begins(run: Run, em: float) -> Iterator[float]:
    """Where a run begins, and, as far as widths of type tell, what stands behind each of its blanks."""
    yield run.x0
    behind = 0.0
    for at in range(len(run.text) - 1, 0, -1):
        behind += char_width(run.text[at]) * em
        if not run.text[at - 1].strip():
            yield run.x1 - behind


def _word_begins(run: Run, em: float) -> Iterator[float]:
    """Where words of a run begin behind such a blank as joins what stands near each other; see `_begins`."""
    for at, (blank, char) in enumerate(pairwise(run.text), 1):
        if blank in BLANKS and char not in BLANKS:
            yield run.x1 - sum(map(char_width, run.text[at:])) * em


def _is_ruling(stretches: Sequence[Stretch]) -> bool:
    return any(x0 == x1 for x0, x1 in stretches)


def _free(stretches: Sequence[Stretch], runs: Sequence[Run]) -> tuple[Stretch, ...]:
    if _is_ruling(stretches):
        return tuple(stretches)
    free = list(stretches)
    for run in runs:
        free = [
            part for x0, x1 in free for part in ((x0, min(x1, run.x0)), (max(x0, run.x1), x1))
            if part[1] - part[0] >= NARROW
        ]  # fmt: skip
    return tuple(dict.fromkeys(free))
