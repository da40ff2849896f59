"""Which file (特定個人情報ファイル) a label is of: where the print repeats rows of a file, the next one begins.

A part that only fills holes is the same file: its pages were swapped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from normalize.alignment.alignment import Paired
from normalize.alignment.places.seen_labels import SeenLabels
from normalize.matching.elements import Element, FormSequence

FileNumber = Callable[[Paired], int | None]
"""The number of the file that a label's answer names; None where it names none."""


class FileCount:
    """Counts the files of a print; `read_number` reads the number that a file bears (None where files bear none)."""

    def __init__(self, sequence: FormSequence, seen: SeenLabels, read_number: FileNumber | None) -> None:
        self._sequence, self._seen, self._read_number = sequence, seen, read_number
        self._files: dict[int, int] = {}

    def of(self, section: int) -> int | None:
        """The file that is read in a section; None in one that is not printed for each file."""
        return self._files.setdefault(section, 1) if self._sequence.repeats(section) else None

    def begins(self, label: Paired, following: Iterable[Paired], is_last: bool) -> bool | None:
        """Whether a part of the print begins here that repeats rows of this file; None: what is known does not tell.

        `following` are the labels behind it that are known; `is_last` says that no others will come.
        """
        element = label.match.element
        if not self._sequence.repeats(element.section) or not self._begins_part(element):
            return False
        repeats = self._repeats(element.section, chain([label], following))
        return False if repeats is None and is_last else repeats

    def enter(self, label: Paired, begins: bool) -> bool:
        """Go to the file that a label is of, the next one where it `begins`; whether the print names its number."""
        section = label.match.element.section
        if not self._sequence.repeats(section):
            return False
        if begins:
            self._files[section] = (self.of(section) or 1) + 1
        number = self._read_number(label) if self._read_number is not None else None
        if number is not None:
            self._files[section] = number
        return number is not None

    def _begins_part(self, element: Element) -> bool:
        last = self._seen.last
        if last is None or last.section != element.section:
            return True
        if element.order > last.order:
            return False
        return not (self._sequence.is_group(element) and element.block == last.block)

    def _repeats(self, section: int, labels: Iterable[Paired]) -> bool | None:
        """Whether the part of the print that begins with these labels holds rows that the file has already.

        A part that goes back into the middle of a group tells nothing by the group's rows. None: more labels tell.
        """
        file_no = self.of(section)
        last_row = self._seen.last_row(section, file_no)
        before: Element | None = None
        for label in labels:
            element = label.match.element
            if not label.is_own:
                continue
            if element.section != section or element.order > last_row:
                return False  # a part goes on, or ends: no row behind is one that the file has
            if before is not None and element.order < before.order and not self._in_one_group(before, element):
                return False
            before = element
            if not self._sequence.is_group(element) and self._seen.has(element, file_no, None):
                return True
        return None

    def _in_one_group(self, a: Element, b: Element) -> bool:
        return a.block == b.block and self._sequence.is_group(b)
