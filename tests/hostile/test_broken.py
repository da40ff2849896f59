"""Of a broken file all is read that is there, and what is not there has a consequence."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest

from tests.hostile.broken import ALL, ORIGINAL, Broken, broken_files, saved
from tests.hostile.ingested import Ingested, Row, ingest, rows, write

KINDS = {name: broken for name, broken in broken_files().items() if not broken.pictured}
"""The others are among the files of `make hostile`."""
WHOLE = "whole"


class Answers(NamedTuple):
    """What was read of a file: its row of `documents`, and answers with their pages."""

    document: Row
    answers: list[tuple[int, tuple[object, ...]]]

    def of(self, pages: frozenset[int]) -> Counter[tuple[object, ...]]:
        """The answers on some pages, whatever their status is."""
        return Counter(answer for page, answer in self.answers if page in pages)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answers]:
    """What a run over all of them says."""
    folder = tmp_path_factory.mktemp("broken")
    files = [(WHOLE, ORIGINAL.read_bytes()), *((name, broken.data) for name, broken in KINDS.items())]
    done = ingest(write(folder / "in", files), folder / "out", "--workers", 2, "--timeout", 120)
    assert done.untyped() == {}
    return _answers(done)


def _answers(done: Ingested) -> dict[str, Answers]:
    fields = rows(done.out, "fields")
    keys = ("form_key", "file_no", "instance", "raw", "value")
    return {
        name: Answers(
            row,
            [(each["page"], tuple(each[key] for key in keys)) for each in fields if _is_of(each, row)],
        )
        for name, row in done.documents.items()
    }


def _is_of(row: Row, document: Row) -> bool:
    return bool(row["document_id"] == document["document_id"])


@pytest.mark.parametrize(("name", "broken"), KINDS.items(), ids=KINDS.keys())
def test_what_is_there_is_read_and_what_is_lost_is_told(name: str, broken: Broken, read: dict[str, Answers]) -> None:
    whole, found = read[WHOLE], read[name]
    assert found.document["error_code"] in broken.codes
    there = Counter(answer for _, answer in found.answers)
    assert whole.of(broken.kept) - there == Counter()
    if broken.kept == ALL or found.document["status"] == "ok":
        assert whole.of(ALL) - there == Counter()


def test_every_kind_is_a_file_of_its_own() -> None:
    files = [broken.data for broken in broken_files().values()]
    assert len(set(files)) == len(files) > 100
    assert not {saved(way) for way in ("plain", "packed", "linear")} & set(files)


def test_the_original_is_whole(read: dict[str, Answers]) -> None:
    assert read[WHOLE].document["status"] == "ok"
    assert len(read[WHOLE].of(ALL)) == 25
