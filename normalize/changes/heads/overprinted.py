"""A header that a page repeats, with text printed over it: the rest of a row that the page before could not hold."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.changes.heads.header import Head, HeaderMatcher
from normalize.layout.printed_cells import PrintedCell
from normalize.text.fold import fold

MIN_HEADS = 2
"""So many heads at least, and half of them all, tell a header again."""


def printed_over_heads(placed: Sequence[tuple[PrintedCell, Sequence[str]]], matcher: HeaderMatcher) -> str | None:
    """What else cells in the columns of a table hold, where the heads among them stand in their own columns.

    None where they are no header, that of another table, or one without any other text.
    """
    heads = [matcher.column_of(cell.text) for cell, _ in placed]
    found = [(head, keys) for head, (_, keys) in zip(heads, placed, strict=True) if head is not None]
    if len(found) < max(MIN_HEADS, len(placed) / 2) or any([head] != list(keys) for head, keys in found):
        return None
    others = [cell.text for head, (cell, _) in zip(heads, placed, strict=True) if head is None]
    return " ".join(text for text in others if text) or None


def has_more(heads: Sequence[Head], before: Sequence[Head], matcher: HeaderMatcher) -> bool:
    """Whether a head says more than the one in its place on the page before, and that as well.

    The heads of two columns may begin alike: 提出時期, and 提出時期に係る説明 in the next table.
    """
    texts = {round(head.x0): head.text for head in before}
    return any(
        (first := fold(texts.get(round(head.x0), ""))) and first in (now := fold(head.text)) and now != first
        and matcher.column_of(head.text) in (None, matcher.column_of(texts[round(head.x0)]))
        for head in heads
    )  # fmt: skip
