"""Ends the reading of a document between two pages when its time or memory is over, so that what was read is kept."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

from extract.records import Page

PICTURE_SHARE = 1 / 30
"""Of a document's time: so much more it gets for each page that was read from its picture, 10 of 300 seconds."""
MOST_PICTURES = 150
"""Pages that a document gets more time for; the longest forms have 120."""
LEAST_TRY = 0.05
"""Seconds that the next page gets although time is over: enough to learn that there is no next page."""


class _OverTimeError(BaseException):
    """Raised within a page that takes too long. No `Exception`: nothing that mends a broken page may catch it."""


class Watch:
    """Sees the pages of one document go by. `stopped` holds error code and message if they were cut short."""

    def __init__(self, seconds: float | None = None, extend: Callable[[], object] = lambda: None) -> None:
        """`seconds`: bound of the time, None for none; `extend` is called when it is raised by its `PICTURE_SHARE`."""
        self._seconds, self._more = seconds, (seconds or 0.0) * PICTURE_SHARE
        self._end = None if seconds is None else time.monotonic() + seconds
        self._extend, self._pictures = extend, 0
        self.stopped: tuple[str, str] | None = None
        self.problems: list[tuple[int, str]] = []

    def pages(self, pages: Iterable[Page]) -> Iterator[Page]:
        """`pages` until one cannot be read within the bounds; what is wrong with each is noted in `problems`."""
        stream, read = iter(pages), 0
        while self.stopped is None:
            try:
                with self._alarm():
                    page = next(stream, None)
            except MemoryError:
                self.stopped = (
                    "memory_limit",
                    f"stopped after {read} pages: the next takes more than --memory allows",
                )
                return
            except _OverTimeError:
                page = None
                self._stop(read)
            if page is None:
                return
            if self._end is not None and time.monotonic() > self._end:
                self._stop(read)
                return
            read += 1
            if page.ocr:
                self._allow_more()
            self.problems += [(page.number, problem) for problem in page.problems]
            yield page

    def _allow_more(self) -> None:
        """Give the document the time that a page read from its picture takes."""
        if self._seconds is None or self._end is None or self._pictures >= MOST_PICTURES:
            return
        self._pictures += 1
        self._seconds += self._more
        self._end += self._more
        self._extend()

    def _stop(self, read: int) -> None:
        self.stopped = "timeout", f"stopped after {read} pages: {self._seconds:g} s (--timeout) were over"

    @contextmanager
    def _alarm(self) -> Iterator[None]:
        """Interrupt a page at the end of the time, where the system can; native code is interrupted when it returns."""
        main = threading.current_thread() is threading.main_thread()
        if self._end is None or not main or not hasattr(signal, "setitimer"):
            yield
            return
        before = signal.signal(signal.SIGALRM, _over_time)
        signal.setitimer(signal.ITIMER_REAL, max(LEAST_TRY, self._end - time.monotonic()))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _over_time(number: int, frame: FrameType | None) -> None:
    raise _OverTimeError
