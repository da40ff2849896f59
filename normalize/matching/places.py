"""Which file and which instance each label of a print belongs to, once the labels are known.

The alignment knows rows only. Sections that are printed for each file (特定個人情報ファイル) are cut where the print
goes back: a part that repeats rows of the file begins the next one, a part that only fills holes is the same file (its
pages were swapped). Instances follow the numbers of their headings, or a row that comes again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from normalize.matching.alignment import Paired
from normalize.matching.elements import Element, FormSequence, Kind

FileNumber = Callable[[Paired], int | None]
"""The number of the file that a label's answer names; None where it names none."""


@dataclass(frozen=True, slots=True)
class Place:
    """The file and instance of a label, None where its section or block has none; `sure` that they are these."""

    file_no: int | None
    instance: int | None
    sure: bool = True


@dataclass(slots=True)
class _Gap:
    """What a lost page leaves in doubt until the print tells where it goes on."""

    row: bool = False
    instance: bool = False


class Places:
    """Tells the places of paired labels in print order.

    `numbered` says that files bear their number in print (excerpts), which `file_number` reads. `gaps` holds, for a
    label's number among those paired, how many pages are lost before it.
    """

    def __init__(self, sequence: FormSequence, numbered: bool, file_number: FileNumber) -> None:
        self._sequence, self._numbered, self._file_number = sequence, numbered, file_number
        self._files: dict[int, int] = {}
        self._unsure: set[int] = set()
        self._seen: set[tuple[int, int | None, int | None]] = set()
        self._last: Element | None = None
        self._instance: int | None = None
        self._gap = _Gap()
        self._left_at: tuple[int, int] | None = None
        self._counted: dict[tuple[int, int, int | None, int], list[int]] = defaultdict(list)
        """The labels of each instance whose number no heading tells: by section, block, file and number."""
        self._headed, self._number_sure = False, True
        self._doubtful: set[int] = set()

    def settle(self, paired: Sequence[Paired], gaps: Mapping[int, int]) -> list[Place]:
        """The place of each label."""
        places = [self._settle(at, paired, gaps.get(at, 0)) for at in range(len(paired))]
        return [replace(place, sure=place.sure and at not in self._doubtful) for at, place in enumerate(places)]

    def _settle(self, at: int, paired: Sequence[Paired], lost: int) -> Place:
        label = paired[at]
        element = label.match.element
        if lost:
            self._lose(element, lost)
        if label.again or label.match.last is not None:
            return Place(self._file_of(element.section), self._instance, not self._gap.row)
        self._enter(at, paired)
        self._find_bearings(element)
        sure = not (self._gap.row or self._gap.instance) and element.section not in self._unsure
        if self._sequence.is_group(element):
            sure = self._count_instance(label) and sure
            self._note_count(at, element)
        else:
            self._instance = None
        file_no = self._file_of(element.section)
        self._seen.add((element.order, file_no, self._instance))
        self._last = element
        return Place(file_no, self._instance, sure)

    def _file_of(self, section: int) -> int | None:
        return self._files.setdefault(section, 1) if self._sequence.repeats(section) else None

    # files

    def _enter(self, at: int, paired: Sequence[Paired]) -> None:
        """Begin the next file where a part of the print repeats rows of this one."""
        label = paired[at]
        element = label.match.element
        if not self._sequence.repeats(element.section):
            return
        file_no = self._file_of(element.section)
        if self._begins_part(element) and self._repeats(at, paired, file_no):
            self._files[element.section] = (file_no or 1) + 1
        number = self._file_number(label) if self._numbered else None
        if number is not None:
            self._files[element.section] = number
            self._unsure.discard(element.section)

    def _begins_part(self, element: Element) -> bool:
        last = self._last
        if last is None or last.section != element.section:
            return True
        if element.order > last.order:
            return False
        return not (self._sequence.is_group(element) and element.block == last.block)

    def _repeats(self, at: int, paired: Sequence[Paired], file_no: int | None) -> bool:
        """Whether the part of the print that begins here holds rows that the file has already.

        A part that goes back into the middle of a group tells nothing by the group's rows.
        """
        before: Element | None = None
        section = paired[at].match.element.section
        for label in paired[at:]:
            element = label.match.element
            if label.again or label.match.last is not None:
                continue
            if element.section != section:
                return False
            if before is not None and element.order < before.order and not self._in_one_group(before, element):
                return False
            before = element
            if not self._sequence.is_group(element) and (element.order, file_no, None) in self._seen:
                return True
        return False

    def _in_one_group(self, a: Element, b: Element) -> bool:
        return a.block == b.block and self._sequence.is_group(b)

    # instances

    def _count_instance(self, label: Paired) -> bool:
        """Move to the instance of a label; whether its number is sure."""
        element, number = label.match.element, label.match.number
        last = self._last
        elsewhere = last is None or (last.section, last.block) != (element.section, element.block)
        if element.kind is Kind.INSTANCE:
            following = self._following(element)
            # One beyond the next is plausible too: the heading between may not have been read. Excerpts leave some out.
            misread = not label.match.number_sure and not self._numbered
            misread = misread and number not in (following, following + 1, self._instance)
            taken = number is not None and not misread and self._is_taken(element, number)
            self._instance = following if number is None or taken or misread else number
            self._headed, self._number_sure = True, not taken
            return not taken
        if elsewhere or self._instance is None:
            self._instance = max(1, self._following(element) - 1) if self._left_within(element) else 1
            self._headed, self._number_sure = False, True
        file_no = self._file_of(element.section)
        went_back = not elsewhere and last is not None and element.order <= last.order
        taken = (element.order, file_no, self._instance) in self._seen
        if taken and self._headed and not went_back:
            return False  # the number in print counts; rows before it were taken for this instance's
        while (element.order, file_no, self._instance) in self._seen:
            self._instance += 1
            self._headed = False
        # Back to a row that the instance lacks, without a heading: it may just as well be the next one's.
        return self._number_sure and (taken or not went_back)

    def _note_count(self, at: int, element: Element) -> None:
        """Note whether an instance was only counted: a heading with its number that comes later says otherwise."""
        key = element.section, element.block, self._file_of(element.section), self._instance or 1
        if element.kind is Kind.INSTANCE:
            self._doubtful.update(self._counted.pop(key, ()))
        elif not self._headed:
            self._counted[key].append(at)

    def _left_within(self, element: Element) -> bool:
        """Whether rows of an element's group were printed before, and others since."""
        return self._following(element) > 1

    def _following(self, element: Element) -> int:
        """The number of the instance that comes next in an element's group."""
        file_no = self._file_of(element.section)
        orders = {
            other.order for other in self._sequence.elements
            if (other.section, other.block) == (element.section, element.block)
        }  # fmt: skip
        return 1 + max((n or 0 for order, file, n in self._seen if order in orders and file == file_no), default=0)

    def _is_taken(self, element: Element, number: int) -> bool:
        return (element.order, self._file_of(element.section), number) in self._seen

    # pages that are lost

    def _lose(self, element: Element, lost: int) -> None:
        self._gap = _Gap(row=True, instance=True)
        last = self._last
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
        last = self._last
        within = last is not None and self._sequence.is_group(element) and last.block == element.block
        return element.section == left_at[0] and element.order <= left_at[1] and not within
