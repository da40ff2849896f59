"""Small archives to read in the tests of the runner."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from hyokasho.archive.dataset.summary import Summary
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.run import Options, ingest
from hyokasho.archive.sources.find import find_inputs
from hyokasho.archive.storage.interface import WORK
from hyokasho.archive.storage.open_storage import open_storage

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SMALL = SAMPLES / "kiso_h26_long_term_care.pdf"
BROKEN = SAMPLES / "other"
SCAN = SAMPLES / "henko_child_medical_care_scan200colour.pdf"
"""The scan that is read fastest."""


def archive(folder: Path, *files: Path) -> Path:
    """A folder with copies of these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copy(file, folder / file.name)
    return folder


def few_scans() -> list[Path]:
    """The samples but for all scans save one: what scans say is for tests of their own, and takes long."""
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in SAMPLES.glob("*.gold.json")]
    born_digital = [SAMPLES / gold["file"] for gold in golds if gold["kind"] == "born_digital"]
    return sorted([*born_digital, SCAN])


def sample_archive(folder: Path) -> Path:
    """A folder with those samples and the broken files."""
    archive(folder, *few_scans())
    shutil.copytree(BROKEN, folder / BROKEN.name)
    return folder


def run(source: Path, out: Path, monitor: Monitor | None = None, **options: Any) -> Summary:
    """Read `source` into a dataset in `out`, in this process unless `options` say otherwise."""
    chosen = Options(**({"workers": 0} | options))
    return ingest(find_inputs([str(source)]), open_storage(out), chosen, monitor or Monitor())


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The rows of one table of a dataset."""
    found: list[dict[str, Any]] = ds.dataset(out / table, format="parquet").to_table().to_pylist()
    return found


def digests(out: Path) -> dict[str, str]:
    """The hash of each file of a dataset, by its path; without what a run keeps for the next one."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and WORK not in path.parts
    }


def expected() -> dict[str, set[str]]:
    """The statuses that each file of `data/samples/other` may end with."""
    said: dict[str, str] = json.loads((BROKEN / "expected.json").read_text(encoding="utf-8"))
    return {name: set(statuses.split(" or ")) for name, statuses in said.items()}
