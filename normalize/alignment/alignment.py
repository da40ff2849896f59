"""The cheapest way to pair a whole print with its form: which of its texts are which of the form's elements.

The printed sequence is walked once, with the best places on the form kept at each step (a beam). A text is passed
over for nothing, a label that is paired gains, and what the form prints and the way leaves out costs. How much worse
the best way is that decides otherwise about a label is the label's margin: small where the print is ambiguous.

What all places that are followed have in common is decided, handed out and let go of, as soon as there is enough of
it: of a long print no more is kept than of a short one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from normalize.alignment.lattice import ENDLESS, Candidate, Lattice, Rest, Taken, Way
from normalize.alignment.moves import form_moves
from normalize.matching.costs import COSTS, Costs
from normalize.matching.elements import FormSequence, Kind
from normalize.matching.match import Match

SECTION = 200
"""When so many positions are undecided, what is certain of them is decided."""
DIGITS = 6
"""Digits of a margin behind the point: sums of costs differ in the last ones by where they begin."""


@dataclass(frozen=True, slots=True)
class Paired:
    """A text with the element that it is, and by how much (`Costs.most_margin` at most) another way would be worse.

    `again` says that it only repeats what is printed where the reader is: a running title, a label behind a page break.
    """

    candidate: Candidate
    match: Match
    margin: float
    again: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it brings the reader on: it repeats nothing, and names no range of instances (2～5)."""
        return not self.again and self.match.last is None


def align(
    sequence: FormSequence, candidates: Iterable[Candidate], excerpt: bool = False, costs: Costs = COSTS
) -> list[Paired]:
    """The pairs of the cheapest way, in print order. `candidates` come in the order of their starts."""
    alignment = Alignment(sequence, excerpt, costs)
    for candidate in candidates:
        alignment.take(candidate)
    alignment.close()
    return alignment.decided()


class Alignment:
    """Takes candidates in the order of their starts, and hands out what is decided of them.

    It holds the places reached so far, from the last one on that is decided.
    """

    def __init__(self, sequence: FormSequence, excerpt: bool = False, costs: Costs = COSTS) -> None:
        self._moves, self._settings = form_moves(sequence, costs, excerpt), costs
        self._lattice = Lattice()
        self._frontier = self._lattice.reached[0]
        self._coming: dict[int, dict[int, float]] = {}
        self._at = 0
        self._decided: list[Paired] = []
        self._enough = SECTION

    def take(self, candidate: Candidate) -> None:
        """Follow every way that takes this candidate."""
        ways = []
        for match in candidate.matches:
            own = match.cost - self._settings.gain(match.length)
            if own < 0:
                ways.append(Way(match, own, self._moves.steps_to(match, candidate.standing)))
        if not ways:
            return
        self._go_to(candidate.start)
        if len(self._lattice.reached) >= self._enough and not self._coming:
            self._decide()
        self._lattice.add(candidate, ways)
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
            self._lattice.reached[position] = self._frontier

    def _join(self, position: int, ended: dict[int, float]) -> None:
        places = dict(self._frontier)
        for place, cost in ended.items():
            if cost < places.get(place, ENDLESS):
                places[place] = cost
        least = min(places.values())
        near = [(cost, place) for place, cost in places.items() if cost <= least + self._settings.window]
        self._frontier = {place: cost for cost, place in sorted(near)[: self._settings.beam]}
        self._lattice.reached[position] = self._frontier
        self._at = position

    @property
    def decided_to(self) -> int:
        """The position up to which all is decided."""
        return self._lattice.begins_at

    def decided(self) -> list[Paired]:
        """The pairs decided since they were last asked for, in print order."""
        decided, self._decided = self._decided, []
        return decided

    def settle(self, position: int) -> None:
        """Decide what is certain up to a position, before which no candidate will come to begin any more."""
        self._go_to(position)
        if not self._coming:
            self._decide()

    def close(self) -> None:
        """Decide the rest: the cheapest way is known where no candidate comes any more."""
        if self._coming:
            self._go_to(max(self._coming))
        rest = self._lattice.costs_to_go(dict.fromkeys(self._frontier, 0.0))
        self._decided += self._paired(self._at, rest)

    def _decide(self) -> None:
        """Decide what comes before the last place that all ways share which may still be the cheapest, or nearly.

        Each place that is followed is taken for as good as the best one: which of them wins is told behind it.
        """
        rest = self._lattice.costs_to_go({place: -cost for place, cost in self._frontier.items()})
        shared = self._lattice.last_shared(rest, self._settings.most_margin)
        if shared is not None:
            self._decided += self._paired(shared[0], rest)
            self._lattice.begin_at(*shared)
        self._enough = len(self._lattice.reached) + SECTION

    def _paired(self, end: int, rest: Rest) -> list[Paired]:
        """The pairs of the cheapest way up to a position."""
        return [
            Paired(step.candidate, step.match, min(round(margin, DIGITS), self._settings.most_margin), _repeats(step))
            for step, margin in self._lattice.cheapest(rest, end)
        ]


def _repeats(step: Taken) -> bool:
    """Whether a step only repeats what is printed where the reader is: the next instance has the same heading, too."""
    return step.before == step.after and step.match.element.kind is not Kind.INSTANCE
