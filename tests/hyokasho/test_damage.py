"""However a file is damaged, reading it ends with a result that says what it came to."""

from __future__ import annotations

import io

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st

from hyokasho.document.reader import read_file
from hyokasho.document.result import DocumentResult
from hyokasho.document.verdict import STATUSES, status
from tests.hyokasho.archive import SMALL


def _first_pages(count: int) -> bytes:
    """The first pages of a small form: pages that lose their text are read as pictures, which takes long."""
    target = io.BytesIO()
    with pikepdf.open(SMALL) as document:
        del document.pages[count:]
        document.save(target, static_id=True, compress_streams=False)
    return target.getvalue()


WHOLE = _first_pages(2)
KNOWN = {
    None, "empty_file", "not_a_pdf", "encrypted", "broken_pdf", "unreadable_page", "not_an_assessment",
    "unreadable_picture", "damaged_page", "lost_page", "undrawn_text", "too_many_objects", "too_many_rulings",
    "answers_not_found", "text_unplaced", "table_not_found", "changes_joined", "may_be_two_pages", "lying_part",
}  # fmt: skip
at = st.integers(0, len(WHOLE) - 1)


def _check(data: bytes) -> None:
    result = read_file(data, "damaged.pdf", "damaged.pdf")
    assert isinstance(result, DocumentResult)
    (row,) = result.tables["documents"].to_pylist()
    assert row["status"] == status(result.verdict) in STATUSES
    assert row["error_code"] in KNOWN
    assert (row["error_code"] is None) == (row["status"] == "ok")
    assert row["bytes"] == len(data)


@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(st.integers(0, len(WHOLE)))
def test_truncated_files_have_a_result(length: int) -> None:
    _check(WHOLE[:length])


@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(at, st.integers(1, 255)), min_size=1, max_size=30))
def test_files_with_flipped_bits_have_a_result(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, bits in flips:
        data[place] ^= bits
    _check(bytes(data))


@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(at, at)
def test_files_with_a_piece_cut_out_have_a_result(start: int, end: int) -> None:
    _check(WHOLE[: min(start, end)] + WHOLE[max(start, end) :])
