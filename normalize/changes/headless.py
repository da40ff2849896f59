"""The columns of a table of changes that has neither heads nor uprights, told by its first line that is whole."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Run
from normalize.changes.header import Head, Header, HeaderMatcher
from normalize.layout.rows import SAME_EDGE, PrintedRow


def columns_below(rows: Sequence[PrintedRow], matcher: HeaderMatcher) -> tuple[Header, list[Head]] | None:
    """The header that rows below the table's title tell, and where its columns' texts stand; None where they do not.

    Some line must hold what the form's columns hold, in their order; the first one must begin where it does.
    """
    full = [line.runs for row in rows for cell in row.cells for line in cell.lines]
    whole = next((runs for runs in full if matcher.by_places(_heads([runs])) is not None), None)
    if whole is None or abs(min(line.runs[0].x0 for line in rows[0].cells[0].lines) - whole[0].x0) > SAME_EDGE:
        return None
    heads = _heads([whole, *(runs for runs in full if _stand_alike(runs, whole))])
    header = matcher.by_places(heads)
    return None if header is None else (header, heads)


def _stand_alike(a: Sequence[Run], b: Sequence[Run]) -> bool:
    """Whether the texts of two lines begin at the same places."""
    return len(a) == len(b) and all(abs(x.x0 - y.x0) <= SAME_EDGE for x, y in zip(a, b, strict=True))


def _heads(lines: Sequence[Sequence[Run]]) -> list[Head]:
    """The texts of the first line, each as wide as those of all lines at its place."""
    return [
        Head(runs[0].text, min(run.x0 for run in runs), max(run.x1 for run in runs))
        for runs in zip(*lines, strict=True)
    ]
