"""Whether a page is the cover of a form: by it another assessment begins in the same file.

A title may run along the head of each page, and a table of changes or a list may name the rows of a cover. So a page is
a cover only where the rows stand as they do on one, and more than one thing besides speaks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache

from extract.records import Box, Line, Page
from normalize.layout.pages.doubled import all_lines
from normalize.layout.pages.running import SAME_HEIGHT
from normalize.layout.rows import is_recognized
from normalize.matching.index import form_index, label_key
from normalize.matching.match import form_matcher
from normalize.matching.spelling import certain_spelling
from normalize.parting.page_evidence import evidence
from normalize.records import Answer
from normalize.registry import MAX_LABEL, Registry, load_registry
from normalize.text.fold import fold
from normalize.text.word_signs import WordSigns, may_hold, word_signs

ORGANIZATION = "organization.name"
NUMBER, NAME = "assessment.number", "assessment.name"
"""The rows that every cover begins with."""
DECLARATION = "assessment.declaration"
HEAD = 0.5
"""Titles stand in this part of a page."""
ENOUGH = 2
"""So many things beside these two rows tell a cover for certain."""
FEW_CELLS = 2
"""A row of a cover has no more cells, where its number does not stand beside its name."""


class CoverSign(Enum):
    """Whether a page is a cover."""

    NONE = "none"
    UNCLEAR = "unclear"
    SURE = "sure"


def cover_sign(page: Page, registry: Registry, before: Sequence[Line] = ()) -> CoverSign:
    """Whether a page is a cover; `before` are the head lines of the page before it, which may be running titles."""
    if not _may_bear_rows(page, registry):
        return CoverSign.NONE
    places = _rows(page, registry)
    number, name = places.pop(NUMBER, None), places.pop(NAME, None)
    if number is None or name is None or not _stand_as_on_cover(page, number, name):
        return CoverSign.NONE
    told = (DECLARATION in places) + _has_own_title(page, registry, number, before)
    places.pop(DECLARATION, None)
    told += any(place.top > number.bottom for place in places.values())
    return CoverSign.SURE if told >= ENOUGH else CoverSign.UNCLEAR if told else CoverSign.NONE


def bears_cover_rows(page: Page) -> bool:
    """Whether a page bears the labels of the rows that every cover begins with."""
    registry = load_registry()
    return _may_bear_rows(page, registry) and {NUMBER, NAME} <= _rows(page, registry).keys()


def is_cover_label(text: str) -> bool:
    """Whether a text is, to the letter, the label of a row of a cover."""
    return label_key(text) in _labels(tuple(load_registry().forms))


def holds_behind(answer: Answer, texts: Collection[str]) -> bool:
    """Whether number, name or organization holds, behind a text of its own, one of some texts (folded)."""
    if answer.field_id not in (NUMBER, NAME, ORGANIZATION):
        return False
    folded = fold(answer.raw)
    return any(folded.find(text) > 0 for text in texts if text)


def head_lines(page: Page) -> list[Line]:
    """The lines in the upper part of a page, where titles stand."""
    return [line for line in all_lines(page) if line.box.bottom < HEAD * page.height]


def _has_own_title(page: Page, registry: Registry, number: Box, before: Sequence[Line]) -> bool:
    """Whether a form's title stands above the number, and not at the same place on the page before."""
    title = evidence(page, registry).own_title
    if title is None or title.top > number.top:
        return False
    lines = [line for line in head_lines(page) if -1 <= line.box.top - title.top <= 2 * line.size]
    return not any(
        line.text == other.text and abs(line.box.top - other.box.top) <= SAME_HEIGHT
        for line in lines for other in before
    )  # fmt: skip


def _stand_as_on_cover(page: Page, number: Box, name: Box) -> bool:
    """Whether nothing stands left of the number, and the name beside it, or below it in a row of its own."""
    beside = [cell.box for cell in page.cells if cell.lines and _overlap(cell.box, number)]
    if any(box.x1 <= number.x0 + 1 for box in beside):
        return False
    return _overlap(name, number) or len(beside) <= FEW_CELLS


def _overlap(box: Box, other: Box) -> bool:
    """Whether two boxes stand side by side."""
    middle = (other.top + other.bottom) / 2
    return box.top <= middle <= box.bottom or box.top <= other.top <= other.bottom <= box.bottom


def _may_bear_rows(page: Page, registry: Registry) -> bool:
    """Whether the labels of number and name stand somewhere in the text of a page: to look for each takes longer.

    What a recognizer read may spell them otherwise.
    """
    if is_recognized(page):
        return True
    text = "".join(line.text for line in all_lines(page))
    if not may_hold(text, _first_labels()):
        return False
    folded = fold(text).replace("※", "")
    labels = _labels(tuple(registry.forms))
    return all(any(key in folded for key, field in labels.items() if field == row) for row in (NUMBER, NAME))


def _rows(page: Page, registry: Registry) -> dict[str, Box]:
    """The rows of a cover whose labels a page bears, by question, each with the place of its uppermost label."""
    labels = _labels(tuple(registry.forms))
    found: dict[str, Box] = {}
    recognized = is_recognized(page)
    for text, box in _texts(page):
        field = _field(text, labels, recognized)
        if field is not None and (field not in found or box.top < found[field].top):
            found[field] = box
    return found


def _field(text: str, labels: Mapping[str, str], recognized: bool) -> str | None:
    field = labels.get(label_key(text))
    if field is None and recognized:
        spelling = certain_spelling(form_matcher("kiso"), text)
        field = labels.get(spelling) if spelling is not None else None
    return field


def _texts(page: Page) -> Iterator[tuple[str, Box]]:
    """The short texts of a page that may be labels, with their places: cells, lines, and their runs."""
    for cell in page.cells:
        if cell.lines and len(cell.text) <= MAX_LABEL:
            yield cell.text, cell.box
    for line in all_lines(page):
        if len(line.text) <= MAX_LABEL:
            yield line.text, line.box
        for run in line.runs if len(line.runs) > 1 else ():
            if len(run.text) <= MAX_LABEL:
                yield run.text, Box(run.x0, line.box.top, run.x1, line.box.bottom)


@cache
def _first_labels() -> WordSigns:
    labels = _labels(tuple(load_registry().forms))
    return word_signs([key for key, field in labels.items() if field == row] for row in (NUMBER, NAME))


@lru_cache(maxsize=2)
def _labels(forms: tuple[str, ...]) -> dict[str, str]:
    """The labels of all covers, in their strict keys, with the questions that they ask."""
    rows = [row for form in forms for row in form_index(form).form.sections[0].rows]
    return {label_key(text): row.field_id for row in rows for text in row.spellings}
