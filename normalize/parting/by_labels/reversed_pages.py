"""Pages that were scanned or printed from the last to the first, and bear no numbers: read from their cover on.

Only where the labels leave no doubt: page by page they go back on the form, up to a cover, and behind this cover comes
nothing that goes on with the same form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from extract.records import Half, Page
from normalize.layout.pages.order import printed_number
from normalize.parting.by_labels.places_on_form import LabelPlaces
from normalize.parting.covers import bears_cover_rows
from normalize.records import Finding, FindingKind

MOST_HELD = 120
"""So many pages at most are held back."""
ENOUGH_LABELS = 15
"""The pages bear so many different labels of one form at least."""
FEW = 3
"""So many of them bear labels; two do where the file ends with the cover."""
MOSTLY = 0.5
"""More than this share of the pages stand before the one before it, whole: the others may bear the same labels."""
TIMES = 3
"""They go back so many times as often as they go on: a section may be there for several files, a label twice."""
MOST_NEW = 0.2
"""Of the labels behind the cover no more than this share may be new: else the form goes on there."""


class ReversedPages:
    """Hands out pages in their order; `told` says which of them stand elsewhere in the file."""

    def __init__(self) -> None:
        self.told: list[Finding] = []

    def ordered(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages in their order. A file that begins with a cover, or with a numbered page, goes by as it is."""
        rest = iter(pages)
        while held := self._held(rest):
            cover = next((n for n, page in enumerate(held) if bears_cover_rows(page)), None)
            if cover is None or not _are_reversed(held[: cover + 1], held[cover + 1 :]):
                yield from chain(held, rest)
                return
            yield from self._turned(held[: cover + 1])
            rest = chain(held[cover + 1 :], rest)

    @staticmethod
    def _held(pages: Iterator[Page]) -> list[Page]:
        """The next pages, up to a cover and the one behind it, or to one by which they are in order."""
        held: list[Page] = []
        places = LabelPlaces()
        for page in pages:
            held.append(page)
            if page.half is not Half.WHOLE or printed_number(page, None) or len(held) > MOST_HELD:
                break
            if bears_cover_rows(page):
                held += [behind] if len(held) > 1 and (behind := next(pages, None)) is not None else []
                break
            places.add(page)
            back, on = places.steps()
            if on > back + 1:
                break
        return held

    def _turned(self, pages: list[Page]) -> list[Page]:
        ordered = pages[::-1]
        self.told += [
            Finding(FindingKind.MOVED_PAGE, page.number, str(pages[0].number + place))
            for place, page in enumerate(ordered) if page.number != pages[0].number + place
        ]  # fmt: skip
        return ordered


def _are_reversed(pages: list[Page], behind: list[Page]) -> bool:
    """Whether the pages go back on the form, and enough of it is there."""
    places = LabelPlaces()
    for page in pages:
        places.add(page)
    back, on = places.steps()
    if len(places.labels) < ENOUGH_LABELS or places.labelled < (FEW if behind else FEW - 1) or back < TIMES * on:
        return False
    if back <= MOSTLY * (places.labelled - 1):
        return False
    return all(places.share_new(page) <= MOST_NEW for page in behind)
