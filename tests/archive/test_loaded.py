"""What a run loads, and what it does without."""

from __future__ import annotations

import subprocess
import sys

ARROW_ALONE = """
import sys
import pyarrow as pa
from hyokasho.archive.arrow_alone import settle_arrow
settle_arrow()
table = pa.Table.from_pylist([{"a": 1}])
print("pandas" in sys.modules, table.to_pandas()["a"].sum())
"""
PARENT = """
import sys
import hyokasho.archive.dataset.assemble, hyokasho.archive.workers.supervisor
print(sorted({"extract.document", "normalize.reading", "pandas"} & set(sys.modules)))
"""


def said(script: str) -> str:
    """What a script prints in a process of its own."""
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()


def test_arrow_loads_pandas_only_for_a_data_frame() -> None:
    assert said(ARROW_ALONE) == "False 1"


def test_the_process_that_only_hands_out_documents_loads_nothing_that_reads_them() -> None:
    assert said(PARENT) == "[]"
