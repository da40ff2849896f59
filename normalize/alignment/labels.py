"""The labels of a print: its rows are aligned with the form, each label is told its place, and gaps are noted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import NamedTuple

from normalize.alignment.alignment import Alignment, Paired
from normalize.alignment.by_place import RowsByPlace
from normalize.alignment.candidates import Candidates, label_parts
from normalize.alignment.headings import Headings
from normalize.alignment.lattice import Candidate
from normalize.alignment.places.label_places import Places
from normalize.alignment.places.seen_labels import LabelPlace
from normalize.alignment.row_window import RowWindow
from normalize.alignment.skipped import PrintedRows, SkippedRows
from normalize.grammar.misreadings import file_number
from normalize.layout.printed_cells import PrintedRow
from normalize.matching.costs import Costs
from normalize.matching.elements import Element, FormSequence, Kind
from normalize.matching.match import How, Match, Matcher
from normalize.matching.spans import Span
from normalize.reasons import Reason

HOLE = 2
"""So many rows of the form that lack where a page ends tell that a page may be lost."""
PageGaps = dict[int, tuple[int, bool]]
"""By the number of a row: how many pages are lost before it, and whether one of them is lost as a whole."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label, or one of its parts, in a row: the span that it takes there, and its place.

    `is_last_part` is False of the first part of one that a page break cuts; `lacks_behind` says that rows which the
    form prints between it and the next label were not found. `doubts` tell how it, or a heading above it, differs from
    the form, `certainty` (0.5 to 1) how surely it is the label that it is taken for (`Costs.certainty`).
    """

    paired: Paired
    span: Span
    place: LabelPlace
    is_last_part: bool
    lacks_behind: bool
    doubts: frozenset[Reason]
    certainty: float = 1.0


class ToldRow(NamedTuple):
    """A row with its number and its labels: no later page can tell others."""

    number: int
    row: PrintedRow
    labels: list[Label]


class LabelFinder:
    """Finds the labels of a print, as far as it was looked at; `gaps` gets an entry more where a page seems to be lost.

    A row is told once its labels are decided and the next label is known, all pages up to that one in full. Where the
    version of the print is not known, the rows that lack are not, and nothing is told before the end.
    """

    def __init__(
        self, sequence: FormSequence, matcher: Matcher, rows: RowWindow, gaps: PageGaps, numbered: bool, costs: Costs
    ) -> None:
        self._sequence, self._rows, self._gaps = sequence, rows, gaps
        self._numbered, self._costs = numbered, costs
        self._maker = Candidates(matcher, costs)
        self._alignment = Alignment(sequence, numbered, costs)
        self._printed = PrintedRows(sequence, costs)
        self._by_place = RowsByPlace(sequence, matcher, rows, gaps.keys(), costs)
        self._places = Places(sequence, self._file_number if numbered else None)
        self._headings = Headings(sequence)
        self._coming: list[Candidate] = []
        """Candidates of the last row: one that begins before them may still come with the next row."""
        self._begins_at = 0
        """The position at which the last row begins."""
        self._ends: list[int] = []
        """The positions at which the rows end that are not told yet."""
        self._behind_gap = False
        self._paired: list[Paired] = []
        """What is paired and not told yet."""
        self._before: Paired | None = None
        """The label told last."""
        self._labels: dict[int, list[Label]] = defaultdict(list)

    def look_at(self, until: int) -> None:
        """Take in the rows before the one with this number, up to the end of a page."""
        for number in range(self._rows.first + len(self._ends), until):
            self._behind_gap = self._behind_gap or number in self._gaps
            self._begins_at = self._maker.position
            made = list(self._maker.of_row(number, self._rows[number], self._behind_gap))
            self._behind_gap = self._behind_gap and not made
            self._coming = sorted([*self._coming, *made], key=_start)
            ready = bisect_left(self._coming, self._begins_at, key=_start)
            self._take(ready)
            self._ends.append(self._maker.position)

    def _take(self, number: int) -> None:
        """Hand the first candidates on to the alignment, in the order of their starts."""
        for candidate in self._coming[:number]:
            self._alignment.take(candidate)
        del self._coming[:number]

    def tell(self, is_last: bool) -> list[ToldRow]:
        """Let go of further rows, of all of them where no row comes any more: these rows with their labels."""
        if is_last:
            self._take(len(self._coming))
            self._alignment.close()
        else:
            self._alignment.settle(self._begins_at)
        found = self._alignment.decided()
        self._printed.add(found)
        self._by_place.add(found)
        self._paired += found
        if not (is_last or self._numbered or self._printed.name_their_version):
            return []
        until = self._settle(is_last)
        del self._ends[: until - self._rows.first]
        return [ToldRow(number, row, self._labels.pop(number, [])) for number, row in self._rows.take(until)]

    def _settle(self, is_last: bool) -> int:
        """Tell the places of labels that are decided; the number of the first row that is not told."""
        paired, lacks = self._paired, set[int]()
        if not self._numbered:
            skipped = self._printed.skipped()
            paired = self._by_place.joined(paired, skipped)
        end = len(paired) if is_last else self._end(paired)
        if not self._numbered:
            lacks = self._lacking(paired[: end + 1], skipped)
        for at, pair in enumerate(paired[:end]):
            place = self._places.settle(pair, islice(paired, at + 1, None), self._lost_before(pair), is_last)
            if place is None:
                end = at
                break
            self._add(pair, place, at in lacks)
        if is_last:
            return self._rows.end
        if not end:
            return self._rows.first
        until = label_parts(paired[end])[0].row
        # What is known by its place is looked for again, but for the first: the label before it is told.
        self._paired = [pair for pair in paired[end:] if pair is paired[end] or pair.match.how is not How.PLACE]
        self._by_place.forget(self._rows[until].page)
        return until

    def _end(self, paired: Sequence[Paired]) -> int:
        """The index of a label that is not told yet: the first one of a page of which all is decided."""
        undecided = self._rows.first + bisect_right(self._ends, self._alignment.decided_to)
        looked_at = self._rows.first + len(self._ends)
        page_behind = self._rows[undecided].page if undecided < looked_at else None
        first = 0
        page: int | None = None
        for at, pair in enumerate(paired):
            own = self._rows[label_parts(pair)[0].row].page
            if page_behind is not None and own >= page_behind:
                break
            if own != page and pair.is_own and pair.match.how is not How.PLACE:
                first, page = at, own
        return first

    def _add(self, pair: Paired, place: LabelPlace, lacks_behind: bool) -> None:
        """Note a label in each of its rows."""
        certainty = self._certainty(pair)
        if certainty < 1:
            place = replace(place, sure=False)
        parts, headings = label_parts(pair), self._headings.above(pair)
        doubts = frozenset(doubt for one in (pair, *headings) if (doubt := _doubt(one.match)))
        for part in parts:
            is_last = part is parts[-1]
            self._labels[part.row].append(Label(pair, part.span, place, is_last, lacks_behind, doubts, certainty))
        self._before = pair

    def _lacking(self, paired: Sequence[Paired], skipped: SkippedRows) -> set[int]:
        """The labels behind which rows lack, by their numbers; a hole where a page ends is a gap, as a lost page is."""
        lacking: set[int] = set()
        own = [(at, pair) for at, pair in enumerate(paired) if pair.is_own]
        for (at, before), (_, pair) in pairwise(own):
            around = before.match.element, pair.match.element
            if skipped.lacking(*around):
                lacking.add(at)
            if len(skipped.gone(*around)) >= (1 if self._are_of_one_group(*around) else HOLE):
                self._note_hole(label_parts(before)[-1].row, label_parts(pair)[0].row)
        return lacking

    def _are_of_one_group(self, a: Element, b: Element) -> bool:
        """Whether both are rows of instances: between two pages whole instances may lie, and few rows seem to lack."""
        return (a.section, a.block) == (b.section, b.block) and self._sequence.is_group(b) and b.kind is Kind.ROW

    def _note_hole(self, above: int, below: int) -> None:
        """Rows lack between two rows: where a page ends between them, pages may be lost there."""
        start = next((n for n in range(above + 1, below + 1) if self._rows[n].page > self._rows[above].page), None)
        if start is not None:
            self._gaps.setdefault(start, (1, False))

    def _certainty(self, pair: Paired) -> float:
        """How surely a text is the label that it is taken for: fully where nothing else fits nearly as well.

        One that is printed to the letter and that the form has only once is sure whatever the margin; one known by its
        place has a reason of its own.
        """
        before = self._before.match.element if self._before is not None else None
        if pair.again or pair.match.how is How.PLACE or self._is_told_by_words(pair, before):
            return 1.0
        return self._costs.certainty(pair.margin)

    def _is_told_by_words(self, pair: Paired, before: Element | None) -> bool:
        """Whether a label is printed to the letter, and its words are those of no other that may stand there."""
        place = max(part.span.place for part in label_parts(pair))
        element = pair.match.element
        if not pair.match.is_exact or place > self._costs.second_cell:
            return False
        return self._sequence.is_only(element) or (self._numbered and self._is_told_by(before, element))

    def _is_told_by(self, before: Element | None, element: Element) -> bool:
        """Whether a label of an excerpt is known by the one before it: there, rows far apart stand side by side.

        It goes into detail about that one (具体的な方法 below its question), or no other in the block has its words.
        """
        if before is None or (before.section, before.block) != (element.section, element.block):
            return False
        asked = {slot.row.key for slot in before.slots}
        return self._sequence.is_only_in_block(element) or any(slot.row.parent in asked for slot in element.slots)

    def _lost_before(self, pair: Paired) -> int:
        """How many pages are lost between the label told last and this one."""
        before = label_parts(self._before)[0].row if self._before is not None else -1
        row = label_parts(pair)[0].row
        return max((pages for number, (pages, _) in self._gaps.items() if before < number <= row), default=0)

    def _file_number(self, pair: Paired) -> int | None:
        part = label_parts(pair)[-1]
        row = self._rows[part.row]
        beside = row.cells[part.span.cell + 1 :]
        if not beside or not any(self._sequence.index.answered_below(slot) for slot in pair.match.element.slots):
            return None
        return file_number(beside[0].text, beside[0].recognized)


def _start(candidate: Candidate) -> int:
    return candidate.start


def _doubt(match: Match) -> Reason | None:
    """Why a label is not worded as on the form; a recognizer's slips are no reason, its confidence tells of them."""
    if match.how is How.PLACE:
        return Reason.LABEL_BY_PLACE
    return None if match.is_exact or match.how is How.MISREAD else Reason.LABEL_VARIANT
