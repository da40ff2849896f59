"""Whether the answer that stands where the mark of the form's version is printed is to be taken for one."""

from __future__ import annotations

from normalize.answers.policy import UNSURE
from normalize.matching.index import FormIndex
from normalize.matching.versions import version_spelling
from normalize.reasons import Reason
from normalize.records import Answer
from normalize.text.fold import fold


def is_version(answer: Answer, index: FormIndex) -> bool:
    """Whether it is a version of its own form and of a month in which one may be; if not, that is a reason for doubt.

    A recognised one must be among those known, and is set right. If it is, it is certain too: no two versions are alike
    in their numbers.
    """
    if answer.place.confidence < 1:
        _mend(answer, index)
        if answer.place.confidence >= UNSURE and index.known_version(answer.raw) is not None:
            answer.reasons -= {Reason.LOW_TEXT_CONFIDENCE, Reason.UNBALANCED_BRACKETS}
        else:
            answer.reasons |= {Reason.VERSION_UNKNOWN}
    elif not index.is_version(answer.raw):
        answer.reasons |= {Reason.VERSION_UNKNOWN}
    return Reason.VERSION_UNKNOWN not in answer.reasons


def _mend(answer: Answer, index: FormIndex) -> None:
    """The version as the form prints it, where a recognizer misread it; what it said is kept."""
    spelling = version_spelling(index, answer.raw)
    if spelling is not None and fold(spelling) != fold(answer.raw):
        answer.raw_ocr = answer.raw_ocr or answer.raw
        answer.raw = answer.value = spelling
