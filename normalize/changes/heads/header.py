"""The header of a table of changes: which column is which, however its heads are worded and ordered."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from extract.records import Line
from normalize.answers.options.spelled_options import match_option
from normalize.changes.heads.head_letters import HeadLetters, Spelling
from normalize.grammar.calendar_dates import Precision
from normalize.grammar.dates import parse_date
from normalize.layout.printed_cells import PrintedRow
from normalize.matching.index import label_key, loose_key
from normalize.registry import ChangeColumn, ChangeTable, RowType
from normalize.text.confusables import bones, difference
from normalize.text.fold import fold

MIN_HEADS = 4
"""A row with so many of the columns' heads, a date or a timing among them, is the table's header."""
MIN_MISREAD_HEADS = 3
"""Where the row has as many cells as the table has columns, so many tell on a scan; no header has fewer."""
CORE = ("item", "before", "after")
"""With these alone a table is one of changes, if each head is the usual one, to the letter or nearly."""
DATED = ("changed_on", "timing")
MISPRINT, SHORT = 0.25, 5
"""So much of a head may be misprinted (characters); shorter heads than `SHORT` characters may not."""
CLEAR = 0.8
"""By so much the heads of other columns must differ more: 変更の記載 may be either of two."""
REMEMBERED = 1_000
"""Of so many texts a matcher remembers whether they are heads: the cells of a page are asked for again and again."""

EDGE = 1.0
"""Points by which a head may stick out of the one above it."""

NAMELESS = "other"
"""The name of a column without a head."""


@dataclass(frozen=True, slots=True)
class Head:
    """A text in a header and the edges (points) of the cell that it stands in."""

    text: str
    x0: float
    x1: float
    recognized: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a printed table; `key` is the registry's, or the head as printed where it is none of those."""

    key: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a printed table from left to right; `unknown` are heads that the registry does not know.

    `read` counts the heads that were known by what they say, not by their place; by `apart` characters they differ
    from what they should say.
    """

    columns: tuple[TableColumn, ...]
    unknown: tuple[str, ...]
    read: int
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class _Spelling:
    key: str
    rank: int
    folded: str


class _Named(NamedTuple):
    """The column that a head is of, the rank of its spelling, and by how many characters it differs from that."""

    key: str
    rank: int
    apart: float


def header_matcher(table: ChangeTable) -> HeaderMatcher:
    """The matcher of a table's heads; all documents share it, and what it remembers: the rows of forms repeat."""
    return _matcher(table.columns, table.extra)


@lru_cache(maxsize=8)
def _matcher(columns: tuple[ChangeColumn, ...], extra: tuple[str, ...]) -> HeaderMatcher:
    return HeaderMatcher(ChangeTable({}, columns, extra))


class HeaderMatcher:
    """Matches printed heads with the columns of the registry."""

    def __init__(self, table: ChangeTable) -> None:
        self._table = table
        self._keys = [column.key for column in table.columns]
        spellings = [
            _Spelling(column.key, rank, label_key(spelling))
            for column in table.columns for rank, spelling in enumerate((column.label, *column.variants))
        ]  # fmt: skip
        self._exact: dict[str, list[_Spelling]] = {}
        for spelling in spellings:
            self._exact.setdefault(spelling.folded, []).append(spelling)
        self._usual = [spelling for spelling in spellings if spelling.rank == 0]
        self._longest = max(len(bones(each.folded)) + _may_differ(each.folded) for each in self._usual)
        self._extra = {label_key(head) for head in table.extra}
        self.letters = HeadLetters(map(_letters, spellings), MIN_MISREAD_HEADS)
        self._ranked = lru_cache(REMEMBERED)(self._rank)

    @property
    def width(self) -> int:
        """How many columns the form's table has."""
        return len(self._keys)

    @property
    def widths(self) -> tuple[int, ...]:
        """How many columns a row without heads may show: the last may be blank, if the one before is told by itself.

        That is one that says one of its options.
        """
        return (self.width, self.width - 1) if self._table.columns[-2].options else (self.width,)

    def is_head(self, text: str) -> bool:
        """Whether a text is the head of some column, an extra one included."""
        return label_key(text) in self._extra or bool(self._ranked(text, False))

    def column_of(self, text: str) -> str | None:
        """The column of the registry whose head a text is; None where it is none, or may be of several."""
        keys = {spelling.key for _, spelling in self._ranked(text, False)}
        return keys.pop() if len(keys) == 1 else None

    def heads_of(self, key: str) -> list[str]:
        """How the head of a column is spelled."""
        return [
            text for column in self._table.columns if column.key == key for text in (column.label, *column.variants)
        ]

    def may_be_header(self, rows: Sequence[PrintedRow], letters: int | None = None) -> bool:
        """Whether rows together have the letters of a header (`letters`, where they are known): few rows do."""
        if letters is None:
            letters = reduce(or_, map(self.letters.of, rows))
        if not self.letters.may_be_header(letters, True):
            return False
        return self.letters.may_be_header(letters, any(cell.recognized for row in rows for cell in row.cells))

    def may_be_heads(self, line: Line) -> bool:
        """Whether a line by itself has the letters of a header."""
        return self.letters.may_be_header(self.letters.of_line(line), line.confidence < 1)

    def match(self, heads: Sequence[Head], titled: bool = False) -> Header | None:
        """The columns that a row of heads names; None where it is no header of a table of changes.

        `titled`: the table's title was seen, so that a few heads suffice however they are worded (項目, 旧, 新).
        """
        if len(heads) < MIN_MISREAD_HEADS:
            return None
        named = self._named(heads)
        if not self._suffices(heads, named, titled):
            return None
        read, apart = len(named), sum(each.apart for each in named.values())
        named = self._with_places(heads, named)
        rest = [head for place, head in enumerate(heads) if place not in named]
        columns = [TableColumn(each.key, heads[place].x0, heads[place].x1) for place, each in named.items()]
        others = [head for head in rest if not any(_overlap(head, column) for column in columns)]
        columns += [TableColumn(key, head.x0, head.x1) for key, head in _distinct(others)]
        unknown = tuple(head.text for head in others if head.text and not self._is_extra(head.text))
        return Header(tuple(sorted(columns, key=lambda column: column.x0)), unknown, read, apart)

    def lacking(self, header: Header) -> Set[str]:
        """The columns of the form that may be one whose head was not understood: what it holds was not read then."""
        return {*self._keys} - {column.key for column in header.columns} if header.unknown else set()

    def _named(self, heads: Sequence[Head]) -> dict[int, _Named]:
        """The column by the place of the head, the likeliest first, last one that stands above others."""
        claims = sorted(
            (spelling.rank, amount, _stands_above(head, heads), place, spelling.key)
            for place, head in enumerate(heads) for amount, spelling in self._ranked(head.text, head.recognized)
        )  # fmt: skip
        named: dict[int, _Named] = {}
        for rank, amount, _, place, key in claims:
            if place not in named and key not in {taken.key for taken in named.values()}:
                named[place] = _Named(key, rank, amount)
        return named

    def _rank(self, text: str, recognized: bool) -> tuple[tuple[float, _Spelling], ...]:
        """The spellings that a head is for certain; the usual ones also with a character or a particle misprinted."""
        keys = {label_key(text), loose_key(text)} - {""}
        exact = {id(spelling): spelling for key in keys for spelling in self._exact.get(key, ())}
        if exact:
            return tuple((0.0, spelling) for spelling in exact.values())
        near = self._nearest(keys)
        return () if near is None or (len(near[1].folded) < SHORT and not recognized) else (near,)

    def _nearest(self, keys: Collection[str]) -> tuple[float, _Spelling] | None:
        """How much a text differs from the usual head that it is for certain, and that head; None where it is none."""
        if min((len(bones(key)) for key in keys), default=math.inf) > self._longest:
            return None  # texts differ by their difference in length at least
        near = sorted(
            ((min(difference(key, each.folded) for key in keys), each) for each in self._usual), key=lambda x: x[0]
        )
        (least, best), (second, _) = near[:2]
        return (least, best) if least <= _may_differ(best.folded) and second - least >= CLEAR else None

    def by_places(self, cells: Sequence[Head]) -> Header | None:
        """The columns of a table without heads, told by its first row: one with the form's columns in their order."""
        if len(cells) not in self.widths or not all(map(_may_stand_in, self._table.columns, cells)):
            return None
        placed = zip(self._keys, cells, strict=False)
        return Header(tuple(TableColumn(key, cell.x0, cell.x1) for key, cell in placed), (), 0)

    def _suffices(self, heads: Sequence[Head], named: dict[int, _Named], titled: bool) -> bool:
        keys = {each.key for each in named.values()}
        if len(heads) == len(self._keys) and any(head.recognized for head in heads):
            return len(keys) >= MIN_MISREAD_HEADS
        if len(keys) >= MIN_HEADS and keys & set(DATED):
            return True
        usual = {each.key for each in named.values() if each.rank == 0 or titled}
        others = [
            head for place, head in enumerate(heads)
            if place not in named and head.text and not _stands_above(head, [heads[other] for other in named])
        ]  # fmt: skip
        return usual >= set(CORE) and all(self._is_extra(head.text) for head in others)

    def _with_places(self, heads: Sequence[Head], named: dict[int, _Named]) -> dict[int, _Named]:
        """Heads that say nothing known, known by their place where all others stand in theirs."""
        rest = [head for place, head in enumerate(heads) if place not in named]
        moved = any(self._keys[place : place + 1] != [each.key] for place, each in named.items())
        if len(heads) != len(self._keys) or moved or any(self._is_extra(head.text) for head in rest):
            return named
        return {place: _Named(key, 0, 0.0) for place, key in enumerate(self._keys)}

    def _is_extra(self, text: str) -> bool:
        return bool({label_key(text), loose_key(text)} & self._extra)


def _may_stand_in(column: ChangeColumn, cell: Head) -> bool:
    """Whether a text may be what a column holds: a date with its day, an option, or any words."""
    if column.type is RowType.DATE:
        date = parse_date(cell.text.replace("\n", ""))
        return date is not None and date.precision is Precision.DAY
    return not column.options or match_option(column.options, fold(cell.text)) is not None


def _may_differ(folded: str) -> float:
    """By how many characters a head may be misprinted and still be known."""
    return max(1.0, MISPRINT * len(folded))


def _letters(spelling: _Spelling) -> Spelling:
    """What of a spelling may be missing: short heads are known to the letter, and other than the usual ones too."""
    lacks = int(_may_differ(spelling.folded)) if spelling.rank == 0 else 0
    return Spelling(spelling.key, spelling.folded, lacks if len(spelling.folded) >= SHORT else 0, lacks)


def _overlap(head: Head, column: TableColumn) -> bool:
    """Whether a head stands above others: 記載 above 変更前 and 変更後."""
    return min(head.x1, column.x1) - max(head.x0, column.x0) > (column.x1 - column.x0) / 2


def _stands_above(head: Head, heads: Sequence[Head]) -> bool:
    """Whether a head stands above two others or more: 提出時期 above 提出時期 and 提出時期に係る説明."""
    return sum(head.x0 - EDGE < other.x0 and other.x1 < head.x1 + EDGE for other in heads if other is not head) > 1


def _distinct(heads: Sequence[Head]) -> Iterator[tuple[str, Head]]:
    """Names for further columns: their heads as printed, numbered where two are alike."""
    seen: dict[str, int] = {}
    for head in heads:
        name = "".join(head.text.split()) or NAMELESS
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), head
