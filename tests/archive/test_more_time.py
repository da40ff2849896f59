"""Pages that are read from their picture get their document more time, from the reader and from all that bound it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import count, islice
from types import SimpleNamespace
from typing import Any

import pytest

from extract.records import Page
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.archive.workers import messages, sandbox, work, worker
from hyokasho.archive.workers.supervisor import Supervisor, _Deadline
from hyokasho.archive.workers.worker import MORE_TIME
from hyokasho.deadline import MOST_PICTURES, Watch

LIMITS = Limits(timeout=300.0)
TASK = Task(7, "a.pdf", "", 0)
EXTENSION = 10.0
"""Seconds for a picture within 300."""


def pages(ocr: bool) -> Iterator[Page]:
    return (Page(number, 595.0, 842.0, ocr=ocr) for number in count(1))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set."""
    now = [0.0]
    monkeypatch.setattr("hyokasho.deadline.time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def test_a_document_has_more_time_for_each_picture(clock: list[float]) -> None:
    told: list[None] = []
    watch = Watch(300.0, lambda: told.append(None))
    read = 0
    for _ in watch.pages(pages(ocr=True)):
        read += 1
        clock[0] += 30.0
    # Page n comes after 30 (n - 1) seconds, when 300 + 10 (n - 1) are allowed.
    assert (read, len(told)) == (16, 16)
    assert watch.stopped == ("timeout", "stopped after 16 pages: 460 s (--timeout) were over")


def test_pages_with_text_do_not_add_to_it(clock: list[float]) -> None:
    watch = Watch(300.0)
    read = 0
    for _ in watch.pages(pages(ocr=False)):
        read += 1
        clock[0] += 100.0
    assert (read, watch.stopped is None) == (4, False)


def test_time_does_not_grow_without_end(clock: list[float]) -> None:
    told: list[None] = []
    watch = Watch(300.0, lambda: told.append(None))
    for _ in islice(watch.pages(pages(ocr=True)), MOST_PICTURES + 50):
        pass
    assert len(told) == MOST_PICTURES


def test_a_worker_tells_before_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[str] = []
    monkeypatch.setattr(sandbox, "enter", lambda limits: bounds.append("enter"))
    monkeypatch.setattr(sandbox, "allow_time", lambda limits: bounds.append("allow"))
    monkeypatch.setattr(sandbox, "extend_time", lambda limits: bounds.append("extend"))

    def perform(task: Task, limits: Limits, extend: Callable[[], object]) -> Outcome:
        extend()
        extend()
        return Outcome(task.index, b"kept")

    monkeypatch.setattr(work, "perform", perform)
    requests, replies = io.BytesIO(), io.BytesIO()
    messages.send(requests, messages.pack(asdict(LIMITS)), messages.pack(asdict(TASK)))
    requests.seek(0)
    with pytest.raises(messages.ClosedError):
        worker.serve(requests, replies)
    replies.seek(0)
    assert bounds == ["enter", "allow", "extend", "extend"]
    assert messages.receive(replies) == b"ready"
    assert [messages.unpack(messages.receive(replies)) for _ in range(2)] == [{MORE_TIME: True}] * 2
    assert messages.unpack(messages.receive(replies))["problem"] is None
    assert messages.receive(replies) == b"kept"


def told(times: int) -> io.BytesIO:
    """What a worker says that has got more time so often."""
    pipe = io.BytesIO()
    messages.send(pipe, *[messages.pack({MORE_TIME: True})] * times, messages.pack({"problem": None}))
    pipe.seek(0)
    return pipe


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor(LIMITS)
    yield made
    made.close()


def test_the_deadline_moves_with_it(supervisor: Supervisor) -> None:
    deadline = _Deadline(310.0)
    assert supervisor._answer(told(6), deadline) == {"problem": None}
    assert deadline.seconds == pytest.approx(310.0 + 6 * EXTENSION)


def test_a_worker_that_asks_without_end_is_not_heard(supervisor: Supervisor) -> None:
    with pytest.raises(messages.ClosedError):
        supervisor._answer(told(MOST_PICTURES + 1), _Deadline(310.0))


def test_cpu_time_is_bounded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    resource: Any = pytest.importorskip("resource")
    bounds = [(311, -1), (311, 315)]
    found: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda which: bounds[len(found)])
    monkeypatch.setattr(resource, "setrlimit", lambda which, both: found.append((which, both)))
    sandbox.extend_time(LIMITS)
    sandbox.extend_time(LIMITS)
    assert found == [(resource.RLIMIT_CPU, (321, -1)), (resource.RLIMIT_CPU, (315, 315))]
