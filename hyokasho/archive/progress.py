"""The bar on stderr, if that is a terminal, and the log file."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from hyokasho.archive.storage.storage_error import StorageError
from hyokasho.document.verdict import STATUSES
from hyokasho.printable import json_text, one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LONGEST_NAME = 30
"""Characters shown of a file's name."""

_UNWAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""A pipe that nobody reads is not waited for."""


@contextmanager
def terminal_bar() -> Iterator[TerminalBar | None]:
    """A bar that is gone when the run is over; none, and nothing loaded for it, where stderr is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeRemainingColumn(),
        TextColumn("{task.fields[facts]}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield TerminalBar(progress)


class TerminalBar:
    """Counts by status, pages per second and the last file's name, beside the bar."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None
        self._statuses: Counter[str] = Counter()
        self._pages, self._begun = 0, time.monotonic()

    def phase(self, name: str, total: int) -> None:
        """See `Bar.phase`."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(name, total=total, facts="")
        self._begun, self._pages = time.monotonic(), 0

    def step(self, steps: int, **shown: object) -> None:
        """See `Bar.step`; shown are `status`, `pages` and `name` of a document."""
        if self._task is None:
            return
        if not shown:
            self._progress.advance(self._task, steps)
            return
        self._statuses[str(shown["status"])] += 1
        self._pages += int(str(shown["pages"]))
        speed = self._pages / max(time.monotonic() - self._begun, 0.001)
        counts = " ".join(f"{self._statuses[status]} {status}" for status in STATUSES if self._statuses[status])
        name = one_line(str(shown["name"]))[-LONGEST_NAME:]
        self._progress.update(self._task, advance=steps, facts=f"{counts} · {speed:.1f} pages/s · {name}")


def _set_blocking(descriptor: int) -> None:
    if os.name != "nt":
        os.set_blocking(descriptor, True)


class LogFile:
    """One JSON object a line: `time`, `event`, and the facts of the event."""

    def __init__(self, path: Path) -> None:
        """Lines are added to an older log. Raises `StorageError` where that is not possible."""
        self._path = path
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _UNWAITING, 0o666)
            _set_blocking(descriptor)
            self._file = open(descriptor, "a", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: PTH123, SIM115
        except OSError as error:
            raise self._refusal(error) from error

    def write(self, event: str, **facts: object) -> None:
        """See `Log.write`."""
        line = {"time": datetime.now().astimezone().isoformat(timespec="milliseconds"), "event": event} | facts
        try:
            self._file.write(json_text(line) + "\n")
        except OSError as error:
            raise self._refusal(error) from error

    def _refusal(self, error: OSError) -> StorageError:
        return StorageError(f"{self._path}: the log cannot be written ({error.strerror or error})")

    def __enter__(self) -> LogFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # lines that could not be written have been told of
            self._file.close()
