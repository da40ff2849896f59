"""A worker that a hostile file has taken over may say what it likes: none of it ends in a traceback or outside OUT."""

from __future__ import annotations

from pathlib import Path

import pytest

from hyokasho.archive import run as running
from hyokasho.archive.engines.local import LocalEngine
from hyokasho.archive.results.store import RESULTS
from tests.archive.liar import HONEST, LIES, MODULE, UNFRAMED, document
from tests.hyokasho.archive import rows, run

ALL = [*LIES, *UNFRAMED]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documents `in`, and the dataset `out` of a run whose workers lie about each of them."""
    folder = tmp_path_factory.mktemp("lies")
    (folder / "in").mkdir()
    for lie in (*ALL, *HONEST):
        (folder / "in" / f"{lie}.pdf").write_bytes(document(lie))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "make_engine", lambda _, workers, limits: LocalEngine(workers, limits, MODULE))
        run(folder / "in", folder / "out", workers=2)
    return folder


@pytest.mark.parametrize("lie", ALL)
def test_no_lie_is_believed(lie: str, told: Path) -> None:
    (row,) = (row for row in rows(told / "out", "documents") if row["file_name"] == f"{lie}.pdf")
    assert (row["status"], row["error_code"], row["bytes"]) == ("failed", "bad_answer", len(document(lie)))
    assert "makes no sense" in row["error_message"]


def test_the_same_worker_is_believed_when_it_tells_the_truth(told: Path) -> None:
    """Else the lies would be refused for something that all of them have in common."""
    (row,) = (row for row in rows(told / "out", "documents") if row["file_name"] == f"{next(iter(HONEST))}.pdf")
    assert (row["status"], row["error_code"], row["error_message"]) == ("failed", "crashed", "it did")


def test_nothing_is_written_but_one_result_for_each_document(told: Path) -> None:
    assert {path.name for path in told.iterdir()} == {"in", "out"}
    documents = {row["document_id"] for row in rows(told / "out", "documents")}
    assert {path.stem for path in (told / "out" / RESULTS).rglob("*") if path.is_file()} == documents
    assert len(documents) == len(ALL) + len(HONEST)
