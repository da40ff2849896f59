"""Where on a print a row would stand that was not found: behind the last answer that the form prints before it."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import NamedTuple

from normalize.records import Answer
from normalize.registry import Row

PrintOrder = tuple[int, ...]
"""Sorts answers in print order. One that is inserted has the key of the answer before it, and the less, the later."""
AT_TOP: PrintOrder = (-1,)
"""The key of what stands before all answers."""


class PlacedAnswer(NamedTuple):
    """An answer with its place among the rows of the form, and its key."""

    order: int
    key: PrintOrder
    answer: Answer


class Insertion:
    """The answers of a print, by file, with those that are inserted; `order` numbers the form's rows by their keys.

    Of the answers of a long print only their numbers are kept besides.
    """

    def __init__(self, answers: Sequence[Answer], order: Mapping[str, int]) -> None:
        self._order, self._found = order, answers
        self._by_file: dict[int | None, array[int]] = defaultdict(lambda: array("L"))
        self._inserted: dict[int | None, list[PlacedAnswer]] = defaultdict(list)
        self._number = 0
        for number, answer in enumerate(answers):
            self._by_file[answer.file_no].append(number)

    def before(self, row: Row, file_no: int | None, instance: int | None) -> PlacedAnswer | None:
        """The last answer that the form prints before a row, of the row's own file and instance if any is.

        A row of no file or of no instance stands behind all of those that the form prints before it.
        """
        wanted = self._order[row.key]
        near: list[set[int | None]] = [{file_no}, {None}]
        for files in near if file_no is not None else [{*self._by_file, *self._inserted}]:
            earlier = (placed for file in files for placed in self._earlier(file, wanted, instance))
            last = max(
                earlier, default=None, key=lambda one: (instance in (one.answer.instance, None), one.order, one.key)
            )
            if last is not None:
                return last
        return None

    def _earlier(self, file_no: int | None, wanted: int, instance: int | None) -> Iterable[PlacedAnswer]:
        """What was inserted into a file before a row, and the last answer found there."""
        yield from (placed for placed in self._inserted.get(file_no, ()) if placed.order < wanted)
        order, found, last = self._order, self._found, (False, -1, -1)
        for number in self._by_file.get(file_no, ()):
            answer = found[number]
            if (own := order[answer.form_key]) < wanted:
                last = max(last, (instance is None or answer.instance == instance, own, number))
        if last[-1] >= 0:
            yield PlacedAnswer(last[1], (last[2],), found[last[2]])

    def insert(self, answer: Answer, before: PlacedAnswer | None) -> None:
        """Put an answer right behind another one; None: before all."""
        self._number += 1
        key = (*(before.key if before is not None else AT_TOP), -self._number)
        self._inserted[answer.file_no].append(PlacedAnswer(self._order[answer.form_key], key, answer))

    def answers(self) -> Iterator[Answer]:
        """All answers in print order."""
        inserted = sorted((placed for each in self._inserted.values() for placed in each), key=lambda one: one.key)
        found = (PlacedAnswer(0, (number,), answer) for number, answer in enumerate(self._found))
        return (placed.answer for placed in merge(found, inserted, key=lambda one: one.key))
