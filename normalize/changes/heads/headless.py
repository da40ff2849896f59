"""The columns of a table of changes that has neither heads nor uprights, told by its first row that is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.records import Line, Run
from normalize.changes.heads.header import Head, Header, HeaderMatcher
from normalize.changes.heads.wrapped_dates import whole_date
from normalize.layout.printed_cells import PrintedRow
from normalize.layout.rows import SAME_EDGE

WORDS_APART = 1.5
"""Font sizes by which the words of one text are apart at most."""
NARROWER = 0.5
"""So wide at most, as a share of the narrowest blank between two columns, is one between the words of a text."""


def columns_below(rows: Sequence[PrintedRow], matcher: HeaderMatcher) -> tuple[Header, list[Head]] | None:
    """The header that rows below the table's title tell, and where its columns' texts stand; None where they do not.

    Some line must hold what the form's columns hold, in their order, its date perhaps with its rest below; the first
    line must begin where it does. Where none does, the last column may be blank on all lines. The dates of `rows` are
    parted from what stands beside them.
    """
    lines = [line for row in rows for cell in row.cells for line in cell.lines]
    whole = next(
        (
            texts for width in matcher.widths for texts in _candidates(lines, width)
            if matcher.by_places(_heads([texts])) is not None
        ), None,
    )  # fmt: skip
    if whole is None or (len(whole) < matcher.width and any(line.runs[-1].x0 > whole[-1].x1 for line in lines)):
        return None
    if abs(min(line.runs[0].x0 for line in rows[0].cells[0].lines) - whole[0].x0) > SAME_EDGE:
        return None
    heads = _heads([whole, *(line.runs for line in lines if _stand_alike(line.runs, whole))])
    header = matcher.by_places(heads)
    return None if header is None else (header, heads)


def _candidates(lines: Sequence[Line], width: int) -> Iterator[tuple[Run, ...]]:
    """The texts of each line that has as many as there are columns, the first one whole where it is a date."""
    for number, line in enumerate(lines):
        texts = _joined(line, width)
        if len(texts) == width:
            yield (texts[0]._replace(text=whole_date(line, lines[number + 1 :])), *texts[1:])


def _joined(line: Line, columns: int) -> tuple[Run, ...]:
    """The texts of a line, its nearest ones joined until they are no more than the columns: words with wide blanks.

    No texts where the blanks between words are not clearly narrower than those between columns.
    """
    blanks = sorted((b.x0 - a.x1, n) for n, (a, b) in enumerate(pairwise(line.runs), 1))
    inner, between = blanks[: max(len(line.runs) - columns, 0)], blanks[max(len(line.runs) - columns, 0) :]
    if not inner or not between:
        return line.runs
    if inner[-1][0] > min(WORDS_APART * line.size, NARROWER * between[0][0]):
        return ()
    begins = sorted({0, *(n for _, n in between)})
    parts = [line.runs[start:end] for start, end in zip(begins, [*begins[1:], None], strict=True)]
    return tuple(Run("　".join(run.text for run in part), part[0].x0, part[-1].x1) for part in parts)


def _stand_alike(a: Sequence[Run], b: Sequence[Run]) -> bool:
    """Whether the texts of two lines begin at the same places."""
    return len(a) == len(b) and all(abs(x.x0 - y.x0) <= SAME_EDGE for x, y in zip(a, b, strict=True))


def _heads(lines: Sequence[Sequence[Run]]) -> list[Head]:
    """The texts of the first line, each as wide as those of all lines at its place."""
    return [
        Head(runs[0].text, min(run.x0 for run in runs), max(run.x1 for run in runs))
        for runs in zip(*lines, strict=True)
    ]
