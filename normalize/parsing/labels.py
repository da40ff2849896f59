"""The labels of a print: its rows are aligned with the form, each label is told its place, and gaps are noted."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from normalize.grammar.misreadings import file_number
from normalize.layout.rows import PrintedRow
from normalize.matching.alignment import Candidate, Paired, align
from normalize.matching.costs import Costs
from normalize.matching.elements import Element, FormSequence
from normalize.matching.match import How, Match, Matcher
from normalize.matching.places import Place, Places
from normalize.matching.spans import Span
from normalize.parsing.by_place import RowsByPlace
from normalize.parsing.candidates import Candidates, label_parts
from normalize.parsing.headings import headings_above
from normalize.parsing.skipped import SkippedRows
from normalize.reasons import Reason

SMALL_MARGIN = 2.0
"""A label whose next best reading costs so little more may be another one."""
HOLE = 2
"""So many rows of the form that lack where a page ends tell that a page may be lost."""
Gaps = dict[int, tuple[int, bool]]
"""By the number of a row: how many pages are lost before it, and whether one of them is lost as a whole."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label, or one of its parts, in a row: the span that it takes there, and its place.

    `is_last_part` is False of the first part of one that a page break cuts; `lacks_behind` says that rows which the
    form prints between it and the next label were not found. `doubts` tell how it, or a heading above it, differs from
    the form.
    """

    paired: Paired
    span: Span
    place: Place
    is_last_part: bool
    lacks_behind: bool
    doubts: frozenset[Reason]


class LabelFinder:
    """Finds the labels of all rows of a print; `gaps` gets an entry more where a page seems to be lost."""

    def __init__(
        self, sequence: FormSequence, matcher: Matcher, rows: Sequence[PrintedRow], gaps: Gaps, numbered: bool,
        costs: Costs,
    ) -> None:  # fmt: skip
        self._sequence, self._matcher, self._rows, self._gaps = sequence, matcher, rows, gaps
        self._numbered, self._costs = numbered, costs

    def labels(self) -> dict[int, list[Label]]:
        """The labels of each row."""
        paired = align(self._sequence, self._candidates(), self._numbered, self._costs)
        lacks: set[int] = set()
        if not self._numbered:
            skipped = SkippedRows(self._sequence, paired, self._version(paired))
            by_place = RowsByPlace(self._sequence, self._matcher, self._rows, self._gaps.keys(), self._costs)
            paired = by_place.joined(paired, skipped)
            lacks = self._lacking(paired, skipped)
        places = Places(self._sequence, self._numbered, self._file_number).settle(paired, self._lost_before(paired))
        labels: dict[int, list[Label]] = defaultdict(list)
        above = headings_above(self._sequence, paired)
        for at, (pair, place, headings) in enumerate(zip(paired, places, above, strict=True)):
            before = paired[at - 1].match.element if at else None
            place = place if self._is_sure(pair, before) else replace(place, sure=False)
            parts, doubts = (
                label_parts(pair),
                frozenset(doubt for one in (pair, *headings) if (doubt := _doubt(one.match))),
            )
            for part in parts:
                labels[part.row].append(Label(pair, part.span, place, part is parts[-1], at in lacks, doubts))
        return labels

    def _candidates(self) -> Iterator[Candidate]:
        """The candidates of all rows in the order of their starts: a label may begin in the row before its last."""
        maker = Candidates(self._matcher, self._costs)
        waiting: list[Candidate] = []
        behind_gap = False
        for number, row in enumerate(self._rows):
            behind_gap = behind_gap or number in self._gaps
            base = maker.position
            made = list(maker.of_row(number, row, behind_gap))
            behind_gap = behind_gap and not made
            waiting = sorted([*waiting, *made], key=lambda candidate: candidate.start)
            ready = bisect_left(waiting, base, key=lambda candidate: candidate.start)
            yield from waiting[:ready]
            del waiting[:ready]
        yield from waiting

    def _lacking(self, paired: Sequence[Paired], skipped: SkippedRows) -> set[int]:
        """The labels behind which rows lack, by their numbers; a hole where a page ends is a gap, as a lost page is."""
        lacking: set[int] = set()
        before: int | None = None
        for at, pair in enumerate(paired):
            if pair.again or pair.match.last is not None:
                continue
            if before is not None:
                around = paired[before].match.element, pair.match.element
                if skipped.lacking(*around):
                    lacking.add(before)
                if len(skipped.gone(*around)) >= HOLE:
                    self._note_hole(label_parts(paired[before])[-1].row, label_parts(pair)[0].row)
            before = at
        return lacking

    def _note_hole(self, above: int, below: int) -> None:
        """Rows lack between two rows: where a page ends between them, pages may be lost there."""
        start = next((n for n in range(above + 1, below + 1) if self._rows[n].page > self._rows[above].page), None)
        if start is not None:
            self._gaps.setdefault(start, (1, False))

    def _version(self, paired: Sequence[Paired]) -> str | None:
        """The version as printed, if it is."""
        return next((label_parts(pair)[-1].span.text for pair in paired if pair.match.how is How.SHAPE), None)

    def _is_sure(self, pair: Paired, before: Element | None) -> bool:
        """Whether a text is the label that it is taken for: nothing else fits nearly as well."""
        if pair.margin >= SMALL_MARGIN or pair.again or pair.match.how is How.PLACE:
            return True  # one known by its place has a reason of its own
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

    def _lost_before(self, paired: Sequence[Paired]) -> dict[int, int]:
        """For labels behind lost pages how many are lost."""
        lost: dict[int, int] = {}
        before = -1
        for at, pair in enumerate(paired):
            row = label_parts(pair)[0].row
            pages = [pages for number, (pages, _) in self._gaps.items() if before < number <= row]
            if pages:
                lost[at] = max(pages)
            before = row
        return lost

    def _file_number(self, pair: Paired) -> int | None:
        part = label_parts(pair)[-1]
        row = self._rows[part.row]
        beside = row.cells[part.span.cell + 1 :]
        if not beside or not any(self._sequence.index.answered_below(slot) for slot in pair.match.element.slots):
            return None
        return file_number(beside[0].text, beside[0].recognised)


def _doubt(match: Match) -> Reason | None:
    """Why a label is not worded as on the form; a recognizer's slips are no reason, its confidence tells of them."""
    if match.how is How.PLACE:
        return Reason.LABEL_BY_PLACE
    return None if match.is_exact or match.how is How.MISREAD else Reason.LABEL_VARIANT
