"""Which form do pages print, and where does it begin? Its title decides with the rows behind it, else these alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from normalize.matching.index import form_index
from normalize.parting.page_evidence import PageEvidence, Title
from normalize.registry import Registry

AHEAD = 2
"""So many pages behind a title tell by their rows whether it is right."""
FEW = 3
"""After so many pages the rows alone may decide."""
MIN_COVER = 2
"""A title with so many labels of a cover on its page is the form's own."""
MIN_LABELS = 8
"""A document without a title is a form if at least so many different labels of one form are printed."""
MIN_WITH_HEADINGS, MIN_HEADINGS = 4, 2
"""With headings so many labels do; a form behind a paper about it prints so many headings at least."""
MIN_OWN_LABELS, TIMES_AS_MANY = 4, 3
"""Rows speak against a title if so many are another form's alone, and so many times as many as are its own alone."""


@dataclass(frozen=True, slots=True)
class FormKind:
    """The form of a document, and whether it is printed as a three-column excerpt (変更箇所一覧).

    `sure` is False where title, rows and version mark speak for different forms; `first_page` is where it begins,
    `cover` the page that bears its title above rows of a cover.
    """

    form: str
    excerpt: bool
    sure: bool = True
    first_page: int = 1
    cover: int | None = field(default=None, compare=False)


def is_of_other_paper(page: PageEvidence) -> bool:
    """Whether a page is of a paper about a form, and bears no title that is a form's own."""
    paper = page.other_paper
    return paper is not None and (paper.whole or page.own_title is None)


def is_ready(seen: Sequence[PageEvidence]) -> bool:
    """Whether more pages would not change what form it is."""
    if any(page.excerpt for page in seen):
        return True
    covers = [n for n, page in enumerate(seen) if has_cover(page)]
    if covers:
        return len(seen) > covers[0] + AHEAD
    if len(seen) < FEW or any(_is_named(page) for page in seen):
        return False
    return _suffice(seen, _best(seen))


def has_cover(page: PageEvidence) -> bool:
    """Whether a page is the cover of a form; that of an example is none."""
    quoted = page.other_paper is not None and page.other_paper.whole
    return not quoted and page.own_title is not None and page.cover >= MIN_COVER


def _is_named(page: PageEvidence) -> bool:
    """Whether a line names the paper for certain that is about a form."""
    return page.other_paper is not None and not page.other_paper.weak


def form_of(seen: Sequence[PageEvidence], registry: Registry) -> FormKind | None:
    """The form that pages tell of; None where they tell of none, or of a paper about a form."""
    titled = next((page for page in seen if has_cover(page)), None)
    if titled is None and any(page.excerpt for page in seen):
        return FormKind(registry.change_excerpt.keys_of, excerpt=True, first_page=seen[0].number)
    titled = titled or next((page for page in seen if page.own_title is not None), None)
    if titled is not None and titled.own_title is not None and _bears_form(titled, titled.own_title, seen):
        cover = titled.number if has_cover(titled) else None
        return replace(_by_title(titled.own_title, titled, seen), cover=cover)
    if not seen or any(_is_named(page) for page in seen):
        return None
    return _by_rows(seen)


def _bears_form(titled: PageEvidence, title: Title, seen: Sequence[PageEvidence]) -> bool:
    """Whether a form begins with its title: where a paper about it was named before, rows on other pages must tell.

    A form prints headings above its rows; a paper that goes through them names the rows alone.
    """
    named = any(page.other_paper is not None for page in seen if page.number <= titled.number)
    if has_cover(titled) or not named:
        return True
    behind = [page for page in seen if page.number >= titled.number and not _is_named(page)]
    return _count(behind, title.form) >= MIN_LABELS and _heading_count(behind, title.form) >= MIN_HEADINGS


def _by_title(title: Title, titled: PageEvidence, seen: Sequence[PageEvidence]) -> FormKind:
    """The form of a title, unless the rows and the version mark both speak for another one."""
    first = titled.number
    before = [page for page in seen if page.number < first]
    if _count(before, title.form) >= MIN_LABELS and not any(map(is_of_other_paper, before)):
        first = seen[0].number
    behind = [page for page in seen if page.number >= titled.number]
    ends = next((n for n, page in enumerate(behind) if n and has_cover(page)), len(behind))
    other = _contradicting(behind[:ends], title.form)
    if other is None:
        return FormKind(title.form, False, titled.style in (None, title.form) or _speak_for(behind, title.form), first)
    return FormKind(other, False, sure=False, first_page=first)


def _contradicting(pages: Sequence[PageEvidence], form: str) -> str | None:
    """The form for which the rows of some pages speak against `form`."""
    counts = {other: _own_count(pages, other) for other in _forms(pages)}
    best = max(counts, key=lambda other: counts[other], default=form)
    clear = counts.get(best, 0) >= max(MIN_OWN_LABELS, TIMES_AS_MANY * counts.get(form, 0))
    return best if best != form and clear else None


def _speak_for(pages: Sequence[PageEvidence], form: str) -> bool:
    """Whether some rows on these pages are this form's alone."""
    return _own_count(pages, form) > 0


def _by_rows(seen: Sequence[PageEvidence]) -> FormKind | None:
    """The form by a section's title with which the file begins, else that most of whose labels are printed."""
    best, first = _best(seen), seen[0].number
    opened = next((page.openings for page in seen if page.openings), frozenset[str]())
    if opened:
        return _by_opening(opened, seen)
    if _suffice(seen, best):
        others = [form for form in _forms(seen) if form != best]
        sure = all(_own_count(seen, best) > _own_count(seen, form) for form in others)
        return FormKind(best, False, sure, first)
    other = next((page.changes for page in seen if page.changes), None)
    return None if other is None else FormKind(other, False, first_page=first)


def _by_opening(opened: frozenset[str], seen: Sequence[PageEvidence]) -> FormKind:
    """Of the forms that have a section of this title that most of whose labels are printed, unless others are clear."""
    forms = sorted(opened, key=lambda form: (-_own_count(seen, form), -_count(seen, form), form))
    other = _contradicting(seen, forms[0])
    alike = len(forms) > 1 and _own_count(seen, forms[1]) >= _own_count(seen, forms[0])
    return FormKind(other or forms[0], False, sure=other is None and not alike, first_page=seen[0].number)


def _suffice(seen: Sequence[PageEvidence], form: str) -> bool:
    """Whether what these pages print of a form is enough to know it by."""
    labels, headings = _count(seen, form), _heading_count(seen, form)
    return labels >= MIN_LABELS or (labels >= MIN_WITH_HEADINGS and labels + headings >= MIN_LABELS)


def _best(seen: Sequence[PageEvidence]) -> str:
    return max(_forms(seen), key=lambda form: (_count(seen, form), _own_count(seen, form)))


def _forms(seen: Sequence[PageEvidence]) -> list[str]:
    return list(seen[0].labels) if seen else []


def _count(seen: Sequence[PageEvidence], form: str) -> int:
    """How many different labels of a form these pages print."""
    return len(frozenset().union(*(page.labels[form] for page in seen)))


def _heading_count(seen: Sequence[PageEvidence], form: str) -> int:
    """How many different headings of a form these pages print."""
    return len(frozenset().union(*(page.headings[form] for page in seen)))


def _own_count(seen: Sequence[PageEvidence], form: str) -> int:
    """How many different labels and headings they print that are this form's alone."""
    own = _own_keys(tuple(_forms(seen)), form)
    return len(frozenset().union(*(page.labels[form] | page.headings[form] for page in seen)) & own)


@lru_cache(maxsize=8)
def _own_keys(forms: tuple[str, ...], form: str) -> frozenset[str]:
    keys = {each: form_index(each).rows.keys() | form_index(each).headings.keys() for each in forms}
    return frozenset(keys[form]).difference(*(keys[other] for other in forms if other != form))
