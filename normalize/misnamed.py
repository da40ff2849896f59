"""Kanji that a font's map calls by the names of others: labels that differ by them from the form's tell.

A form says most of its kanji in labels that are known. Where two of these have the same kanji in the place of another
one, and no letter else apart, the text layer says something else than the page, in the answers too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from normalize.matching.elements import Element
from normalize.matching.index import label_key
from normalize.reasons import Reason
from normalize.records import Answer, ChangeCell, Finding, FindingKind, Mark, Reading

LABELS = 2
"""So many labels that have one kanji for another tell that it is no slip of who wrote them."""
PAIRS = 2
"""So many pairs tell that no kanji is to be believed, not only those of the pairs."""
APART = 0.4
"""A label differs from the form's by less than this share of its letters."""
SHORTEST = 4
"""Labels of fewer letters may be other ones."""
_KANJI = re.compile("[一-鿿]")
_TOLD = (FindingKind.LABEL_VARIANT, FindingKind.LABEL_BY_PLACE)
Pair = tuple[str, str]


def doubt_misnamed(reading: Reading, elements: Sequence[Element], pictured: Set[int]) -> None:
    """Answers, details and cells of changes with kanji that the font may call by other names are in doubt.

    The `pictured` pages were read from their picture: no font says anything there.
    """
    pairs = misnamed([each for each in reading.findings if each.page not in pictured], elements)
    if not pairs:
        return
    doubtful = _KANJI if len(pairs) >= PAIRS else re.compile(f"[{''.join(sorted({*''.join(map(''.join, pairs))}))}]")
    reading.changes = list(reading.changes)
    for item, text in _texts(reading):
        if item.place.page not in pictured and doubtful.search(text):
            item.reasons |= {Reason.SIGN_UNREAD}


def misnamed(findings: Iterable[Finding], elements: Sequence[Element]) -> set[Pair]:
    """The pairs (as printed, as the form has it) of kanji that several labels have in each other's place."""
    told: dict[Pair, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.kind in _TOLD:
            printed = label_key(finding.text)
            for spelling, pairs in _alike(printed, elements):
                for pair in pairs:
                    told[pair].add(spelling)
    return {pair for pair, spellings in told.items() if len(spellings) >= LABELS}


def _alike(printed: str, elements: Sequence[Element]) -> Iterator[tuple[str, set[Pair]]]:
    """The spellings of the form that a label has but for some kanji, with the pairs that these come to."""
    if len(printed) < SHORTEST:
        return
    for spelling in {key for element in elements for key in element.keys if len(key) == len(printed)}:
        apart = [(a, b) for a, b in zip(printed, spelling, strict=True) if a != b]
        kanji = all(_KANJI.fullmatch(a) and _KANJI.fullmatch(b) for a, b in apart)
        if apart and kanji and len(apart) < APART * len(printed):
            yield spelling, set(apart)


def _texts(reading: Reading) -> Iterator[tuple[Answer | Mark | ChangeCell, str]]:
    for answer in reading.answers:
        yield answer, answer.raw
    for mark in reading.marks:
        yield mark, mark.detail or ""
    for change in reading.changes:
        for cell in change.cells.values():
            yield cell, cell.raw
