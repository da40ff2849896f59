"""No workers: documents are read in this process, without a jail. For looking into it with a debugger or profiler."""

from __future__ import annotations

from collections.abc import Iterator

from hyokasho.archive.task import Limits, Outcome, Task


class InlineEngine:
    """Reads one task after another."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """See `Engine.run`."""
        from hyokasho.archive.workers.work import perform

        for task in tasks:
            yield perform(task, self._limits)

    def close(self) -> None:
        """Nothing is left to stop."""
