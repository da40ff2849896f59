"""Pages of folded booklets, and of sheets that are read column by column: in the order in which their labels follow.

Only sheets with several pages are looked at, and only where no page bears a number, or both pages of each sheet bear
the same: those left are one document then, those right another. Another order than that of the sheets is taken only
if by it all labels stand as on the form, and by that of the sheets they do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise

from extract.records import Half, Page
from normalize.layout.pages.order import printed_number
from normalize.parting.by_labels.places_on_form import LabelPlaces
from normalize.records import Finding, FindingKind

MOST_HELD = 120
"""So many pages at most are held back."""
PAIRS = 2
"""So many sheets must bear the same number twice."""
FEW = 3
"""So many pages must bear labels."""
_COLUMNS = (Half.UPPER_LEFT, Half.LOWER_LEFT, Half.UPPER_RIGHT, Half.LOWER_RIGHT)


class SheetOrder:
    """Hands out the pages of sheets in their order; `told` says which sheets are read in another order than theirs."""

    def __init__(self) -> None:
        self.told: list[Finding] = []

    def ordered(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages in their order. A file that begins with a page on a sheet of its own goes by as it is."""
        held: list[Page] = []
        rest = iter(pages)
        for page in rest:
            held.append(page)
            if (len(held) > 1 and held[1].half is Half.WHOLE) or len(held) > MOST_HELD:
                break
            if printed_number(page, None) and not _are_of_two(held, 0):
                break
            if len(held) == 1 and page.half is Half.WHOLE and not _may_be_half_empty(page):
                break
        else:
            held = self._sorted(held)
        yield from chain(held, rest)

    def _sorted(self, pages: list[Page]) -> list[Page]:
        if _are_of_two(pages, PAIRS):
            sides = sorted(pages, key=lambda page: page.half is Half.RIGHT)
            self.told += _moved(pages, sides)
            return sides
        places = _places(pages)
        back = bool(_steps_back(pages, places))
        if len([place for place in places.values() if place is not None]) < FEW:
            return pages
        for order in (
            _folded(pages) if back or _begins_right(pages, places) else None,
            _folded(pages, bound_right=True) if back else None,
            _by_columns(pages) if back else None,
        ):
            if order is not None and not _steps_back(order, places):
                self.told += _moved(pages, order)
                return order
        return pages


def _moved(pages: Sequence[Page], order: Sequence[Page]) -> list[Finding]:
    return [
        Finding(FindingKind.MOVED_PAGE, page.number, str(order.index(page) + 1))
        for page, other in zip(order, pages, strict=True) if page is not other
    ]  # fmt: skip


def _are_of_two(pages: Sequence[Page], fewest: int) -> bool:
    """Whether the left pages of sheets are one document and the right ones another: both bear the same numbers.

    So many sheets at the `fewest` do; the last one may still lack its right page.
    """
    if any(page.half not in (Half.LEFT, Half.RIGHT) for page in pages):
        return False
    left, right = ([page for page in pages if page.half is half] for half in (Half.LEFT, Half.RIGHT))
    numbers = zip(map(_number_of, left), map(_number_of, right), strict=False)
    pairs = [(first, second) for first, second in numbers if first is not None]
    return len(left) - len(right) in (0, 1) and len(pairs) >= fewest and all(a == b for a, b in pairs)


def _number_of(page: Page) -> int | None:
    number = printed_number(page, None)
    return None if number is None else number.number


def _may_be_half_empty(page: Page) -> bool:
    """Whether a page may be the cover of a booklet, beside which nothing is printed."""
    return page.width > page.height


def _begins_right(pages: Sequence[Page], places: dict[int, float | None]) -> bool:
    """Whether the page with which the form begins stands right on the first sheet: that of a booklet does."""
    first = min(pages, key=lambda page: place if (place := places[id(page)]) is not None else float("inf"))
    return first.number == pages[0].number and first.half is Half.RIGHT


def _steps_back(pages: Sequence[Page], places: dict[int, float | None]) -> int:
    """How often the labels of a page stand before those of the page before it on the form."""
    known = [place for page in pages if (place := places[id(page)]) is not None]
    return sum(place < before for before, place in pairwise(known))


def _places(pages: Sequence[Page]) -> dict[int, float | None]:
    """Where the labels of each page stand on the form; its changes stand at the end."""
    return {id(page): place for page, place in zip(pages, LabelPlaces(pages).places, strict=True)}


def _folded(pages: Sequence[Page], bound_right: bool = False) -> list[Page] | None:
    """The pages of a booklet once it is folded: the outer sheet has the last page and the first.

    Of one that is bound at the right (右綴じ) the first stands left of the last.
    """
    sheets = [list(sheet) for _, sheet in groupby(pages, key=lambda page: page.number)]
    if any(page.half not in (Half.LEFT, Half.RIGHT, Half.WHOLE) for page in pages):
        return None
    last = 2 * len(sheets) - 1
    order: dict[int, Page] = {}
    for number, sheet in enumerate(sheets):
        for page in sheet:
            is_left = (page.half is Half.LEFT) != bound_right
            order[last - number if is_left == (number % 2 == 0) else number] = page
    return [order[place] for place in sorted(order)]


def _by_columns(pages: Sequence[Page]) -> list[Page] | None:
    """The pages of sheets of four, the left column before the right one."""
    if any(page.half not in _COLUMNS for page in pages):
        return None
    return sorted(pages, key=lambda page: (page.number, _COLUMNS.index(page.half)))
