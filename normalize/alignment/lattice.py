"""The places on a form that the ways through a print have reached, and what can be told of these ways.

A way is a sequence of steps: at each position of the print it passes on, or takes a candidate for an element.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from normalize.alignment.moves import NOWHERE, START, Standing, StepsFrom
from normalize.matching.match import Match

ENDLESS = float("inf")
Rest = Mapping[int, Mapping[int, float]]
"""The cheapest cost from each place at each position to the last one."""


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


class Way(NamedTuple):
    """A candidate taken for one of its elements: what that alone costs, and the steps that lead there."""

    match: Match
    own: float
    steps: StepsFrom


class Taken(NamedTuple):
    """A candidate taken on the cheapest way, and the places before and behind it."""

    candidate: Candidate
    match: Match
    before: int
    after: int


class Lattice:
    """The places reached, by position, each with the least cost up to it, and the candidates taken from there.

    It begins at the last position that is decided.
    """

    def __init__(self) -> None:
        self.reached: dict[int, dict[int, float]] = {0: {START: 0.0}}
        self._taken: list[tuple[Candidate, list[Way]]] = []
        self._from = 0, START

    @property
    def begins_at(self) -> int:
        """The position up to which all is decided."""
        return self._from[0]

    def add(self, candidate: Candidate, ways: list[Way]) -> None:
        """Note a candidate that begins where places are reached, and the ways to take it."""
        self._taken.append((candidate, ways))

    def begin_at(self, position: int, place: int) -> None:
        """Let go of all that comes before a position at which this place is decided."""
        self._from = position, place
        self._taken = [taken for taken in self._taken if taken[0].start >= position]
        self.reached = {at: places for at, places in self.reached.items() if at >= position}
        self.reached[position] = {place: self.reached[position][place]}

    def last_shared(self, rest: Rest, most_margin: float) -> tuple[int, int] | None:
        """The last position behind the decided ones, with its place, that no way passes by which is nearly the best."""
        near = self._best(rest) + most_margin
        starts = [candidate.start for candidate, _ in self._taken]
        ends = [candidate.end for candidate, _ in self._taken]
        for position in sorted(self.reached, reverse=True):
            if position == self._from[0]:
                return None
            living = [place for place, cost in self.reached[position].items() if cost + rest[position][place] < near]
            before = bisect_left(starts, position)
            if len(living) == 1 and all(end <= position for end in ends[:before]):
                return position, living[0]
        return None

    def _best(self, rest: Rest) -> float:
        position, place = self._from
        return self.reached[position][place] + rest[position][place]

    def costs_to_go(self, at_end: dict[int, float]) -> dict[int, dict[int, float]]:
        """The cheapest cost from each place at each position to the last one, whose places cost `at_end`."""
        by_start: dict[int, list[tuple[Candidate, list[Way]]]] = defaultdict(list)
        for candidate, ways in self._taken:
            by_start[candidate.start].append((candidate, ways))
        rest: dict[int, dict[int, float]] = {}
        later, reached_later = at_end, self.reached[max(self.reached)]
        for position in sorted(self.reached, reverse=True):
            reached = self.reached[position]
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

    def _way(self, rest: Rest, end: int) -> Iterator[Taken]:
        """The steps of the cheapest way up to a position."""
        by_start: dict[int, list[tuple[Candidate, list[Way]]]] = defaultdict(list)
        for candidate, ways in self._taken:
            by_start[candidate.start].append((candidate, ways))
        following = dict(pairwise(sorted(self.reached)))
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

    def _cheapest(self, taken: Sequence[tuple[Candidate, list[Way]]], place: int, rest: Rest) -> Taken | None:
        """The step from a place that leads to the end at the least cost; the first of several."""
        least, found = ENDLESS, None
        for candidate, ways in taken:
            behind = rest[candidate.end]
            for match, own, steps in ways:
                for step_cost, after in steps[place]:
                    cost = own + step_cost + behind.get(after, ENDLESS)
                    if cost < least:
                        least, found = cost, Taken(candidate, match, place, after)
        return found

    def cheapest(self, rest: Rest, end: int) -> list[tuple[Taken, float]]:
        """The steps of the cheapest way up to a position, each with how much worse deciding otherwise would be."""
        way = list(self._way(rest, end))
        best = self._best(rest)
        following = dict(pairwise(sorted(self.reached)))
        starts = [step.candidate.start for step in way]
        others = [
            min(cost + rest[following[start]].get(place, ENDLESS) for place, cost in self.reached[start].items())
            for start in starts
        ]
        for candidate, ways in self._taken:
            first, behind = bisect_left(starts, candidate.start), bisect_left(starts, candidate.end)
            if first == behind:
                continue
            for each in ways:
                other = [n for n in range(first, behind) if way[n].match.element is not each.match.element]
                total = self._through(candidate, each, rest) if other else ENDLESS
                for n in other:
                    others[n] = min(others[n], total)
        return [(step, other - best) for step, other in zip(way, others, strict=True)]

    def _through(self, candidate: Candidate, way: Way, rest: Rest) -> float:
        """What the cheapest way costs that takes a candidate for this element."""
        behind, (_, own, steps) = rest[candidate.end], way
        return min((
            cost + own + step_cost + behind.get(after, ENDLESS)
            for place, cost in self.reached[candidate.start].items() for step_cost, after in steps[place]
        ), default=ENDLESS)  # fmt: skip
