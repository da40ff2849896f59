"""How far what a recognizer read is to be trusted. What a text layer says has confidence 1 and is not judged here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import prod

from extract.records import UNREAD, Line
from normalize.layout.printed_cells import PrintedCell
from normalize.reasons import Reason
from normalize.text.fold import fold

UNSURE = 0.5
"""A text that is wrong more likely than not is `uncertain`."""
UNSURE_TEXT = 0.85
"""A free text below this is `uncertain`: nothing but the recognizer speaks for it (measured in docs/scans.md)."""
LEAST = 0.001
"""No text is surer to be wrong: the products of long texts end here."""
_NAMELESS = re.compile(rf"[{UNREAD}\uE000-\uF8FF\U000F0000-\U0010FFFD]")
"""What stands for no character: what could not be read, and code points for private use."""
_TOO_WIDE = re.compile("#{3,}|^#+$")
"""What a spreadsheet prints in the place of a number or date that is wider than its column."""
OPTION_READ = 0.99
"""Confidence of an option that was read to the letter: no slip turns one option into another."""
OPTION_MISREAD = 0.97
"""Confidence of an option that was known in spite of a slip; each further character misread takes `PER_CHARACTER`."""
PER_CHARACTER = 0.05
LONGEST_STRAY = 3
"""More characters than this beside what was understood of an answer are text that was not; so few may be dirt."""
DETERMINED = 0.8
"""Confidence of an option that was known because it is the only one left."""


def text_confidence(cells: Iterable[PrintedCell]) -> float:
    """The probability that no character in these cells is wrong, `LEAST` or more; blank cells have their own."""
    return max(LEAST, prod([_of_cell(cell) for cell in cells]))


def _of_cell(cell: PrintedCell) -> float:
    read = lines_confidence(cell.lines)
    return read if read < 1 else cell.confidence


def lines_confidence(lines: Iterable[Line]) -> float:
    """The probability that no character of these lines is wrong; 1 for none."""
    return prod([line.confidence for line in lines])


def breaks_off(text: str) -> bool:
    """Whether a text opens more brackets than it closes, or the other way round: recognizers lose and double them.

    Parentheses that are closed only may be those of a list: 1) 2).
    """
    folded = fold(text)
    return (
        _closes_twice(folded)
        or folded.count("(") > folded.count(")")
        or any(folded.count(opening) != folded.count(closing) for opening, closing in ("「」", "【】", "『』", "<>"))
    )


def _closes_twice(text: str) -> bool:
    """Whether a parenthesis that closes nothing stands right behind one that closes: (4))."""
    opened = 0
    for before, char in zip(" " + text, text, strict=False):
        if char == ")" == before and not opened:
            return True
        opened = max(0, opened + (char == "(") - (char == ")"))
    return False


def unread(text: str) -> set[Reason]:
    """Why a text is in doubt that holds what was printed and could not be read."""
    if "#" in text and _TOO_WIDE.search(text.strip()):
        return {Reason.SIGN_UNREAD}
    if _NAMELESS.search(text) is None:
        return set()
    return {Reason.SIGN_UNREAD if fold(text.replace(UNREAD, "")) else Reason.PICTURE_UNREAD}


def misread_option(difference: float) -> float:
    """The confidence of an option that a text was taken for from which it differs so much (characters)."""
    return max(UNSURE, OPTION_MISREAD - PER_CHARACTER * difference)


def was_recognized(lines: Iterable[Line]) -> bool:
    """Whether a recognizer read any of these lines."""
    return any(line.confidence < 1 for line in lines)
