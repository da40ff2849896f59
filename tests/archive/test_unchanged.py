"""A run loads no more than it needs: what reads documents in its workers only, next to nothing where all is read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.hyokasho.archive import SAMPLES, SMALL, archive

CODE = """
import json, sys
from hyokasho.archive.sources import identity
identity.SETTLED = -(10**12)
from hyokasho.cli import main
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


READERS = {"pypdfium2", "pikepdf", "pdfplumber", "playa", "camelot", "pandas", "sudachipy", "rapidfuzz"}

UNUSED = {"rich", "pyarrow.compute", "compileall", "pyarrow.pandas_compat"}
"""What only terminals, parts of assessments, and a program that is not compiled need."""


def test_what_is_not_needed_is_not_loaded(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in", SMALL), tmp_path / "out"
    words = [sys.executable, "-c", CODE, "ingest", str(source), "--out", str(out), "--workers", "1"]
    reading, unchanged = (subprocess.run(words, capture_output=True, text=True, check=True) for _ in range(2))
    assert "nothing has changed" in unchanged.stdout
    while_reading, then = (set(json.loads(done.stderr.splitlines()[-1])) for done in (reading, unchanged))
    assert "pyarrow" in while_reading
    assert "hyokasho" in then
    assert not while_reading & (READERS | UNUSED)
    assert not then & {"pyarrow", "numpy", *READERS}


A_WORKER = """
import json, sys
from pathlib import Path
from hyokasho.archive.task import Limits
from hyokasho.archive.workers.worker import leave_pandas_out
from hyokasho.archive.workers.work import read
from hyokasho.document.deadline import Deadline
leave_pandas_out()
read(Path(sys.argv[1]).read_bytes(), Limits(), Deadline(300))
print(json.dumps(sorted(name for name in sys.modules if "." not in name)))
"""
SELDOM = {"camelot", "cv2", "networkx", "onnxruntime", "pandas", "playa", "rich"}
"""What only scans, doubtful pages, broken fonts or terminals need."""


def test_a_worker_loads_for_a_print_only_what_each_print_needs() -> None:
    words = [sys.executable, "-c", A_WORKER, str(SAMPLES / "kiso_r6_resident_tax.pdf")]
    loaded = set(json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout))
    assert {"pypdfium2", "pyarrow", "sudachipy"} <= loaded
    assert not loaded & SELDOM


PANDAS_LATER = """
import sys
from hyokasho.archive.workers.worker import leave_pandas_out
leave_pandas_out()
import pyarrow as pa
table = pa.table({"a": pa.array([1, None], pa.int64())})
assert "pandas" not in sys.modules
import pandas
print(table.to_pandas()["a"].sum(), len(pandas.DataFrame({"a": ["b"]})))
"""


def test_a_worker_reads_lists_without_pandas_and_finds_it_where_it_is_needed() -> None:
    done = subprocess.run([sys.executable, "-c", PANDAS_LATER], capture_output=True, text=True, check=True)
    assert done.stdout == "1.0 1\n"
