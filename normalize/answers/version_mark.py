"""The mark of the form's version: what stands where it is printed, if that is one."""

from __future__ import annotations

from normalize.alignment.living_versions import VERSION_FIELD
from normalize.answers.policy import UNSURE
from normalize.matching.index import FormIndex
from normalize.matching.versions import version_spelling
from normalize.reasons import Reason
from normalize.records import Answer, Reading
from normalize.text.fold import fold


def take_version(reading: Reading, index: FormIndex) -> None:
    """Enter the version that a print bears in its mark.

    A mark is in doubt that says no version of its own form, or a month in which there can be none.
    """
    for answer in reading.answers:
        if answer.field_id == VERSION_FIELD and _is_version(answer, index):
            reading.form_version = answer.raw.strip("[]［］ 　")
        elif answer.field_id == VERSION_FIELD:
            answer.reasons |= {Reason.VERSION_UNKNOWN}


def _is_version(answer: Answer, index: FormIndex) -> bool:
    """Whether a mark says a version; a recognized one must be among those known, and is set right.

    If it is, it is certain too: no two versions are alike in their numbers.
    """
    if answer.place.confidence == 1:
        return index.is_version(answer.raw) and Reason.VERSION_UNKNOWN not in answer.reasons
    _mend(answer, index)
    if answer.place.confidence < UNSURE or index.known_version(answer.raw) is None:
        return False
    answer.reasons -= {Reason.LOW_TEXT_CONFIDENCE, Reason.UNBALANCED_BRACKETS}
    return Reason.VERSION_UNKNOWN not in answer.reasons


def _mend(answer: Answer, index: FormIndex) -> None:
    """The version as the form prints it, where a recognizer misread it; what it said is kept."""
    spelling = version_spelling(index, answer.raw)
    if spelling is not None and fold(spelling) != fold(answer.raw):
        answer.raw_ocr = answer.raw_ocr or answer.raw
        answer.raw = answer.value = spelling
