"""`data/dataset` is what the samples are read as now; where these fail, `make dataset` brings it up to date."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from data.sample_dataset import DATASET, ROOT, SCAN_FOR_PRINT, prints
from hyokasho.document.reader import read_file
from normalize.arrow.schemas import schemas


def committed(table: str) -> pa.Table:
    (file,) = (DATASET / table).glob("*.parquet")
    return pq.read_table(file)


@pytest.mark.parametrize("path", prints(), ids=lambda path: path.stem)
def test_prints_are_read_as_it_says(path: Path) -> None:
    data = (ROOT / path).read_bytes()
    document_id = hashlib.sha256(data).hexdigest()
    now = read_file(data, path.name, path.name).tables
    for name, schema in schemas().items():
        rows = committed(name)
        rows = rows.filter(pc.equal(rows["document_id"], document_id))
        assert rows.to_pylist() == now.get(name, schema.empty_table()).to_pylist(), name


def test_it_holds_every_assessment_once() -> None:
    names = sorted(committed("documents")["file_name"].to_pylist())
    assert names == sorted([*(path.name for path in prints()), *(f"{scan}.pdf" for scan in SCAN_FOR_PRINT.values())])


def test_its_columns_are_those_of_the_registry() -> None:
    assert {name: committed(name).schema for name in schemas()} == schemas()
    assert {folder.name for folder in DATASET.iterdir() if folder.is_dir()} == set(schemas())
