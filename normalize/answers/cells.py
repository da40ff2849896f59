"""What the readers of answers share: how cells were read, and what is told of them."""

from __future__ import annotations

from dataclasses import replace

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


def finding(kind: FindingKind, answer: Answer, text: str) -> Finding:
    """Something to tell of an answer."""
    return Finding(kind, answer.place.page, text, answer.form_key, answer.file_no, answer.instance)
