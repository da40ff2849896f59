"""A jailed worker from outside: gives it documents, kills it when it is over its time, replaces it when it dies.

PDF engines crash, hang and fill memory on broken and hostile files: the supervisor outlives them all, and the document
that did it gets its outcome. A hostile file may also make a worker say what it likes: an answer counts only if it is
whole, and about the bytes that were asked about. To which worker a document comes does not change its result: one that
fails in a worker that had read others before is read again in a fresh one.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from typing import IO

from hyokasho.archive.results.codec import DamagedError, ResultHead, decode
from hyokasho.archive.sources.locations import UnreadableError, at_hand, pieces
from hyokasho.archive.task import Limits, Outcome, Task
from hyokasho.archive.workers import messages
from hyokasho.archive.workers.exit_reason import End, Senseless
from hyokasho.archive.workers.process import Process, WorkerError, WorkerOutput
from hyokasho.archive.workers.sandbox import MEGABYTE
from hyokasho.document.deadline import Deadline
from hyokasho.document.verdict import HUNG, MEMORY_LIMIT, TIMEOUT, Failed, Known, Verdict, fault

START_UP = 120.0
"""Seconds that a new worker has to load the program."""
MOST_DOCUMENTS = 200
"""Documents after which a worker is replaced, whatever it looks like: about one part in a hundred of their time."""
GROWN = 1024 * MEGABYTE
"""Bytes of memory at which a worker is replaced after a document; after scans a normal one holds half of it."""
WORKER = "hyokasho.archive.workers.worker"


class SupervisorClosedError(Exception):
    """The supervisor was closed while it worked."""


@dataclass(frozen=True, slots=True)
class _Answered:
    """An answer that counts: what is kept of it, and what it says of itself."""

    outcome: Outcome
    verdict: Known


class Supervisor:
    """One worker process at a time. `perform` may be called from any thread, one call at a time."""

    def __init__(self, limits: Limits, worker: str = WORKER) -> None:
        """`worker`: the module to run. Raises `WorkerError`."""
        self._limits, self._module = limits, worker
        self._process: Process | None = None
        self._printed = WorkerOutput()
        self._protections: tuple[str, ...] = ()
        self._served = self._resident = 0
        self._asked: tuple[str, int] | None = None
        self._closed = False

    def perform(self, task: Task) -> Outcome:
        """The task's outcome, whatever happens. Raises `SupervisorClosedError` if it is closed meanwhile."""
        start = time.monotonic()
        try:
            with at_hand(task.location, self._limits.most_bytes) as path:
                outcome, output = self._perform(replace(task, location=path))
        except UnreadableError as error:
            outcome, output = Outcome(task.index, error.verdict), ""
        return replace(outcome, seconds=time.monotonic() - start, output=output, protections=self._protections)

    def _perform(self, task: Task) -> tuple[Outcome, str]:
        """The task's outcome, and what was printed on the way."""
        for attempt in (1, 2):
            used, deadline = self._ready(), Deadline(self._limits.timeout)
            found, output = self._ask(task, deadline), self._printed.taken()
            verdict = found.verdict if isinstance(found, _Answered) else found.verdict(output, self._limits, deadline)
            failed = not isinstance(found, _Answered) or _lacked_memory(verdict)
            if failed or self._served >= MOST_DOCUMENTS or self._resident > GROWN:
                self._stop()
            if not (failed and used and attempt == 1) or _was_over(verdict):
                break
        if isinstance(found, _Answered):
            return found.outcome, output
        assert isinstance(verdict, Failed)
        return self._accident(task, verdict), output

    def _accident(self, task: Task, verdict: Failed) -> Outcome:
        from hyokasho.archive.workers.work import accident  # a run without one does not load what reads documents

        if self._asked is not None:
            task = replace(task, document_id=self._asked[0], size=self._asked[1])
        return accident(task, verdict, self._limits)

    def close(self) -> None:
        """Kill the worker; from any thread."""
        self._closed = True
        self._stop()

    def _ready(self) -> bool:
        """See that a worker waits for a document; whether it has read others."""
        if self._process is not None and self._process.runs and self._served:
            return True
        self._stop()
        self._start()
        return False

    def _start(self) -> None:
        if self._closed:
            raise SupervisorClosedError
        self._process = process = Process(self._module, self._printed)
        if self._closed:
            process.kill()
        self._served = self._resident = 0
        try:
            with process.killed_after(lambda: START_UP):
                messages.say(process.stdin, self._limits)
                said = messages.hear(process.stdout)
        except messages.ClosedError as error:
            self._stop()
            if self._closed:
                raise SupervisorClosedError from error
            raise WorkerError(_why(self._printed.taken())) from error
        except messages.SenselessError as error:
            self._stop()
            raise WorkerError(f"a worker begins with what makes no sense ({error})") from error
        if not isinstance(said, messages.Ready):
            self._stop()
            raise WorkerError("a worker answers before it was asked")
        self._protections = tuple(said.protections)

    def _ask(self, task: Task, deadline: Deadline) -> _Answered | End | Senseless:
        """The worker's answer, what makes no sense in it, or the worker's end. Raises `UnreadableError`."""
        process, self._asked = self._process, None
        if process is None:
            raise SupervisorClosedError
        with process.killed_after(lambda: deadline.hung) as over:
            try:
                self._asked = asked = self._hand_over(process.stdin, task.location, deadline)
                said = hear_answer(process.stdout, deadline)
                kept = messages.receive(process.stdout, messages.MOST_KEPT)
            except messages.ClosedError:
                status = process.status()
                if self._closed:
                    raise SupervisorClosedError from None
                return End(status, over.is_set())
            except messages.SenselessError as error:
                return Senseless(str(error))
        try:
            head = self._checked(kept, *asked)
        except DamagedError as error:
            return Senseless(str(error))
        self._served += 1
        self._resident = said.resident
        return _Answered(Outcome(task.index, kept, notes=tuple(said.notes)), head.verdict)

    def _hand_over(self, pipe: IO[bytes], location: str, deadline: Deadline) -> tuple[str, int]:
        """Send a document; SHA-256 and number of its bytes, as they were sent. Raises `UnreadableError`."""
        digest, size = hashlib.sha256(), 0
        try:
            for piece in pieces(location, self._limits.most_bytes):
                digest.update(piece)
                size += len(piece)
                messages.send(pipe, piece)
        except UnreadableError:
            if size:
                self._stop()  # it waits for the rest
            raise
        messages.send(pipe, b"")
        messages.say(pipe, deadline)
        return digest.hexdigest(), size

    def _checked(self, kept: bytes, document_id: str, size: int) -> ResultHead:
        """The head of a result that is whole, and about these bytes. Raises `DamagedError`."""
        head, _ = decode(kept)
        if (head.document_id, head.size) != (document_id, size):
            raise DamagedError("it is about another document")
        if head.within is not None and (head.within.timeout, head.within.memory) != (
            self._limits.timeout, self._limits.memory
        ):  # fmt: skip
            raise DamagedError("it tells of other limits")
        return head

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.stop()


def hear_answer(pipe: IO[bytes], deadline: Deadline) -> messages.Reply:
    """What a worker says of its document; the `deadline` moves on for the pictures that it reads."""
    while isinstance(said := messages.hear(pipe), messages.MoreTime):
        if not deadline.add_picture():
            raise messages.SenselessError("more time again and again")
    if not isinstance(said, messages.Reply):
        raise messages.SenselessError("no answer")
    return said


def _lacked_memory(verdict: Verdict) -> bool:
    wrong = fault(verdict)
    return wrong is not None and wrong.code == MEMORY_LIMIT


def _was_over(verdict: Verdict) -> bool:
    """Whether a document took all of its time: it would take it again."""
    wrong = fault(verdict)
    return wrong is not None and wrong.code in (TIMEOUT, HUNG)


def _why(printed: str) -> str:
    """Why a worker could not start, from the last line of what it printed."""
    lines = printed.strip().splitlines() or ["it gives no reason"]
    return f"no worker can be started: {lines[-1]} (--memory may be too little for the program itself)"
