"""Small datasets to export, of rows that a test names."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from hyokasho.archive.dataset.writer import DatasetWriter
from hyokasho.archive.storage.open_storage import open_storage
from normalize.arrow.schemas import schemas
from normalize.registry import ColumnType, load_registry

Rows = list[dict[str, Any]]
DOCUMENT = "d" * 64
_FILLERS = {ColumnType.STRING: "x", ColumnType.INT32: 1, ColumnType.INT64: 1}
HOSTILE = (
    "=1+1", "+cmd", "@SUM(1)", "-2+3", "＝1+1", "\t=1", "\tx", "\r=1", "'quoted'", 'say "x", y', "two\nlines",
    "絵文字😀", "\x00\x07\x1b[31m", "\ufffe\uffff", "<r>x</r>", "<b>&amp;", "_x0041_", "https://example.invalid/",
    "null", "",
)  # fmt: skip
"""Texts that mean something to a spreadsheet, to XML, to CSV or to a terminal."""


def dataset(out: Path, **rows: Rows) -> Path:
    """A dataset in `out` with these rows for each table named; required columns that a row leaves out are filled."""
    with DatasetWriter(open_storage(out)) as writer:
        tables = {name: pa.Table.from_pylist([_full(name, row) for row in found], schemas()[name])
                  for name, found in rows.items()}  # fmt: skip
        writer.add(tables)
        writer.finish()
    return out


def hostile(out: Path) -> Path:
    """A dataset with a change for each of the hostile texts."""
    changes = [{"row_no": number, "before": text} for number, text in enumerate(HOSTILE, start=1)]
    return dataset(out, documents=[{"status": "ok"}], changes=changes)


def typical(out: Path) -> Path:
    """A dataset with a value of each type, and nulls."""
    marks: Rows = [{"checked": True, "count": 3, "x0": 1.5}, {"checked": False}, {"checked": None}]
    files: Rows = [{"file_no": 1, "main_items": ["氏名", "a, b"], "subject_count_max": 9_999_999}, {"file_no": 2}]
    changes = [
        {"row_no": 1, "changed_on": date(2015, 10, 1), "after": "新"},
        {"row_no": 2, "changed_on": date(1899, 12, 31), "after": None},
    ]
    return dataset(out, documents=[{"organization_code": "011002"}], marks=marks, files=files, changes=changes)


def _full(name: str, row: dict[str, Any]) -> dict[str, Any]:
    columns = load_registry().tables[name].columns
    fillers = {column.name: _FILLERS[column.type] for column in columns if not column.nullable}
    return fillers | {"document_id": DOCUMENT} | row
