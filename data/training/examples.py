"""Examples that networks are trained on and measured with: what the reader asks, and the right answers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.training.listening import Rows
from data.training.seen import MOST_PAGES, SeenLine, practice_scan, seen_lines
from data.training.sheets import form_pdf, practice_pdf


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions to a network and the right answers to them: `rows` (n, inputs), `answers` (n,)."""

    rows: NDArray[np.float16]
    answers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.answers)

    def chosen(self, which: NDArray[np.bool_]) -> Examples:
        """Those of the examples that `which` names."""
        return Examples(self.rows[which], self.answers[which])


def gathered(parts: Sequence[tuple[Rows, Sequence[int]]]) -> Examples:
    """Examples put together."""
    rows = np.concatenate([rows.astype(np.float16) for rows, _ in parts])
    return Examples(rows, np.concatenate([np.asarray(answers, np.int64) for _, answers in parts]))


def practice_lines(seeds: range, marks: bool, forms: int = 0, fonts: Sequence[Path] = ()) -> Iterator[SeenLine]:
    """The lines of one print for each seed, scanned by chance: one of practice lines, or every `forms`-th time a form.

    Practice lines are in faces of chance, or in the files `fonts` one after the other.
    """
    for n, seed in enumerate(seeds):
        if forms and n % forms == forms - 1:
            pdf = form_pdf(seed)
        else:
            pdf = practice_pdf(seed, MOST_PAGES, marks, fonts[n % len(fonts)] if fonts else None)
        yield from seen_lines(pdf, practice_scan(seed), random.Random(f"lines-{seed}"))
