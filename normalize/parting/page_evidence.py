"""What one page tells of the form that it belongs to: titles, labels, version marks, heads of an excerpt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.fuzz import partial_ratio

from extract.records import Line, Page
from normalize.layout.pages.running import is_at_edge
from normalize.layout.rows import is_recognized
from normalize.matching.index import form_index, label_key
from normalize.matching.match import form_matcher
from normalize.matching.spelling import certain_spelling
from normalize.parting.other_papers import Paper, named_paper, speaks_of_form, speaks_of_something
from normalize.registry import MAX_LABEL, Registry, load_registry
from normalize.text.closest import closest_of
from normalize.text.confusables import bones
from normalize.text.fold import fold

LIKE, CLEARLY_LIKE = 85.0, 7.0
"""A misread title is so like a form's (percent), and so much less like the others', which differ in two characters."""
MOST_AROUND = 24
"""A title with more characters before it is a sentence about it."""
MOST_BEFORE = 2
"""So many texts at most stand before the title of a section with which a file begins."""
_QUOTED = re.compile("[・•●○◆◇■□、。「『]$|^[・•●○◆◇■□]")
_BRACKETED = re.compile(r"[(\[【〔<][^()\[\]【】〔〕<>]*[)\]】〕>]")


@dataclass(frozen=True, slots=True)
class Title:
    """A form's own title on a page: how large (points) and from which height (points) it is printed.

    `read` is False where it was only told from a misread text.
    """

    form: str
    size: float
    top: float
    read: bool = True


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What one page tells; `labels` and `headings` of each form in their strict keys, `cover` counts labels of a cover.

    `other_paper` is a paper about a form that a heading names, `style` the form whose version mark it bears, `excerpt`
    and `changes` that it holds the heads of an excerpt, of a form's table of changes, `openings` the forms that have a
    section by whose title the page begins.
    """

    number: int
    titles: tuple[Title, ...]
    labels: dict[str, frozenset[str]]
    headings: dict[str, frozenset[str]]
    cover: int
    style: str | None
    other_paper: Paper | None
    excerpt: bool
    changes: str | None
    openings: frozenset[str]

    @property
    def own_title(self) -> Title | None:
        """The title of the page: the largest, then the uppermost; None where it lists those of several forms."""
        ranked = sorted(self.titles, key=lambda title: (not title.read, -round(title.size), title.top))
        listed = [title for title in ranked if title.form != ranked[0].form and title.read]
        alike = [title for title in listed if round(title.size) >= round(ranked[0].size)]
        return None if not ranked or (alike and not self.cover) else ranked[0]


def evidence(page: Page, registry: Registry, misread: bool = True) -> PageEvidence:
    """What a page tells of its form; `misread`: texts of a scan are compared with all that the forms print."""
    texts = _texts(page)
    recognized = misread and is_recognized(page)
    keys = {label_key(text) for text, _, _ in texts}
    labels = {form: frozenset(_labels(form, keys, texts if recognized else ())) for form in registry.forms}
    titles = tuple(_titles(texts, registry)) or (tuple(_misread_titles(page, registry)) if recognized else ())
    folded = {fold(text) for text, _, _ in texts}
    return PageEvidence(
        page.number, titles, labels, {form: _headings(form, keys) for form in registry.forms},
        len(keys & _cover_labels(tuple(registry.forms))), _style(folded, registry),
        named_paper(page), _is_excerpt(folded, registry, recognized), _changes(folded, registry),
        _openings(page),
    )  # fmt: skip


def without_rows(page: PageEvidence) -> PageEvidence:
    """The same for a page whose titles, rows and tables are quoted, and of no form."""
    nothing = dict.fromkeys(page.labels, frozenset[str]())
    return replace(
        page, titles=(), labels=nothing, headings=nothing, cover=0, style=None, excerpt=False, changes=None,
        openings=frozenset(),
    )  # fmt: skip


def _texts(page: Page) -> list[tuple[str, float, float]]:
    """The short texts of a page with their sizes and heights; of a line of several runs each run too."""
    found: list[tuple[str, float, float]] = []
    for line in page.loose:
        found += [(text, line.size, line.box.top) for text in dict.fromkeys((line.text, *_runs(line)))]
    for cell in page.cells:
        size = max((line.size for line in cell.lines), default=0.0)
        parts = [run for line in cell.lines for run in _runs(line)]
        found += [(text, size, cell.box.top) for text in dict.fromkeys((cell.text, *parts))]
    return [each for each in found if 0 < len(each[0]) <= MAX_LABEL]


def _runs(line: Line) -> list[str]:
    return [run.text for run in line.runs] if len(line.runs) > 1 and not speaks_of_form(line.text) else []


def _titles(texts: Sequence[tuple[str, float, float]], registry: Registry) -> Iterator[Title]:
    for text, size, top in texts:
        folded = fold(text)
        for form in registry.forms.values():
            if any(_is_own(folded, fold(title), registry) for title in (form.title, *form.variants)):
                yield Title(form.id, size, top)


def _is_own(folded: str, title: str, registry: Registry) -> bool:
    """Whether a text is a title with no more around it than a name before it and remarks behind it."""
    before, found, behind = folded.partition(title)
    if not found or len(before) > MOST_AROUND or _QUOTED.search(before):
        return False
    if any(fold(word) in folded for word in registry.papers.words):
        return False
    rest = _BRACKETED.sub("", behind)
    return not rest or rest in {fold(word) for word in registry.title_words.remarks}


def _misread_titles(page: Page, registry: Registry) -> Iterator[Title]:
    """The title most like something printed on a scanned page, if no other one's is nearly as like.

    A line that says what it is about (の公表について) is none.
    """
    pairs = [(above.text + below.text, above.size, above.box.top) for above, below in pairwise(page.loose)]
    read = [(fold(text), size, top) for text, size, top in [*_texts(page), *pairs] if len(text) <= MAX_LABEL]
    texts = [(bones(text), size, top) for text, size, top in read if not speaks_of_something(text)]
    best: dict[str, tuple[float, float, float]] = {}
    for form in registry.forms.values():
        titles = [bones(fold(title)) for title in (form.title, *form.variants)]
        found = [(_likeness(title, text), size, top) for title in titles for text, size, top in texts]
        best[form.id] = max(found, key=lambda each: each[0], default=(0.0, 0.0, 0.0))
    first, second, *_ = sorted(best, key=lambda form: -best[form][0])
    if best[first][0] >= LIKE and best[first][0] - best[second][0] >= CLEARLY_LIKE:
        yield Title(first, *best[first][1:], read=False)


def _likeness(title: str, text: str) -> float:
    """How like a title some part of a text is, in percent; 0 for a text that is too short to hold it."""
    return partial_ratio(title, text) if len(text) >= LIKE / 100 * len(title) else 0.0


def _labels(form: str, keys: set[str], misread: Sequence[tuple[str, float, float]]) -> Iterator[str]:
    rows = form_index(form).rows.keys()
    yield from keys & rows
    matcher = form_matcher(form)
    for text, _, _ in misread:
        key = certain_spelling(matcher, text)
        if key in rows:
            yield key


def _headings(form: str, keys: set[str]) -> frozenset[str]:
    """The headings of a form among some keys; its title, which is that of its cover, is none."""
    index = form_index(form)
    return frozenset(keys & index.headings.keys()) - {label_key(text) for text in index.form.sections[0].spellings}


def _openings(page: Page) -> frozenset[str]:
    """The forms that have a section by whose title a page begins, running lines and a little else aside."""
    texts = [(line.box.top, line.text, is_at_edge(page, line)) for line in page.loose]
    texts += [(cell.box.top, cell.text, False) for cell in page.cells if cell.lines]
    passed = 0
    for _, text, at_edge in sorted(texts):
        forms = _section_titles().get(label_key(text)) if len(text) <= MAX_LABEL else None
        if forms is not None:
            return forms
        passed += not at_edge
        if passed > MOST_BEFORE:
            break
    return frozenset()


@lru_cache(maxsize=1)
def _section_titles() -> dict[str, frozenset[str]]:
    """The titles of all sections but covers, in their strict keys, with the forms that have them."""
    titles = [
        (label_key(text), form.id) for form in load_registry().forms.values()
        for section in form.sections[1:] for text in section.spellings
    ]  # fmt: skip
    return {key: frozenset(form for other, form in titles if other == key) for key, _ in titles}


@lru_cache(maxsize=4)
def _cover_labels(forms: tuple[str, ...]) -> frozenset[str]:
    rows = (row for form in forms for row in form_index(form).form.sections[0].rows)
    return frozenset(label_key(text) for row in rows for text in row.spellings)


def _style(folded: set[str], registry: Registry) -> str | None:
    """The form whose number (様式2) a version mark on the page bears, if it is one alone."""
    marks = {
        form.id for form in registry.forms.values() for text in folded
        if fold(form.style) in text and len(text) <= MOST_AROUND and re.search(r"[\]］]$", text)
    }  # fmt: skip
    return marks.pop() if len(marks) == 1 else None


def _is_excerpt(folded: set[str], registry: Registry, recognized: bool) -> bool:
    excerpt = registry.change_excerpt
    heads, title = {fold(column.label) for column in excerpt.columns}, fold(excerpt.title)
    known = set(folded)
    if recognized:
        known |= {near for text in folded if (near := closest_of((*sorted(heads), title), text))}
    return heads <= known or (title in known and len(heads & known) >= 2)


def _changes(folded: set[str], registry: Registry) -> str | None:
    """The form whose table of changes stands on the page, by its title and its heads."""
    table = registry.change_table
    if not {fold(column.label) for column in table.columns} <= folded:
        return None
    return next((form for form, titles in table.titles.items() if {fold(title) for title in titles} & folded), None)
