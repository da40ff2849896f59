"""Ctrl-C and SIGTERM end a run in the same way: what was read is kept, and no worker stays behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class StoppedError(KeyboardInterrupt):
    """Someone asked the run to stop; `signal` is how."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.signal = number

    @property
    def exit_status(self) -> int:
        """As shells expect it: 130 after Ctrl-C."""
        return 128 + self.signal


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `StoppedError` in the main thread when a signal to stop comes; a second one does not disturb the first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}

    def stop(number: int, frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise StoppedError(number)

    for number in numbers:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
