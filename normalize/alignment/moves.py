"""What it costs to go from one element of a form to another: on, to the next instance or file, or back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from normalize.matching.costs import Costs
from normalize.matching.elements import Element, FormSequence, Kind
from normalize.matching.match import How, Match

START = -1
"""The place before the first element."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where on its page a text stands: in its `first` row, among its first rows (`at_top`), behind lost pages."""

    first: bool = False
    at_top: bool = False
    behind_gap: bool = False


NOWHERE = Standing()
"""Neither at the top of a page nor behind a gap."""


class Step(NamedTuple):
    """A way to take a match: what it costs, and the element (its order) where the reader is afterwards."""

    cost: float
    place: int


class StepsFrom(dict[int, tuple[Step, ...]]):
    """The ways to one element, by the place that they come from; made when they are first asked for."""

    def __init__(self, moves: Moves | None, match: Match | None, standing: Standing) -> None:
        super().__init__()
        self._moves, self._match, self._standing = moves, match, standing

    def __missing__(self, place: int) -> tuple[Step, ...]:
        if self._moves is None or self._match is None:
            return (Step(0.0, place),)
        steps = self[place] = tuple(self._moves.steps(place, self._match, self._standing))
        return steps


STAYING = StepsFrom(None, None, NOWHERE)
"""The ways of what moves nothing."""


class Moves:
    """The steps that lead along one form; in an `excerpt` rows are left out at will."""

    def __init__(self, sequence: FormSequence, costs: Costs, excerpt: bool = False) -> None:
        self._sequence, self._costs, self._excerpt = sequence, costs, excerpt
        self._known: dict[tuple[int, How, Standing], StepsFrom] = {}

    def steps_to(self, match: Match, standing: Standing) -> StepsFrom:
        """The ways to a match that stands there on its page, to be asked for by the place that they come from."""
        if match.last is not None:
            return STAYING  # 委託事項2～5 stands before the instances that it names, and moves nothing
        key = match.element.order, match.how, standing
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = StepsFrom(self, match, standing)
        return found

    def steps(self, place: int, match: Match, standing: Standing) -> list[Step]:
        """The ways from `place` to a match (`steps_to` remembers them)."""
        to = match.element
        if to.order > place:
            most = self._costs.most_passed
            if standing.at_top or place == START or to.kind is Kind.TITLE or self._is_told(match):
                most = self._costs.most_passed_at_top
            return [Step(min(self._passing(place + 1, to.order, standing), most), to.order)]
        here = self._sequence.elements[place]
        # A row's label does not follow itself: that would be an instance, or a file, without any other row.
        steps = [] if to.order == place and to.kind is not Kind.INSTANCE else [
            Step(self._back(here, to, standing), to.order)
        ]  # fmt: skip
        if to.order == place or self._is_above(to, here):
            again = self._costs.label_again if to.order == place else self._costs.title_again
            # An answer may be much like its own label: it is the label again to the letter, in a page's first row, or
            # where the form prints these words twice, as a block's heading and as its row's label.
            again_here = match.is_exact or standing.first or (standing.at_top and match.how is How.LOOSE)
            again_here = again_here or self._sequence.is_printed_twice(to)
            if to.kind is not Kind.INSTANCE and (to.kind is not Kind.ROW or again_here):
                steps.append(Step(again, place))
        return steps

    def _is_told(self, match: Match) -> bool:
        """Whether a heading is printed to the letter, and the form has these words nowhere else."""
        element, sequence = match.element, self._sequence
        return match.how is How.EXACT and sequence.heads_block(element) and sequence.is_only(element)

    def _is_above(self, heading: Element, here: Element) -> bool:
        """Whether a heading is that of the place where the reader is: its section's, its block's, its parent row's."""
        if heading.section != here.section:
            return False
        if heading.kind is Kind.ROW:
            parents = {slot.row.parent for slot in here.slots}
            return any(slot.row.key in parents and not slot.row.has_answer for slot in heading.slots)
        return heading.kind is Kind.TITLE or (heading.order == self._sequence.heading_above(here))

    def _passing(self, first: int, last: int, standing: Standing) -> float:
        """What it costs to pass over the rows from element `first` up to `last`."""
        passed = self._sequence.passed_over(first, last)
        if not passed:
            return 0.0
        if self._excerpt or standing.behind_gap:
            return self._costs.each_in_excerpt * passed
        cost = self._costs.passed_over * min(passed, 1.0) + self._costs.each_passed * passed
        return min(cost, self._costs.most_passed)

    def _back(self, here: Element, to: Element, standing: Standing) -> float:
        """What it costs to go back to an element."""
        sequence, costs = self._sequence, self._costs
        one_block = (here.section, here.block) == (to.section, to.block)
        # A group's heading stands above its first instance: where it comes again, the same instance goes on.
        if one_block and sequence.is_group(to) and to.kind is not Kind.HEADING:
            return costs.next_instance + self._passing(sequence.first_of_block(to), to.order, standing)
        if sequence.repeats(to.section) and (here.section == to.section or sequence.repeats(here.section)):
            inside = costs.inside_file if to.block else self._passing(sequence.first_of_block(to), to.order, standing)
            return min(costs.next_file + inside, costs.back_in_block if one_block else costs.back)
        if one_block:
            return costs.back_in_block
        return costs.back_at_page if standing.at_top or standing.behind_gap else costs.back


@lru_cache(maxsize=8)
def form_moves(sequence: FormSequence, costs: Costs, excerpt: bool) -> Moves:
    """The moves along a form, which all its prints share."""
    return Moves(sequence, costs, excerpt)
