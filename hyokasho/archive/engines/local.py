"""Worker processes on this machine, a thread for each that waits for it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.archive.workers.process import WorkerError
from hyokasho.archive.workers.supervisor import WORKER, Supervisor, SupervisorClosedError

AHEAD = 1
"""Tasks that wait for each worker, so that none stands idle while the run looks at the next file."""

POLL = 1.0
"""Seconds: where Ctrl-C does not interrupt a wait (on Windows), it is noticed after so long."""


class LocalEngine:
    """`workers` jailed processes. Workers start with the first task and stay until `close`."""

    def __init__(self, workers: int, limits: Limits, worker: str = WORKER) -> None:
        """`worker`: the module that each process runs."""
        self._limits, self._workers, self._module = limits, workers, worker
        self._supervisors: list[Supervisor] = []
        self._threads: list[threading.Thread] = []
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._outcomes: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """See `Engine.run`."""
        waiting = self._feed(tasks, (1 + AHEAD) * self._workers)
        while waiting:
            outcome = self._next_outcome()
            waiting += self._feed(tasks, 1) - 1
            yield outcome

    def close(self) -> None:
        """See `Engine.close`."""
        for supervisor in self._supervisors:
            supervisor.close()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()
        self._threads, self._supervisors = [], []

    def _next_outcome(self) -> Outcome:
        while True:
            with suppress(queue.Empty):
                found = self._outcomes.get(timeout=POLL)
                if isinstance(found, BaseException):
                    raise found
                return found

    def _feed(self, tasks: Iterator[Task], most: int) -> int:
        """Queue up to `most` tasks, and see that a worker is there for each; how many there were."""
        count = 0
        for task in islice(tasks, most):
            self._tasks.put(task)
            count += 1
            if len(self._threads) < self._workers:
                self._hire()
        return count

    def _hire(self) -> None:
        """Have one more worker, or go on with those that the system allows. Raises `WorkerError` if it allows none."""
        try:
            supervisor = Supervisor(self._limits, self._module)
            thread = threading.Thread(target=self._work, args=(supervisor,), daemon=True)
            thread.start()
        except (WorkerError, RuntimeError) as error:
            self._workers = len(self._threads)
            if not self._threads:
                raise WorkerError(f"no worker could be started: {error}") from error
            return
        self._supervisors.append(supervisor)
        self._threads.append(thread)

    def _work(self, supervisor: Supervisor) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                self._outcomes.put(supervisor.perform(task))
            except SupervisorClosedError:
                return
            except BaseException as error:  # noqa: BLE001 - it belongs to the thread that runs the engine
                self._outcomes.put(error)
                return
