"""Judgements → figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from hyokasho.evaluation.judgement import Judgement, ValueKind
from hyokasho.evaluation.reliability import Reliability

VALUES = frozenset({ValueKind.TEXT, ValueKind.CHOICE, ValueKind.MARK})
"""What confidence and status are held against: the answers themselves."""
BANDS = (50, 80, 90, 95, 99, 100)
"""Lower bounds, in percent, of the bands of confidence; the first band begins at 0, the last is exactly 100."""
NO_ROW = "no row"


@dataclass(slots=True)
class Tally:
    """How many of `n` things were read right, wrong without a word (silent), wrong and said so (flagged)."""

    n: int = 0
    right: int = 0
    silent: int = 0
    flagged: int = 0

    def add(self, judgement: Judgement) -> None:
        """Count one in."""
        self.n += 1
        self.right += judgement.right
        self.silent += judgement.silent
        self.flagged += judgement.flagged

    @property
    def accuracy(self) -> float:
        """The share that is right; 1 where there was nothing to read."""
        return self.right / self.n if self.n else 1.0


@dataclass(slots=True)
class Score:
    """All figures.

    `edits` of the `characters` printed in texts are wrong; `unprinted` answers were written that no gold has.
    """

    documents: int = 0
    kinds: dict[ValueKind, Tally] = field(default_factory=lambda: {kind: Tally() for kind in ValueKind})
    statuses: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    bands: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in band_names()})
    reliability: Reliability = field(default_factory=Reliability)
    edits: int = 0
    characters: int = 0
    unprinted: int = 0
    wrong: list[Judgement] = field(default_factory=list)

    def add(self, judgements: Iterable[Judgement], unprinted: int = 0) -> None:
        """Count one document in."""
        self.documents += 1
        self.unprinted += unprinted
        for judgement in judgements:
            self.kinds[judgement.kind].add(judgement)
            self.reliability.add(judgement)
            self.edits += judgement.edits
            self.characters += judgement.length
            if not judgement.right:
                self.wrong.append(judgement)
            if judgement.kind in VALUES:
                self.statuses[judgement.status or NO_ROW].add(judgement)
                if judgement.confidence is not None:
                    self.bands[band(judgement.confidence)].add(judgement)

    @property
    def character_error_rate(self) -> float:
        """Wrong characters of texts as a share of the printed ones."""
        return self.edits / self.characters if self.characters else 0.0


def band(confidence: float) -> str:
    """The band that a confidence (0 to 1) falls into."""
    return band_names()[sum(100 * confidence >= bound for bound in BANDS)]


def band_names() -> list[str]:
    """The bands, lowest first: `0-50%`, ..., `100%`."""
    return [f"{low}-{high}%" for low, high in pairwise([0, *BANDS])] + [f"{BANDS[-1]}%"]
