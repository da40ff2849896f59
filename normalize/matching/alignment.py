"""The cheapest way to pair a whole print with its form: which of its texts are which of the form's elements.

The printed sequence is walked once, with the best places on the form kept at each step (a beam). A text is passed
over for nothing, a label that is paired gains, and what the form prints and the way leaves out costs. How much worse
the best way is that decides otherwise about a label is the label's margin: small where the print is ambiguous.

What all places that are followed have in common is decided, and let go of, as soon as there is enough of it: of a long
print no more is kept than of a short one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from normalize.matching.costs import COSTS, Costs
from normalize.matching.elements import FormSequence, Kind
from normalize.matching.match import Match
from normalize.matching.moves import NOWHERE, START, Moves, Standing, StepsFrom, form_moves

ENDLESS = float("inf")
SECTION = 200
"""When so many positions are undecided, what is certain of them is decided."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be a label: it takes the positions from `start` up to `end`, and stands in rows of the print.

    `matches` are what it may be, their costs with those of its place. `parts` says where it stands; the alignment hands
    it back as it is.
    """

    start: int
    end: int
    matches: tuple[Match, ...]
    parts: object
    standing: Standing = NOWHERE


@dataclass(frozen=True, slots=True)
class Paired:
    """A text with the element that it is, and by how much (`Costs.most_margin` at most) another way would be worse.

    `again` says that it only repeats what is printed where the reader is: a running title, a label behind a page break.
    """

    candidate: Candidate
    match: Match
    margin: float
    again: bool = False


class _Way(NamedTuple):
    """A candidate taken for one of its elements: what that alone costs, and the steps that lead there."""

    match: Match
    own: float
    steps: StepsFrom


class _Step(NamedTuple):
    """A candidate taken on the cheapest way, and the places before and behind it."""

    candidate: Candidate
    match: Match
    before: int
    after: int


def align(
    sequence: FormSequence, candidates: Iterable[Candidate], excerpt: bool = False, costs: Costs = COSTS
) -> list[Paired]:
    """The pairs of the cheapest way, in print order. `candidates` come in the order of their starts."""
    search = _Search(form_moves(sequence, costs, excerpt), costs)
    for candidate in candidates:
        search.take(candidate)
    return search.best()


class _Search:
    """The places reached so far, from the last one on that is decided.

    `_reached` holds, for each position at which something begins or ends, the places there with their costs.
    """

    def __init__(self, moves: Moves, costs: Costs) -> None:
        self._moves, self._settings = moves, costs
        self._frontier: dict[int, float] = {START: 0.0}
        self._reached: dict[int, dict[int, float]] = {0: self._frontier}
        self._coming: dict[int, dict[int, float]] = {}
        self._taken: list[tuple[Candidate, list[_Way]]] = []
        self._at = 0
        self._from = 0, START
        self._decided: list[Paired] = []
        self._enough = SECTION

    def take(self, candidate: Candidate) -> None:
        """Follow every way that takes this candidate."""
        ways = []
        for match in candidate.matches:
            own = match.cost - self._settings.gain(match.length)
            if own < 0:
                ways.append(_Way(match, own, self._moves.steps_to(match, candidate.standing)))
        if not ways:
            return
        self._go_to(candidate.start)
        if len(self._reached) >= self._enough and not self._coming:
            self._decide()
        self._taken.append((candidate, ways))
        ends = self._coming.setdefault(candidate.end, {})
        for _, own, steps in ways:
            for place, cost in self._frontier.items():
                for step_cost, after in steps[place]:
                    total = cost + (own + step_cost)
                    if total < ends.get(after, ENDLESS):
                        ends[after] = total

    def _go_to(self, position: int) -> None:
        """Pass over the texts up to a position; ways that end before it are joined."""
        for end in sorted(end for end in self._coming if end <= position):
            self._join(end, self._coming.pop(end))
        if position != self._at:
            self._at = position
            self._reached[position] = self._frontier

    def _join(self, position: int, ended: dict[int, float]) -> None:
        places = dict(self._frontier)
        for place, cost in ended.items():
            if cost < places.get(place, ENDLESS):
                places[place] = cost
        least = min(places.values())
        near = [(cost, place) for place, cost in places.items() if cost <= least + self._settings.window]
        self._frontier = {place: cost for cost, place in sorted(near)[: self._settings.beam]}
        self._reached[position] = self._frontier
        self._at = position

    def best(self) -> list[Paired]:
        """The pairs of the cheapest way from the first position to the last."""
        if self._coming:
            self._go_to(max(self._coming))
        rest = self._costs_to_go(dict.fromkeys(self._frontier, 0.0))
        return [*self._decided, *self._with_margins(list(self._way(rest, self._at)), rest)]

    def _decide(self) -> None:
        """Decide what comes before the last place that all ways share which may still be the cheapest, or nearly.

        Each place that is followed is taken for as good as the best one: which of them wins is told behind it.
        """
        rest = self._costs_to_go({place: -cost for place, cost in self._frontier.items()})
        shared = self._last_shared(rest)
        if shared is not None:
            position, place = shared
            self._decided += self._with_margins(list(self._way(rest, position)), rest)
            self._from = shared
            self._taken = [taken for taken in self._taken if taken[0].start >= position]
            self._reached = {at: places for at, places in self._reached.items() if at >= position}
            self._reached[position] = {place: self._reached[position][place]}
        self._enough = len(self._reached) + SECTION

    def _last_shared(self, rest: Mapping[int, Mapping[int, float]]) -> tuple[int, int] | None:
        """The last position behind the decided ones, with its place, that no way passes by which is nearly the best."""
        near = self._best(rest) + self._settings.most_margin
        starts = [candidate.start for candidate, _ in self._taken]
        ends = [candidate.end for candidate, _ in self._taken]
        for position in sorted(self._reached, reverse=True):
            if position == self._from[0]:
                return None
            living = [place for place, cost in self._reached[position].items() if cost + rest[position][place] < near]
            before = bisect_left(starts, position)
            if len(living) == 1 and all(end <= position for end in ends[:before]):
                return position, living[0]
        return None

    def _best(self, rest: Mapping[int, Mapping[int, float]]) -> float:
        position, place = self._from
        return self._reached[position][place] + rest[position][place]

    def _costs_to_go(self, at_end: dict[int, float]) -> dict[int, dict[int, float]]:
        """The cheapest cost from each place at each position to the last one, whose places cost `at_end`."""
        by_start: dict[int, list[tuple[Candidate, list[_Way]]]] = defaultdict(list)
        for candidate, ways in self._taken:
            by_start[candidate.start].append((candidate, ways))
        rest: dict[int, dict[int, float]] = {}
        later, reached_later = at_end, self._frontier
        for position in sorted(self._reached, reverse=True):
            reached = self._reached[position]
            if reached is reached_later:
                here = dict(later) if position in by_start else later
            else:  # places that are given up behind this position lead nowhere but over a label
                here = {place: later.get(place, ENDLESS) for place in reached}
            for candidate, ways in by_start.get(position, ()):
                behind = rest[candidate.end]
                for _, own, steps in ways:
                    for place in reached:
                        for step_cost, after in steps[place]:
                            onward = own + step_cost + behind.get(after, ENDLESS)
                            if onward < here[place]:
                                here[place] = onward
            rest[position], later, reached_later = here, here, reached
        return rest

    def _way(self, rest: Mapping[int, Mapping[int, float]], end: int) -> Iterator[_Step]:
        """The steps of the cheapest way up to a position."""
        by_start: dict[int, list[tuple[Candidate, list[_Way]]]] = defaultdict(list)
        for candidate, ways in self._taken:
            by_start[candidate.start].append((candidate, ways))
        following = dict(pairwise(sorted(self._reached)))
        position, place = self._from
        while position < end:
            passing = rest[following[position]].get(place, ENDLESS)
            taken = None
            if passing > rest[position][place]:
                taken = self._cheapest(by_start[position], place, rest)
            if taken is None:
                position = following[position]
                continue
            yield taken
            position, place = taken.candidate.end, taken.after

    def _cheapest(
        self, taken: Sequence[tuple[Candidate, list[_Way]]], place: int, rest: Mapping[int, Mapping[int, float]]
    ) -> _Step | None:
        """The step from a place that leads to the end at the least cost; the first of several."""
        least, found = ENDLESS, None
        for candidate, ways in taken:
            behind = rest[candidate.end]
            for match, own, steps in ways:
                for step_cost, after in steps[place]:
                    cost = own + step_cost + behind.get(after, ENDLESS)
                    if cost < least:
                        least, found = cost, _Step(candidate, match, place, after)
        return found

    def _with_margins(self, way: Sequence[_Step], rest: Mapping[int, Mapping[int, float]]) -> list[Paired]:
        best = self._best(rest)
        following = dict(pairwise(sorted(self._reached)))
        starts = [step.candidate.start for step in way]
        others = [
            min((cost + rest[following[start]].get(place, ENDLESS) for place, cost in self._reached[start].items()),
                default=ENDLESS)
            for start in starts
        ]  # fmt: skip
        for candidate, ways in self._taken:
            first, behind = bisect_left(starts, candidate.start), bisect_left(starts, candidate.end)
            if first == behind:
                continue
            for each in ways:
                other = [n for n in range(first, behind) if way[n].match.element is not each.match.element]
                total = self._through(candidate, each, rest) if other else ENDLESS
                for n in other:
                    others[n] = min(others[n], total)
        return [
            Paired(step.candidate, step.match, min(other - best, self._settings.most_margin), _repeats(step))
            for step, other in zip(way, others, strict=True)
        ]

    def _through(self, candidate: Candidate, way: _Way, rest: Mapping[int, Mapping[int, float]]) -> float:
        """What the cheapest way costs that takes a candidate for this element."""
        behind, (_, own, steps) = rest[candidate.end], way
        return min((
            cost + own + step_cost + behind.get(after, ENDLESS)
            for place, cost in self._reached[candidate.start].items() for step_cost, after in steps[place]
        ), default=ENDLESS)  # fmt: skip


def _repeats(step: _Step) -> bool:
    """Whether a step only repeats what is printed where the reader is: the next instance has the same heading, too."""
    return step.before == step.after and step.match.element.kind is not Kind.INSTANCE
