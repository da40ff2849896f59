"""Every engine hands back one outcome for each task and takes tasks only as it needs them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hyokasho.archive.engines import Engine, make_engine
from hyokasho.archive.engines.local import LocalEngine
from hyokasho.archive.task import Limits, Task
from tests.archive.trapped import MODULE, trap

LIMITS = Limits(timeout=120.0)


@pytest.fixture(params=[0, 1, 3])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    made = make_engine("local", request.param, LIMITS)
    yield made
    made.close()


def tasks(folder: Path, count: int) -> list[Task]:
    folder.mkdir(exist_ok=True)
    made = []
    for index in range(count):
        path = folder / f"{index}.pdf"
        path.write_bytes(trap(f"nothing {index}"))
        made.append(Task(index, str(path), f"{index:064}", path.stat().st_size))
    return made


def test_one_outcome_for_each_task(engine: Engine, tmp_path: Path) -> None:
    assert sorted(outcome.index for outcome in engine.run(iter(tasks(tmp_path, 8)))) == list(range(8))


def test_no_tasks_need_no_workers(engine: Engine) -> None:
    assert list(engine.run(iter(()))) == []


def test_an_engine_can_be_run_again(engine: Engine, tmp_path: Path) -> None:
    for _ in range(2):
        assert len(list(engine.run(iter(tasks(tmp_path, 2))))) == 2


def test_tasks_are_taken_as_they_are_needed(engine: Engine, tmp_path: Path) -> None:
    taken: list[int] = []

    def counted() -> Iterator[Task]:
        for task in tasks(tmp_path, 40):
            taken.append(task.index)
            yield task

    outcomes = engine.run(counted())
    next(outcomes)
    assert len(taken) <= 7


def test_closing_twice_and_before_the_end_does_no_harm(engine: Engine, tmp_path: Path) -> None:
    next(engine.run(iter(tasks(tmp_path, 8))))
    engine.close()
    engine.close()


def test_no_thread_outlives_a_closed_engine(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    (tmp_path / "hang.pdf").write_bytes(trap("hang"))
    engine = LocalEngine(2, LIMITS, MODULE)
    (one,) = tasks(tmp_path / "in", 1)
    next(engine.run(iter([Task(1, str(tmp_path / "hang.pdf"), "", 0), one])))
    engine.close()
    assert set(threading.enumerate()) <= before
