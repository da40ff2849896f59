"""Judges the table of changes (変更箇所): the number of its rows, and every cell of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from hyokasho.evaluation.comparable import comparable
from hyokasho.evaluation.gold import GoldDocument
from hyokasho.evaluation.judgement import Judgement, ValueKind
from hyokasho.evaluation.written import WrittenDocument
from normalize.arrow.lazy_rows import DatasetRow
from normalize.records import Status

COLUMNS = {
    "changed_on": "changed_on_raw",
    "item": "item",
    "before": "before",
    "after": "after",
    "timing": "timing",
    "reason": "reason",
}
"""Gold column → column of the table `changes`."""
_TELLING = ("changed_on", "item", "before", "after")
_TELLING_LENGTH = 40
"""By so many characters of these columns a row is known again."""


def judge_changes(gold: GoldDocument, written: WrittenDocument) -> Iterator[Judgement]:
    """One judgement on the number of rows (where there are any), one on each printed cell."""
    printed, read = len(gold.changes), len(written.changes)
    if printed or read:
        yield Judgement(ValueKind.CHANGE_ROWS, printed == read, Status.OK, gold.file, printed, read)
    for number, (change, row) in enumerate(pair_rows(gold.changes, written.changes), start=1):
        for gold_column, column in COLUMNS.items():
            same = bool(row) and comparable(change.get(gold_column)) == comparable(row.get(column))
            where = f"{gold.file} change {number} {gold_column}"
            cell = change.get(gold_column)
            status = row.get("status", Status.OK)  # a lost row leaves no trace in the table: a silent error
            yield Judgement(ValueKind.CHANGE_CELL, same, status, where, cell, row.get(column))


def pair_rows(
    printed: tuple[dict[str, str], ...], read: list[DatasetRow]
) -> Iterator[tuple[dict[str, str], DatasetRow]]:
    """Each printed row with the read one that stands for it (empty for none): a lost row spoils no other."""
    matcher = SequenceMatcher(
        None, [_signature(row, _TELLING) for row in printed],
        [_signature(row, tuple(COLUMNS[name] for name in _TELLING)) for row in read], autojunk=False,
    )  # fmt: skip
    for tag, start, end, first, last in matcher.get_opcodes():
        for offset in range(end - start):
            paired = tag in ("equal", "replace") and first + offset < last
            yield printed[start + offset], read[first + offset] if paired else {}


def _signature(row: Mapping[str, object], columns: tuple[str, ...]) -> str:
    return "|".join(comparable(row.get(column))[:_TELLING_LENGTH] for column in columns)
