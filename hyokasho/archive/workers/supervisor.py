"""A jailed worker from outside: gives it documents, kills it when it is over its time, replaces it when it dies.

PDF engines crash, hang and fill memory on broken and hostile files: the supervisor outlives them all, and the document
that did it gets its outcome. To which worker a document comes does not change its result: one that fails in a worker
that had read others before is read again in a fresh one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import hyokasho
from hyokasho.archive.results.codec import decode_head
from hyokasho.archive.sources.locations import UnreadableError, at_hand
from hyokasho.archive.task import Limits, Note, Outcome, Task
from hyokasho.archive.workers import messages
from hyokasho.archive.workers.exit_reason import End
from hyokasho.archive.workers.sandbox import MEGABYTE, hard_limit
from hyokasho.archive.workers.worker import MORE_TIME
from hyokasho.deadline import MOST_PICTURES, PICTURE_SHARE

START_UP = 120.0
"""Seconds that a new worker has to load the program."""
MOST_DOCUMENTS = 200
"""Documents after which a worker is replaced, whatever it looks like: about one part in a hundred of their time."""
GROWN = 1024 * MEGABYTE
"""Bytes of memory at which a worker is replaced after a document; after scans a normal one holds half of it."""
MOST_OUTPUT = 4000
"""Bytes kept of what native libraries print about a document."""
LAST_BREATH = 5.0
"""Seconds that a worker has to end once it has closed its pipe."""
TICK = 1.0
"""Seconds of the clock that watches a worker."""
WORKER = "hyokasho.archive.workers.worker"
_FRUGAL = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {
    "ARROW_DEFAULT_MEMORY_POOL": "system"  # another one begins with a gigabyte of address space
}
"""A worker is one core's share, and its address space is bounded."""


class SupervisorClosedError(Exception):
    """The supervisor was closed while it worked."""


@dataclass(slots=True)
class _Deadline:
    """Seconds after which a worker is killed, and whether it was."""

    seconds: float
    over: threading.Event = field(default_factory=threading.Event)


class Supervisor:
    """One worker process at a time. `perform` may be called from any thread, one call at a time."""

    def __init__(self, limits: Limits, worker: str = WORKER) -> None:
        """`worker`: the module to run."""
        self._limits, self._module = limits, worker
        self._process: subprocess.Popen[bytes] | None = None
        self._printed = tempfile.TemporaryFile("a+b", buffering=0)  # noqa: SIM115 - as long as the supervisor
        self._served = self._resident = 0
        self._closed = False

    def perform(self, task: Task) -> Outcome:
        """The task's outcome, whatever happens. Raises `SupervisorClosedError` if it is closed meanwhile."""
        start = time.monotonic()
        try:
            # What is on a network is fetched out here: the jailed worker has no business there.
            with at_hand(task.location, self._limits.most_bytes) as path:
                outcome, output = self._perform(replace(task, location=path))
        except UnreadableError as error:
            outcome, output = Outcome(task.index, None, f"cannot be opened: {error}"), ""
        return replace(outcome, seconds=time.monotonic() - start, output=output)

    def _perform(self, task: Task) -> tuple[Outcome, str]:
        """The task's outcome, and what was printed on the way."""
        for attempt in (1, 2):
            used = self._ready()
            answer, output = self._ask(task), self._output()
            found = answer.reason(output, self._limits) if isinstance(answer, End) else answer
            failed = isinstance(found, tuple) or _lacked_memory(found)
            if failed or self._served >= MOST_DOCUMENTS or self._resident > GROWN:
                self._stop()
            if not (failed and used and attempt == 1) or (isinstance(found, tuple) and found[0] == "timeout"):
                break
        if not isinstance(found, tuple):
            return found, output
        from hyokasho.archive.workers.work import accident  # only here: it brings all that reads a document

        return accident(task, *found, self._limits), output

    def close(self) -> None:
        """Kill the worker; from any thread."""
        self._closed = True
        self._stop()

    def _ready(self) -> bool:
        """See that a worker waits for a document; whether it has read others."""
        if self._process is not None and self._process.poll() is None and self._served:
            return True
        self._stop()
        self._start()
        return False

    def _start(self) -> None:
        if self._closed:
            raise SupervisorClosedError
        words = [sys.executable, "-P", "-m", self._module]
        try:
            self._process = process = subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._printed, env=_environment(),
                start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise WorkerError(f"no worker could be started: {error}") from error
        if self._closed:
            process.kill()
        self._served = self._resident = 0
        assert process.stdin and process.stdout
        try:
            with self._killed_after(START_UP):
                messages.send(process.stdin, messages.pack(asdict(self._limits)))
                messages.receive(process.stdout)
        except messages.ClosedError as error:
            self._stop()
            if self._closed:
                raise SupervisorClosedError from error
            raise WorkerError(self._output().strip() or "no reason given") from error

    def _ask(self, task: Task) -> Outcome | End:
        """The worker's answer, or its end."""
        process = self._process
        assert process and process.stdin and process.stdout
        with self._killed_after(hard_limit(self._limits)) as deadline:
            try:
                messages.send(process.stdin, messages.pack(asdict(task)))
                said = self._answer(process.stdout, deadline)
                kept = messages.receive(process.stdout)
            except messages.ClosedError:
                status = _status(process)
                if self._closed:
                    raise SupervisorClosedError from None
                allowed = self._limits.timeout + deadline.seconds - hard_limit(self._limits)
                return End(status, allowed if deadline.over.is_set() else None)
        self._served += 1
        self._resident = said["resident"]
        notes = tuple(Note(**note) for note in said["notes"])
        return Outcome(task.index, kept or None, said["problem"], said["seconds"], notes=notes)

    def _answer(self, pipe: IO[bytes], deadline: _Deadline) -> dict[str, Any]:
        """What the worker says of its document; the `deadline` moves on for the pictures that it reads."""
        for _ in range(MOST_PICTURES + 1):
            said = messages.unpack(messages.receive(pipe))
            if MORE_TIME not in said:
                return said
            deadline.seconds += self._limits.timeout * PICTURE_SHARE
        raise messages.ClosedError

    @contextmanager
    def _killed_after(self, seconds: float) -> Iterator[_Deadline]:
        """Kill the worker if the context lasts longer than the deadline, which may be moved.

        Time passes in ticks: of hours for which the whole run is suspended, only one counts.
        """
        deadline, answered = _Deadline(seconds), threading.Event()
        process = self._process
        assert process

        def watch() -> None:
            passed = 0.0
            while (left := deadline.seconds - passed) > 0:
                if answered.wait(min(left, TICK)):
                    return
                passed += TICK
            deadline.over.set()
            process.kill()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield deadline
        finally:
            answered.set()
            thread.join()

    def _stop(self) -> None:
        if (process := self._process) is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self._process = None

    def _output(self) -> str:
        """What the worker and its libraries printed since this was last asked."""
        self._printed.seek(0)
        text = self._printed.read(MOST_OUTPUT).decode("utf-8", "replace")
        self._printed.truncate(0)
        return text


class WorkerError(Exception):
    """A worker does not even start: a broken installation, or too little --memory for the program itself."""


def _lacked_memory(outcome: Outcome) -> bool:
    if outcome.kept is None:
        return False
    head = decode_head(outcome.kept, len(outcome.kept))
    return head.within is not None and head.error_code == "memory_limit"


def _status(process: subprocess.Popen[bytes]) -> int:
    """The exit status of a worker that says nothing any more; it is killed unless it is about to end."""
    with suppress(subprocess.TimeoutExpired):
        return process.wait(LAST_BREATH)
    process.kill()
    return process.wait()


def _environment() -> dict[str, str]:
    """That of this process, with this program where the worker finds it, and its libraries held short."""
    here = str(Path(hyokasho.__file__).parents[1])
    paths = os.pathsep.join(path for path in (here, os.environ.get("PYTHONPATH")) if path)
    return os.environ | _FRUGAL | {"PYTHONPATH": paths}
