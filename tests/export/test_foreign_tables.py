"""Tables in a dataset that no version of this program wrote end an export in a sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from hyokasho.archive.dataset.descriptor import DESCRIPTOR
from hyokasho.cli import main
from hyokasho.export.formats import FORMATS
from tests.archive.table_bombs import BOMBS
from tests.export.datasets import dataset

PATH = "documents/part-0.parquet"


def exported(folder: Path, form: str, write: Callable[[Path], object]) -> Result:
    """What an export says of a dataset with another table in the place of `documents`."""
    out = dataset(folder / "out", documents=[{}])
    write(out / PATH)
    described = json.loads((out / DESCRIPTOR).read_bytes())
    (resource,) = (each for each in described["resources"] if each["path"] == PATH)
    resource["bytes"] = (out / PATH).stat().st_size
    (out / DESCRIPTOR).write_text(json.dumps(described))
    words = ["export", str(out), "--format", form, "--table", "documents", "--to", str(folder / "to")]
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("names", [["=1+1"], ["a\0"], ["\x1b[2J"], ["a\nb"], ["日"], [""], ["a" * 64], ["a", "a"], []])
def test_names_of_columns_are_ours(names: list[str], form: str, tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["x"])] * len(names), names=names)
    done = exported(tmp_path, form, lambda path: pq.write_table(table, path))
    assert done.exit_code == 3, done.output
    assert "table documents has columns that no version of this program writes" in done.stderr


@pytest.mark.parametrize("form", ["csv", "jsonl", "sqlite", "xlsx"])
def test_a_day_that_no_calendar_has_is_told(form: str, tmp_path: Path) -> None:
    days = pa.table({"a": pa.array([2**31 - 1], pa.int32()).cast(pa.date32())})
    done = exported(tmp_path, form, lambda path: pq.write_table(days, path))
    assert done.exit_code == 3, done.output
    assert "table documents cannot be read (" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not bound what a batch takes")
def test_few_bytes_that_become_many_are_told(tmp_path: Path) -> None:
    done = exported(tmp_path, "csv", BOMBS["texts as prefixes"])
    assert done.exit_code == 3, done.output
    assert "table documents cannot be read (" in done.stderr
