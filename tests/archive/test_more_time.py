"""Pages that are read from their picture get their document more time, from the reader and from all that bound it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import count, islice
from types import SimpleNamespace
from typing import Any

import pytest

from extract.records import Page
from hyokasho.archive.task import Limits
from hyokasho.archive.workers import messages, sandbox, work, worker
from hyokasho.archive.workers.supervisor import hear_answer
from hyokasho.document.deadline import MOST_PICTURES, Deadline
from hyokasho.document.verdict import Lack
from hyokasho.document.watch import Watch

LIMITS = Limits(timeout=300.0)
ANSWER = messages.Reply(0, [])


def pages(ocr: bool) -> Iterator[Page]:
    return (Page(number, 595.0, 842.0, ocr=ocr) for number in count(1))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set."""
    now = [0.0]
    monkeypatch.setattr("hyokasho.document.watch.time", SimpleNamespace(process_time=lambda: now[0]))
    return now


def test_a_document_has_more_time_for_each_picture(clock: list[float]) -> None:
    told: list[None] = []
    watch = Watch(Deadline(300.0), lambda: told.append(None))
    read = 0
    for _ in watch.pages(pages(ocr=True)):
        read += 1
        clock[0] += 30.0
    # Page n comes after 30 (n - 1) seconds, when 300 + 10 (n - 1) are allowed.
    assert (read, len(told)) == (16, 16)
    assert watch.stopped == Lack("timeout", "stopped after 16 pages: 460 s of CPU time (--timeout) were over")


def test_pages_with_text_do_not_add_to_it(clock: list[float]) -> None:
    watch = Watch(Deadline(300.0))
    read = 0
    for _ in watch.pages(pages(ocr=False)):
        read += 1
        clock[0] += 100.0
    assert (read, watch.stopped is None) == (4, False)


def test_time_does_not_grow_without_end(clock: list[float]) -> None:
    told: list[None] = []
    watch = Watch(Deadline(300.0), lambda: told.append(None))
    for _ in islice(watch.pages(pages(ocr=True)), MOST_PICTURES + 50):
        pass
    assert len(told) == MOST_PICTURES


def test_a_worker_tells_before_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[float] = []
    monkeypatch.setattr(sandbox, "enter", lambda limits: ["limits"])
    monkeypatch.setattr(sandbox, "allow_time", lambda deadline, begun: bounds.append(deadline.most))
    monkeypatch.setattr(sandbox, "resident", lambda: 0)

    def read(data: bytes, limits: Limits, deadline: Deadline, extend: Callable[[], object]) -> tuple[bytes, tuple[()]]:
        assert data == b"one two"
        for _ in range(2):
            deadline.add_picture()
            extend()
        return b"kept", ()

    monkeypatch.setattr(work, "read", read)
    requests, replies = io.BytesIO(), io.BytesIO()
    messages.say(requests, LIMITS)
    messages.send(requests, b"one ", b"two", b"")
    messages.say(requests, Deadline(300.0))
    requests.seek(0)
    with pytest.raises(messages.ClosedError):
        worker.serve(requests, replies)
    replies.seek(0)
    assert bounds == [310.0, 320.0, 330.0]
    assert messages.hear(replies) == messages.Ready(["limits"])
    assert [messages.hear(replies) for _ in range(2)] == [messages.MoreTime()] * 2
    assert messages.hear(replies) == ANSWER
    assert messages.receive(replies, 100) == b"kept"


def told(times: int) -> io.BytesIO:
    """What a worker says that has got more time so often."""
    pipe = io.BytesIO()
    for _ in range(times):
        messages.say(pipe, messages.MoreTime())
    messages.say(pipe, ANSWER)
    pipe.seek(0)
    return pipe


def test_the_deadline_of_who_waits_moves_with_it() -> None:
    deadline = Deadline(300.0)
    assert hear_answer(told(6), deadline) == ANSWER
    assert (deadline.budget, deadline.most, deadline.hung) == (360.0, 370.0, 7400.0)


def test_a_worker_that_asks_without_end_is_not_heard() -> None:
    with pytest.raises(messages.SenselessError):
        hear_answer(told(MOST_PICTURES + 1), Deadline(300.0))


def test_cpu_time_is_bounded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    resource: Any = pytest.importorskip("resource")
    bounds = [(311, -1), (311, 315)]
    found: list[tuple[int, tuple[int, int]]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda which: bounds[len(found)])
    monkeypatch.setattr(resource, "setrlimit", lambda which, both: found.append((which, both)))
    for _ in bounds:
        sandbox.allow_time(Deadline(300.0, pictures=1), begun=2.5)
    assert found == [(resource.RLIMIT_CPU, (324, -1)), (resource.RLIMIT_CPU, (315, 315))]
