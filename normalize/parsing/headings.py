"""The headings that each label of a print stands under: no label is known more surely than they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalize.matching.alignment import Paired
from normalize.matching.elements import Element, FormSequence, Kind

_LEVELS = {Kind.TITLE: 0, Kind.HEADING: 1, Kind.INSTANCE: 2, Kind.ROW: 3}


def headings_above(sequence: FormSequence, paired: Sequence[Paired]) -> Iterator[tuple[Paired, ...]]:
    """For each label the ones that it stands under: the title, the headings of block and instance, the parent row.

    What is printed again is under nothing: it only repeats what the reader knows.
    """
    above: list[Paired] = []
    for pair in paired:
        if pair.again or pair.match.last is not None:
            yield ()
            continue
        element = pair.match.element
        above = [heading for heading in above if _is_under(sequence, element, heading.match.element)]
        yield tuple(above)
        if element.kind is not Kind.ROW or not element.slots[0].row.has_answer:
            above.append(pair)


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
