"""The headings that each label of a print stands under: no label is known more surely than they are."""

from __future__ import annotations

from normalize.alignment.alignment import Paired
from normalize.matching.elements import Element, FormSequence, Kind

_LEVELS = {Kind.TITLE: 0, Kind.HEADING: 1, Kind.INSTANCE: 2, Kind.ROW: 3}


class Headings:
    """Takes the labels of a print in order, and tells what each of them stands under."""

    def __init__(self, sequence: FormSequence) -> None:
        self._sequence = sequence
        self._above: list[Paired] = []

    def above(self, pair: Paired) -> tuple[Paired, ...]:
        """What the next label stands under: the title, the headings of block and instance, the parent row.

        What is printed again is under nothing: it only repeats what the reader knows.
        """
        if not pair.is_own:
            return ()
        element = pair.match.element
        found = [heading for heading in self._above if _is_under(self._sequence, element, heading.match.element)]
        leads = element.kind is not Kind.ROW or not element.slots[0].row.has_answer
        self._above = [*found, pair] if leads else found
        return tuple(found)


def _is_under(sequence: FormSequence, element: Element, heading: Element) -> bool:
    """Whether an element of the form stands under another one that was printed before it."""
    if element.section != heading.section:
        return False
    if heading.kind is Kind.ROW:
        return any(slot.row.parent == heading.slots[0].row.key for slot in element.slots)
    if _LEVELS[heading.kind] >= _LEVELS[element.kind]:
        return False
    # A block without a title goes on below the heading of the one before it.
    blocks = sequence.index.form.sections[element.section].blocks[heading.block + 1 : element.block + 1]
    goes_on = heading.block <= element.block and not any(block.spellings for block in blocks)
    return heading.kind is Kind.TITLE or (goes_on and (heading.kind is Kind.HEADING or not blocks))
