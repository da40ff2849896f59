"""What the readers of answers share: the lines of an answer's cells, how they were read, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Line
from normalize.layout.rows import PrintedCell, merged_lines
from normalize.parsing.collected import RawAnswer
from normalize.records import Answer, Finding, FindingKind

LENIENT_CONFIDENCE = 0.9
"""Confidence of an answer found by a label that is not printed to the letter."""


def is_recognised(raw: RawAnswer) -> bool:
    """Whether a recogniser read any of the cells."""
    return any(cell.recognised for cell in raw.cells)


def trust(raw: RawAnswer, answer: Answer, confidence: float) -> None:
    """Set the confidence of an answer whose own words say how sure it is."""
    lenient = 1.0 if raw.label_exact else LENIENT_CONFIDENCE
    answer.place = replace(answer.place, confidence=confidence * lenient)


def all_lines(cells: Sequence[PrintedCell]) -> list[Line]:
    """The lines of an answer; cells of one page that stand side by side are read as one."""
    lines: list[Line] = []
    for page in dict.fromkeys(cell.page for cell in cells):
        here = [line for cell in cells if cell.page == page for line in cell.lines]
        lines.extend(merged_lines(here))
    return lines


def finding(kind: FindingKind, answer: Answer, text: str) -> Finding:
    """Something to tell of an answer."""
    return Finding(kind, answer.place.page, text, answer.form_key, answer.file_no, answer.instance)
