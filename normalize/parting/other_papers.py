"""Papers that talk about assessments and are none (答申, 記載要領 and others): which lines name them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache

from extract.records import Page
from normalize.registry import MAX_LABEL, PaperKind, load_registry
from normalize.text.fold import fold

HEAD = 0.5
"""What names a paper stands in this part of a page."""
LINE = 60
"""A longer line (characters, folded) is a sentence."""
_ASIDE = re.compile(r"[(\[【〔<][^()\[\]【】〔〕<>]*[)\]】〕>]|[、。:・]+$")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper about assessments: its kind, the line that names it (empty where something else tells), and its page.

    `weak`: rows of a form tell more than the line. `whole`: rows of a cover on its page are none of a cover.
    """

    kind: str
    text: str
    page: int
    weak: bool = False
    whole: bool = False


def named_paper(page: Page) -> Paper | None:
    """The paper that a line of the page names: by its end, else by words beside the name of a form, else by its like.

    Of several lines the uppermost tells, of several kinds that which stands first in the registry.
    """
    by_end = paper_of_head(page)
    if by_end is not None:
        return by_end
    loose = [(fold(line.text), line.text) for line in sorted(page.loose, key=lambda line: line.box.top)]
    cells = [(fold(cell.text), cell.text) for cell in page.cells if len(cell.text) <= MAX_LABEL]
    spoken = [each for each in _heads(page) if _holds(each[0], _stems())]
    spoken += [each for each in (*loose, *cells) if _holds(each[0], _titles())]
    about = any(_holds(folded, _stems()) for folded, _ in (*loose, *cells))
    for kind in _kinds():
        for folded, text in spoken:
            if _holds(folded, kind.about) or _holds(folded, kind.names):
                return Paper(kind.id, text, page.number, whole=kind.whole)
        weak = next((text for folded, text in loose if about and _holds(folded, kind.lines)), None)
        if weak is not None:
            return Paper(kind.id, weak, page.number, weak=True)
    return None


def paper_of_head(page: Page) -> Paper | None:
    """The paper whose name a line in the upper part of a page ends with."""
    for folded, text in _heads(page):
        for kind in _kinds():
            if folded.endswith(kind.names) or _ASIDE.sub("", folded).endswith(kind.names):
                return Paper(kind.id, text, page.number, whole=kind.whole)
    return None


def speaks_of_form(text: str) -> bool:
    """Whether a text bears the title of a form and says that it is about it."""
    folded = fold(text)
    return _holds(folded, _titles()) and speaks_of_something(folded)


def speaks_of_something(folded: str) -> bool:
    """Whether a folded text bears a word that names a paper about forms, or says what it is about."""
    return any(_holds(folded, (*kind.names, *kind.about)) for kind in _kinds())


def placeholder_share(answers: Collection[str]) -> float:
    """The share of some answers in which nothing is answered, but something stands in the place of an answer."""
    found = sum(_placeholder().search(fold(answer)) is not None for answer in answers)
    return found / len(answers) if answers else 0.0


def _heads(page: Page) -> list[tuple[str, str]]:
    """The lines in the upper part of a page that are no sentences, folded and as printed."""
    lines = sorted(page.loose, key=lambda line: line.box.top)
    found = [(fold(line.text), line.text) for line in lines if line.box.top < HEAD * page.height]
    return [(folded, text) for folded, text in found if len(folded) <= LINE]


def _holds(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


@cache
def _kinds() -> tuple[PaperKind, ...]:
    """The kinds of papers with their words folded."""
    return tuple(
        replace(
            kind, names=tuple(map(fold, kind.names)), about=tuple(map(fold, kind.about)),
            lines=tuple(map(fold, kind.lines)),
        ) for kind in load_registry().papers.kinds.values()
    )  # fmt: skip


@cache
def _titles() -> tuple[str, ...]:
    forms = load_registry().forms.values()
    return tuple(fold(title) for form in forms for title in (form.title, *form.variants))


@cache
def _stems() -> tuple[str, ...]:
    return tuple(map(fold, load_registry().papers.stems))


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(load_registry().papers.placeholders)
