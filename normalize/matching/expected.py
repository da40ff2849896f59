"""What the form has next: which label or heading a badly misread text is, by the reader's place on the form."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.matching.index import FormIndex, Slot, label_key
from normalize.matching.position import Cursor
from normalize.matching.vocabulary import Spelling, distance, split_number
from normalize.registry import Block, RowType
from normalize.text.closest import CLEAR
from normalize.text.confusables import bones
from normalize.text.fold import fold

LIMIT = 0.55
"""So much of a label (characters) may be wrong where the form has it next."""
ALONE_LIMIT = 0.4
"""The same for one that stands alone in its row, as an answer might."""
AHEAD = 4
"""So many rows, blocks or sections ahead of the reader's place are what the form has next."""


class Expected:
    """The labels and headings that come next from where the reader is; in an `excerpt` rows are left out."""

    def __init__(self, index: FormIndex, cursor: Cursor, excerpt: bool = False) -> None:
        self._index, self._cursor, self._excerpt = index, cursor, excerpt

    def closest(self, key: str, labels: bool) -> str | None:
        """The label or heading that the form has next, if the text is more like it than like those after it."""
        number, words = split_number(key)
        following = self._next_labels() if labels else [*self._next_headings(), *self._next_alone()]
        ranked = sorted(closest_spelling(spellings, key, number, words) for spellings in following)
        limit = LIMIT if labels else ALONE_LIMIT
        if not ranked or ranked[0][0] > limit * max(ranked[0][1], 1):
            return None
        least, _, best = ranked[0]
        return best if all(amount - least >= CLEAR for amount, _, own in ranked if own != best) else None

    def heading_of_boxes(self, key: str, boxes: str) -> str | None:
        """The heading that carries `boxes` (folded text), if the label key beside them is that without its number."""
        number, words = split_number(key)
        for block in self._next_blocks():
            carried = next((row for row in block.rows if row.place == "heading_right"), None)
            if carried is None or not any(bones(fold(option.label)) in bones(boxes) for option in carried.options):
                continue
            amount, length, heading = closest_spelling(block.spellings, key, number, words)
            if amount <= ALONE_LIMIT * length:
                return heading
        return None

    def placed(self, key: str) -> str:
        """A label or heading with the number that it has at this place, if the one read is that of another place."""
        following = [] if self._excerpt else [*self._next_labels(), *self._next_headings()]
        keys = [label_key(spelling) for spellings in following for spelling in spellings]
        if key in keys:
            return key
        words = bones(split_number(key)[1])
        return next((other for other in keys if bones(split_number(other)[1]) == words), key)

    def may_come(self, key: str) -> bool:
        """Whether a label or heading stands in this section, not before the place that the reader is at."""
        cursor = self._cursor
        rows, headings = self._index.rows.get(key, ()), self._index.headings.get(key, ())
        return (
            not (rows or headings)
            or any(slot.section == cursor.section and slot.order >= cursor.order for slot in rows)
            or any(heading.section >= cursor.section and heading.block is None for heading in headings)
            or any(
                heading.section == cursor.section and (heading.block or 0) >= (cursor.block or 0)
                for heading in headings
            )
        )

    def _next_labels(self) -> list[tuple[str, ...]]:
        """The spellings of the labels that come next in this block, or in the next ones."""
        return [slot.row.spellings for slot in self._next_slots()]

    def _next_alone(self) -> list[tuple[str, ...]]:
        """Those of them that may stand alone in their row, above their answer."""
        return [
            slot.row.spellings for slot in self._next_slots()
            if slot.section == 0 or slot.row.type in (RowType.FREE, RowType.LABEL)
        ]  # fmt: skip

    def _next_slots(self) -> list[Slot]:
        cursor = self._cursor
        return [
            slot for slot in self._index.slots
            if slot.section == cursor.section and 0 < slot.order - cursor.order <= AHEAD and "○" not in slot.row.label
        ]  # fmt: skip

    def _next_headings(self) -> list[tuple[str, ...]]:
        """The spellings of the headings that come next in this section, and of the next sections' titles."""
        following = self._index.form.sections[self._cursor.section + 1 :][:AHEAD]
        blocks = [block.spellings for block in self._next_blocks() if block.spellings]
        return blocks + [section.spellings for section in following]

    def _next_blocks(self) -> Sequence[Block]:
        cursor = self._cursor
        first = 0 if cursor.block is None else cursor.block + 1
        return self._index.form.sections[cursor.section].blocks[first : first + AHEAD]


def closest_spelling(spellings: Sequence[str], key: str, number: str, words: str) -> tuple[float, int, str]:
    """How much a text differs from the most similar spelling, that one's length, and its key."""
    parts = [Spelling(own, *split_number(own)) for own in map(label_key, spellings)]
    return min((distance(own, key, number, words), len(bones(own.key)), own.key) for own in parts)
