"""Lines right of labels, shared out among these by their heights: a label stands beside its answer's top or middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from extract.records import Box

LEVEL = 0.35
"""A label that stands beside the first line of its answer begins and ends within so many line heights of it."""
CENTRED = 0.3
"""The middle of a label is within so many line heights of the middle of its answer."""
BESIDE = 0.3
"""So many line heights of a label are beside a line that stands beside it at least."""
ALONE = 0.05
"""No more of a label without an answer is beside a line: else it may stand at the middle between two of its own."""
FAR = 2.0
"""Lines of one answer are no more than so many line heights apart."""
WIDER = 0.2
"""A gap is wider than the one between the lines of a text by so many line heights at least."""
CLEARER = 0.8
"""Points by which rows are further apart at least than the lines within them, where nothing else decides."""

MOST = 150
"""So many labels and lines are shared out at most: a page holds no more, and each is compared with each."""
MOST_WAYS = 200
"""So many ways to share them out are followed at most."""

Share = tuple[int, ...]
"""For each label, and for none before the first, the number of the line that its answer ends before."""
_Fits = Callable[[Box, Sequence[Box]], bool]


class LabelSide(StrEnum):
    """Where the labels of a document stand beside answers of several lines."""

    TOP = "top"
    MIDDLE = "middle"


class Shares(NamedTuple):
    """The numbers of the lines beside each label, first those above all labels; `side` if only one was possible."""

    lines: list[Sequence[int]]
    side: LabelSide | None


def shared(
    labels: Sequence[Box],
    lines: Sequence[Box],
    at_top: bool = False,
    at_end: bool = False,
    side: LabelSide | None = None,
) -> Shares | None:
    """Lines shared out among labels, both from top to bottom; None where their places do not tell.

    `at_top`: lines above the first label may be the rest of what the page before ends with. `at_end`: the end of the
    page may cut the last answer, whose label need not stand at its middle then. `side` decides where nothing else does.
    """
    if max(len(labels), len(lines)) > MOST:
        return None
    each = [
        {
            where: {way for way in _ways(labels, lines, at_top, last, fits) if not _is_contrary(way, lines)}
            for where, fits in _FITS.items()
        }
        for last in ((False, True) if at_end else (False,))
    ]
    told = [where for where in LabelSide if any(ways[where] for ways in each)]  # a cut answer may be that of either
    for ways in each:
        found = ways[LabelSide.TOP] | ways[LabelSide.MIDDLE]
        if len(found) > 1:
            found = {way for way in found if _is_clear(way, labels, lines)}
        if side is not None and (len(found) != 1 or not found <= ways[side]):
            found = ways[side]
        if len(found) == 1:
            (way,) = found
            return Shares(
                [range(first, end) for first, end in pairwise((0, *way))], told[0] if len(told) == 1 else None
            )
    return None


def is_cut(label: Box, lines: Sequence[Box]) -> bool:
    """Whether a label stands beside its answer as one does whose answer goes on behind the end of the page."""
    return bool(lines) and not _is_centred(label, lines)


def _ways(labels: Sequence[Box], lines: Sequence[Box], at_top: bool, cut: bool, fits: _Fits) -> Iterator[Share]:
    """All ways to share the lines out, none left over; `cut`: the last answer may be. None where too many go on."""
    ends: list[Share] = [(n,) for n in range(len(lines) + 1 if at_top else 1) if _end_above(lines[:n], labels)]
    for at, label in enumerate(labels):
        following = labels[at + 1 :]
        test = _stands_beside if cut and not following else fits
        ends = [
            (*way, end) for way in ends for end in range(way[-1], len(lines) + 1)
            if _end_above(lines[way[-1] : end], following) and _answers(label, lines[way[-1] : end], lines, test)
        ]  # fmt: skip
        if len(ends) > MOST_WAYS:
            return
    yield from (way for way in ends if way[-1] == len(lines))


def _answers(label: Box, own: Sequence[Box], lines: Sequence[Box], fits: _Fits) -> bool:
    if not own:
        return not any(_overlap(label, line) > ALONE for line in lines)
    return fits(label, own) and max(_gaps(own), default=0.0) <= FAR * own[0].height


def _stands_beside(label: Box, lines: Sequence[Box]) -> bool:
    return any(is_beside(label, line) for line in lines)


def _end_above(lines: Sequence[Box], labels: Sequence[Box]) -> bool:
    """Whether all lines end above the last line of the next label, as those beside the one before it do."""
    return not (lines and labels) or max(line.bottom for line in lines) < labels[0].bottom


def _is_level(label: Box, lines: Sequence[Box]) -> bool:
    first = min(lines, key=lambda line: line.top)
    return abs(first.bottom - min(label.bottom, label.top + first.height)) <= LEVEL * first.height


def _is_centred(label: Box, lines: Sequence[Box]) -> bool:
    around = Box.around(lines)
    return abs(around.top + around.bottom - label.top - label.bottom) <= 2 * CENTRED * min(
        line.height for line in lines
    )


def is_beside(label: Box, line: Box) -> bool:
    """Whether a line stands at the height of a label."""
    return _overlap(label, line) > BESIDE


def _overlap(label: Box, line: Box) -> float:
    """How much of the height of the lower one a label and a line have in common."""
    return (min(label.bottom, line.bottom) - max(label.top, line.top)) / min(label.height, line.height)


def _is_clear(way: Share, labels: Sequence[Box], lines: Sequence[Box]) -> bool:
    """Whether rows are further apart than the lines within them."""
    groups = [lines[first:last] for first, last in pairwise((0, *way))]
    within = max((gap for group in groups for gap in _gaps(group)), default=0.0)
    rows = [
        Box.around([*group, *label]) for group, label in zip(groups, [[], *([box] for box in labels)], strict=True)
        if group or label
    ]  # fmt: skip
    apart = min((after.top - before.bottom for before, after in pairwise(rows)), default=within)
    return apart >= within + CLEARER


def _is_contrary(way: Share, lines: Sequence[Box]) -> bool:
    """Whether it parts lines as close as those of a text, though one of the two answers has a wider gap."""
    groups = [group for first, last in pairwise((0, *way)) if (group := lines[first:last])]
    within = [list(_gaps(group)) for group in groups]
    pitch = median_low([gap for gaps in within for gap in gaps if gap > 0] or [0.0])  # a taller sign makes one less
    for at, (above, below) in enumerate(pairwise(groups)):
        apart = below[0].top - max(line.bottom for line in above)
        widest = max((*within[at], *within[at + 1]), default=apart)
        if apart < pitch + CLEARER and widest >= apart + WIDER * below[0].height:
            return True
    return False


def _gaps(lines: Sequence[Box]) -> Iterator[float]:
    bottom = lines[0].bottom if lines else 0.0
    for line in lines[1:]:
        yield line.top - bottom
        bottom = max(bottom, line.bottom)


_FITS: dict[LabelSide, _Fits] = {LabelSide.TOP: _is_level, LabelSide.MIDDLE: _is_centred}
