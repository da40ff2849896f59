"""`python -m data.sample_dataset`: makes `data/dataset`, the small dataset that notebooks start from.

It holds every assessment of the samples once, as an archive does: as born-digital print, one as scan. What a scan
says may differ in the last digits from one kind of processor to another; of prints every byte is the same.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from hyokasho.archive.monitor import Monitor
from hyokasho.archive.run import Options, ingest
from hyokasho.archive.sources.find import find_inputs
from hyokasho.archive.storage.interface import WORK
from hyokasho.archive.storage.open_storage import open_storage

ROOT = Path(__file__).parents[1]
SAMPLES = Path("data/samples")
"""Relative to `ROOT`, as `documents` says where each file was found."""
DATASET = ROOT / "data" / "dataset"
SCAN_FOR_PRINT = {"henko_child_medical_care": "henko_child_medical_care_scan200colour"}
"""The scan that is read fastest stands for its print."""


def prints() -> list[Path]:
    """The born-digital samples that the dataset holds."""
    golds = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / SAMPLES).glob("*.gold.json")))
    files = (SAMPLES / gold["file"] for gold in golds if gold["kind"] == "born_digital")
    return [file for file in files if file.stem not in SCAN_FOR_PRINT]


def main() -> None:
    """Read the samples anew and let the result take the place of the older dataset."""
    os.chdir(ROOT)
    scans = [SAMPLES / f"{name}.pdf" for name in SCAN_FOR_PRINT.values()]
    found = find_inputs([str(file) for file in sorted([*prints(), *scans])])
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "dataset"
        summary = ingest(found, open_storage(made), Options(workers=os.cpu_count() or 1), Monitor())
        shutil.rmtree(DATASET, ignore_errors=True)
        shutil.copytree(made, DATASET, ignore=shutil.ignore_patterns(WORK))
    print(f"{DATASET.relative_to(ROOT)}: {sum(summary.statuses.values())} documents")


if __name__ == "__main__":
    main()
