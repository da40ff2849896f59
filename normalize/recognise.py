"""Which form is this? The printed title decides, else what the pages hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from extract.records import Page
from normalize.fold import fold
from normalize.form_index import MAX_LABEL, form_index, label_key
from normalize.registry import Registry

TITLE_PAGES = 3
"""The title stands on one of the first pages (a cover letter may come before)."""
MIN_LABELS = 8
"""A document without a title is a form if at least so many different labels of one form are printed."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The form of a document, and whether it is printed as a three-column excerpt (変更箇所一覧)."""

    form: str
    excerpt: bool


def recognise(pages: Sequence[Page], registry: Registry) -> Recognised | None:
    """The form printed on `pages`; None for a document that is no assessment (評価書)."""
    texts = [fold(text) for page in islice(pages, TITLE_PAGES) for text in _texts(page)]
    for form in registry.forms.values():
        titles = {fold(title) for title in (form.title, *form.variants)}
        if any(text in titles or fold(form.title) in text for text in texts):
            return Recognised(form.id, excerpt=False)
    excerpt = registry.change_excerpt
    heads = {fold(column.label) for column in excerpt.columns}
    if heads <= set(texts) or (fold(excerpt.title) in texts and len(heads & set(texts)) >= 2):
        return Recognised(excerpt.keys_of, excerpt=True)
    return _by_labels(pages, registry)


def _texts(page: Page) -> list[str]:
    return [line.text for line in page.loose] + [cell.text for cell in page.cells if len(cell.text) <= MAX_LABEL]


def _by_labels(pages: Sequence[Page], registry: Registry) -> Recognised | None:
    """The form most of whose labels are printed."""
    printed = {label_key(text) for page in pages for text in _texts(page)}
    scores = {form: len(printed & form_index(form).rows.keys()) for form in registry.forms}
    best = max(scores, key=lambda form: scores[form])
    return Recognised(best, excerpt=False) if scores[best] >= MIN_LABELS else None
