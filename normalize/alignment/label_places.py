"""Which file and which instance each label of a print belongs to, once the labels are known.

The alignment knows rows only. Sections that are printed for each file (特定個人情報ファイル) are cut where the print
goes back: a part that repeats rows of the file begins the next one, a part that only fills holes is the same file (its
pages were swapped). Instances follow the numbers of their headings, or a row that comes again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from normalize.alignment.alignment import Paired
from normalize.matching.elements import Element, FormSequence, Kind

FileNumber = Callable[[Paired], int | None]
"""The number of the file that a label's answer names; None where it names none."""


@dataclass(slots=True)
class LabelPlace:
    """The file and instance of a label, None where its section or block has none; `sure` that they are these.

    What was counted for sure may be unsure once a later heading bears its number.
    """

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

    `numbered` says that files bear their number in print (excerpts), which `file_number` reads.
    """

    def __init__(self, sequence: FormSequence, numbered: bool, file_number: FileNumber) -> None:
        self._sequence, self._numbered, self._file_number = sequence, numbered, file_number
        self._files: dict[int, int] = {}
        self._unsure: set[int] = set()
        self._seen: dict[tuple[int | None, int | None], int] = defaultdict(int)
        """By file and instance, the elements seen there: of each the bit of its order is set."""
        self._last_seen: dict[tuple[int, int | None], int] = {}
        """By section and file, the order of the last row seen there that is of no group."""
        self._highest: dict[tuple[int, int, int | None], int] = {}
        """By section, block and file, the highest instance seen."""
        self._last: Element | None = None
        self._instance: int | None = None
        self._gap = _Gap()
        self._told = LabelPlace(None, None)
        """The place told last that nothing changes any more: labels side by side share it."""
        self._left_at: tuple[int, int] | None = None
        self._counted: dict[tuple[int, int, int | None, int], list[LabelPlace]] = defaultdict(list)
        """The labels of each instance whose number no heading tells: by section, block, file and number."""
        self._headed, self._number_sure = False, True

    def settle(self, label: Paired, following: Iterable[Paired], lost: int, is_last: bool) -> LabelPlace | None:
        """The place of the next label, before which so many pages are lost; None: what follows does not tell it yet.

        `following` are the labels behind it that are known; `is_last` says that no others will come.
        """
        element = label.match.element
        if not label.is_own:
            if lost:
                self._lose(element, lost)
            return LabelPlace(self._file_of(element.section), self._instance, not self._gap.row)
        begins_file = self._begins_file(label, following, is_last)
        if begins_file is None:
            return None
        if lost:
            self._lose(element, lost)
        self._enter(label, begins_file)
        self._find_bearings(element)
        sure = not (self._gap.row or self._gap.instance) and element.section not in self._unsure
        in_group = self._sequence.is_group(element)
        if in_group:
            sure = self._count_instance(label) and sure
        else:
            self._instance = None
        place = LabelPlace(self._file_of(element.section), self._instance, sure)
        self._see(element, place)
        if in_group and self._note_count(place, element):
            return place
        self._told = self._told if self._told == place else place
        return self._told

    def _see(self, element: Element, place: LabelPlace) -> None:
        self._seen[place.file_no, place.instance] |= 1 << element.order
        self._last = element
        if place.instance is None:
            file = element.section, place.file_no
            self._last_seen[file] = max(element.order, self._last_seen.get(file, 0))
        else:
            block = element.section, element.block, place.file_no
            self._highest[block] = max(place.instance, self._highest.get(block, 0))

    def _is_seen(self, element: Element, file_no: int | None, instance: int | None) -> bool:
        return bool(self._seen.get((file_no, instance), 0) >> element.order & 1)

    def _file_of(self, section: int) -> int | None:
        return self._files.setdefault(section, 1) if self._sequence.repeats(section) else None

    # files

    def _begins_file(self, label: Paired, following: Iterable[Paired], is_last: bool) -> bool | None:
        """Whether a part of the print begins here that repeats rows of this file; None: what is known does not tell."""
        element = label.match.element
        if not self._sequence.repeats(element.section) or not self._begins_part(element):
            return False
        repeats = self._repeats(element.section, chain([label], following))
        return False if repeats is None and is_last else repeats

    def _enter(self, label: Paired, begins_file: bool) -> None:
        """Go to the file that a label is of."""
        element = label.match.element
        if not self._sequence.repeats(element.section):
            return
        if begins_file:
            self._files[element.section] = (self._file_of(element.section) or 1) + 1
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

    def _repeats(self, section: int, labels: Iterable[Paired]) -> bool | None:
        """Whether the part of the print that begins with these labels holds rows that the file has already.

        A part that goes back into the middle of a group tells nothing by the group's rows. None: more labels tell.
        """
        file_no = self._file_of(section)
        last_seen = self._last_seen.get((section, file_no), -1)
        before: Element | None = None
        for label in labels:
            element = label.match.element
            if not label.is_own:
                continue
            if element.section != section or element.order > last_seen:
                return False  # a part goes on, or ends: no row behind is one that the file has
            if before is not None and element.order < before.order and not self._in_one_group(before, element):
                return False
            before = element
            if not self._sequence.is_group(element) and self._is_seen(element, file_no, None):
                return True
        return None

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
        taken = self._is_seen(element, file_no, self._instance)
        if taken and self._headed and not went_back:
            return False  # the number in print counts; rows before it were taken for this instance's
        while self._is_seen(element, file_no, self._instance):
            self._instance += 1
            self._headed = False
        # Back to a row that the instance lacks, without a heading: it may just as well be the next one's.
        return self._number_sure and (taken or not went_back)

    def _note_count(self, place: LabelPlace, element: Element) -> bool:
        """Whether an instance was only counted: a heading with its number that comes later says otherwise."""
        key = element.section, element.block, place.file_no, place.instance or 1
        if element.kind is Kind.INSTANCE:
            for counted in self._counted.pop(key, ()):
                counted.sure = False
            return False
        if not self._headed:
            self._counted[key].append(place)
        return not self._headed

    def _left_within(self, element: Element) -> bool:
        """Whether rows of an element's group were printed before, and others since."""
        return self._following(element) > 1

    def _following(self, element: Element) -> int:
        """The number of the instance that comes next in an element's group."""
        return 1 + self._highest.get((element.section, element.block, self._file_of(element.section)), 0)

    def _is_taken(self, element: Element, number: int) -> bool:
        return self._is_seen(element, self._file_of(element.section), number)

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
