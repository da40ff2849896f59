"""What a distributed engine runs on its workers: a document in a jail of its own, kept from one to the next."""

from __future__ import annotations

import atexit
import threading

from hyokasho.archive.results.fingerprint import reading_edition
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.archive.workers.supervisor import Supervisor

_lock = threading.Lock()
_idle: dict[tuple[Limits, str], list[Supervisor]] = {}


class OtherEditionError(Exception):
    """The worker has another version of this program or of its libraries: its results would not be the run's."""


def perform_in_cell(task: Task, limits: Limits, edition: str, worker: str) -> Outcome:
    """The task's outcome, from a jailed child of this process (running module `worker`).

    Raises `OtherEditionError` unless this machine's program is that of the run.
    """
    if reading_edition() != edition:
        raise OtherEditionError(
            f"a worker of the cluster has {reading_edition()}, this machine {edition}: "
            "install the same version of hyokasho and its dependencies on all of them"
        )
    supervisor = _take(limits, worker)
    try:
        return supervisor.perform(task)
    finally:
        with _lock:
            _idle.setdefault((limits, worker), []).append(supervisor)


def release_cells() -> None:
    """End the children that have nothing to do."""
    with _lock:
        supervisors = [supervisor for idle in _idle.values() for supervisor in idle]
        _idle.clear()
    for supervisor in supervisors:
        supervisor.close()


def _take(limits: Limits, worker: str) -> Supervisor:
    """An idle child, or a new one: each thread of this process needs its own at a time."""
    with _lock:
        idle = _idle.get((limits, worker))
        return idle.pop() if idle else Supervisor(limits, worker)


atexit.register(release_cells)
