"""Lines of a cell → the text that the writer wrote: wrapped lines joined, line breaks kept where the writer made them.

A line that reaches the cell's right edge was wrapped there; one that ends well before it was ended by the writer.
Japanese typesetting may end a line up to two characters early (行頭禁則, 追い出し), so in that strip the words decide:
a break that cuts a word is a wrap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.records import Line
from normalize.layout.printed_cells import PrintedCell
from normalize.text.fold import unify_radicals
from normalize.text.words import wraps_word

SURELY_WRAPPED = 1.3
"""A line that ends within this many font sizes of the right edge was wrapped there."""
PERHAPS_WRAPPED = 3.0
"""A line that ends within this many font sizes of it may have been."""
NEVER_WRAPPED = 6.0
"""A line that ends further from it was ended by the writer, whatever its last word."""
MARGIN = 3.0
"""A cell whose longest lines end together, within this many font sizes of its right edge, wraps its lines there."""
WORD_WRAPPED = 0.6
"""Latin words are kept whole where a line ends at least this many font sizes before the edge."""
_ITEM_START = re.compile(
    r"^[\s　]*(?:[・･●○◆◇■□※＜<【〔（(]|[①-⑳㉑-㉟Ⅰ-Ⅻⅰ-ⅻ]|[0-9０-９]{1,2}[.．)）、 　]|[ア-ン][.．)）]|[-－ー‐])"
)
_SENTENCE_END = re.compile(r"[。．.!！?？][」』）)]*$")
_LATIN = re.compile(r"[A-Za-z]")


def joined_text(cells: Sequence[PrintedCell]) -> str:
    """The text of an answer printed in one cell, or in several where a page break cut it."""
    edges = [_wrapped_at(cell) for cell in cells]
    return _joined([(line, edge) for cell, edge in zip(cells, edges, strict=True) for line in cell.lines])


def _wrapped_at(cell: PrintedCell) -> float | None:
    return _edge(cell.lines, cell.box.x1) if (cell.ruled or cell.wraps) and cell.lines else None


def joined_lines(lines: Sequence[Line], right: float | None) -> str:
    """The text of lines set in a box whose right edge is at `right` points (None: no edge wraps them)."""
    edge = None if right is None or not lines else _edge(lines, right)
    return _joined([(line, edge) for line in lines])


def _edge(lines: Sequence[Line], right: float) -> float:
    """Where lines are wrapped in a cell whose right edge is at `right` points: cells keep a margin there."""
    longest = max(lines, key=lambda line: line.box.x1)
    nearly = sum(longest.box.x1 - line.box.x1 < SURELY_WRAPPED * line.size for line in lines)
    return longest.box.x1 if nearly > 1 and right - longest.box.x1 < MARGIN * longest.size else right


def ends_full(lines: Sequence[Line], right: float) -> bool:
    """Whether the last of the lines reaches the right edge (points), so that more text is to come."""
    return bool(lines) and right - lines[-1].box.x1 < SURELY_WRAPPED * lines[-1].size


def starts_item(text: str) -> bool:
    """Whether a line begins an item of a list, as no rest of a wrapped line does."""
    return _ITEM_START.match(text) is not None


def breaks_off(lines: Sequence[Line], right: float) -> bool:
    """Whether the last of the lines reaches the right edge (points) and ends no sentence."""
    return ends_full(lines, right) and _SENTENCE_END.search(lines[-1].text) is None


def _joined(lines: Sequence[tuple[Line, float | None]]) -> str:
    text = ""
    for n, (line, _) in enumerate(lines):
        words = unify_radicals(line.text).rstrip()
        if n:
            text += _joint(*lines[n - 1], words)
            words = words if words[:1] == "　" else words.lstrip()
        text += words
    return text.strip("\n")


def _joint(before: Line, right: float | None, words: str) -> str:
    """What stands between two printed lines: a line break, a blank, or nothing."""
    room = 0.0 if right is None else (right - before.box.x1) / max(before.size, 1.0)
    is_item = starts_item(words)
    ended = _SENTENCE_END.search(before.text)
    if room > NEVER_WRAPPED or (is_item and (ended or room > SURELY_WRAPPED)):
        return "\n"
    if room > SURELY_WRAPPED:
        # Near the edge a word may just have had no place; further from it only a word cut in two tells a wrap.
        wrapped = wraps_word(before.text, words, room if room <= PERHAPS_WRAPPED else NEVER_WRAPPED)
        return "" if wrapped and not ended else "\n"
    word_wrapped = room > WORD_WRAPPED and _LATIN.match(before.text[-1:]) and _LATIN.match(words)
    return " " if word_wrapped else ""
