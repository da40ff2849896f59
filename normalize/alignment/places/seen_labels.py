"""Which labels a print was seen to have, by file and instance."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from normalize.matching.elements import Element


@dataclass(slots=True)
class LabelPlace:
    """The file and instance of a label, None where its section or block has none; `sure` that they are these.

    What was counted for sure may be unsure once a later heading bears its number.
    """

    file_no: int | None
    instance: int | None
    sure: bool = True


class SeenLabels:
    """Keeps in mind which elements of the form were seen in which file and instance; `last` is the one seen last."""

    def __init__(self) -> None:
        self.last: Element | None = None
        self._seen: dict[tuple[int | None, int | None], int] = defaultdict(int)
        """By file and instance, the elements seen there: of each the bit of its order is set."""
        self._last_rows: dict[tuple[int, int | None], int] = {}
        """By section and file, the order of the last row seen there that is of no group."""
        self._highest: dict[tuple[int, int, int | None], int] = {}
        """By section, block and file, the highest instance seen."""

    def see(self, element: Element, place: LabelPlace) -> None:
        """Take in the next label."""
        self._seen[place.file_no, place.instance] |= 1 << element.order
        self.last = element
        if place.instance is None:
            file = element.section, place.file_no
            self._last_rows[file] = max(element.order, self._last_rows.get(file, 0))
        else:
            block = element.section, element.block, place.file_no
            self._highest[block] = max(place.instance, self._highest.get(block, 0))

    def has(self, element: Element, file_no: int | None, instance: int | None) -> bool:
        """Whether a file, or an instance in it, has this label."""
        return bool(self._seen.get((file_no, instance), 0) >> element.order & 1)

    def last_row(self, section: int, file_no: int | None) -> int:
        """The order of the last row of no group that a file has in a section; -1 where it has none."""
        return self._last_rows.get((section, file_no), -1)

    def next_instance(self, element: Element, file_no: int | None) -> int:
        """The number of the instance that comes next in an element's group."""
        return 1 + self._highest.get((element.section, element.block, file_no), 0)
