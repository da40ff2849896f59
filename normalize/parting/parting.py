"""The pages of a file, parted into its assessments (評価書): each begins with its cover, and ends where another begins.

Only a cover that is told for certain parts them. Where a page may be one and it is not clear, the assessment goes on,
and is in doubt from there on. What is there a second time, from the cover on, is no assessment of its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from extract.records import Line, Page
from normalize.layout.pages.doubled import all_lines
from normalize.layout.pages.running import is_at_edge, is_page_number
from normalize.parting.apart import stands_apart
from normalize.parting.comparison import bears_changes, compares, names_comparison
from normalize.parting.covers import CoverSign, cover_sign, head_lines
from normalize.parting.form_kind import AHEAD, MIN_LABELS, FormKind, is_of_other_paper
from normalize.parting.form_search import SkippedPage, find_form, form_of_cover
from normalize.parting.other_papers import Paper
from normalize.parting.page_evidence import evidence
from normalize.parting.page_stream import PageStream
from normalize.registry import Registry


class OwnPage(NamedTuple):
    """A page of an assessment; `repeats` is the page of which it is a copy, None for all but copies.

    `outside` says that it is of a paper about a form, which prints its rows, and of no assessment.
    """

    page: Page
    repeats: int | None = None
    outside: bool = False


@dataclass(slots=True)
class AssessmentPart:
    """One assessment of a file: its form, the pages `before` it that are of none, and its own.

    Once all of its pages were taken it is known: `doubtful_from`, the page from which on another assessment may have
    begun, and `following`, the lines at the edges of the page with which the next one begins.
    """

    kind: FormKind
    before: list[SkippedPage]
    pages: Iterator[OwnPage]
    doubtful_from: int | None = None
    following: Sequence[Line] = ()
    has_changes: bool = False
    """The title of its table of changes was there: heads of old and new are those of this table."""

    def doubt_from(self, page: int) -> None:
        """Another assessment may begin on this page."""
        self.doubtful_from = page if self.doubtful_from is None else self.doubtful_from


def parted(pages: Iterable[Page], registry: Registry, others: list[Paper] | None = None) -> Iterator[AssessmentPart]:
    """The assessments of a file. All pages of one are to be taken before the next is asked for.

    Where the file holds none, what it seems to be is added to `others`.
    """
    parting = _Parting(pages, registry)
    while (part := parting.next_part()) is not None:
        yield part
    if others is not None and parting.paper is not None:
        others.append(parting.paper)


@dataclass(slots=True)
class _Copy:
    """Pages of which the ones that come may be copies, in their order: those of an assessment from its cover on."""

    rest: deque[tuple[int, int]]
    taken: int = 0

    def original(self, told: int) -> int | None:
        """The page that one with this text is a copy of; None for one that is not the next."""
        if not self.rest or self.rest[0][1] != told:
            return None
        self.taken += 1
        return self.rest.popleft()[0]


class _Beginning:
    """Whether the cover of an assessment is still to come: a page with its title alone may stand before it."""

    def __init__(self, kind: FormKind, registry: Registry) -> None:
        self._kind, self._registry = kind, registry
        self._is_over = False
        self._labels: set[str] = set()

    def goes_on(self, page: Page, sign: CoverSign) -> bool:
        """Whether a page belongs to the beginning: up to its cover, or to where rows show that it has none."""
        if self._is_over:
            return False
        if sign is not CoverSign.NONE or page.number == self._kind.cover:
            self._is_over = True
            return len(self._labels) < MIN_LABELS or page.number == self._kind.cover
        self._labels |= evidence(page, self._registry).labels[self._kind.form]
        return True


class _Parting:
    """Goes through the pages of a file, and keeps in mind what tells the text of each."""

    def __init__(self, pages: Iterable[Page], registry: Registry) -> None:
        self._stream, self._registry = PageStream(pages), registry
        self._seen: list[tuple[int, int]] = []
        """The number of each page that was handed out, with what tells its text."""
        self._covers: dict[int, int] = {}
        """The place there of each cover, by what tells its text."""
        self._copy: _Copy | None = None
        self._form: str | None = None
        """The form of the assessment that was read last, where the cover of another comes."""
        self.paper: Paper | None = None
        """What the pages are of that hold no form."""

    def next_part(self) -> AssessmentPart | None:
        """The assessment that comes next; None where none does."""
        if self._form is None:
            kind, before, self.paper = find_form(self._stream, self._registry)
        else:
            kind, before = form_of_cover(self._cover_and_behind(), self._registry, self._form), []
        if kind is None:
            return None
        self._form = None
        part = AssessmentPart(kind, before, iter(()))
        part.pages = self._pages(part)
        return part

    def _cover_and_behind(self) -> list[Page]:
        """The cover that comes and the pages behind it, up to the next one; they stay in the stream."""
        held = list(islice(self._stream, 1 + AHEAD))
        self._stream.put_back(held)
        covers = [n for n, page in enumerate(held) if n and cover_sign(page, self._registry) is CoverSign.SURE]
        return held[: covers[0]] if covers else held

    def _pages(self, part: AssessmentPart) -> Iterator[OwnPage]:
        above: Sequence[Line] = ()
        begins, outside = _Beginning(part.kind, self._registry), False
        for page in self._stream:
            sign, told = cover_sign(page, self._registry, above), _text_key(page)
            before, above, apart = above, head_lines(page), False
            if begins.goes_on(page, sign):
                if sign is not CoverSign.NONE:
                    self._covers.setdefault(told, len(self._seen))
            elif self._is_outside(page, sign, part):
                outside = True
            elif sign is CoverSign.SURE and told not in self._covers:
                self._stream.put_back([page])
                self._form = part.kind.form
                part.following = [line for line in all_lines(page) if is_at_edge(page, line)]
                return
            elif sign is CoverSign.SURE:
                self._begin_copy(self._covers[told])
                outside = False
            elif sign is CoverSign.UNCLEAR:
                part.doubt_from(page.number)
            else:
                apart = stands_apart(page, self._registry, before)
            repeats = self._original(part, page.number, told)
            self._seen.append((page.number, told))
            yield OwnPage(page, repeats, outside or apart)

    def _is_outside(self, page: Page, sign: CoverSign, part: AssessmentPart) -> bool:
        """Whether another paper begins on a page: one with a cover that is an example, or a comparison."""
        if sign is CoverSign.SURE and is_of_other_paper(evidence(page, self._registry)):
            return True
        part.has_changes = part.has_changes or bears_changes(page)
        return compares(page) if not part.has_changes else names_comparison(page)

    def _begin_copy(self, place: int) -> None:
        """A cover is there again; one right behind the first is told as any page that is doubled."""
        if place + 1 < len(self._seen):
            self._copy = _Copy(deque(self._seen[place:]))

    def _original(self, part: AssessmentPart, number: int, told: int) -> int | None:
        """The page that this one is a copy of; what follows a copied cover and is none may be of another assessment."""
        if self._copy is None:
            return None
        original = self._copy.original(told)
        if original is None:
            if self._copy.taken == 1:
                part.doubt_from(number)
            self._copy = None
        return original


def _text_key(page: Page) -> int:
    """What tells the text of a page from that of others, but for its number."""
    return hash("".join(
        line.text for line in all_lines(page) if not (is_page_number(line) and is_at_edge(page, line))
    ))  # fmt: skip
