"""What every engine is: something that runs the pure unit of work (`work.perform`) over tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from hyokasho.archive.task import Outcome, Task


class EngineError(Exception):
    """An engine that cannot work at all: nothing to do with any document."""


class Engine(Protocol):
    """Reads documents somewhere: in this process, in worker processes, on other machines.

    An engine never raises because of a document: a worker that hangs, crashes or is lost ends as an outcome
    (`work.accident`) or its task is done again elsewhere. Work done twice does no harm: equal bytes give equal results.
    """

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Exactly one outcome for each task, in any order.

        Tasks are taken one by one, in the thread that asks for outcomes, and only as many ahead as keep the workers
        busy: making a task costs the run a look at its file. Few outcomes wait to be taken.
        """
        ...

    def close(self) -> None:
        """Stop everything at once; unfinished tasks are dropped. May be called at any time, and twice."""
        ...
