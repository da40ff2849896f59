"""A run reads what it does not know, and nothing else; its tables are those of a run that read everything."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hyokasho.archive import run as running
from hyokasho.archive.engines.local import LocalEngine
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.results.store import RESULTS
from hyokasho.archive.task import Limits, Outcome, Task
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL, archive, digests, rows, run

OTHER = SAMPLES / "kiso_h30_vaccination.pdf"
EMPTY, LETTER = BROKEN / "empty.pdf", BROKEN / "letter.pdf"


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as unchanged although they were written just now."""
    monkeypatch.setattr("hyokasho.archive.sources.identity.SETTLED", -(10**12))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return archive(tmp_path / "in", SMALL, EMPTY, LETTER)


@pytest.fixture
def out(source: Path, tmp_path: Path) -> Path:
    """The dataset of `source`."""
    run(source, tmp_path / "out")
    return tmp_path / "out"


def read_again(source: Path, out: Path, **options: Any) -> int:
    """The documents that a run over `source` reads; its tables are those of a run that knows nothing."""
    monitor = Monitor()
    run(source, out, monitor, **options)
    fresh = out.parent / "fresh"
    run(source, fresh)
    assert digests(out) == digests(fresh)
    shutil.rmtree(fresh)
    return monitor.figures.read


def results(out: Path) -> list[Path]:
    return sorted((out / RESULTS).rglob("*.result"))


def sources(out: Path) -> list[str]:
    return [row["source"] for row in rows(out, "documents")]


def test_a_second_run_reads_nothing_and_touches_no_table(source: Path, out: Path) -> None:
    def state() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file() and path.name != "lock"}

    before, monitor = state(), Monitor()
    summary = run(source, out, monitor)
    assert monitor.figures.unchanged
    assert state() == before
    assert summary == run(source, out.parent / "fresh")


def test_a_new_file_is_all_that_is_read(source: Path, out: Path) -> None:
    archive(source, OTHER)
    assert read_again(source, out) == 1
    assert OTHER.name in sources(out)


def test_a_changed_file_is_read_again(source: Path, out: Path) -> None:
    shutil.copy(OTHER, source / SMALL.name)
    assert read_again(source, out) == 1


def test_a_moved_file_is_not_read_again(source: Path, out: Path) -> None:
    (source / "市").mkdir()
    (source / SMALL.name).rename(source / "市" / "新しい名前.pdf")
    assert read_again(source, out) == 0
    assert sources(out) == ["empty.pdf", "letter.pdf", "市/新しい名前.pdf"]


def test_a_vanished_file_leaves_the_tables_and_is_not_read_when_it_returns(source: Path, out: Path) -> None:
    (source / SMALL.name).unlink()
    assert read_again(source, out) == 0
    assert sources(out) == ["empty.pdf", "letter.pdf"]
    assert rows(out, "fields") == []
    archive(source, SMALL)
    assert read_again(source, out) == 0
    assert rows(out, "fields")


def test_a_duplicate_is_a_row_and_its_answers_are_there_once(source: Path, out: Path) -> None:
    before = rows(out, "fields")
    shutil.copy(source / SMALL.name, source / "copy.pdf")
    assert read_again(source, out) == 0
    assert sources(out) == ["copy.pdf", "empty.pdf", SMALL.name, "letter.pdf"]
    assert len({row["document_id"] for row in rows(out, "documents")}) == 3
    assert rows(out, "fields") == before


def test_duplicates_are_read_once(tmp_path: Path) -> None:
    source = archive(tmp_path / "in", SMALL)
    shutil.copy(SMALL, source / "copy.pdf")
    monitor = Monitor()
    summary = run(source, tmp_path / "out", monitor)
    assert (monitor.figures.read, summary.duplicates, summary.statuses["ok"]) == (1, 1, 2)
    assert summary.rows["documents"] == 2
    assert summary.rows["fields"] == len(rows(tmp_path / "out", "fields"))
    assert sum(summary.findings.values()) == len(rows(tmp_path / "out", "findings"))


def test_force_reads_everything_again(source: Path, out: Path) -> None:
    assert read_again(source, out, force=True) == 3


def test_tables_that_someone_deleted_are_assembled_without_reading(source: Path, out: Path) -> None:
    shutil.rmtree(out / "fields")
    assert read_again(source, out) == 0


@pytest.mark.parametrize("damage", ["cut", "emptied", "head", "foreign"])
def test_a_damaged_result_is_read_again(damage: str, source: Path, out: Path) -> None:
    first, second, _ = results(out)
    data = first.read_bytes()
    match damage:
        case "cut":
            first.write_bytes(data[:-1])
        case "emptied":
            first.write_bytes(b"")
        case "head":
            first.write_bytes(data[:60] + b"?" + data[61:])
        case "foreign":
            first.write_bytes(second.read_bytes())
    archive(source, OTHER)  # else nothing would be looked at
    assert read_again(source, out) == 2


def test_damage_that_shows_only_when_tables_are_assembled_is_mended(source: Path, out: Path) -> None:
    largest = max(results(out), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[-5] ^= 1
    largest.write_bytes(bytes(data))
    archive(source, OTHER)
    assert read_again(source, out) == 2


def test_results_of_another_edition_are_neither_used_nor_kept(
    source: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hyokasho.archive.results.store.reading_edition", lambda: "0.2.0-other")
    monkeypatch.setattr("hyokasho.archive.sources.catalogue.assembling_edition", lambda: "other")
    assert read_again(source, out) == 3
    assert [path.name for path in (out / RESULTS).iterdir()] == ["0.2.0-other"]


class Interrupted(LocalEngine):
    """Stops the run after two outcomes."""

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        outcomes = super().run(tasks)
        yield next(outcomes)
        yield next(outcomes)
        raise KeyboardInterrupt


def test_a_run_that_was_stopped_goes_on_where_it_was(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "make_engine", lambda *_: Interrupted(1, Limits()))
    with pytest.raises(KeyboardInterrupt):
        run(source, tmp_path / "out")
    monkeypatch.undo()
    assert len(results(tmp_path / "out")) == 2
    assert read_again(source, tmp_path / "out") == 1
