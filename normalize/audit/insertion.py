"""Where on a print a row would stand that was not found: behind the last answer that the form prints before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
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
    """The answers of a print, by file, with those that are inserted; `order` numbers the form's rows by their keys."""

    def __init__(self, answers: Iterable[Answer], order: Mapping[str, int]) -> None:
        self._order = order
        self._by_file: dict[int | None, list[PlacedAnswer]] = defaultdict(list)
        self._inserted = 0
        for number, answer in enumerate(answers):
            self._by_file[answer.file_no].append(PlacedAnswer(order[answer.form_key], (number,), answer))

    def before(self, row: Row, file_no: int | None, instance: int | None) -> PlacedAnswer | None:
        """The last answer that the form prints before a row, of the row's own file and instance if any is.

        A row of no file or of no instance stands behind all of those that the form prints before it.
        """
        wanted = self._order[row.key]
        everywhere = chain.from_iterable(self._by_file.values())
        for each in [self._by_file[file_no], self._by_file[None]] if file_no is not None else [everywhere]:
            found = [
                (instance in (placed.answer.instance, None), placed.order, placed.key, placed)
                for placed in each if placed.order < wanted
            ]  # fmt: skip
            if found:
                return max(found, key=lambda item: item[:3])[-1]
        return None

    def insert(self, answer: Answer, before: PlacedAnswer | None) -> None:
        """Put an answer right behind another one; None: before all."""
        self._inserted += 1
        key = (*(before.key if before is not None else AT_TOP), -self._inserted)
        self._by_file[answer.file_no].append(PlacedAnswer(self._order[answer.form_key], key, answer))

    def answers(self) -> list[Answer]:
        """All answers in print order."""
        placed = sorted((placed for each in self._by_file.values() for placed in each), key=lambda one: one.key)
        return [one.answer for one in placed]
