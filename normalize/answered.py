"""The answers of a document, each interpreted as soon as it is complete: its cells are let go of then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from normalize.alignment.living_versions import VERSION_FIELD
from normalize.answers.interpret import interpret
from normalize.audit.ledger import Ledger
from normalize.layout.pages.characters import solid
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import shared
from normalize.records import Answer, Finding, Mark, Reading
from normalize.records.answers import share_texts
from normalize.records.packed import Packed


class _Interpreted(NamedTuple):
    """What a raw answer came to."""

    answer: Answer
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...]


class Answered:
    """Interprets answers in print order; `reading` is the one that they are of, with the gaps known so far."""

    def __init__(self, reading: Reading, ledger: Ledger) -> None:
        self._ledger, self._reading = ledger, reading
        self._so_far = Reading(form=reading.form, gaps=reading.gaps)
        self._made: Packed[_Interpreted] = Packed(_Interpreted)
        """What the answers came to, in the order in which they were interpreted."""

    def take(self, raws: Iterable[RawAnswer]) -> None:
        """Interpret answers that are complete."""
        read = self._so_far
        for raw in raws:
            interpret([raw], read)
            answer = read.answers[-1]
            self._ledger.take_answer(raw.cells, solid(answer.leftover), answer.specks)
            raw.reasons = shared(frozenset(raw.reasons))
            raw.made = len(self._made)
            self._made.append(_Interpreted(answer, tuple(read.marks), tuple(read.findings)))
            read.marks.clear()
            read.findings.clear()
            if answer.field_id != VERSION_FIELD:  # which says what the options after it are called
                read.answers.pop()
            raw.let_go()

    def close(self, raws: Iterable[RawAnswer]) -> None:
        """Enter the answers to these raw ones in the reading, with the doubts that came since they were interpreted."""
        for raw in raws:
            if raw.made is None:
                raise ValueError("an answer that was not interpreted")
            answer, marks, findings = self._made[raw.made]
            items: list[Answer | Mark] = [answer, *marks]
            for item in items:
                item.reasons = shared(frozenset(item.reasons | raw.reasons))
            share_texts(answer, marks)
            self._reading.answers.append(answer)
            self._reading.marks += marks
            self._reading.findings += findings
        self._made = Packed(_Interpreted)
