"""Tables of documents of some kilobytes that become gigabytes: by what their footer says, and beyond it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ID = "f" * 64


def _listed(path: Path) -> None:
    """One text of 10 MB, two million times: it stands in the file once."""
    places = pa.repeat(pa.scalar(0, pa.int32()), 2_000_000)
    columns = {"source": pa.array(["x" * 10_000_000]), "document_id": pa.array([ID])}
    table = pa.table({name: pa.DictionaryArray.from_arrays(places, texts) for name, texts in columns.items()})
    pq.write_table(table, path, compression="zstd", store_schema=False)


def _many(path: Path) -> None:
    """Thirty million rows."""
    places = pa.repeat(pa.scalar(0, pa.int8()), 10_000_000)
    columns = {"source": pa.array(["x"]), "document_id": pa.array([ID])}
    table = pa.table({name: pa.DictionaryArray.from_arrays(places, texts) for name, texts in columns.items()})
    with pq.ParquetWriter(path, table.schema, compression="zstd", store_schema=False) as writer:
        for _ in range(3):
            writer.write_table(table, row_group_size=len(table))


def _prefixed(path: Path) -> None:
    """Texts of 1 MB each of which is the one before it: neither the file nor its footer has them twice."""
    table = pa.table({"source": ["x" * 1_000_000] * 1000, "document_id": [ID] * 1000})
    encodings = {"source": "DELTA_BYTE_ARRAY", "document_id": "PLAIN"}
    pq.write_table(table, path, compression="zstd", use_dictionary=False, column_encoding=encodings)


BOMBS: dict[str, Callable[[Path], None]] = {
    "a text two million times": _listed, "thirty million rows": _many, "texts as prefixes": _prefixed,
}  # fmt: skip
