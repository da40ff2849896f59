"""Writes a dataset: one folder of Parquet files a table, and `datapackage.json`, replaced as a whole at the end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from hyokasho.descriptor import DESCRIPTOR, MADE_BY, descriptor
from normalize.arrow import schemas

STAGING = ".hyokasho-new"
ROW_GROUP = 100_000
"""Rows held in memory for each table before they are written."""
PART = "part-0.parquet"


class NotOursError(Exception):
    """The output folder holds something that is not a dataset of ours."""


class DatasetWriter:
    """Takes the rows of one document after another; `finish` puts the new tables in the place of old ones.

    Rows are written in the order in which they come, so that equal results give equal bytes.
    """

    def __init__(self, out: Path) -> None:
        """Raises `NotOursError` where `out` exists and is neither empty nor a dataset of ours."""
        check_ours(out)
        self._out = out
        self._staging = out / STAGING
        if self._staging.exists():
            shutil.rmtree(self._staging)
        self._staging.mkdir(parents=True)
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._waiting: dict[str, list[pa.Table]] = {name: [] for name in schemas()}
        for name, schema in schemas().items():
            folder = self._staging / name
            folder.mkdir()
            self._writers[name] = pq.ParquetWriter(folder / PART, schema, compression="zstd")

    def add(self, tables: dict[str, pa.Table]) -> None:
        """Append a document's rows."""
        for name, table in tables.items():
            self._waiting[name].append(table)
            if sum(len(part) for part in self._waiting[name]) >= ROW_GROUP:
                self._flush(name)

    def finish(self) -> None:
        """Write what is left and replace the tables of an older run."""
        for name in self._waiting:
            self._flush(name)
        self._close()
        for name in self._waiting:
            target = self._out / name
            if target.exists():
                shutil.rmtree(target)
            (self._staging / name).rename(target)
        text = json.dumps(descriptor(self._out), ensure_ascii=False, indent=1)
        (self._out / DESCRIPTOR).write_text(text + "\n", encoding="utf-8")
        shutil.rmtree(self._staging)

    def _flush(self, name: str) -> None:
        if self._waiting[name]:
            self._writers[name].write_table(pa.concat_tables(self._waiting[name]), row_group_size=ROW_GROUP)
            self._waiting[name] = []

    def _close(self) -> None:
        for writer in self._writers.values():
            writer.close()
        self._writers = {}

    def __enter__(self) -> DatasetWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()


def check_ours(out: Path) -> None:
    """Raise `NotOursError` unless `out` is new, empty, or a dataset of ours."""
    if not out.exists():
        return
    if not out.is_dir():
        raise NotOursError(f"{out} is a file: name a folder for the dataset")
    names = {child.name for child in out.iterdir()}
    if not names - {STAGING}:
        return
    try:
        made_by = json.loads((out / DESCRIPTOR).read_text(encoding="utf-8")).get("made_by")
    except (OSError, ValueError, AttributeError):
        made_by = None
    if made_by != MADE_BY:
        raise NotOursError(f"{out} is not empty and not a dataset of ours: name another folder")
