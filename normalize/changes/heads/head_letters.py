"""A cheap test whether texts may hold a header of a table of changes, by their letters alone.

Next to all rows of a print are none, and to take one apart into heads costs many times as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from extract.records import Line
from normalize.layout.printed_cells import PrintedRow
from normalize.text.confusables import bones
from normalize.text.fold import fold

REMEMBERED = 4096
"""So many texts are remembered with their letters."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a column's head is spelt, folded; at most `lacks` of its letters may be missing, or `misread_lacks` on scans.

    `key` names the column.
    """

    key: str
    folded: str
    lacks: int
    misread_lacks: int


class _Bits:
    """The bit of each letter of some heads, by the printed characters that may stand for it."""

    def __init__(self, letters: str) -> None:
        self._of_letter = {letter: 1 << n for n, letter in enumerate(letters)}
        self._known: set[str] = set()
        self._of_char: dict[str, int] = {}
        """Of the characters that are known, those that stand for a letter."""
        self.of_text = lru_cache(maxsize=REMEMBERED)(self._of_text)
        """The bits of all characters of a text: the rows of forms print the same labels again and again."""

    def _of_text(self, text: str) -> int:
        chars = set(text)
        for char in chars - self._known:
            self._learn(char)
        return reduce(or_, [self._of_char[char] for char in chars.intersection(self._of_char)], 0)

    def _learn(self, char: str) -> None:
        self._known.add(char)
        bits = self.of_word(fold(char))
        if bits:
            self._of_char[char] = bits

    def of_word(self, folded: str) -> int:
        """The bits of all letters of a folded text."""
        return reduce(or_, (self._of_letter.get(letter, 0) for letter in bones(folded)), 0)


@lru_cache(maxsize=8)
def _bits(letters: str) -> _Bits:
    """The bits of these letters, which all documents share."""
    return _Bits(letters)


class HeadLetters:
    """Knows the letters of the heads; `columns` is the number of columns that a header names at least."""

    def __init__(self, spellings: Iterable[Spelling], columns: int) -> None:
        spellings = list(spellings)
        self._columns = columns
        self._bits = _bits("".join(sorted({letter for spelling in spellings for letter in bones(spelling.folded)})))
        self._words = [(self._bits.of_word(spelling.folded), spelling) for spelling in spellings]
        self.may_be_header = lru_cache(maxsize=4096)(self._may_be_header)
        """Whether texts with these letters together may name enough columns; `recognized` ones may be misread."""

    def of(self, row: PrintedRow) -> int:
        """The letters of heads that a row has, one bit each: those of several rows are joined by |."""
        return self._of_lines([line for cell in row.cells for line in cell.lines])

    def of_line(self, line: Line) -> int:
        """The same of one line."""
        return self._of_lines([line])

    def _of_lines(self, lines: Sequence[Line]) -> int:
        return self._bits.of_text("".join([line.text for line in lines]))

    def _may_be_header(self, letters: int, recognized: bool) -> bool:
        named = {
            spelling.key for word, spelling in self._words
            if (word & ~letters).bit_count() <= (spelling.misread_lacks if recognized else spelling.lacks)
        }  # fmt: skip
        return len(named) >= self._columns
