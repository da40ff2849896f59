"""What a form prints, as one sequence: section titles, block headings, instance headings and labels, in print order.

An alignment pairs the texts of a print with the elements of this sequence. All rows of all versions stand in it: a
version is read from the print, so it cannot be asked beforehand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from normalize.matching.index import FormIndex, Slot, form_index, label_key
from normalize.registry import Block, RowType, Section
from normalize.text.fold import fold

PERHAPS = 0.2
"""What a row that not every version prints counts of one that is always there."""


class Kind(StrEnum):
    """What an element of a form is."""

    TITLE = "title"  # a section's title
    HEADING = "heading"  # a block's heading
    INSTANCE = "instance"  # the heading of an instance: 委託事項3
    ROW = "row"  # a row's label


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that a form prints; `order` is its place in the form's sequence.

    `keys` are the label keys of its spellings. `slots` are the rows that it asks: its own, or the one whose answer
    stands below or beside a heading. `certain` says that every version of the form prints it.
    """

    order: int
    kind: Kind
    section: int
    block: int
    keys: tuple[str, ...]
    slots: tuple[Slot, ...] = ()
    certain: bool = True

    @property
    def is_heading(self) -> bool:
        """Whether it only leads to others: no row of the form is asked by it alone."""
        return self.kind is not Kind.ROW


class FormSequence:
    """The elements of one form, with what the alignment asks of their places."""

    def __init__(self, index: FormIndex) -> None:
        self.index = index
        self.elements: tuple[Element, ...] = tuple(_elements(index))
        self.by_row = {slot.order: element for element in self.elements for slot in element.slots}
        self._weights = [0.0]
        for element in self.elements:
            self._weights.append(self._weights[-1] + _weight(element))
        self._bearers = Counter(key for element in self.elements for key in set(element.keys))
        self._first_of_block: dict[tuple[int, int], int] = {}
        self._headings: list[int | None] = []
        heading: Element | None = None
        for element in self.elements:
            first = self._first_of_block.setdefault((element.section, element.block), element.order)
            if element.kind is Kind.HEADING:
                heading = element
            elif first == element.order and not self.is_group(element):
                heading = None
            self._headings.append(heading.order if heading is not None else None)

    def passed_over(self, first: int, last: int) -> float:
        """How many rows stand from element `first` up to `last` (not counted); those of some versions in part."""
        return self._weights[last] - self._weights[first] if last > first else 0.0

    def first_of_block(self, element: Element) -> int:
        """The order of the first element of an element's block."""
        return self._first_of_block[element.section, element.block]

    def heading_above(self, element: Element) -> int | None:
        """The order of the heading above an element: its block's, or of the block before its group if that has none."""
        return self._headings[element.order]

    def is_only_in_block(self, element: Element) -> bool:
        """The same within its block."""
        first, behind = self.block_range(element)
        others = (other for other in self.elements[first:behind] if other is not element)
        return element.kind is not Kind.INSTANCE and not any(set(other.keys) & set(element.keys) for other in others)

    def block_range(self, element: Element) -> tuple[int, int]:
        """The order of the first element of an element's block, and the one behind its last."""
        orders = [e.order for e in self.elements if (e.section, e.block) == (element.section, element.block)]
        return orders[0], orders[-1] + 1

    def section_range(self, element: Element) -> tuple[int, int]:
        """The same for an element's section."""
        orders = [each.order for each in self.elements if each.section == element.section]
        return orders[0], orders[-1] + 1

    def is_group(self, element: Element) -> bool:
        """Whether an element stands in a block that is repeated for each instance (委託事項)."""
        if element.kind is Kind.TITLE:
            return False
        return self.index.form.sections[element.section].blocks[element.block].group is not None

    def heads_block(self, element: Element) -> bool:
        """Whether an element is the heading of a block; the label of a row may be, too."""
        asked = (self.index.answered_below(slot) for slot in element.slots)
        return element.kind is Kind.HEADING or (element.kind is Kind.ROW and any(asked))

    def is_printed_twice(self, element: Element) -> bool:
        """Whether the form prints an element's words twice: as the heading of its block, and as its row's label."""
        return self.heads_block(element) and any(slot.row.place != "below_heading" for slot in element.slots)

    def is_only(self, element: Element) -> bool:
        """Whether no other element is printed like this one: it tells where on the form one is."""
        if element.kind is Kind.INSTANCE:
            return False
        return all(self._bearers[key] == 1 for key in element.keys)

    def repeats(self, section: int) -> bool:
        """Whether a section is printed once for each file (特定個人情報ファイル)."""
        return self.index.form.sections[section].repeats is not None


def _weight(element: Element) -> float:
    """What passing over an element counts: a row that some versions lack little, but more than none."""
    asks = element.kind is Kind.ROW and any(slot.row.type is not RowType.TABLE for slot in element.slots)
    return (1.0 if element.certain else PERHAPS) if asks else 0.0


def _elements(index: FormIndex) -> Iterator[Element]:
    order = 0
    for number, section in enumerate(index.form.sections):
        yield Element(order, Kind.TITLE, number, 0, _keys(section.spellings), _titled(index, number, section))
        order += 1
        for place, block in enumerate(section.blocks):
            for element in _of_block(index, order, number, place, section, block):
                yield element
                order += 1


def _titled(index: FormIndex, number: int, section: Section) -> tuple[Slot, ...]:
    """The only row of a section whose title is that row's label (別添1 記録項目)."""
    blocks = section.blocks
    if len(blocks) != 1 or len(blocks[0].rows) != 1:
        return ()
    slot = index.block_rows(number, 0)[0]
    return (slot,) if slot.row.has_answer and slot.row.place == "below_heading" else ()


def _of_block(
    index: FormIndex, order: int, number: int, place: int, section: Section, block: Block
) -> Iterator[Element]:
    slots = index.block_rows(number, place)
    headed = tuple(slot for slot in slots if slot.row.place in ("heading_right", "below_heading"))
    asked = set() if _titled(index, number, section) else {slot.order for slot in headed}
    titles = set(_keys(section.spellings))
    own = [text for slot in headed if slot.row.place == "below_heading" for text in slot.row.spellings]
    keys = tuple(key for key in _keys((*block.spellings, *own)) if key not in titles)
    same = next((slot for slot in slots if set(_keys(slot.row.spellings)) & set(keys)), None)
    certain = not block.only
    if keys and same is None:
        yield Element(order, Kind.HEADING, number, place, keys, headed, certain)
        order += 1
    if block.group:
        named = tuple(slot for slot in slots[:1] if slot.row.instance_heading)
        yield Element(order, Kind.INSTANCE, number, place, (fold(block.group.name),), named)
        order += 1
    for slot in slots:
        if slot.row.instance_heading or (slot.order in asked and slot is not same):
            continue
        if _titled(index, number, section):
            continue
        spellings = _keys(slot.row.spellings)
        if slot is same:
            spellings = tuple(dict.fromkeys((*spellings, *keys)))
        yield Element(order, Kind.ROW, number, place, spellings, (slot,), not slot.row.only)
        order += 1


def _keys(spellings: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in map(label_key, spellings) if key))


@lru_cache(maxsize=8)
def form_sequence(form_id: str) -> FormSequence:
    """The sequence of a form of the registry. Raises KeyError for an unknown form."""
    return FormSequence(form_index(form_id))
