"""Small archives to read in the tests of the runner."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from hyokasho.ingest import Summary, ingest
from hyokasho.inputs import find_inputs
from hyokasho.workers import Limits

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SMALL = SAMPLES / "kiso_h26_long_term_care.pdf"
BROKEN = SAMPLES / "other"


def archive(folder: Path, *files: Path) -> Path:
    """A folder with copies of these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy(file, folder / file.name)
    return folder


def run(source: Path, out: Path, workers: int = 0) -> Summary:
    """Read `source` into a dataset in `out`."""
    return ingest(find_inputs([str(source)]), out, workers, Limits(), lambda _: None)


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The rows of one table of a dataset."""
    found: list[dict[str, Any]] = ds.dataset(out / table, format="parquet").to_table().to_pylist()
    return found


def digests(out: Path) -> dict[str, str]:
    """The hash of each file of a dataset, by its path."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def expected() -> dict[str, set[str]]:
    """The statuses that each file of `data/samples/other` may end with."""
    said: dict[str, str] = json.loads((BROKEN / "expected.json").read_text(encoding="utf-8"))
    return {name: set(statuses.split(" or ")) for name, statuses in said.items()}
