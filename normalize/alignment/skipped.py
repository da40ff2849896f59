"""Rows of the form that its version prints and that lie between two labels found one behind the other.

Where some lack, a heading or label was not known again: the answer before it may hold more than its own text, and at
the end of a page a page may be lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from normalize.alignment.alignment import Paired
from normalize.alignment.candidates import label_parts
from normalize.alignment.living_versions import versions_of
from normalize.matching.costs import Costs
from normalize.matching.elements import Element, FormSequence, Kind
from normalize.matching.match import How
from normalize.registry import Needless, Version, expected_rows


class PrintedRows:
    """What a print has been found to have so far, which tells its version and its attachments."""

    def __init__(self, sequence: FormSequence, costs: Costs) -> None:
        self._sequence, self._costs = sequence, costs
        self._keys: dict[str, None] = {}
        self._telling: dict[str, None] = {}
        """Those of them that were surely found."""
        self._version: str | None = None

    def add(self, paired: Iterable[Paired]) -> None:
        """These labels were found, too."""
        for pair in paired:
            keys = dict.fromkeys(slot.row.key for slot in pair.match.element.slots)
            self._keys |= keys
            if self._is_sure(pair):
                self._telling |= keys
            if pair.match.how is How.SHAPE and self._version is None:
                self._version = label_parts(pair)[-1].span.text

    def _is_sure(self, pair: Paired) -> bool:
        """Whether a text is no other label than the one that it is taken for."""
        only = pair.match.is_exact and self._sequence.is_only(pair.match.element)
        return only or self._costs.certainty(pair.margin) == 1

    @property
    def _named(self) -> Version | None:
        return self._sequence.index.known_version(self._version) if self._version else None

    @property
    def name_their_version(self) -> bool:
        """Whether the print bears a version that is known: what lacks is told by it, unless rows speak against it."""
        return self._named is not None

    def skipped(self) -> SkippedRows:
        """What tells the rows that lack, as far as the print is known.

        An attachment that comes only later than its place on the form lacks nowhere before.
        """
        form = self._sequence.index.form
        sections = map(form.section_of, self._keys)
        attachments = frozenset(section.id for section in sections if section.attachment)
        named = self._named
        versions = versions_of(form, named, self._keys if named is None else self._telling)
        return SkippedRows(self._sequence, versions.ids, attachments)


class SkippedRows:
    """Tells the rows that lack between two labels of a print of one of these versions with these attachments."""

    def __init__(self, sequence: FormSequence, versions: tuple[str, ...], attachments: frozenset[str]) -> None:
        self._sequence, self._versions = sequence, versions
        self._expected = _expected_elements(sequence, versions, attachments)

    def lacking(self, a: Element, b: Element) -> list[int]:
        """The orders of the elements that lack between `a` and `b`, on to the next instance or file too.

        They ask rows that the version prints, or are headings of such rows.
        """
        return [order for order in self._between(a, b) if order in self._expected]

    def gone(self, a: Element, b: Element) -> list[int]:
        """The same, but for rows that an option makes needless: they may all be left out (no entrustment).

        They are counted where `a` or `b` is among them. Where they should be there after all, completeness tells it,
        once the option is read.
        """
        used = {None, *_conditions(a), *_conditions(b)}
        return [order for order in self.lacking(a, b) if self._expected[order] in used]

    def possible(self, a: Element, b: Element) -> list[int]:
        """The orders of the rows with an answer between them that the version may print, optional ones included."""
        return [order for order in self._between(a, b) if self._may_print(self._sequence.elements[order])]

    def _may_print(self, element: Element) -> bool:
        rows = [slot.row for slot in element.slots if slot.row.has_answer]
        return any(not row.only or not set(row.only).isdisjoint(self._versions) for row in rows)

    def _between(self, a: Element, b: Element) -> list[int]:
        if b.order > a.order:
            return list(range(a.order + 1, b.order))
        if (a.section, a.block) == (b.section, b.block):
            first, behind = self._sequence.block_range(a)
            # The block's own heading is printed once, above its first instance.
            first += self._sequence.elements[first].kind is Kind.HEADING
        else:
            first, behind = self._sequence.section_range(b)[0], self._sequence.section_range(a)[1]
        return [*range(a.order + 1, behind), *range(first, b.order)]


def _conditions(element: Element) -> set[Needless]:
    """What makes the rows needless that an element asks."""
    return {slot.row.needless for slot in element.slots if slot.row.needless is not None}


@lru_cache(maxsize=64)
def _expected_elements(
    sequence: FormSequence, versions: tuple[str, ...], attachments: frozenset[str]
) -> dict[int, Needless | None]:
    """The orders of the elements that ask a row which the print must have, and of the headings of such rows.

    Each with what makes all of its rows needless, if anything does.
    """
    form = sequence.index.form
    common = set.intersection(*(
        {row.key for row in expected_rows(form, version, attachments=attachments)} for version in versions
    ))  # fmt: skip
    asked = {
        element.order: [slot.row.needless for slot in element.slots if slot.row.key in common]
        for element in sequence.elements
    }
    below: dict[tuple[int, int], list[Needless | None]] = defaultdict(list)
    for element in sequence.elements:
        below[element.section, element.block] += asked[element.order]
    for element in sequence.elements:
        if element.kind is Kind.HEADING:
            asked[element.order] += below[element.section, element.block]
    return {order: rows[0] if len(set(rows)) == 1 else None for order, rows in asked.items() if rows}
