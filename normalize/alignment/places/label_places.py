"""Which file and which instance each label of a print belongs to, once the labels are known.

The alignment knows rows only. Files are counted where the print goes back to rows of the file (`file_count.py`),
instances by their headings, or a row that comes again (`instance_count.py`). Behind lost pages neither is sure, until
the print tells where it goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from normalize.alignment.alignment import Paired
from normalize.alignment.places.file_count import FileCount, FileNumber
from normalize.alignment.places.instance_count import InstanceCount
from normalize.alignment.places.seen_labels import LabelPlace, SeenLabels
from normalize.matching.elements import Element, FormSequence, Kind


@dataclass(slots=True)
class _Gap:
    """What a lost page leaves in doubt until the print tells where it goes on."""

    row: bool = False
    instance: bool = False


class Places:
    """Tells the places of paired labels in print order.

    `read_number` reads the number of a file, where files bear theirs in print (excerpts); None where they do not.
    """

    def __init__(self, sequence: FormSequence, read_number: FileNumber | None) -> None:
        self._sequence, self._seen = sequence, SeenLabels()
        self._files = FileCount(sequence, self._seen, read_number)
        self._instances = InstanceCount(self._seen, leaves_out=read_number is not None)
        self._unsure: set[int] = set()
        """Sections of which it is not sure which file is read."""
        self._gap = _Gap()
        self._left_at: tuple[int, int] | None = None
        """Section and order of the label that stands before a lost page."""
        self._told = LabelPlace(None, None)
        """The place told last that nothing changes any more: labels side by side share it."""

    def settle(self, label: Paired, following: Iterable[Paired], lost: int, is_last: bool) -> LabelPlace | None:
        """The place of the next label, before which so many pages are lost; None: what follows does not tell it yet.

        `following` are the labels behind it that are known; `is_last` says that no others will come.
        """
        element = label.match.element
        if not label.is_own:
            if lost:
                self._lose(element, lost)
            return LabelPlace(self._files.of(element.section), self._instances.current, not self._gap.row)
        begins_file = self._files.begins(label, following, is_last)
        if begins_file is None:
            return None
        if lost:
            self._lose(element, lost)
        if self._files.enter(label, begins_file):
            self._unsure.discard(element.section)
        self._find_bearings(element)
        return self._enter(label)

    def _enter(self, label: Paired) -> LabelPlace:
        """The place of a label in the file that is read."""
        element = label.match.element
        file_no, in_group = self._files.of(element.section), self._sequence.is_group(element)
        sure = not (self._gap.row or self._gap.instance) and element.section not in self._unsure
        if in_group:
            sure = self._instances.count(label, file_no) and sure
        else:
            self._instances.current = None
        place = LabelPlace(file_no, self._instances.current, sure)
        self._seen.see(element, place)
        if in_group and self._instances.note(place, element):
            return place
        self._told = self._told if self._told == place else place
        return self._told

    def _lose(self, element: Element, lost: int) -> None:
        self._gap = _Gap(row=True, instance=True)
        last = self._seen.last
        if lost == 1 and last is not None:
            self._left_at = last.section, last.order
        else:
            self._unsure |= {n for n in range(element.section, len(self._sequence.index.form.sections))
                             if self._sequence.repeats(n)}  # fmt: skip

    def _find_bearings(self, element: Element) -> None:
        """What a label says of where the print goes on behind lost pages."""
        # The contents list the titles too; the alignment has told the section from its line there.
        if self._gap.row and (element.kind is Kind.TITLE or self._sequence.is_only(element)):
            self._gap.row = False
        if element.kind is Kind.INSTANCE or (element.kind is Kind.HEADING or not self._sequence.is_group(element)):
            self._gap.instance = False
        if self._left_at is not None and self._goes_on_above(element, self._left_at):
            self._unsure.add(element.section)
        self._left_at = None

    def _goes_on_above(self, element: Element, left_at: tuple[int, int]) -> bool:
        """Whether the print goes on in the section that it left, but further up, and not in the next instance."""
        last = self._seen.last
        within = last is not None and self._sequence.is_group(element) and last.block == element.block
        return element.section == left_at[0] and element.order <= left_at[1] and not within
