"""Tables are written in bounded memory, and their bytes do not depend on how their rows came."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hyokasho.archive.dataset import writer as writing
from hyokasho.archive.dataset.writer import DatasetWriter
from hyokasho.archive.storage.open_storage import open_storage
from normalize.arrow.schemas import schemas
from tests.hyokasho.archive import digests

DOCUMENTS = 50


def documents(number: int) -> pa.Table:
    row = {"document_id": f"{number:064}", "file_name": "語" * 100, "source": "a.pdf", "status": "ok",
           "extractor_version": "1"}  # fmt: skip
    return pa.Table.from_pylist([row], schemas()["documents"])


def write(out: Path) -> None:
    with DatasetWriter(open_storage(out)) as writer:
        for number in range(DOCUMENTS):
            writer.add({"documents": documents(number)})
            waiting = writer._waiting["documents"]
            assert waiting.rows < writing.ROW_GROUP
            assert waiting.size < writing.ROW_GROUP_BYTES
            assert len(waiting.parts) < writing.BLOCK
        writer.finish()


@pytest.mark.parametrize(("limit", "value"), [("ROW_GROUP", 7), ("ROW_GROUP_BYTES", 5000), ("BLOCK", 3)])
def test_only_so_many_rows_wait(limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, limit, value)
    write(tmp_path / "out")
    table = pq.read_table(tmp_path / "out" / "documents")
    assert table["document_id"].to_pylist() == [f"{number:064}" for number in range(DOCUMENTS)]


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_a_writer_that_is_left_unfinished_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "out")
    before = digests(tmp_path / "out")
    with pytest.raises(KeyError), DatasetWriter(open_storage(tmp_path / "out")) as writer:
        writer.add({"documents": documents(1)})
        raise KeyError
    assert digests(tmp_path / "out") == before
