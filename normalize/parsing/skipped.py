"""Rows of the form that its version prints and that lie between two labels found one behind the other.

Where some lack, a heading or label was not known again: the answer before it may hold more than its own text, and at
the end of a page a page may be lost.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from normalize.matching.alignment import Paired
from normalize.matching.elements import Element, FormSequence, Kind
from normalize.parsing.completeness import versions_of
from normalize.registry import expected_rows


class SkippedRows:
    """Counts the rows that lack between two labels of one print."""

    def __init__(self, sequence: FormSequence, paired: Sequence[Paired], version_text: str | None) -> None:
        self._sequence = sequence
        self._expected = _expected_elements(sequence, paired, version_text)

    def between(self, a: Element, b: Element) -> int:
        """How many rows that the version prints lack between `a` and `b`, on to the next instance or file too."""
        if b.order > a.order:
            return self._count(a.order + 1, b.order)
        if (a.section, a.block) == (b.section, b.block):
            first, behind = self._sequence.block_range(a)
            # The block's own heading is printed once, above its first instance.
            first += self._sequence.elements[first].kind is Kind.HEADING
        else:
            first, behind = self._sequence.section_range(b)[0], self._sequence.section_range(a)[1]
        return self._count(a.order + 1, behind) + self._count(first, b.order)

    def _count(self, start: int, end: int) -> int:
        return sum(order in self._expected for order in range(start, end))


def _expected_elements(sequence: FormSequence, paired: Sequence[Paired], version_text: str | None) -> Collection[int]:
    """The orders of the elements that ask a row which the print must have, and of the headings of such rows."""
    form = sequence.index.form
    keys = dict.fromkeys(slot.row.key for pair in paired for slot in pair.match.element.slots)
    named = sequence.index.known_version(version_text) if version_text else None
    attachments = {form.section_of(key).id for key in keys}
    common = set.intersection(*(
        {row.key for row in expected_rows(form, version, attachments=attachments)}
        for version in versions_of(form, named, keys)
    ))  # fmt: skip
    blocks = {
        (element.section, element.block)
        for element in sequence.elements if any(slot.row.key in common for slot in element.slots)
    }  # fmt: skip
    return {
        element.order for element in sequence.elements
        if any(slot.row.key in common for slot in element.slots)
        or (element.kind is Kind.HEADING and (element.section, element.block) in blocks)
    }  # fmt: skip
