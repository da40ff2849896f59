"""A worker process from outside: how it is started, killed when its time is over, and what it printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import hyokasho
from hyokasho.archive.workers import bootstrap
from hyokasho.archive.workers.compiled import compile_program

MOST_OUTPUT = 4000
"""Bytes kept of what native libraries print about a document."""
LAST_BREATH = 5.0
"""Seconds that a worker has to end once it has closed its pipe."""
TICK = 1.0
"""Seconds of the clock that watches a worker."""
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "SYSTEMROOT", "WINDIR")
"""What a process needs to load its libraries; of the rest of the environment no worker knows."""
_NOWHERE = "/nonexistent"
_ALONE = {"PATH": _NOWHERE, "HOME": _NOWHERE} | dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
) | {"ARROW_DEFAULT_MEMORY_POOL": "system", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}  # fmt: skip
"""A worker runs no program and keeps nothing; it is one core's share, and its address space is bounded (another pool
begins with a gigabyte of it). Linux's C library asks for large pages, where the system has them: what a page
takes costs fewer faults then, and what stands in it is found sooner. Other C libraries don't read this."""


class WorkerError(Exception):
    """A worker does not even start: a broken installation, or too little --memory for the program itself."""


class WorkerOutput:
    """What workers and their libraries print; as long as who watches them."""

    def __init__(self) -> None:
        """Raises `WorkerError`."""
        try:
            self.file = tempfile.TemporaryFile("a+b", buffering=0)  # noqa: SIM115 - see above
        except OSError as error:
            raise WorkerError(f"no worker could be started: {error}") from error
        _append(self.file.fileno())

    def taken(self) -> str:
        """What was printed since this was last asked."""
        self.file.seek(0)
        text = self.file.read(MOST_OUTPUT).decode("utf-8", "replace")
        self.file.truncate(0)
        return text


class Process:
    """A process that runs a module of ours, with a pipe to it and one from it."""

    def __init__(self, module: str, printed: WorkerOutput) -> None:
        """Raises `WorkerError`."""
        compile_program()
        words = [sys.executable, "-I", "-B", *_cache(), str(bootstrap.__file__), module, json.dumps(_paths())]
        try:
            self._process = subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=printed.file, env=_environment(),
                start_new_session=True, cwd=None if os.name == "nt" else "/",
            )  # fmt: skip
        except OSError as error:
            raise WorkerError(f"no worker could be started: {error}") from error

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def stdin(self) -> IO[bytes]:
        """The pipe to it."""
        assert self._process.stdin
        return self._process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        """The pipe from it."""
        assert self._process.stdout
        return self._process.stdout

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Have it end at once; from any thread."""
        self._process.kill()

    def status(self) -> int:
        """The exit status of one that says nothing any more; it is killed unless it is about to end."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(LAST_BREATH)
        self.kill()
        return self._process.wait()

    def stop(self) -> None:
        """Kill it, and close the pipes."""
        self.kill()
        self._process.wait()
        for pipe in (self.stdin, self.stdout):
            with suppress(OSError):
                pipe.close()

    @contextmanager
    def killed_after(self, seconds: Callable[[], float]) -> Iterator[threading.Event]:
        """Kill it if the context lasts longer than so many seconds on the wall, which may grow; whether it was killed.

        Time passes in ticks: of hours for which the whole run is suspended, only one counts.
        """
        over, answered = threading.Event(), threading.Event()

        def watch() -> None:
            passed = 0.0
            while (left := seconds() - passed) > 0:
                if answered.wait(min(left, TICK)):
                    return
                passed += TICK
            over.set()
            self.kill()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield over
        finally:
            answered.set()
            thread.join()


def _append(descriptor: int) -> None:
    """Have what a worker prints follow what is there, though that was cut off meanwhile."""
    if os.name != "nt":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_APPEND)


def _paths() -> list[str]:
    """Where a worker finds modules: this program first, then what this process has found its libraries in."""
    here = str(Path(hyokasho.__file__).parents[1])
    return [here, *(path for path in sys.path if path and path != here)]


def _cache() -> list[str]:
    """Where a worker finds compiled modules, if that is an unusual place; it writes none."""
    return ["-X", f"pycache_prefix={sys.pycache_prefix}"] if sys.pycache_prefix else []


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | _ALONE | {"TMPDIR": tempfile.gettempdir()}  # which is kept from it, see `landlock`
