"""A document's row with the name that it has in this run: no result knows one."""

from __future__ import annotations

import numpy as np
import pyarrow as pa


def named(documents: pa.Table, name: str, source: str) -> pa.Table:
    """The row of `documents` with this `file_name` and `source`."""
    for column, text in (("file_name", name), ("source", source)):
        index = documents.schema.get_field_index(column)
        documents = documents.set_column(index, documents.schema.field(index), _column_of(text))
    return documents


def _column_of(text: str) -> pa.Array:
    """One text as Arrow has it in memory: `pa.array` would load pandas first, to see whether that made it."""
    content = text.encode()
    ends = np.array([0, len(content)], np.int32)
    return pa.StringArray.from_buffers(1, pa.py_buffer(ends), pa.py_buffer(content))
