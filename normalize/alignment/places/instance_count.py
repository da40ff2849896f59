"""Which instance of a group (委託事項3) a label is of: headings bear numbers, else a row that comes again counts."""

from __future__ import annotations

from collections import defaultdict

from normalize.alignment.alignment import Paired
from normalize.alignment.places.seen_labels import LabelPlace, SeenLabels
from normalize.matching.elements import Element, Kind


class InstanceCount:
    """Counts the instances of groups; `leaves_out` says that a print need not have all of them (excerpts)."""

    def __init__(self, seen: SeenLabels, leaves_out: bool) -> None:
        self._seen, self._leaves_out = seen, leaves_out
        self.current: int | None = None
        """The instance that is read; None outside of groups."""
        self._headed, self._number_sure = False, True
        """Whether the heading of this instance was read, and whether its number is sure."""
        self._counted: dict[tuple[int, int, int | None, int], list[LabelPlace]] = defaultdict(list)
        """The labels of each instance whose number no heading tells: by section, block, file and number."""

    def count(self, label: Paired, file_no: int | None) -> bool:
        """Move to the instance of a label of a group; whether its number is sure."""
        if label.match.element.kind is Kind.INSTANCE:
            return self._head(label, file_no)
        return self._go_on(label.match.element, file_no)

    def _head(self, label: Paired, file_no: int | None) -> bool:
        """Move to the instance of a heading."""
        element, number = label.match.element, label.match.number
        following = self._seen.next_instance(element, file_no)
        # One beyond the next is plausible too: the heading between may not have been read.
        misread = not label.match.number_sure and not self._leaves_out
        misread = misread and number not in (following, following + 1, self.current)
        taken = number is not None and not misread and self._seen.has(element, file_no, number)
        self.current = following if number is None or taken or misread else number
        self._headed, self._number_sure = True, not taken
        return not taken

    def _go_on(self, element: Element, file_no: int | None) -> bool:
        """Stay in the instance, or move to the first one that lacks this row."""
        last = self._seen.last
        elsewhere = last is None or (last.section, last.block) != (element.section, element.block)
        if elsewhere or self.current is None:
            # Where rows of the group were printed before, and others since, the last of its instances goes on.
            self.current = max(1, self._seen.next_instance(element, file_no) - 1)
            self._headed, self._number_sure = False, True
        went_back = not elsewhere and last is not None and element.order <= last.order
        taken = self._seen.has(element, file_no, self.current)
        if taken and self._headed and not went_back:
            return False  # the number in print counts; rows before it were taken for this instance's
        while self._seen.has(element, file_no, self.current):
            self.current += 1
            self._headed = False
        # Back to a row that the instance lacks, without a heading: it may just as well be the next one's.
        return self._number_sure and (taken or not went_back)

    def note(self, place: LabelPlace, element: Element) -> bool:
        """Whether an instance was only counted: a heading with its number that comes later says otherwise."""
        key = element.section, element.block, place.file_no, place.instance or 1
        if element.kind is Kind.INSTANCE:
            for counted in self._counted.pop(key, ()):
                counted.sure = False
            return False
        if not self._headed:
            self._counted[key].append(place)
        return not self._headed
