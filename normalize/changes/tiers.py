"""A head above those of two columns (記載内容 over 変更前 and 変更後), where no rulings tell what it spans."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import Line
from normalize.changes.header import CORE, Head, Header


def without_tiers(header: Header, heads: Sequence[Head], lines: Sequence[Line]) -> list[Head]:
    """The heads without those that no column is of: they stand higher than the two heads between which they stand."""
    columns = {column.key: column for column in header.columns}
    if not header.unknown or not set(CORE) <= columns.keys():
        return list(heads)
    left, right = sorted((columns[key] for key in CORE[1:]), key=lambda column: column.x0)
    tops = {run.text: line.box.top for line in lines for run in line.runs}
    beside = [tops[head.text] for head in heads if head.x0 in (left.x0, right.x0) and head.text in tops]

    def is_tier(head: Head) -> bool:
        between = left.x0 < head.x0 and head.x1 < right.x1
        return between and head.text in header.unknown and bool(beside) and tops.get(head.text, 0.0) < min(beside)

    return [head for head in heads if not is_tier(head)]
