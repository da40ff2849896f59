"""Where on its form the labels of each page stand: what tells the order of pages that bear no numbers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from extract.records import Page
from normalize.layout.pages.doubled import all_lines
from normalize.matching.index import form_index, label_key
from normalize.parting.comparison import bears_changes
from normalize.registry import MAX_LABEL, load_registry
from normalize.text.fold import fold

AT_END = float("inf")
"""The place of a page that bears the title of the table of changes, or rows of it, and no label."""
TIMED = 2
"""So many texts that say when a change was handed in tell the rows of that table, which name labels as their items."""
FEW_LABELS = 2
"""No more labels than these stand on a page of changes only; on another one, they tell its place."""
LISTED = 3
"""The contents of a form list so many titles at least."""


class Steps(NamedTuple):
    """How often pages go back on their form, and on."""

    back: int
    on: int


class _Stretch(NamedTuple):
    """What a page takes up of its form."""

    first: float
    middle: float
    last: float


class LabelPlaces:
    """The places of pages, one after the other; that of a page without labels is None.

    The form is the one that bears most of the labels.
    """

    def __init__(self, pages: Iterable[Page] = ()) -> None:
        self._orders: dict[str, list[list[int]]] = {form: [] for form in load_registry().forms}
        self._at_end: list[bool] = []
        for page in pages:
            self.add(page)

    def add(self, page: Page) -> None:
        """Take in the next page."""
        texts = _texts(page)
        keys = {label_key(text) for text in texts}
        holds_changes = sum(fold(text) in _timings() for text in texts) >= TIMED
        for form, orders in self._orders.items():
            found = _found(form, keys)
            orders.append([] if holds_changes and len(found) <= FEW_LABELS else found)
        self._at_end.append(holds_changes or bears_changes(page))

    @property
    def places(self) -> list[float | None]:
        """The place of each page on its form: the middle one of those of its labels."""
        return [None if stretch is None else stretch.middle for stretch in self._stretches()]

    @property
    def labels(self) -> set[int]:
        """The places of all labels."""
        return set(chain.from_iterable(self._orders[self._form]))

    @property
    def labelled(self) -> int:
        """How many pages have a place."""
        return sum(place is not None for place in self.places)

    def steps(self) -> Steps:
        """How often a page stands before, and behind, the page before it, those without a place aside.

        It stands before that page with all of its labels: a page that bears a whole form has any label in its middle.
        """
        found = list(pairwise(stretch for stretch in self._stretches() if stretch is not None))
        back = sum(page.middle < before.middle and page.last < before.first for before, page in found)
        return Steps(back, sum(page.middle > before.middle for before, page in found))

    def share_new(self, page: Page) -> float:
        """The share of the labels of another page that none of these bears."""
        found = set(_found(self._form, {label_key(text) for text in _texts(page)}))
        return len(found - self.labels) / len(found) if found else 0.0

    def _stretches(self) -> list[_Stretch | None]:
        return [
            _Stretch(min(orders), median(orders), max(orders)) if orders
            else _Stretch(AT_END, AT_END, AT_END) if at_end else None
            for orders, at_end in zip(self._orders[self._form], self._at_end, strict=True)
        ]  # fmt: skip

    @property
    def _form(self) -> str:
        return max(self._orders, key=lambda form: sum(map(len, self._orders[form])))


def _found(form: str, keys: set[str]) -> list[int]:
    """The places of those labels on a form that stand on it once.

    What its contents list is a title where it stands alone (別添１).
    """
    index = form_index(form)
    slots = [index.rows[key][0] for key in keys if len(index.rows.get(key, ())) == 1]
    listed = [slot for slot in slots if index.is_contents(slot.section)]
    return [slot.order for slot in slots if len(listed) >= LISTED or slot not in listed]


def _texts(page: Page) -> list[str]:
    """All texts of a page that may be labels: its cells, lines, and their runs."""
    lines = all_lines(page)
    runs = (run.text for line in lines if len(line.runs) > 1 for run in line.runs)
    texts = chain((cell.text for cell in page.cells), (line.text for line in lines), runs)
    return [text for text in texts if len(text) <= MAX_LABEL]


@cache
def _timings() -> frozenset[str]:
    """What the rows of a table of changes say of the time at which each was handed in (事前, 事後)."""
    columns = load_registry().change_table.columns
    return frozenset(fold(option.label) for column in columns for option in column.options)
