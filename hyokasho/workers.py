"""Reads files in worker processes, each file within bounds of time and memory; a worker's death is a result.

PDF engines crash, hang and fill memory on broken and hostile files. A worker that is over its time is killed, one
that dies is replaced, and the file that it was reading gets its row.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from hyokasho.inputs import Input
from hyokasho.reader import DocumentResult, failed_result, read_file

MEGABYTE = 1 << 20
START_UP = 60.0
"""Seconds that a new worker has to import the program, on top of a file's own time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for each file: wall time in seconds, memory of its worker in megabytes (0: none)."""

    timeout: float = 300.0
    memory: int = 4096


def read_input(item: Input, threads: int = 1) -> DocumentResult:
    """Read one file, scanned pages on `threads` cores; whatever goes wrong becomes its row."""
    try:
        data = item.path.read_bytes()
    except OSError as error:
        return failed_result("", None, item.name, item.source, "unreadable_file", f"cannot be opened: {error.strerror}")
    try:
        return read_file(data, item.name, item.source, threads)
    except MemoryError:
        code, message = "memory_limit", "reading the file takes more memory than --memory allows"
    except Exception as error:  # noqa: BLE001 - the one place where a document is isolated from the run
        code, message = "internal_error", f"{type(error).__name__}: {error} (please report this file)"
    return failed_result(hashlib.sha256(data).hexdigest(), len(data), item.name, item.source, code, message)


def read_all(items: Sequence[Input], workers: int, limits: Limits) -> Iterator[DocumentResult]:
    """The results in the order of `items`. With 0 workers this process reads them itself, without bounds."""
    if workers <= 0:
        yield from map(read_input, items)
        return
    pool = _Pool(items, min(workers, len(items)), limits)
    try:
        yield from pool.results()
    finally:
        pool.close()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: int
    deadline: float


class _Pool:
    """Workers with one file each; results are held back until those before them have been handed out."""

    def __init__(self, items: Sequence[Input], workers: int, limits: Limits) -> None:
        self._items, self._limits = items, limits
        self._context = multiprocessing.get_context("spawn")
        # Cores that no worker needs help with scanned pages, so that a single document is read on all of them.
        self._threads = max(1, (os.cpu_count() or 1) // max(workers, 1))
        self._next = 0
        self._done: dict[int, DocumentResult] = {}
        self._workers: list[_Worker] = []
        for _ in range(workers):
            self._start()

    def results(self) -> Iterator[DocumentResult]:
        for index in range(len(self._items)):
            while index not in self._done:
                self._step()
            yield self._done.pop(index)

    def close(self) -> None:
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
        self._workers = []

    def _start(self) -> None:
        """Start a worker on the next file, if there is one."""
        if self._next >= len(self._items):
            return
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._limits.memory, self._threads), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours, -1, 0.0)
        self._workers.append(worker)
        self._give(worker, START_UP)

    def _give(self, worker: _Worker, extra: float = 0.0) -> None:
        """Hand the next file to a worker, or send it home."""
        if self._next >= len(self._items):
            worker.pipe.send(None)
            worker.process.join()
            self._workers.remove(worker)
            return
        worker.task, self._next = self._next, self._next + 1
        worker.deadline = time.monotonic() + self._limits.timeout + extra
        worker.pipe.send(self._items[worker.task])

    def _step(self) -> None:
        """Wait for a worker to answer, die, or run out of time."""
        soonest = min(worker.deadline for worker in self._workers)
        ready = wait([worker.pipe for worker in self._workers], max(0.0, soonest - time.monotonic()))
        for worker in list(self._workers):
            if worker.pipe in ready:
                self._receive(worker)
            elif time.monotonic() > worker.deadline:
                message = f"not read within {self._limits.timeout:g} s (--timeout)"
                self._bury(worker, "timeout", message)

    def _receive(self, worker: _Worker) -> None:
        try:
            self._done[worker.task] = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker, "crashed", "the PDF engine crashed on the file")
            return
        self._give(worker)

    def _bury(self, worker: _Worker, code: str, message: str) -> None:
        """Record the failure of the file that a worker was reading, and replace the worker."""
        worker.process.kill()
        worker.process.join()
        self._workers.remove(worker)
        self._done[worker.task] = _failed(self._items[worker.task], code, message)
        self._start()


def _failed(item: Input, code: str, message: str) -> DocumentResult:
    """The result for a file whose worker died; it may be gone by now."""
    try:
        data = item.path.read_bytes()
    except OSError:
        return failed_result("", None, item.name, item.source, code, message)
    return failed_result(hashlib.sha256(data).hexdigest(), len(data), item.name, item.source, code, message)


def _work(pipe: Connection, memory: int, threads: int) -> None:
    """A worker's life: read the files that come through the pipe until there are no more."""
    if memory:
        _limit_memory(memory)
    while (item := pipe.recv()) is not None:
        pipe.send(read_input(item, threads))


def _limit_memory(megabytes: int) -> None:
    """Bound this process's address space, where the operating system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * MEGABYTE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))
