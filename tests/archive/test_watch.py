"""A document that takes too long is cut short between pages, and what was read is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count

import pytest

from extract.document import read_pages
from extract.records import Page, TextLayer
from hyokasho.document.deadline import Deadline
from hyokasho.document.reader import read_file
from hyokasho.document.verdict import Lack, status
from hyokasho.document.watch import Watch
from tests.hyokasho.archive import SAMPLES

LONG = SAMPLES / "juten_h26_elderly_medical_care.pdf"


def work(seconds: float) -> None:
    """Take so many seconds of CPU time."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


def pages(seconds: float = 0.0, problem: str | None = None) -> Iterator[Page]:
    """Pages without end; each after the second takes so long."""
    for number in count(1):
        if number > 2:
            work(seconds)
        problems = [problem] if problem else []
        yield Page(number, 595.0, 842.0, text_layer=TextLayer.NONE, problems=problems)


def test_all_pages_go_by_without_a_bound() -> None:
    watch = Watch()
    stream = watch.pages(pages(problem="too_many_objects"))
    assert [next(stream).number for _ in range(3)] == [1, 2, 3]
    assert watch.stopped is None
    assert watch.problems == [(number, "too_many_objects") for number in (1, 2, 3)]


def test_a_page_that_takes_too_long_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(Deadline(0.2))
    assert [page.number for page in watch.pages(pages(600.0))] == [1, 2]
    assert watch.stopped == Lack("timeout", "stopped after 2 pages: 0.2 s of CPU time (--timeout) were over")


def test_what_waits_takes_no_time_of_its_document() -> None:
    def waiting() -> Iterator[Page]:
        time.sleep(0.5)
        yield next(pages())

    watch = Watch(Deadline(0.2))
    assert [page.number for page in watch.pages(waiting())] == [1]
    assert watch.stopped is None


def test_pages_end_when_time_is_over_though_none_takes_long() -> None:
    watch = Watch(Deadline(0.2))
    assert sum(1 for _ in watch.pages(pages(0.01))) >= 1
    assert watch.stopped is not None


def test_a_document_that_ends_when_its_time_does_is_whole() -> None:
    watch = Watch(Deadline(0.1))
    stream = watch.pages(iter([next(pages())]))
    assert next(stream).number == 1
    work(0.2)
    assert next(stream, None) is None
    assert watch.stopped is None


def test_a_page_that_takes_too_much_memory_ends_the_document() -> None:
    def greedy() -> Iterator[Page]:
        yield next(pages())
        raise MemoryError

    watch = Watch(Deadline(100.0))
    assert [page.number for page in watch.pages(greedy())] == [1]
    assert watch.stopped == Lack("memory_limit", "stopped after 1 pages: the next takes more than --memory allows")


def test_the_answers_of_the_pages_that_were_read_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = LONG.read_bytes()

    def slow(data: bytes) -> Iterator[Page]:
        for page in read_pages(data):
            if page.number == 6:
                raise MemoryError
            yield page

    whole = read_file(data, "", "")
    monkeypatch.setattr("hyokasho.document.reader.read_pages", slow)
    cut = read_file(data, "", "")
    assert (status(cut.verdict), cut.pages) == ("partial", 5)
    assert cut.tables["documents"]["error_code"].to_pylist() == ["memory_limit"]
    kept = [row for row in whole.tables["fields"].to_pylist() if row["page"] < 5]
    assert len(kept) > 10
    assert cut.tables["fields"].to_pylist()[: len(kept)] == kept
