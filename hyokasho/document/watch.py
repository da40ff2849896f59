"""Ends the reading of a document between two pages when its time or memory is over, so that what was read is kept."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from extract.records import Page, TextLayer
from hyokasho.document.deadline import Deadline
from hyokasho.document.verdict import MEMORY_LIMIT, TIMEOUT, Lack

LEAST_TRY = 0.05
"""Seconds of CPU time that the next page gets although time is over: enough to learn that there is no next page."""


class _OverTimeError(BaseException):
    """Raised within a page that takes too long. No `Exception`: nothing that mends a broken page may catch it."""


class Watch:
    """Sees the pages of one document go by. `stopped` says why they were cut short; None while they were not."""

    def __init__(self, deadline: Deadline | None = None, extend: Callable[[], object] = lambda: None) -> None:
        """`deadline`: None for none, else it begins now; `extend` is called when it moves on for a picture."""
        self._deadline, self._extend = deadline, extend
        self._begun = time.process_time()
        self.stopped: Lack | None = None
        self.problems: list[tuple[int, str]] = []

    def pages(self, pages: Iterable[Page]) -> Iterator[Page]:
        """`pages` until one cannot be read within the bounds; what is wrong with each is noted in `problems`."""
        stream, read = iter(pages), 0
        while self.stopped is None:
            try:
                with self._alarm():
                    page = next(stream, None)
            except MemoryError:
                said = f"stopped after {read} pages: the next takes more than --memory allows"
                self.stopped = Lack(MEMORY_LIMIT, said)
                return
            except _OverTimeError:
                self._stop(read)
                return
            if page is None:
                return
            if self._left < 0:
                self._stop(read)
                return
            read += 1
            if page.ocr and self._deadline is not None and self._deadline.add_picture():
                self._extend()
            self.problems += [(page.number, problem) for problem in page.problems]
            yield page

    @property
    def _left(self) -> float:
        """Seconds of CPU time that are left."""
        if self._deadline is None:
            return math.inf
        return self._deadline.budget - (time.process_time() - self._begun)

    def _stop(self, read: int) -> None:
        assert self._deadline
        over = f"{self._deadline.budget:g} s of CPU time (--timeout) were over"
        self.stopped = Lack(TIMEOUT, f"stopped after {read} pages: {over}")

    @contextmanager
    def _alarm(self) -> Iterator[None]:
        """Interrupt a page at the end of the time, where the system can; native code is interrupted when it returns."""
        main = threading.current_thread() is threading.main_thread()
        if self._deadline is None or not main or not hasattr(signal, "setitimer"):
            yield
            return
        before = signal.signal(signal.SIGPROF, _over_time)
        signal.setitimer(signal.ITIMER_PROF, max(LEAST_TRY, self._left))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)


def _over_time(number: int, frame: FrameType | None) -> None:
    raise _OverTimeError


def with_end(pages: Iterable[Page], watch: Watch) -> Iterator[Page]:
    """The pages, and where they were cut short an empty one that says so: what the last one began may go on there."""
    last = 0
    for page in pages:
        last = page.number
        yield page
    if watch.stopped is not None:
        yield Page(last + 1, 0.0, 0.0, text_layer=TextLayer.NONE, problems=[watch.stopped.code])
