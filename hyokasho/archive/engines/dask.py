"""Workers of a Dask cluster, on this machine or on many.

The cluster that Dask's own configuration names (`DASK_SCHEDULER_ADDRESS`) is used; without one, a cluster of processes
is started here. Each document is read in a jailed child of a Dask worker, so that no document can harm the cluster. A
worker that is lost, with its machine, gives its tasks back to the scheduler, which has others do them.
"""

from __future__ import annotations

import logging
import os
import queue
import time
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from hyokasho.archive.engines.protocol import EngineError
from hyokasho.archive.engines.remote import OtherEditionError, perform_in_cell, release_cells
from hyokasho.archive.results.fingerprint import reading_edition
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.archive.workers.supervisor import WORKER
from hyokasho.document.verdict import CRASHED, Failed

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 1
"""Tasks that wait for each of the cluster's threads."""
LOSSES = 2
"""Times that Dask may give a document up, which it does after four lost workers, before it is given up here."""
LOOK_AGAIN = 10.0
"""Seconds after which the cluster is asked how large it is now: it may grow and shrink while it works."""
PATIENCE = 300.0
"""Seconds that a run waits for a cluster without workers: time for lost machines to come back."""

LOOPBACK = "127.0.0.1"
_SILENT: dict[str, list[str]] = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
"""A cluster of this machine speaks to it alone. Its HTTP servers, which cannot be left out, serve nothing: who
wants to look at a dashboard starts a cluster of his own.
"""


class DaskEngine:
    """Reads documents on a Dask cluster."""

    def __init__(self, workers: int, limits: Limits, address: str | None = None, worker: str = WORKER) -> None:
        """`workers`: processes of a cluster on this machine, if there is no other. `worker`: module of each jail.

        Raises `EngineError`.
        """
        self._limits, self._module, self._edition = limits, worker, reading_edition()
        self._client = _client(workers, address)
        self._slots, self._looked = 1, float("-inf")
        self._alive = time.monotonic()
        self._waiting: dict[Future, Task] = {}
        self._done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._losses: dict[int, int] = {}

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """See `Engine.run`. Raises `EngineError` where the cluster cannot do this work at all."""
        self._feed(tasks)
        while self._waiting:
            try:
                future = self._done.get(timeout=LOOK_AGAIN)
            except queue.Empty:
                self._look()
                continue
            task = self._waiting.pop(future)
            outcome = self._outcome(future, task)
            future.release()
            if outcome is None:
                self._submit(task)
                continue
            self._feed(tasks)
            yield outcome

    def close(self) -> None:
        """See `Engine.close`."""
        client, self._waiting = self._client, {}
        if client.status != "running":
            return
        client.cancel(list(client.futures), force=True)
        client.run(release_cells, on_error="ignore")
        client.close()
        if client.cluster is not None:
            client.cluster.close()

    def _feed(self, tasks: Iterator[Task]) -> None:
        """Submit tasks until each of the cluster's threads has one, and one that waits."""
        if time.monotonic() - self._looked > LOOK_AGAIN:
            self._look()
        for task in islice(tasks, max(0, self._slots - len(self._waiting))):
            self._submit(task)

    def _look(self) -> None:
        """See how large the cluster is now. Raises `EngineError` where it has had no worker for too long."""
        threads = sum(self._client.nthreads().values())
        self._looked = time.monotonic()
        if threads:
            self._alive = self._looked
        elif self._looked - self._alive > PATIENCE:
            raise EngineError(f"the cluster has had no workers for {PATIENCE:g} s")
        self._slots = max(1, threads) * (1 + AHEAD)

    def _submit(self, task: Task) -> None:
        future = self._client.submit(perform_in_cell, task, self._limits, self._edition, self._module, pure=False)
        self._waiting[future] = task
        future.add_done_callback(self._done.put)

    def _outcome(self, future: Future, task: Task) -> Outcome | None:
        """What became of a task; None where it must be done again. Raises `EngineError`."""
        from distributed import KilledWorker

        from hyokasho.archive.workers.work import accident

        try:
            outcome: Outcome = future.result()
        except KilledWorker:
            self._losses[task.index] = self._losses.get(task.index, 0) + 1
            if self._losses[task.index] < LOSSES:
                return None
            lost = Failed(CRASHED, "the workers that read the file were lost, again and again")
            return accident(task, lost, self._limits)
        except OtherEditionError as error:
            raise EngineError(str(error)) from error
        except Exception as error:
            if future.status in ("cancelled", "lost"):
                return None
            raise EngineError(f"the cluster cannot read documents: {type(error).__name__}: {error}") from error
        return outcome


def _client(workers: int, address: str | None) -> Client:
    """A connection to the cluster. Raises `EngineError`."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise EngineError("--engine dask needs more libraries: pip install 'hyokasho[dask]'") from error
    address = address or dask.config.get("scheduler-address", None)
    try:
        if address:
            return Client(address, set_as_default=False)
        with dask.config.set(_SILENT):
            # The memory that counts is that of the jailed children, which --memory bounds.
            cluster = LocalCluster(
                n_workers=workers, threads_per_worker=1, memory_limit=0, host=LOOPBACK, silence_logs=logging.ERROR,
                dashboard_address=f"{LOOPBACK}:0", scheduler_kwargs={"dashboard": False},
            )  # fmt: skip
        return Client(cluster, set_as_default=False)
    except (OSError, ValueError) as error:
        where = f"no Dask cluster at {address}" if address else "no Dask cluster could be started here"
        raise EngineError(f"{where} (process {os.getpid()}): {error}") from error
