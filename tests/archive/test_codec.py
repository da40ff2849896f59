"""A result is read back as it was kept, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from hyokasho.archive.results.codec import DamagedError, decode, decode_head, encode
from hyokasho.archive.results.store import RESULTS
from hyokasho.archive.task import Limits
from hyokasho.archive.workers import work
from hyokasho.document.reader import read_file
from hyokasho.document.result import DocumentResult
from hyokasho.document.verdict import Read
from tests.archive.forged import FORGED, forged, streamed
from tests.hyokasho.archive import BROKEN, SMALL, archive, run

DATA = SMALL.read_bytes()
RESULT = read_file(DATA, "", "")
KEPT = encode(RESULT)


def test_what_is_kept_comes_back() -> None:
    head, tables = decode(KEPT)
    assert tables.keys() == RESULT.tables.keys()
    for name, table in tables.items():
        assert table.equals(RESULT.tables[name])
        assert table.schema.equals(RESULT.tables[name].schema, check_metadata=True)
    assert (head.document_id, head.verdict, head.pages) == (RESULT.document_id, Read(), 4)
    assert (head.size, head.within) == (len(DATA), None)
    assert head.rows == {name: len(table) for name, table in tables.items()}


def test_equal_results_are_equal_bytes() -> None:
    assert encode(read_file(DATA, "", "")) == KEPT


def test_limits_that_had_a_part_in_it_are_kept() -> None:
    assert decode(encode(RESULT, Limits(2.5, 10)))[0].within == Limits(2.5, 10)


@pytest.mark.parametrize("length", [0, 1, 43, 44, 100, len(KEPT) // 2, len(KEPT) - 1])
def test_a_result_that_was_cut_short_is_known_by_its_head(length: int) -> None:
    with pytest.raises(DamagedError):
        decode_head(KEPT[:length], length)
    with pytest.raises(DamagedError):
        decode_head(KEPT, length)


@pytest.mark.parametrize("place", [*range(0, 200, 7), *range(200, len(KEPT), 401)])
def test_a_result_with_a_changed_byte_is_damaged(place: int) -> None:
    changed = bytearray(KEPT)
    changed[place] ^= 1
    with pytest.raises(DamagedError):
        decode(bytes(changed))


@pytest.mark.parametrize("foreign", [b"", b"x" * 1000, DATA, KEPT + b"x"])
def test_foreign_bytes_are_no_result(foreign: bytes) -> None:
    with pytest.raises(DamagedError):
        decode(foreign)


def test_a_stream_that_is_as_plain_as_ours_is_believed() -> None:
    """Else those below would be refused for something that all of them have in common."""
    table = RESULT.tables["fields"]
    _, tables = decode(forged(KEPT, "fields", streamed(table.to_batches()), len(table)))
    assert tables["fields"].equals(table)


@pytest.mark.parametrize("kind", FORGED)
def test_few_bytes_do_not_become_many_within_a_result(kind: str) -> None:
    stream, rows, why = FORGED[kind](RESULT.tables["fields"])
    with pytest.raises(DamagedError, match=why):
        decode(forged(KEPT, "fields", stream, rows))


def test_a_document_is_encoded_once_and_kept_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bytes] = []

    def encoding(result: DocumentResult, within: Limits | None = None) -> bytes:
        made.append(encode(result, within))
        return made[-1]

    monkeypatch.setattr(work, "encode", encoding)
    run(archive(tmp_path / "in", BROKEN / "empty.pdf"), tmp_path / "out")
    (kept,) = (tmp_path / "out" / RESULTS).rglob("*.result")
    assert made == [kept.read_bytes()]
