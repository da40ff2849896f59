"""JSON Lines for programs: an object a row, texts as they are, lists as lists."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hyokasho.export.package import FileKind, write_descriptor
from hyokasho.export.source import SourceTable

_KIND = FileKind("jsonl", "application/jsonl", cells=False)


def write(tables: Sequence[SourceTable], target: Path) -> list[str]:
    """Write `TABLE.jsonl` for each table, and a descriptor, into the folder `target`."""
    for table in tables:
        names = [column.name for column in table.columns]
        with (target / f"{table.name}.jsonl").open("x", encoding="utf-8", newline="\n") as file:
            for row in table.rows():
                record = dict(zip(names, row, strict=True))
                file.write(json.dumps(record, ensure_ascii=False, default=date.isoformat) + "\n")
    write_descriptor(tables, target, _KIND)
    return []
