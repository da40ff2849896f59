"""The answers of a document, each interpreted as soon as it is complete: its cells are let go of then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from normalize.answers.interpret import interpret
from normalize.audit.ledger import Ledger
from normalize.layout.pages.characters import solid
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import shared
from normalize.records import Answer, Finding, Mark, Reading


class _Interpreted(NamedTuple):
    """What a raw answer came to."""

    answer: Answer
    marks: Sequence[Mark]
    findings: Sequence[Finding]


class Answered:
    """Interprets answers in print order; `reading` is the one that they are of, with the gaps known so far."""

    def __init__(self, reading: Reading, ledger: Ledger) -> None:
        self._ledger, self._reading = ledger, reading
        self._so_far = Reading(form=reading.form, gaps=reading.gaps)

    def take(self, raws: Iterable[RawAnswer]) -> None:
        """Interpret answers that are complete."""
        read = self._so_far
        for raw in raws:
            interpret([raw], read)
            answer = read.answers[-1]
            self._ledger.take_answer(raw.cells, solid(answer.leftover), answer.specks)
            raw.made = _Interpreted(answer, tuple(read.marks), tuple(read.findings))
            items: list[RawAnswer | Answer | Mark] = [raw, answer, *read.marks]
            for item in items:
                item.reasons = shared(frozenset(item.reasons))
            read.marks.clear()
            read.findings.clear()
            raw.let_go()

    def close(self, raws: Iterable[RawAnswer]) -> None:
        """Enter the answers to these raw ones in the reading, with the doubts that came since they were interpreted."""
        for raw in raws:
            if not isinstance(raw.made, _Interpreted):
                raise TypeError("an answer that was not interpreted")
            answer, marks, findings = raw.made
            items: list[Answer | Mark] = [answer, *marks]
            for item in items:
                item.reasons = shared(frozenset(item.reasons | raw.reasons))
            self._reading.answers.append(answer)
            self._reading.marks += marks
            self._reading.findings += findings
