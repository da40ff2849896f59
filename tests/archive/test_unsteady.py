"""Files that change under a run's hands, and documents that ran into a limit before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hyokasho.archive import run as running
from hyokasho.archive.dataset.summary import Summary
from hyokasho.archive.engines import make_engine
from hyokasho.archive.engines.local import LocalEngine
from hyokasho.archive.engines.protocol import Engine
from hyokasho.archive.monitor import Monitor
from hyokasho.archive.task import Limits, Outcome, Task
from tests.archive.trapped import MODULE, trap
from tests.hyokasho.archive import BROKEN, SAMPLES, SMALL, archive, rows, run

OTHER = SAMPLES / "kiso_h30_vaccination.pdf"
EMPTY = BROKEN / "empty.pdf"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return archive(tmp_path / "in", SMALL, EMPTY)


class Meddler:
    """An engine during which a file changes under the run's hands."""

    def __init__(self, engine: Engine, path: Path, content: bytes | None) -> None:
        self._engine, self._path, self._content = engine, path, content

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        given = list(tasks)
        if self._content is None:
            self._path.unlink(missing_ok=True)
        else:
            self._path.write_bytes(self._content)
        yield from self._engine.run(iter(given))

    def close(self) -> None:
        self._engine.close()


def meddle(monkeypatch: pytest.MonkeyPatch, path: Path, content: bytes | None) -> None:
    monkeypatch.setattr("hyokasho.document.deadline.PATIENCE", 1.0)
    monkeypatch.setattr(running, "make_engine", lambda *words: Meddler(make_engine(*words), path, content))


def test_a_file_that_changes_after_it_was_hashed_is_what_was_read(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(source / SMALL.name, source / "z_copy.pdf")
    meddle(monkeypatch, source / SMALL.name, OTHER.read_bytes())
    run(source, tmp_path / "out")
    monkeypatch.undo()
    found = {row["source"]: (row["status"], row["bytes"]) for row in rows(tmp_path / "out", "documents")}
    assert found[SMALL.name] == ("ok", OTHER.stat().st_size)
    assert found["z_copy.pdf"] == ("ok", SMALL.stat().st_size)
    monitor = Monitor()
    run(source, tmp_path / "out", monitor)
    assert monitor.figures.read == 0


def test_a_file_that_vanishes_after_it_was_found_is_a_row(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meddle(monkeypatch, source / SMALL.name, None)
    summary = run(source, tmp_path / "out")
    (row,) = (row for row in rows(tmp_path / "out", "documents") if row["source"] == SMALL.name)
    assert (row["status"], row["error_code"]) == ("failed", "unreadable_file")
    assert summary.exit_status == 1


LIMITS = Limits(timeout=1.0, memory=4000)


@pytest.fixture
def trapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with a document that hangs."""
    source = archive(tmp_path / "in", EMPTY)
    (source / "trap.pdf").write_bytes(trap("hang"))
    monkeypatch.setattr("hyokasho.document.deadline.PATIENCE", 1.0)
    monkeypatch.setattr(running, "make_engine", lambda _, workers, limits: LocalEngine(workers, limits, MODULE))
    return source


def ended(source: Path, out: Path, **options: Any) -> tuple[Summary, int]:
    monitor = Monitor()
    return run(source, out, monitor, workers=1, **({"limits": LIMITS} | options)), monitor.figures.read


@pytest.mark.parametrize(
    ("options", "read"),
    [
        ({}, 0),
        ({"limits": replace(LIMITS, timeout=0.5)}, 0),
        ({"limits": replace(LIMITS, timeout=1.1)}, 1),
        ({"limits": replace(LIMITS, memory=0)}, 1),
        ({"force": True}, 2),
    ],
    ids=["same limits", "less time", "more time", "more memory", "force"],
)
def test_what_ran_into_a_limit_is_tried_again_within_wider_ones(
    options: dict[str, Any], read: int, trapped: Path, tmp_path: Path
) -> None:
    summary, first = ended(trapped, tmp_path / "out")
    assert first == 2
    assert {trouble.error_code for trouble in summary.troubles} == {"empty_file", "hung"}
    again, count = ended(trapped, tmp_path / "out", **options)
    assert count == read
    assert again.statuses == summary.statuses
