"""Where the form of a file begins: page by page is looked at, and held back until the form is known."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extract.records import Page
from normalize.layout.pages.characters import printed_characters
from normalize.layout.pages.doubled import all_lines
from normalize.parting.comparison import COMPARISON, compares
from normalize.parting.form_kind import FormKind, form_of, has_cover, is_ready
from normalize.parting.other_papers import Paper
from normalize.parting.page_evidence import PageEvidence, evidence, without_rows
from normalize.parting.page_stream import PageStream
from normalize.registry import Registry

WINDOW = 12
"""So many pages at most are held back until the form is known."""


@dataclass(frozen=True, slots=True)
class SkippedPage:
    """A page before the form (a letter): its number, what it begins with, and its characters, white space aside."""

    number: int
    beginning: str
    characters: str


class Search(NamedTuple):
    """What came of looking for a form: None where there is none, and the `paper` that the pages seem to be of.

    `before` are the pages before the form; its own pages come next in the stream.
    """

    kind: FormKind | None
    before: list[SkippedPage]
    paper: Paper | None = None


def find_form(stream: PageStream, registry: Registry) -> Search:
    """Look for a form page by page; no more than `WINDOW` pages are held back for it."""
    held: deque[Page] = deque()
    seen: deque[PageEvidence] = deque()
    before: list[SkippedPage] = []
    paper: Paper | None = None
    compared = False
    for page in stream:
        held.append(page)
        told = evidence(page, registry, misread=not before)
        compared = _begins_comparison(page, told) or (compared and not has_cover(told))
        told = without_rows(told) if compared else told
        paper = paper or (Paper(COMPARISON, "", page.number) if compared else told.other_paper)
        seen.append(told)
        if is_ready(seen):
            break
        if len(held) > WINDOW:
            before.append(skipped_page(held.popleft()))
            seen.popleft()
    kind = form_of(seen, registry)
    if kind is None:
        return Search(None, [], paper)
    while held and held[0].number < kind.first_page:
        before.append(skipped_page(held.popleft()))
    stream.put_back(held)
    return Search(kind, before)


def _begins_comparison(page: Page, told: PageEvidence) -> bool:
    """Whether a page is the first of a comparison (新旧対照表): a line names it, or its columns show it."""
    named = told.other_paper is not None and told.other_paper.kind == COMPARISON
    return (named and told.changes is None) or compares(page)


def form_of_cover(pages: Sequence[Page], registry: Registry, otherwise: str) -> FormKind:
    """The form of a cover and of the pages behind it; `otherwise` where neither title nor rows tell, and not sure."""
    first = pages[0].number
    kind = form_kind(pages, registry)
    if kind is None or kind.excerpt:
        kind = FormKind(otherwise, excerpt=False, sure=False)
    return replace(kind, first_page=first, cover=first)


def form_kind(pages: Sequence[Page], registry: Registry) -> FormKind | None:
    """The form printed on `pages`; None for a document that is no assessment (評価書)."""
    return form_of([evidence(page, registry) for page in pages], registry)


def skipped_page(page: Page) -> SkippedPage:
    """What is told of a page that is of no assessment."""
    texts = [*(line.text for line in all_lines(page)), page.watermark]
    beginning = next((line.text for line in page.loose), next(filter(None, texts), ""))
    return SkippedPage(page.number, beginning, printed_characters(page))
