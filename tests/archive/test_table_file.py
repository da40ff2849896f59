"""Tables that stand in OUT are read within bounds of memory, whoever wrote them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hyokasho.archive.dataset import table_file
from hyokasho.archive.dataset.table_file import ForeignTableError, batches, opened_table
from tests.archive.table_bombs import BOMBS


def file(rows: int = 10) -> io.BytesIO:
    """A table of so many rows."""
    made = io.BytesIO()
    pq.write_table(pa.table({"source": ["x" * 100] * rows, "bytes": range(rows)}), made)
    return made


def test_a_table_comes_back_in_order() -> None:
    read = [batch.to_pydict() for batch in batches(opened_table(file()), 4, ["bytes"])]
    assert read == [{"bytes": [0, 1, 2, 3]}, {"bytes": [4, 5, 6, 7]}, {"bytes": [8, 9]}]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no Parquet"), (b"PAR1", "no Parquet"), (b"PAR1 and a text", "no Parquet"),
        (b"PAR1\xff\xff\xff\x7fPAR1", "a longer footer"), (b"PAR1\xff\xff\0\0PAR1", "Parquet"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ForeignTableError, match=why):
        opened_table(io.BytesIO(content))


def test_a_table_that_tells_of_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_file, "MOST_OF_GROUP", 50)
    with pytest.raises(ForeignTableError, match="more bytes than rows of ours have"):
        opened_table(file())


def test_texts_that_are_too_long_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_file, "MOST_OF_BATCH", 500)
    with pytest.raises(ForeignTableError, match="longer texts than ours are"):
        list(batches(opened_table(file()), 10))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not bound it")
@pytest.mark.parametrize("kind", ["a text two million times", "texts as prefixes"])
def test_what_becomes_much_beyond_what_the_footer_says_takes_no_more_than_its_bound(kind: str, tmp_path: Path) -> None:
    import resource

    BOMBS[kind](tmp_path / "bomb")
    assert (tmp_path / "bomb").stat().st_size < 100_000
    before = resource.getrlimit(resource.RLIMIT_AS)
    with (tmp_path / "bomb").open("rb") as bomb, pytest.raises(ForeignTableError, match=r"more memory|longer texts"):
        list(batches(opened_table(bomb), 2000))
    assert resource.getrlimit(resource.RLIMIT_AS) == before
