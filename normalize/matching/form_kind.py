"""Which form is this? The printed title decides, else what the pages hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from rapidfuzz.fuzz import partial_ratio

from extract.records import Page
from normalize.layout.rows import is_recognised
from normalize.matching.index import MAX_LABEL, form_index, label_key
from normalize.matching.vocabulary import closest_on_form
from normalize.registry import Registry
from normalize.text.closest import closest_of
from normalize.text.confusables import bones
from normalize.text.fold import fold

TITLE_PAGES = 3
"""The title stands on one of the first pages (a cover letter may come before)."""
LIKE, CLEARLY_LIKE = 85.0, 7.0
"""A misread title is so like a form's (percent), and so much less like the others', which differ in two characters."""
MIN_LABELS = 8
"""A document without a title is a form if at least so many different labels of one form are printed."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """The form of a document, and whether it is printed as a three-column excerpt (変更箇所一覧)."""

    form: str
    excerpt: bool


def form_kind(pages: Sequence[Page], registry: Registry) -> FormKind | None:
    """The form printed on `pages`; None for a document that is no assessment (評価書)."""
    texts = [fold(text) for page in islice(pages, TITLE_PAGES) for text in _texts(page)]
    for form in registry.forms.values():
        titles = {fold(title) for title in (form.title, *form.variants)}
        if any(text in titles or fold(form.title) in text for text in texts):
            return FormKind(form.id, excerpt=False)
    scanned = any(map(is_recognised, pages))
    if scanned and (form_id := _by_misread_title(pages, registry)):
        return FormKind(form_id, excerpt=False)
    excerpt = registry.change_excerpt
    heads = tuple(fold(column.label) for column in excerpt.columns)
    if scanned:
        texts += [known for text in texts if (known := closest_of((*heads, fold(excerpt.title)), text))]
    if set(heads) <= set(texts) or (fold(excerpt.title) in texts and len(set(heads) & set(texts)) >= 2):
        return FormKind(excerpt.keys_of, excerpt=True)
    return _by_labels(pages, registry, scanned)


def _by_misread_title(pages: Sequence[Page], registry: Registry) -> str | None:
    """The form whose title is most like something printed, if no other one's is nearly as like."""
    texts = [bones(fold(text)) for page in islice(pages, TITLE_PAGES) for text in _lines_and_pairs(page)]
    likeness: dict[str, float] = {}
    for form in registry.forms.values():
        titles = [bones(fold(title)) for title in (form.title, *form.variants)]
        likeness[form.id] = max((_likeness(title, text) for title in titles for text in texts), default=0.0)
    best, second, *_ = sorted(likeness, key=lambda form_id: -likeness[form_id])
    clear = likeness[best] >= LIKE and likeness[best] - likeness[second] >= CLEARLY_LIKE
    return best if clear else None


def _likeness(title: str, text: str) -> float:
    """How like a title some part of a text is, in percent; 0 for a text that is too short to hold it."""
    return partial_ratio(title, text) if len(text) >= LIKE / 100 * len(title) else 0.0


def _lines_and_pairs(page: Page) -> list[str]:
    """The texts of a page; loose lines also in pairs, for a title may be set in two lines."""
    pairs = [above.text + below.text for above, below in pairwise(page.loose)]
    return [text for text in [*_texts(page), *pairs] if len(text) <= MAX_LABEL]


def _texts(page: Page) -> list[str]:
    return [line.text for line in page.loose] + [cell.text for cell in page.cells if len(cell.text) <= MAX_LABEL]


def _by_labels(pages: Sequence[Page], registry: Registry, scanned: bool) -> FormKind | None:
    """The form most of whose labels are printed."""
    texts = {text for page in pages for text in _texts(page)}
    printed = {label_key(text) for text in texts}
    scores = {}
    for form in registry.forms:
        found = {match.key for text in texts if (match := closest_on_form(form, text))} if scanned else set()
        scores[form] = len((printed | found) & form_index(form).rows.keys())
    best = max(scores, key=lambda form: scores[form])
    return FormKind(best, excerpt=False) if scores[best] >= MIN_LABELS else None
