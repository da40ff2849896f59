"""The cheapest way to pair a whole print with its form: which of its texts are which of the form's elements.

The printed sequence is walked once, with the best places on the form kept at each step (a beam). A text is passed
over for nothing, a label that is paired gains, and what the form prints and the way leaves out costs. How much worse
the best way is that decides otherwise about a label is the label's margin: small where the print is ambiguous.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from normalize.matching.costs import COSTS, Costs
from normalize.matching.elements import FormSequence, Kind
from normalize.matching.match import Match
from normalize.matching.moves import NOWHERE, START, Moves, Standing, form_moves

ENDLESS = float("inf")


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
    """A text with the element that it is, and by how much another way would have been worse.

    `again` says that it only repeats what is printed where the reader is: a running title, a label behind a page break.
    """

    candidate: Candidate
    match: Match
    margin: float
    again: bool = False


class _Arc(NamedTuple):
    """A step that takes a candidate for an element."""

    start: int
    before: int
    end: int
    after: int
    cost: float
    candidate: Candidate
    match: Match


def align(
    sequence: FormSequence, candidates: Iterable[Candidate], excerpt: bool = False, costs: Costs = COSTS
) -> list[Paired]:
    """The pairs of the cheapest way, in print order. `candidates` come in the order of their starts."""
    search = _Search(form_moves(sequence, costs, excerpt), costs)
    for candidate in candidates:
        search.take(candidate)
    return search.best()


class _Search:
    """The places reached so far: `_costs` holds, for each position at which something begins or ends, its places."""

    def __init__(self, moves: Moves, costs: Costs) -> None:
        self._moves, self._settings = moves, costs
        self._frontier: dict[int, float] = {START: 0.0}
        self._reached: dict[int, dict[int, float]] = {0: self._frontier}
        self._coming: dict[int, dict[int, float]] = {}
        self._arcs: list[_Arc] = []
        self._at = 0

    def take(self, candidate: Candidate) -> None:
        """Follow every way that takes this candidate."""
        self._go_to(candidate.start)
        ends = self._coming.setdefault(candidate.end, {})
        for match in candidate.matches:
            own = match.cost - self._settings.gain(match.length)
            if own >= 0:
                continue
            ways = self._moves.steps_to(match, candidate.standing)
            for place, cost in self._frontier.items():
                for step_cost, after in ways[place]:
                    amount = own + step_cost
                    self._arcs.append(_Arc(candidate.start, place, candidate.end, after, amount, candidate, match))
                    if cost + amount < ends.get(after, ENDLESS):
                        ends[after] = cost + amount

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
        rest = self._costs_to_go()
        return self._with_margins(self._way(rest), rest)

    def _costs_to_go(self) -> dict[int, dict[int, float]]:
        """The cheapest cost from each place at each position to the end."""
        by_start: dict[int, list[_Arc]] = defaultdict(list)
        for arc in self._arcs:
            by_start[arc.start].append(arc)
        rest: dict[int, dict[int, float]] = {}
        later: dict[int, float] | None = None
        for position in sorted(self._reached, reverse=True):
            reached = self._reached[position]
            # Places that are given up behind this position lead nowhere but over a label.
            here = dict.fromkeys(reached, 0.0) if later is None else {p: later.get(p, ENDLESS) for p in reached}
            for arc in by_start.get(position, ()):
                onward = arc.cost + rest[arc.end].get(arc.after, ENDLESS)
                if onward < here.get(arc.before, ENDLESS):
                    here[arc.before] = onward
            rest[position] = later = here
        return rest

    def _way(self, rest: dict[int, dict[int, float]]) -> list[_Arc]:
        """The steps of the cheapest way."""
        by_start: dict[tuple[int, int], list[_Arc]] = defaultdict(list)
        for arc in self._arcs:
            by_start[arc.start, arc.before].append(arc)
        positions = sorted(self._reached)
        following = dict(pairwise(positions))
        way: list[_Arc] = []
        position, place = 0, START
        while position in following:
            aim = rest[position][place]
            passing = rest[following[position]].get(place, ENDLESS)
            taken = min(
                by_start.get((position, place), ()),
                key=lambda arc: arc.cost + rest.get(arc.end, {}).get(arc.after, ENDLESS),
                default=None,
            )
            if taken is None or passing <= aim:
                position = following[position]
                continue
            way.append(taken)
            position, place = taken.end, taken.after
        return way

    def _with_margins(self, way: Sequence[_Arc], rest: dict[int, dict[int, float]]) -> list[Paired]:
        best = rest[0][START]
        positions = sorted(self._reached)
        following = dict(pairwise(positions))
        starts = [arc.start for arc in way]
        others: dict[int, float] = {}
        for arc in way:
            reached, later = self._reached[arc.start], rest.get(following.get(arc.start, -1), {})
            others[arc.start] = min(
                (cost + later.get(place, ENDLESS) for place, cost in reached.items()), default=ENDLESS
            )
        by_start = {arc.start: arc for arc in way}
        for arc in self._arcs:
            total = self._reached[arc.start].get(arc.before, ENDLESS) + arc.cost
            total += rest.get(arc.end, {}).get(arc.after, ENDLESS)
            if total == ENDLESS:
                continue
            for start in _within(starts, arc.start, arc.end):
                chosen = by_start[start]
                if chosen.match.element is not arc.match.element and total < others[start]:
                    others[start] = total
        return [Paired(arc.candidate, arc.match, others[arc.start] - best, _repeats(arc)) for arc in way]


def _repeats(arc: _Arc) -> bool:
    """Whether a step only repeats what is printed where the reader is: the next instance has the same heading, too."""
    return arc.before == arc.after and arc.match.element.kind is not Kind.INSTANCE


def _within(starts: Sequence[int], first: int, end: int) -> Iterable[int]:
    """Those of some sorted positions that lie from `first` up to `end`."""
    at = bisect_left(starts, first)
    while at < len(starts) and starts[at] < end:
        yield starts[at]
        at += 1
