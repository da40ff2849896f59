"""Texts and dates that a recognizer read: specks and slips in them set right, what it said kept in `raw_ocr`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from extract.records import UNREAD, Box, Line, Run
from normalize.answers.options.option_lists import OPTIONS_TITLE, holds_list, holds_marks, is_choice, is_marked_option
from normalize.grammar.dates import PrintedDate, parse_date
from normalize.grammar.misreadings import mended_date
from normalize.layout.printed_cells import PrintedCell
from normalize.layout.wrapping import joined_text
from normalize.reasons import Reason
from normalize.records import Answer
from normalize.text.confusables import bones, difference
from normalize.text.fold import fold

LONGEST_SPECKS = 3
"""More signs than this are printed, whatever they are."""
LAST_YEAR = 2040
"""Dates beyond are misread rather than planned."""
CUT = 0.1
"""The parts of a line that a ruling cuts are no more font sizes apart; texts of two cells stand further from it."""
LARGER = 1.4
"""Type that is so many times as large as that of the rest of an answer is much larger."""
EDGE = 2.0
"""Points by which the edges of cells that stand side by side may overlap."""
SUFFIX_MISREAD = 1.2
"""A printed suffix (時点) of which so many characters are misread (and a look-alike) is no part of the answer."""
FOOTNOTE = "※"
"""The sign behind a label that has a footnote."""
_LEADER = re.compile("…{2,}|‥{2,}|・{3,}")
"""Dots that lead from a label to its answer."""
_PAGE_NUMBER = re.compile(r"-[0-9]{1,4}-")
DASH, DASHES = "－", frozenset({"-", "ー"})
"""What stands for nothing in print, and that folded."""


def foreign_text(text: str) -> set[Reason]:
    """Why a text holds more than an answer: options and a choice belong to another row, a sign alone to a label.

    A page number that was stamped into its cell belongs to none. Dots that lead on may stand behind a label.
    """
    lines = [fold(line) for line in text.splitlines()]
    listed = any(OPTIONS_TITLE in line or is_choice(line) for line in lines) or holds_list("".join(lines))
    listed = listed or holds_marks(text)
    reasons = {Reason.JOINED_ANSWERS} if listed else set[Reason]()
    alone = FOOTNOTE in lines[:-1] or FOOTNOTE in lines[1:]
    numbered = len(lines) > 1 and any(_PAGE_NUMBER.fullmatch(line) for line in (lines[0], lines[-1]))
    return reasons | ({Reason.TEXT_LEFT_OVER} if alone or numbered or _LEADER.search(text) else set())


def begins_with_sign_of(label: str, text: str) -> bool:
    """Whether a text begins with the sign (※) that its row's label ends with: it may be the label's own."""
    return label.endswith(FOOTNOTE) and text.lstrip().startswith(FOOTNOTE)


def begins_with_rest_of(spellings: Sequence[str], text: str) -> bool:
    """Whether a text begins with what some spelling of its row's label has more than a shorter one (の役職名)."""
    return bool(spellings[1:]) and fold(text).startswith(_rests(tuple(spellings)))


@lru_cache(maxsize=512)
def _rests(spellings: tuple[str, ...]) -> tuple[str, ...]:
    """What some spellings have behind others, folded."""
    labels = [fold(spelling) for spelling in spellings]
    rests = {one.removeprefix(other) for one in labels for other in labels if one != other and one.startswith(other)}
    return tuple(rest for rest in rests if len(rest) > 1)


def begins_or_ends_with_option(cells: Sequence[PrintedCell]) -> bool:
    """Whether the first or the last line of several is an option behind its box: that of the row above or below."""
    lines = [line for cell in cells for line in cell.lines]
    return len(lines) > 1 and any(is_marked_option(fold(line.text)) for line in (lines[0], lines[-1]))


def are_cut(cells: Sequence[PrintedCell]) -> bool:
    """Whether rulings cut a line: its parts stand in several cells, and touch as the characters of one text do."""
    lines = [(cell, line) for cell in cells if cell.ruled for line in cell.lines]
    return any(
        cell is not other and cell.page == other.page
        and abs(right.runs[0].x0 - left.runs[-1].x1) < CUT * left.size
        and abs(left.box.top + left.box.bottom - right.box.top - right.box.bottom) < left.size
        for cell, left in lines for other, right in lines
    )  # fmt: skip


def stand_beside(cells: Sequence[PrintedCell]) -> bool:
    """Whether texts stand side by side in two cells or more, in one row: one may be of a column that no form has.

    Several rows of cells are a table within an answer.
    """
    printed = [cell for cell in cells if cell.ruled and not cell.is_blank]
    if len(printed) < 2 or any(cell.page != printed[0].page for cell in printed):
        return False
    ordered = sorted(printed, key=lambda cell: cell.box.x0)
    apart = all(left.box.x1 <= right.box.x0 + EDGE for left, right in pairwise(ordered))
    level = min(cell.box.bottom for cell in printed) - max(cell.box.top for cell in printed)
    return apart and level > 0


def holds_note(cells: Sequence[PrintedCell]) -> bool:
    """Whether a line is set off, and in much larger type than the others: it may be laid over the page."""
    sizes = [line.size for cell in cells for line in cell.lines]
    if len(sizes) < 2 or max(sizes) < LARGER * min(sizes):
        return False
    return any(
        line.size > LARGER * min(sizes) and any(_lies_on(place.box, line.box) for place in cell.set_off)
        for cell in cells for line in cell.lines
    )  # fmt: skip


def _lies_on(place: Box, line: Box) -> bool:
    """Whether a place is one on a line."""
    return place.x0 < line.x1 and place.x1 > line.x0 and place.top < (line.top + line.bottom) / 2 < place.bottom


def mend_text(cells: Sequence[PrintedCell], answer: Answer) -> None:
    """Take specks alone for nothing, and a stroke alone for the dash that says so."""
    if any(line.read_as is not None for cell in cells for line in cell.lines):
        answer.raw_ocr = joined_text([replace(cell, lines=list(map(_as_read, cell.lines))) for cell in cells])
    folded = fold(answer.raw)
    if not folded or len(folded) > LONGEST_SPECKS or UNREAD in folded:
        return
    if not bones(folded):
        _mend(answer, "")
    elif folded not in DASHES and bones(folded) == bones(fold(DASH)):
        _mend(answer, DASH)


def mend_date(answer: Answer, date: PrintedDate | None) -> PrintedDate | None:
    """The date of an answer, slips set right if it is none as it was read; None if it is none then either."""
    if date is None and answer.value is not None:
        mended = mended_date(answer.value)
        date = parse_date(mended)
        if date is not None:
            _mend(answer, mended)
    if date is not None and date.first.year > LAST_YEAR:
        answer.reasons |= {Reason.LATE_YEAR}
    return date


def without_suffix(text: str, suffix: str, misread: bool) -> str | None:
    """A text without the suffix printed behind it, which a recognizer may have misread; None if it is not there."""
    if text.endswith(suffix):
        return text.removesuffix(suffix)
    end = text[-len(suffix) :]
    close = misread and len(text) > len(suffix) and difference(fold(end), fold(suffix)) <= SUFFIX_MISREAD
    return text[: -len(suffix)] if close else None


def _mend(answer: Answer, text: str) -> None:
    if answer.raw_ocr is None and text != answer.raw:
        answer.raw_ocr = answer.raw
    answer.raw = text


def _as_read(line: Line) -> Line:
    return line if line.read_as is None else replace(line, runs=(Run(line.read_as, line.box.x0, line.box.x1),))
