"""What the readers of answers share: how cells were read, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable

from normalize.answers.accounts import untold
from normalize.parsing.raw_answer import RawAnswer
from normalize.reasons import Reason
from normalize.records import Answer, Finding, FindingKind, Reading

LABEL_CONFIDENCE = {Reason.LABEL_VARIANT: 0.9, Reason.LABEL_BY_PLACE: 0.5}
"""Confidence of an answer whose label, or a heading above it, is not printed to the letter, or was not read."""


def is_recognized(raw: RawAnswer) -> bool:
    """Whether a recognizer read any of the cells."""
    return any(cell.recognized for cell in raw.cells)


def label_confidence(raw: RawAnswer) -> float:
    """How surely an answer's label and the headings above it are known."""
    return min(raw.certainty, *(LABEL_CONFIDENCE[reason] for reason in raw.reasons if reason in LABEL_CONFIDENCE), 1.0)


def trust(raw: RawAnswer, answer: Answer, confidence: float) -> None:
    """Set the confidence of an answer whose own words say how sure it is."""
    answer.place = answer.place.trusted(confidence * label_confidence(raw))


def finding(kind: FindingKind, answer: Answer, text: str) -> Finding:
    """Something to tell of an answer."""
    return Finding(kind, answer.place.page, text, answer.form_key, answer.file_no, answer.instance)


def leave(answer: Answer, texts: Iterable[str], reading: Reading) -> None:
    """Texts in its cells that are no part of an answer."""
    for text in texts:
        answer.leftover += (text,)
        reading.findings.append(finding(FindingKind.LEFTOVER_TEXT, answer, text))


def audit(raw: RawAnswer, answer: Answer, told: Iterable[str], reading: Reading) -> None:
    """What a reader says nothing of is left over too, and the answer may lack it."""
    dropped = untold(raw.cells, told)
    if dropped:
        answer.reasons |= {Reason.TEXT_LEFT_OVER}
        leave(answer, [dropped], reading)
