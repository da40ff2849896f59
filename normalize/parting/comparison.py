"""新旧対照表: whether a page holds rows of a form with their old and their new answers in columns side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.records import Box, Page
from normalize.layout.pages.doubled import all_lines
from normalize.matching.index import form_index, label_key
from normalize.parting.other_papers import paper_of_head
from normalize.registry import load_registry
from normalize.text.fold import fold
from normalize.text.word_signs import WordSigns, may_hold, word_signs

COMPARISON = "comparison"
"""The kind of paper that such a page is of."""
SHORT = 20
"""The head of a column has no more characters."""
ENOUGH = 3
"""Below the heads stand so many different labels and headings of a form at least."""
_ASIDE = re.compile(r"[(\[【〔<][^()\[\]【】〔〕<>]*[)\]】〕>]")


def compares(page: Page) -> bool:
    """Whether old and new answers to rows of a form stand side by side on a page.

    A table of changes has such heads too: it has a date for each row, or its own title above.
    """
    if not may_hold("".join(line.text for line in all_lines(page)), _signs()):
        return False
    heads = _heads(page)
    if heads is None or bears_changes(page):
        return False
    below = {label_key(text) for text, box in _texts(page) if box.top >= heads.top}
    return any(len(below & keys) >= ENOUGH for keys in _labels())


def names_comparison(page: Page) -> bool:
    """Whether a line in the upper part of a page is the title of a comparison."""
    paper = paper_of_head(page)
    return paper is not None and paper.kind == COMPARISON and not bears_changes(page)


def bears_changes(page: Page) -> bool:
    """Whether the title of a table of changes stands on a page."""
    return any(len(line.text) <= SHORT and fold(line.text) in _titles_of_changes() for line in all_lines(page))


def _heads(page: Page) -> Box | None:
    """Where the heads of old and new stand in one row, and no head of a date beside them."""
    words: dict[str, list[Box]] = {"old": [], "new": [], "date": []}
    for text, box in _texts(page):
        if 0 < len(text) <= SHORT and (word := _word(fold(text))):
            words[word].append(box)
    for old in words["old"]:
        if any(_beside(old, date) for date in words["date"]):
            continue
        for new in words["new"]:
            if _beside(old, new):
                return old
    return None


def _beside(box: Box, other: Box) -> bool:
    middle = (other.top + other.bottom) / 2
    return box.top <= middle <= box.bottom and (box.x1 <= other.x0 + 1 or other.x1 <= box.x0 + 1)


def _word(folded: str) -> str | None:
    """What a head says: that a column holds what is old, new, or a date."""
    old, new, date = _patterns()
    bare = _ASIDE.sub("", folded) or folded.strip("()[]【】〔〕<>")
    found = {"old": old.fullmatch(bare), "new": new.fullmatch(bare), "date": date.fullmatch(bare)}
    return next((word for word, match in found.items() if match), None)


def _texts(page: Page) -> Iterator[tuple[str, Box]]:
    """Cells, lines and their runs, with their places."""
    for cell in page.cells:
        if cell.lines:
            yield cell.text, cell.box
    for line in all_lines(page):
        yield line.text, line.box
        for run in line.runs if len(line.runs) > 1 else ():
            yield run.text, line.box._replace(x0=run.x0, x1=run.x1)


@cache
def _signs() -> WordSigns:
    heads = load_registry().papers.comparison
    return word_signs((heads.old, heads.new))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    heads = load_registry().papers.comparison
    date = load_registry().change_table.columns[0]
    return (
        _any_of(heads.old, heads.behind), _any_of(heads.new, heads.behind),
        _any_of((date.label, *date.variants), ""),
    )  # fmt: skip


def _any_of(words: tuple[str, ...], behind: str) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(re.escape(fold(word)) for word in words)}){behind}")


@cache
def _titles_of_changes() -> frozenset[str]:
    return frozenset(fold(title) for titles in load_registry().change_table.titles.values() for title in titles)


@cache
def _labels() -> tuple[frozenset[str], ...]:
    """The labels and headings of each form."""
    indexes = [form_index(form) for form in load_registry().forms]
    return tuple(frozenset(index.rows.keys() | index.headings.keys()) for index in indexes)
