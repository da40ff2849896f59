"""An unpacker from outside: hands it containers, takes what it says of them, and believes none of it unchecked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import IO

from hyokasho.archive.containers.bounds import Bounds
from hyokasho.archive.containers.unpack_job import File, Listing, Through, Unpack
from hyokasho.archive.sources.locations import UnreadableError, at_hand, pieces
from hyokasho.archive.task import Limits
from hyokasho.archive.workers import messages
from hyokasho.archive.workers.exit_reason import End, Senseless
from hyokasho.archive.workers.process import Process, WorkerError, WorkerOutput
from hyokasho.archive.workers.supervisor import START_UP
from hyokasho.document.deadline import Deadline
from hyokasho.document.verdict import Lack

UNPACKER = "hyokasho.archive.containers.unpacker"
_SAID = messages.Ready | File | Through
_CHANGED = "the file that holds it changed while it was read"


class Unpacking:
    """Takes files out of containers, in one process that starts with the first of them and ends with `close`."""

    def __init__(self, limits: Limits, bounds: Bounds, module: str = UNPACKER) -> None:
        """`module`: the one to run."""
        self.bounds = bounds
        self._limits, self._module = limits, module
        self._process: Process | None = None
        self._printed: WorkerOutput | None = None

    def listing(self, location: str, name: str) -> tuple[str, Listing]:
        """What a container called `name` holds, and the SHA-256 of the bytes in which it was found.

        Raises `UnreadableError`, and `WorkerError` where no process can be started.
        """
        files: list[File] = []

        def hear(process: Process) -> Lack | None:
            while isinstance(said := messages.hear(process.stdout, _SAID), File):
                if len(files) > self.bounds.files + 1:
                    raise messages.SenselessError("files without end")
                files.append(said)
            return _through(said).lack

        document_id, lack = self._ask(location, Unpack(name, self.bounds), hear)
        return document_id, Listing(files, lack)

    def take(
        self, location: str, name: str, wanted: Mapping[int, File], put: Callable[[int, Iterator[bytes]], None]
    ) -> None:
        """Have `put` take the content of files, given by their numbers in the listing, in pieces.

        A file that is not what the listing says ends in a `SenselessError`, which `put` lets through. Raises
        `UnreadableError` where the container is not to be read as it was, and `WorkerError`.
        """

        def hear(process: Process) -> Lack | None:
            for number in sorted(wanted):
                put(number, _content(process.stdout, wanted[number]))
            _through(messages.hear(process.stdout, _SAID))
            return None

        _, lack = self._ask(location, Unpack(name, self.bounds, sorted(wanted)), hear)
        if lack is not None:
            raise UnreadableError(lack.message)

    def close(self) -> None:
        """End the process; from any thread."""
        process, self._process = self._process, None
        if process is not None:
            process.stop()

    def _ask(self, location: str, job: Unpack, hear: Callable[[Process], Lack | None]) -> tuple[str, Lack | None]:
        """SHA-256 of a container, and what it lacks: what `hear` says of the answer, or how the process ended."""
        deadline = Deadline(self._limits.timeout)
        with at_hand(location, self._limits.most_bytes) as path:
            process, digest = self._ready(), hashlib.sha256()
            with process.killed_after(lambda: deadline.hung) as over:
                try:
                    _hand_over(process.stdin, job, path, self._limits.most_bytes, deadline, digest.update)
                    return digest.hexdigest(), hear(process)
                except messages.ClosedError:
                    wrong: End | Senseless = End(process.status(), over.is_set())
                except messages.SenselessError as error:
                    wrong = Senseless(str(error))
                except BaseException:
                    self.close()
                    raise
            self.close()
        verdict = wrong.verdict(self._printed.taken() if self._printed else "", self._limits, deadline)
        return digest.hexdigest(), Lack(verdict.code, f"what it holds could not be unpacked: {verdict.message}")

    def _ready(self) -> Process:
        """A process that waits for a container."""
        if self._process is not None and self._process.runs:
            return self._process
        self.close()
        self._printed = self._printed or WorkerOutput()
        self._process = process = Process(self._module, self._printed)
        try:
            with process.killed_after(lambda: START_UP):
                messages.say(process.stdin, self._limits)
                said = messages.hear(process.stdout, _SAID)
        except (messages.ClosedError, messages.SenselessError) as error:
            said, why = None, error
        if not isinstance(said, messages.Ready):
            self.close()
            lines = self._printed.taken().strip().splitlines() or ["it gives no reason"]
            raise WorkerError(f"no unpacker can be started: {lines[-1]}") from (why if said is None else None)
        return process

    def __enter__(self) -> Unpacking:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _hand_over(
    pipe: IO[bytes], job: Unpack, path: str, most: int, deadline: Deadline, seen: Callable[[bytes], object]
) -> None:
    messages.say(pipe, job)
    for piece in pieces(path, most):
        seen(piece)
        messages.send(pipe, piece)
    messages.send(pipe, b"")
    messages.say(pipe, deadline)


def _through(said: object) -> Through:
    if not isinstance(said, Through):
        raise messages.SenselessError("not what an unpacker says")
    return said


def _content(pipe: IO[bytes], file: File) -> Iterator[bytes]:
    """The content of a file in pieces. Raises `SenselessError` unless it is what the listing says."""
    digest, size = hashlib.sha256(), 0
    while piece := messages.receive(pipe, messages.PIECE):
        size += len(piece)
        if file.size is None or size > file.size:
            raise messages.SenselessError(_CHANGED)
        digest.update(piece)
        yield piece
    if digest.hexdigest() != file.document_id:
        raise messages.SenselessError(_CHANGED)
